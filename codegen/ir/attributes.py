"""Attributes of entities: those of the shop itself, which no contract names, with the options of each."""

from __future__ import annotations

import re
from enum import StrEnum

from codegen.origin import Origin
from codegen.values import Value

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")


class AttributeKind(StrEnum):
    """What the values of an attribute are."""

    TEXT = "str"
    INTEGER = "int"
    NUMBER = "float"
    BOOLEAN = "bool"
    DATE = "date"
    MOMENT = "datetime"
    OPTION = "option"
    OPTIONS = "list[option]"
    TEXTS = "list[str]"
    INTEGERS = "list[int]"
    ANY = "any"


_OF_INPUT = {
    "boolean": AttributeKind.BOOLEAN,
    "date": AttributeKind.DATE,
    "datetime": AttributeKind.MOMENT,
    "price": AttributeKind.NUMBER,
    "weight": AttributeKind.NUMBER,
    "gallery": AttributeKind.ANY,
    "weee": AttributeKind.ANY,
    "file": AttributeKind.ANY,
}
"""What an input kind says of the values; all others leave that to the column (Magento_Eav, Magento_Weee,
Magento_Customer: a file is sent as an object and read as a path)."""
_OF_BACKEND = {
    "int": AttributeKind.INTEGER,
    "decimal": AttributeKind.NUMBER,
    "datetime": AttributeKind.MOMENT,
    "varchar": AttributeKind.TEXT,
    "text": AttributeKind.TEXT,
}
"""What a column holds (`eav_attribute.backend_type`); of a `static` one nothing is known."""


class Option(Value, kw_only=True):
    """One of the values that an attribute can have: `value` is what the shop stores, always as text.

    `labels` are those of stores, by store code, that differ from `label`. `swatch` is a colour (`#ff0000`), a text, or
    the path of an image.
    """

    value: str
    label: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    swatch: str = ""


class Attribute(Value, kw_only=True):
    """An attribute of an entity, as `attributes.json` or the configuration tells of it.

    `entity` is Magento's name of the entity type (`catalog_product`), or a model's, where the configuration says so.
    `input` is the kind of input (`select`), `backend` the type of column (`int`): `eav_attribute.frontend_input` and
    `backend_type`. `declared` is the type that the configuration gives it; no other counts then. `swatch` is the kind
    of its options' swatches (`visual`, `text`). `labels` are those of stores, by store code.
    """

    entity: str
    code: str
    input: str = ""
    backend: str = ""
    declared: str = ""
    label: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    required: bool = False
    scope: str = ""
    user_defined: bool = True
    applies_to: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    swatch: str = ""
    options: tuple[Option, ...] = ()
    origin: Origin | None = None

    @property
    def kind(self) -> AttributeKind:
        """What its values are: what the configuration declares, else what its input and its column say."""
        if self.declared:
            return AttributeKind(self.declared)
        if self.input == "multiselect":
            return AttributeKind.OPTIONS if self.options else AttributeKind.TEXTS
        if self.input not in _OF_INPUT and self.options:
            return AttributeKind.OPTION
        unknown = AttributeKind.ANY if self.backend == "static" else AttributeKind.TEXT
        return _OF_INPUT.get(self.input) or _OF_BACKEND.get(self.backend, unknown)

    @property
    def integer_options(self) -> bool:
        """Whether the values of all options are written as integers are."""
        return all(_INTEGER.fullmatch(option.value) for option in self.options)
