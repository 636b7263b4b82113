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
    assert list(changed(sent, exchange.answered)) == []


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


def changed(sent: Any, given: Any, place: str = "") -> Any:
    """Places where what is sent is not what was given. What holds nothing may be left out: then it stays as it is."""
    if isinstance(given, dict) and isinstance(sent, dict):
        for name, value in given.items():
            if name in sent:
                yield from changed(sent[name], value, f"{place}.{name}")
            elif value not in ("", []):
                yield f"{place}.{name} is lost"
        yield from (f"{place}.{name} is new" for name in sent.keys() - given.keys())
    elif isinstance(given, list) and isinstance(sent, list) and len(given) == len(sent):
        for index, (mine, its) in enumerate(zip(sent, given, strict=True)):
            yield from changed(mine, its, f"{place}[{index}]")
    elif sent != given and not (given in ("", []) and sent in ("", [])):
        yield f"{place}: {sent!r} for {given!r}"


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
