# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""From elements to plain data, by table.

A decoder turns one element into what the model validates: dicts under the models' wire names, lists, scalars. It is
lenient, as Magento's types lie: what isn't of the declared type is kept as it came, what isn't declared is kept too.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ..models.decode import decode_value
from ..shapes import is_dict
from .forms import Forms
from .names import ARRAY_TYPE, NIL, SCHEMA, TYPE, local
from .tables import Kind, Tables
from .v1_data import from_plain

if TYPE_CHECKING:
    from .xml import Element

Decoder = Callable[["Element"], Any]

_TRUE = frozenset({"true", "1"})
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False, "": None}
_INTEGERS = frozenset(
    {
        "int",
        "integer",
        "long",
        "short",
        "byte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    }
)
_NUMBERS = frozenset({"float", "double", "decimal"})
_SCHEMA_PREFIX = f"{{{SCHEMA}}}"


def is_nil(element: Element) -> bool:
    """Whether an element says that it is null."""
    return element.get(NIL, "") in _TRUE


def _text(element: Element) -> Any:
    if len(element):
        return decode_any(element)
    text = element.text
    if text is None:
        return None if element.get(NIL, "") in _TRUE else ""
    return text


def _integer(element: Element) -> Any:
    text = element.text
    if text is None or len(element):
        return decode_any(element) or None
    try:
        return int(text)
    except ValueError:
        return _lenient_number(text)


def _lenient_number(text: str) -> int | float | str | None:
    stripped = text.strip()
    try:
        return int(stripped) if stripped.lstrip("+-").isdigit() else float(stripped)
    except ValueError:
        return text if stripped else None


def _number(element: Element) -> Any:
    text = element.text
    if text is None or len(element):
        return decode_any(element) or None
    try:
        return float(text)
    except ValueError:
        return _lenient_number(text)


def _decimal(element: Element) -> Any:
    """A number with the digits that the server wrote."""
    text = element.text
    if text is None or len(element):
        return decode_any(element) or None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return text if text.strip() else None


def _boolean(element: Element) -> Any:
    text = element.text
    if text is None or len(element):
        return decode_any(element) or None
    return _BOOLEANS.get(text.strip().lower(), text)


def _binary(element: Element) -> Any:
    text = element.text
    if text is None or len(element):
        return decode_any(element) or None
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return text


def decode_any(element: Element) -> Any:
    """The value of an element that nothing is known of: its `xsi:type`, else its shape, tells.

    Apache maps and bare structures become dicts, arrays and repeated elements lists, elements named after XML Schema's
    own types (Magento 2's array-valued custom attributes) typed values.
    """
    if element.get(NIL, "") in _TRUE:
        return None
    named = local(element.get(TYPE, ""))
    if not len(element):
        if named == "Array" or element.get(ARRAY_TYPE) is not None:
            return []
        if named == "Map":
            return {}
        return decode_scalar(element.text or "", named)
    if named == "Map":
        return _map(element)
    if named.endswith("Array") or element.get(ARRAY_TYPE) is not None:
        return [decode_any(child) for child in element]
    first = element[0].tag
    if first.startswith(_SCHEMA_PREFIX):
        return [decode_scalar(child.text or "", local(child.tag)) for child in element]
    names = [local(child.tag) for child in element]
    if set(names) <= {"item"} or set(names) <= {"complexObjectArray"}:
        return [decode_any(child) for child in element]
    found: dict[str, Any] = {}
    for name, child in zip(names, element, strict=True):
        _keep(found, name, decode_any(child))
    return found


def decode_scalar(text: str, type_name: str) -> Any:
    """A text as its XML Schema type says; text that isn't of the type stays text."""
    if type_name in _INTEGERS or type_name in _NUMBERS:
        return _lenient_number(text)
    if type_name == "boolean":
        return _BOOLEANS.get(text.strip().lower(), text)
    return text


def _map(element: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in element:
        key, value = "", None
        for child in item:
            name = local(child.tag)
            if name == "key":
                key = child.text or ""
            elif name == "value":
                value = decode_any(child)
        found[key] = value
    return found


def _keep(found: dict[str, Any], name: str, value: Any) -> None:
    """Put an undeclared value where no other is lost: a repeated one becomes a list."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


class Decoders:
    """The decoders of a package's tables, made on first use."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._models: Forms[Decoder] = Forms(self._make)
        self._subtypes: dict[tuple[str, str], Decoder | None] = {}
        self._simple: dict[str, Decoder] = {
            "s": _text,
            "i": _integer,
            "n": _number,
            "d": _decimal,
            "b": _boolean,
            "y": _binary,
            "*": self.any,
        }

    def of(self, kind: Kind) -> Decoder:
        """The decoder of a kind. A `+kind` gives the decoder of one item: the caller collects."""
        match kind:
            case Kind(tag="."):
                return self.model(kind.name)
            case Kind(tag="[" | "#", item=Kind() as item):
                return self._list(self.of(item))
            case Kind(tag="+", item=Kind() as item):
                return self.of(item)
            case Kind(tag="{"):
                return _mapping
            case Kind(tag="|", item=Kind() as item):
                return self.of(item)
            case Kind(tag="?", item=Kind() as first, other=Kind() as second):
                return self._either(self.of(first), self.of(second))
            case _:
                return self._simple[kind.tag]

    def any(self, element: Element) -> Any:
        """Like `decode_any`, but a known model that `xsi:type` names is decoded by its table."""
        name = local(element.get(TYPE, ""))
        if name and name in self._tables and not is_nil(element):
            return self.model(name)(element)
        return decode_any(element)

    def model(self, name: str) -> Decoder:
        """The decoder of a model: dicts by alias."""
        return self._models.get(name)

    def _make(self, name: str) -> tuple[Decoder, Callable[[], None]]:
        plan: dict[str, tuple[str, Decoder, bool]] = {}
        fields = self._tables[name].fields
        decoder = self._object(plan, Kind(".", name=name))
        if any(field.element[0] in "@#" for field in fields):
            decoder = _with_attributes(decoder, plan)

        def complete() -> None:
            for field in fields:
                entry = (field.alias, self.of(field.kind), field.kind.tag == "+")
                for element in (field.element, *field.others):
                    plan.setdefault(element, entry)

        return decoder, complete

    def _object(self, plan: dict[str, tuple[str, Decoder, bool]], kind: Kind) -> Decoder:
        find = plan.get
        text = _text

        def decode(element: Element) -> Any:
            named = element.get(TYPE)
            if named is not None and (other := self._subtype(kind.name, local(named))) is not None:
                return other(element)
            found: dict[str, Any] = {}
            for child in element:
                entry = find(child.tag)
                if entry is None:
                    name = local(child.tag)
                    entry = find(name)
                    if entry is None:
                        if name == "item" and local(element.get(TYPE, "")) == "Map":
                            return from_plain(_map(element), kind, self._tables)
                        _keep(found, name, self.any(child))
                        continue
                alias, decoder, repeated = entry
                if repeated:
                    found.setdefault(alias, []).append(decoder(child))
                elif decoder is text and not len(child):
                    value = child.text
                    found[alias] = value if value is not None else text(child)
                else:
                    found[alias] = decoder(child)
            if not found and is_nil(element):
                return None
            return found or (element.text or "").strip() or found

        return decode

    def _subtype(self, declared: str, named: str) -> Decoder | None:
        """The decoder of the type that an element names, where it is another one with all fields of the declared."""
        if named == declared or named not in self._tables:
            return None
        if (declared, named) not in self._subtypes:
            inherits = self._tables[declared].aliases <= self._tables[named].aliases
            self._subtypes[declared, named] = self._typed(named) if inherits else None
        return self._subtypes[declared, named]

    def _typed(self, name: str) -> Decoder:
        """Decodes to the model itself, since validation knows the declared one only."""
        decode, model = self.model(name), self._tables.model(name)

        def decode_typed(element: Element) -> Any:
            data = decode(element)
            return decode_value(data, model) if is_dict(data) else data

        return decode_typed

    def _either(self, document: Decoder, other: Decoder) -> Decoder:
        def decode(element: Element) -> Any:
            listed = len(element) and local(element[0].tag) in ("complexObjectArray", "item")
            return document(element) if listed else other(element)

        return decode

    def _list(self, item: Decoder) -> Decoder:
        def decode(element: Element) -> Any:
            if len(element):
                return [item(child) for child in element]
            return None if element.get(NIL, "") in _TRUE else []

        return decode


def _with_attributes(decode: Decoder, plan: dict[str, tuple[str, Decoder, bool]]) -> Decoder:
    """A decoder for a model that has attributes (`@name`) or text of its own (`#text`)."""

    def decode_all(element: Element) -> Any:
        text = plan.get("#text")
        found = {text[0]: text[1](element)} if text and not len(element) else decode(element) or {}
        for name, value in element.items():
            entry = plan.get("@" + str(name))
            if entry is not None:
                found[entry[0]] = value
        return found

    return decode_all


def _mapping(element: Element) -> Any:
    if is_nil(element):
        return None
    value: Any = decode_any(element) if len(element) else {}
    return value if is_dict(value) else {str(index): item for index, item in enumerate(value)}
