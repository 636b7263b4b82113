"""What a client knows of one call, and what its answers mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from ..decode import decode_value
from ..errors import DecodeError, RequestError
from ..message import Headers, Request, Response
from ..query import fill_path
from .body import decode_body
from .multistatus import read_multi_status
from .refusal import refusal

T = TypeVar("T")

Answer: TypeAlias = Literal["entry", "collection", "id", "verdicts", "nothing"]
"""What a call answers with: an entry, a list of them, the id of a new one, a verdict on each, or nothing."""

PREFIX = "/api/rest"
_VARIABLE = re.compile(r"\{(\w+)\}")
_STORE = "store"


@dataclass(frozen=True, slots=True)
class RestOperation(Generic[T]):
    """One call of Magento 1's REST API.

    `paths` are the routes that lead to it, the file's first one first (`/products`, `/products/store/{store}`);
    `parameters` are its path variables and query parameters; `roles` may make the call by api2.xml (an administrator
    with access to all resources may make any); `read_only` fields are in no role's requests; `entry_path` is the route
    of one entry, for the `Location` of a new one; `versions` are those of the resource.
    """

    method: str
    paths: tuple[str, ...]
    answer: Answer
    model: Callable[[], Any] | None = None
    parameters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    read_only: frozenset[str] = frozenset()
    entry_path: str = ""
    versions: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The first route."""
        return self.paths[0]

    @property
    def name(self) -> str:
        """What errors and logs call it: `GET /products/{id}`."""
        return f"{self.method} {self.path}"

    def url(self, variables: Mapping[str, Any], store: str | None = None) -> str:
        """The path of the call for these path variables; `store` fills the store variable of a route that has one.

        Raises RequestError when no route takes exactly these variables, or one of them is empty.
        """
        choices = [dict(variables)]
        if store and _STORE not in variables:
            choices.insert(0, {**variables, _STORE: store})
        for values in choices:
            for path in self.paths:
                if set(_VARIABLE.findall(path)) == set(values):
                    return PREFIX + fill_path(path, values)
        given, routes = ", ".join(variables) or "no path variables", ", ".join(self.paths)
        raise RequestError(f"{self.name}: no route takes {given}; there are {routes}")

    @property
    def variables(self) -> frozenset[str]:
        """Names of the path variables of all routes."""
        return frozenset(name for path in self.paths for name in _VARIABLE.findall(path))

    def entry(self) -> Any:
        """The model of an entry, Any where there is none."""
        return Any if self.model is None else self.model()

    def takes_store(self) -> bool:
        """Whether some route of the call has a store variable."""
        return _STORE in self.variables

    def decode(self, body: bytes, content_type: str = "") -> T:
        """The typed value of an answer's body; None for a call that answers with nothing.

        Raises the error that the body reports, and DecodeError for a body in neither format.
        """
        value: T = self.read(body, content_type)
        return value

    def read(self, body: bytes, content_type: str, entries: Sequence[Any] = (), location: str = "") -> Any:
        """The typed value of an answer: `entries` are what was sent, `location` is the answer's header."""
        value = self._value(body, content_type)
        match self.answer:
            case "id":
                return self.id_of(location) if location else None
            case "verdicts":
                return read_multi_status(value, entries)
            case "entry":
                return self._typed(value)
            case "collection":
                return Collection(self._typed(entry) for entry in _entries(value))
        return None

    def id_of(self, location: str) -> str:
        """The id in the `Location` of a new entry: the value of the last variable of the entry's route."""
        path = urlsplit(location).path
        pattern = _VARIABLE.sub("([^/]+)", self.entry_path)
        found = re.search(f"{pattern}/?$", path) if pattern else None
        return unquote(
            found.groups()[-1] if found and found.groups() else path.rstrip("/").rpartition("/")[2]
        )

    def _value(self, body: bytes, content_type: str) -> Any:
        try:
            value = decode_body(body, content_type)
        except ValueError as error:
            if self.answer in ("id", "nothing"):
                return None
            raise DecodeError(f"{self.name}: the answer can't be read: {error}") from error
        messages = value.get("messages") if isinstance(value, dict) else None
        if isinstance(messages, dict) and "error" in messages:
            raise refusal(self._response(messages["error"], body, content_type))
        return value

    def _response(self, errors: Any, body: bytes, content_type: str) -> Response:
        """A response for a body that was recorded without its status: the errors hold it as their code."""
        first = errors[0] if isinstance(errors, list) and errors else errors
        code = str(first.get("code")) if isinstance(first, dict) else ""
        return Response(
            status=int(code) if code.isdigit() else 400,
            headers=Headers({"content-type": content_type}),
            content=body,
            request=Request(method=self.method, url=PREFIX + self.path, operation=self.name),
        )

    def _typed(self, value: Any) -> Any:
        return None if value is None else decode_value(value, self.entry())


class Collection(list[T]):
    """The entries of one page of a collection, in the order of the shop."""


def _entries(value: Any) -> list[Any]:
    """A collection is a list, a map by id, or nothing."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
