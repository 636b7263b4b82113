# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The two ways to carry out a flow: `Transport` blocks, `AsyncTransport` awaits. Nothing is decided here."""

from __future__ import annotations

import inspect
import os
import ssl
import threading
import time
from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import (
    ConnectionFailed,
    DecodeError,
    MagentoError,
    RequestError,
    RequestTimeout,
)
from ..shapes import is_a
from .encodings import ACCEPTED
from .flow import Effect, Exchange, Flow, Invoke, Locked, Sleep, T
from .library import httpx
from .limits import check_count
from .messages import HARMLESS_HEADERS, Headers, Request, Response
from .reading import Reading

if TYPE_CHECKING:
    import anyio

Made = TypeVar("Made")
_FRAMING = frozenset({"content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TransportOptions:
    """How connections are made. `max_concurrency` limits requests in flight, and so the connection pool."""

    max_concurrency: int = 20
    proxy: str | None = None
    verify: ssl.SSLContext | str | bool = True
    cert: str | tuple[str, str] | tuple[str, str, str] | None = None

    def __post_init__(self) -> None:
        """Raises RequestError for a number of requests that none would fit into."""
        check_count("max_concurrency", self.max_concurrency, 1)


class Transport:
    """Carries out flows by blocking; safe to share between threads."""

    def __init__(self, options: TransportOptions, http_client: httpx.Client | None = None) -> None:
        _check_client(http_client, httpx.Client)
        self.owned = http_client is None
        self._options = options
        self._client = http_client or _made(httpx.Client, options)
        self._defaults = _default_headers(self._client) if self.owned else None
        self._process = os.getpid()
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
                self._after_fork()
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

    def _after_fork(self) -> None:
        """Give a forked process connections and slots of its own: its parent goes on with those that there were."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        self._slots = threading.BoundedSemaphore(self._options.max_concurrency)
        if self.owned:
            self._client = _made(httpx.Client, self._options)

    def _exchange(self, effect: Exchange) -> Response:
        _check_open(self._client, effect)
        reading = Reading(effect)
        try:
            request = _build(self._client, self._defaults, effect)
            response = self._client.send(request, **_sending(effect))
            try:
                raw = _started(reading, response)
                for chunk in response.iter_raw() if raw else response.iter_bytes():
                    reading.add(chunk)
            finally:
                response.close()
        except MagentoError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _translated(error, effect) from error
        return reading.finished()


class AsyncTransport:
    """Carries out flows by awaiting; safe to share between tasks of one event loop."""

    def __init__(self, options: TransportOptions, http_client: httpx.AsyncClient | None = None) -> None:
        _check_client(http_client, httpx.AsyncClient)
        self.owned = http_client is None
        self._client = http_client or _made(httpx.AsyncClient, options)
        self._defaults = _default_headers(self._client) if self.owned else None
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
        _check_open(self._client, effect)
        reading = Reading(effect)
        try:
            request = _build(self._client, self._defaults, effect)
            response = await self._client.send(request, **_sending(effect))
            try:
                raw = _started(reading, response)
                async for chunk in response.aiter_raw() if raw else response.aiter_bytes():
                    reading.add(chunk)
            finally:
                await response.aclose()
        except MagentoError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise _translated(error, effect) from error
        except RuntimeError as error:
            raise RequestError(
                f"{effect.request.called}: {error}; a client belongs to one event loop"
            ) from error
        return reading.finished()


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


class _NoCookies(CookieJar):
    """Keeps no cookies: a session's would override the credentials. Not looking for any saves a tenth of a call."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Look at nothing."""


def _check_client(given: object, kind: type) -> None:
    """Raise TypeError for an HTTP client of the other kind, or for what is none."""
    if given is not None and not isinstance(given, kind):
        raise TypeError(f"http_client takes an {httpx.__name__}.{kind.__name__}, not {type(given).__name__}")


def _made(kind: Callable[..., Made], options: TransportOptions) -> Made:
    """An HTTP client of our own. Raises RequestError where a proxy, also one of the environment, needs a library."""
    try:
        return kind(**_client_arguments(options))
    except ImportError as error:
        raise RequestError(f"the proxy of proxy=, or of ALL_PROXY, can't be used: {error}") from error


def _client_arguments(options: TransportOptions) -> dict[str, Any]:
    """Arguments of an HTTP client of our own."""
    limits = httpx.Limits(
        max_connections=options.max_concurrency, max_keepalive_connections=options.max_concurrency
    )
    try:
        proxy = None if options.proxy is None else httpx.Proxy(options.proxy)
    except (ValueError, TypeError, AttributeError, httpx.InvalidURL) as error:
        raise RequestError("proxy= is no address of a proxy; give it as http://proxy.example:3128") from error
    return {
        "limits": limits,
        "proxy": proxy,
        "verify": _tls(options),
        "cookies": _NoCookies(),
        "headers": {"Accept-Encoding": ACCEPTED},
    }


def _tls(options: TransportOptions) -> ssl.SSLContext | bool:
    """How certificates are checked, and what is shown of our own. Raises RequestError for files that can't be read."""
    try:
        return _context(options)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise RequestError(f"verify= or cert= can't be used: {error}") from error


def _context(options: TransportOptions) -> ssl.SSLContext | bool:
    verify = options.verify
    if not any(is_a(kind, verify) for kind in (bool, str, ssl.SSLContext)):
        raise TypeError(f"it takes True, False, a path or an ssl.SSLContext, not {type(verify).__name__}")
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


def _default_headers(client: httpx.Client | httpx.AsyncClient) -> Headers:
    return Headers([(name.decode("ascii"), value.decode("ascii")) for name, value in client.headers.raw])


def _build(
    client: httpx.Client | httpx.AsyncClient, defaults: Headers | None, effect: Exchange
) -> httpx.Request:
    """The request of the HTTP library. `defaults` are the header fields of a client of our own.

    Such a client adds nothing else, and needs not be asked: that takes longer.
    """
    request = effect.request
    content = request.content or None
    try:
        if defaults is None:
            headers = list(Headers({"Accept-Encoding": ACCEPTED}).merged(request.headers).pairs)
            built = client.build_request(
                request.method, request.url, headers=headers, content=content, timeout=effect.timeout
            )
        else:
            built = httpx.Request(
                request.method,
                request.url,
                headers=list(defaults.merged(request.headers).pairs),
                content=content,
                extensions={"timeout": httpx.Timeout(effect.timeout).as_dict()},
            )
    except (httpx.InvalidURL, UnicodeError, TypeError) as error:
        raise RequestError(f"{effect.request.called} can't be sent: {_place(error)}") from None
    if request.foreign:
        allowed = HARMLESS_HEADERS | _FRAMING | {name.lower() for name, _ in request.headers.pairs}
        for name in [name for name in built.headers if name not in allowed]:
            del built.headers[name]
    return built


def _started(reading: Reading, response: httpx.Response) -> bool:
    """Begin to read an answer; whether that is done as it is on the wire, and not read by a hook or made up."""
    raw = not response.is_stream_consumed
    reading.started(response.status_code, Headers(response.headers.multi_items()), encoded=raw)
    return raw


def _sending(effect: Exchange) -> dict[str, Any]:
    """How to send a built request: follow no redirect, and keep the HTTP client's own credentials for the shop."""
    own: dict[str, Any] = {"stream": True, "follow_redirects": False}
    return {**own, "auth": None} if effect.request.foreign else own


def _place(error: Exception) -> str:
    """What an error says, without the text that it happened in: that may be a secret."""
    return error.reason if isinstance(error, UnicodeEncodeError) else str(error)


def _check_open(client: httpx.Client | httpx.AsyncClient, effect: Exchange) -> None:
    if client.is_closed:
        raise RequestError(f"{effect.request.called} can't be sent: the client is closed")


def _translated(error: Exception, effect: Exchange) -> MagentoError:
    """The error of the HTTP library as one of ours. Cookies and redirects that it can't write are no errors of HTTP."""
    request: Request = effect.request
    if not isinstance(error, httpx.HTTPError):
        return DecodeError(
            f"{effect.request.called}: the answer has a header field that can't be used: {_place(error)}"
        )
    if isinstance(error, httpx.DecodingError):
        return DecodeError(
            f"{effect.request.called}: the answer is not in the encoding that it names: {error}"
        )
    if isinstance(error, httpx.LocalProtocolError):
        return RequestError(f"{effect.request.called} can't be sent: HTTP has no way to write it")
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
