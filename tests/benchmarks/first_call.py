"""Loads a generated client and decodes one product: a process's first typed call, less the network."""

from __future__ import annotations

import httpx2
from acme_store import BearerToken, Client

PRODUCT = {"id": 1, "sku": "A-1", "name": "A thing", "price": 9.5, "custom_attributes": []}


def answer(request: httpx2.Request) -> httpx2.Response:
    """Answer every request with one product."""
    return httpx2.Response(200, json=PRODUCT)


with httpx2.Client(transport=httpx2.MockTransport(answer)) as http:
    shop = Client("http://127.0.0.1", auth=BearerToken("token"), http_client=http)
    product = shop.catalog.product_repository.get(sku="A-1")
    if product.sku != "A-1":
        raise SystemExit(f"unexpected answer: {product!r}")
