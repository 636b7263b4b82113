"""Search criteria and projections: what goes on the wire, and what is refused before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.api2 import filters as api2
from runtime.errors import RequestError
from runtime.http.exchange import Core, CoreOptions
from runtime.omit import OMIT
from runtime.rest.fields import render_fields, with_total_count
from runtime.rest.operation import RestOperation, search
from runtime.search.criteria import Condition, Filter, SearchCriteria, SortOrder
from runtime.soap import criteria as soap


class Status(Enum):
    PENDING = "pending"


class Visibility(IntEnum):
    BOTH = 4


def wire(criteria: SearchCriteria, name: str = "c") -> dict[str, str]:
    return dict(criteria.to_query(name))


def value(condition: Any, given_value: Any) -> str:
    return wire(SearchCriteria().where("f", condition, given_value))["c[filter_groups][0][filters][0][value]"]


def test_groups_are_and_and_filters_inside_are_or() -> None:
    criteria = (
        SearchCriteria()
        .where("status", "eq", "pending")
        .any_of(("sku", "like", "24-%"), ("name", "null"))
        .sort("created_at", "DESC")
        .sort("entity_id")
        .page(50, 3)
    )
    assert wire(criteria, "searchCriteria") == {
        "searchCriteria[filter_groups][0][filters][0][field]": "status",
        "searchCriteria[filter_groups][0][filters][0][value]": "pending",
        "searchCriteria[filter_groups][0][filters][0][condition_type]": "eq",
        "searchCriteria[filter_groups][1][filters][0][field]": "sku",
        "searchCriteria[filter_groups][1][filters][0][value]": "24-%",
        "searchCriteria[filter_groups][1][filters][0][condition_type]": "like",
        "searchCriteria[filter_groups][1][filters][1][field]": "name",
        "searchCriteria[filter_groups][1][filters][1][value]": "1",
        "searchCriteria[filter_groups][1][filters][1][condition_type]": "null",
        "searchCriteria[sort_orders][0][field]": "created_at",
        "searchCriteria[sort_orders][0][direction]": "DESC",
        "searchCriteria[sort_orders][1][field]": "entity_id",
        "searchCriteria[sort_orders][1][direction]": "ASC",
        "searchCriteria[page_size]": "50",
        "searchCriteria[current_page]": "3",
    }


def test_an_empty_criteria_is_still_sent() -> None:
    assert list(SearchCriteria().to_query("criteria")) == [("criteria", "")]


def test_a_criteria_is_never_changed() -> None:
    base = SearchCriteria().where("a", "eq", 1)
    base.where("b", "eq", 2)
    base.sort("a")
    base.page(10)
    assert wire(base) == wire(SearchCriteria().where("a", "eq", 1))


def test_every_condition_is_known() -> None:
    for condition in get_args(Condition):
        given_value: Any = None if condition in ("null", "notnull") else "1"
        assert value(condition, given_value) == "1"


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        (True, "1"),
        (False, "0"),
        (0, "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("10.50"), "10.50"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (2.5, "2.5"),
        (Status.PENDING, "pending"),
        (Visibility.BOTH, "4"),
        (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31, 12, 30), "2026-01-31 12:30:00"),
        (datetime(2026, 1, 31, 12, 30, tzinfo=UTC), "2026-01-31 12:30:00"),
        (datetime(2026, 1, 31, 12, 30, tzinfo=timezone(timedelta(hours=2))), "2026-01-31 10:30:00"),
        ("ü☃", "ü☃"),
    ],
)
def test_values_are_written_as_the_shop_reads_them(given_value: Any, expected: str) -> None:
    assert value("eq", given_value) == expected


def test_filters_of_magento_1_are_shown_as_they_are_written() -> None:
    queried = api2.Filters().where("sku", "in", ["A", "B"]).between("qty", 1, 2)
    assert (
        repr(queried) == "Filters().having('sku', {'in': ['A', 'B']}).having('qty', {'from': '1', 'to': '2'})"
    )
    assert eval(repr(queried), {"Filters": api2.Filters}).pairs() == queried.pairs()
    built = soap.Filters().where("sku", "in", ["A", "B"]).between("qty", 1, 2)
    assert (
        repr(built) == "Filters().where('sku', 'in', 'A,B').where('qty', 'from', '1').where('qty', 'to', '2')"
    )
    assert eval(repr(built), {"Filters": soap.Filters}).data() == built.data()


def test_filters_of_magento_1_take_the_same_values() -> None:
    moment = datetime(2026, 1, 31, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    conditions: list[tuple[str, Any, Any]] = [
        ("status", "in", [Status.PENDING, "holded"]),
        ("visibility", "eq", Visibility.BOTH),
        ("created_at", "gteq", moment),
        ("special_from_date", "lt", date(2026, 1, 31)),
    ]
    built, queried = soap.Filters(), api2.Filters()
    for condition in conditions:
        built.where(*condition)
        queried.where(*condition)
    data = built.data()
    assert data["filter"] == [{"key": "visibility", "value": "4"}]
    assert [entry["value"]["value"] for entry in data["complex_filter"]] == [
        "pending,holded",
        "2026-01-31 10:30:00",
        "2026-01-31",
    ]
    assert [text for name, text in queried.pairs() if not name.endswith("[attribute]")] == [
        "pending",
        "holded",
        "4",
        "2026-01-31 10:30:00",
        "2026-01-31",
    ]


def test_lists_are_joined_and_commas_refused() -> None:
    assert value("in", ["a", "b", 3]) == "a,b,3"
    assert value("nin", range(3)) == "0,1,2"
    assert value("in", {2, 1}) == "1,2"
    assert value("in", "one") == "one"
    for bad in (["a,b"], "a,b", []):
        with pytest.raises(RequestError):
            value("in", bad)
    with pytest.raises(RequestError, match="any_of"):
        value("finset", "a,b")


@pytest.mark.parametrize(
    ("field", "condition", "given_value", "message"),
    [
        ("f", "equals", 1, "no condition 'equals'"),
        ("f", "gte", 1, "did you mean 'gteq'"),
        ("f", "eq", None, "use the condition 'null'"),
        ("f", "eq", [1, 2], "takes one value"),
        ("f", "null", "x", "takes no value"),
        ("f", "null", False, "takes no value"),
        ("", "eq", 1, "name of a field"),
        ("f", "eq", object(), "no wire form"),
        ("f", "eq", float("nan"), "no wire form"),
    ],
)
def test_what_has_no_meaning_is_refused(field: str, condition: Any, given_value: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        SearchCriteria().where(field, condition, given_value)


def test_pages_and_directions_are_checked() -> None:
    assert wire(SearchCriteria().page(1, 1)) == {"c[page_size]": "1", "c[current_page]": "1"}
    for arguments in ((0,), (10, 0), (-1, 1)):
        with pytest.raises(RequestError):
            SearchCriteria().page(*arguments)
    wrong: Any = "SIDEWAYS"
    with pytest.raises(RequestError, match="ASC"):
        SearchCriteria().sort("a", wrong)
    with pytest.raises(RequestError):
        SearchCriteria().any_of()


@pytest.mark.parametrize("wrong", [5, None, ["a"], {}, object(), b"a", " "])
def test_a_name_is_a_text(wrong: Any) -> None:
    for build in (
        lambda: SearchCriteria().where(wrong, "eq", 1),
        lambda: SearchCriteria().between(wrong, 1, 2),
        lambda: SearchCriteria().sort(wrong),
        lambda: SearchCriteria().any_of((wrong, "eq", 1)),
    ):
        with pytest.raises(RequestError, match="needs the name of a field"):
            build()


@pytest.mark.parametrize("wrong", [5, ["eq"], {}, object()])
def test_a_condition_is_one_of_those_there_are(wrong: Any) -> None:
    with pytest.raises(RequestError, match=r"there is no condition .*; valid are eq, neq"):
        SearchCriteria().where("a", wrong, 1)
    with pytest.raises(RequestError, match="neither 'ASC' nor 'DESC'"):
        SearchCriteria().sort("a", wrong)


@pytest.mark.parametrize("wrong", [5, None, "abc", ("a",), ("a", "eq", 1, 2)], ids=repr)
def test_an_alternative_is_a_filter(wrong: Any) -> None:
    with pytest.raises(RequestError, match="a filter is"):
        SearchCriteria().any_of(wrong)


MADE_BY_HAND: list[tuple[Callable[..., object], tuple[Any, ...]]] = [
    *((SearchCriteria, (groups,)) for groups in (5, "ab", [()], (5,), ((5,),), ([],))),
    *((SearchCriteria, ((), orders)) for orders in (5, "ab", [], (5,))),
    *((Filter, texts) for texts in ((5, "x", "eq"), ("a", 5, "eq"), ("a", "x", 5))),
    *((SortOrder, given) for given in ((5, "ASC"), ("a", "up"), ("a", ["ASC"]))),
]


@pytest.mark.parametrize(("kind", "given_values"), MADE_BY_HAND)
def test_criteria_that_no_builder_makes_are_refused_where_they_are_made(
    kind: Callable[..., object], given_values: tuple[Any, ...]
) -> None:
    with pytest.raises(RequestError, match=r"takes what|is made of texts|a sort order is"):
        kind(*given_values)


@pytest.mark.parametrize("wrong", ["x", "5", 1.5, True, None, [1]], ids=repr)
def test_a_page_is_a_number(wrong: Any) -> None:
    with pytest.raises(RequestError, match="size= takes a whole number, at least 1"):
        SearchCriteria().page(wrong)
    with pytest.raises(RequestError, match="current= takes a whole number, at least 1"):
        SearchCriteria().page(1, wrong)
    if wrong is not None:
        with pytest.raises(RequestError, match="page_size= takes a whole number"):
            SearchCriteria(page_size=wrong)
        with pytest.raises(RequestError, match="current_page= takes a whole number"):
            SearchCriteria(current_page=wrong)
        with pytest.raises(RequestError, match="request_name= takes a text"):
            SearchCriteria(request_name=[wrong])  # type: ignore[arg-type]


def test_a_range_has_both_ends() -> None:
    assert list(wire(SearchCriteria().between("price", 1, 2)).values()) == [
        *("price", "1", "gteq"),
        *("price", "2", "lteq"),
    ]


conditions = st.sampled_from(
    [name for name in get_args(Condition) if name not in ("in", "nin", "null", "notnull")]
)
plain = st.text(alphabet=st.characters(exclude_characters=",", exclude_categories=["Cs"]), min_size=1)


@given(
    st.lists(
        st.lists(st.tuples(plain.filter(str.strip), conditions, plain), min_size=1, max_size=3), max_size=3
    )
)
def test_what_is_built_can_be_read_back(groups: list[list[tuple[str, Any, str]]]) -> None:
    criteria = SearchCriteria()
    for group in groups:
        criteria = criteria.any_of(*group)
    sent = wire(criteria)
    for group_index, group in enumerate(groups):
        for index, (field, condition, given_value) in enumerate(group):
            prefix = f"c[filter_groups][{group_index}][filters][{index}]"
            assert sent.pop(f"{prefix}[field]") == field
            assert sent.pop(f"{prefix}[value]") == given_value
            assert sent.pop(f"{prefix}[condition_type]") == ("gteq" if condition == "moreq" else condition)
    assert sent == ({} if groups else {"c": ""})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("items[sku, name],total_count", "items[sku,name],total_count"),
        (("items", ["sku", "name"]), "items[sku,name]"),
        (["sku", "name"], "sku,name"),
        (("sku", "name"), "sku,name"),
        (
            ["sku", ("extension_attributes", [("stock_item", ["qty"])])],
            "sku,extension_attributes[stock_item[qty]]",
        ),
        ([("items", ["id"]), "total_count"], "items[id],total_count"),
    ],
)
def test_projections(fields: Any, expected: str) -> None:
    assert render_fields(fields) == expected


@pytest.mark.parametrize(
    "fields", ["", "items[sku", "a]b[", "a b&c=d", [], ["a", ["b"]], [""], ["a-b"], [("a", [])], [1]]
)
def test_what_is_no_projection_is_refused(fields: Any) -> None:
    with pytest.raises(RequestError):
        render_fields(fields)


def test_the_count_is_added_to_a_list_that_selects_items() -> None:
    assert with_total_count("items[sku]") == "items[sku],total_count"
    assert with_total_count("total_count,items[sku]") == "total_count,items[sku]"
    assert with_total_count("items[total_count]") == "items[total_count],total_count"
    assert with_total_count("search_criteria") == "search_criteria"


def test_an_unknown_condition_names_the_nearest_or_all() -> None:
    with pytest.raises(RequestError, match=r"'gte'; did you mean 'gteq'"):
        SearchCriteria().where("a", "gte", 1)  # type: ignore[arg-type]
    with pytest.raises(RequestError, match=r"'=='; valid are eq, neq, like, .*sneq"):
        SearchCriteria().where("a", "==", 1)  # type: ignore[arg-type]


SEARCH = RestOperation(
    "GET", "/V1/search", (search("searchCriteria", needs=("request_name",)),), result=lambda: Any
)
TERM = {"filter_groups": [{"filters": [{"field": "search_term", "value": "bag"}]}]}


def asked(criteria: Any) -> dict[str, str]:
    """The query of a search with these criteria."""
    made = SEARCH.request(
        Core(CoreOptions(base_url="https://shop.example"), None), {"searchCriteria": criteria}
    )
    return dict(parse_qsl(urlsplit(made.url).query))


@pytest.mark.parametrize(
    "criteria",
    [None, OMIT, SearchCriteria().where("search_term", "eq", "bag"), TERM, {**TERM, "request_name": ""}],
)
def test_a_search_that_needs_a_request_name_is_refused_without(criteria: Any) -> None:
    with pytest.raises(RequestError, match=r"needs request_name.*SearchCriteria\(request_name="):
        asked(criteria)


@pytest.mark.parametrize(
    "criteria",
    [
        SearchCriteria(request_name="quick_search_container").where("search_term", "eq", "bag").page(5),
        {**TERM, "request_name": "quick_search_container"},
        {**TERM, "requestName": "quick_search_container"},
    ],
)
def test_the_builder_names_the_request_of_the_search_engine(criteria: Any) -> None:
    assert "quick_search_container" in asked(criteria).values()
    if isinstance(criteria, SearchCriteria):
        assert asked(criteria)["searchCriteria[requestName]"] == "quick_search_container"
        assert asked(criteria)["searchCriteria[page_size]"] == "5"


def test_no_way_to_write_criteria_sends_a_condition_that_no_server_knows() -> None:
    """Both servers compare for equality with a condition that they don't know."""
    raw = {
        "filter_groups": [{"filters": [{"field": "id", "value": 3, "condition_type": "moreq"}]}],
        "request_name": "r",
    }
    as_in_json = {
        "filterGroups": [{"filters": [{"field": "id", "value": 3, "conditionType": "moreq"}]}],
        "requestName": "r",
    }
    built = SearchCriteria(request_name="r").where("id", "moreq", 3)
    for criteria in (built, raw):
        assert asked(criteria)["searchCriteria[filter_groups][0][filters][0][condition_type]"] == "gteq"
    assert asked(as_in_json)["searchCriteria[filterGroups][0][filters][0][conditionType]"] == "gteq"
    assert built.groups[0][0].condition == "gteq"
    assert ("filter[1][gteq]", "3") in api2.Filters().where("id", "moreq", 3).pairs()
    assert ("filter[1][gteq]", "3") in api2.as_filters({"id": {"moreq": 3}}).pairs()
    entry = {"key": "id", "value": {"key": "gteq", "value": "3"}}
    assert soap.Filters().where("id", "moreq", 3).data() == {"complex_filter": [entry]}
    with pytest.raises(RequestError, match="'id' has the condition 'gteq' already"):
        soap.Filters().where("id", "gteq", 3).where("id", "moreq", 4)
