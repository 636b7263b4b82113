"""Processes beside this one, for work in independent pieces; what that needs is loaded while this one reads."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from codegen.machine.long_paths import allow_long_paths

Item = TypeVar("Item")
Answer = TypeVar("Answer")

HELPERS = "helpers"
"""The pool for all that needs no module of its own kind: formatting, looking through folders."""

_pools: dict[str, ProcessPoolExecutor] = {}
_UNCOLLECTED = 500_000
"""How many new objects a process keeps before it looks for garbage, between two pieces of work: some 60 MB."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A kind of work: how many processes do it, and the modules that each of them imports at once."""

    processes: int
    preload: tuple[str, ...] = ()


@contextmanager
def workers(**pools: Pool) -> Iterator[None]:
    """Have `submit` use processes inside the block: those of the pool that it names.

    They begin to import what their pool preloads, and end with the block, whatever they are doing. On a machine with
    one core, and inside another such block, nothing changes.
    """
    if _pools or (os.cpu_count() or 1) < 2:
        yield
        return
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else None)
    for name, pool in pools.items():
        _pools[name] = ProcessPoolExecutor(
            pool.processes, mp_context=context, initializer=_begin, initargs=(pool.preload,)
        )
        for _ in range(pool.processes if pool.preload else 0):
            _submit(name, os.getpid)  # a process is started when there is work for it
    try:
        yield
    finally:
        started = [_pools.pop(name) for name in pools]
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()  # it may still be loading what nobody needed
        for executor in started:
            executor.shutdown(wait=False, cancel_futures=True)


def submit(pool: str, work: Callable[[Item], Answer], item: Item) -> Future[Answer]:
    """Begin `work` of an item in a process of the pool; outside `workers` it is done here, when this returns.

    `work`, the item and the answer must be picklable.
    """
    if pool in _pools:
        return _submit(pool, _collecting, work, item)
    done: Future[Answer] = Future()
    try:
        done.set_result(work(item))
    except Exception as error:  # whoever asks for the result gets it, as from another process
        done.set_exception(error)
    return done


def _submit(pool: str, work: Callable[..., Answer], *arguments: Any) -> Future[Answer]:
    """Begin work; a process that is started for it never hears Ctrl-C, not even before it could ignore it."""
    with _without_interrupts():
        return _pools[pool].submit(work, *arguments)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back until the end of the block, and for good in processes that begin inside it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(preload: tuple[str, ...]) -> None:
    """Leave Ctrl-C to the parent, end when it is gone, and load modules ahead of the first work."""
    allow_long_paths()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    gc.disable()
    with suppress(ImportError):  # the work that needs it says so
        for name in preload:
            import_module(name)
    gc.freeze()


def _collecting(work: Callable[[Item], Answer], item: Item) -> Answer:
    """`work` of an item, and collect garbage afterwards if need be: amid the work, most of it is no garbage yet."""
    answer = work(item)
    if gc.get_count()[0] > _UNCOLLECTED:
        gc.collect()
    return answer


def _follow() -> None:
    """End with the parent. Its handle tells that on every system; its id would stay the same on Windows."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
