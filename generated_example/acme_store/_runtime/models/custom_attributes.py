# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Typed access to the entries of a keyed list, for attributes that the configuration names."""

from __future__ import annotations

from types import GenericAlias
from typing import Any, Generic, TypeVar, overload

from ..shapes import is_list, is_sequence
from .base import KeyedList

V = TypeVar("V")


class KeyedAttribute(Generic[V]):
    """One entry of a keyed list, by its key: `brand = KeyedAttribute[int]("brand", int)`.

    Reading gives None when there is no such entry, and the shop's own value when that is not of the type. Writing None
    sends a null; `del` takes the entry out. Lists travel as a comma-separated text and booleans as 1 and 0, as Magento
    stores them.
    """

    def __init__(self, key: str, type: Any) -> None:
        self._key = key
        self._type = type

    @overload
    def __get__(self, instance: None, owner: type) -> KeyedAttribute[V]: ...

    @overload
    def __get__(self, instance: KeyedList[Any], owner: type) -> V | None: ...

    def __get__(self, instance: KeyedList[Any] | None, owner: type) -> KeyedAttribute[V] | V | None:
        if instance is None:
            return self
        value: V | None = _typed(instance.get(self._key), self._type)
        return value

    def __set__(self, instance: KeyedList[Any], value: V | None) -> None:
        instance.set(self._key, _stored(value))

    def __delete__(self, instance: KeyedList[Any]) -> None:
        instance.remove_key(self._key)


def _typed(value: Any, type: Any) -> Any:
    if value is None or type is Any:
        return value
    if isinstance(type, GenericAlias):
        items = value if is_list(value) else [item for item in str(value).split(",") if item]
        return [_typed(item, type.__args__[0]) for item in items]
    if type is bool:
        return {"1": True, "0": False, "true": True, "false": False, "": False}.get(str(value).lower(), value)
    try:
        return type(value)
    except (TypeError, ValueError):
        return value


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else "0"
    if is_sequence(value):
        return ",".join(str(_stored(item)) for item in value)
    return value
