"""JSON whose values know where they stand: the json module tells that of errors only."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from codegen.values import Value

_BLANKS = re.compile(r"[ \t\n\r]*")
_decode = json.JSONDecoder().raw_decode


class Located(Value):
    """A value, and the position in the text at which it begins.

    Down to a depth the members of an object or list are `Located` again; below it, they are plain values.
    """

    value: Any
    position: int


class Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, position: int) -> tuple[int, int]:
        """Line and column of a position, from 1."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def parse(text: str, depth: int) -> Located:
    """The value of a JSON text, its members located down to `depth`. Raises json.JSONDecodeError."""
    found, end = _value(text, _skip(text, 0), depth)
    if (end := _skip(text, end)) != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return found


def _value(text: str, at: int, depth: int) -> tuple[Located, int]:
    opened = text[at : at + 1] if depth else ""
    if opened not in ("{", "["):
        value, end = _decode(text, at)
        return Located(value, at), end
    names: list[str] = []
    members: list[Located] = []
    closing = "}" if opened == "{" else "]"
    end = _skip(text, at + 1)
    while text[end : end + 1] != closing or members:
        if opened == "{":
            name, end = _name(text, end)
            names.append(name)
        member, end = _value(text, end, depth - 1)
        members.append(member)
        end = _skip(text, end)
        if text[end : end + 1] == closing:
            break
        if text[end : end + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, end)
        end = _skip(text, end + 1)
    value = dict(zip(names, members, strict=True)) if opened == "{" else members
    return Located(value, at), end + 1


def _name(text: str, at: int) -> tuple[str, int]:
    """The name of an object's member, and where its value begins."""
    if text[at : at + 1] != '"':
        raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    name, end = _decode(text, at)
    end = _skip(text, end)
    if text[end : end + 1] != ":":
        raise json.JSONDecodeError("Expecting ':' delimiter", text, end)
    return name, _skip(text, end + 1)


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
