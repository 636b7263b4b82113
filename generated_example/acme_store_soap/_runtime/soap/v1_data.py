# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Between models and the plain data of v1 calls (SOAP v1 and XML-RPC), by the same tables.

Magento 1's v1 handlers take and give PHP arrays: a model is a map, an associative list is a map too, `filters` are
`{field: value or {condition: value}}`, the additional attributes of a product stand among its other fields (in answers
they are put where v2 has them, if the package knows the attribute), and the attributes that are asked for are one list
(Mage_Catalog_Model_Product_Api_V2 does all this before it calls v1 code).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from ..shapes import is_list, is_map, is_sequence
from .encode import entries, fitting, keyed, sequence
from .scalars import Misfit, check_scalar, scalar_letter
from .tables import ANY, TEXT, TEXTS, Kind, Table, Tables

if TYPE_CHECKING:
    from ..models.attribute_table import AttributeTable

_FILTERS = frozenset({"filter", "complex_filter"})
_ADDITIONAL = "additional_attributes"
_LISTED = frozenset({"in", "nin"})


def to_plain(value: Any, kind: Kind, tables: Tables, *, unknown: bool = False) -> Any:
    """What a v1 handler wants, or answers, in place of a model, a list or a scalar.

    Raises Misfit for what the kind doesn't allow, as the SOAP encoder does; `unknown` lets fields pass that the tables
    don't know.
    """
    return _Plain(tables, unknown).of(value, kind)


@dataclass(frozen=True, slots=True)
class _Plain:
    """Makes plain data of values by the tables."""

    tables: Tables
    unknown: bool

    def of(self, value: Any, kind: Kind) -> Any:
        if value is None:
            return None
        match kind:
            case Kind(tag="."):
                table = self.tables[kind.name]
                return self._codes(value, table) if _is_codes(table) else self._map(value, table)
            case Kind(tag="#", item=Kind() as item):
                return self._associative(value, kind, self.tables[item.name])
            case Kind(tag="[" | "+", item=Kind() as item):
                return [self._at(str(index), entry, item) for index, entry in enumerate(sequence(value))]
            case Kind(tag="{", item=Kind() as item):
                return {str(key): self._at(str(key), entry, item) for key, entry in value.items()}
            case Kind(tag="|", item=Kind() as item, other=Kind() as other):
                try:
                    return self.of(value, item)
                except Misfit:
                    return self.of(value, other)
            case Kind(tag="?", other=Kind() as other):
                return self.of(fitting(value, kind, other, self.tables), other)
            case Kind(tag="*"):
                return untyped(value)
            case _:
                return check_scalar(value, kind.tag)

    def _at(self, place: str, value: Any, kind: Kind) -> Any:
        try:
            return self.of(value, kind)
        except Misfit as error:
            error.path.append(place)
            raise

    def _codes(self, value: Any, table: Table) -> list[Any]:
        lists = entries(value, table).values() if isinstance(value, (BaseModel, Mapping)) else [value]
        return [code for codes in lists if codes is not None for code in self.of(codes, TEXTS)]

    def _map(self, value: Any, table: Table) -> dict[str, Any]:
        given = entries(value, table, self.unknown)
        kinds = {field.alias: field.kind for field in table.fields}
        found = {alias: self._at(alias, item, kinds.get(alias, ANY)) for alias, item in given.items()}
        if kinds.keys() == _FILTERS:
            return {**(found.get("filter") or {}), **(found.get("complex_filter") or {})}
        additional = found.pop(_ADDITIONAL, None)
        if is_map(additional):
            groups = [group for group in additional.values() if is_map(group)]
            for group in groups or [additional]:
                found.update(group)
        return found

    def _associative(self, value: Any, kind: Kind, table: Table) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for index, entry in enumerate(sequence(keyed(value, kind))):
            item = self._at(str(index), entry, Kind(".", name=table.name))
            content = item.get(kind.value)
            if is_map(content) and set(content) == {"key", "value"}:
                content = _condition(content["key"], content["value"])
            key = str(item.get(kind.key))
            found[key] = {**found[key], **content} if _both_maps(found.get(key), content) else content
        return found


def _is_codes(table: Table) -> bool:
    """Whether a model only holds lists of text, as that of the attributes that are asked for does."""
    return len(table.fields) > 1 and all(field.kind == TEXTS for field in table.fields)


def untyped(value: Any) -> Any:
    """Data without models."""
    if isinstance(value, BaseModel):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    if is_map(value):
        return {str(key): untyped(item) for key, item in value.items()}
    if is_sequence(value):
        return [untyped(item) for item in value]
    return None if value is None else check_scalar(value, scalar_letter(value))


def _both_maps(first: Any, second: Any) -> bool:
    return is_map(first) and is_map(second)


def _condition(operator: str, value: Any) -> dict[str, Any]:
    if operator in _LISTED and isinstance(value, str):
        return {operator: value.split(",")}
    return {operator: value}


def from_plain(value: Any, kind: Kind, tables: Tables) -> Any:
    """What the model of a kind validates, from what a v1 handler answered; what doesn't fit is kept as it came."""
    if value is None:
        return None
    match kind:
        case Kind(tag="."):
            return _object_from(value, tables[kind.name], tables)
        case Kind(tag="#", item=Kind() as item):
            if is_map(value):
                value = [{kind.key: key, kind.value: entry} for key, entry in value.items()]
            return _list_from(value, item, tables)
        case Kind(tag="[" | "+", item=Kind() as item):
            return _list_from(list(value.values()) if is_map(value) else value, item, tables)
        case Kind(tag="{", item=Kind() as item):
            pairs = value.items() if is_map(value) else enumerate(value)
            return {str(key): from_plain(entry, item, tables) for key, entry in pairs}
        case Kind(tag="|", item=Kind() as item, other=Kind() as other):
            holder = other if is_map(value) or is_list(value) or (value == "" and other == TEXT) else item
            return from_plain(value, holder, tables)
        case Kind(tag="?", other=Kind() as other):
            return from_plain(value, other, tables)
        case _:
            return scalar_from(value, kind.tag)


def _object_from(value: Any, table: Table, tables: Tables) -> Any:
    if not is_map(value):
        # PHP has no empty map: an empty list stands for it.
        return {} if value == [] else value or None
    found: dict[str, Any] = {}
    further: list[dict[str, Any]] = []
    holder = table.by_name.get(_ADDITIONAL)
    for name, item in value.items():
        field = table.by_name.get(name)
        if field is not None:
            found[field.alias] = from_plain(item, field.kind, tables)
        elif holder is not None and _keeps(holder.kind, name):
            further.append({holder.kind.key: name, holder.kind.value: item})
        else:
            found[name] = item
    if holder is not None and further:
        found[holder.alias] = from_plain(further, holder.kind, tables)
    return found


def _keeps(kind: Kind, name: str) -> bool:
    """Whether an attribute is one of those that a keyed list is typed for."""
    known: AttributeTable | None = getattr(kind.kept_in, "table", None)
    return known is not None and name in known.by_code


def _list_from(value: Any, item: Kind, tables: Tables) -> Any:
    if is_sequence(value):
        return [from_plain(entry, item, tables) for entry in value]
    return [] if value == "" else [from_plain(value, item, tables)]


def scalar_from(value: Any, letter: str) -> Any:
    """A scalar of an answer as the kind says, where that is possible without loss."""
    if letter == "*":
        return value
    if is_map(value) or is_list(value):
        return value or None
    match letter:
        case "s":
            if isinstance(value, bool):
                return "1" if value else "0"
            if isinstance(value, float):
                return format(Decimal(repr(value)).normalize(), "f")
            if isinstance(value, Decimal):
                return format(value, "f")
            return value if isinstance(value, (str, bytes)) else str(value)
        case "b":
            return _FLAGS.get(str(value).strip().lower(), value)
        case "i" | "n" | "d":
            return _number_from(value, letter)
        case _:
            return value


_FLAGS = {"true": True, "1": True, "false": False, "0": False, "": None}


_NUMBERS: dict[str, Callable[[str], Any]] = {"i": int, "n": float, "d": Decimal}


def _number_from(value: Any, letter: str) -> Any:
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, str):
        return value
    try:
        return _NUMBERS[letter](value)
    except (ValueError, ArithmeticError):
        return value.strip() or None
