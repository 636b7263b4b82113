# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Search criteria carried out on values in memory, as MySQL compares (Magento\\Framework\\DB\\Adapter\\Pdo\\Mysql)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..search.criteria import Filter, SearchCriteria
from ..shapes import is_collection, is_map

Field = Callable[[Any, str], Any]
"""The value of an entity's field by its name in the shop."""


def found(entities: Iterable[Any], criteria: SearchCriteria, field: Field) -> list[Any]:
    """The entities for which every group of criteria holds, sorted; pages are left to others."""
    kept = [
        entity
        for entity in entities
        if all(any(_holds(entry, field(entity, entry.field)) for entry in group) for group in criteria.groups)
    ]
    for order in reversed(criteria.orders):
        kept.sort(key=lambda entity: _rank(field(entity, order.field)), reverse=order.direction == "DESC")
    return kept


def field_of(entity: Mapping[str, Any], name: str, names: Mapping[str, str]) -> Any:
    """A field of an entity as it is written, else its custom attribute, else the field that has that other name."""
    if name in entity:
        return entity[name]
    for entry in entity.get("custom_attributes") or ():
        if is_map(entry) and entry.get("attribute_code") == name:
            return entry.get("value")
    return entity.get(names[name]) if name in names else None


def _holds(entry: Filter, value: Any) -> bool:
    condition: str = entry.condition
    if entry.value == "":
        condition = _OF_EMPTY.get(condition, condition)
    if condition in ("null", "notnull"):
        return (value is None) == (condition == "null")
    return value is not None and _TESTS[condition](value, entry.value)


def _equal(value: Any, expected: str) -> bool:
    if is_collection(value):
        return any(_equal(item, expected) for item in value)
    return _rank(value) == _rank(expected) if _numeric(value, expected) else _fold(value) == _fold(expected)


def _less(value: Any, expected: str) -> bool:
    if _numeric(value, expected):
        return float(_text(value)) < float(expected)
    return _fold(value) < _fold(expected)


def _like(value: Any, pattern: str) -> bool:
    parts = [".*" if mark == "%" else "." if mark == "_" else re.escape(mark) for mark in pattern]
    return re.fullmatch("".join(parts), _text(value), re.IGNORECASE | re.DOTALL) is not None


def _in(value: Any, expected: str) -> bool:
    return any(_equal(value, item) for item in expected.split(","))


def _in_set(value: Any, expected: str) -> bool:
    items = value if is_collection(value) else _text(value).split(",")
    return any(_fold(item) == _fold(expected) for item in items)


_TESTS: dict[str, Callable[[Any, str], bool]] = {
    "eq": _equal,
    "seq": _equal,
    "moreq": _equal,
    "neq": lambda value, expected: not _equal(value, expected),
    "sneq": lambda value, expected: not _equal(value, expected),
    "like": _like,
    "nlike": lambda value, expected: not _like(value, expected),
    "in": _in,
    "nin": lambda value, expected: not _in(value, expected),
    "gt": lambda value, expected: not _less(value, expected) and not _equal(value, expected),
    "lt": _less,
    "gteq": lambda value, expected: not _less(value, expected),
    "lteq": lambda value, expected: _less(value, expected) or _equal(value, expected),
    "from": lambda value, expected: not _less(value, expected),
    "to": lambda value, expected: _less(value, expected) or _equal(value, expected),
    "finset": _in_set,
    "nfinset": lambda value, expected: not _in_set(value, expected),
    "regexp": lambda value, expected: re.search(expected, _text(value), re.IGNORECASE) is not None,
}
"""`moreq` compares for equality: no server knows it. Nothing compares with a null."""
_OF_EMPTY = {"seq": "null", "sneq": "notnull"}
"""What stands for a comparison with an empty text (`_transformStringSqlCondition`)."""


def _text(value: Any) -> str:
    return ("1" if value else "0") if isinstance(value, bool) else str(value)


def _fold(value: Any) -> str:
    return _text(value).casefold()


def _numeric(*values: Any) -> bool:
    try:
        return all(float(_text(value)) == float(_text(value)) for value in values)
    except ValueError:
        return False


def _rank(value: Any) -> tuple[int, float, str]:
    """Nulls first, then numbers, then texts."""
    if value is None:
        return (0, 0.0, "")
    return (1, float(_text(value)), "") if _numeric(value) else (2, 0.0, _fold(value))
