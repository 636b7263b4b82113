"""Processes beside this one, for work in independent pieces; what that needs is loaded while this one reads.

They are begun together, before this process has threads of its own: one that is forked from among threads may wait for
ever for a lock that another thread held. So no pool of the standard library's will do: each starts a thread at once.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from codegen.machine.work import Answer, Begun, Item, outcome_of

if TYPE_CHECKING:
    from codegen.machine.helper import Helper

HELPERS = "helpers"
"""The process for all that needs no module of its own kind: formatting."""

_helpers: dict[str, Helper] = {}
_later: dict[str, Sequence[str]] = {}
"""What the processes load ahead that were not begun yet."""


@contextmanager
def workers(*, later: bool = False, **preload: Sequence[str]) -> Iterator[None]:
    """Have `submit` use processes inside the block: one for each name, which imports the modules given for it at once.

    With `later`, one is begun when there is work for it that is worth a process. They end with the block, whatever
    they are doing. On a machine with one core, and inside another such block, nothing changes.
    """
    if _helpers or _later or (os.cpu_count() or 1) < 2:
        yield
        return
    if later:
        _later.update(preload)
    else:
        _begin(preload)
    try:
        yield
    finally:
        _later.clear()
        for name in preload:
            if name in _helpers:
                _helpers.pop(name).end()


def _begin(preload: Mapping[str, Sequence[str]]) -> None:
    from codegen.machine.helper import Helper  # not every run has work for one

    with _without_interrupts():
        _helpers.update({name: Helper(modules) for name, modules in preload.items()})


def are_copies() -> bool:
    """Whether a process of `workers` begins as a copy of this one, with all that is loaded here."""
    return sys.platform == "linux"


def submit(
    name: str, work: Callable[[Item], Answer], item: Item, *, worth_a_process: bool = True
) -> Begun[Answer]:
    """Begin `work` of an item in the process of that name; outside `workers` it is done here, when this returns.

    So it is where the process was not begun yet, and the work is not worth one. `work`, the item and the answer must be
    picklable.
    """
    if name in _later and worth_a_process and threading.active_count() == 1:
        _begin({name: _later.pop(name)})
    if name in _helpers:
        return _helpers[name].begin(work, item)
    outcome = outcome_of(work, item)
    return Begun(lambda: outcome)


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
