"""Values as bytes for the cache: pickles, made faster for our many small frozen values than dataclasses do it."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

_UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)


def pickled(value: object) -> bytes:
    """A value as bytes for `unpickled`."""
    written = io.BytesIO()
    _Pickler(written).dump(value)
    return written.getvalue()


def unpickled(data: bytes | None) -> Any:
    """The value of bytes that `pickled` made, None for none and for what this Python can't make sense of."""
    if data is None:
        return None
    try:
        return pickle.loads(data)
    except _UNREADABLE:
        return None


class _Reducers(dict[type, Callable[[Any], Any]]):
    """What tells the pickler how to take a value apart; found for each dataclass when its first value comes."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not is_dataclass(kind) or not hasattr(kind, "__slots__"):
            raise KeyError(kind)
        names = [field.name for field in fields(kind)]
        self[kind] = reducer = _by_name(kind, names)
        return reducer


def _by_name(kind: type, names: list[str]) -> Callable[[Any], Any]:
    if len(names) < 2:
        return lambda value: (_rebuilt, (kind, *(getattr(value, name) for name in names)))
    values = attrgetter(*names)
    return lambda value: (_rebuilt, (kind, *values(value)))


class _Pickler(pickle.Pickler):
    dispatch_table = _Reducers()


@cache
def _setters(kind: type) -> list[Callable[[Any, Any], None]]:
    return [getattr(kind, field.name).__set__ for field in fields(kind)]


def _rebuilt(kind: type, *values: Any) -> Any:
    """A value of its fields, which nothing checks again."""
    made: Any = object.__new__(kind)
    for set_field, value in zip(_setters(kind), values, strict=True):
        set_field(made, value)
    return made
