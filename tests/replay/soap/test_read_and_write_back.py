"""What a Magento 2 gave over SOAP can be sent back: nothing is refused, and nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.replay.soap.recorded import MAGENTO2, Recorded, load
from tests.replay.soap.shop import Package, RecordedShop
from tests.replay.soap.test_magento2 import client_of, magento2
from tests.unchanged import changes

__all__ = ["magento2"]

FOLDER = "exchanges-2/soap"
ENTITIES = {
    "product": (
        "product_get_a",
        "catalogProductRepositoryV1Get",
        "catalog.product_repository.save",
        "product",
    ),
    "category": (
        "category_get_a",
        "catalogCategoryRepositoryV1Get",
        "catalog.category_repository.save",
        "category",
    ),
    "customer": (
        "customer_get_a",
        "customerCustomerRepositoryV1GetById",
        "customer.customer_repository.save",
        "customer",
    ),
    "stock item": (
        "stockitem_get_a",
        "catalogInventoryStockRegistryV1GetStockItemBySku",
        "catalog_inventory.stock_registry.update_stock_item_by_sku",
        "stock_item",
    ),
    "stock item with a quantity": (
        "stockitem_with_qty_get_c",
        "catalogInventoryStockRegistryV1GetStockItemBySku",
        "catalog_inventory.stock_registry.update_stock_item_by_sku",
        "stock_item",
    ),
}


@pytest.mark.parametrize("entity", ENTITIES)
def test_what_was_read_is_written_back(
    entity: str, magento2: Package, corpus: Path, recorded_shop: RecordedShop
) -> None:
    name, read, save, argument = ENTITIES[entity]
    exchange = next(item for item in load(corpus, MAGENTO2, FOLDER) if item.name == name)
    typed = magento2.module.OPERATIONS[read].decode(exchange.answer, exchange.content_type)
    sent = written(exchange, magento2, recorded_shop, save, {argument: typed})
    assert list(changes(sent, exchange.answered)) == []


def written(
    exchange: Recorded, package: Package, shop: RecordedShop, method: str, arguments: Mapping[str, Any]
) -> Any:
    """The entity as plain data that the call sends, read independently."""
    others = {"product_sku": "A"} if "stock" in method else {}
    with shop.play(exchange), client_of(exchange, package, shop) as client:
        call = client
        for part in method.split("."):
            call = getattr(call, part)
        call(**others, **arguments)
    request = replace(exchange, request=shop.calls[0].body)
    return dict(request.called[1])[next(name for name, _ in request.called[1] if name != "productSku")]


def test_a_map_of_what_can_only_be_read_is_refused(magento2: Package) -> None:
    save = magento2.module.OPERATIONS["catalogProductRepositoryV1Save"]
    read_only = [
        field.attribute
        for field in save.definition.parsed["CatalogDataProductInterface"].fields
        if not field.writable
    ]
    for name in read_only:
        with pytest.raises(magento2.module.RequestError, match="leave it out"):
            save.encode({"product": {name: "1"}}, namespace="urn:x")
