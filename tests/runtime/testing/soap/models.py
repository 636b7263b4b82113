"""The models of a small catalog over SOAP."""

from __future__ import annotations

from typing import Any

from runtime.models.base import KeyedList, Model


class Pair(Model):
    key: str | None = None
    value: Any | None = None


class Condition(Model):
    key: str | None = None
    value: Pair | None = None


class Filters(Model):
    filter: KeyedList[Pair] | None = None
    complex_filter: KeyedList[Condition] | None = None


class Codes(Model):
    attributes: list[str] | None = None
    additional_attributes: list[str] | None = None


class Product(Model):
    product_id: str | None = None
    sku: str | None = None
    name: str | None = None
    price: float | None = None
    type: str | None = None
    set: str | None = None


class Listed(Model):
    product_id: str | None = None
    sku: str | None = None


class Data(Model):
    name: str | None = None
    price: float | None = None


class Page(Model):
    items: list[Product] | None = None
    total_count: int | None = None


class Criteria(Model):
    page_size: int | None = None
    current_page: int | None = None
