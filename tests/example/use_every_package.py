"""Loads every name of every generated package, and makes a call with each client: for `.ci/interpreters`.

It needs nothing but the packages and what they need themselves, so that it runs under any set of their libraries.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from typing import Any

import acme_store
import acme_store_soap
import legacy_rest
import legacy_shop

PACKAGES = (acme_store, acme_store_soap, legacy_rest, legacy_shop)
ENVELOPE = (
    '<e:Envelope xmlns:e="{}"><e:Body><e:Fault>{}</e:Fault></e:Body></e:Envelope>'.format(
        "http://schemas.xmlsoap.org/soap/envelope/",
        "<faultcode>100</faultcode><faultstring>Requested store view not found.</faultstring>",
    )
).encode()


class Shop(BaseHTTPRequestHandler):
    """Answers each protocol with what its client can read."""

    def do_GET(self) -> None:
        if "/api/rest" in self.path:
            body, kind = b"<?xml version='1.0'?><magento_api><sku>A-1</sku></magento_api>", "text/xml"
        else:
            body, kind = json.dumps({"id": 7, "sku": "A-1", "name": "Box"}).encode(), "application/json"
        self._send(200, body, kind)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send(500, ENVELOPE, "text/xml; charset=utf-8")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
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


def refused(call: Callable[[], object], error: type[Exception]) -> None:
    try:
        call()
    except error:
        return
    raise AssertionError(f"{call} was not refused")


def call_everything(url: str) -> None:
    with acme_store.Client(url, auth=acme_store.BearerToken("t")) as store:
        assert store.acme_catalog.product_repository.get(sku="A-1").name == "Box"
    with legacy_rest.Client(url, response_format="xml") as rest:
        assert rest.products.get(id=7).sku == "A-1"
    with legacy_shop.Client(url, auth=legacy_shop.ApiUser("u", "k")) as soap:
        refused(lambda: soap.catalog_product.info(product_id="1"), legacy_shop.MagentoError)
    with acme_store_soap.Client(url, auth=acme_store_soap.BearerToken("t")) as soap2:
        refused(
            lambda: soap2.acme_catalog.category_management.get_tree(root_category_id=1),
            acme_store_soap.MagentoError,
        )


async def call_asynchronously(url: str) -> None:
    async with acme_store.AsyncClient(url, auth=acme_store.BearerToken("t")) as store:
        assert (await store.acme_catalog.product_repository.get(sku="A-1")).id == 7


if __name__ == "__main__":
    with HTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        names = load_everything()
        call_everything(address)
        asyncio.run(call_asynchronously(address))
        server.shutdown()
    libraries = ", ".join(
        f"{each} {import_module('importlib.metadata').version(each)}"
        for each in ("pydantic", "httpx2", "lxml")
    )
    print(f"Python {sys.version.split()[0]}, {libraries}: {names} names loaded, 5 calls made")
