"""The end of the line, with the HTTP library's own clients."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest
from runtime.http.library import httpx
from runtime.http.messages import Request
from runtime.testing.answers import Answer, Failure, Outcome
from runtime.testing.transport import FakeTransport

Handler = Callable[[Request], Outcome]


def asked(handle: Handler, how: str, **request: object) -> httpx.Response:
    """The response of a client that blocks, or of one that is awaited."""
    transport = FakeTransport(handle)
    request = {"method": "POST", "url": "https://shop.example:8443/a%2Fb?c=1", "content": b"body", **request}

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.request(**request)  # type: ignore[arg-type]

    if how == "awaited":
        return asyncio.run(ask())
    with httpx.Client(transport=transport) as client:
        return client.request(**request)  # type: ignore[arg-type]


HOW = pytest.mark.parametrize("how", ["blocking", "awaited"])


@HOW
def test_a_request_is_read_as_it_would_be_on_the_wire(how: str) -> None:
    seen: list[Request] = []

    def handle(request: Request) -> Answer:
        seen.append(request)
        return Answer(status=201, content=b"{}", headers={"X-Own": "1"})

    response = asked(handle, how, headers={"X-Given": "2"})
    assert (response.status_code, response.content, response.headers["x-own"]) == (201, b"{}", "1")
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    (request,) = seen
    assert (request.method, request.url) == ("POST", "https://shop.example:8443/a%2Fb?c=1")
    assert (request.content, request.headers["x-given"]) == (b"body", "2")


@HOW
@pytest.mark.parametrize("host", ["https://shop.example/", "https://[::1]:80/"])
def test_an_address_keeps_its_form(how: str, host: str) -> None:
    seen: list[str] = []
    asked(lambda request: seen.append(request.url) or Answer(content_type=""), how, url=host)  # type: ignore[func-returns-value]
    assert seen == [host]


@HOW
@pytest.mark.parametrize(
    ("outcome", "error"),
    [
        (Failure("no connection"), httpx.ConnectError),
        (Failure("connection lost"), httpx.ReadError),
        (Failure("no answer"), httpx.ReadTimeout),
        (Answer(latency=60), httpx.ReadTimeout),
    ],
)
def test_failures_are_those_of_the_library_and_take_no_time(
    how: str, outcome: Outcome, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def awaited(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("time.sleep", waits.append)
    monkeypatch.setattr("anyio.sleep", awaited)
    with pytest.raises(error):
        asked(lambda request: outcome, how)
    assert sum(waits) == 0


@HOW
def test_an_answer_takes_its_time(how: str) -> None:
    start = time.monotonic()
    asked(lambda request: Answer(latency=0.05), how)
    assert time.monotonic() - start >= 0.05
