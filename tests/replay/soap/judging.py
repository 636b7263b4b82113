"""Whether a typed answer says what an independent reading of its bytes says, attribute by attribute."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel

RULES: Mapping[str, str] = {
    "number": "a field that is declared a number holds the number that the text stands for",
    "text": "a field that is declared a text holds the text of a number or boolean",
    "flag": "a field that is declared a boolean holds what 0 and 1, or true and false, stand for",
    "empty": "an empty text in a field that isn't declared a text stands for no value",
    "nothing": "PHP has no empty map: an empty list or text stands for one",
    "null": "a null result and void are an empty list",
    "numbered": "a list that was filtered is a map with numbers for keys",
}
"""Why a typed value may look otherwise than the plain one."""

Renamed = Callable[[str], str]


def differences(
    typed: Any, plain: Any, rename: Renamed, expected: Any = Any, place: str = ""
) -> Iterator[tuple[str, str]]:
    """How a typed value differs from plain data: the rule that explains it (empty for none), and where.

    `rename` makes the alias of an element's name; `expected` is the declared type of the value.
    """
    if typed is None and plain == [] and not place:
        yield "null", place
    elif isinstance(typed, BaseModel):
        yield from _model(typed, plain, rename, place)
    elif isinstance(typed, list):
        yield from _list(typed, plain, rename, expected, place)
    elif isinstance(typed, Mapping):
        if typed == {} and plain in ([], ""):
            yield "nothing", place
        elif not isinstance(plain, Mapping) or {*map(str, typed)} != {*map(str, plain)}:
            yield "", f"{place}: {typed!r} for {plain!r}"
        else:
            for name, item in typed.items():
                yield from differences(item, plain[name], rename, Any, f"{place}.{name}")
    else:
        yield from _scalar(typed, plain, expected, place)


def _model(typed: BaseModel, plain: Any, rename: Renamed, place: str) -> Iterator[tuple[str, str]]:
    if plain in ([], "") and not typed.model_fields_set:
        yield "nothing", place
        return
    if not isinstance(plain, Mapping):
        yield "", f"{place}: a {type(typed).__name__} for {plain!r}"
        return
    fields = {
        field.alias or name: (name, field.annotation) for name, field in type(typed).model_fields.items()
    }
    extra = dict(typed.model_extra or {})
    left = {name for name in typed.model_fields_set if name not in extra}
    for wire, item in plain.items():
        name, annotation = fields.get(rename(wire), ("", Any))
        if name:
            left.discard(name)
            yield from differences(getattr(typed, name), item, rename, annotation, f"{place}.{wire}")
        elif wire in extra or rename(wire) in extra:
            value = extra.pop(wire) if wire in extra else extra.pop(rename(wire))
            yield from differences(value, item, rename, Any, f"{place}.{wire}")
        else:
            yield "", f"{place}.{wire}: {item!r} is lost"
    for name in (*left, *extra):
        yield "", f"{place}.{name}: nobody sent this"


def _list(
    typed: list[Any], plain: Any, rename: Renamed, expected: Any, place: str
) -> Iterator[tuple[str, str]]:
    if plain in ("", None) and typed == []:
        yield "nothing", place
        return
    if isinstance(plain, Mapping) and all(str(name).isdigit() for name in plain):
        yield "numbered", place
        plain = list(plain.values())
    if not isinstance(plain, list) or len(plain) != len(typed):
        yield "", f"{place}: {typed!r} for {plain!r}"
        return
    inner = next(
        (item for found in _members(expected) if get_origin(found) is list for item in get_args(found)), Any
    )
    for index, (mine, its) in enumerate(zip(typed, plain, strict=True)):
        yield from differences(mine, its, rename, inner, f"{place}[{index}]")


def _scalar(typed: Any, plain: Any, expected: Any, place: str) -> Iterator[tuple[str, str]]:
    members = _members(expected)
    if type(typed) is type(plain) and typed == plain:
        return
    if typed is None and plain in ("", []) and str not in members and Any not in members:
        yield "empty", place
    elif isinstance(typed, bool) and bool in members and _flag(plain) is typed:
        yield "flag", place
    elif isinstance(typed, int | float) and not isinstance(typed, bool) and _number(plain) == float(typed):
        yield "number", place
    elif (
        isinstance(typed, str)
        and str in members
        and not isinstance(plain, list | dict | str)
        and _text(plain) == typed
    ):
        yield "text", place
    else:
        yield "", f"{place}: {typed!r} for {plain!r}"


def _members(expected: Any) -> tuple[Any, ...]:
    if get_origin(expected) in (typing.Union, types.UnionType):
        return tuple(inner for member in get_args(expected) for inner in _members(member))
    return (expected,)


def _flag(plain: Any) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False}.get(str(plain).lower())


def _number(plain: Any) -> float | None:
    try:
        return float(plain)
    except (TypeError, ValueError):
        return None


def _text(plain: Any) -> str:
    if isinstance(plain, bool):
        return "1" if plain else "0"
    return f"{plain:g}" if isinstance(plain, float) else str(plain)
