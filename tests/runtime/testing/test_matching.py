"""Whether arguments are those that were expected."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from runtime.models.base import KeyedList
from runtime.omit import OMIT
from runtime.soap.criteria import Filters as SoapFilters
from runtime.testing.matching import ANY, Where, differences

from tests.runtime.testing import entities
from tests.runtime.testing.entities import Product, Tier, Value


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        (ANY, "A", True),
        (Where(lambda value: value > 3), 4, True),
        (Where(lambda value: value > 3), 3, False),
        ("A", "A", True),
        ("A", "B", False),
        (5, "5", True),
        (True, "1", True),
        (1.50, "1.5", True),
        (datetime(2026, 1, 2, 3, 4, 5), "2026-01-02 03:04:05", True),
        ([1, 2], ["1", "2"], True),
        ([1, 2], ["1"], False),
        ([1], "1", False),
        ({"sku": "A", "price": None}, Product(sku="A"), True),
        (Product(sku="A", price=3), {"sku": "A", "price": "3"}, True),
        (Product(sku="A"), Product(sku="A", price=3), False),
        ({"tiers": [{"qty": 2}]}, Product(tiers=[Tier(qty=2)]), True),
        ({}, None, True),
        (None, "", True),
        (None, "A", False),
        (SoapFilters().where("a", "eq", 1), {"filter": [{"key": "a", "value": "1"}]}, True),
        (object(), "A", False),
    ],
)
def test_an_argument(expected: Any, actual: Any, fits: bool) -> None:
    assert differences({"argument": expected}, {"argument": actual}) == ([] if fits else ["argument"])


@pytest.mark.parametrize(
    ("expected", "fits"),
    [
        ({"sku": "A", "custom_attributes": {"color": 4}}, True),
        ({"sku": "A", "customAttributes": {"color": "4"}}, True),
        ({"sku": "A", "custom_attributes": [{"attribute_code": "color", "value": "4"}]}, True),
        ({"sku": "A", "custom_attributes": {"color": 5}}, False),
        ({"sku": "A", "custom_attributes": {"colour": 4}}, False),
    ],
)
def test_a_map_is_read_as_what_the_argument_is(expected: dict[str, Any], fits: bool) -> None:
    color = Value(attribute_code="color", value="4")
    sent = Product(sku="A", custom_attributes=KeyedList([color]))
    found = differences({"one": expected}, {"one": sent}, {"one": Product})
    assert found == ([] if fits else ["one"])
    found = differences({"many": [expected]}, {"many": [sent]}, {"many": list[Product]})
    assert found == ([] if fits else ["many"])


def test_what_can_only_be_read_may_stand_in_what_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    def differ(expected: Product, actual: Product) -> bool:
        return bool(differences({"product": expected}, {"product": actual}, {"product": Product}))

    monkeypatch.setattr(entities, "READ_ONLY", {"Product": ("price",)}, raising=False)
    answered = Product(sku="A", price=3)
    assert not differ(answered, Product(sku="A"))
    assert not differ(answered, answered)
    assert differ(answered, Product(sku="B"))
    assert differ(answered, Product(sku="A", price=4))
    assert differ(Product(sku="A"), answered)


def test_what_was_not_sent_fits_nothing_but_none() -> None:
    assert differences({"a": 1, "b": None, "c": OMIT, "d": ANY, "e": Where(bool)}, {}) == ["a", "e"]
    assert differences({"c": OMIT}, {"c": 1}) == ["c"]
    assert differences({}, {"a": 1}) == []


def test_placeholders_say_what_they_are() -> None:
    def dear(value: Any) -> bool:
        return bool(value)

    assert (repr(ANY), repr(Where(dear))) == ("ANY", "Where(dear)")
    assert hash(ANY) == hash(ANY)
