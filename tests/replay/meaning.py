"""Requests in a form in which two that mean the same to Magento are equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

CRITERIA = ("search_criteria", "criteria")
MEANT = {"moreq": "gteq"}
"""What a client sends for a condition that no server knows (it compares for equality then)."""
RULES = {
    "argument": "a method's argument is named in either case",
    "camel": "setters and constructors alike take camel case",
    "setter": "a setter is found by snake case as well",
    "number": "a number was written as a text, or a text as a number",
    "flag": "a boolean was written as a text",
}
"""Why a body may look otherwise than the recorded one."""
CONSTRUCTED = ("inventory_request",)
"""Arguments whose class has a constructor with arguments, told from Magento by hand: no setter takes those."""
_CAMEL = re.compile(r"(.)([A-Z])")
_KEYS = re.compile(r"\[([^\]]*)\]")


def snake(name: str) -> str:
    """A name in snake case; Magento takes camel case and snake case alike."""
    return _CAMEL.sub(r"\1_\2", name).lower()


def path_meaning(path: str) -> list[str]:
    """The parts of a path. The server decodes each, and takes a plus for a space."""
    return [unquote_plus(part) for part in path.split("/")]


def body_differences(sent: Any, meant: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """How a JSON body differs from the one that is meant: the rule that explains it (empty for none), and where."""
    if isinstance(sent, dict) and isinstance(meant, dict):
        yield from _object_differences(sent, meant, place)
    elif isinstance(sent, list) and isinstance(meant, list) and len(sent) == len(meant):
        for index, (mine, its) in enumerate(zip(sent, meant, strict=True)):
            yield from body_differences(mine, its, f"{place}[{index}]")
    elif _is_number(sent) != _is_number(meant) and _number(sent) == _number(meant) is not None:
        yield "number", place
    elif isinstance(sent, bool) and isinstance(meant, str) and str(sent).lower() == meant:
        yield "flag", place
    elif isinstance(sent, bool) is not isinstance(meant, bool) or sent != meant:
        yield "", f"{place}: {sent!r} for {meant!r}"


def _object_differences(sent: dict[str, Any], meant: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
    left = dict(sent)
    for name, value in meant.items():
        other = next((key for key in left if key == name), None) or next(
            (key for key in left if snake(key) == snake(name)), None
        )
        if other is None:
            yield "", f"{place}.{name}: {value!r} is lost"
            continue
        if other != name:
            yield _spelling(other, place), f"{place}.{name}"
        yield from body_differences(left.pop(other), value, f"{place}.{name}")
    for name, value in left.items():
        yield "", f"{place}.{name}: nobody asked for {value!r}"


def _spelling(name: str, place: str) -> str:
    """The rule for a name that is spelt otherwise than it was recorded."""
    holder = place.rpartition("]")[2].lstrip(".").partition(".")[0]
    if not holder:
        return "argument"
    if "_" not in name:
        return "camel"
    return "" if snake(holder) in CONSTRUCTED else "setter"


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def query_meaning(query: str, meant: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """A query as PHP reads it, with names in snake case, the criteria's defaults spelt out, and empty ones left out.

    Several values of one name are a tuple of all of them; which one the server takes is not our business. `meant` maps
    conditions to those that are sent for them.
    """
    parsed = {snake(name): _snaked(value) for name, value in parse_query(query).items()}
    for name in CRITERIA:
        if isinstance(parsed.get(name), dict):
            parsed[name] = _criteria(parsed[name], meant)
    return {name: value for name, value in parsed.items() if name not in CRITERIA or value}


def parse_query(query: str) -> dict[str, Any]:
    """The nested maps that PHP makes of a query, with keys from 0 on a list; of a repeated name a tuple of values."""
    root: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        first, *keys = [name.partition("[")[0], *_KEYS.findall(name)]
        holder, key = root, first
        for inner in keys:
            holder, key = holder.setdefault(key, {}), inner
        key = key or str(len(holder))
        holder.setdefault(key, []).append(value)
    return {name: _listed(value) for name, value in root.items()}


def parts(url: str) -> tuple[str, str]:
    """Path and query of a URL or request target."""
    split = urlsplit(url)
    return split.path, split.query


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value[0] if len(value) == 1 else tuple(value)
    entries = {key: _listed(item) for key, item in value.items()}
    if set(entries) == {str(index) for index in range(len(entries))}:
        return [entries[str(index)] for index in range(len(entries))]
    return entries


def _snaked(value: Any) -> Any:
    if isinstance(value, dict):
        return {snake(key): _snaked(item) for key, item in value.items()}
    return [_snaked(item) for item in value] if isinstance(value, list) else value


def _criteria(criteria: dict[str, Any], meant: Mapping[str, str]) -> dict[str, Any]:
    """Criteria with the defaults of the server: `eq`, the first page, and DESC for a sort order without direction."""
    result = dict(criteria)
    groups = result.get("filter_groups", [])
    if isinstance(groups, dict):
        groups = [groups[key] for key in sorted(groups, key=int)]
    if isinstance(groups, list):
        result["filter_groups"] = [[_filter(entry, meant) for entry in group["filters"]] for group in groups]
    if isinstance(result.get("sort_orders"), list):
        result["sort_orders"] = [{"direction": "DESC", **order} for order in result["sort_orders"]]
    if result.get("current_page") == "1":
        del result["current_page"]
    return result


def _filter(entry: dict[str, Any], meant: Mapping[str, str]) -> dict[str, Any]:
    condition = entry.get("condition_type", "eq")
    condition = meant.get(condition, condition)
    value = None if condition in ("null", "notnull") else entry.get("value")
    return {"field": entry["field"], "condition_type": condition, "value": value}
