# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The API itself, where it is version 1: raw calls of paths, and several calls in one request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..client.options import RequestOptions
from ..client.resource import AsyncResource, Resource
from .multi_call import Batch, Pending, call_path

if TYPE_CHECKING:
    from .client import AsyncSoapClient, SoapClient


class PathCalls(Batch):
    """Calls for one `multiCall`.

    `first = calls.add(OPERATIONS["catalogProductInfo"], product_id="1")`, then `calls.send()` and `first.result`.
    """

    def __init__(self, client: SoapClient) -> None:
        super().__init__(client.definition)
        self._client = client

    def send(
        self, *, stop_on_fault: bool = False, options: RequestOptions | None = None
    ) -> list[Pending[Any]]:
        """Send the calls together. A failed one has its `error`; nothing is raised for it.

        With `stop_on_fault` the calls behind the first that fails don't run (not in mode "xmlrpc", which can't say so).
        """
        return self._client.run(self.flow(self._client.core, stop_on_fault, options))


class AsyncPathCalls(Batch):
    """Calls for one `multiCall`.

    `first = calls.add(OPERATIONS["catalogProductInfo"], product_id="1")`, then `await calls.send()` and `first.result`.
    """

    def __init__(self, client: AsyncSoapClient) -> None:
        super().__init__(client.definition)
        self._client = client

    async def send(
        self, *, stop_on_fault: bool = False, options: RequestOptions | None = None
    ) -> list[Pending[Any]]:
        """Send the calls together. A failed one has its `error`; nothing is raised for it.

        With `stop_on_fault` the calls behind the first that fails don't run (not in mode "xmlrpc", which can't say so).
        """
        return await self._client.run(self.flow(self._client.core, stop_on_fault, options))


class ApiResource(Resource):
    """The API itself: raw calls of paths, and several calls in one."""

    _client: SoapClient

    def call(self, path: str, arguments: Sequence[Any] = (), *, options: RequestOptions | None = None) -> Any:
        """What a path such as `catalog_product.info` answers to arguments by position, as plain data.

        For what no method of a resource does. Modes "v1" and "xmlrpc" only.
        """
        client = self._client
        return client.run(call_path(client.core, client.definition, path, arguments, options))

    def multi_call(self) -> PathCalls:
        """A builder for several calls in one request. Modes "v1" and "xmlrpc" only."""
        return PathCalls(self._client)


class AsyncApiResource(AsyncResource):
    """The API itself: raw calls of paths, and several calls in one."""

    _client: AsyncSoapClient

    async def call(
        self, path: str, arguments: Sequence[Any] = (), *, options: RequestOptions | None = None
    ) -> Any:
        """What a path such as `catalog_product.info` answers to arguments by position, as plain data.

        For what no method of a resource does. Modes "v1" and "xmlrpc" only.
        """
        client = self._client
        return await client.run(call_path(client.core, client.definition, path, arguments, options))

    def multi_call(self) -> AsyncPathCalls:
        """A builder for several calls in one request. Modes "v1" and "xmlrpc" only."""
        return AsyncPathCalls(self._client)
