# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What all operations have in common, however they travel."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..errors import DecodeError, MagentoError, RequestError
from ..http.flow import Flow
from ..http.messages import Headers, Response
from .options import RequestOptions, checked_options

__all__ = ["RawResponse"]

if TYPE_CHECKING:
    from ..http.exchange import Core

T = TypeVar("T")
ANY: Any = Any
"""The type of a value of any kind: `result=lambda: ANY`."""


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """An answer before it is decoded: its `status`, `headers` and `content`; `parse()` decodes it."""

    response: Response
    _decode: Callable[[Response], T]

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status

    @property
    def headers(self) -> Headers:
        """The header fields of the answer."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """The body as it came."""
        return self.response.content

    def parse(self) -> T:
        """The typed value. Raises DecodeError."""
        return self._decode(self.response)


class asking:
    """Makes a request of what a user gave: names the operation in the RequestError of whatever can't be sent."""

    def __init__(self, operation: str) -> None:
        self._operation = operation

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        operation = self._operation
        if isinstance(error, RequestError):
            told = str(error)
            raise RequestError(told if operation in told else f"{operation}: {told}") from error
        if isinstance(error, RecursionError):
            raise RequestError(f"{operation}: a value is nested too deep, or holds itself") from error
        unsendable = (TypeError, AttributeError, ValueError, LookupError, ArithmeticError)
        if isinstance(error, unsendable) and not isinstance(error, MagentoError):
            raise RequestError(f"{operation}: an argument can't be sent: {error}") from error


class Operation(ABC, Generic[T]):
    """One thing a shop can do, and how to ask for it; T is what it returns. Operations hold no state."""

    @property
    @abstractmethod
    def id(self) -> str:
        """What the operation is called in errors, in logs and in `OPERATIONS`."""

    @property
    def search_parameter(self) -> str | None:
        """The wire name of the argument that takes search criteria, if there is one."""
        return None

    @abstractmethod
    def send(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[Response]:
        """The answer to the operation with these arguments, by wire name; OMIT leaves one out.

        Raises RequestError before anything is sent, and what `Core.send` raises.
        """

    @abstractmethod
    def decode(self, body: bytes, content_type: str = "application/json") -> T:
        """The typed value of an answer's body. Raises DecodeError."""

    def call(self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None) -> Flow[T]:
        """The typed value of the answer."""
        response = yield from self.send(core, arguments, checked_options(options))
        return self.decode_response(response)

    def call_raw(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[RawResponse[T]]:
        """The answer, not yet decoded."""
        response = yield from self.send(core, arguments, checked_options(options))
        return RawResponse(response, self.decode_response)

    def decode_response(self, response: Response) -> T:
        """The typed value of an answer. Raises DecodeError that holds the answer."""
        try:
            return self.decode(response.content, response.headers.get("content-type", ""))
        except DecodeError as error:
            if error.response is not None:
                raise
            from ..http.error_answers import unreadable_answer

            raise unreadable_answer(response, str(error)) from error
