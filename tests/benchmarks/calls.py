"""Whole calls of a generated client beside bare httpx2 and json, against a server in another process.

    PYTHONPATH=generated_example:. python -m tests.benchmarks.calls

Both sides take turns, call by call, in one process, on a connection of their own that stays open. What is told is
processor time, that of the fastest hundredth of all calls: other work on the machine makes little difference to it.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from acme_store import OPERATIONS, AsyncClient, BearerToken, Client, SearchCriteria
from acme_store._runtime.models.decode import adapter_for

from tests.benchmarks.shop_server import PAGE

HEADERS = {"Authorization": "Bearer token", "Accept": "application/json"}
ONE = "/rest/V1/products/A-1"
PLAIN = "/rest/V1/products/plain"
MANY = "/rest/V1/products?searchCriteria%5BpageSize%5D=100&searchCriteria%5BcurrentPage%5D=1"
CRITERIA = SearchCriteria().page(100)


@contextmanager
def serving() -> Iterator[str]:
    """The address of a server in another process."""
    script = Path(__file__).with_name("shop_server.py")
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.communicate()


class Turns:
    """The times of calls that two sides make in turn."""

    def __init__(self, name: str, budget: str, calls: int) -> None:
        self.calls = calls
        self._name, self._budget = name, budget
        self._taken: tuple[list[float], list[float]] = ([], [])

    def took(self, side: int, start: float) -> None:
        """Note a call that began at that time of the thread; the sides are 0 (ours) and 1."""
        self._taken[side].append((time.thread_time() - start) * 1e6)

    def __str__(self) -> str:
        ours, theirs = (sorted(times)[self.calls // 100] for times in self._taken)
        figures = f"{ours:>8.0f} µs {theirs:>8.0f} µs {ours / theirs:>7.2f} ×"
        return f"{self._name:<58} {figures}  budget {self._budget}"


def compared(turns: Turns, *sides: Callable[[], Any]) -> Turns:
    """Let both sides call in turn."""
    for _ in range(turns.calls):
        for side, call in enumerate(sides):
            start = time.thread_time()
            call()
            turns.took(side, start)
    return turns


async def compared_awaited(turns: Turns, *sides: Callable[[], Awaitable[Any]]) -> Turns:
    """Let both sides call in turn, awaiting each call."""
    for _ in range(turns.calls):
        for side, call in enumerate(sides):
            start = time.thread_time()
            await call()
            turns.took(side, start)
    return turns


def blocking(address: str) -> Iterator[Turns]:
    """Rows of the blocking client."""
    with (
        httpx2.Client(base_url=address, headers=HEADERS) as bare,
        httpx2.Client(base_url=address, headers=HEADERS) as fresh,
        Client(address, auth=BearerToken("token")) as shop,
    ):
        products = shop.catalog.product_repository
        assert products.get(sku="A-1").id == json.loads(bare.get(ONE).content)["id"]
        assert len(products.get_list(search_criteria=CRITERIA).items) == 100
        yield compared(
            Turns("one small GET / httpx2 and json", "≤ 1.2", 5000),
            lambda: products.get(sku="A-1"),
            lambda: json.loads(bare.get(ONE).content),
        )
        yield compared(
            Turns("the same, where no session is begun", "≤ 1.2", 5000),
            lambda: products.get(sku="plain"),
            lambda: json.loads(fresh.get(PLAIN).content),
        )
        yield compared(
            Turns("a page of 100 products / httpx2 and json", "≤ 2.5", 800),
            lambda: products.get_list(search_criteria=CRITERIA),
            lambda: json.loads(bare.get(MANY).content),
        )


async def awaited(address: str) -> Turns:
    """The row of the client that is awaited, one call after the other."""
    async with (
        httpx2.AsyncClient(base_url=address, headers=HEADERS) as bare,
        AsyncClient(address, auth=BearerToken("token")) as shop,
    ):
        products = shop.catalog.product_repository

        async def theirs() -> None:
            json.loads((await bare.get(PLAIN)).content)

        turns = Turns("the same, awaited", "≤ 1.2", 3000)
        return await compared_awaited(turns, lambda: products.get(sku="plain"), theirs)


def decoding() -> Turns:
    """The row of the page's decoding alone."""
    listed = OPERATIONS["GET /V1/products"]
    adapter = adapter_for(listed.result())
    turns = Turns("the page decoded / pydantic alone", "≤ 1.5", 500)
    return compared(turns, lambda: listed.decode(PAGE), lambda: adapter.validate_json(PAGE))


def main() -> None:
    """Print the rows."""
    with serving() as address:
        for turns in blocking(address):
            print(turns, flush=True)
        print(asyncio.run(awaited(address)), flush=True)
    print(decoding())


if __name__ == "__main__":
    main()
