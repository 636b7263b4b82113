"""What recorded bodies and answers become as typed values."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from pydantic import BaseModel

from tests.replay.answers import RULES, differences, plain
from tests.replay.calls import BY_HAND, Call, typed_call
from tests.replay.completion import completed
from tests.replay.conftest import Clients, RecordedServer, Shop
from tests.replay.exchanges import Exchange, load
from tests.replay.meaning import body_meaning

NO_MODEL = {
    "category_create": "keys in camel case are for maps only",
    "inventory_source_items_save_errors": "a quantity that is no number",
    "orders_post_wrong_type_nested": "a text for a list",
    "product_create_array_for_string": "a list for a text",
    "product_create_product_is_string": "a text for a product",
    "product_create_unknown_field": "an unknown field",
    "product_create_wrong_type_int": "a text for a number",
    "product_create_wrong_type_price": "a text for a number",
    "async_products_post_invalid": "an unknown field",
}
"""Bodies that no model holds, and why."""
TWINS = {
    "xml_auth_token": "auth_admin_token_ok",
    "xml_bool_false": "customer_is_email_available_false",
    "xml_cms_block": "cms_block_get",
    "xml_options": "attribute_options",
    "xml_order": "order_get",
}
"""Answers in XML, and the same in JSON."""


@pytest.fixture(scope="module")
def calls(corpus: object, shop: Shop) -> dict[str, tuple[Exchange, Call]]:
    """Every typed call by the name of its exchange."""
    return {
        exchange.name: (exchange, typed_call(exchange, shop.generated, shop.package))
        for exchange in load()
        if exchange.name not in BY_HAND
    }


def with_models(shop: Shop, call: Call) -> dict[str, Any]:
    """The arguments of a call, with models in place of maps."""
    names = shop.generated.symbols.parameters
    types = {
        names[call.operation, item.name]: item.type
        for item in shop.package.OPERATIONS[call.operation].parameters
        if item.place == "body" and item.type is not None
    }
    adapter_for = shop.runtime("models.decode").adapter_for
    return {
        name: adapter_for(types[name]()).validate_python(value) if name in types else value
        for name, value in call.arguments.items()
    }


def loosely(value: Any) -> Any:
    """A body with numbers and truth values that are written as texts read as such."""
    if isinstance(value, dict):
        return {key: loosely(item) for key, item in value.items()}
    if isinstance(value, list):
        return [loosely(item) for item in value]
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    try:
        return float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else value
    except ValueError:
        return value


def test_models_send_what_maps_send(
    shop: Shop, calls: dict[str, tuple[Exchange, Call]], recorded_server: RecordedServer, clients: Clients
) -> None:
    sent = 0
    for name, (exchange, call) in calls.items():
        if not exchange.body or call.items:
            continue
        if name in NO_MODEL:
            with pytest.raises((shop.package.RequestError, ValueError)):
                Call(**{**vars(call), "arguments": with_models(shop, call)}).make(
                    clients.blocking, shop.package
                )
            continue
        typed = with_models(shop, call)
        if typed == call.arguments:
            continue
        recorded_server.play(exchange)
        with suppress(shop.package.ApiError):
            clients.perform(exchange, Call(**{**vars(call), "arguments": typed}), "blocking")
        (request,) = recorded_server.requests
        expected = completed(exchange.method, exchange.route, exchange.body and json.loads(exchange.body))
        assert loosely(body_meaning(request.body)) == loosely(
            body_meaning(json.dumps(expected).encode())
        ), name
        sent += 1
    assert sent >= 25


def test_projections_are_rendered_as_recorded(shop: Shop, calls: dict[str, tuple[Exchange, Call]]) -> None:
    recorded = {call.options["fields"] for _, call in calls.values() if "fields" in call.options}
    for expression in sorted(recorded):
        assert shop.runtime("rest.fields").render_fields(projection(expression)) == expression
    assert len(recorded) >= 9


def projection(expression: str) -> Any:
    """The typed projection of an expression: `items[sku],total_count` is `(("items", ["sku"]), "total_count")`."""
    stack: list[list[Any]] = [[]]
    for token in re.findall(r"\w+|[\[\]]", expression):
        if token == "[":
            stack.append([])
        elif token == "]":
            inner = stack.pop()
            stack[-1].append((stack[-1].pop(), inner))
        else:
            stack[-1].append(token)
    return tuple(stack[0])


def test_answers_differ_where_the_shop_breaks_its_own_types(
    shop: Shop, calls: dict[str, tuple[Exchange, Call]]
) -> None:
    found: dict[str, set[str]] = {rule: set() for rule in RULES}
    for name, (exchange, call) in calls.items():
        if exchange.status == 200 and not exchange.is_xml:
            value = shop.package.OPERATIONS[call.operation].decode(exchange.answer, exchange.content_type)
            for rule, _ in differences(plain(value), exchange.recorded()):
                found[rule].add(name)
    assert found == {
        "null": {"cart_mine_put_void", "guestcart_coupon_get_null", "inventory_source_items_save_void"},
        "number": {"creditmemo_refund"},
        "numbered": {"product_fields_filter"},
    }


def test_models_know_every_field_of_every_answer(shop: Shop, calls: dict[str, tuple[Exchange, Call]]) -> None:
    read = 0
    for name, (exchange, call) in calls.items():
        if exchange.status == 200:
            value = shop.package.OPERATIONS[call.operation].decode(exchange.answer, exchange.content_type)
            assert list(unknown(value)) == [], name
            read += 1
    assert read >= 145


def unknown(value: Any) -> Iterator[str]:
    """The fields that the models of a value do not know, and those whose values are of another type than declared."""
    if isinstance(value, list):
        for item in value:
            yield from unknown(item)
    elif isinstance(value, BaseModel):
        kind = type(value)
        yield from (f"{kind.__name__}.{name}" for name in value.model_extra or {})
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            value.model_dump_json()
        yield from (str(warning.message) for warning in caught)
        for name in value.model_fields_set & kind.model_fields.keys():
            yield from unknown(getattr(value, name))


def test_xml_is_read_into_the_same_values_as_json(
    shop: Shop, calls: dict[str, tuple[Exchange, Call]]
) -> None:
    for as_xml, as_json in TWINS.items():
        exchange, call = calls[as_xml]
        twin, _ = calls[as_json]
        operation = shop.package.OPERATIONS[call.operation]
        from_xml = operation.decode(exchange.answer, exchange.content_type)
        from_json = operation.decode(twin.answer, twin.content_type)
        assert type(from_xml) is type(from_json)
        if as_xml != "xml_auth_token":
            assert list(losses(plain(from_xml), plain(from_json))) == [], as_xml


def losses(xml: Any, json: Any, place: str = "") -> Iterator[str]:
    """Where a value from XML holds less than the one from JSON; empty lists, maps and nulls are all the same in XML."""
    if json in (None, [], {}, ""):
        if xml not in (None, [], {}, ""):
            yield place
    elif isinstance(json, dict) and isinstance(xml, dict):
        for key in xml.keys() | json.keys():
            yield from losses(xml.get(key), json.get(key), f"{place}.{key}")
    elif isinstance(json, list) and isinstance(xml, list) and len(json) == len(xml):
        for index, (mine, its) in enumerate(zip(xml, json, strict=True)):
            yield from losses(mine, its, f"{place}[{index}]")
    elif xml != json:
        yield f"{place}: {xml!r}, {json!r}"
