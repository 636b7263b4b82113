"""What an admin read of Magento 1's REST API is saved again unchanged, for every resource that was recorded."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from tests.peers.replay import Answer, ReplayServer
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.exchanges import Exchange, load, typed_call
from tests.unchanged import changes, same_in_php

ONLY_READ = {"entity_id", "created_at", "updated_at", "created_in", "product_id", "stock_id"}
"""What api2.xml lets no role write, and ids."""


def readings(root: Path) -> list[Exchange]:
    """Whole entities that were read as an admin: customers and guests are shown prices and addresses of pages."""
    return [
        exchange
        for exchange in (*load(root, "rest"), *load(root, "rest", "exchanges-2"))
        if exchange.method == "GET"
        and exchange.status == 200
        and exchange.content_type.startswith("application/json")
        and b"buy_now_url" not in exchange.answer
    ]


def test_what_was_read_is_written_back(openmage: Generated, corpus: Path) -> None:
    tried: set[str] = set()
    wrong: list[str] = []
    with ReplayServer() as server, openmage.package.Client(server.url) as shop:
        for exchange in readings(corpus):
            call = typed_call(exchange, openmage.api, openmage.symbols)
            resource = getattr(shop, call.attribute) if call is not None else None
            if call is None or call.method != "get" or not hasattr(resource, "update"):
                continue
            path = urlsplit(exchange.url).path
            server.add("GET", path, Answer(exchange.answer))
            server.add("PUT", path, Answer())
            read = resource.get(**call.arguments)
            keys = {name: value for name, value in call.arguments.items() if name != "attrs"}
            resource.update(**keys, data=read)
            sent, given = server.requests[-1].json(), json.loads(exchange.answer)
            kept = {name: value for name, value in given.items() if name in sent or name not in ONLY_READ}
            found = changes(sent, kept, same=same_in_php, nothing=(None, []))
            wrong += [f"{exchange.name} {place}" for place in found]
            tried.add(call.attribute)
    assert wrong == []
    assert tried >= {"customer_addresses", "customers", "products", "stock_items"}


def test_a_stock_item_with_nulls_is_written_back(openmage: Generated, corpus: Path) -> None:
    """Sent back as it was read, `notify_stock_qty` null was refused: "Please enter a valid number"."""
    (refused,) = [
        exchange for exchange in load(corpus, "rest", "exchanges-2") if "stock_read_modify" in exchange.name
    ]
    assert b"notify_stock_qty" in refused.answer
    recorded = json.loads(refused.body)
    with ReplayServer() as server, openmage.package.Client(server.url) as shop:
        path = urlsplit(refused.url).path
        server.add("GET", path, Answer(json.dumps(recorded).encode()))
        server.add("PUT", path, Answer())
        item = shop.stock_items.get(id=125)
        item.qty = 44
        shop.stock_items.update(id=125, data=item)
        sent = server.requests[-1].json()
    assert [name for name, value in sent.items() if value is None] == []
    assert sent["qty"] == 44
