"""One meaning for both formats.

Magento 1 writes the same PHP value as JSON or as XML. XML has only text, an empty element for null, "", false and an
empty list, and no keys for what is numbered. Both formats are therefore read as what XML can say: text, None, lists and
maps. The fields of the models turn text into numbers and flags afterwards, so the format of an answer never shows, but
for `false`, which stays so in JSON.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from ..shapes import is_dict, is_list

Plain: TypeAlias = "str | bool | list[Plain] | dict[str, Plain] | None"
"""A value as both formats can carry it."""


def read_json(content: bytes) -> Plain:
    """The value of a JSON document, numbers as they are written. Raises ValueError for what is no JSON, or too deep."""
    try:
        return plain(json.loads(content, parse_int=str, parse_float=str, parse_constant=str))
    except RecursionError as error:
        raise ValueError(str(error)) from error


def plain(value: Any) -> Plain:
    """A decoded JSON value as XML would tell it (Mage_Api2_Model_Renderer_Xml::_prepareData)."""
    if is_dict(value):
        if value and all(key.isdigit() for key in value):
            return [plain(item) for item in value.values()]
        return {key: plain(item) for key, item in value.items()} or None
    if is_list(value):
        return [plain(item) for item in value] or None
    if value is False:
        return False
    if value is None or value == "":
        return None
    return "1" if value is True else str(value)
