"""Query parameters of collections."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.api2.filters import Filters, query_pairs
from runtime.errors import RequestError


def test_the_builder() -> None:
    filters = (
        Filters()
        .where("price", "gt", Decimal("12.50"))
        .where("status", "in", [1, 2])
        .between("created_at", datetime.date(2026, 1, 2), datetime.datetime(2026, 2, 3, 4, 5, 6))
        .is_null("special_price")
        .is_not_null("image")
        .where("is_in_stock", "eq", True)
    )
    assert filters.pairs() == [
        ("filter[1][attribute]", "price"),
        ("filter[1][gt]", "12.50"),
        ("filter[2][attribute]", "status"),
        ("filter[2][in][0]", "1"),
        ("filter[2][in][1]", "2"),
        ("filter[3][attribute]", "created_at"),
        ("filter[3][from]", "2026-01-02"),
        ("filter[3][to]", "2026-02-03 04:05:06"),
        ("filter[4][attribute]", "special_price"),
        ("filter[4][null]", "1"),
        ("filter[5][attribute]", "image"),
        ("filter[5][notnull]", "1"),
        ("filter[6][attribute]", "is_in_stock"),
        ("filter[6][eq]", "1"),
    ]


def test_a_map_of_conditions() -> None:
    wanted = {"sku": "A", "price": {"gt": 12, "lt": 20}, "special_price": None, "status": (1, 2)}
    builder = Filters().where("sku", "eq", "A").having("price", {"gt": 12, "lt": 20})
    builder.is_null("special_price").where("status", "in", [1, 2])
    assert query_pairs(filters=wanted) == builder.pairs()


def test_conditions_are_sent_apart_for_the_server_ignores_them_together() -> None:
    assert query_pairs(filters={"entity_id": {"gteq": 121, "lteq": 122}}) == [
        ("filter[1][attribute]", "entity_id"),
        ("filter[1][gteq]", "121"),
        ("filter[2][attribute]", "entity_id"),
        ("filter[2][lteq]", "122"),
    ]


def test_moreq_is_gteq_which_the_server_knows() -> None:
    assert query_pairs(filters={"a": {"moreq": 1}})[1] == ("filter[1][gteq]", "1")


def test_an_order_without_direction_ascends() -> None:
    assert query_pairs(order="name") == [("order", "name"), ("dir", "asc")]


def test_everything_else_of_a_collection() -> None:
    assert query_pairs(order="name", dir="dsc", limit=5, page=2, attrs=["sku", "name"]) == [
        ("order", "name"),
        ("dir", "dsc"),
        ("limit", "5"),
        ("page", "2"),
        ("attrs", "sku,name"),
    ]
    assert query_pairs(attrs="sku") == [("attrs", "sku")]
    assert query_pairs() == []


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"a": {"between": 1}}, "no condition 'between'"),
        ({"": 1}, "needs the name of a field"),
        ({"a": {"in": []}}, "at least one value"),
        ({"a": object()}, "no wire form"),
        ({"a": {"gtt": 1}}, "did you mean 'gt'"),
        ({"a": {5: 1}}, "no condition 5"),
        ({5: 1}, "needs the name of a field, not 5"),
        ({"a": {"gt": [1]}}, "no wire form"),
        (5, "takes Filters"),
        ("a", "takes Filters"),
        ([1], "takes Filters"),
    ],
)
def test_what_is_refused(filters: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        query_pairs(filters=filters)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: Filters().where(["a"], "eq", 1), "needs the name of a field"),  # type: ignore[arg-type]
        (lambda: Filters().where("a", ["eq"], 1), "there is no condition"),  # type: ignore[arg-type]
        (lambda: Filters().where("a", "eq", object()), "no wire form"),
        (lambda: Filters().between(None, 1, 2), "needs the name of a field"),  # type: ignore[arg-type]
        (lambda: Filters().between("a", [1], 2), "no wire form"),
        (lambda: Filters().having("a", 5), "conditions are a map"),  # type: ignore[arg-type]
    ],
)
def test_a_filter_is_refused_when_it_is_built(build: Callable[[], Filters], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        build()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        *(
            ({name: value}, f"{name}= takes a whole number, at least 0")
            for name in ("limit", "page")
            for value in ("x", -1, 1.5, True, [1])
        ),
        ({"order": 5}, "needs the name of a field"),
        ({"order": "a", "dir": "desc"}, "dir= takes 'asc' or 'dsc', not 'desc'"),
        ({"order": "a", "dir": 5}, "dir= takes 'asc' or 'dsc'"),
        ({"attrs": 5}, "attrs= takes names of attributes"),
        ({"attrs": ["a", 5]}, "attrs= takes names of attributes"),
    ],
)
def test_what_a_collection_can_not_be_asked_for(query: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        query_pairs(**query)


def test_numbers_may_be_digits() -> None:
    assert query_pairs(limit="5", page="2") == [("limit", "5"), ("page", "2")]  # type: ignore[arg-type]


@given(
    st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), st.lists(st.text(), min_size=1), min_size=1)
)
def test_every_value_arrives(filters: dict[str, list[str]]) -> None:
    pairs = query_pairs(filters=filters)
    attributes = [value for name, value in pairs if name.endswith("[attribute]")]
    assert attributes == list(filters)
    assert [value for name, value in pairs if "[in]" in name] == [
        item for items in filters.values() for item in items
    ]
    assert len({name for name, _ in pairs}) == len(pairs)
