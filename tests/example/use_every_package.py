"""Loads every name of every generated package, and makes calls with each client: for `.ci/interpreters`.

It needs nothing but the packages and what they need themselves, so that it runs under any set of their libraries. One
call goes through a real connection, the others to the packages' own shops in memory.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from typing import Any

import acme_store
import acme_store.testing
import acme_store_soap
import acme_store_soap.testing
import legacy_rest
import legacy_rest.testing
import legacy_shop
import legacy_shop.testing

PACKAGES = (acme_store, acme_store_soap, legacy_rest, legacy_shop)


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


def load_everything() -> int:
    count = 0
    for package in PACKAGES:
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


def call_over_a_connection() -> None:
    with HTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with acme_store.Client(
            f"http://127.0.0.1:{server.server_port}", auth=acme_store.BearerToken("t")
        ) as store:
            assert store.acme_catalog.product_repository.get(sku="A-1").name == "Box"
        server.shutdown()


def call_everything() -> None:
    with acme_store.testing.FakeShop(strict=False) as store:
        assert store.client.acme_catalog.product_repository.get(sku="A-1").sku == "sku"
        assert asyncio.run(store.async_client.acme_catalog.product_repository.get(sku="A-1")).sku == "sku"
    with legacy_rest.testing.FakeShop(strict=False, response_format="xml") as rest:
        assert rest.client.products.get(id=7).sku == "sku"
    with legacy_shop.testing.FakeShop(strict=False) as soap:
        assert soap.client.catalog_product.info(product_id="1").sku == "sku"
    with acme_store_soap.testing.FakeShop(strict=False) as soap2:
        assert soap2.client.acme_catalog.product_repository.get(sku="A-1").sku == "sku"


if __name__ == "__main__":
    names = load_everything()
    call_over_a_connection()
    call_everything()
    libraries = ", ".join(
        f"{each} {import_module('importlib.metadata').version(each)}"
        for each in ("pydantic", "httpx2", "lxml")
    )
    print(f"Python {sys.version.split()[0]}, {libraries}: {names} names loaded, 6 calls made")
