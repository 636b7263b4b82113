"""A shop in memory for the small hand-written client, as a generated package has one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from runtime.client.operation_index import OperationIndex
from runtime.http.messages import Headers, Request
from runtime.rest.operation import RestOperation
from runtime.testing.calls import Call
from runtime.testing.rest.server import RestServer
from runtime.testing.shop import BaseFakeShop

from tests.runtime import shop
from tests.runtime.shop import AsyncClient, Client

URL = "https://shop.example"
OPERATIONS: OperationIndex[RestOperation[Any]] = OperationIndex(
    "tests.runtime",
    {value.id: f"shop.{name}" for name, value in vars(shop).items() if isinstance(value, RestOperation)},
)


class FakeShop(BaseFakeShop):
    """A shop in memory, with both clients."""

    def _make_server(self) -> RestServer:
        return RestServer(OPERATIONS)

    @cached_property
    def client(self) -> Client:
        """A client that blocks."""
        return self._blocking(Client)

    @cached_property
    def async_client(self) -> AsyncClient:
        """A client that is awaited."""
        return self._awaited(AsyncClient)


def request(method: str, path: str, content: bytes = b"", **headers: str) -> Request:
    """A request as it comes off the wire; `content_type="text/xml"` is the header field of that name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method=method, url=URL + path, headers=Headers(named), content=content)


def call(name: str, arguments: Mapping[str, Any], store: str | None = None) -> Call:
    """A call as a server read it."""
    return Call(name, "GET /V1/products/{sku}", arguments, store, request("GET", "/rest/V1/products/A"))
