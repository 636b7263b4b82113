"""The models of a small shop, for the tests of what a shop in memory does with them."""

from __future__ import annotations

from decimal import Decimal

from runtime.models.base import KeyedList, Model


class Value(Model):
    """A custom attribute."""

    attribute_code: str | None = None
    value: str | None = None


class Tier(Model):
    """A price for many."""

    qty: float | None = None


class Product(Model):
    """A product."""

    id: int | None = None
    sku: str | None = None
    price: float | None = None
    cost: Decimal | None = None
    salable: bool | None = None
    tiers: list[Tier] | None = None
    custom_attributes: KeyedList[Value] | None = None


class Products(Model):
    """A page of products."""

    items: list[Product] | None = None
    total_count: int | None = None
