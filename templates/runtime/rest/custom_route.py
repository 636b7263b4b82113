"""A route given by hand, as an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, cast

from ..client.operation import Operation, T, asking
from ..client.options import DEFAULT_OPTIONS, Options
from ..http.exchange import Core, request_headers
from ..http.flow import Flow
from ..http.messages import Request, Response
from ..http.urls import checked_route, flatten, render_query
from ..models.decode import decode
from ..models.encode import encode, to_json
from ..search.criteria import SearchCriteria
from .fields import render_fields
from .operation import extra_query, rest_url

Query: TypeAlias = Mapping[str, Any] | Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CustomRoute(Operation[T], Generic[T]):
    """A route given by hand. Arguments: `query` and `body`, each as the user gave it; `result` is the type, or Any."""

    method: str
    path: str
    result: Any = Any

    @property
    def id(self) -> str:
        """Method and route."""
        return f"{self.method} {self.path}"

    def send(self, core: Core, arguments: Mapping[str, Any], options: Options) -> Flow[Response]:
        """The answer to the route."""
        options = options or DEFAULT_OPTIONS
        body = arguments["body"]
        with asking(self.id):
            pairs = [*_pairs(arguments["query"]), *extra_query(options)]
            if options.fields is not None:
                pairs.append(("fields", render_fields(options.fields)))
            query = render_query(pairs)
            content = b"" if body is None else to_json(encode(body, where="body", allow_unknown=True))
        request = Request(
            method=self.method,
            url=rest_url(core, options, self.path) + (f"?{query}" if query else ""),
            headers=request_headers(content_type="application/json" if content else ""),
            content=content,
            operation=self.id,
        )
        return (yield from core.send(request, options))

    def decode(self, body: bytes, content_type: str = "application/json") -> T:
        """The typed value of an answer's body; None for an empty one where any value may come."""
        if self.result is Any and not body.strip():
            return cast(T, None)
        value: T = decode(body, content_type, self.result)
        return value


def custom_route(method: str, path: str, result: Any) -> CustomRoute[Any]:
    """The operation of a route that a user wrote. Raises RequestError for what is none."""
    with asking("request"):
        return CustomRoute(method.upper(), checked_route(path), result)


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    for name, value in query.items() if isinstance(query, Mapping) else query:
        if isinstance(value, SearchCriteria):
            yield from value.to_query(name)
        else:
            yield from flatten(name, encode(value, where=name, allow_unknown=True))
