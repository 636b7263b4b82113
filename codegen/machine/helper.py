"""A process that helps: it does one piece of work after the other. `processes` begins it and gives it work."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue

from codegen.machine.work import Answer, Begun, Item, Outcome, outcome_of

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

if sys.platform == "linux":
    from multiprocessing.context import ForkProcess as _Process
else:
    from multiprocessing import Process as _Process

_UNCOLLECTED = 500_000
"""How many new objects a process keeps before it looks for garbage, between two pieces of work: some 60 MB."""


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


class Helper:
    """Such a process, and how this one talks with it; `preload` are the modules that it loads ahead of the work."""

    def __init__(self, preload: Sequence[str]) -> None:
        here, there = multiprocessing.Pipe()
        self._process = _Process(target=_serve, args=(there, preload), daemon=True)
        self._process.start()
        there.close()
        self._channel = _Channel(here)
        self._begun = self._received = 0
        self._outcomes: dict[int, Outcome] = {}

    def begin(self, work: Callable[[Item], Answer], item: Item) -> Begun[Answer]:
        """Begin `work` of an item; both and the answer must be picklable."""
        self._channel.send(_packed((work, item)))
        number = self._begun
        self._begun += 1
        return Begun(lambda: self._outcome(number))

    def _outcome(self, number: int) -> Outcome:
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
        """End the process, whatever it is doing."""
        self._process.terminate()  # it may still be loading what nobody needed
        self._process.join()
        self._channel.close()


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
            channel.send(_told_elsewhere(outcome_of(work, item)))
            _collect()


def _told_elsewhere(outcome: Outcome) -> bytes:
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
