# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Results as a shop writes them, and results that are made up from their types."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..models.base import KeyedList, Model, key_name
from ..models.decode import adapter_for, decode_value
from ..models.encode import item_type_of
from ..models.nearest import nearest
from ..models.plain import plain_text
from ..shapes import is_collection, is_list, is_map

_DEPTH = 4
_SCALARS: Mapping[Any, Any] = {int: 1, float: 1.5, bool: True, Decimal: Decimal("1.5"), bytes: b"bytes"}


def checked(value: Any, result_type: Any, name: str, *, more: bool = False) -> Any:
    """A value that is to be answered, as the typed result it will be decoded to.

    Raises TypeError for what is no such result: of another type, or with fields that the type lacks unless it may have
    `more`.
    """
    if result_type is None:
        if value is None or value == []:
            return None
        raise TypeError(f"{name} answers with nothing, not with {value!r:.100}")
    if value is None or result_type is Any:
        return value
    _check_kind(value, result_type, name)
    try:
        typed = adapter_for(result_type).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise TypeError(
            f"{name} can't answer with {value!r:.100}: {f'{place}: ' if place else ''}{first['msg']}"
        ) from None
    for model, field in () if more else _unknown(typed):
        known = {each.serialization_alias or key for key, each in type(model).model_fields.items()}
        raise TypeError(
            f"{name} can't answer with a {type(model).__name__} that has a field {field!r}{nearest(field, known)}"
        )
    return typed


def _check_kind(value: Any, result_type: Any, name: str) -> None:
    """Refuse a model of another type, which pydantic would read as one of the right type."""
    if isinstance(value, BaseModel) and isinstance(result_type, type) and not isinstance(value, result_type):
        raise TypeError(f"{name} answers with a {result_type.__name__}, not with a {type(value).__name__}")


def _unknown(value: Any) -> Iterator[tuple[Model, str]]:
    if isinstance(value, Model):
        for field in value.model_extra or ():
            yield value, field
        for item in vars(value).values():
            yield from _unknown(item)
    elif is_collection(value):
        for item in value:
            yield from _unknown(item)


def server_value(value: Any) -> Any:
    """A result as PHP holds it before it is written: all fields that were set; an empty object is an empty list."""
    if isinstance(value, Model):
        named = {
            (type(value).model_fields[name].serialization_alias or name): server_value(item)
            for name, item in value.__dict__.items()
            if name in value.model_fields_set
        }
        named |= {name: server_value(item) for name, item in (value.model_extra or {}).items()}
        return named or []
    if is_map(value):
        return {str(key): server_value(item) for key, item in value.items()} or []
    if is_collection(value):
        return [server_value(item) for item in value]
    if value is None or isinstance(value, str | bool | int | float | Decimal):
        return value
    return plain_text(value)


def written_json(value: Any) -> bytes:
    """JSON of a value whose decimal numbers keep their digits."""
    return _json(value).encode()


def _json(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if is_map(value):
        return "{" + ",".join(f"{json.dumps(key)}:{_json(item)}" for key, item in value.items()) + "}"
    if is_list(value):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def made_up(result_type: Any) -> Any:
    """A value of a type, the same each time: every field is set, down to a few levels."""
    if result_type is None:
        return None
    return decode_value(_made_up(result_type, _DEPTH, "text"), result_type)


def _made_up(declared: Any, depth: int, name: str) -> Any:
    declared = _first_member(declared)
    if declared in _SCALARS:
        return _SCALARS[declared]
    origin = get_origin(declared)
    if isinstance(declared, type) and issubclass(declared, Model):
        return _made_up_model(declared, depth)
    if isinstance(origin, type) and issubclass(origin, KeyedList):
        item = item_type_of(declared)
        return [_made_up_entry(item, depth - 1)] if depth > 0 else []
    if isinstance(origin, type) and issubclass(origin, list):
        return [_made_up(item_type_of(declared), depth - 1, name)] if depth > 0 else []
    if origin is dict:
        return {"key": _made_up(get_args(declared)[1], depth - 1, name)} if depth > 0 else {}
    return name


def _made_up_model(model: type[Model], depth: int) -> dict[str, Any]:
    model.model_rebuild()
    made: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        nested = _is_nested(_first_member(field.annotation))
        if depth > 0 or not nested:
            made[field.serialization_alias or name] = _made_up(field.annotation, depth - 1, name)
    return made


def _first_member(declared: Any) -> Any:
    """A type without its None; of a union the text, which every form of an answer can hold, or its first member."""
    if get_origin(declared) in (Union, types.UnionType):
        members = [member for member in get_args(declared) if member is not type(None)]
        return str if str in members else members[0]
    return declared


def _made_up_entry(item: Any, depth: int) -> dict[str, Any]:
    """An entry of a keyed list."""
    if isinstance(item, type) and issubclass(item, Model):
        return _made_up_model(item, depth)
    return {key_name(item): "code", "value": "value"}


def _is_nested(declared: Any) -> bool:
    return get_origin(declared) is not None or (
        isinstance(declared, type) and issubclass(declared, BaseModel)
    )
