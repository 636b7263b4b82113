"""The client of Magento 1's REST API against a server with prepared answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.example.conftest import Call
from tests.peers.replay import Answer, ReplayServer

Package = Callable[[str], Any]


def test_a_collection_is_keyed_by_id_on_the_wire(call: Call, replay: ReplayServer) -> None:
    rows = {"4": {"entity_id": "4", "sku": "b", "cost": "1.5000"}, "3": {"entity_id": "3", "sku": "a"}}
    replay.add("GET", "/api/rest/products/store/2", rows)
    products = call("legacy_rest", replay.url, lambda shop: shop.products.list(store=2, limit=5, order="sku"))
    assert [(product.entity_id, product.sku, product.cost) for product in products] == [
        ("4", "b", 1.5),
        ("3", "a", None),
    ]
    assert sorted(replay.requests[0].query) == [("dir", "asc"), ("limit", "5"), ("order", "sku")]


def test_pages_are_walked_until_one_repeats(call: Call, replay: ReplayServer) -> None:
    for page, ids in ((1, ("1", "2")), (2, ("3",)), (3, ("3",))):
        rows = {number: {"entity_id": number} for number in ids}
        replay.add("GET", "/api/rest/products", rows, query=[("limit", "2"), ("page", str(page))])

    def collect(shop: Any) -> Any:
        found = shop.products.iter(limit=2)
        return found if hasattr(found, "__aiter__") else list(found)

    assert [product.entity_id for product in call("legacy_rest", replay.url, collect)] == ["1", "2", "3"]


def test_a_new_entry_is_named_by_its_location(call: Call, replay: ReplayServer) -> None:
    location = (("Location", "/api/rest/products/12"), ("Content-Type", "application/json"))
    replay.add("POST", "/api/rest/products", Answer(b"", 200, location))
    number = call("legacy_rest", replay.url, lambda shop: shop.products.create({"sku": "a", "class": "x"}))
    assert number == "12"
    assert replay.requests[0].json() == {"sku": "a", "class": "x"}


def test_refusals_are_typed_and_signed_requests_carry_oauth(
    call: Call, package: Package, replay: ReplayServer
) -> None:
    module = package("legacy_rest")
    refusal = {"messages": {"error": [{"code": 404, "message": "Resource not found."}]}}
    replay.add("GET", "/api/rest/products/9", Answer(json.dumps(refusal).encode(), 404))
    auth = module.OAuth1("key", "secret", "token", "token secret")
    with pytest.raises(module.NotFoundError, match="Resource not found"):
        call("legacy_rest", replay.url, lambda shop: shop.products.get(id=9), auth=auth, max_retries=0)
    assert replay.requests[0].headers["authorization"].startswith("OAuth ")
