"""The Magento 1 client against PHP's SoapServer, in WS-I and in rpc/encoded mode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLE
from tests.example.conftest import Call
from tests.peers.soap import SoapPeer

Package = Callable[[str], Any]
ROW = {"product_id": "1", "sku": "a", "name": "A", "set": "4", "type": "simple"}
EXPIRED = {"fault": {"code": "5", "message": "Session expired. Try to relogin."}, "status": 200}


class Shop:
    """A peer in one mode: wraps lists as that mode does."""

    def __init__(self, peer: SoapPeer, mode: str) -> None:
        self.peer = peer
        self.mode = mode
        peer.answer("login", {"result": "first"}, {"result": "second"})
        peer.answer("endSession", {"result": True})

    def items(self, values: list[Any]) -> Any:
        return {"complexObjectArray": values} if self.mode == "wsi" else values

    def plain(self, value: Any) -> Any:
        """A list as PHP decoded it, without the wrapper."""
        return value["complexObjectArray"] if self.mode == "wsi" else value

    def arguments(self, operation: str, *names: str) -> list[dict[str, Any]]:
        """Arguments of each call, by the names given."""
        calls = [entry["arguments"] for entry in self.peer.requests(operation)]
        return [call if isinstance(call, dict) else dict(zip(names, call, strict=False)) for call in calls]


@pytest.fixture(params=["wsi", "v2"])
def shop(request: pytest.FixtureRequest, soap_peer: Callable[[Path], SoapPeer]) -> Shop:
    return Shop(soap_peer(EXAMPLE / "magento1" / f"{request.param}.wsdl"), request.param)


def run(call: Call, package: Package, shop: Shop, use: Callable[[Any], Any]) -> Any:
    auth = package("legacy_shop").ApiUser("user", "key")
    return call("legacy_shop", shop.peer.url, use, auth=auth, mode=shop.mode, max_retries=0)


def test_a_session_is_opened_used_and_ended(call: Call, package: Package, shop: Shop) -> None:
    lists = {"category_ids": shop.items(["2", "3"]), "website_ids": shop.items([])}
    shop.peer.answer("catalogProductList", {"result": shop.items([ROW | lists])})
    (product,) = run(
        call,
        package,
        shop,
        lambda client: client.catalog_product.list(
            filters={"filter": [{"key": "type", "value": "simple"}]}, store="en"
        ),
    )
    assert (product.sku, product.category_ids, product.website_ids) == ("a", ["2", "3"], [])
    assert [entry["operation"] for entry in shop.peer.requests()] == [
        "login",
        "catalogProductList",
        "endSession",
    ]
    (sent,) = shop.arguments("catalogProductList", "sessionId", "filters", "store")
    assert sent["sessionId"] == "first"
    assert shop.plain(sent["filters"]["filter"]) == [{"key": "type", "value": "simple"}]
    assert sent["store"] == "en"


def test_an_expired_session_is_renewed_once(call: Call, package: Package, shop: Shop) -> None:
    shop.peer.answer(
        "salesOrderShipmentGetCarriers", EXPIRED, {"result": shop.items([{"key": "ups", "value": "UPS"}])}
    )
    carriers = run(
        call, package, shop, lambda client: client.sales_order_shipment.get_carriers(order_increment_id="100")
    )
    assert carriers.as_dict() == {"ups": "UPS"}
    calls = shop.arguments("salesOrderShipmentGetCarriers", "sessionId", "orderIncrementId")
    assert [sent["sessionId"] for sent in calls] == ["first", "second"]
    assert [sent["orderIncrementId"] for sent in calls] == ["100", "100"]


def test_nested_data_is_understood_by_php(call: Call, package: Package, shop: Shop) -> None:
    models = package("legacy_shop").models.catalog
    data = models.CatalogProductCreateEntity(
        name="Ä & <b>",
        categories=["2"],
        additional_attributes={"single_data": {"brand": "12"}},
        stock_data={"qty": "3", "is_in_stock": 1},
    )
    shop.peer.answer("catalogProductCreate", {"result": 42})
    number = run(
        call,
        package,
        shop,
        lambda client: client.catalog_product.create(type="simple", set="4", sku="a", product_data=data),
    )
    assert number == 42
    (sent,) = shop.arguments(
        "catalogProductCreate", "sessionId", "type", "set", "sku", "productData", "store"
    )
    assert (sent["type"], sent["set"], sent["sku"]) == ("simple", "4", "a")
    product = sent["productData"]
    assert product["name"] == "Ä & <b>"
    assert shop.plain(product["categories"]) == ["2"]
    assert shop.plain(product["additional_attributes"]["single_data"]) == [{"key": "brand", "value": "12"}]
    assert product["stock_data"]["qty"] == "3"
    assert "description" not in product


def test_faults_are_known_by_resource_and_code(call: Call, package: Package, shop: Shop) -> None:
    module = package("legacy_shop")
    shop.peer.answer(
        "catalogProductInfo", {"fault": {"code": "101", "message": "No such product."}, "status": 200}
    )
    with pytest.raises(module.faults.CatalogProductNotExists, match="No such product") as caught:
        run(call, package, shop, lambda client: client.catalog_product.info(product_id="9"))
    assert str(caught.value.code) == "101"
    assert isinstance(caught.value, module.ApiError)


def test_trees_are_read(call: Call, package: Package, shop: Shop) -> None:
    leaf = {"category_id": 3, "parent_id": 2, "name": "Bags", "is_active": 1, "position": 1, "level": 2}
    root = {"category_id": 2, "parent_id": 1, "name": "All", "position": 1, "level": 1}
    shop.peer.answer(
        "catalogCategoryTree",
        {"result": root | {"children": shop.items([leaf | {"children": shop.items([])}])}},
    )
    tree = run(call, package, shop, lambda client: client.catalog_category.tree())
    assert (tree.name, tree.children[0].name, tree.children[0].children) == ("All", "Bags", [])
