"""Two processes beside this one, for work in independent pieces; what that needs is loaded while this one reads."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.synchronize import Semaphore
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

PROCESSES = 2
_pools: list[ProcessPoolExecutor] = []


@contextmanager
def workers(preload: Sequence[str]) -> Iterator[None]:
    """Have `parallel_map` use two processes inside the block; one imports the modules named in `preload` meanwhile.

    The other does so with its first work: two cores are then enough for this process and the one that loads.
    On a machine with one core, and inside another such block, nothing changes.
    """
    if _pools or (os.cpu_count() or 1) < PROCESSES:
        yield
        return
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else None)
    pool = ProcessPoolExecutor(
        PROCESSES,
        mp_context=context,
        initializer=_begin,
        initargs=(os.getpid(), context.Semaphore(), tuple(preload)),
    )
    for _ in range(PROCESSES):
        pool.submit(os.getpid)
    _pools.append(pool)
    try:
        yield
    finally:
        _pools.remove(pool)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()  # it may still be loading what nobody needed
        pool.shutdown(cancel_futures=True)


def parallel_map(work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """`work` of every item, in their order; here and one by one outside `workers`.

    `work` and its items must be picklable. Give the longest items first.
    """
    if not _pools:
        return [work(item) for item in items]
    return list(_pools[-1].map(work, items))


def _begin(parent: int, first: Semaphore, preload: Sequence[str]) -> None:
    """Leave Ctrl-C to the parent, end when it is gone; the first to come loads modules ahead of its first work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    if first.acquire(block=False):
        for name in preload:
            import_module(name)


def _follow(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
