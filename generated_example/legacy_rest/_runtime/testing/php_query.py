# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Query strings as PHP reads them: `a[b][]=1` is a map in a map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from ..shapes import is_dict, is_list, is_map

_KEY = re.compile(r"\[([^]]*)\]")


def parse(query: str) -> dict[str, Any]:
    """The parameters of a query string. What has the keys 0, 1, 2... is a list; of a repeated name the last counts."""
    found: dict[str, Any] = {}
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name:
            _put(found, unquote_plus(name), unquote_plus(value))
    return {name: _listed(value) for name, value in found.items()}


def _put(found: dict[str, Any], name: str, value: str) -> None:
    head, bracket, rest = name.partition("[")
    keys = [head.replace(".", "_").replace(" ", "_"), *(_KEY.findall(f"[{rest}") if bracket else ())]
    holder = found
    for key in keys[:-1]:
        place = _key(holder, key)
        if not is_dict(holder.get(place)):
            holder[place] = {}
        holder = holder[place]
    holder[_key(holder, keys[-1])] = value


def _key(holder: dict[str, Any], key: str) -> str:
    """The key itself; an empty one is the next number."""
    if key:
        return key
    numbers = [int(known) for known in holder if known.isdigit()]
    return str(max(numbers, default=-1) + 1)


def _listed(value: Any) -> Any:
    if not is_dict(value):
        return value
    items = {key: _listed(item) for key, item in value.items()}
    return list(items.values()) if list(items) == [str(index) for index in range(len(items))] else items


def entries_of(value: Any) -> list[Any]:
    """What a list holds, or the numbered entries of a map."""
    return list(value.values()) if is_map(value) else value if is_list(value) else []


def each_filter(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The filters of Magento 1's REST API as they stand in a query: an attribute, and conditions with their values."""
    for entry in entries_of(value):
        if is_map(entry) and "attribute" in entry:
            yield str(entry["attribute"]), {name: item for name, item in entry.items() if name != "attribute"}


def filters_of(value: Any) -> dict[str, dict[str, Any]]:
    """The same by attribute; of several conditions of one kind, which must all hold, a list of their values.

    Their order means nothing, so it is that of the texts.
    """
    found: dict[str, dict[str, list[Any]]] = {}
    for attribute, conditions in each_filter(value):
        for condition, wanted in conditions.items():
            found.setdefault(attribute, {}).setdefault(condition, []).append(wanted)
    return {
        attribute: {
            name: values[0] if len(values) == 1 else sorted(values, key=str) for name, values in kinds.items()
        }
        for attribute, kinds in found.items()
    }
