"""Routes that a test adds to a REST API: `shop.on_request("GET", "/V1/acme/things/{id}")`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from ..client.operation import Operation
from ..http.messages import Request
from .methods import Method
from .php_query import parse
from .routes import Routes
from .server import Received

AnOperation = TypeVar("AnOperation", bound=Operation[Any])


class OwnRoutes(Generic[AnOperation]):
    """Such routes. The arguments of their calls are the variables of the path, `query` and `body`."""

    def __init__(self) -> None:
        self._operations: dict[str, AnOperation] = {}
        self._routes = Routes(())

    def add(self, operation: AnOperation) -> Method:
        """Answer a route from now on."""
        self._operations[operation.id] = operation
        self._routes = Routes(self._operations)
        return _method(operation)

    def received(
        self, request: Request, parts: tuple[str, ...], store: str | None, body: Callable[[], Any]
    ) -> Received[AnOperation] | None:
        """A request for one of the routes, read, with what `body` returns; None for any other."""
        match = self._routes.find(request.method, parts)
        if match is None:
            return None
        operation = self._operations[match.id]
        query = parse(urlsplit(request.url).query)
        arguments = {**match.variables, "query": query, "body": body()}
        return Received(_method(operation), operation, arguments, store, request)


def _method(operation: Operation[Any]) -> Method:
    return Method(operation.id, operation, {}, {}, frozenset())
