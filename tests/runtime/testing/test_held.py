"""Entities that are kept, apart from the methods that read and change them."""

from __future__ import annotations

import pytest
from runtime.search.criteria import SearchCriteria
from runtime.testing.answers import Refusal
from runtime.testing.held import EntityKind, Held, names_of, values_of

from tests.runtime.testing.entities import Product, Tier


def missing(field: str, value: object) -> Refusal:
    return Refusal(404, "No %1 %2", field, value)


@pytest.fixture
def held() -> Held[Product]:
    """Two products."""
    kind = EntityKind(Product, "id", missing, {"entity_id": "id"})
    return Held([Product(id=1, sku="A", price=1), Product(id=7, sku="B", price=2)], kind)


def test_entities_are_found_by_key_and_by_other_fields(held: Held[Product]) -> None:
    assert held.get(7).sku == "B"
    assert held.get("7").sku == "B"
    assert held.get("A", "sku").id == 1
    assert held.one({"sku": "B", "price": "2.0"}).id == 7
    with pytest.raises(Refusal) as refused:
        held.one({"sku": "B", "price": 3})
    assert refused.value.parameters == ("sku", "B")


def test_a_search_keeps_to_the_order_of_the_criteria(held: Held[Product]) -> None:
    assert [each.id for each in held.find(SearchCriteria().sort("price", "DESC"))] == [7, 1]
    assert [each.id for each in held.find(SearchCriteria().where("entity_id", "gt", 1))] == [7]


def test_what_is_saved_keeps_the_fields_that_were_not_sent(held: Held[Product]) -> None:
    assert held.save(Product(id=1, price=9)) == Product(id=1, sku="A", price=9)
    assert [each.id for each in held.items] == [1, 7]


def test_what_has_no_key_gets_the_next_number(held: Held[Product]) -> None:
    assert held.save(Product(sku="C")).id == 8
    assert held.save(Product(id=20, sku="D")).id == 20
    assert held.add({"sku": "E"}).id == 21


def test_values_without_a_field_or_of_another_type_are_left_out(held: Held[Product]) -> None:
    made = held.add({"sku": "C", "colour": "red", "tiers": {"of": "another type"}, "price": "3.5"})
    assert made == Product(id=8, sku="C", price=3.5)
    assert held.change({"id": 8}, {"price": "cheap", "salable": "1"}) == Product(
        id=8, sku="C", price=3.5, salable=True
    )


def test_open_entities_keep_what_no_definition_names() -> None:
    held: Held[Product] = Held([], EntityKind(Product, "id", missing, open=True))
    held.add({"fabric": "felt"})
    assert values_of(held.items[0]) == {"fabric": "felt", "id": 1}


def test_what_is_deleted_is_gone(held: Held[Product]) -> None:
    assert held.delete("A", "sku") is True
    for deleting in (
        lambda: held.delete(1),
        lambda: held.remove({"id": 1}),
        lambda: held.change({"id": 1}, {}),
    ):
        with pytest.raises(Refusal):
            deleting()
    assert [each.id for each in held.items] == [7]


def test_only_entities_of_the_kind_are_held() -> None:
    with pytest.raises(
        TypeError, match="a shop that holds Product entities answers with a Product, not with a Tier"
    ):
        Held([Tier()], EntityKind(Product, "id", missing))


def test_names_and_values_of_an_entity() -> None:
    assert set(names_of(Product)) >= {"id", "sku", "custom_attributes"}
    assert values_of(Product()) == {}
    assert values_of(Product(sku="A", price=None)) == {"sku": "A", "price": None}
