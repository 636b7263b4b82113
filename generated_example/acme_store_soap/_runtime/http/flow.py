# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The seam between what a client does and how it waits.

Everything that decides (building requests, signing, retrying, paging, decoding) is written once, as a *flow*: a
generator that yields effects and gets their outcomes. `transport.Transport` and `transport.AsyncTransport` carry the
effects out, blocking or awaiting. A flow is called from another with `yield from`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Awaitable, Callable, Generator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from .messages import Request, Response

if TYPE_CHECKING:
    import anyio

T = TypeVar("T")


class Mutex:
    """A lock for flows: threads wait for one another, and so do tasks, without blocking the event loop.

    A process that is forked while a thread holds it has a lock of its own, which nobody holds.
    """

    def __init__(self) -> None:
        self._process = os.getpid()
        self._thread = threading.Lock()

    @property
    def thread(self) -> threading.Lock:
        """The lock for threads."""
        if self._process != os.getpid():
            self._process, self._thread = os.getpid(), threading.Lock()
        return self._thread

    @cached_property
    def task(self) -> anyio.Lock:
        """The lock for tasks, made on first use."""
        import anyio

        return anyio.Lock()


class Exchange(NamedTuple):
    """Send a request, get its `Response`. Raises ConnectionFailed, RequestTimeout, ResponseTooLarge or DecodeError.

    `max_bytes` limits the answer, `max_error_bytes` one that is an error.
    """

    request: Request
    timeout: float
    max_bytes: int
    max_error_bytes: int


class Sleep(NamedTuple):
    """Wait that many seconds."""

    seconds: float


class Invoke(NamedTuple):
    """Call a function of the user's; an async transport awaits what it returns if that is awaitable."""

    function: Callable[[], Any]


class Locked(NamedTuple):
    """Run a flow while holding a mutex, get its result."""

    mutex: Mutex
    flow: Callable[[], Generator[Any, Any, Any]]


Effect: TypeAlias = Exchange | Sleep | Invoke | Locked
Flow: TypeAlias = Generator[Effect, Any, T]


def exchange(request: Request, timeout: float, max_bytes: int, max_error_bytes: int) -> Flow[Response]:
    """Send a request as it is: no authentication, no retry, no check of the status."""
    response: Response = yield Exchange(request, timeout, max_bytes, max_error_bytes)
    return response


def sleep(seconds: float) -> Flow[None]:
    """Wait that many seconds."""
    yield Sleep(seconds)


def invoke(function: Callable[[], Awaitable[T] | T]) -> Flow[T]:
    """The result of a function of the user's, awaited where it is a coroutine function."""
    result: T = yield Invoke(function)
    return result


def locked(mutex: Mutex, flow: Callable[[], Flow[T]]) -> Flow[T]:
    """The result of a flow that runs while the mutex is held."""
    result: T = yield Locked(mutex, flow)
    return result
