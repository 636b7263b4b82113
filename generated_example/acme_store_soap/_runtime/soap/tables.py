# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What the codec needs to know of types, read off what the package says anyway: its models and its annotations.

A `Kind` says how values of a type are written and read, a `Table` which elements a model consists of. Both are made on
first use of the Python types: `str` is text, `list[models.catalog.Product]` a list of that model. What Python types
don't tell stands beside them: a model's name in the WSDL (`TYPES` of `definition.py`), and elements that are not called
as the field is (`ELEMENTS`).
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from ..models.base import KeyedList, Model, key_name
from ..models.encode import read_only
from ..models.forward_references import bind_forward_references

_LETTERS: Mapping[Any, str] = {str: "s", int: "i", float: "n", Decimal: "d", bool: "b", bytes: "y"}


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one type are written.

    `tag` is one of

        s i n b y *    text, integer, number, boolean, base64 bytes, anything
        .              the model that the WSDL calls `name`
        [              a list in a wrapper element, items called `name`, or as the dialect calls them
        +              a list written as repeated elements, without a wrapper
        #              a list of models that is a map on closer look, from its field `key` to its field `value`
        {              a map with string keys
        ?              `item` in document/literal, `other` in the other styles
        |              `item` where that fits, else `other`

    and `item` the kind of what is inside. `kept_in` is the class of a keyed list of custom attributes.
    """

    tag: str
    item: Kind | None = None
    other: Kind | None = None
    name: str = ""
    key: str = ""
    value: str = ""
    kept_in: type[KeyedList[Any]] | None = None


TEXT = Kind("s")
ANY = Kind("*")
TEXTS = Kind("[", TEXT)
LIST = Kind("[", ANY)


@dataclass(frozen=True, slots=True)
class ElementName:
    """How a field is written, where its name doesn't tell: see `element`."""

    name: str = ""
    others: tuple[str, ...] = ()
    items: str | None = None


def element(name: str = "", *others: str, items: str | None = None) -> ElementName:
    """The element of a field: its `name`, the `others` that a server answers with as well, and its list's `items`.

    A name `@kind` is an attribute, `#text` the text of the model's own element, `{namespace}name` a qualified element.
    `items` is what the elements of a list's items are called, empty where they repeat without a wrapper around them.
    """
    return ElementName(name, others, items)


@dataclass(frozen=True, slots=True)
class TableField:
    """One field of a model: `element` on the wire, `alias` in the model's data, `attribute` in Python.

    `others` are further element names in answers; `writable` is False for what no request may carry.
    """

    element: str
    alias: str
    attribute: str
    kind: Kind
    others: tuple[str, ...] = ()
    writable: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A model's fields in the order of the schema, and by every name that a caller may use for them."""

    name: str
    fields: tuple[TableField, ...]
    by_name: Mapping[str, TableField] = field(compare=False)
    aliases: frozenset[str] = field(compare=False)


class Tables:
    """All tables of a package by the WSDL's names of the models, made on first use.

    `models` has the classes, `types` says where: by module, the class by the WSDL's name. `elements` are by that name
    and the field's; `maps` are the key and value fields of models whose lists are maps in version 1 of Magento 1's API.
    In Magento 2 elements are the `camel` case of their fields.
    """

    def __init__(
        self,
        models: Any,
        types: Mapping[str, Mapping[str, str]],
        elements: Mapping[str, Mapping[str, ElementName]],
        maps: Mapping[str, tuple[str, str]],
        *,
        camel: bool = False,
    ) -> None:
        self._models = models
        self._places = {
            name: (module, class_name) for module, own in types.items() for name, class_name in own.items()
        }
        self._elements = elements
        self._maps = maps
        self._spelled: Callable[[str], str] = _camel if camel else str
        self._names = {place: name for name, place in self._places.items()}
        self._made: dict[str, Table] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __getitem__(self, name: str) -> Table:
        """The table of a model. Raises KeyError when the package has no such model."""
        table = self._made.get(name)
        if table is None:
            fields = tuple(self._fields(name))
            by_name: dict[str, TableField] = {}
            for entry in fields:
                for known in (entry.alias, entry.attribute, entry.element):
                    by_name.setdefault(known, entry)
            aliases = frozenset(entry.alias for entry in fields)
            table = self._made[name] = Table(name, fields, by_name, aliases)
        return table

    def kind(self, declared: Any, items: str | None = None) -> Kind:
        """The kind of a Python type; `items` is what the elements of a list's items are called, as in `element`."""
        letter = _LETTERS.get(declared)
        if letter is not None:
            return Kind(letter)
        origin, arguments = get_origin(declared), get_args(declared)
        if origin in (Union, types.UnionType):
            return self._either([member for member in arguments if member is not types.NoneType], items)
        if isinstance(declared, type) and issubclass(declared, Model):
            return Kind(".", name=self._names[_place(declared)])
        if isinstance(origin, type) and issubclass(origin, KeyedList):
            key = key_name(arguments[0])
            return Kind("#", self.kind(arguments[0]), key=key, value="value", kept_in=cast(Any, origin))
        if origin is list:
            item = self.kind(arguments[0])
            if item.name in self._maps:
                key, value = self._maps[item.name]
                return Kind("#", item, key=key, value=value)
            return Kind("+" if items == "" else "[", item, name=items or "")
        return Kind("{", self.kind(arguments[1])) if origin is dict else ANY

    def _either(self, members: list[Any], items: str | None) -> Kind:
        kinds = list(dict.fromkeys(self.kind(member, items) for member in members))
        if len(kinds) == 1:
            return kinds[0]
        return Kind("?", kinds[0], kinds[1]) if len(kinds) == 2 else ANY

    def model(self, name: str) -> type[Model]:
        """The class of a model. Raises KeyError when the package has no such model."""
        module, class_name = self._places[name]
        found: type[Model] = getattr(getattr(self._models, module), class_name)
        return found

    def name_of(self, model: type[Any]) -> str | None:
        """The WSDL's name of a class, None when it is no model of the package."""
        return self._names.get((model.__module__.rpartition(".")[2], model.__name__))

    def _fields(self, name: str) -> Iterator[TableField]:
        model = self.model(name)
        bind_forward_references(model)
        annotations = get_type_hints(
            types.SimpleNamespace(__annotations__=vars(model).get("__annotations__", {})),
            vars(sys.modules[model.__module__]),
        )
        elements = self._elements.get(name, {})
        unwritable = read_only(model)
        for attribute, info in model.model_fields.items():
            alias = info.serialization_alias or attribute
            written = elements.get(alias, _USUAL)
            kind = _one_or_the_other(self.kind(annotations[attribute], written.items))
            element = written.name or self._spelled(alias)
            yield TableField(element, alias, attribute, kind, written.others, alias not in unwritable)


def _one_or_the_other(kind: Kind) -> Kind:
    """The kind of a field that holds one of two kinds in any style, as scalars do; lists and models go by the style."""
    if kind.tag == "?" and kind.item is not None and kind.item.tag in _LETTERS.values():
        return Kind("|", kind.item, kind.other)
    return kind


_USUAL = ElementName()


def _place(model: type[Model]) -> tuple[str, str]:
    return model.__module__.rpartition(".")[2], model.__name__


def _camel(name: str) -> str:
    """Camel case, as Magento\\Framework\\Api\\SimpleDataObjectConverter::snakeCaseToCamelCase makes it."""
    joined = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
    return joined[:1].lower() + joined[1:]
