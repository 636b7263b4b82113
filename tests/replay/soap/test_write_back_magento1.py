"""What Magento 1 gave can be saved again unchanged: the fields that an entity is read with and saved with alike.

A definition has one type for what is read and another for what is saved, so a caller makes the second of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.conftest import corpus_root
from tests.replay.soap.recorded import Recorded, Unreadable
from tests.replay.soap.shop import Call, Package, RecordedShop
from tests.replay.soap.test_magento1 import client_of, every_recording, session_of, typed_call
from tests.unchanged import changes, same_in_php


@dataclass(frozen=True)
class Saving:
    """How what an operation reads is saved: service and method, the argument for the id, and the one for the entity."""

    operation: str
    method: str
    key: str
    entity: str
    model: str
    at_least: tuple[str, ...]


SAVED: Mapping[str, Saving] = {
    "catalogProductInfo": Saving(
        "catalogProductUpdate",
        "catalog_product.update",
        "product_id",
        "product_data",
        "catalog.CatalogProductCreateEntity",
        ("websites",),
    ),
    "catalogCategoryInfo": Saving(
        "catalogCategoryUpdate",
        "catalog_category.update",
        "category_id",
        "category_data",
        "catalog.CatalogCategoryEntityCreate",
        ("name", "is_active"),
    ),
    "customerCustomerInfo": Saving(
        "customerCustomerUpdate",
        "customer_customer.update",
        "customer_id",
        "customer_data",
        "customer.CustomerCustomerEntityToCreate",
        ("email", "firstname"),
    ),
    "catalogInventoryStockItemList": Saving(
        "catalogInventoryStockItemUpdate",
        "catalog_inventory_stock_item.update",
        "product_id",
        "data",
        "catalog.CatalogInventoryStockItemUpdateEntity",
        ("qty", "is_in_stock"),
    ),
}


def readings() -> list[Any]:
    """The recordings of reading such an entity."""
    found = every_recording() if corpus_root() else []
    paths = (
        "catalog_product.info",
        "catalog_category.info",
        "customer.info",
        "stock_item.list",
        "product_stock.list",
    )
    kept = [
        item
        for item in found
        if item.folder.endswith(("soap_v1", "soap_v2", "soap_wsi", "xmlrpc"))
        and any(name.encode() in item.request for name in (*SAVED, *paths))
        and b"ulti" not in item.request
        and _answer(item)
    ]
    return [pytest.param(item, id=f"{item.folder}/{item.name}") for item in kept] or [
        pytest.param(None, marks=pytest.mark.skip("no corpus"))
    ]


def _answer(exchange: Recorded) -> Any:
    try:
        return exchange.answered
    except (LookupError, Unreadable):
        return None


@pytest.mark.parametrize("exchange", readings())
def test_what_was_read_is_saved_unchanged(
    exchange: Recorded, magento1: Package, recorded_shop: RecordedShop
) -> None:
    call = typed_call(exchange, magento1)
    saving = SAVED[call.operation]
    typed = magento1.module.OPERATIONS[call.operation].decode(exchange.answer, exchange.content_type)
    for one, given in zip(_each(typed), _each(exchange.answered), strict=True):
        entity = made_of(one, saving, magento1)
        service, _, method = saving.method.partition(".")
        key = "1" if "product" in saving.key else 1
        save = Call(saving.operation, service, method, {saving.key: key, saving.entity: entity})
        with (
            recorded_shop.play(exchange, session_of(exchange)),
            client_of(exchange, magento1, recorded_shop) as client,
        ):
            save.make(client)
        sent = entity_in(replace(exchange, request=recorded_shop.calls[0].body))
        both = {name: value for name, value in given.items() if name in sent}
        assert list(changes(sent, both, same=same_in_php)) == []
        assert sent.keys() >= {*saving.at_least}


def _each(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]


def made_of(read: Any, saving: Saving, package: Package) -> Any:
    """The entity to save, of the fields of the one that was read that hold something, as a user writes it."""
    module, _, name = saving.model.partition(".")
    model = getattr(getattr(package.module.models, module), name)
    same = model.model_fields.keys() & type(read).model_fields.keys() & read.model_fields_set
    return model(**read.model_dump(include=same, exclude_none=True))


def entity_in(request: Recorded) -> Mapping[str, Any]:
    """The entity that a request holds, read independently: in v1 and XML-RPC the last argument of the call."""
    arguments = [value for _, value in request.called[1]]
    if request.mode in ("v1", "xmlrpc"):
        return dict(arguments[-1][-1])
    return next(value for value in arguments if isinstance(value, dict))
