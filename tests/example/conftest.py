"""Calling an example package in both modes."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import REPOSITORY

GENERATED = REPOSITORY / "generated_example"
Call = Callable[..., Any]


@pytest.fixture(scope="session")
def package() -> Callable[[str], Any]:
    """Imports one of the example packages by name."""
    sys.path.insert(0, str(GENERATED))
    return importlib.import_module


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, package: Callable[[str], Any]) -> Call:
    """`call("acme_store", url, lambda shop: shop...., **options)`: one call by the sync or the async client."""

    def run(name: str, url: str, use: Callable[[Any], Any], **options: Any) -> Any:
        module = package(name)
        if request.param == "sync":
            with module.Client(url, **options) as shop:
                return use(shop)

        async def use_async() -> Any:
            async with module.AsyncClient(url, **options) as shop:
                result = use(shop)
                if hasattr(result, "__aiter__"):
                    return [item async for item in result]
                return await result if inspect.isawaitable(result) else result

        return asyncio.run(use_async())

    return run
