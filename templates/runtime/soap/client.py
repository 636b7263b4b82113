"""What the generated clients and resources of SOAP and XML-RPC packages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack

from ..auth import Auth
from ..client import BaseAsyncClient, BaseClient, CallSettings, ClientSettings
from ..core import Core, CoreOptions
from ..errors import MagentoError
from ..options import RequestOptions
from ..resource import AsyncResource, Resource
from .dialects import DIALECTS, Definition, Mode
from .multi import Batch, Pending, call_path
from .posting import SoapOptions, end_session

if TYPE_CHECKING:
    from .._http import httpx

_ENDPOINTS = tuple(
    sorted({dialect.path.rstrip("/") for dialect in DIALECTS.values() if dialect.path and dialect.login})
)


class SoapClient(BaseClient):
    """A client that blocks. Use it in a `with` statement, or call `close`. It may be shared between threads."""

    definition: ClassVar[Definition]

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        mode: Mode | None = None,
        http_client: httpx.Client | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`.

        `mode` is how it is called, one of those that the package was generated for; None is the first of them. An
        `http_client` of your own is used as it is and never closed. Raises RequestError for a bad address or mode.
        """
        super().__init__(shop_url(base_url), auth=auth, http_client=http_client, **settings)
        _choose(self.core, self.definition, mode)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, auth: Auth | None = None, mode: Mode | None = None, **changes: Unpack[CallSettings]
    ) -> Self:
        """A copy with other settings (another mode or other credentials, if given) that shares the connections.

        Closing the copy closes nothing.
        """
        other = super().with_options(auth=auth, **changes)
        if mode is not None:
            _choose(other.core, self.definition, mode)
        return other

    def close(self) -> None:
        """End the session and close the connections that the client made itself."""
        if self._owns_transport:
            with suppress(MagentoError):
                self.run(end_session(self.core, self.definition))
        super().close()


class AsyncSoapClient(BaseAsyncClient):
    """A client that is awaited. Use it in an `async with` statement, or await `close`. It belongs to one event loop."""

    definition: ClassVar[Definition]

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        mode: Mode | None = None,
        http_client: httpx.AsyncClient | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`.

        `mode` is how it is called, one of those that the package was generated for; None is the first of them. An
        `http_client` of your own is used as it is and never closed. Raises RequestError for a bad address or mode.
        """
        super().__init__(shop_url(base_url), auth=auth, http_client=http_client, **settings)
        _choose(self.core, self.definition, mode)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, auth: Auth | None = None, mode: Mode | None = None, **changes: Unpack[CallSettings]
    ) -> Self:
        """A copy with other settings (another mode or other credentials, if given) that shares the connections.

        Closing the copy closes nothing.
        """
        other = super().with_options(auth=auth, **changes)
        if mode is not None:
            _choose(other.core, self.definition, mode)
        return other

    async def close(self) -> None:
        """End the session and close the connections that the client made itself."""
        if self._owns_transport:
            with suppress(MagentoError):
                await self.run(end_session(self.core, self.definition))
        await super().close()


class Calls(Batch):
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


class AsyncCalls(Batch):
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

    def multi_call(self) -> Calls:
        """A builder for several calls in one request. Modes "v1" and "xmlrpc" only."""
        return Calls(self._client)


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

    def multi_call(self) -> AsyncCalls:
        """A builder for several calls in one request. Modes "v1" and "xmlrpc" only."""
        return AsyncCalls(self._client)


def shop_url(base_url: str) -> str:
    """A shop's address, from it or from the address of its API or WSDL (`.../api/v2_soap/?wsdl=1`)."""
    address, _, query = base_url.strip().partition("?")
    if query and "wsdl" not in query:
        return base_url
    address = address.rstrip("/")
    return next(
        (address.removesuffix(end).rstrip("/") for end in _ENDPOINTS if address.endswith(f"/{end}")), address
    )


def _choose(core: Core, definition: Definition, mode: str | None) -> None:
    """Make a core speak a mode. Raises RequestError for one that the package doesn't know."""
    chosen = definition.dialect(mode).mode
    known: dict[str, Any] = {field.name: getattr(core.options, field.name) for field in fields(CoreOptions)}
    core.options = SoapOptions(**known, mode=chosen)
