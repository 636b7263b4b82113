"""Routes that the package does not know, such as those of a module that came after it was generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar, cast, overload

from ..http.exchange import Core, request_headers
from ..http.flow import Flow
from ..http.messages import Request, Response
from ..http.urls import checked_route, flatten, render_query
from ..models.decode import decode
from ..models.encode import encode, to_json
from ..rest.fields import render_fields
from ..rest.operation import extra_query, rest_url
from ..search.criteria import SearchCriteria
from .base import BaseAsyncClient, BaseClient
from .operation import Operation, T, asking
from .options import DEFAULT_OPTIONS, Options

R = TypeVar("R")
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


class RestClient(BaseClient):
    """A client that blocks. Use it in a `with` statement, or call `close`. It may be shared between threads."""

    _raw = False

    @overload
    def request(
        self, method: str, path: str, *, query: Query = (), body: Any = None, options: Options = None
    ) -> Any: ...

    @overload
    def request(
        self,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: Any = None,
        result: type[R],
        options: Options = None,
    ) -> R: ...

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: Any = None,
        result: Any = Any,
        options: Options = None,
    ) -> Any:
        """Call a route that the package does not know: `shop.request("GET", "/V1/acme/things/7")`.

        `path` stands behind `/rest` and the store; percent-encode a slash inside one of its parts yourself. `query`
        may hold a SearchCriteria, `body` models; nothing is checked against a definition. The answer is decoded as
        `result`, a model or a list of one, else as it is. Raises what every method of a resource does.
        """
        route: CustomRoute[Any] = _route(method, path, result)
        flow = route.call_raw if self._raw else route.call
        return self.run(cast(Flow[Any], flow(self.core, {"query": query, "body": body}, options)))


class AsyncRestClient(BaseAsyncClient):
    """A client that is awaited. Use it in an `async with` statement, or await `close`. It belongs to one event loop."""

    _raw = False

    @overload
    async def request(
        self, method: str, path: str, *, query: Query = (), body: Any = None, options: Options = None
    ) -> Any: ...

    @overload
    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: Any = None,
        result: type[R],
        options: Options = None,
    ) -> R: ...

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Query = (),
        body: Any = None,
        result: Any = Any,
        options: Options = None,
    ) -> Any:
        """Call a route that the package does not know; see `RestClient.request`."""
        route: CustomRoute[Any] = _route(method, path, result)
        flow = route.call_raw if self._raw else route.call
        return await self.run(cast(Flow[Any], flow(self.core, {"query": query, "body": body}, options)))


def _route(method: str, path: str, result: Any) -> CustomRoute[Any]:
    with asking("request"):
        return CustomRoute(method.upper(), checked_route(path), result)


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    for name, value in query.items() if isinstance(query, Mapping) else query:
        if isinstance(value, SearchCriteria):
            yield from value.to_query(name)
        else:
            yield from flatten(name, encode(value, where=name, allow_unknown=True))
