"""What recorded bodies and answers become as typed values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from tests.dumping import assert_dumps
from tests.replay.calls import Call, typed_call
from tests.replay.conftest import Shop
from tests.replay.exchanges import Exchange, load
from tests.replay.rules import reason, refusal

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
        if not reason(exchange) and refusal(exchange) is None
    }


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


def test_models_know_every_field_of_every_answer(shop: Shop, calls: dict[str, tuple[Exchange, Call]]) -> None:
    read = 0
    for name, (exchange, call) in calls.items():
        if exchange.status == 200:
            value = shop.package.OPERATIONS[call.operation].decode(exchange.answer, exchange.content_type)
            assert list(unknown(value)) == [], name
            assert_dumps(value, name)
            read += 1
    assert read >= 280


def unknown(value: Any) -> Iterator[str]:
    """The fields that the models of a value do not know."""
    if isinstance(value, list):
        for item in value:
            yield from unknown(item)
    elif isinstance(value, BaseModel):
        kind = type(value)
        yield from (f"{kind.__name__}.{name}" for name in value.model_extra or {})
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
            assert list(losses(dumped(from_xml), dumped(from_json))) == [], as_xml


def dumped(value: Any) -> Any:
    """A value as plain data."""
    return value.model_dump(exclude_unset=True) if isinstance(value, BaseModel) else value


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
