# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The exceptions of a client.

`MagentoError` is the base of all of them. `RequestError` is raised before anything is sent, `TransportError` when no
answer came, `ApiError` (by status) when the shop refused, `DecodeError` when its answer could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from .http.messages import Request, Response
from .http.redaction import request_without_secrets, without_secrets

__all__ = [
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "ConnectionFailed",
    "DecodeError",
    "ErrorDetail",
    "MagentoError",
    "MethodNotAllowedError",
    "MissingValueError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedirectError",
    "RequestError",
    "RequestTimeout",
    "ResponseTooLarge",
    "ServerError",
    "TransportError",
    "UnavailableError",
]

_UNCERTAIN = "The shop may have carried it out all the same: look there before it is sent again."

Parameters: TypeAlias = Mapping[str, Any] | Sequence[Any]

LONGEST_TEXT = 10_000
"""The most characters of a text of the shop's that an exception takes over; its `response` holds the whole."""
_LONGEST_PARAMETER = 1_000
_MOST_DETAILS = 100
_DIGITS = 9


class MagentoError(Exception):
    """Base of all errors of this client. They can be pickled, and so cross to another process.

    `may_have_been_processed` tells that the request, or an earlier try of it, may have been carried out all the same:
    the connection broke after it was sent, no answer came in time, or the answer was a server's or proxy's failure, or
    can't be read.
    """

    may_have_been_processed = False

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[MagentoError], arguments: tuple[Any, ...], state: dict[str, Any]) -> MagentoError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    error.__dict__.update(state)
    return error


class RequestError(MagentoError, ValueError):
    """What was asked for can't be sent: an unknown field, a wrong condition, an empty path segment."""


class MissingValueError(MagentoError, ValueError):
    """A value that `present` was asked for is None: the shop left it out, or it was never set."""


class TransportError(MagentoError):
    """No answer came. `request` is what was sent, without its secrets."""

    def __init__(self, message: str, request: Request) -> None:
        super().__init__(f"{request.called}: {message}")
        self.request = request_without_secrets(request)

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text}\n{_UNCERTAIN}" if self.may_have_been_processed and self.request.changes else text


class ConnectionFailed(TransportError):
    """The connection could not be made or broke. `sent` is False when it failed before anything was sent."""

    def __init__(self, message: str, request: Request, *, sent: bool) -> None:
        super().__init__(message, request)
        self.sent = sent


class RequestTimeout(TransportError):
    """The shop did not answer within the time given. `sent` is False when not even the connection was made."""

    def __init__(self, message: str, request: Request, *, sent: bool) -> None:
        super().__init__(message, request)
        self.sent = sent


class ResponseTooLarge(TransportError):
    """The answer is larger than the client's `max_response_bytes`."""


class RedirectError(TransportError):
    """The shop redirects to where the request can't safely follow; usually the base URL is not the shop's own."""


class DecodeError(MagentoError):
    """An answer that can't be read as what the operation returns. `response` is the answer, if there is one."""

    may_have_been_processed = True

    def __init__(self, message: str, response: Response | None = None) -> None:
        super().__init__(shortened(message))
        self.response = None if response is None else without_secrets(response)


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """One entry of an error's `errors` list: the finished text, its template and the template's parameters."""

    message: str
    template: str
    parameters: Parameters


class ApiError(MagentoError):
    """The shop refused a request.

    `status` is the HTTP status, `message` the shop's text with its placeholders filled, `template` that text as sent,
    `parameters` what fills it (a map or a list), `errors` the nested errors, `code` and `trace` what the shop says
    besides, `request_id` the id under which the shop logged it, `operation` what was called, `hint` what usually
    causes it, `response` the whole answer, its request without secrets. Texts longer than 10,000 characters are cut.
    """

    def __init__(
        self,
        response: Response,
        *,
        template: str = "",
        parameters: Parameters = (),
        errors: Sequence[ErrorDetail] = (),
        code: int | str | None = None,
        trace: str | None = None,
        request_id: str | None = None,
        hint: str = "",
    ) -> None:
        self.response = without_secrets(response)
        self.status = response.status
        self.operation = response.request.operation
        self.template = shortened(template)
        self.parameters = parameters
        self.message = fill_placeholders(self.template, parameters)
        self.errors = tuple(errors[:_MOST_DETAILS])
        self.code = shortened(code, 100) if isinstance(code, str) else code
        self.trace = None if trace is None else shortened(trace)
        self.request_id = request_id
        self.hint = hint
        self.may_have_been_processed = response.uncertain
        super().__init__(self._text())

    @property
    def messages(self) -> tuple[str, ...]:
        """Every message of the answer: its own, then those of its `errors`."""
        return tuple(text for text in (self.message, *(error.message for error in self.errors)) if text)

    def _verdict(self) -> str:
        return f"HTTP {self.status}"

    def _text(self) -> str:
        request = self.response.request
        where = self.operation or f"{request.method} {request.url}"
        lines = [f"{where}: {self._verdict()}: {self.message or 'no message'}"]
        lines += [f"  - {error.message}" for error in self.errors]
        if self.hint:
            lines.append(self.hint)
        if self.may_have_been_processed and self.response.request.changes:
            lines.append(_UNCERTAIN)
        return "\n".join(lines)


class BadRequestError(ApiError):
    """400 and other refusals of what was sent."""


class AuthenticationError(ApiError):
    """401: no credentials, expired ones, or ones without the right to do this (Magento answers 401 for both)."""


class PermissionDeniedError(ApiError):
    """403: the shop, or something in front of it, forbids this."""


class NotFoundError(ApiError):
    """404: no such entity, or no such route."""


class MethodNotAllowedError(ApiError):
    """405: the route does not know this HTTP method."""


class ConflictError(ApiError):
    """409: the request conflicts with the state of the shop."""


class RateLimitError(ApiError):
    """429: too many requests. `retry_after` is in seconds, None when the shop doesn't say."""

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, as the shop says."""
        return self.response.retry_after


class ServerError(ApiError):
    """5xx: the shop failed. Magento answers 500 for unknown fields too, and keeps the reason in its log."""


class UnavailableError(ServerError):
    """502, 503, 504: the shop is in maintenance, overloaded or not reachable by its proxy."""


_BY_STATUS: dict[int, type[ApiError]] = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    409: ConflictError,
    429: RateLimitError,
    502: UnavailableError,
    503: UnavailableError,
    504: UnavailableError,
}


def error_class(status: int) -> type[ApiError]:
    """The exception class of an HTTP status."""
    if status < 400:
        return ApiError
    return _BY_STATUS.get(status) or (ServerError if status >= 500 else BadRequestError)


def fill_placeholders(template: str, parameters: Parameters) -> str:
    """A Magento message with `%1` and `%name` filled in; what has no value stays as it is.

    `%1` is the first of a list. Longer names go first, as in Magento\\Framework\\Phrase\\Renderer\\Placeholder.
    """
    values = _placeholders(parameters)
    template = shortened(template)
    if not values:
        return template
    names = sorted(values, key=len, reverse=True)
    filled = re.sub(
        "|".join(re.escape(name) for name in names), lambda match: values[match.group()], template
    )
    return shortened(filled)


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text of the shop's, cut where it is longer than belongs in an exception."""
    return text if len(text) <= longest else text[:longest] + "..."


def _placeholders(parameters: Parameters) -> dict[str, str]:
    """The text of each placeholder. Keys that are numbers count from 0 in Magento, and from 1 in its SOAP faults."""
    if isinstance(parameters, Mapping):
        pairs = [(str(name), _plain(value)) for name, value in islice(parameters.items(), _MOST_DETAILS)]
    elif isinstance(parameters, str):
        pairs = [("0", parameters)]
    else:
        pairs = [(str(index), _plain(value)) for index, value in enumerate(parameters[:_MOST_DETAILS])]
    values = {f"%{name}": value for name, value in pairs if name and not _is_index(name)}
    values |= {f"%{int(name) + 1}": value for name, value in pairs if _is_index(name)}
    for name, value in pairs:
        if _is_index(name):
            values.setdefault(f"%{name}", value)
    return values


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) <= _DIGITS


def _plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "1" if value is True else shortened(_written(value), _LONGEST_PARAMETER)


def _written(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return "..."
