# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What the generated clients of SOAP and XML-RPC packages are made of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack

from ..client.base import BaseAsyncClient, BaseClient, CallSettings, ClientSettings
from ..errors import MagentoError
from ..http.authorization import Auth
from .dialects import DIALECTS, Definition, Mode
from .settings import SoapOptions

if TYPE_CHECKING:
    from ..http.library import httpx

_ENDPOINTS = tuple(
    sorted({dialect.path.rstrip("/") for dialect in DIALECTS.values() if dialect.path and dialect.login})
)


class SoapClient(BaseClient):
    """A client that blocks. Use it in a `with` statement, or call `close`. It may be shared between threads."""

    definition: ClassVar[Definition]
    options_type = SoapOptions

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
        own = _with_mode(settings, self.definition.dialect(mode).mode)
        super().__init__(shop_url(base_url), auth=auth, http_client=http_client, **own)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, auth: Auth | None = None, mode: Mode | None = None, **changes: Unpack[CallSettings]
    ) -> Self:
        """A copy with other settings (another mode or other credentials, if given) that shares the connections.

        Closing the copy closes nothing.
        """
        chosen = None if mode is None else self.definition.dialect(mode).mode
        return super().with_options(auth=auth, **_with_mode(changes, chosen))

    def close(self) -> None:
        """End the session and close the connections that the client made itself."""
        if self._owns_transport:
            from .posting import end_session

            with suppress(MagentoError):
                self.run(end_session(self.core, self.definition))
        super().close()


class AsyncSoapClient(BaseAsyncClient):
    """A client that is awaited. Use it in an `async with` statement, or await `close`. It belongs to one event loop."""

    definition: ClassVar[Definition]
    options_type = SoapOptions

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
        own = _with_mode(settings, self.definition.dialect(mode).mode)
        super().__init__(shop_url(base_url), auth=auth, http_client=http_client, **own)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *, auth: Auth | None = None, mode: Mode | None = None, **changes: Unpack[CallSettings]
    ) -> Self:
        """A copy with other settings (another mode or other credentials, if given) that shares the connections.

        Closing the copy closes nothing.
        """
        chosen = None if mode is None else self.definition.dialect(mode).mode
        return super().with_options(auth=auth, **_with_mode(changes, chosen))

    async def close(self) -> None:
        """End the session and close the connections that the client made itself."""
        if self._owns_transport:
            from .posting import end_session

            with suppress(MagentoError):
                await self.run(end_session(self.core, self.definition))
        await super().close()


def shop_url(base_url: str) -> str:
    """A shop's address, from it or from the address of its API or WSDL (`.../api/v2_soap/?wsdl=1`)."""
    address, _, query = base_url.strip().partition("?")
    if query and "wsdl" not in query:
        return base_url
    address = address.rstrip("/")
    return next(
        (address.removesuffix(end).rstrip("/") for end in _ENDPOINTS if address.endswith(f"/{end}")), address
    )


def _with_mode(settings: Any, mode: str | None) -> Any:
    """Settings with a mode, if there is one."""
    return settings if mode is None else {**settings, "mode": mode}
