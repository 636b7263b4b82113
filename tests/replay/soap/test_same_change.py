"""The same typed call makes the same change in all four protocols: what goes out is what each was recorded to take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.replay.soap.recorded import MAGENTO1, Recorded, load
from tests.replay.soap.shop import Call, Package, RecordedShop
from tests.replay.soap.test_magento1 import check_request, client_of, session_of

FOLDERS = {
    mode: f"exchanges-2/{'xmlrpc' if mode == 'xmlrpc' else f'soap_{mode}'}"
    for mode in ("v1", "v2", "wsi", "xmlrpc")
}
ACCEPTED = {"v1": "map", "xmlrpc": "map", "v2": "array", "wsi": "array"}
ITEM = {
    ("invoice", "v1"): ("100000038", 38),
    ("invoice", "v2"): ("100000050", 50),
    ("invoice", "wsi"): ("100000054", 54),
    ("invoice", "xmlrpc"): ("100000044", 44),
}
"""The orders that partial invoices, shipments and credit memos were made of, with their item."""
OFF = {"v1": False, "xmlrpc": False, "v2": "0", "wsi": "0"}


def recorded(corpus: Path, mode: str, name: str) -> Recorded:
    return next(item for item in load(corpus, MAGENTO1, FOLDERS[mode]) if item.name == name)


def sent(exchange: Recorded, package: Package, shop: RecordedShop, call: Call) -> Any:
    with shop.play(exchange, session_of(exchange)), client_of(exchange, package, shop) as client:
        call.make(client)
    return shop.calls[0]


CALLS: dict[str, Callable[[str, list[Any], Any], Call]] = {
    "invoice": lambda order, items, off: Call(
        "salesOrderInvoiceCreate",
        "sales_order_invoice",
        "create",
        {
            "invoice_increment_id": order,
            "items_qty": items,
            "comment": "lab",
            "email": off,
            "include_comment": off,
        },
    ),
    "shipment": lambda order, items, off: Call(
        "salesOrderShipmentCreate",
        "sales_order_shipment",
        "create",
        {
            "order_increment_id": order,
            "items_qty": items,
            "comment": "lab",
            "email": off,
            "include_comment": off,
        },
    ),
}


@pytest.mark.parametrize("mode", FOLDERS)
@pytest.mark.parametrize("what", CALLS)
def test_two_of_four(
    what: str, mode: str, magento1: Package, corpus: Path, recorded_shop: RecordedShop
) -> None:
    order, item = ITEM["invoice", mode]
    items = [magento1.module.models.common.OrderItemIdQty(order_item_id=item, qty=2)]
    exchange = recorded(corpus, mode, f"{what}_create_{ACCEPTED[mode]}_a")
    request = sent(exchange, magento1, recorded_shop, CALLS[what](order, items, OFF[mode]))
    check_request(request, exchange)
    if mode in ("v1", "xmlrpc"):
        misunderstood = recorded(corpus, mode, f"{what}_create_list_of_maps_a")
        assert b"qty" not in request.body
        assert b"qty" in misunderstood.request


@pytest.mark.parametrize("mode", ["v1", "xmlrpc"])
@pytest.mark.parametrize("resource", ["catalog_product", "catalog_inventory_stock_item"])
def test_what_no_class_of_version_1_does_is_refused_before_it_is_sent(
    resource: str, mode: str, magento1: Package, corpus: Path, recorded_shop: RecordedShop
) -> None:
    exchange = recorded(corpus, mode, "stock_multi_update")
    with recorded_shop.play(exchange), client_of(exchange, magento1, recorded_shop) as client:
        with pytest.raises(magento1.module.RequestError, match=f"can't be called in mode '{mode}'"):
            getattr(client, resource).multi_update(product_ids=["86"], product_data=[{}])
        assert recorded_shop.calls == []
