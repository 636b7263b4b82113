"""Every recorded call but those over SOAP, made through the generated clients, blocking and awaited."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from lxml import etree

from tests.peers.replay import Request
from tests.replay import meaning
from tests.replay.answers import STATUS_ERRORS, filled, reading
from tests.replay.calls import Call, typed_call, with_models
from tests.replay.completion import completed
from tests.replay.conftest import Clients, RecordedServer, Shop, every_exchange, protocol_parameters
from tests.replay.exchanges import FOLDER, Exchange
from tests.replay.meaning import MEANT, body_differences, parts, path_meaning, query_meaning
from tests.replay.rules import body_of, is_the_shops_own, is_warned_of, reason, refusal
from tests.replay.soap import judging
from tests.replayed import REPLAYED
from tests.runtime.soap.exchanges import naive


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
@pytest.mark.parametrize("exchange", every_exchange())
def test_exchange(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, exchange: Exchange, mode: str
) -> None:
    """The blocking client is given models, the awaited one plain maps."""
    recorded_server.play(exchange)
    call = call_for(exchange, shop, clients, mode)
    assert not recorded_server.requests
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check_answer(exchange, call, shop, clients, mode)
    (sent,) = recorded_server.requests
    check_request(sent, exchange, call)
    if call is not None and (exchange.status >= 400 or exchange.misunderstood):
        warned = any(item.category is shop.package.CustomAttributeWarning for item in caught)
        assert warned if is_warned_of(exchange) else is_mended(sent, exchange) or is_the_shops_own(exchange)
    if mode == "blocking":
        name = f"{FOLDER} REST"
        REPLAYED[name, "exchanges"] += 1
        REPLAYED[name, "requests"] += 1
        REPLAYED[name, "typed requests"] += call is not None
        REPLAYED[name, "answers" if exchange.status < 400 else "faults"] += 1


def check_answer(exchange: Exchange, call: Call | None, shop: Shop, clients: Clients, mode: str) -> None:
    """What the call gives, or raises, is what was answered."""
    if exchange.status < 400:
        check_value(clients.perform(exchange, call, mode), exchange, call, shop)
        return
    with pytest.raises(getattr(shop.runtime("errors"), STATUS_ERRORS[exchange.status])) as raised:
        clients.perform(exchange, call, mode)
    check_error(raised.value, exchange, call, shop)


def call_for(exchange: Exchange, shop: Shop, clients: Clients, mode: str) -> Call | None:
    """The typed call for an exchange; None where there is none, or where it is refused before anything is sent."""
    if reason(exchange):
        return None
    rule = refusal(exchange)
    if rule is not None:
        with pytest.raises(shop.package.RequestError, match=rule.says):
            clients.perform(exchange, typed_call(exchange, shop.generated, shop.package), mode)
        return None
    call = typed_call(exchange, shop.generated, shop.package)
    if call.lacks(clients.blocking):
        assert exchange.status >= 400
        with pytest.raises(TypeError, match=r"missing .* required keyword-only argument"):
            clients.perform(exchange, call, mode)
        return None
    return modelled(call, exchange, shop) if mode == "blocking" else call


def is_mended(sent: Request, exchange: Exchange) -> bool:
    """Whether the request says something else than the one that was refused or misunderstood."""
    found = body_differences(json.loads(sent.body or b"{}"), body_of(exchange) or {})
    return any(rule in ("", "camel") for rule, _ in found)


def modelled(call: Call, exchange: Exchange, shop: Shop) -> Call:
    """The call with models. Where no model holds a value, the shop didn't take it either, or it is spelt otherwise."""
    try:
        return with_models(call, shop.package)
    except ValueError:
        assert exchange.status >= 400
        return call


def check_request(sent: Request, exchange: Exchange, call: Call | None) -> None:
    """The request means what the recorded one does."""
    path, query = parts(sent.target)
    assert sent.method == exchange.method
    assert path_meaning(path) == path_meaning(exchange.path)
    assert query_meaning(query) == query_meaning(exchange.query, MEANT)
    if call is None:
        assert sent.body == exchange.body
    else:
        asked = body_of(exchange) if exchange.body else {}
        expected = completed(exchange.method, exchange.route, asked)
        found = list(body_differences(json.loads(sent.body or b"{}"), expected))
        assert [place for rule, place in found if rule not in meaning.RULES] == []
    if sent.body:
        assert sent.headers["content-type"] == exchange.headers.get("content-type", "application/json")
    assert sent.headers["accept"] == exchange.headers.get("accept", "application/json")
    recorded = exchange.headers.get("authorization", "")
    ours = sent.headers.get("authorization", "")
    if recorded.startswith("OAuth"):
        for name in ("oauth_consumer_key", "oauth_token"):
            assert protocol_parameters(ours)[name] == protocol_parameters(recorded)[name]
        assert protocol_parameters(ours)["oauth_signature_method"] == "HMAC-SHA256"
    else:
        assert ours == recorded


def check_value(value: Any, exchange: Exchange, call: Call | None, shop: Shop) -> None:
    """The value holds all that was answered, and nothing else."""
    operation = shop.operation_of(exchange)
    if operation is None:
        assert value == exchange.answer.decode()
    elif exchange.prefix:
        answer = reading(exchange)
        assert value.bulk_uuid == answer["bulk_uuid"]
        assert value.ticket.count == len(answer["request_items"])
        assert not value.ticket.rejected
    else:
        found = list(judging.differences(value, reading(exchange), str, declared(operation)))
        assert [place for rule, place in found if rule not in judging.RULES] == []


def declared(operation: Any) -> Any:
    """The type that an operation's answer is declared to be."""
    return operation.result() if operation.result is not None else None


def check_error(error: Any, exchange: Exchange, call: Call | None, shop: Shop) -> None:
    """The error says all that the shop said, and what was called."""
    assert error.status == exchange.status
    assert error.response.content == exchange.answer or exchange.method == "HEAD"
    operation = shop.package.OPERATIONS[call.operation] if call else None
    bulk = "bulk " if exchange.prefix == "/async/bulk" and call else ""
    assert error.operation == (f"{bulk}{operation.id}" if operation else "")
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
        return reading(exchange)
    if not exchange.is_xml and not exchange.answer.lstrip().startswith(b"<"):
        return {"message": exchange.answer.decode().strip()}
    root = etree.fromstring(exchange.answer.strip())
    answer = naive(root)
    texts = " ".join(str(text) for text in root.itertext())
    return answer if "message" in answer else {"message": " ".join(texts.split())}
