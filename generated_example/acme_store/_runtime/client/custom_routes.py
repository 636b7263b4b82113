# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Routes that the package does not know, such as those of a module that came after it was generated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from ..http.flow import Flow
from .base import BaseAsyncClient, BaseClient
from .options import Options

if TYPE_CHECKING:
    from ..rest.custom_route import CustomRoute, Query

R = TypeVar("R")


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
    from ..rest.custom_route import custom_route  # and pydantic, which a client is imported without

    return custom_route(method, path, result)
