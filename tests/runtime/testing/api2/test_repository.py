"""What Magento 1's REST API does to entities that are kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from runtime.api2.filters import Filters
from runtime.api2.multistatus import MultiStatus
from runtime.api2.operation import ResourceOperation
from runtime.errors import BadRequestError, NotFoundError
from runtime.testing.api2.repository import api2_repository
from runtime.testing.held import Held
from runtime.testing.methods import Method

from tests.runtime.testing.api2.shelf import GET, LIST, Entry
from tests.runtime.testing.api2.small_shop import FakeShop
from tests.runtime.testing.entities import Product
from tests.runtime.testing.small_shop import call


@pytest.fixture
def shop() -> Any:
    """An empty shop."""
    with FakeShop() as shop:
        yield shop


@pytest.fixture
def entries(shop: FakeShop) -> Any:
    """The resource."""
    return shop.client.entries


@pytest.fixture
def held(shop: FakeShop) -> Held[Entry]:
    """Three entries of one shelf, and one of another."""
    return shop.holds(
        shop.client.entries,
        [
            Entry(entry_id="1", shop_id=7, sku="A", qty=5),
            Entry(entry_id="2", shop_id=7, sku="B", qty=3),
            Entry(entry_id="3", shop_id=8, sku="A", qty=1),
            Entry(entry_id="4", shop_id=7, sku="C", qty=4),
        ],
    )


def raw(shop: FakeShop, **query: str) -> str:
    """The collection of a shelf, undecoded, as one gets it who writes the query by hand."""
    accept = {"Accept": "application/json"}
    asked = shop.client.request("GET", "/shelves/7/entries", query=[*query.items()], headers=accept)
    return asked.content.decode()


def skus(found: Any) -> list[str]:
    return [each.sku for each in found]


def test_an_entry_is_read_by_its_key_and_by_what_it_is_a_part_of(entries: Any, held: Held[Entry]) -> None:
    assert entries.get(shop_id=8, entry_id="3") == held.items[2]
    assert entries.get(shop_id=8, entry_id="3", store="german").sku == "A"
    for shop_id, entry_id in ((7, "3"), (8, "9")):
        with pytest.raises(NotFoundError, match=r"Resource not found\."):
            entries.get(shop_id=shop_id, entry_id=entry_id)


def test_only_the_attributes_that_are_asked_for_are_answered(entries: Any, held: Held[Entry]) -> None:
    assert entries.get(shop_id=7, entry_id="1", attrs="sku,colour,qty") == Entry(sku="A", qty=5)
    assert list(entries.list(shop_id=8, attrs=["sku"])) == [Entry(sku="A")]


def test_a_collection_is_that_of_its_whole(entries: Any, held: Held[Entry]) -> None:
    assert skus(entries.list(shop_id=7)) == ["A", "B", "C"]
    assert skus(entries.list(shop_id=9)) == []


def test_collections_are_sorted(shop: FakeShop, entries: Any, held: Held[Entry]) -> None:
    assert skus(entries.list(shop_id=7, order="qty", dir="asc")) == ["B", "C", "A"]
    assert skus(entries.list(shop_id=7, order="qty", dir="dsc")) == ["A", "C", "B"]
    assert re.findall('"sku": "(.)"', raw(shop, order="qty")) == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters().where("sku", "in", ["A", "C"]), ["A", "C"]),
        (Filters().where("qty", "gt", 3).where("qty", "lt", 5), ["C"]),
        (Filters().between("qty", 4, 9), ["A", "C"]),
        (Filters().where("qty", "gt", 4).where("qty", "gt", 2), ["A"]),
        (Filters().where("sku", "neq", "A").where("sku", "neq", "B"), ["C"]),
        (Filters().where("colour", "eq", "red"), []),
        (Filters().is_null("colour"), ["A", "B", "C"]),
        ({"sku": "B"}, ["B"]),
        ({}, ["A", "B", "C"]),
    ],
)
def test_all_filters_must_hold(entries: Any, held: Held[Entry], filters: Any, found: list[str]) -> None:
    assert skus(entries.list(shop_id=7, filters=filters)) == found


def test_a_condition_that_is_not_known_is_refused(shop: FakeShop, held: Held[Entry]) -> None:
    with pytest.raises(BadRequestError, match='The condition "almost" is not known'):
        raw(shop, **{"filter[1][attribute]": "sku", "filter[1][almost]": "A"})


@pytest.mark.parametrize(
    ("page", "limit", "found"),
    [
        (1, 2, ["A", "B"]),
        (2, 2, ["C"]),
        (3, 2, ["C"]),
        (9, 1, ["C"]),
        (1, 3, ["A", "B", "C"]),
        (2, 3, ["A", "B", "C"]),
    ],
)
def test_a_page_past_the_end_is_the_last_one(
    entries: Any, held: Held[Entry], page: int, limit: int, found: list[str]
) -> None:
    assert skus(entries.list(shop_id=7, page=page, limit=limit)) == found


def test_a_page_has_ten_entries_unless_it_is_said(shop: FakeShop, entries: Any) -> None:
    shop.holds(entries, [Entry(entry_id=str(number), shop_id=7) for number in range(11)])
    assert len(entries.list(shop_id=7)) == 10
    assert len(entries.list(shop_id=7, page=2)) == 1
    assert skus(entries.list(shop_id=9, page=3)) == []
    assert raw(shop, limit="0").count("entry_id") == 11


def test_a_new_entry_gets_a_number_and_its_whole(entries: Any, held: Held[Entry]) -> None:
    assert entries.create({"sku": "D"}, shop_id=9) == "5"
    assert held.items[-1] == Entry(entry_id="5", shop_id=9, sku="D")


def test_many_new_entries_get_a_verdict_each(entries: Any, held: Held[Entry]) -> None:
    verdicts = entries.create_many([{"sku": "D"}, {"sku": "E"}], shop_id=9)
    assert [(each.ok, each.code, each.index, each.data) for each in verdicts] == [
        (True, 200, 0, {"entry_id": "5"}),
        (True, 200, 1, {"entry_id": "6"}),
    ]
    assert verdicts[0].message == "Resource updated successful."
    assert skus(entries.list(shop_id=9)) == ["D", "E"]


def test_an_update_changes_what_was_sent(entries: Any, held: Held[Entry]) -> None:
    assert entries.update({"qty": 9}, shop_id=7, entry_id="1") is None
    assert held.get("1") == Entry(entry_id="1", shop_id=7, sku="A", qty=9)
    with pytest.raises(NotFoundError, match="Resource not found"):
        entries.update({"qty": 9}, shop_id=8, entry_id="1")


def test_of_many_updates_those_that_fail_leave_the_others_alone(entries: Any, held: Held[Entry]) -> None:
    changes = [
        {"entry_id": "1", "qty": 9},
        {"entry_id": "3", "qty": 9},
        {"qty": 9},
        {"entry_id": "2", "qty": 8},
    ]
    verdicts: MultiStatus = entries.update_many(changes, shop_id=7)
    assert sorted(
        (each.ok, each.code, each.message, each.data.get("entry_id")) for each in verdicts if each.data
    ) == [
        (False, 404, "Resource not found.", "3"),
        (True, 200, "Resource updated successful.", "1"),
        (True, 200, "Resource updated successful.", "2"),
    ]
    assert [each.code for each in verdicts if not each.data] == [404]
    assert [each.qty for each in held.items] == [9, 8, 1, 4]


def test_what_is_deleted_is_gone(entries: Any, held: Held[Entry]) -> None:
    assert entries.delete(shop_id=7, entry_id="2") is None
    assert [each.entry_id for each in held.items] == ["1", "3", "4"]
    for shop_id, entry_id in ((7, "2"), (7, "3")):
        with pytest.raises(NotFoundError):
            entries.delete(shop_id=shop_id, entry_id=entry_id)


def methods(*operations: ResourceOperation[Any]) -> list[Method]:
    """Methods of those operations."""
    return [Method(each.id, each, {}, {}, frozenset()) for each in operations]


def test_the_key_is_that_of_an_entrys_route_or_the_one_that_is_named() -> None:
    found = api2_repository(methods(GET, LIST), None)
    assert found is not None
    assert (found.kind.entity, found.kind.key, found.kind.open) == (Entry, "entry_id", True)
    named = api2_repository(methods(GET, LIST), "sku")
    assert named is not None
    assert named.kind.key == "sku"
    listing: ResourceOperation[Any] = ResourceOperation("GET", ("/a",), "collection", lambda: Entry)
    changing: ResourceOperation[Any] = ResourceOperation("PUT", ("/a/{sku}",), "nothing", lambda: Entry)
    changed = api2_repository(methods(listing, changing), None)
    assert changed is not None
    assert changed.kind.key == "sku"
    with pytest.raises(TypeError, match="which field of Entry is its key"):
        api2_repository(methods(GET, LIST), "colour")
    with pytest.raises(TypeError, match="which field of Entry is its key"):
        api2_repository(methods(ResourceOperation("GET", ("/a/{number}",), "entry", lambda: Entry)), None)


def test_a_call_that_does_something_else_is_left_to_the_test() -> None:
    other: ResourceOperation[Any] = ResourceOperation("PATCH", ("/a/{entry_id}",), "nothing")
    strange: ResourceOperation[Any] = ResourceOperation("GET", ("/{colour}/a",), "collection", lambda: Entry)
    without: ResourceOperation[Any] = ResourceOperation("GET", ("/a/settings",), "entry")
    part: ResourceOperation[Any] = ResourceOperation("GET", ("/{colour}/a/{sku}",), "entry", lambda: Entry)
    found = api2_repository(methods(GET, other, strange, part, without), None)
    assert found is not None
    assert set(found.replies) == {GET.id}


def test_the_parts_of_an_entity_are_not_found_by_its_own_number() -> None:
    one: ResourceOperation[Any] = ResourceOperation("GET", ("/products/{id}",), "entry", lambda: Product)
    parts: ResourceOperation[Any] = ResourceOperation(
        "GET", ("/products/{id}/parts",), "collection", lambda: Product
    )
    found = api2_repository(methods(one, parts), None)
    assert found is not None
    assert (found.kind.key, set(found.replies)) == ("id", {one.id})


def test_what_reads_no_entity_is_no_repository() -> None:
    writes: ResourceOperation[Any] = ResourceOperation("PUT", ("/a/{entry_id}",), "nothing", lambda: Entry)
    untyped: ResourceOperation[Any] = ResourceOperation("GET", ("/a/{entry_id}",), "entry")
    strange: ResourceOperation[Any] = ResourceOperation("GET", ("/{colour}/a",), "collection", lambda: Entry)
    for operations in ([writes], [untyped], [strange, writes], []):
        assert api2_repository(methods(*operations), "sku") is None
    assert api2_repository(methods(writes), "colour") is None


def test_a_route_that_the_entities_do_not_tell_of_is_told() -> None:
    route: ResourceOperation[Any] = ResourceOperation(
        "GET", ("/a", "/a/colour/{colour}"), "collection", lambda: Entry
    )
    found = api2_repository(methods(route), "sku")
    assert found is not None
    with pytest.raises(TypeError, match=r"^Entry has no field 'colour', by which a\.list finds entities"):
        found.replies[route.id](Held([], found.kind), call("a.list", {"colour": "red"}))
