"""Requests and responses, free of any HTTP library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

__all__ = ["Request", "Response"]

HARMLESS_HEADERS = frozenset(("accept", "accept-encoding", "connection", "host", "user-agent"))
"""The header fields that may go to any host, in lower case."""

LOGIN = "login"
"""What a request is called that logs in to Magento 1. Its body and its answer are secret."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")

Access = Literal["anonymous", "self", "resources", "session", "unknown"]


class Headers(Mapping[str, str]):
    """Header fields by name, whatever the case. Repeated fields are joined with a comma; `pairs` keeps them apart."""

    def __init__(
        self, pairs: Mapping[str, str] | list[tuple[str, str]] | tuple[tuple[str, str], ...] = ()
    ) -> None:
        items = pairs if isinstance(pairs, (list, tuple)) else pairs.items()
        self.pairs: tuple[tuple[str, str], ...] = tuple(items)
        self._by_name: dict[str, str] | None = None

    @property
    def _values(self) -> dict[str, str]:
        """The values by name in lower case, put together when they are first asked for: of most headers they aren't."""
        if self._by_name is None:
            values: dict[str, str] = {}
            for name, value in self.pairs:
                key = name.lower()
                values[key] = f"{values[key]}, {value}" if key in values else value
            self._by_name = values
        return self._by_name

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({list(self._values)})"

    def merged(self, other: Mapping[str, str]) -> Headers:
        """These headers with the others in place of those of the same name."""
        if not other:
            return self
        pairs = other.pairs if isinstance(other, Headers) else tuple(other.items())
        names = {name.lower() for name, _ in pairs}
        kept = [(name, value) for name, value in self.pairs if name.lower() not in names]
        return Headers([*kept, *pairs])

    def without(self, *names: str) -> Headers:
        """These headers less the named ones."""
        dropped = {name.lower() for name in names}
        return Headers([(name, value) for name, value in self.pairs if name.lower() not in dropped])


if TYPE_CHECKING:  # whose fields it takes is known then
    from dataclasses import replace as replace
else:

    def replace(message, **fields):
        """A copy of a request or response with other values in some fields.

        It takes a fifth of the time of `dataclasses.replace`.
        """
        other = object.__new__(type(message))
        other.__dict__.update(message.__dict__, **fields)
        return other


@dataclass(frozen=True, kw_only=True)
class Request:
    """One HTTP request.

    `url` is absolute once the core has it; a resource may give a path, which the core puts under the base URL. Path and
    query are already percent-encoded. `operation` is what errors and logs call it. `acl` and `access` say what the
    operation needs, for the error text. `authenticate` False sends no credentials. `idempotent` tells whether sending
    it twice does no more than sending it once, None goes by the method. `check` False hands back an answer of any
    status instead of raising. `refused` tells which answers mean that the credentials were refused, where that isn't
    told by `error_answers.refuses_credentials`. `foreign` True goes, after a redirect, to a host that is not the shop:
    it carries nothing but what any browser would tell. `redirected_from` is the address, without its secrets, that led
    here by a redirect.
    """

    method: str
    url: str
    headers: Headers = field(default_factory=Headers)
    content: bytes = field(default=b"", repr=False)
    operation: str = ""
    acl: tuple[str, ...] = ()
    access: Access = "unknown"
    authenticate: bool = True
    idempotent: bool | None = None
    check: bool = True
    refused: Callable[[Response], bool] | None = field(default=None, repr=False, compare=False)
    foreign: bool = False
    redirected_from: str = ""

    def with_headers(self, headers: Mapping[str, str]) -> Request:
        """The request with these headers in place of those of the same name."""
        return replace(self, headers=self.headers.merged(headers))

    @property
    def called(self) -> str:
        """What errors call it."""
        return self.operation or self.method

    def for_another_host(self) -> Request:
        """The request as it may go to a host that is not the shop."""
        harmless = [(name, value) for name, value in self.headers.pairs if name.lower() in HARMLESS_HEADERS]
        return replace(self, headers=Headers(harmless), foreign=True)

    @property
    def is_idempotent(self) -> bool:
        """Whether sending it twice does no more than sending it once."""
        if self.idempotent is not None:
            return self.idempotent
        return self.method in ("GET", "HEAD", "OPTIONS", "DELETE")

    @property
    def changes(self) -> bool:
        """Whether it is there to change something, as far as that is known."""
        reads = self.method in ("GET", "HEAD", "OPTIONS") or (self.method == "POST" and self.idempotent)
        return not reads


@dataclass(frozen=True, kw_only=True)
class Response:
    """One HTTP answer, read to its end. `elapsed` is in seconds.

    `uncertain` tells that the request, or an earlier try of it, may have been carried out although no answer says so.
    """

    status: int
    headers: Headers
    content: bytes = field(repr=False)
    request: Request
    elapsed: float = 0.0
    uncertain: bool = False

    @property
    def content_type(self) -> str:
        """The media type without its parameters, in lower case; empty when there is none."""
        return self.headers.get("content-type", "").split(",")[0].split(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The character set that the Content-Type names, else utf-8."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.strip().partition("=")
            if name.lower() == "charset":
                return value.split(",")[0].strip("\"' ") or "utf-8"
        return "utf-8"

    @property
    def text(self) -> str:
        """The body as text; bytes that are no text are replaced."""
        return self.beginning(len(self.content))

    def beginning(self, size: int) -> str:
        """The text of the first bytes: a body may be larger than what anybody wants to see of it."""
        try:
            return self.content[:size].decode(self.charset, "replace")
        except LookupError:
            return self.content[:size].decode("utf-8", "replace")

    @property
    def ok(self) -> bool:
        """Whether the status says success."""
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> float | None:
        """The seconds that `Retry-After` asks for, as a number or as a date; None without a usable one."""
        value = self.headers.get("retry-after", "").strip()
        try:
            seconds = float(value) if _NUMBER.fullmatch(value) else _seconds_until(value)
        except (ValueError, OverflowError):
            return None
        return max(0.0, seconds)


def _seconds_until(date: str) -> float:
    moment = parsedate_to_datetime(date)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - datetime.now(UTC)).total_seconds()


def is_xml(content_type: str) -> bool:
    """Whether a media type is XML."""
    return content_type in ("application/xml", "text/xml") or content_type.endswith("+xml")


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an absolute URL, the scheme's own port where none is named."""
    parts = urlsplit(url)
    return (
        parts.scheme.lower(),
        (parts.hostname or "").lower(),
        parts.port or (443 if parts.scheme.lower() == "https" else 80),
    )
