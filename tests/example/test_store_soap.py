"""The SOAP client of the example shop against PHP's SoapServer, under Magento 2's address and namespace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import EXAMPLE
from tests.example.conftest import Call
from tests.peers.soap import SoapPeer

Package = Callable[[str], Any]
GET = "acmeCatalogProductRepositoryV1Get"
SAVE = "acmeCatalogProductRepositoryV1Save"
PRODUCT = {
    "id": 7,
    "sku": "24-MB01",
    "price": 34.5,
    "salable": True,
    "options": False,
    "categoryIds": {"item": [3, 4]},
    "customAttributes": {"item": [{"attributeCode": "brand", "value": "12"}]},
}


@pytest.fixture
def peer(soap_peer: Callable[[Path], SoapPeer]) -> SoapPeer:
    return soap_peer(EXAMPLE / "magento2-wsdl")


def settings(package: Package) -> dict[str, Any]:
    return {"auth": package("acme_store_soap").BearerToken("secret"), "store": "en", "max_retries": 0}


def test_get(call: Call, package: Package, peer: SoapPeer) -> None:
    peer.answer(GET, {"result": PRODUCT})
    product = call(
        "acme_store_soap",
        peer.url,
        lambda shop: shop.acme_catalog.product_repository.get(sku="24-MB01", store_id=3),
        **settings(package),
    )
    assert (product.sku, product.price, product.salable, product.category_ids) == (
        "24-MB01",
        34.5,
        True,
        [3, 4],
    )
    assert product.custom_attributes.get("brand") == "12"
    (request,) = peer.requests()
    assert request["arguments"] == {"sku": "24-MB01", "storeId": 3}
    assert request["headers"]["Authorization"] == "Bearer secret"
    assert request["url"].startswith("/soap/en?services=")


def test_save_is_understood_by_php(call: Call, package: Package, peer: SoapPeer) -> None:
    models = package("acme_store_soap").models
    product = models.acme_catalog.Product(
        sku="a & <b>",
        price=1.5,
        category_ids=[1],
        tier_prices=[models.acme_catalog.TierPrice(customer_group_id=1, qty=2, value=3)],
        custom_attributes={"brand": "12"},
    )
    peer.answer(SAVE, {"result": PRODUCT})
    call(
        "acme_store_soap",
        peer.url,
        lambda shop: shop.acme_catalog.product_repository.save(product=product),
        **settings(package),
    )
    sent = peer.requests()[0]["arguments"]["product"]
    assert sent["sku"] == "a & <b>"
    assert sent["price"] == 1.5
    assert sent["categoryIds"] == {"item": [1]}
    assert sent["tierPrices"] == {"item": [{"customerGroupId": 1, "qty": 2, "value": 3}]}
    assert sent["customAttributes"]["item"][0]["attributeCode"] == "brand"


def test_a_fault_is_a_typed_error(call: Call, package: Package, peer: SoapPeer) -> None:
    body = (
        '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault>'
        "<env:Code><env:Value>env:Sender</env:Value></env:Code>"
        '<env:Reason><env:Text xml:lang="en">There is no product %1.</env:Text></env:Reason>'
        '<env:Detail><m:GenericFault xmlns:m="http://shop.example/soap">'
        "<m:Parameters><m:GenericFaultParameter><m:key>1</m:key><m:value>nope</m:value>"
        "</m:GenericFaultParameter></m:Parameters></m:GenericFault></env:Detail>"
        "</env:Fault></env:Body></env:Envelope>"
    )
    peer.answer(GET, {"body": body, "status": 200, "type": "application/soap+xml; charset=utf-8"})
    with pytest.raises(package("acme_store_soap").ApiError, match="There is no product nope"):
        call(
            "acme_store_soap",
            peer.url,
            lambda shop: shop.acme_catalog.product_repository.get(sku="nope"),
            **settings(package),
        )


def test_void_answers_nothing(call: Call, package: Package, peer: SoapPeer) -> None:
    peer.answer("acmeSalesOrderManagementV1Notify", {"body": "", "status": 200})
    assert (
        call(
            "acme_store_soap",
            peer.url,
            lambda shop: shop.acme_sales.order_management.notify(id=7),
            **settings(package),
        )
        is None
    )
    assert peer.requests()[0]["arguments"] == {"id": 7}
