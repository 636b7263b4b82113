"""Clients that note their pauses, and don't make them."""

from __future__ import annotations

import asyncio
import time

from runtime.http.flow import Flow, Mutex, exchange, locked, sleep
from runtime.http.library import httpx
from runtime.http.messages import Request
from runtime.testing.answers import Answer
from runtime.testing.transport import FakeTransport
from runtime.testing.waiting import QuickAsyncTransport, QuickTransport

NOWHERE = FakeTransport(lambda request: Answer(content=b"done"))


def paused() -> Flow[str]:
    """A flow with two pauses, the second inside another flow, and a request."""
    yield from sleep(5)

    def inner() -> Flow[str]:
        yield from sleep(0.5)
        response = yield from exchange(Request(method="GET", url="https://shop.example/"), 30, 100, 100)
        return response.content.decode()

    return (yield from locked(Mutex(), inner))


def test_pauses_of_a_client_that_blocks_are_noted() -> None:
    waits: list[float] = []
    start = time.monotonic()
    with httpx.Client(transport=NOWHERE) as client:
        assert QuickTransport(client, waits).run(paused()) == "done"
    assert waits == [5, 0.5]
    assert time.monotonic() - start < 5


def test_pauses_of_a_client_that_is_awaited_are_noted() -> None:
    waits: list[float] = []

    async def run() -> str:
        async with httpx.AsyncClient(transport=NOWHERE) as client:
            return await QuickAsyncTransport(client, waits).run(paused())

    start = time.monotonic()
    assert asyncio.run(run()) == "done"
    assert waits == [5, 0.5]
    assert time.monotonic() - start < 5
