"""What the generated `Client` and `AsyncClient` are made of."""

from __future__ import annotations

import copy
import ssl
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import fields
from inspect import isawaitable
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, Self, TypedDict, TypeVar, Unpack, cast

from .. import __version__
from ..errors import RequestError
from ..http.authorization import Auth
from ..http.exchange import Core, CoreOptions, EventHooks
from ..http.flow import Flow
from ..http.library import httpx
from ..http.transport import AsyncTransport, Transport, TransportOptions
from ..shapes import is_a
from .operation import RawResponse

if TYPE_CHECKING:
    from .environment import LoginKind

__all__ = ["CallSettings", "ClientSettings"]

P = ParamSpec("P")
T = TypeVar("T")


class CallSettings(TypedDict, total=False):
    """Settings of a client that `with_options` can change.

    `store` is the store code that requests go to: `"all"` is the admin scope (the default values), a store view's
    code is that view, and none is the default store view (`""` says that this is meant). `timeout` is in seconds (30),
    for connecting and for every wait for data, `max_retries` how often a request is sent again (2), `headers` go with
    every request, `event_hooks` are functions to call with each request (its credentials included), response and retry,
    `max_response_bytes` is the largest answer that is read (256 MiB, 1 MiB of an error). `idempotent` says whether
    requests are sent again after they may have reached the shop, whatever they do; None goes by the operation.
    `cloud_service` says whether the shop is Adobe Commerce as a Cloud Service, whose paths have neither `/rest` nor a
    store; its address tells.
    """

    store: str | None
    timeout: float
    max_retries: int
    headers: Mapping[str, str]
    event_hooks: EventHooks
    max_response_bytes: int
    idempotent: bool | None
    cloud_service: bool


class ClientSettings(CallSettings, total=False):
    """Settings of a client, with those of the connections that it makes.

    `max_concurrency` limits the requests in flight (20), `proxy` is a URL. `verify` says how the shop's certificate is
    checked: by the usual authorities (True), by those of a file or folder or of an SSLContext, or not at all (False).
    `cert` is the client's own certificate: a file, or the files of certificate and key, and the password of the key. A
    client that is given an `http_client` leaves the connections to that.
    """

    max_concurrency: int
    proxy: str | None
    verify: ssl.SSLContext | str | bool
    cert: str | tuple[str, str] | tuple[str, str, str] | None


_TRANSPORT_SETTINGS = ("max_concurrency", "proxy", "verify", "cert")


class _Client:
    """What the two kinds of client share."""

    user_agent: ClassVar[str] = "magento-codegen-client"
    """The name that the client is known by, with the hash of the schema it was generated from."""
    is_async: ClassVar[bool]
    options_type: ClassVar[type[CoreOptions]] = CoreOptions
    """What the settings of such a client are kept in."""

    core: Core

    @classmethod
    def _kinds(cls) -> Sequence[LoginKind]:
        """The kinds of credentials that `from_env` knows; each system has its own."""
        return ()

    def with_options(self, *, auth: Auth | None = None, **changes: Unpack[CallSettings]) -> Self:
        """A copy with other settings (and other credentials, if given) that shares the connections.

        Closing the copy closes nothing. Raises TypeError for a setting that there is not, or that only a new client
        takes, RequestError for a value that can't be meant.
        """
        _check_settings(changes, _own_settings(type(self)), auth)
        other = type(self).__new__(type(self))
        other.core = self.core.copy(auth=auth, **changes)
        other._share(self)
        return other

    def retry_login(self) -> None:
        """Let a login that the shop refused be tried again, such as after the account was unlocked.

        A client remembers the refusal of a name and password and sends them no more: a few refusals lock the account.
        """
        if self.core.credentials is not None:
            self.core.credentials.forget_refusal()

    def _share(self, source: Any) -> None:
        """Use the connections of `source`. The clients of both kinds have their own; this one has none."""
        raise NotImplementedError


class BaseClient(_Client):
    """A client that blocks. Use it in a `with` statement, or call `close`. It may be shared between threads."""

    is_async = False

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        http_client: httpx.Client | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`.

        An `http_client` of your own is used as it is and never closed. Raises RequestError for a bad address.
        """
        self.core = _core(type(self), base_url, auth, settings)
        self._transport = Transport(_transport_options(settings, http_client), http_client)
        self._owns_transport = True

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        guest: bool = False,
        http_client: httpx.Client | None = None,
        **settings: Unpack[ClientSettings],
    ) -> Self:
        """A client of what environment variables say, those of the process by default.

        `MAGENTO_BASE_URL` is the shop's address and `MAGENTO_STORE` the store, unless that is given here. One kind of
        credentials stands in variables of its own, which the package's README lists; a `guest` goes without. Raises
        RequestError that names what is missing, or what excludes one another, and shows no secret.
        """
        from .environment import from_environment

        found = from_environment(cls._kinds(), environ, guest=guest)
        own: ClientSettings = {"store": found.store, **settings}
        return cls(found.base_url, auth=found.auth, http_client=http_client, **own)

    def run(self, flow: Flow[T]) -> T:
        """Carry out a flow."""
        return self._transport.run(flow)

    def with_raw_response(
        self, method: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]:
        """Call a method of a resource for its undecoded answer.

        `shop.with_raw_response(shop.catalog.product_repository.get, sku="24-MB01").headers`
        """
        answer: Any = _raw(method)(*args, **kwargs)
        if not isinstance(answer, RawResponse):
            raise _no_single_answer(method)
        return cast(RawResponse[T], answer)

    def close(self) -> None:
        """Close the connections that the client made itself."""
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _share(self, source: Any) -> None:
        self._transport = source._transport
        self._owns_transport = False


class BaseAsyncClient(_Client):
    """A client that is awaited. Use it in an `async with` statement, or await `close`. It belongs to one event loop."""

    is_async = True

    def __init__(
        self,
        base_url: str,
        *,
        auth: Auth | None = None,
        http_client: httpx.AsyncClient | None = None,
        **settings: Unpack[ClientSettings],
    ) -> None:
        """Make a client for the shop at an address such as `https://shop.example`.

        An `http_client` of your own is used as it is and never closed. Raises RequestError for a bad address.
        """
        self.core = _core(type(self), base_url, auth, settings)
        self._transport = AsyncTransport(_transport_options(settings, http_client), http_client)
        self._owns_transport = True

    @classmethod
    def from_env(
        cls,
        environ: Mapping[str, str] | None = None,
        *,
        guest: bool = False,
        http_client: httpx.AsyncClient | None = None,
        **settings: Unpack[ClientSettings],
    ) -> Self:
        """A client of what environment variables say, those of the process by default.

        `MAGENTO_BASE_URL` is the shop's address and `MAGENTO_STORE` the store, unless that is given here. One kind of
        credentials stands in variables of its own, which the package's README lists; a `guest` goes without. Raises
        RequestError that names what is missing, or what excludes one another, and shows no secret.
        """
        from .environment import from_environment

        found = from_environment(cls._kinds(), environ, guest=guest)
        own: ClientSettings = {"store": found.store, **settings}
        return cls(found.base_url, auth=found.auth, http_client=http_client, **own)

    async def run(self, flow: Flow[T]) -> T:
        """Carry out a flow."""
        return await self._transport.run(flow)

    async def with_raw_response(
        self, method: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> RawResponse[T]:
        """Call a method of a resource for its undecoded answer.

        `await shop.with_raw_response(shop.catalog.product_repository.get, sku="24-MB01")`
        """
        answer: Any = _raw(method)(*args, **kwargs)
        if not isawaitable(answer):
            raise _no_single_answer(method)
        return cast(RawResponse[T], await answer)

    async def close(self) -> None:
        """Close the connections that the client made itself."""
        if self._owns_transport:
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _share(self, source: Any) -> None:
        self._transport = source._transport
        self._owns_transport = False


def _core(client: type[_Client], base_url: str, auth: Auth | None, settings: ClientSettings) -> Core:
    _check_settings(settings, _own_settings(client) | set(_TRANSPORT_SETTINGS), auth)
    own: dict[str, Any] = {name: value for name, value in settings.items() if name not in _TRANSPORT_SETTINGS}
    library = f"{httpx.__name__}/{httpx.__version__}"
    agent = f"{client.user_agent} magento-codegen/{__version__} {library} python/{sys.version.split()[0]}"
    return Core(client.options_type(base_url=base_url, user_agent=agent, **own), auth)


def _transport_options(settings: ClientSettings, http_client: object) -> TransportOptions:
    given: dict[str, Any] = {name: value for name, value in settings.items() if name in _TRANSPORT_SETTINGS}
    if http_client is not None and given.keys() - {"max_concurrency"}:
        names = ", ".join(sorted(given.keys() - {"max_concurrency"}))
        raise RequestError(f"{names} and http_client exclude one another: set them on the http_client")
    return TransportOptions(**given)


def _no_single_answer(method: Callable[..., Any]) -> RequestError:
    return RequestError(
        f"{method.__name__} makes several requests; with_raw_response takes a method that makes one"
    )


def _raw(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method of a copy of its resource that does not decode."""
    resource: Any = getattr(method, "__self__", None)
    if not hasattr(resource, "_raw"):
        raise RequestError(
            "with_raw_response takes a method of a resource, such as shop.catalog.product_repository.get"
        )
    twin = copy.copy(resource)
    twin._raw = True
    name: str = method.__name__
    return cast(Callable[..., Any], getattr(twin, name))


def _own_settings(client: type[_Client]) -> set[str]:
    """The settings that `with_options` can change."""
    return {field.name for field in fields(client.options_type)} - {"base_url", "user_agent"}


def _check_settings(settings: Mapping[str, Any], known: set[str], auth: object) -> None:
    for name in settings:
        if name not in known:
            raise TypeError(f"unknown setting {name!r}; valid are {', '.join(sorted(known))}")
    if auth is not None and not is_a(Auth, auth):
        raise TypeError(f"auth must be AdminToken(...) or another Auth, not {type(auth).__name__}")
