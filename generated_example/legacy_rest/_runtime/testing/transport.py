# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The end of the line: what takes a client's requests instead of a connection."""

from __future__ import annotations

import time
from collections.abc import Callable

from ..http.library import httpx
from ..http.messages import Headers, Request
from .answers import Failure, Outcome

Handler = Callable[[Request], Outcome]


class FakeTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands each request of an HTTP client to a function, and its outcome back. It works in threads and in tasks."""

    def __init__(self, handle: Handler) -> None:
        self._handle = handle

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request of a client that blocks."""
        outcome = self._handle(_read(request, request.read()))
        time.sleep(_latency(request, outcome))
        return _answered(request, outcome)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request of a client that is awaited."""
        import anyio

        outcome = self._handle(_read(request, await request.aread()))
        await anyio.sleep(_latency(request, outcome))
        return _answered(request, outcome)


def _read(request: httpx.Request, content: bytes) -> Request:
    """The request, free of the HTTP library, with its URL as it would be on the wire."""
    port = "" if request.url.port is None else f":{request.url.port}"
    host = f"[{request.url.host}]" if ":" in request.url.host else request.url.host
    return Request(
        method=request.method,
        url=f"{request.url.scheme}://{host}{port}{request.url.raw_path.decode('ascii')}",
        headers=Headers(request.headers.multi_items()),
        content=content,
    )


def _latency(request: httpx.Request, outcome: Outcome) -> float:
    """The seconds to wait. Raises at once what the client would run into after a longer wait than it allows."""
    if isinstance(outcome, Failure):
        return 0.0
    allowed = request.extensions.get("timeout", {}).get("read")
    if allowed is not None and outcome.latency > allowed:
        raise httpx.ReadTimeout(f"the answer takes {outcome.latency:g} s", request=request)
    return outcome.latency


def _answered(request: httpx.Request, outcome: Outcome) -> httpx.Response:
    if isinstance(outcome, Failure):
        match outcome.kind:
            case "no connection":
                raise httpx.ConnectError("connection refused", request=request)
            case "connection lost":
                raise httpx.ReadError("connection reset", request=request)
            case "no answer":
                raise httpx.ReadTimeout("no answer", request=request)
    headers = dict(outcome.headers)
    if outcome.content_type:
        headers = {"Content-Type": outcome.content_type, **headers}
    return httpx.Response(outcome.status, headers=headers, content=outcome.content, request=request)
