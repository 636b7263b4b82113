"""Pages of lists."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.search.criteria import SearchCriteria
from runtime.testing.pages import page_of

from tests.runtime.testing.entities import Product, Products


@pytest.mark.parametrize(
    ("criteria", "numbers"),
    [
        (SearchCriteria(), [0, 1, 2, 3, 4]),
        (SearchCriteria().page(2), [0, 1]),
        (SearchCriteria().page(2, 3), [4]),
        (SearchCriteria().page(2, 4), []),
        (SearchCriteria().page(5), [0, 1, 2, 3, 4]),
    ],
)
def test_the_page_that_is_asked_for(criteria: SearchCriteria, numbers: list[int]) -> None:
    entries: list[Any] = [Product(id=number) for number in range(5)]
    page = page_of(entries, criteria, Products)
    assert [each.id for each in page["items"]] == numbers
    assert page["total_count"] == 5
    assert "search_criteria" not in page
    assert page_of(entries, criteria, list[Product]) == page["items"]


class Found(Products):
    search_criteria: Any = None


def test_criteria_are_repeated_in_an_answer() -> None:
    criteria = SearchCriteria().where("sku", "in", ["a", "b"]).sort("id", "DESC").page(3)
    assert page_of([], criteria, Found)["search_criteria"] == {
        "filter_groups": [{"filters": [{"field": "sku", "value": "a,b", "condition_type": "in"}]}],
        "sort_orders": [{"field": "id", "direction": "DESC"}],
        "page_size": 3,
        "current_page": 1,
    }
    assert page_of([], SearchCriteria(), Found)["search_criteria"] == {"filter_groups": []}
