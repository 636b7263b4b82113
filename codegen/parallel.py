"""Spreads independent work over two processes, where starting them pays."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

PROCESSES = 2


def parallel_map(work: Callable[[Item], Answer], items: Sequence[Item], *, worth: bool) -> list[Answer]:
    """`work` of every item, in their order. `work` and its items must be picklable.

    One process does it all where it is not `worth` a second or the machine has one core. Give the longest items first.
    On Linux the processes are forks: what is imported before the call costs them nothing.
    """
    if not worth or len(items) < PROCESSES or (os.cpu_count() or 1) < PROCESSES:
        return [work(item) for item in items]
    method = "fork" if sys.platform.startswith("linux") else None
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context(method)) as pool:
        return list(pool.map(work, items))
