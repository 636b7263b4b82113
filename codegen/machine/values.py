"""Values as bytes for the cache, in a format that can hold data only: JSON that names classes of a list given before.

Our values are trees of many small frozen objects, often of the same class and with the same parts. So each distinct
part stands once, and all objects of one class and depth are written together, field by field: that is read again a
column at a time, without a line of Python for each object.
"""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import accumulate
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


_PLACE = 32
"""How many bits of a part's code tell its place in its group."""
_IN_GROUP = (1 << _PLACE) - 1


class _Group(NamedTuple):
    """All objects of one class and depth: the codes of their parts, and how many each has, where that differs."""

    depth: int
    kind: str
    parts: array[int]
    sizes: array[int]


class _Writer:
    """Takes one value apart, the innermost parts first.

    A part's code is its number among the scalars, or the complement of its group and place there. Nothing else is held
    of a part but the value itself, for a whole shop has half a million.
    """

    def __init__(self, shapes: dict[str, _Shape]) -> None:
        self._shapes = shapes
        self._scalars: dict[Any, int] = {}
        self._values: list[object] = []
        self._known: dict[int, int] = {}
        self._places: dict[tuple[int, str], int] = {}
        self._groups: list[_Group] = []

    def dump(self, value: object) -> bytes:
        whole = (value,)  # whatever is in it lives until the end, so that its id tells it
        self._code(whole)
        starts = {}
        start = len(self._values)
        order = sorted(self._groups)
        for group in order:
            starts[self._places[group.depth, group.kind]] = start
            start += len(group.sizes)
        written = (
            json.dumps([group.kind, self._rows(group, starts)], separators=(",", ":")) for group in order
        )
        scalars = json.dumps(self._values, separators=(",", ":"))
        return f"[{scalars},[{','.join(written)}]]".encode()

    def _rows(self, group: _Group, starts: Mapping[int, int]) -> list[list[int]]:
        """The numbers of the parts: of collections one after the other, of objects field by field."""
        numbers = [
            code if code >= 0 else starts[~code >> _PLACE] + (~code & _IN_GROUP) for code in group.parts
        ]
        if group.kind in _COLLECTIONS or group.kind == _DICT:
            ends = accumulate(group.sizes)
            return [numbers[end - size : end] for end, size in zip(ends, group.sizes, strict=True)]
        width = group.sizes[0]
        return [numbers[field::width] for field in range(width)]

    def _code(self, value: Any) -> int:
        """The code of a value that is no scalar."""
        known = self._known.get(id(value))
        if known is not None:
            return known
        name, parts = self._parts(type(value), value)
        codes = []
        depth = 0
        for part in parts:
            kind = type(part)
            if kind in _SCALARS:  # most are
                same = part if kind is str else (kind, repr(part) if kind is float else part)  # 0.0 == -0.0
                code = self._scalars.get(same)
                if code is None:
                    code = self._scalars[same] = len(self._values)
                    self._values.append(part)
            else:
                code = self._code(part)
                depth = max(depth, self._groups[~code >> _PLACE].depth)
            codes.append(code)
        place = self._places.get((depth + 1, name))
        if place is None:
            place = self._places[depth + 1, name] = len(self._groups)
            self._groups.append(_Group(depth + 1, name, array("q"), array("q")))
        group = self._groups[place]
        code = self._known[id(value)] = ~(place << _PLACE | len(group.sizes))
        group.parts.extend(codes)
        group.sizes.append(len(codes))
        return code

    def _parts(self, kind: type, value: Any) -> tuple[str, Sequence[Any]]:
        name = kind.__name__
        if kind in _COLLECTIONS.values():
            return name, sorted(value) if kind is frozenset else value
        if kind is dict:
            return name, [part for pair in value.items() for part in pair]
        if name not in self._shapes:
            raise TypeError(f"{name} is not among the classes that are kept")
        return name, self._shapes[name].parts(value)
