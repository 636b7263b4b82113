# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What fields read as where an answer has nothing, and what of a model is sent.

Every field of a model is None until it is set, whatever its annotation promises to type checkers: a promise is the
shop's own, and shops break it. Lists, keyed lists and extension attributes read as empty ones instead. Such an empty
value is part of a request only once something was put into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

ABSENT: Final[Any] = None
"""The default of a field that is declared not to be null. It is None, typed Any so that it fits any annotation."""

EXTENSION_ATTRIBUTES = "extension_attributes"
_GENERIC = re.compile(r"(?!dict\b)\w+\[")


def allow_none(model: type) -> None:
    """Make pydantic take None for every field whose default is `ABSENT`.

    To be called before pydantic reads the annotations of a class, which are strings still.
    """
    annotations: dict[str, Any] = vars(model).get("__annotations__", {})
    for name, text in annotations.items():
        if (
            isinstance(text, str)
            and _default(vars(model).get(name, ...)) is None
            and not text.endswith("None")
        ):
            annotations[name] = f"{text} | None"


def _default(assigned: Any) -> Any:
    return assigned.default if isinstance(assigned, FieldInfo) else assigned


def filled_fields(model: type[BaseModel]) -> list[str]:
    """The names of a class's own fields that read as something empty where there is nothing."""
    annotations: dict[str, Any] = vars(model).get("__annotations__", {})
    return [
        name
        for name, field in model.model_fields.items()
        if isinstance(text := annotations.get(name), str)
        and (_GENERIC.match(text) or EXTENSION_ATTRIBUTES in (name, field.serialization_alias))
    ]


class FilledField:
    """Lets a field read as an empty list or object where it has no value.

    What was read is kept, so that a change made to it in place is sent.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._empty: Any = None

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            raise AttributeError(f"type object {owner.__name__!r} has no attribute {self._name!r}")
        value = instance.__dict__.get(self._name)
        return value if value is not None else self._fill(instance)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self._name] = value

    def __delete__(self, instance: Any) -> None:
        instance.__dict__.pop(self._name, None)

    def _fill(self, instance: Any) -> Any:
        if self._empty is None:
            self._empty = _maker(instance, self._name)
        value = self._empty()
        if value is not None:
            instance.__dict__[self._name] = value
            remembered(instance)[self._name] = value
        return value


def _maker(instance: BaseModel, name: str) -> Any:
    """What makes the empty value of a field: an empty list or object of its type, None for any other type."""
    model = type(instance)
    model.model_rebuild()
    annotation = model.model_fields[name].annotation
    members = [item for item in get_args(annotation) if item is not type(None)]
    declared: Any = members[0] if type(None) in get_args(annotation) and len(members) == 1 else annotation
    made: Any = get_origin(declared) or declared
    of_items: Any = getattr(made, "of_items", None)
    if of_items is not None:
        return lambda: of_items(next(iter(get_args(declared)), Any))
    if made is list:
        return list
    return made if isinstance(made, type) and issubclass(made, BaseModel) else _nothing


def _nothing() -> None:
    return None


def remembered(model: BaseModel) -> dict[str, Any]:
    """The empty values that a model was filled with when they were read, by field."""
    try:
        found: dict[str, Any] = object.__getattribute__(model, "_fillers")
    except AttributeError:
        found = {}
        object.__setattr__(model, "_fillers", found)
    return found


def is_empty(value: Any) -> bool:
    """Whether a list or a model holds nothing to send."""
    if isinstance(value, BaseModel):
        return not set_values(value) and not value.model_extra
    return not value


def set_values(model: BaseModel) -> dict[str, Any]:
    """What was set of a model, by the Python names of its fields and in their order.

    That is what was given, assigned, or put into an empty list or object that was read.
    """
    chosen = model.model_fields_set
    filled: frozenset[str] = getattr(type(model), "_filled", frozenset())
    empties: Mapping[str, Any] = getattr(model, "_fillers", {}) if filled else {}
    found: dict[str, Any] = {}
    for name, value in model.__dict__.items():
        if name in filled and value is not None:
            untouched = (name not in chosen or value is empties.get(name)) and is_empty(value)
            if not untouched:
                found[name] = value
            elif name in chosen:
                found[name] = None
        elif name in chosen:
            found[name] = value
    return found
