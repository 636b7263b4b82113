"""The shop in memory of a whole Magento 2: every operation both ways, and every recorded answer written as recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests.example.fake_shop.every_operation import differences
from tests.replay.conftest import Shop, every_exchange
from tests.replay.exchanges import Exchange


def whole_answers() -> list[Any]:
    """The recorded answers that are the whole result of an operation, as parameters of a test."""
    return [
        each
        for each in every_exchange()
        if (exchange := each.values[0]) is None
        or (
            exchange.status == 200
            and exchange.route
            and not exchange.prefix
            and "fields=" not in exchange.url
        )
    ]


def test_all_that_is_given_and_set_arrives(shop: Shop) -> None:
    assert list(differences(shop.package.__name__, store="all")) == []


@pytest.mark.parametrize("exchange", whole_answers())
def test_a_decoded_answer_is_written_as_it_was_recorded(shop: Shop, exchange: Exchange) -> None:
    operation = shop.operation_of(exchange)
    if operation is None:
        pytest.skip("no operation of the package")
    testing = shop.runtime("testing.server")
    server = shop.runtime("testing.rest.server").RestServer(shop.package.OPERATIONS)
    headers = shop.runtime("http.messages").Headers(
        {"Accept": exchange.headers.get("accept", "application/json")}
    )
    request = shop.runtime("http.messages").Request(method=exchange.method, url=exchange.url, headers=headers)
    received = testing.Received(server.methods[operation.id], operation, {}, None, request)
    decoded = operation.decode(exchange.answer, exchange.content_type)
    written = server.written(received, decoded)
    assert written.content_type.partition(";")[0] == exchange.content_type.partition(";")[0]
    parse = shop.runtime("rest.xml").parse_xml if exchange.is_xml else shop.runtime("models.decode").from_json
    assert meaning(parse(written.content)) == meaning(parse(exchange.answer))


def meaning(value: Any) -> Any:
    """A body without nulls, empty lists and empty maps, in which a number is one however it is written."""
    if isinstance(value, dict):
        found = {name: meaning(item) for name, item in value.items()}
        return {name: item for name, item in found.items() if item is not None} or None
    if isinstance(value, list):
        return [meaning(item) for item in value] or None
    if isinstance(value, bool) or value in (None, ""):
        return value if value != "" else None
    try:
        return float(value)
    except ValueError:
        return value
