"""Conditions carried out as MySQL compares."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.search.criteria import Filter, SearchCriteria, SortOrder
from runtime.testing.conditions import field_of, found


def holds(condition: Any, value: Any, expected: str) -> bool:
    """Whether a condition holds for a value."""
    criteria = SearchCriteria(groups=((Filter("field", expected, condition),),))
    return found([value], criteria, lambda entity, name: entity) == [value]


@pytest.mark.parametrize(
    ("condition", "value", "expected", "result"),
    [
        ("eq", "Bag", "bag", True),
        ("eq", 5, "5.0", True),
        ("eq", "05", "5", True),
        ("eq", True, "1", True),
        ("eq", False, "0", True),
        ("eq", [3, 4], "4", True),
        ("neq", [3, 4], "4", False),
        ("eq", "nan", "nan", True),
        ("gt", "10", "9", True),
        ("gt", "b10", "b9", False),
        ("lt", "2026-01-02", "2026-01-10", True),
        ("gteq", 3, "3", True),
        ("from", 3, "3", True),
        ("to", 3, "3", True),
        ("lteq", 4, "3", False),
        ("like", "100% wool", "100% %", True),
        ("like", "A.B", "A_B", True),
        ("like", "AxB", "A.B", False),
        ("like", "two\nlines", "two%lines", True),
        ("nlike", "bag", "%A%", False),
        ("in", 3, "1,3", True),
        ("nin", "c", "a,b", True),
        ("finset", "1,2", "2", True),
        ("finset", "12", "2", False),
        ("nfinset", [1, 2], "2", False),
        ("regexp", "AB-1", "^ab", True),
        ("null", None, "1", True),
        ("notnull", 0, "1", True),
        ("seq", None, "", True),
        ("sneq", None, "", False),
    ],
)
def test_a_condition(condition: str, value: Any, expected: str, result: bool) -> None:
    assert holds(condition, value, expected) is result


@pytest.mark.parametrize(
    "condition", ["eq", "neq", "like", "nlike", "in", "nin", "gt", "lteq", "finset", "nfinset"]
)
def test_nothing_compares_with_a_null(condition: str) -> None:
    assert not holds(condition, None, "1")


def test_groups_must_all_hold_and_of_a_group_one() -> None:
    criteria = SearchCriteria().any_of(("a", "eq", 1), ("b", "eq", 1)).where("c", "eq", 1)
    entities = [
        {"a": 1, "b": 2, "c": 1},
        {"a": 2, "b": 1, "c": 1},
        {"a": 1, "b": 1, "c": 2},
        {"a": 2, "b": 2, "c": 1},
    ]
    assert found(entities, criteria, lambda entity, name: entity[name]) == entities[:2]


def test_nulls_come_first_then_numbers_then_texts() -> None:
    values = ["b", 10, None, "9", "A"]
    orders = (SortOrder("field", "ASC"),)
    assert found(values, SearchCriteria(orders=orders), lambda entity, name: entity) == [
        None,
        "9",
        10,
        "A",
        "b",
    ]
    orders = (SortOrder("field", "DESC"),)
    assert found(values, SearchCriteria(orders=orders), lambda entity, name: entity) == [
        "b",
        "A",
        10,
        "9",
        None,
    ]


def test_the_first_order_counts_most() -> None:
    pairs = [(1, 2), (2, 1), (1, 1)]
    orders = (SortOrder("0", "ASC"), SortOrder("1", "DESC"))
    assert found(pairs, SearchCriteria(orders=orders), lambda pair, name: pair[int(name)]) == [
        (1, 2),
        (1, 1),
        (2, 1),
    ]


def test_a_field_is_found_by_all_its_names() -> None:
    entity = {"id": 7, "custom_attributes": [{"attribute_code": "color", "value": "4"}]}
    names = {"entity_id": "id"}
    assert field_of(entity, "id", names) == 7
    assert field_of(entity, "entity_id", names) == 7
    assert field_of(entity, "color", names) == "4"
    assert field_of(entity, "size", names) is None
