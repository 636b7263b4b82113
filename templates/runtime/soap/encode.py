"""From models and plain data to XML text, by table.

Encoding is strict: an unknown field, a value of the wrong kind or a character that XML can't hold is refused before
anything is sent, naming the field. Text is built directly, as that is several times faster than building elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from pydantic import BaseModel

from ..models.absent import set_values
from ..models.base import KeyedList, sent_entries
from ..models.nearest import nearest
from ..omit import OMIT
from ..search.criteria import SearchCriteria
from ..shapes import is_dict, is_iterable, is_map, is_sequence
from .criteria import Filters
from .forms import Forms
from .names import tag
from .scalars import TYPES, WRITERS, Misfit, described, scalar_letter
from .tables import Kind, Table, TableField, Tables

Encoder = Callable[[tuple[str, str], Any, list[str]], None]
"""Writes an element with a value to the list of parts; the first argument is what its start and end tags hold."""


def entries(value: Any, table: Table, unknown: bool = False) -> dict[str, Any]:
    """What a caller set of a model or mapping, by alias.

    Raises Misfit for a name that the model hasn't, naming the nearest, unless `unknown` lets it pass, and for what no
    request may carry, unless a model holds it: an answer can be sent back.
    """
    if isinstance(value, Filters | SearchCriteria):
        value = value.data()
    if isinstance(value, BaseModel):
        given = {**set_values(value), **(value.model_extra or {})}
    elif is_map(value):
        given = dict(value)
    else:
        raise Misfit(f"needs a {table.name} or a mapping, not {described(value)}")
    by_alias: dict[str, Any] = {}
    for name, item in given.items():
        field = table.by_name.get(name)
        if item is OMIT:
            continue
        if field is not None and field.writable:
            by_alias[field.alias] = item
        elif unknown:
            by_alias[str(name)] = item
        elif field is not None and isinstance(value, BaseModel):
            continue
        elif field is not None:
            raise Misfit(
                f"{name!r} of {table.name} can only be read, so leave it out; a model loses it by itself"
            )
        else:
            raise Misfit(
                f"{table.name} has no field {name!r}{nearest(str(name), (entry.attribute for entry in table.fields))}"
            )
    return by_alias


def _is_keyed_list(value: object) -> TypeGuard[KeyedList[Any]]:
    return isinstance(value, KeyedList)


def keyed(value: Any, kind: Kind) -> Any:
    """A keyed list given as a mapping, or made before its type was known, as the list that it stands for.

    Custom attributes are in the form that the shop takes; anything else stays as it is.
    """
    listed = value
    if _is_keyed_list(value):
        listed = [
            {kind.key: key, kind.value: item.get("value")} if is_dict(item) else item
            for key, item in zip(value.keys(), value, strict=True)
        ]
    elif is_map(value):
        listed = [{kind.key: key, kind.value: item} for key, item in value.items()]
    if kind.kept_in is None or not is_sequence(listed):
        return listed
    return sent_entries(listed, kind.kept_in)


def fitting(value: Any, kind: Kind, chosen: Kind, tables: Tables) -> Any:
    """A value for one of two kinds that was given in the form of the other, where one holds the other.

    Magento 1's additional attributes of a product are an associative list in WS-I, and in v2 a model with such a list.
    """
    first, second = kind.item, kind.other
    if value is None or first is None or second is None or second.tag != "." or first.tag == ".":
        return value
    holder = next((field for field in tables[second.name].fields if field.kind == first), None)
    if holder is None:
        return value
    is_model = isinstance(value, BaseModel) or (is_map(value) and value.keys() <= tables[second.name].aliases)
    if chosen is first and is_model:
        given = entries(value, tables[second.name])
        if given.keys() <= {holder.alias}:
            return given.get(holder.alias, [])
        raise Misfit(f"can't be sent in this mode, except for {holder.attribute!r}")
    if chosen is second and not is_model:
        return {holder.alias: value}
    return value


def sequence(value: Any) -> Sequence[Any]:
    """The items of a list. Raises Misfit for text, mappings and what has no items."""
    if isinstance(value, (str, bytes, Mapping, BaseModel)) or not is_iterable(value):
        raise Misfit(f"needs a list, not {described(value)}")
    return value if isinstance(value, Sequence) else tuple(value)


class Encoders:
    """The encoders of a package's tables for one style, made on first use.

    `item` is what the items of a list are called; `unknown` sends fields that the tables don't know; without `nulls` a
    model's are not sent where they unset nothing, as Magento 2 refuses them and answers with them; `encoded` makes
    rpc/encoded XML with `xsi:type` and `arrayType`, where the prefixes `ns1` (the target namespace), `ns2` (Apache),
    `xsd`, `xsi` and `SOAP-ENC` must be declared.
    """

    def __init__(
        self, tables: Tables, *, item: str, encoded: bool, unknown: bool = False, nulls: bool = True
    ) -> None:
        self._tables = tables
        self._item = item
        self._encoded = encoded
        self._unknown = unknown
        self._nulls = nulls
        self._models: Forms[Encoder] = Forms(self._make)
        self._subtypes: dict[tuple[str, type[Any]], Encoder | None] = {}

    def of(self, kind: Kind) -> Encoder:
        """The encoder of a kind."""
        match kind:
            case Kind(tag="."):
                return self.model(kind.name)
            case Kind(tag="[", item=Kind() as item):
                return self._list(self.of(item), self._named(item), kind.name or self._item)
            case Kind(tag="#", item=Kind() as item):
                written = self._list(self.of(item), self._named(item), self._item)
                return lambda tags, value, parts: written(tags, keyed(value, kind), parts)
            case Kind(tag="+", item=Kind() as item):
                return _repeated(self.of(item))
            case Kind(tag="{", item=Kind() as item):
                return self._map(self.of(item))
            case Kind(tag="|", item=Kind() as first, other=Kind() as second):
                return _fitting_one(self.of(first), self.of(second))
            case Kind(tag="?", item=Kind() as first, other=Kind() as second):
                chosen = second if self._encoded else first
                written = self.of(chosen)
                return lambda tags, value, parts: written(
                    tags, fitting(value, kind, chosen, self._tables), parts
                )
            case Kind(tag="*"):
                return self.any
            case _:
                return self._scalar(kind.tag)

    def model(self, name: str) -> Encoder:
        """The encoder of a model."""
        return self._models.get(name)

    def any(self, tags: tuple[str, str], value: Any, parts: list[str]) -> None:
        """Write a value of which the schema says nothing."""
        if isinstance(value, BaseModel):
            value = value.model_dump(by_alias=True, exclude_unset=True)
        if value is None:
            parts.append(_nil(tags))
        elif is_map(value):
            (self._map(self.any) if self._encoded else self._children)(tags, value, parts)
        elif is_sequence(value):
            self._any_list(tags, value, parts)
        else:
            self._scalar(scalar_letter(value))(tags, value, parts)

    def _make(self, name: str) -> tuple[Encoder, Callable[[], None]]:
        table = self._tables[name]
        plan: list[tuple[str, tuple[str, str], Encoder]] = []
        attributes = [field for field in table.fields if field.element[0] in "@#"]

        def complete() -> None:
            plan.extend(
                (field.alias, tag(field.element), self.of(field.kind))
                for field in table.fields
                if field.element[0] not in "@#"
            )

        return self._object(table, plan, attributes), complete

    def _named(self, kind: Kind) -> str:
        """The qualified name of a kind's type, for `arrayType`."""
        if kind.tag == ".":
            return f"ns1:{kind.name}"
        return TYPES.get(kind.tag, "xsd:ur-type" if kind.tag == "*" else "SOAP-ENC:Array")

    def _scalar(self, letter: str) -> Encoder:
        text = WRITERS[letter]
        attribute = f' xsi:type="{TYPES[letter]}"' if self._encoded else ""

        def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
            if value is None:
                parts.append(_nil(tags))
            else:
                parts.append(f"<{tags[0]}{attribute}>{text(value)}</{tags[1]}>")

        return encode

    def _object(
        self, table: Table, plan: list[tuple[str, tuple[str, str], Encoder]], attributes: list[TableField]
    ) -> Encoder:
        attribute = f' xsi:type="ns1:{table.name}"' if self._encoded else ""
        unset = {field.alias for field in table.fields if field.kind.tag in "sy*"}

        def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
            if value is None:
                parts.append(_nil(tags))
                return
            if isinstance(value, BaseModel) and (other := self._subtype(table, type(value))) is not None:
                other(tags, value, parts)
                return
            given = entries(value, table, self._unknown)
            if not self._nulls and isinstance(value, BaseModel):
                given = {name: item for name, item in given.items() if item is not None or name in unset}
            own = _own(given, attributes) if attributes else ("", "")
            parts.append(f"<{tags[0]}{attribute}{own[0]}>{own[1]}")
            for alias, inner, encoder in plan:
                if alias in given:
                    try:
                        encoder(inner, given[alias], parts)
                    except Misfit as error:
                        error.path.append(alias)
                        raise
            if self._unknown:
                for name in given.keys() - table.aliases:
                    self.any((name, name), given[name], parts)
            parts.append(f"</{tags[1]}>")

        return encode

    def _subtype(self, declared: Table, model: type[Any]) -> Encoder | None:
        """The encoder of a model that has all fields of the declared one and others: `xsi:type` names it."""
        key = (declared.name, model)
        if key not in self._subtypes:
            name = self._tables.name_of(model)
            table = self._tables[name] if name is not None else declared
            inherits = table is not declared and declared.aliases <= table.aliases
            self._subtypes[key] = self._typed(table, declared) if inherits else None
        return self._subtypes[key]

    def _typed(self, table: Table, declared: Table) -> Encoder:
        """Writes the type's name, in the namespace of the fields that only it has."""
        own = next((field.element for field in table.fields if field.alias not in declared.aliases), "")
        namespace = own.rpartition("}")[0][1:].replace("&", "&amp;").replace('"', "&quot;")
        prefix = f' xmlns:t="{namespace}" xsi:type="t:' if namespace else ' xsi:type="ns1:'
        attribute = "" if self._encoded else f'{prefix}{table.name}"'
        encode = self.model(table.name)
        return lambda tags, value, parts: encode((f"{tags[0]}{attribute}", tags[1]), value, parts)

    def _list(self, item: Encoder, type_name: str, item_name: str) -> Encoder:
        encoded = self._encoded
        inner = tag(item_name)

        def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
            if value is None:
                parts.append(_nil(tags))
                return
            items = sequence(value)
            array = (
                f' SOAP-ENC:arrayType="{type_name}[{len(items)}]" xsi:type="SOAP-ENC:Array"'
                if encoded
                else ""
            )
            parts.append(f"<{tags[0]}{array}>")
            _each(item, inner, items, parts)
            parts.append(f"</{tags[1]}>")

        return encode

    def _map(self, item: Encoder) -> Encoder:
        attribute = ' xsi:type="ns2:Map"' if self._encoded else ""
        key = self._scalar("s")

        def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
            if not is_map(value):
                raise Misfit(f"needs a mapping, not {described(value)}")
            parts.append(f"<{tags[0]}{attribute}>")
            for entry, content in value.items():
                parts.append("<item>")
                key(("key", "key"), entry, parts)
                item(("value", "value"), content, parts)
                parts.append("</item>")
            parts.append(f"</{tags[1]}>")

        return encode

    def _children(self, tags: tuple[str, str], value: Mapping[str, Any], parts: list[str]) -> None:
        parts.append(f"<{tags[0]}>")
        for key, item in value.items():
            if not _NAME.fullmatch(str(key)):
                raise Misfit(f"{key!r} can't be the name of an element")
            self.any((str(key), str(key)), item, parts)
        parts.append(f"</{tags[1]}>")

    def _any_list(self, tags: tuple[str, str], value: Sequence[Any], parts: list[str]) -> None:
        if self._encoded:
            types = {type_of(item) for item in value}
            self._list(self.any, types.pop() if len(types) == 1 else "xsd:ur-type", "item")(
                tags, value, parts
            )
            return
        parts.append(f"<{tags[0]}>")
        _each(self.any, tag(self._item), value, parts)
        parts.append(f"</{tags[1]}>")


_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def type_of(value: Any) -> str:
    """The qualified type name of a value of which the schema says nothing (`xsd:ur-type`: any)."""
    if isinstance(value, (Mapping, BaseModel)):
        return "ns2:Map"
    if is_sequence(value):
        return "SOAP-ENC:Array"
    return "xsd:ur-type" if value is None else TYPES[scalar_letter(value)]


def _nil(tags: tuple[str, str]) -> str:
    return f'<{tags[0]} xsi:nil="true"/>'


def _own(given: Mapping[str, Any], fields: list[TableField]) -> tuple[str, str]:
    """The attributes and the text of an element that has such."""
    attributes = text = ""
    for field in fields:
        value = given.get(field.alias)
        if value is None:
            continue
        written = WRITERS[field.kind.tag](value)
        if field.element == "#text":
            text = written
        else:
            attributes += ' {}="{}"'.format(
                field.element[1:], written.replace('"', "&quot;").replace("\n", "&#10;")
            )
    return attributes, text


def _repeated(item: Encoder) -> Encoder:
    def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
        _each(item, tags, sequence(value if value is not None else ()), parts)

    return encode


def _fitting_one(first: Encoder, second: Encoder) -> Encoder:
    def encode(tags: tuple[str, str], value: Any, parts: list[str]) -> None:
        before = len(parts)
        try:
            first(tags, value, parts)
        except Misfit:
            del parts[before:]
            second(tags, value, parts)

    return encode


def _each(item: Encoder, tags: tuple[str, str], items: Iterable[Any], parts: list[str]) -> None:
    for index, value in enumerate(items):
        try:
            item(tags, value, parts)
        except Misfit as error:
            error.path.append(str(index))
            raise
