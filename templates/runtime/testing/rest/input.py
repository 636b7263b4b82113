"""Values of a request as Magento 2 takes them: its names, its setters, its conversions, its refusals.

Follows Magento\\Framework\\Webapi\\ServiceInputProcessor and Magento\\Framework\\Reflection\\TypeProcessor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args, get_origin

from ...models.base import KeyedList, Model
from ...models.encode import input_names, item_type_of, read_only, without_none
from ...search.criteria import SearchCriteria
from ...shapes import is_list, is_map
from ..answers import Refusal
from ..criteria import read_criteria

_NUMERIC = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*")
_TRUE = frozenset(("1", "true", "on", "yes"))
_NAMES: dict[Any, str] = {str: "string", int: "int", float: "float", bool: "bool"}
_WORD_START = re.compile(r"(?<=\w)(?=[A-Z])")
_CAMEL = re.compile(r"(.)([A-Z])")


class Invalid(Exception):
    """Magento\\Framework\\Exception\\SerializationException: a value that can't be made into its type."""


def lookup(values: Mapping[str, Any], name: str) -> Any:
    """A parameter of a method among what was sent, by its own name or in snake case; None where there is none."""
    value = values.get(name)
    return values.get(_WORD_START.sub("_", name).lower()) if value is None else value


def converted(value: Any, declared: Any) -> Any:
    """A value as the server makes it from what was sent, before it is an object.

    Raises Refusal as Magento does: 400 for a value of a wrong type, 500 for a field that is unknown or can't be set.
    """
    try:
        return _converted(value, without_none(declared))
    except Invalid as error:
        raise Refusal(400, str(error)) from None


def _converted(value: Any, declared: Any) -> Any:
    if declared is SearchCriteria:
        return read_criteria(value)
    if isinstance(declared, type) and issubclass(declared, Model):
        return _object(value, declared)
    if _is_list(declared):
        return _list(value, item_type_of(declared))
    if get_origin(declared) is dict and is_map(value):
        return {key: _converted(item, get_args(declared)[1]) for key, item in value.items()}
    return _scalar(value, declared)


def _is_list(declared: Any) -> bool:
    origin = get_origin(declared)
    return isinstance(origin, type) and issubclass(origin, list)


def _object(value: Any, model: type[Model]) -> dict[str, Any]:
    """The fields of an object by wire name; what is no map is taken for an empty one."""
    model.model_rebuild()
    fields = {field.serialization_alias or name: field for name, field in model.model_fields.items()}
    given = input_names(model)
    by_sent = {sent: wire for wire, sent in given.items()}
    result: dict[str, Any] = {}
    for name, item in value.items() if is_map(value) else ():
        wire = by_sent.get(name) or _wire_name(name, fields)
        field = fields.get(wire)
        if field is None or (wire in given and name != given[wire]):
            raise Refusal(500, _no_accessor(name, "get", model))
        if wire in read_only(model):
            if item in (None, "", 0, False, [], {}, "0"):
                continue
            raise Refusal(500, _no_accessor(name, "set", model))
        try:
            result[wire] = _field(item, field.annotation)
        except Invalid as error:
            raise Invalid(f'Error occurred during "{name}" processing. {error}') from None
    return result


def _field(value: Any, declared: Any) -> Any:
    declared = without_none(declared)
    origin = get_origin(declared)
    if isinstance(origin, type) and issubclass(origin, KeyedList):
        return _attributes(value)
    return None if value is None else _converted(value, declared)


def _attributes(value: Any) -> Any:
    """Custom attributes: entries of a code and a value, or a map of values by code."""
    if not is_map(value) and not is_list(value):
        return None
    if is_map(value):
        return dict(value)
    for entry in value:
        key = next(
            (
                name
                for name in ("attribute_code", "attributeCode", "key")
                if is_map(entry) and entry.get(name)
            ),
            "",
        )
        if not key:
            raise Invalid(
                "A custom attribute is specified with a missing attribute code. Verify the code and try again."
            )
        if "value" not in entry:
            raise Invalid(
                f'The "{entry[key]}" attribute code doesn\'t have a value set. Enter the value and try again.'
            )
    return [
        {("attribute_code" if name == "attributeCode" else name): item for name, item in entry.items()}
        for entry in value
    ]


def _list(value: Any, item_type: Any) -> Any:
    item_type = without_none(item_type)
    of_models = isinstance(item_type, type) and issubclass(item_type, Model)
    items = list(value.values()) if is_map(value) else value
    if not is_list(items):
        if of_models or value is None:
            return None
        raise _wrong_type(_php_type(value), f"{_NAMES.get(item_type, 'mixed')}[]")
    return [_converted(item, item_type) for item in items]


def _scalar(value: Any, declared: Any) -> Any:
    """A value made into a scalar as `settype` does it; numbers must be numeric."""
    if value is None or declared not in _NAMES:
        return value
    if is_map(value) or is_list(value):
        raise _wrong_type("array", _NAMES[declared])
    if declared is bool:
        return value if isinstance(value, bool) else str(value).strip().lower() in _TRUE
    if declared is str:
        return ("1" if value else "") if isinstance(value, bool) else str(value)
    if isinstance(value, bool) or _NUMERIC.fullmatch(str(value)) is None:
        raise _wrong_type(_php_text(value), _NAMES[declared])
    return _number(value, declared)


def _number(value: Any, declared: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        whole = int(str(value))
    except ValueError:
        return int(float(value)) if declared is int else float(value)
    return whole if declared is int else float(value)


def _wrong_type(value: str, expected: str) -> Invalid:
    return Invalid(
        f'The "{value}" value\'s type is invalid. The "{expected}" type was expected. Verify and try again.'
    )


def _php_type(value: Any) -> str:
    names: dict[Any, str] = {bool: "boolean", int: "integer", float: "double", str: "string"}
    return names.get(type(value), "array")


def _php_text(value: Any) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)


def _wire_name(name: str, fields: Mapping[str, Any]) -> str:
    if name in fields:
        return name
    snake = _CAMEL.sub(r"\1_\2", name).lower()
    return snake if snake in fields else name


def _no_accessor(name: str, kind: str, model: type[Model]) -> str:
    """What Magento\\Framework\\Reflection\\NameFinder says in developer mode; the log has it in production."""
    camel = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
    return (
        f'Property "{camel}" does not have accessor method "{kind}{camel}" in class '
        f'"{model.__module__.rpartition(".")[2]}.{model.__name__}".'
    )
