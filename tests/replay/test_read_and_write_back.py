"""What Magento 2 gave over REST is saved again unchanged, for every entity that was recorded and can be saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.ir import Named, Operation
from tests.peers.replay import Answer
from tests.replay.answers import reading
from tests.replay.calls import Call, operation_for
from tests.replay.conftest import Clients, RecordedServer, Shop
from tests.replay.exchanges import Exchange, load
from tests.replay.meaning import snake
from tests.unchanged import changes

NEEDS_MORE = {
    "PUT /V1/configurable-products/variation": "it is given the options besides, and answers with products"
}
"""Operations that take an entity and something else that must be known."""


class Saving(NamedTuple):
    """An operation that saves an entity of a type, and the parameter that takes it."""

    operation: Operation
    entity: str


def savings(shop: Shop) -> dict[str, list[Saving]]:
    """The ways to save each type."""
    found: dict[str, list[Saving]] = {}
    for operation in shop.generated.api.operations:
        if operation.rest and operation.rest.method in ("PUT", "POST") and operation.id not in NEEDS_MORE:
            for parameter in operation.parameters:
                if isinstance(parameter.type, Named):
                    found.setdefault(parameter.type.name, []).append(Saving(operation, parameter.name))
    return found


def readings(shop: Shop) -> Iterator[tuple[Exchange, str, Any, Any]]:
    """Recorded answers with one whole entity: its type, the typed value and the plain one."""
    for exchange in load():
        if exchange.method != "GET" or exchange.status != 200 or exchange.is_xml or "fields=" in exchange.url:
            continue
        try:
            operation, _ = operation_for(exchange, shop.generated)
        except LookupError:
            continue
        if isinstance(operation.result, Named):
            typed = shop.package.OPERATIONS[operation.id].decode(exchange.answer, exchange.content_type)
            yield exchange, operation.result.name, typed, reading(exchange)


def save_call(saving: Saving, typed: Any, given: Any, shop: Shop) -> Call:
    """The call that saves what was read, under the key that it has."""
    operation = saving.operation
    symbols = shop.generated.symbols
    (service,) = [item for item in shop.generated.api.services if item.name == operation.service]
    places = {item.name: item.into for item in shop.package.OPERATIONS[operation.id].parameters}
    arguments = {
        symbols.parameters[operation.id, item.name]: (
            typed if item.name == saving.entity else key_of(item.name, places.get(item.name, ""), given)
        )
        for item in operation.parameters
        if item.required or item.name == saving.entity
    }
    return Call(
        operation.id,
        symbols.modules[service.module],
        symbols.attributes[service.name],
        symbols.operations[operation.id],
        arguments=arguments,
    )


def key_of(name: str, place: str, given: Any) -> Any:
    """The value of a path's variable for an entity: what its own field says."""
    return given.get(place.rpartition(".")[2] or snake(name), "1")


def test_what_was_read_is_written_back(shop: Shop, recorded_server: RecordedServer, clients: Clients) -> None:
    ways = savings(shop)
    tried: set[str] = set()
    wrong: list[str] = []
    for exchange, name, typed, given in readings(shop):
        for saving in ways.get(name, ()):
            recorded_server.play_all([Answer(b"[]")])
            call = save_call(saving, typed, given, shop)
            call.make(clients.blocking.with_options(store="all"), shop.package)
            sent = json.loads(recorded_server.requests[0].body)[saving.entity]
            wrong += [f"{exchange.name} {call.operation}{place}" for place in changes(sent, given)]
            tried.add(name.rpartition("Data")[2].removesuffix("Interface"))
    assert wrong == []
    assert tried >= {
        "Block",
        "Cart",
        "Category",
        "Customer",
        "Order",
        "Product",
        "ProductAttribute",
        "StockItem",
    }
