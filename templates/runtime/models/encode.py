"""Writing requests: wire names, plain values, and no field that the shop does not know."""

from __future__ import annotations

import json
import re
import sys
import types
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias, TypeGuard, Union, cast, get_args, get_origin

from pydantic import BaseModel

from ..errors import RequestError
from ..shapes import is_map, is_sequence, is_set
from .absent import set_values
from .base import KeyedList, Model, keyed_entries, sent_entries
from .nearest import nearest
from .plain import plain_text

_CAMEL = re.compile(r"(.)([A-Z])")


Checked: TypeAlias = Literal["all", "numbers", "nothing"]
"""Whose kind is checked: everything's, that of numbers, flags and models, or nothing's."""


def encode(
    value: Any,
    declared: Any = Any,
    *,
    where: str = "",
    allow_unknown: bool = False,
    checked: Checked | None = None,
) -> Any:
    """The JSON-like value of a model, map, list or scalar.

    Models send only the fields that were set, less those that can only be read: an answer can be sent back. Maps may
    use wire names or Python names. `declared` is the type that the operation wants, `where` the name for error texts.
    Raises RequestError for an unknown field, naming the nearest valid one, and for a field of a map that can only be
    read, unless `allow_unknown`; for a value of another kind, as `checked` has it (by default "nothing" with
    `allow_unknown`, else "all"); and for a value that has no wire form.
    """
    checked = checked or ("nothing" if allow_unknown else "all")
    return _Encoder(allow_unknown, checked).value(value, declared, where)


def read_only(model: type[Model]) -> Collection[str]:
    """The wire names of a model's fields that the shop refuses in requests: its module's `READ_ONLY` lists them."""
    table: Mapping[str, Collection[str]] = getattr(sys.modules.get(model.__module__), "READ_ONLY", {})
    return table.get(model.__name__, ())


def input_names(model: type[Model]) -> Mapping[str, str]:
    """The names of a model's fields in requests, by wire name, where the shop takes another one only.

    Its module's `INPUT_NAMES` lists them: the parameters of a constructor are found by their own names alone
    (Magento\\Framework\\Webapi\\ServiceInputProcessor).
    """
    table: Mapping[str, Mapping[str, str]] = getattr(sys.modules.get(model.__module__), "INPUT_NAMES", {})
    return table.get(model.__name__, {})


def to_json(value: Any) -> bytes:
    """An encoded value as JSON. Raises RequestError for a number or a text that JSON can't hold."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:
        raise RequestError(f"a value can't be sent as JSON: {error}") from error


def squashed(name: str) -> str:
    """What a name on the wire and the same name in Python have in common."""
    return "".join(character for character in name if character.isalnum()).lower()


def _is_scalar(value: Any) -> bool:
    """Whether Magento reads a value as a text."""
    return not (is_map(value) or is_sequence(value) or is_set(value))


def _is_number(value: Any) -> bool:
    """Whether Magento reads a value as a number: it takes a text that looks like one."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return _NUMBER.fullmatch(value) is not None
    return _is_scalar(value) and not isinstance(value, date)


def _is_flag(value: Any) -> bool:
    """Whether Magento reads a value as true or false."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value in ("0", "1", "true", "false")
    return _is_scalar(value) and not isinstance(value, date)


_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_SCALARS: Mapping[Any, tuple[Callable[[Any], bool], str]] = {
    str: (_is_scalar, "a text"),
    int: (_is_number, "a number"),
    float: (_is_number, "a number"),
    Decimal: (_is_number, "a number"),
    bool: (_is_flag, "True or False"),
}


class _Encoder:
    def __init__(self, allow_unknown: bool, checked: Checked) -> None:
        self._allow_unknown = allow_unknown
        self._checked = checked

    def value(self, value: Any, declared: Any, where: str) -> Any:
        if value is None:
            return None
        if isinstance(value, str | bool | int | float) and not isinstance(value, Enum):
            self._check_kind(value, without_none(declared), where)
            return value
        if isinstance(value, Model):
            return self._model(value, where)
        if isinstance(value, BaseModel):
            return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
        declared = without_none(declared)
        self._check_kind(value, declared, where)
        if is_map(value):
            return self._mapping(value, declared, where)
        if is_set(value):
            value = sorted(value, key=str)
        if is_sequence(value):
            item_type, kept_in = item_type_of(declared), _keyed_class(declared)
            if isinstance(value, KeyedList):
                value = sent_entries(keyed_entries(value, item_type), kept_in or type(value))
            elif kept_in is not None:
                value = sent_entries(value, kept_in)
            return [self.value(item, item_type, f"{where}[{index}]") for index, item in enumerate(value)]
        return plain_text(value)

    def _check_kind(self, value: Any, declared: Any, where: str) -> None:
        """Refuse what Magento does (Magento\\Framework\\Reflection\\TypeProcessor::processSimpleAndAnyType).

        What is no object or no list where one belongs it answers with a masked 500. A map it takes for a list of
        scalars, which some types that are documented so are.
        """
        if self._checked == "nothing" or declared is Any or (declared is str and self._checked == "numbers"):
            return
        if _is_model(declared):
            if not is_map(value):
                raise RequestError(
                    f"{where} must be a {declared.__name__} or a map of its fields, not {value!r:.60}"
                )
        elif (listed := _listed(declared)) is not None and (
            isinstance(value, str | bool | int | float) or (is_map(value) and listed not in _SCALARS)
        ):
            raise RequestError(f"{where} must be a list, not {value!r:.60}")
        elif (wanted := _SCALARS.get(declared)) and not wanted[0](value):
            raise RequestError(f"{where} must be {wanted[1]}, not {value!r:.60}")

    def _model(self, model: Model, where: str) -> dict[str, Any]:
        fields = type(model).model_fields
        hidden = () if self._allow_unknown else read_only(type(model))
        names = input_names(type(model))
        result: dict[str, Any] = {}
        for name, value in set_values(model).items():
            wire_name = fields[name].serialization_alias or name
            if wire_name not in hidden:
                sent = self.value(value, fields[name].annotation, f"{where}.{wire_name}")
                result[names.get(wire_name, wire_name)] = sent
        for name, value in (model.model_extra or {}).items():
            self._refuse(name, type(model), where)
            result[name] = self.value(value, Any, f"{where}.{name}")
        return result

    def _mapping(self, value: Mapping[Any, Any], declared: Any, where: str) -> Any:
        if _is_model(declared):
            declared.model_rebuild()
            return self._fields(value, declared, where)
        if _keyed_class(declared) is not None:
            entries = keyed_entries(value, item_type_of(declared))
            return self.value(entries, declared, where)
        item_type = get_args(declared)[1] if get_origin(declared) is dict else Any
        return {str(name): self.value(item, item_type, f"{where}.{name}") for name, item in value.items()}

    def _fields(self, value: Mapping[Any, Any], model: type[Model], where: str) -> dict[str, Any]:
        by_wire_name = {
            field.serialization_alias or name: field for name, field in model.model_fields.items()
        }
        names = input_names(model)
        result: dict[str, Any] = {}
        for name, item in value.items():
            wire_name = _wire_name(name, by_wire_name, model)
            field = by_wire_name.get(wire_name)
            if field is None:
                self._refuse(name, model, where)
            if wire_name in read_only(model) and not self._allow_unknown:
                raise RequestError(f"{where}.{wire_name} can only be read: the shop refuses it in requests")
            sent = names.get(wire_name, wire_name)
            if sent in result:
                raise RequestError(f"{where}.{wire_name} is given twice")
            result[sent] = self.value(item, field.annotation if field else Any, f"{where}.{wire_name}")
        return result

    def _refuse(self, name: Any, model: type[Model], where: str) -> None:
        if not self._allow_unknown:
            valid = {field.serialization_alias or key for key, field in model.model_fields.items()}
            raise RequestError(
                f"{where or model.__name__} has no field {name!r}{nearest(str(name), valid)} "
                "(RequestOptions(allow_unknown_fields=True) sends it all the same)"
            )


def _wire_name(name: Any, by_wire_name: Mapping[str, Any], model: type[Model]) -> Any:
    """The wire name of a map's key: that itself, the Python name, or its camel case, which Magento takes as well."""
    if name in by_wire_name or not isinstance(name, str):
        return name
    if name in model.model_fields:
        return model.model_fields[name].serialization_alias or name
    snake = _CAMEL.sub(r"\1_\2", name).lower()
    return snake if snake in by_wire_name else name


def without_none(declared: Any) -> Any:
    """A type without its None; a union of several others is any."""
    if get_origin(declared) in (Union, types.UnionType):
        members = [member for member in get_args(declared) if member is not type(None)]
        return members[0] if len(members) == 1 else Any
    return declared


def _keyed_class(declared: Any) -> type[KeyedList[Any]] | None:
    """The class of a keyed list, None for any other type."""
    origin: Any = get_origin(declared)
    return cast(Any, origin) if isinstance(origin, type) and issubclass(origin, KeyedList) else None


def _listed(declared: Any) -> Any:
    """What a list is of, where that is a model or a scalar; None else."""
    item_type: Any = item_type_of(declared) if get_origin(declared) is list else None
    return item_type if item_type in _SCALARS or _is_model(item_type) else None


def _is_model(declared: Any) -> TypeGuard[type[Model]]:
    return isinstance(declared, type) and issubclass(declared, Model)


def item_type_of(declared: Any) -> Any:
    """The type of a list's items; Any for what is no list, or doesn't say."""
    arguments = get_args(declared)
    return arguments[0] if arguments and get_origin(declared) is not dict else Any
