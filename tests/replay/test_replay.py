"""Every recorded call but those over SOAP, made through the generated clients, blocking and awaited."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from tests.peers.replay import Request
from tests.replay.answers import RULES, STATUS_ERRORS, differences, filled, plain
from tests.replay.calls import BY_HAND, Call, typed_call
from tests.replay.completion import completed
from tests.replay.conftest import Clients, RecordedServer, Shop, every_exchange, protocol_parameters
from tests.replay.exchanges import FOLDER, Exchange
from tests.replay.meaning import body_meaning, parts, path_meaning, query_meaning
from tests.replayed import REPLAYED
from tests.runtime.soap.exchanges import naive, same

REFUSED = {
    "async_products_post_invalid": "no_such",
    "orders_post_wrong_type_nested": "entity.items must be a list, not 'x'",
    "product_create_product_is_string": "product must be a Product or a map of its fields, not 'NEW-9'",
    "product_create_unknown_field": "no_such_field",
}
"""Requests that are refused before sending, with what the error says, unless the call asks for them."""


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
@pytest.mark.parametrize("exchange", every_exchange())
def test_exchange(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, exchange: Exchange, mode: str
) -> None:
    recorded_server.play(exchange)
    call = None if exchange.name in BY_HAND else typed_call(exchange, shop.generated, shop.package)
    if exchange.name in REFUSED:
        assert call is not None
        with pytest.raises(shop.package.RequestError, match=REFUSED[exchange.name]):
            clients.perform(exchange, call, mode)
        assert not recorded_server.requests
        call.options["allow_unknown_fields"] = True
    if exchange.status < 400:
        check_value(clients.perform(exchange, call, mode), exchange, call, shop)
    else:
        with pytest.raises(getattr(shop.runtime("errors"), STATUS_ERRORS[exchange.status])) as caught:
            clients.perform(exchange, call, mode)
        check_error(caught.value, exchange, call, shop)
    (sent,) = recorded_server.requests
    check_request(sent, exchange, call)
    if call is not None and not call.prefix:
        criteria = shop.package.OPERATIONS[call.operation].search_parameter
        assert criteria is None or any(name.startswith(criteria) for name, _ in sent.query)
    if mode == "blocking":
        name = f"{FOLDER} REST"
        REPLAYED[name, "exchanges"] += 1
        REPLAYED[name, "requests"] += 1
        REPLAYED[name, "typed requests"] += call is not None
        REPLAYED[name, "answers" if exchange.status < 400 else "faults"] += 1


def check_request(sent: Request, exchange: Exchange, call: Call | None) -> None:
    """The request means what the recorded one does."""
    path, query = parts(sent.target)
    assert sent.method == exchange.method
    assert path_meaning(path) == path_meaning(exchange.path)
    assert query_meaning(query) == query_meaning(exchange.query)
    if call is None:
        assert sent.body == exchange.body
    else:
        body = json.loads(exchange.body) if exchange.body else {}
        expected = completed(exchange.method, exchange.route, body)
        assert as_json(body_meaning(sent.body)) == as_json(body_meaning(json.dumps(expected).encode()))
    if sent.body:
        assert sent.headers["content-type"] == exchange.headers.get("content-type", "application/json")
    assert sent.headers["accept"] == exchange.headers.get("accept", "application/json")
    recorded = exchange.headers.get("authorization", "")
    ours = sent.headers.get("authorization", "")
    if recorded.startswith("OAuth"):
        for name in ("oauth_consumer_key", "oauth_token", "oauth_signature_method"):
            assert protocol_parameters(ours)[name] == protocol_parameters(recorded)[name]
    else:
        assert ours == recorded


def as_json(value: Any) -> str:
    """A value in one certain form, in which 1, 1.0 and true differ."""
    return json.dumps(value, sort_keys=True)


def check_value(value: Any, exchange: Exchange, call: Call | None, shop: Shop) -> None:
    """The value holds all that was answered, and nothing else."""
    if call is None and not BY_HAND[exchange.name][1]:
        assert value == exchange.answer.decode()
    elif call is not None and call.prefix:
        answer = exchange.recorded()
        assert value.bulk_uuid == answer["bulk_uuid"]
        assert value.ticket.count == len(answer["request_items"])
        assert not value.ticket.rejected
    elif exchange.is_xml:
        assert same(naive(etree.fromstring(exchange.answer.strip())), plain(value))
    else:
        found = list(differences(plain(value), exchange.recorded()))
        assert [place for rule, place in found if rule not in RULES] == []


def check_error(error: Any, exchange: Exchange, call: Call | None, shop: Shop) -> None:
    """The error says all that the shop said, and what was called."""
    assert error.status == exchange.status
    assert error.response.content == exchange.answer or exchange.method == "HEAD"
    operation = shop.package.OPERATIONS[call.operation] if call else None
    assert error.operation == (operation.id if operation else "")
    check_texts(error, exchange)
    if operation is not None and exchange.status == 401:
        for resource in operation.acl:
            assert resource in error.hint
        assert bool(error.hint)
        assert error.hint in str(error)


def check_texts(error: Any, exchange: Exchange) -> None:
    """The texts of the error are those of the answer, with placeholders filled."""
    if exchange.method == "HEAD":
        assert error.message == ""
        return
    answer = said(exchange)
    expected = filled(answer["message"], answer.get("parameters"))
    recorded = answer.get("parameters") or []
    nested = [filled(item["message"], item.get("parameters")) for item in answer.get("errors", ())]
    assert error.message == expected
    assert error.template == answer["message"]
    assert error.parameters == (tuple(recorded) if isinstance(recorded, list) else recorded)
    assert [item.message for item in error.errors] == nested
    for text in (expected, *nested, f"HTTP {exchange.status}"):
        assert text in str(error)


def said(exchange: Exchange) -> Any:
    """What a refusal says, whatever its format."""
    if exchange.content_type.startswith("application/json"):
        return exchange.recorded()
    if not exchange.is_xml and not exchange.answer.lstrip().startswith(b"<"):
        return {"message": exchange.answer.decode().strip()}
    root = etree.fromstring(exchange.answer.strip())
    answer = naive(root)
    texts = " ".join(str(text) for text in root.itertext())
    return answer if "message" in answer else {"message": " ".join(texts.split())}
