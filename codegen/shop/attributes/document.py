"""The text of `attributes.json`: the same shop gives the same bytes, and a difference is a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

FILE = "attributes.json"


def text_of(entities: Mapping[str, Json], lacking: Iterable[str]) -> str:
    """The document: entities, attributes, and options each in their order, an attribute or option a line.

    `lacking` are what could not be read.
    """
    lines = [
        "{",
        ' "entities": {',
        *_joined(_entity(name, entities[name]) for name in sorted(entities)),
        " }",
    ]
    missing = sorted(lacking)
    if missing:
        lines[-1] += ","
        lines += [' "lacking": [', *_joined([f"  {_compact(line)}"] for line in missing), " ]"]
    return "\n".join([*lines, "}"]) + "\n"


def _entity(name: str, entity: Json) -> list[str]:
    lines = [f"  {_compact(name)}: {{"]
    if entity.get("sets"):
        lines.append(f'   "sets": {_compact(sorted(entity["sets"]))},')
    attributes = sorted(entity["attributes"], key=lambda each: each["code"])
    return [*lines, '   "attributes": [', *_joined(map(_attribute, attributes)), "   ]", "  }"]


def _attribute(attribute: Json) -> list[str]:
    options = sorted(attribute.get("options", ()), key=_by_value)
    head = _compact({key: value for key, value in attribute.items() if key != "options"})
    if not options:
        return [f"    {head}"]
    listed = _joined([f"     {_compact(option)}"] for option in options)
    return [f'    {head[:-1]}, "options": [', *listed, "    ]}"]


def _by_value(option: Json) -> tuple[bool, int, str]:
    """Numbers in their order, then texts in theirs."""
    value = str(option["value"])
    number = int(value) if value.isascii() and value.removeprefix("-").isdigit() else None
    return number is None, number or 0, value


def _joined(entries: Iterable[list[str]]) -> Iterator[str]:
    """The lines of all entries, with a comma behind each but the last."""
    listed = list(entries)
    for number, lines in enumerate(listed, 1):
        yield from lines[:-1]
        yield lines[-1] + ("," if number < len(listed) else "")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
