# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What was set up as the reply to a call: a result, a refusal, no answer at all, or an answer word by word."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import (
    ApiError,
    ConnectionFailed,
    DecodeError,
    MagentoError,
    RequestTimeout,
    UnavailableError,
    error_class,
)
from .answers import Answer, Broken, Failure, Outcome, Refusal
from .calls import Call
from .server import Received, Server

_STATUSES = (401, 403, 404, 405, 409, 429, 400, 500, 503)
_FAILURES: dict[type[MagentoError], Broken] = {
    RequestTimeout: "no answer",
    ConnectionFailed: "connection lost",
}


class Reply(ABC):
    """One reply. Replies hold no state."""

    @abstractmethod
    def outcome(self, server: Server[Any], received: Received[Any], call: Call) -> Outcome:
        """What the client gets."""


@dataclass(frozen=True, slots=True)
class Result(Reply):
    """A value, or a function of the call that returns one or raises a Refusal."""

    value: Any

    def outcome(self, server: Server[Any], received: Received[Any], call: Call) -> Outcome:
        """The value as the server writes it."""
        try:
            value = self.value(call) if callable(self.value) else self.value
            return value if isinstance(value, Answer) else server.written(received, value)
        except Refusal as refusal:
            return server.refused(received.request, refusal)


@dataclass(frozen=True, slots=True)
class Refuses(Reply):
    """A refusal."""

    refusal: Refusal

    def outcome(self, server: Server[Any], received: Received[Any], call: Call) -> Outcome:
        """The refusal as the server writes it."""
        return server.refused(received.request, self.refusal)


@dataclass(frozen=True, slots=True)
class Fixed(Reply):
    """An answer word by word, or none."""

    answer: Outcome

    def outcome(self, server: Server[Any], received: Received[Any], call: Call) -> Outcome:
        """The answer as it is."""
        return self.answer


def failure_of(kind: object) -> Reply | None:
    """The reply that makes the client raise a class of errors, for those that are no refusal; None for others."""
    if isinstance(kind, type) and issubclass(kind, DecodeError):
        return Fixed(Answer(content=b'{"broken": '))
    broken = _FAILURES.get(kind) if isinstance(kind, type) else None
    return None if broken is None else Fixed(Failure(broken))


def status_of(kind: int | type[MagentoError]) -> int:
    """The HTTP status of a number or of a class of errors. Raises TypeError for what is no refusal of a shop."""
    if isinstance(kind, int):
        return kind
    if kind is UnavailableError:
        return 503
    for status in _STATUSES:
        if issubclass(kind, error_class(status)):
            return status
    if issubclass(kind, ApiError):
        return 400
    raise TypeError(
        f"raises takes a status, a class of refusals such as NotFoundError, RequestTimeout, ConnectionFailed or "
        f"DecodeError, not {getattr(kind, '__name__', kind)}"
    )


Answers = Callable[[Call], Any]
