"""Per-model tables: what the codec needs to know of a model, made when the package was generated.

A table is one line of text: `element[|other...][=alias][/attribute]:[-]kind` parts separated by blanks. `element` is
the name on the wire, `other` a name that a server also answers with, `alias` the model's wire name where it differs
from the element's, `attribute` the Python attribute where that differs from the alias, and `-` marks a field that a
server takes from nobody. An element `@name` is an attribute, `#text` the text of the model's own element, and
`{namespace}name` a qualified element; characters that the grammar needs are percent-encoded in names.

A kind is

    s i n b y *    text, integer, number, boolean, base64 bytes, anything
    .Name          the model of that name
    [kind          a list in a wrapper element, items named as the dialect names them
    [item]kind     a list in a wrapper element whose items are called `item`
    +kind          a list written as repeated elements, without a wrapper
    #key,value.Name  a list of models that is a map on closer look
    {kind          a map with string keys
    ?kind;kind     the first in document/literal, the second in the other styles

Lines are parsed on first use and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Kind:
    """One parsed kind.

    `tag` is its first character, `item` the kind inside, `other` the second of two, `name` the name of the model or of
    the item element, `key` and `value` are the two fields of a keyed list's model.
    """

    tag: str
    item: Kind | None = None
    other: Kind | None = None
    name: str = ""
    key: str = ""
    value: str = ""


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


_SIMPLE = {tag: Kind(tag) for tag in "sinby*"}


def parse_kind(text: str) -> Kind:
    """The kind that a text stands for. Raises ValueError for one that isn't of the grammar above."""
    simple = _SIMPLE.get(text)
    if simple is not None:
        return simple
    tag, rest = text[:1], text[1:]
    match tag:
        case ".":
            return Kind(tag, name=rest)
        case "+" | "{":
            return Kind(tag, parse_kind(rest))
        case "[":
            name, closed, inner = rest.partition("]")
            return Kind(tag, parse_kind(inner), name=unquote(name)) if closed else Kind(tag, parse_kind(rest))
        case "?":
            first, _, second = rest.partition(";")
            return Kind(tag, parse_kind(first), parse_kind(second))
        case "#":
            names, _, model = rest.partition(".")
            key, _, value = names.partition(",")
            return Kind(tag, Kind(".", name=model), key=unquote(key), value=unquote(value))
        case _:
            raise ValueError(f"{text!r} is no kind of the SOAP codec")


def parse_field(text: str) -> TableField:
    """The field that one part of a table's line stands for."""
    names, _, kind = text.partition(":")
    names, _, attribute = names.partition("/")
    elements, _, alias = names.partition("=")
    element, *others = map(unquote, elements.split("|"))
    alias = unquote(alias) or element
    return TableField(
        element,
        alias,
        attribute or alias,
        parse_kind(kind.removeprefix("-")),
        tuple(others),
        not kind.startswith("-"),
    )


class Tables:
    """All tables of a package by model name; `lines` has their text."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines
        self._parsed: dict[str, Table] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._lines

    def __getitem__(self, name: str) -> Table:
        """The table of a model. Raises KeyError when the package has no such model."""
        table = self._parsed.get(name)
        if table is None:
            fields = tuple(parse_field(part) for part in self._lines[name].split())
            by_name: dict[str, TableField] = {}
            for entry in fields:
                for known in (entry.alias, entry.attribute, entry.element):
                    by_name.setdefault(known, entry)
            aliases = frozenset(entry.alias for entry in fields)
            table = self._parsed[name] = Table(name, fields, by_name, aliases)
        return table
