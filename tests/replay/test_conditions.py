"""Every condition of the filter builders means to the server what its name says: recorded, or told from its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qsl, urlsplit

import pytest
from runtime.api2 import filters as api2
from runtime.errors import RequestError
from runtime.search import criteria
from runtime.search.conditions import meant
from runtime.soap import criteria as magento1

from tests.replay.soap.recorded import body_of, plain

SEARCHED: Mapping[str, tuple[str, str, Any, list[Any]]] = {
    "eq": ("exchanges-2/search/products_eq", "entity_id", 37, [37]),
    "neq": ("exchanges-2/search/products_neq", "entity_id", 37, [36, 38]),
    "like": ("exchanges-2/search/products_like", "sku", "mi-025042-%", [36, 37, 38]),
    "in": ("exchanges-2/search/orders_in", "entity_id", [12, 14], [12, 14]),
    "nin": ("exchanges-2/search/products_nin", "sku", ["mi-025042-1", "mi-025042-2"], [38]),
    "null": ("exchanges-2/search/products_null", "special_price", None, [37, 38]),
    "notnull": ("exchanges-2/search/products_notnull", "special_price", None, [36]),
    "gt": ("exchanges/filter_gt", "entity_id", 30, [31, 32, 33, 39, 40, 41, 42, 44, 46, 49]),
    "lt": ("exchanges-2/search/products_lt", "entity_id", 37, [36]),
    "gteq": ("exchanges-2/search/products_gteq", "entity_id", 37, [37, 38]),
    "lteq": ("exchanges-2/search/orders_lteq", "entity_id", 13, [12, 13]),
    "moreq": ("exchanges-2/search/products_gteq", "entity_id", 37, [37, 38]),
    "from": ("exchanges-2/search/products_from", "entity_id", 37, [37, 38]),
    "to": ("exchanges-2/search/products_from_to", "entity_id", 37, [36, 37]),
    "finset": ("exchanges/filter_finset", "lab_tags", "6", [*range(2, 10)]),
    "regexp": ("exchanges-2/search/products_regexp", "sku", ".*", [36, 37, 38]),
    "seq": ("exchanges-2/search/products_seq", "special_price", "", [37, 38]),
}
"""Magento 2's conditions: the recording, what was asked, and the ids that were found."""
BY_SOURCE = {"nlike": "a%", "nfinset": "6", "sneq": ""}
"""Conditions that no recording has, with a value. They are NOT LIKE, NOT FIND_IN_SET and, for an empty `sneq`, IS NOT
NULL in `Magento\\Framework\\DB\\Adapter\\Pdo\\Mysql::prepareSqlCondition`."""


def recorded(root: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / f"{name}.json").read_bytes())
    return found


def asked(url: str) -> Iterator[tuple[str, str, str]]:
    """Field, condition and value of every filter in the URL of a search."""
    pairs = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    for name, field in pairs.items():
        if name.endswith("[field]"):
            holder = name.removesuffix("[field]")
            condition = pairs.get(f"{holder}[conditionType]") or pairs.get(f"{holder}[condition_type]", "")
            yield field, condition, pairs.get(f"{holder}[value]", "")


def test_every_condition_of_the_search_has_its_evidence() -> None:
    assert {*get_args(criteria.Condition)} == {*SEARCHED, *BY_SOURCE}


@pytest.mark.parametrize("condition", SEARCHED)
def test_a_search_finds_what_the_condition_says(condition: Any, corpus: Path) -> None:
    name, field, value, found = SEARCHED[condition]
    exchange = recorded(corpus / "magento-2.4.6", name)
    pairs = dict(criteria.SearchCriteria().where(field, condition, value).to_query("c"))
    prefix = "c[filter_groups][0][filters][0]"
    sent = tuple(pairs[f"{prefix}[{part}]"] for part in ("field", "condition_type", "value"))
    assert (sent if condition not in ("null", "notnull") else sent[:2]) in {
        entry if condition not in ("null", "notnull") else entry[:2]
        for entry in asked(exchange["request"]["url"])
    }
    items = json.loads(exchange["response"]["body"])["items"]
    ids = sorted(item.get("id") or item["entity_id"] for item in items)
    assert [number for number in ids if condition != "finset" or 2 <= number < 10] == found


@pytest.mark.parametrize("condition", BY_SOURCE)
def test_conditions_that_were_not_recorded(condition: Any) -> None:
    pairs = criteria.SearchCriteria().where("tags", condition, BY_SOURCE[condition]).to_query("c")
    assert [text for name, text in pairs if name.endswith(("[condition_type]", "[value]"))] == [
        BY_SOURCE[condition],
        condition,
    ]


FILTERED: Mapping[str, tuple[str, str, Any, list[int]]] = {
    "eq": ("exchanges-2/soap_v1/filter_plain_value", "sku", "fiv10256382", [89]),
    "neq": ("exchanges-2/soap_v1/filter_neq", "entity_id", 89, [88, 90]),
    "like": ("exchanges-2/soap_v1/filter_from", "sku", "fiv1025638%", [89, 90]),
    "in": ("exchanges-2/soap_v1/filter_in", "entity_id", [88, 90], [88, 90]),
    "nin": ("exchanges-2/soap_v1/filter_nin", "entity_id", [88, 90], [89]),
    "null": ("exchanges-2/soap_v1/filter_null", "special_price", True, []),
    "notnull": ("exchanges/rest/085-filter_null", "special_price", 1, [5]),
    "gt": ("exchanges/rest/080-filter_gt_lt", "price", 12, [3, 4, 5, 6, 7]),
    "lt": ("exchanges-2/soap_v1/filter_lt", "entity_id", 89, [88]),
    "gteq": ("exchanges-2/soap_v1/filter_gteq", "entity_id", 89, [89, 90]),
    "moreq": ("exchanges-2/soap_v1/filter_gteq", "entity_id", 89, [89, 90]),
    "from": ("exchanges-2/soap_v1/filter_from", "entity_id", 89, [89, 90]),
    "to": ("exchanges-2/soap_v1/filter_from_to", "entity_id", 89, [88, 89]),
    "finset": ("exchanges-2/soap_v1/filter_finset", "entity_id", 89, [89]),
}
"""Magento 1's conditions, as above: v1 takes what all protocols hand to the same adapter, and so does REST."""
BY_SOURCE_1 = {"nlike": "a%", "lteq": 7, "regexp": "^A", "seq": "", "sneq": ""}
"""Conditions that no recording of Magento 1 has on their own: `Varien_Db_Adapter_Pdo_Mysql::prepareSqlCondition`."""


def conditions_of(exchange: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The conditions of a recorded list by attribute: in the URL, or in the first argument of v1's `call`."""
    request = exchange["request"]
    if not request["body"]:
        return filters_of(request["url"])
    called = body_of(request["body"].encode())
    (filters,) = plain(called[2])
    return {field: given if isinstance(given, dict) else {"eq": given} for field, given in filters.items()}


def filters_of(url: str) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for name, text in parse_qsl(urlsplit(url).query):
        match = re.fullmatch(r"filter\[(\d+)\]\[(\w+)\]", name)
        if match:
            entries.setdefault(match[1], {})[match[2]] = text
    return {str(entry.pop("attribute")): entry for entry in entries.values()}


def ids_of(exchange: dict[str, Any]) -> list[int]:
    """The ids of what was found."""
    body = exchange["response"]["body"]
    if exchange["request"]["body"]:
        return sorted(int(item["product_id"]) for item in plain(body_of(body.encode())[0]))
    return sorted(map(int, json.loads(body)))


@pytest.mark.parametrize("module", [magento1, api2])
def test_every_condition_of_a_filter_has_its_evidence(module: Any) -> None:
    assert {*get_args(module.Condition)} == {*FILTERED, *BY_SOURCE_1}


@pytest.mark.parametrize("condition", FILTERED)
def test_a_filter_finds_what_the_condition_says(condition: str, corpus: Path) -> None:
    name, field, value, found = FILTERED[condition]
    exchange = recorded(corpus / "openmage-20.0.20", name)
    asked = conditions_of(exchange)[field][meant(condition)]
    assert [*map(str, asked)] == [*map(str, value)] if isinstance(value, list) else str(asked) == str(value)
    assert ids_of(exchange) == found


@pytest.mark.parametrize("condition", BY_SOURCE_1)
def test_filters_that_were_not_recorded(condition: Any) -> None:
    value = BY_SOURCE_1[condition]
    assert magento1.Filters().where("name", condition, value).data() == {
        "complex_filter": [{"key": "name", "value": {"key": condition, "value": str(value)}}]
    }
    assert api2.Filters().where("name", condition, value).pairs() == [
        ("filter[1][attribute]", "name"),
        (f"filter[1][{condition}]", str(value)),
    ]


@pytest.mark.parametrize("module", [magento1, api2])
def test_is_can_not_succeed(module: Any) -> None:
    """The adapter quotes the value, and MySQL takes no text after IS."""
    with pytest.raises(RequestError, match="no condition 'is'"):
        module.Filters().where("name", "is", "NULL")
