# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""From elements to plain data, by table.

A decoder turns one element into what the model validates: dicts under the models' wire names, lists, scalars. It is
lenient, as Magento's types lie: what isn't of the declared type is kept as it came, what isn't declared is kept too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..models.decode import decode_value
from ..shapes import is_dict
from .forms import Forms
from .names import TYPE, local
from .tables import Kind, Tables
from .v1_data import from_plain
from .values import Values, is_nil, keep

if TYPE_CHECKING:
    from ..xml.documents import Element

Decoder = Callable[["Element"], Any]


class Decoders:
    """The decoders of a package's tables, made on first use; `exact` is as in `Values`."""

    def __init__(self, tables: Tables, *, exact: bool = False) -> None:
        self._tables = tables
        self._values = Values(exact=exact)
        self._models: Forms[Decoder] = Forms(self._make)
        self._subtypes: dict[tuple[str, str], Decoder | None] = {}
        self._simple: dict[str, Decoder] = {**self._values.readers, "*": self.any}

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
                return self._values.mapping
            case Kind(tag="|", item=Kind() as item):
                return self.of(item)
            case Kind(tag="?", item=Kind() as first, other=Kind() as second):
                return self._either(self.of(first), self.of(second))
            case _:
                return self._simple[kind.tag]

    def any(self, element: Element) -> Any:
        """Like `Values.any`, but a known model that `xsi:type` names is decoded by its table."""
        declared = element.get(TYPE)
        if declared is not None and (name := local(declared)) in self._tables and not is_nil(element):
            return self.model(name)(element)
        return self._values.any(element)

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
        text = self._simple["s"]

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
                            return from_plain(self._values.map(element), kind, self._tables)
                        keep(found, name, self.any(child))
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
            return None if is_nil(element) else []

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
