"""The types of values, as parameters, fields and results have them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from codegen.values import Value


class Scalar(StrEnum):
    """The scalar types of the model."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    BINARY = "binary"


class Primitive(Value, tag=True):
    """A scalar value."""

    scalar: Scalar


class Named(Value, tag=True):
    """A reference to the `Model` of that name."""

    name: str


class List(Value, tag=True, eq=False):
    """An ordered list of one item type.

    `element` says how document/literal SOAP writes it, and is no part of the type's identity: the name of the element
    around each item inside a wrapper element, "" for an element that repeats without a wrapper, None for what the
    dialect does everywhere (`item` in Magento 2, `complexObjectArray` in Magento 1).
    """

    item: TypeRef
    element: str | None = None

    def __eq__(self, other: object) -> bool:
        return self.item == other.item if isinstance(other, List) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return not self == other  # msgspec's own would say that two lists always differ

    def __hash__(self) -> int:
        return hash((List, self.item))


class KeyedList(Value, tag=True):
    """A list of models that is a map on closer look: `item` has a key and a value field (wire names).

    Magento 1's `associativeEntity` lists and Magento 2's `custom_attributes` are such lists.
    """

    item: Named
    key: str
    value: str


class Map(Value, tag=True):
    """String keys to one value type."""

    value: TypeRef


class Union(Value, tag=True):
    """One of several types, tried in order."""

    members: tuple[TypeRef, ...]


class AnyType(Value, tag=True):
    """Any value. `reason` is set when a better type was not to be had (a degraded type)."""

    reason: str = ""


TypeRef = Primitive | Named | List | KeyedList | Map | Union | AnyType


STRING = Primitive(Scalar.STRING)
INTEGER = Primitive(Scalar.INTEGER)
NUMBER = Primitive(Scalar.NUMBER)
BOOLEAN = Primitive(Scalar.BOOLEAN)
BINARY = Primitive(Scalar.BINARY)
ANY = AnyType()


def named_types(type_ref: TypeRef) -> Iterator[str]:
    """Names of all models that a type mentions, in reading order, repeated when mentioned again."""
    match type_ref:
        case Named(name):
            yield name
        case List(item) | Map(item):
            yield from named_types(item)
        case KeyedList(item=item):
            yield item.name
        case Union(members):
            for member in members:
                yield from named_types(member)
