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
)
from .answers import Answer, Failure, Outcome, Refusal
from .calls import Call
from .server import Received, Server

_STATUSES = (400, 401, 403, 404, 405, 409, 429, 500, 503)
"""What a class of errors may stand for; a status goes before those whose classes extend its own."""
_FAILURES: dict[object, Outcome] = {
    RequestTimeout: Failure("no answer"),
    ConnectionFailed: Failure("connection lost"),
    ConnectionResetError: Failure("connection lost"),
    ConnectionRefusedError: Failure("no connection"),
    TimeoutError: Failure("no answer"),
    DecodeError: Answer(content=b'{"broken": '),
}
"""What clients meet for the classes of errors that are no refusal."""


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


def reply_of(
    error: object,
    refusal: Callable[[int, str | None], Refusal],
    raised: Callable[[Refusal], type[MagentoError]],
) -> Reply:
    """The reply for which clients raise an error of a class, or that has a status.

    `refusal` makes one of a status and of the code of a class; `raised` tells the class that clients raise for it.
    Raises TypeError for a class that they raise for none.
    """
    if isinstance(error, int):
        return Refuses(refusal(error, None))
    if error in _FAILURES:
        return Fixed(_FAILURES[error])
    kind: Any = error
    if not (isinstance(kind, type) and issubclass(kind, ApiError)):
        raise TypeError(
            f"raises takes a status, a class of refusals such as NotFoundError, RequestTimeout, ConnectionFailed or "
            f"DecodeError, not {getattr(error, '__name__', error)}"
        )
    code = getattr(kind, "fault_code", "") or None
    made = (refusal(status, code) for status in _STATUSES)
    fitting = next((each for each in made if issubclass(raised(each), kind)), None)
    if fitting is None:
        raise TypeError(f"clients don't raise {kind.__name__} for a refusal of this call with that message")
    return Refuses(fitting)
