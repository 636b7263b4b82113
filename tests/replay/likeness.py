"""How what a shop in memory wrote differs from what was recorded, where both were read independently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

RULES: Mapping[str, str] = {
    "number": "the declared type says whether a number or its text is written, and with how many digits",
    "flag": "what is declared a boolean is written in one way, where a shop has 1 and 0, and true and false",
}
"""Why a value may look otherwise than the recorded one."""


def unlike(mine: Any, its: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The differences of plain data: the rule that explains each (empty for none), and where it is."""
    if isinstance(mine, dict) and isinstance(its, dict) and mine.keys() == its.keys():
        for name in its:
            yield from unlike(mine[name], its[name], f"{place}.{name}")
    elif isinstance(mine, list) and isinstance(its, list) and len(mine) == len(its):
        for index, (one, other) in enumerate(zip(mine, its, strict=True)):
            yield from unlike(one, other, f"{place}[{index}]")
    elif type(mine) is not type(its) or mine != its:
        yield rule_of(mine, its), f"{place}: {mine!r} for {its!r}"


def rule_of(mine: Any, its: Any) -> str:
    """The rule by which two different scalars mean the same, empty for none."""
    if {str(mine).lower(), str(its).lower()} in ({"true", "1"}, {"false", "0"}):
        return "flag"
    return "number" if _number(mine) == _number(its) is not None else ""


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
