"""Search criteria as they are read back from a query or a body."""

from __future__ import annotations

import pytest
from runtime.search.criteria import SearchCriteria
from runtime.testing.answers import Refusal
from runtime.testing.criteria import filter_of, read_criteria
from runtime.testing.php_query import parse


def test_both_spellings_of_names_are_known() -> None:
    spelled = {
        "filterGroups": [{"filters": [{"field": "sku", "value": "A", "conditionType": "like"}]}],
        "sortOrders": [{"field": "sku", "direction": "asc"}],
        "pageSize": "5",
        "currentPage": "2",
        "requestName": "quick_search_container",
    }
    wanted = (
        SearchCriteria(request_name="quick_search_container").where("sku", "like", "A").sort("sku").page(5, 2)
    )
    assert read_criteria(spelled) == wanted


def test_a_query_by_index_is_read_in_its_order() -> None:
    query = (
        "searchCriteria[filter_groups][0][filters][0][field]=a&searchCriteria[filter_groups][0][filters][0][value]=1"
        "&searchCriteria[filter_groups][0][filters][1][field]=b&searchCriteria[filter_groups][0][filters][1][value]=2"
        "&searchCriteria[filter_groups][3][filters][7][field]=c&searchCriteria[filter_groups][3][filters][7][value]=3"
    )
    read = read_criteria(parse(query)["searchCriteria"])
    assert [[(each.field, each.value, each.condition) for each in group] for group in read.groups] == [
        [("a", "1", "eq"), ("b", "2", "eq")],
        [("c", "3", "eq")],
    ]


@pytest.mark.parametrize("nothing", ["", None, [], {}])
def test_an_empty_text_is_no_condition(nothing: object) -> None:
    assert read_criteria(nothing) == SearchCriteria()


def test_sorting_is_descending_unless_it_is_said() -> None:
    (order,) = read_criteria({"sort_orders": [{"field": "sku"}]}).orders
    assert (order.field, order.direction) == ("sku", "DESC")


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_criteria({"sort_orders": [{"field": "sku", "direction": "up"}]})
    assert (refused.value.status, refused.value.parameters) == (400, ("ASC", "DESC"))
    with pytest.raises(Refusal) as refused:
        filter_of("sku", "about", "A")
    assert '"about" is not known' in refused.value.message


def test_a_list_is_joined_as_the_wire_has_it() -> None:
    assert filter_of("sku", "in", ["A", 2]).value == "A,2"
    assert filter_of("sku", "null", None).value == ""
