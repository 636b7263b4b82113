"""A shop in memory for Magento 1's REST API, in both formats."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

Package = Callable[[str], Any]


@pytest.fixture
def legacy(package: Package) -> Any:
    """The example package."""
    return package("legacy_rest")


@pytest.fixture
def shop(package: Package) -> Any:
    """An empty shop."""
    with package("legacy_rest.testing").FakeShop() as shop:
        yield shop


@pytest.fixture(params=["json", "xml"])
def client(shop: Any, request: pytest.FixtureRequest) -> Any:
    """A client that speaks one of the formats."""
    return shop.client.with_options(response_format=request.param)


def test_an_entry_reaches_the_client(legacy: Any, shop: Any, client: Any) -> None:
    product = legacy.models.acme_catalog.Product(
        entity_id="7", sku="A & B", cost=1.5, points=3, is_fragile=True
    )
    shop.on(shop.client.products.get).given(id=7, store="german").returns(product)
    assert client.products.get(id=7, store="german") == product
    assert shop.calls.only.store == "german"
    assert asyncio.run(shop.async_client.products.get(id=7, store="german")) == product


def test_the_id_of_a_new_entry_stands_in_location(legacy: Any, shop: Any, client: Any) -> None:
    shop.on(shop.client.products.create).returns("17")
    shop.on(shop.client.product_photos.create).returns("3/4")
    assert client.products.create({"sku": "A", "points": 2}) == "17"
    sent = shop.calls(shop.client.products.create).only.argument("data", legacy.models.acme_catalog.Product)
    assert (sent.sku, sent.points) == ("A", 2)
    assert client.product_photos.create({"label": "front"}, id=7) == "3/4"


def test_collections_are_asked_for_with_filters(legacy: Any, shop: Any, client: Any) -> None:
    product = legacy.models.acme_catalog.Product(sku="A")
    filters = legacy.Filters().where("qty", "lt", 5).where("sku", "in", ["A", "B"])
    shop.on(shop.client.products.list).returns(legacy.Collection([]))
    shop.on(shop.client.products.list).given(filters=filters, limit=5).returns(
        legacy.Collection([product, product])
    )
    assert client.products.list() == []
    assert client.products.list(filters=filters, limit=5) == [product, product]
    assert len(list(client.products.iter(filters=filters, limit=5))) == 2


def test_several_entries_have_a_verdict_each(legacy: Any, shop: Any, client: Any) -> None:
    verdicts = legacy.MultiStatus(
        [
            legacy.Verdict(True, "Done.", 200, 0, {"sku": "A"}),
            legacy.Verdict(False, "No.", 404, 1, {"sku": "B"}),
        ]
    )
    shop.on(shop.client.products.update_many).returns(verdicts)
    assert client.products.update_many([{"sku": "A"}, {"sku": "B"}]) == verdicts
    assert len(shop.calls.only.arguments["data"]) == 2


def test_one_entry_and_several_are_two_calls(legacy: Any, package: Package) -> None:
    with package("legacy_rest.testing").FakeShop(strict=False) as shop:
        shop.client.products.create({"sku": "A"})
        assert shop.client.products.create_many([{"sku": "A"}, {"sku": "B"}]).ok
        assert shop.calls.names == ["products.create", "products.create_many"]


def test_refusals_are_told_as_the_shop_tells_them(legacy: Any, shop: Any, client: Any) -> None:
    shop.on(shop.client.products.delete).raises(legacy.NotFoundError, "Resource not found.").returns()
    with pytest.raises(legacy.NotFoundError, match="Resource not found"):
        client.products.delete(id=7)
    assert client.products.delete(id=7) is None


def test_a_route_of_ones_own_is_set_up_by_its_path(legacy: Any, shop: Any, client: Any) -> None:
    shop.on_request("GET", "/acme/things/{id}").returns({"name": "any"})
    shop.on_request("GET", "/acme/things/{id}").given(id="7").returns({"name": "seventh"})
    shop.on_request("POST", "/acme/things").given(body={"a": "1"}).raises(409, "Taken")
    accept = {"Accept": "application/json"}
    answer = client.request("GET", "/acme/things/7", query=[("x[]", "1"), ("x[]", "2")], headers=accept)
    assert json.loads(answer.content) == {"name": "seventh"}
    assert shop.calls.last.arguments == {"id": "7", "query": {"x": ["1", "2"]}, "body": None}
    answer = client.request("GET", "/acme/things/8", headers={"Accept": "text/xml"})
    assert b"<magento_api><name>any</name></magento_api>" in answer.content
    with pytest.raises(legacy.ConflictError, match="Taken"):
        client.request(
            "POST", "/acme/things", headers={"Content-Type": "application/json"}, content=b'{"a": 1}'
        )


def test_a_guest_may_do_what_guests_may(legacy: Any, package: Package) -> None:
    pytest.importorskip("oauthlib")
    keys = legacy.OAuth1("consumer", "consumer secret", "token", "token secret")
    with package("legacy_rest.testing").FakeShop(auth=keys, strict=False) as shop:
        shop.client.products.delete(id=7)
        guest = legacy.Client(shop.base_url, http_client=shop.http_client())
        assert guest.products.get(id=7).sku == "sku"
        with pytest.raises(legacy.AuthenticationError, match="isn't authorized"):
            guest.products.delete(id=7)
