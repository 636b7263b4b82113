"""The models of a small catalog over SOAP."""

from __future__ import annotations

from runtime.models.base import Model

from tests.runtime.soap.shop_models import Codes, Condition, Filters, Pair

__all__ = ["Codes", "Condition", "Criteria", "Data", "Filters", "Listed", "Page", "Pair", "Product"]


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
