"""Processes beside this one, for work in independent pieces; what that needs is loaded while this one reads.

They are begun together, before this process has threads of its own: one that is forked from among threads may wait for
ever for a lock that another thread held. So no pool of the standard library's will do: each starts a thread at once.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

if sys.platform == "linux":
    from multiprocessing.context import ForkProcess as _Process
else:
    from multiprocessing import Process as _Process

Item = TypeVar("Item")
Answer = TypeVar("Answer")

HELPERS = "helpers"
"""The process for all that needs no module of its own kind: formatting."""

_UNCOLLECTED = 500_000
"""How many new objects a process keeps before it looks for garbage, between two pieces of work: some 60 MB."""


class Begun(Generic[Answer]):
    """Work that was begun."""

    def __init__(self, wait: Callable[[], _Outcome]) -> None:
        self._wait = wait
        self._outcome: _Outcome | None = None

    def result(self) -> Answer:
        """What the work gives, once it is done. Raises what the work raised."""
        if self._outcome is None:
            self._outcome = self._wait()
        done, answer = self._outcome
        if not done:
            raise answer
        found: Answer = answer
        return found


_Outcome = tuple[bool, Any]
"""Whether a piece of work was done, and its answer or what it raised."""


@contextmanager
def workers(**preload: Sequence[str]) -> Iterator[None]:
    """Have `submit` use processes inside the block: one for each name, which imports the modules given for it at once.

    They end with the block, whatever they are doing. On a machine with one core, and inside another such block, nothing
    changes.
    """
    if _helpers or (os.cpu_count() or 1) < 2:
        yield
        return
    with _without_interrupts():
        _helpers.update({name: _Helper(modules) for name, modules in preload.items()})
    try:
        yield
    finally:
        for name in preload:
            _helpers.pop(name).end()


def are_copies() -> bool:
    """Whether a process of `workers` begins as a copy of this one, with all that is loaded here."""
    return sys.platform == "linux"


def submit(name: str, work: Callable[[Item], Answer], item: Item) -> Begun[Answer]:
    """Begin `work` of an item in the process of that name; outside `workers` it is done here, when this returns.

    `work`, the item and the answer must be picklable.
    """
    if name in _helpers:
        return _helpers[name].begin(work, item)
    outcome = _outcome(work, item)
    return Begun(lambda: outcome)


def _outcome(work: Callable[[Item], Answer], item: Item) -> _Outcome:
    try:
        return True, work(item)
    except Exception as error:  # whoever asks for the result gets it
        return False, error


class _Channel:
    """Sends and receives over a connection; what is sent waits its turn, so that nobody waits for the other side."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: SimpleQueue[bytes | None] = SimpleQueue()
        self._sender: threading.Thread | None = None

    def send(self, data: bytes) -> None:
        self._waiting.put(data)
        if self._sender is None:
            self._sender = threading.Thread(target=self._send, daemon=True)
            self._sender.start()

    def receive(self) -> bytes:
        """What was sent next. Raises EOFError or OSError when the other side has ended."""
        return self._connection.recv_bytes()

    def close(self) -> None:
        """Let go of the connection, the other side of which has ended."""
        if self._sender is not None:
            self._waiting.put(None)
            self._sender.join()
        self._connection.close()

    def _send(self) -> None:
        with suppress(OSError):  # the other side has ended: nobody waits for the rest
            while (data := self._waiting.get()) is not None:
                self._connection.send_bytes(data)


class _Helper:
    """A process that does one piece of work after the other, and how this one talks with it."""

    def __init__(self, preload: Sequence[str]) -> None:
        here, there = multiprocessing.Pipe()
        self._process = _Process(target=_serve, args=(there, preload), daemon=True)
        self._process.start()
        there.close()
        self._channel = _Channel(here)
        self._begun = self._received = 0
        self._outcomes: dict[int, _Outcome] = {}

    def begin(self, work: Callable[[Item], Answer], item: Item) -> Begun[Answer]:
        self._channel.send(_packed((work, item)))
        number = self._begun
        self._begun += 1
        return Begun(lambda: self._outcome(number))

    def _outcome(self, number: int) -> _Outcome:
        """The outcome of a piece of work by its number, to be asked for once; they come in the order of the work."""
        while self._received <= number:
            try:
                self._outcomes[self._received] = ForkingPickler.loads(self._channel.receive())
                self._received += 1
            except (EOFError, OSError) as error:
                raise RuntimeError(
                    "a process that helps was ended from outside, or ran out of memory"
                ) from error
        return self._outcomes.pop(number)

    def end(self) -> None:
        self._process.terminate()  # it may still be loading what nobody needed
        self._process.join()
        self._channel.close()


_helpers: dict[str, _Helper] = {}


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


def _serve(connection: Connection, preload: Sequence[str]) -> None:
    """Leave Ctrl-C to the parent, end when it is gone, load modules ahead of the first work, and do what is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    gc.disable()
    with suppress(ImportError):  # the work that needs it says so
        for name in preload:
            import_module(name)
    gc.freeze()
    channel = _Channel(connection)
    with suppress(EOFError, OSError):
        while True:
            work, item = ForkingPickler.loads(channel.receive())
            channel.send(_told_elsewhere(_outcome(work, item)))
            _collect()


def _told_elsewhere(outcome: _Outcome) -> bytes:
    """An outcome as it goes to another process; an error that can't be told from there is told by its words."""
    try:
        data = _packed(outcome)
        if not outcome[0]:
            ForkingPickler.loads(data)
        return data
    except Exception as error:  # whatever pickling or unpickling it raises
        wrong = error if outcome[0] else outcome[1]
        return _packed((False, RuntimeError(f"{type(wrong).__name__}: {wrong}")))


def _packed(value: object) -> bytes:
    """A value for another process of this run: nothing of it is kept."""
    return bytes(ForkingPickler.dumps(value))


def _collect() -> None:
    """Collect garbage between two pieces of work if need be: amid the work, most of it is no garbage yet."""
    if gc.get_count()[0] > _UNCOLLECTED:
        gc.collect()


def _follow() -> None:
    """End with the parent. Its handle tells that on every system; its id would stay the same on Windows."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
