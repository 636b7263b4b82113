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


@pytest.mark.parametrize(
    "given",
    [
        {"sku": "A"},
        {"sku": ["A", "B"]},
        {"sku": None},
        {"qty": {"gt": 3, "lt": 9.5}},
        {"qty": {"in": [3, 4]}},
    ],
)
def test_filters_of_a_map_are_those_that_the_call_sends(shop: Any, client: Any, given: Any) -> None:
    shop.on(shop.client.products.list).given(filters=given, attrs=["sku", "qty"]).returns([])
    assert client.products.list(filters=given, attrs=["sku", "qty"]) == []


def test_an_entry_is_expected_by_python_names_too(shop: Any, client: Any) -> None:
    update = shop.client.products.update
    shop.on(update).given({"class_": "bulky"}, id=7).returns()
    assert client.products.update({"class_": "bulky"}, id=7) is None
    assert client.products.update({"class": "bulky"}, id=7) is None


def test_of_filters_of_one_kind_on_one_attribute_all_are_meant(legacy: Any, shop: Any, client: Any) -> None:
    def but(*skus: str) -> Any:
        filters = legacy.Filters()
        for sku in skus:
            filters.where("sku", "neq", sku)
        return filters

    shop.on(shop.client.products.list).returns([])
    shop.on(shop.client.products.list).given(filters=but("A", "B")).returns([{"sku": "C"}])
    assert client.products.list(filters=but("B")) == client.products.list(filters=but("B", "B")) == []
    assert [product.sku for product in client.products.list(filters=but("B", "A"))] == ["C"]
    assert shop.calls.last.arguments["filters"] == {"sku": {"neq": ["A", "B"]}}


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


CHECKED = {
    "a required field": ({}, "qty: Value is required and can't be empty"),
    "a range": ({"qty": 1e7}, "qty: '10000000.0' is not between '-1000000' and '1000000', inclusively"),
    "no number": ({"qty": 1, "minimum": 2.5}, "minimum: Whole pieces only."),
    "a choice": ({"qty": 1, "policy": 7}, "policy: '7' does not match against pattern '/^[0,1,2]$/'"),
}


@pytest.mark.parametrize("case", CHECKED)
def test_what_the_definitions_demand_is_demanded(
    case: str, legacy: Any, package: Package, client: Any, shop: Any
) -> None:
    entry, message = CHECKED[case]
    with pytest.raises(legacy.BadRequestError) as refused:
        client.shelf_entries.update({"policy": 1, **entry}, id=3)
    assert refused.value.messages == (message, "Resource data pre-validation error.")
    assert (len(shop.calls), len(shop.refusals)) == (0, 1)


def test_an_update_may_leave_out_what_a_new_entry_needs(legacy: Any, shop: Any, client: Any) -> None:
    shop.on(shop.client.products.update).returns()
    client.products.update({"points": 2}, id=7)
    with pytest.raises(legacy.BadRequestError, match="sku: Value is required"):
        client.products.create({"points": 2})
    with pytest.raises(legacy.BadRequestError, match="sku: Value is required"):
        client.products.create({"points": 2, "sku": " "})


def test_what_no_role_may_write_is_dropped_and_nothing_is_refused(legacy: Any, shop: Any) -> None:
    send = shop.client.request
    json_body = {"Content-Type": "application/json", "Accept": "application/json"}
    shop.on(shop.client.products.update).returns()
    send("PUT", "/products/7", headers=json_body, content=b'{"entity_id": 9, "sku": "A"}')
    assert shop.calls.only.arguments["data"] == legacy.models.acme_catalog.Product(sku="A")
    for content in (b'{"entity_id": 9}', b"{}", b""):
        with pytest.raises(legacy.BadRequestError, match="The request data is invalid"):
            send("PUT", "/products/7", headers=json_body, content=content)
    with pytest.raises(legacy.MethodNotAllowedError, match="not implemented yet"):
        send("PUT", "/products/7", headers=json_body, content=b'[{"sku": "A"}]')


def test_of_several_entries_those_are_taken_that_nothing_is_said_against(
    legacy: Any, shop: Any, client: Any
) -> None:
    shop.on(shop.client.shelf_entries.update_many).returns(
        lambda call: legacy.MultiStatus(
            [
                legacy.Verdict(True, "Done.", 200, data={"entry_id": entry.entry_id})
                for entry in call.arguments["data"]
            ]
        )
    )
    entries = [{"entry_id": 1, "qty": 2}, {"entry_id": 2}, {"entry_id": 3, "qty": 1, "policy": 9}]
    verdicts = client.shelf_entries.update_many(entries)
    assert [verdict.ok for verdict in verdicts] == [True, False, False]
    assert verdicts.of(1)[0].message == "qty: Value is required and can't be empty"
    assert [entry.entry_id for entry in shop.calls.only.arguments["data"]] == ["1"]


def test_pages_have_a_limit_and_filters_an_attribute(legacy: Any, shop: Any) -> None:
    accept = {"Accept": "application/json"}
    with pytest.raises(legacy.BadRequestError, match="paging limit exceeds the allowed number"):
        shop.client.request("GET", "/products", query=[("limit", "101")], headers=accept)
    with pytest.raises(legacy.BadRequestError, match="Resource collection filtering error"):
        shop.client.request("GET", "/products", query=[("filter[1][eq]", "1")], headers=accept)
