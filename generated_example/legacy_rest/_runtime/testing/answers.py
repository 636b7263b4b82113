# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What a shop in memory answers a request with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

__all__ = ["Refusal"]

Broken: TypeAlias = Literal["no connection", "connection lost", "no answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer. `latency` is how many seconds it takes to come."""

    status: int = 200
    content: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    latency: float = 0.0

    def after(self, seconds: float) -> Answer:
        """The same answer, later."""
        return replace(self, latency=seconds)


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer: no connection was made, it was lost after the request was sent, or nothing came in time."""

    kind: Broken

    def after(self, seconds: float) -> Failure:
        """The same failure: it doesn't matter when."""
        return self


Outcome: TypeAlias = Answer | Failure


class Refusal(Exception):
    """A shop's refusal, as a function that answers a call may raise it.

        raise Refusal(404, "No such entity with %fieldName = %fieldValue", fieldName="sku", fieldValue="24-MB01")

    `status` is the HTTP status (or what a SOAP fault stands for), `message` the text with its placeholders, which are
    filled with what is given by position (`%1`) or by name. `code` is that of a fault or of an error's body, `errors`
    are nested ones, each a text or a pair of a text and its parameters, `retry_after` is in seconds.
    """

    def __init__(
        self,
        status: int,
        message: str = "",
        /,
        *values: Any,
        code: int | str | None = None,
        errors: Sequence[str | tuple[str, Mapping[str, Any]]] = (),
        retry_after: float | None = None,
        **named: Any,
    ) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.parameters: Mapping[str, Any] | tuple[Any, ...] = named or values
        self.code = code
        self.errors = tuple(errors)
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """The header fields that it comes with."""
        return {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
