"""Query strings as PHP reads them (php.net, parse_str)."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.testing.php_query import each_filter, filters_of, parse


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("", {}),
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a=1&a=2", {"a": "2"}),
        ("a=x+y%26z", {"a": "x y&z"}),
        ("a%5Bb%5D=1", {"a": {"b": "1"}}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[1]=2&a[0]=1", {"a": {"1": "2", "0": "1"}}),
        ("a[0]=1&a[1]=2", {"a": ["1", "2"]}),
        ("a[5]=1&a[]=2", {"a": {"5": "1", "6": "2"}}),
        ("a=1&a[b]=2", {"a": {"b": "2"}}),
        ("a.b=1&c d=2", {"a_b": "1", "c_d": "2"}),
        ("=1&&b", {"b": ""}),
    ],
)
def test_a_query_is_read(query: str, read: dict[str, Any]) -> None:
    assert parse(query) == read


def test_filters_of_magento1_are_read_by_attribute() -> None:
    query = "filter[1][attribute]=qty&filter[1][from]=1&filter[1][to]=5&filter[2][attribute]=sku&filter[2][in][0]=a"
    assert filters_of(parse(query)["filter"]) == {"qty": {"from": "1", "to": "5"}, "sku": {"in": ["a"]}}
    twice = "filter[1][attribute]=qty&filter[1][neq]=5&filter[2][attribute]=qty&filter[2][neq]=1"
    assert filters_of(parse(twice)["filter"]) == {"qty": {"neq": ["1", "5"]}}
    assert filters_of(None) == {}
    assert filters_of([{"eq": "1"}]) == {}


def test_filters_of_one_attribute_are_told_one_by_one() -> None:
    query = (
        "filter[1][attribute]=qty&filter[1][neq]=1&filter[2][attribute]=qty&filter[2][neq]=5&filter[3][neq]=9"
    )
    assert list(each_filter(parse(query)["filter"])) == [("qty", {"neq": "1"}), ("qty", {"neq": "5"})]
