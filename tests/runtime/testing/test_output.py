"""Results as a shop writes them, and results that are made up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from runtime.testing.output import checked, made_up, server_value, written_json

from tests.runtime.testing.entities import Product, Tier


def test_a_result_becomes_what_a_client_decodes() -> None:
    assert checked({"sku": 24, "price": "3.5"}, Product, "get") == Product(sku="24", price=3.5)
    assert checked([{"sku": "A"}], list[Product], "list") == [Product(sku="A")]
    assert checked(None, Product, "get") is None
    assert checked([], None, "notify") is None
    assert checked({"a": 1}, Any, "call") == {"a": 1}


@pytest.mark.parametrize(
    ("value", "kind", "told"),
    [
        (Tier(), Product, "get answers with a Product, not with a Tier"),
        ({"price": "cheap"}, Product, "get can't answer with .*: price: "),
        ({"prise": 1}, Product, "a Product that has a field 'prise'; did you mean 'price'"),
        ({"tiers": [{"quantity": 1}]}, Product, "a Tier that has a field 'quantity'"),
        (3, Product, "get can't answer with 3"),
        ("something", None, "get answers with nothing, not with 'something'"),
    ],
)
def test_what_is_no_result_is_told(value: Any, kind: Any, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        checked(value, kind, "get")


def test_more_fields_are_let_through_where_shops_have_more() -> None:
    assert checked({"fabric": "felt"}, Product, "get", more=True).fabric == "felt"


def test_a_result_is_written_with_what_was_set() -> None:
    product = Product(sku="A", price=None, tiers=[Tier(), Tier(qty=2)])
    assert server_value(product) == {"sku": "A", "price": None, "tiers": [[], {"qty": 2}]}
    assert server_value({}) == []
    assert server_value({1: (True, None)}) == {"1": [True, None]}


def test_numbers_keep_their_digits() -> None:
    assert written_json({"a": Decimal("1.50"), "b": [1, 2.0, "ü"], "c": None}) == (
        '{"a":1.50,"b":[1,2.0,"ü"],"c":null}'.encode()
    )


def test_what_is_made_up_has_every_field_and_is_the_same_each_time() -> None:
    made = made_up(Product)
    assert (made.id, made.sku, made.price, made.cost, made.salable) == (1, "sku", 1.5, Decimal("1.5"), True)
    assert (made.tiers, made.custom_attributes.as_dict()) == ([Tier(qty=1.5)], {"attribute_code": "value"})
    assert made == made_up(Product)
    assert [made_up(kind) for kind in (None, bool, list[int], dict[str, int])] == [
        None,
        True,
        [1],
        {"key": 1},
    ]
