"""Values as bytes for the cache, in a format that can hold data only: JSON that names classes of a list given before.

Our values are trees of many small frozen objects, often of the same class and with the same parts. So each distinct
part stands once, and all objects of one class and depth are written together, field by field: that is read again a
column at a time, without a line of Python for each object.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from types import ModuleType
from typing import Any, NamedTuple

_SCALARS = frozenset({str, int, bool, float, type(None)})
_COLLECTIONS: dict[str, Callable[[Iterable[Any]], Any]] = {
    "tuple": tuple,
    "list": list,
    "frozenset": frozenset,
}
_DICT = "dict"


class _Shape(NamedTuple):
    """How the objects of a class are taken apart, and how those of one column each are made again."""

    parts: Callable[[Any], Sequence[Any]]
    made: Callable[[Sequence[Sequence[Any]]], list[Any]]


class Codec:
    """Writes and reads values that consist of the classes given (frozen dataclasses with slots, named tuples, enums).

    Scalars, tuples, lists, frozensets and dicts are known besides. What is read can make nothing else, whatever the
    bytes say.
    """

    def __init__(self, *classes: type | ModuleType) -> None:
        """A module stands for all the classes that it defines, a package for those of its modules that it hands on."""
        self._shapes = {kind.__name__: _shape(kind) for given in classes for kind in _classes(given)}

    def dump(self, value: object) -> bytes:
        """A value as bytes. Raises TypeError when it holds one of a class that is not known."""
        return _Writer(self._shapes).dump(value)

    def load(self, data: bytes | None) -> Any:
        """The value of bytes that `dump` made; None for none, and for bytes that are something else."""
        if data is None:
            return None
        try:
            scalars, groups = json.loads(data)
            values = list(scalars)
            for kind, columns in groups:
                values += self._made(kind, columns, values.__getitem__)
            return values[-1][0]
        except (ValueError, LookupError, TypeError, RecursionError):
            return None

    def _made(self, kind: str, columns: Sequence[Sequence[int]], value: Callable[[int], Any]) -> list[Any]:
        if kind in _COLLECTIONS:
            return [_COLLECTIONS[kind](map(value, row)) for row in columns]
        if kind == _DICT:
            return [dict(zip(map(value, row[::2]), map(value, row[1::2]), strict=True)) for row in columns]
        return self._shapes[kind].made([list(map(value, column)) for column in columns])


def _classes(given: type | ModuleType) -> list[type]:
    if isinstance(given, type):
        return [given]
    own = f"{given.__name__}."
    return [
        kind
        for kind in vars(given).values()
        if isinstance(kind, type) and f"{kind.__module__}.".startswith(own) and _known(kind)
    ]


def _known(kind: type) -> bool:
    return (is_dataclass(kind) and bool(fields(kind))) or issubclass(kind, Enum) or hasattr(kind, "_fields")


def _shape(kind: type) -> _Shape:
    if issubclass(kind, Enum):
        return _Shape(lambda value: (value.value,), lambda columns: list(map(kind, columns[0])))
    if issubclass(kind, tuple):
        make = kind._make  # type: ignore[attr-defined]
        return _Shape(lambda value: value, lambda columns: list(map(make, zip(*columns, strict=True))))
    if not is_dataclass(kind):
        raise TypeError(kind)
    names = [each.name for each in fields(kind)]
    setters = [getattr(kind, name).__set__ for name in names]

    def parts(value: Any) -> Sequence[Any]:
        return [getattr(value, name) for name in names]

    def made(columns: Sequence[Sequence[Any]]) -> list[Any]:
        """Objects of their fields, which nothing checks again."""
        objects = [object.__new__(kind) for _ in columns[0]]
        for set_field, column in zip(setters, columns, strict=True):
            deque(map(set_field, objects, column), maxlen=0)
        return objects

    return _Shape(parts, made)


class _Writer:
    """Takes one value apart, the innermost parts first."""

    def __init__(self, shapes: dict[str, _Shape]) -> None:
        self._shapes = shapes
        self._scalars: dict[tuple[type, Any], tuple[int, Any]] = {}
        self._known: dict[int, tuple[int, int]] = {}
        self._kept: list[object] = []
        self._rows: list[tuple[int, str, list[int]]] = []

    def dump(self, value: object) -> bytes:
        self._number((value,))
        scalars = len(self._scalars)
        order = sorted(range(len(self._rows)), key=lambda number: (*self._rows[number][:2], number))
        places = {~number: scalars + place for place, number in enumerate(order)}
        groups: list[tuple[str, list[Any]]] = []
        last: tuple[int, str] | None = None
        for number in order:
            depth, kind, row = self._rows[number]
            if (depth, kind) != last:
                groups.append((kind, []))
                last = depth, kind
            groups[-1][1].append([places.get(part, part) for part in row])
        written = [
            (kind, rows if kind in _COLLECTIONS or kind == _DICT else list(zip(*rows, strict=True)))
            for kind, rows in groups
        ]
        return json.dumps(
            [[value for _, value in self._scalars.values()], written], separators=(",", ":")
        ).encode()

    def _number(self, value: Any) -> tuple[int, int]:
        """The number of a value among the scalars, or ~ its number among the rows, and how deep it is."""
        kind = type(value)
        if kind in _SCALARS:
            return self._scalar(kind, value), 0
        known = self._known.get(id(value))
        if known is None:
            name, parts = self._parts(kind, value)
            row: list[int] = []
            depth = 0
            for part in parts:
                part_kind = type(part)
                if part_kind in _SCALARS:  # most are
                    row.append(self._scalar(part_kind, part))
                    continue
                number, deep = self._number(part)
                row.append(number)
                depth = max(depth, deep)
            self._rows.append((depth + 1, name, row))
            known = self._known[id(value)] = ~(len(self._rows) - 1), depth + 1
            self._kept.append(value)
        return known

    def _scalar(self, kind: type, value: Any) -> int:
        same = (kind, repr(value) if kind is float else value)  # 0.0 == -0.0
        return self._scalars.setdefault(same, (len(self._scalars), value))[0]

    def _parts(self, kind: type, value: Any) -> tuple[str, Sequence[Any]]:
        name = kind.__name__
        if kind in _COLLECTIONS.values():
            return name, sorted(value) if kind is frozenset else value
        if kind is dict:
            return name, [part for pair in value.items() for part in pair]
        if name not in self._shapes:
            raise TypeError(f"{name} is not among the classes that are kept")
        return name, self._shapes[name].parts(value)
