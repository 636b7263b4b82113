"""Models of a small definition, for tests of the codec."""

from __future__ import annotations

from typing import Any

from pydantic import Field
from runtime.models.base import KeyedList, Model


class Pair(Model):
    key: str | None = None
    value: Any | None = None


class Part(Model):
    name: str | None = None
    quantity: float | None = Field(default=None, validation_alias="qty", serialization_alias="qty")


class Product(Model):
    id: int | None = None
    sku: str | None = None
    price: float | None = None
    active: bool | None = None
    image: bytes | None = None
    tags: list[str] | None = None
    parts: list[Part] | None = None
    more: KeyedList[Pair] | None = None
    parent: Product | None = None
    any: Any | None = None


class Camel(Model):
    type_id: str | None = None
    url_key: str | None = Field(default=None, validation_alias="u_rl_key", serialization_alias="u_rl_key")
    salable: bool | None = None


class Condition(Model):
    key: str | None = None
    value: Pair | None = None


class Filters(Model):
    filter: KeyedList[Pair] | None = None
    complex_filter: KeyedList[Condition] | None = None


class Address(Model):
    street: str | None = None
    kind: str | None = None


class Price(Model):
    amount: float | None = None
    currency: str | None = None


class Inline(Model):
    line: list[str] | None = None
    part: list[Part] | None = None


class Holder(Model):
    multi: KeyedList[Condition] | None = None
    single: KeyedList[Pair] | None = None


class Either(Model):
    more: KeyedList[Pair] | Holder | None = None


class Codes(Model):
    attributes: list[str] | None = None
    additional_attributes: list[str] | None = None


class Labels(Model):
    labels: dict[str, str] | None = None


class Thing(Model):
    sku: str | None = None


READ_ONLY = {"Camel": ("salable",)}

_ITSELF = [f"f{number}" for number in range(300)]
Wide = type(
    "Wide",
    (Model,),
    {
        "__module__": __name__,
        "__annotations__": {**dict.fromkeys(_ITSELF, "Wide | None"), "last": "int | None"},
        **dict.fromkeys([*_ITSELF, "last"]),
    },
)
"""A model that takes a while to make a codec of."""
