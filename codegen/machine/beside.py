"""One piece of work in a process beside this one, for runs that are over before `processes` were loaded."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import NoReturn

Work = Callable[[], bytes]
_DONE = b"\0"
"""What ends an answer that was told to its end."""


@contextmanager
def beside(work: Work) -> Iterator[Work]:
    """Begin work, and give what waits for its answer. The process ends with the block, whatever it is doing.

    Where there can be no such process the work is done at once. None is begun beside threads: it would wait for ever
    for a lock that one of them held. An error in that process is told as a RuntimeError, as is its end from outside.
    """
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        done = work()
        yield lambda: done
        return
    here, there = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    process = os.fork()
    if not process:
        _do(work, there)
    os.close(there)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)

    running = True

    @lru_cache
    def answer() -> bytes:
        nonlocal running
        with open(here, "rb", closefd=False) as pipe:
            told = pipe.read()
        running = False
        _wait(process)
        if not told.endswith(_DONE):
            raise RuntimeError("a process that helps was ended from outside, or ran out of memory")
        return told.removesuffix(_DONE)

    try:
        yield answer
    finally:
        os.close(here)
        if running:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            _wait(process)


def _wait(process: int) -> None:
    """Wait for the end of a process. Nobody can where this one was started by one that doesn't want to hear of such."""
    with suppress(ChildProcessError):
        os.waitpid(process, 0)


def _do(work: Work, pipe: int) -> NoReturn:
    """Do work, tell its answer, and end. Ctrl-C, which stays blocked, is left to the process that waits."""
    try:
        with open(pipe, "wb") as file:
            file.write(work() + _DONE)
    finally:
        os._exit(0)  # nothing of what the other process has to do, whatever went wrong here
