"""Loads every name of generated packages, and makes calls with each client: `use_every_package.py PACKAGE...`.

It needs nothing but the packages and what they need themselves, so that `.ci/interpreters` can run it under any Python
and any set of libraries. One call goes through a real connection, the others to the packages' own shops in memory.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module, metadata
from types import ModuleType
from typing import Any


class Shop(BaseHTTPRequestHandler):
    """Answers with a product."""

    def do_GET(self) -> None:
        body = b'{"id": 7, "sku": "A-1", "name": "Box"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def load_everything(package: ModuleType) -> int:
    count = 0
    for name in package.__all__:
        getattr(package, name)
        count += 1
    models = import_module(f"{package.__name__}.models")
    for module in models.__all__:
        loaded = getattr(models, module)
        for kind in list(vars(loaded).values()):
            if isinstance(kind, type) and hasattr(kind, "model_fields"):
                repr(kind())
                count += 1
    return count


def call_over_a_connection(acme_store: ModuleType) -> None:
    with HTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with acme_store.Client(
            f"http://127.0.0.1:{server.server_port}", auth=acme_store.BearerToken("t")
        ) as store:
            assert store.acme_catalog.product_repository.get(sku="A-1").name == "Box"
        server.shutdown()


async def call_store(fake_shop: Any) -> None:
    with fake_shop(strict=False) as store:
        assert store.client.acme_catalog.product_repository.get(sku="A-1").sku == "sku"
        assert (await store.async_client.acme_catalog.product_repository.get(sku="A-1")).sku == "sku"


async def call_legacy_rest(fake_shop: Any) -> None:
    with fake_shop(strict=False) as json:
        assert json.client.products.get(id=7).sku == "sku"


async def call_legacy_rest_in_xml(fake_shop: Any) -> None:
    with fake_shop(strict=False, response_format="xml") as xml:
        assert xml.client.products.get(id=7).sku == "sku"


async def call_legacy_shop(fake_shop: Any) -> None:
    with fake_shop(strict=False) as soap:
        assert soap.client.catalog_product.info(product_id="1").sku == "sku"


CALLS: dict[str, Callable[[Any], Awaitable[None]]] = {
    "acme_store": call_store,
    "acme_store_soap": call_store,
    "legacy_rest": call_legacy_rest,
    "legacy_shop": call_legacy_shop,
}


async def use(names: Sequence[str]) -> str:
    """Load the packages and call each in memory. Says how much that was, and with what."""
    loaded = 0
    for name in names:
        loaded += load_everything(import_module(name))
        await CALLS[name](import_module(f"{name}.testing").FakeShop)
    libraries = [each for each in ("pydantic", "httpx2", "httpx", "lxml") if each in sys.modules]
    versions = ", ".join(f"{each} {metadata.version(each)}" for each in libraries)
    return f"Python {sys.version.split()[0]}, {versions}: {loaded} names of {', '.join(names)}"


if __name__ == "__main__":
    packages = sys.argv[1:]
    said = asyncio.run(use(packages))
    if "acme_store" in packages:
        call_over_a_connection(import_module("acme_store"))
    if "legacy_rest" in packages:
        asyncio.run(call_legacy_rest_in_xml(import_module("legacy_rest.testing").FakeShop))
    print(said)
