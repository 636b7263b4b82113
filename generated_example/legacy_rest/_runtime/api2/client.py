# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What the generated clients of Magento 1's REST API are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, Unpack

from ..client.base import BaseAsyncClient, BaseClient, CallSettings, ClientSettings
from ..http.authorization import Auth
from ..http.exchange import Core
from ..http.flow import Flow
from ..http.messages import Headers, Request, Response
from ..http.urls import checked_route, render_query
from .body import Format
from .operation import PREFIX
from .options import RestOptions, checked_format
from .refusal import refusal

if TYPE_CHECKING:
    from ..http.library import httpx


class ResourceClient(BaseClient):
    """A client that blocks. Use it in a `with` statement, or call `close`. It may be shared between threads."""

    options_type = RestOptions

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        response_format: Format = "json",
        http_client: httpx.Client | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`; without `auth` it is a guest.

        `response_format` is `"json"` or `"xml"`, for requests too. An `http_client` of your own is used as it is and
        never closed. Raises RequestError for a bad address or format.
        """
        own = _with_format(settings, response_format)
        super().__init__(_shop_url(base_url), auth=auth, http_client=http_client, **own)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        *,
        auth: Auth | None = None,
        response_format: Format | None = None,
        **changes: Unpack[CallSettings],
    ) -> Self:
        """A copy with other settings that shares the connections. Closing the copy closes nothing."""
        return super().with_options(auth=auth, **_with_format(changes, response_format))

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> Response:
        """The answer to a request of your own; `path` is a route such as `/products/1`, `query` its parameters.

        For what no method of a resource does. Raises an ApiError when the shop refuses.
        """
        return self.run(_send(self.core, method, path, query, headers or {}, content))


class AsyncResourceClient(BaseAsyncClient):
    """A client that is awaited. Use it in an `async with` statement, or await `close`. It belongs to one event loop."""

    options_type = RestOptions

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        response_format: Format = "json",
        http_client: httpx.AsyncClient | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`; without `auth` it is a guest.

        `response_format` is `"json"` or `"xml"`, for requests too. An `http_client` of your own is used as it is and
        never closed. Raises RequestError for a bad address or format.
        """
        own = _with_format(settings, response_format)
        super().__init__(_shop_url(base_url), auth=auth, http_client=http_client, **own)

    def with_options(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        *,
        auth: Auth | None = None,
        response_format: Format | None = None,
        **changes: Unpack[CallSettings],
    ) -> Self:
        """A copy with other settings that shares the connections. Closing the copy closes nothing."""
        return super().with_options(auth=auth, **_with_format(changes, response_format))

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> Response:
        """The answer to a request of your own; `path` is a route such as `/products/1`, `query` its parameters.

        For what no method of a resource does. Raises an ApiError when the shop refuses.
        """
        return await self.run(_send(self.core, method, path, query, headers or {}, content))


def _send(
    core: Core,
    method: str,
    path: str,
    query: Sequence[tuple[str, str]],
    headers: Mapping[str, str],
    content: bytes,
) -> Flow[Response]:
    route = checked_route(path.rstrip("/"))
    url = f"{PREFIX}{route}"
    request = Request(
        method=method.upper(),
        url=f"{url}?{render_query(query)}" if query else url,
        headers=Headers(dict(headers)),
        content=content,
        operation=f"{method.upper()} {route}",
        check=False,
    )
    response = yield from core.send(request)
    if not response.ok:
        raise refusal(response, core.kind)
    return response


def _with_format(settings: Any, format: Format | None) -> Any:
    """Settings with a format, if there is one."""
    return settings if format is None else {**settings, "format": checked_format(format)}


def _shop_url(base_url: str) -> str:
    """The shop's address, from it or from that of its REST API."""
    return base_url.strip().rstrip("/").removesuffix(PREFIX)
