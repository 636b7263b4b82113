"""What an answer says, read without the runtime: JSON and XML as one kind of plain data."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from tests.runtime.api2.exchanges import Exchange


def reading(exchange: Exchange) -> Any:
    """The answer as maps, lists, texts and booleans. What is empty is None, as XML has one form for all of it."""
    if exchange.content_type.startswith("application/json"):
        return _of_json(json.loads(exchange.answer, parse_int=str, parse_float=str))
    return _of_xml(etree.fromstring(exchange.answer))


def _of_json(value: Any) -> Any:
    if isinstance(value, dict) and value and all(name.isdigit() for name in value):
        return [_of_json(item) for item in value.values()]
    if isinstance(value, dict):
        return {name: _of_json(item) for name, item in value.items()} or None
    if isinstance(value, list):
        return [_of_json(item) for item in value] or None
    return None if value == "" else value


def _of_xml(element: Any) -> Any:
    children = list(element)
    if not children:
        return element.text or None
    if all(child.tag == "data_item" for child in children):
        return [_of_xml(child) for child in children]
    return {child.tag.removeprefix("data_item_"): _of_xml(child) for child in children}
