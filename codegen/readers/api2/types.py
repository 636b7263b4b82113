"""Types of attributes: api2.xml has none, so only its validators can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from codegen.ir import BOOLEAN, INTEGER, NUMBER, STRING, Primitive, Rule

_WHOLE = ("int", "digits")
_DECIMAL = ("float", "between", "greaterthan", "lessthan")


def type_of_rules(rules: Iterable[Rule]) -> Primitive | None:
    """The type that the validators of a field demand, None when they demand none."""
    found = {type_ for rule in rules if (type_ := _type_of(rule))}
    return next((type_ for type_ in (INTEGER, BOOLEAN, NUMBER) if type_ in found), None)


_STATES = frozenset({"is_customer_notified"})
"""What is called like a flag and holds more than two values: 2 is "not applicable"
(Mage_Sales_Model_Order_Status_History::CUSTOMER_NOTIFICATION_NOT_APPLICABLE)."""


def type_of_name(name: str) -> Primitive:
    """The type of a field of which nothing else is known: a flag where the name says so, else text.

    Magento 1 computes such flags in PHP (`is_saleable`, `has_custom_options`), and JSON has them as true and false.
    """
    if name in _STATES:
        return INTEGER
    return BOOLEAN if name.startswith(("is_", "has_")) else STRING


def _type_of(rule: Rule) -> Primitive | None:
    kind = rule.kind.lower()
    if kind in _WHOLE:
        return INTEGER
    if kind in _DECIMAL:
        return NUMBER
    if kind == "regex":
        return _type_of_pattern(dict(rule.options).get("pattern", ""))
    return None


def _type_of_pattern(pattern: str) -> Primitive | None:
    """`/^[0,1]$/` is a flag, `/^[0,1,2]$/` and `/^\\d+$/` are whole numbers; anything else stays text."""
    body = re.fullmatch(r"(\W)\^(.*)\$\1\w*", pattern)
    if body is None:
        return None
    choice = re.fullmatch(r"\[([\d,]+)\]|\(?(\d(?:\|\d)*)\)?", body[2])
    if choice:
        return BOOLEAN if set(re.findall(r"\d", body[2])) == {"0", "1"} else INTEGER
    return INTEGER if re.fullmatch(r"(?:\\d|\[0-9\])[+*]?", body[2]) else None
