"""The two ways to carry out a flow: `Transport` blocks, `AsyncTransport` awaits. Nothing is decided here."""

from __future__ import annotations

import inspect
import ssl
import threading
import time
from collections.abc import Generator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import (
    ConnectionFailed,
    MagentoError,
    RequestError,
    RequestTimeout,
    ResponseTooLarge,
    TransportError,
)
from .flow import Effect, Exchange, Flow, Invoke, Locked, Sleep, T
from .library import httpx
from .messages import HARMLESS_HEADERS, Headers, Request, Response

if TYPE_CHECKING:
    import anyio

_CHUNK = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportOptions:
    """How connections are made. `max_concurrency` limits requests in flight, and so the connection pool."""

    max_concurrency: int = 20
    proxy: str | None = None
    verify: ssl.SSLContext | str | bool = True
    cert: str | tuple[str, str] | tuple[str, str, str] | None = None


class Transport:
    """Carries out flows by blocking; safe to share between threads."""

    def __init__(self, options: TransportOptions, http_client: httpx.Client | None = None) -> None:
        self.owned = http_client is None
        self._client = http_client or httpx.Client(**_client_arguments(options))
        self._slots = threading.BoundedSemaphore(options.max_concurrency)

    def run(self, flow: Flow[T]) -> T:
        """The result of a flow."""
        return _drive(flow, self._perform)

    def close(self) -> None:
        """Close the connections, unless the HTTP client was given by the user."""
        if self.owned:
            self._client.close()

    def _perform(self, effect: Effect) -> Any:
        match effect:
            case Exchange():
                with self._slots:
                    return self._exchange(effect)
            case Sleep(seconds):
                time.sleep(seconds)
            case Invoke(function):
                return _not_awaitable(function())
            case Locked(mutex, flow):
                with mutex.thread:
                    return self.run(flow())
        return None

    def _exchange(self, effect: Exchange) -> Response:
        reading = _Reading(effect)
        try:
            response = self._client.send(_build(self._client, effect), **_sending(effect))
            try:
                reading.started(response)
                for chunk in response.iter_bytes(_CHUNK):
                    reading.add(chunk)
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise _translated(error, effect) from error
        return reading.finished(response)


class AsyncTransport:
    """Carries out flows by awaiting; safe to share between tasks of one event loop."""

    def __init__(self, options: TransportOptions, http_client: httpx.AsyncClient | None = None) -> None:
        self.owned = http_client is None
        self._client = http_client or httpx.AsyncClient(**_client_arguments(options))
        self._max_concurrency = options.max_concurrency
        self._slots: anyio.Semaphore | None = None

    async def run(self, flow: Flow[T]) -> T:
        """The result of a flow."""
        return await _drive_async(flow, self)

    async def close(self) -> None:
        """Close the connections, unless the HTTP client was given by the user."""
        if self.owned:
            await self._client.aclose()

    async def perform(self, effect: Effect) -> Any:
        """The outcome of one effect."""
        import anyio

        match effect:
            case Exchange():
                async with self._slot():
                    return await self._exchange(effect)
            case Sleep(seconds):
                await anyio.sleep(seconds)
            case Invoke(function):
                result = function()
                return await result if inspect.isawaitable(result) else result
            case Locked(mutex, flow):
                async with mutex.task:
                    return await self.run(flow())
        return None

    def _slot(self) -> AbstractAsyncContextManager[Any]:
        import anyio

        if self._slots is None:
            self._slots = anyio.Semaphore(self._max_concurrency)
        return self._slots

    async def _exchange(self, effect: Exchange) -> Response:
        reading = _Reading(effect)
        try:
            response = await self._client.send(_build(self._client, effect), **_sending(effect))
            try:
                reading.started(response)
                async for chunk in response.aiter_bytes(_CHUNK):
                    reading.add(chunk)
            finally:
                await response.aclose()
        except httpx.HTTPError as error:
            raise _translated(error, effect) from error
        return reading.finished(response)


def _drive(flow: Flow[T], perform: Any) -> T:
    try:
        effect = next(flow)
        while True:
            try:
                outcome = perform(effect)
            except BaseException as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result


async def _drive_async(flow: Flow[T], transport: AsyncTransport) -> T:
    try:
        effect = next(flow)
        while True:
            try:
                outcome = await transport.perform(effect)
            except BaseException as error:
                effect = flow.throw(error)
            else:
                effect = flow.send(outcome)
    except StopIteration as stop:
        result: T = stop.value
        return result


class _Reading:
    """Collects one answer, up to the size allowed."""

    def __init__(self, effect: Exchange) -> None:
        self._effect = effect
        self._start = time.perf_counter()
        self._chunks: list[bytes] = []
        self._size = 0

    def started(self, response: httpx.Response) -> None:
        announced = response.headers.get("content-length", "")
        if announced.isdigit():
            self._check(int(announced))

    def add(self, chunk: bytes) -> None:
        self._size += len(chunk)
        self._check(self._size)
        self._chunks.append(chunk)

    def finished(self, response: httpx.Response) -> Response:
        return Response(
            status=response.status_code,
            headers=Headers(response.headers.multi_items()),
            content=b"".join(self._chunks),
            request=self._effect.request,
            elapsed=time.perf_counter() - self._start,
        )

    def _check(self, size: int) -> None:
        if size > self._effect.max_bytes:
            raise ResponseTooLarge(
                f"the answer is larger than max_response_bytes ({self._effect.max_bytes})",
                self._effect.request,
            )


def _client_arguments(options: TransportOptions) -> dict[str, Any]:
    """Arguments of an HTTP client of our own. It keeps no cookies: a session cookie would override the credentials."""
    limits = httpx.Limits(
        max_connections=options.max_concurrency, max_keepalive_connections=options.max_concurrency
    )
    return {
        "limits": limits,
        "proxy": options.proxy,
        "verify": _tls(options),
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    }


def _tls(options: TransportOptions) -> ssl.SSLContext | bool:
    """How certificates are checked, and what is shown of our own. Raises OSError for files that can't be read."""
    verify = options.verify
    if isinstance(verify, str):
        folder = Path(verify).is_dir()
        verify = ssl.create_default_context(
            cafile=None if folder else verify, capath=verify if folder else None
        )
    if options.cert is None:
        return verify
    context = verify if isinstance(verify, ssl.SSLContext) else httpx.create_ssl_context(verify=verify)
    files = (options.cert,) if isinstance(options.cert, str) else options.cert
    context.load_cert_chain(*files)
    return context


def _build(client: httpx.Client | httpx.AsyncClient, effect: Exchange) -> httpx.Request:
    request = effect.request
    try:
        built = client.build_request(
            request.method,
            request.url,
            headers=list(request.headers.pairs),
            content=request.content or None,
            timeout=effect.timeout,
        )
    except (httpx.InvalidURL, UnicodeError) as error:
        raise RequestError(f"{request.operation or request.method} can't be sent: {error}") from error
    if request.foreign:
        for name in [name for name in built.headers if name not in HARMLESS_HEADERS]:
            del built.headers[name]
    return built


def _sending(effect: Exchange) -> dict[str, Any]:
    """How to send a built request: follow no redirect, and keep the HTTP client's own credentials for the shop."""
    own: dict[str, Any] = {"stream": True, "follow_redirects": False}
    return {**own, "auth": None} if effect.request.foreign else own


def _translated(error: httpx.HTTPError, effect: Exchange) -> TransportError:
    """The error of the HTTP library as one of ours."""
    request: Request = effect.request
    if isinstance(error, httpx.TimeoutException):
        before = isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout)
        what = "no connection" if before else "no answer"
        return RequestTimeout(f"{what} within {effect.timeout:g} s", request, sent=not before)
    before = isinstance(error, httpx.ConnectError | httpx.ProxyError | httpx.UnsupportedProtocol)
    return ConnectionFailed(str(error) or type(error).__name__, request, sent=not before)


def _not_awaitable(result: Any) -> Any:
    if inspect.isawaitable(result):
        if isinstance(result, Generator) or inspect.iscoroutine(result):
            result.close()
        raise MagentoError(
            "an async function was given to a blocking client; use the async client or a plain function"
        )
    return result
