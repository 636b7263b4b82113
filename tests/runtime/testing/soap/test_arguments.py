"""Arguments as the shop reads them, by name and by position."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.omit import OMIT
from runtime.search.criteria import SearchCriteria
from runtime.soap.arguments import arg, search
from runtime.soap.dialects import DIALECTS, Definition
from runtime.soap.operation import SoapOperation
from runtime.testing.answers import Refusal
from runtime.testing.methods import Method
from runtime.testing.soap.arguments import MISSING, by_name, by_position
from runtime.testing.soap.messages import read_request
from runtime.testing.soap.server import SoapServer

from tests.runtime.testing.soap.models import Codes, Criteria, Data, Filters
from tests.runtime.testing.soap.small_shop import INFO, LIST, OPERATIONS, PLACES, SCAN, TYPES, UPDATE

METHODS = SoapServer(OPERATIONS).methods


def named(operation: SoapOperation[Any], arguments: dict[str, Any], mode: Any = "v2") -> dict[str, Any]:
    """The arguments of a request that names them."""
    return read(operation, METHODS[operation.id], arguments, mode)


def read(
    operation: SoapOperation[Any], method: Method, arguments: dict[str, Any], mode: Any
) -> dict[str, Any]:
    """The arguments of a request, by a method."""
    dialect = DIALECTS[mode]
    wire = operation.wire(dialect)
    assert wire is not None
    asked = read_request(operation.encode(arguments, "session", dialect=dialect), dialect)
    return by_name(operation, method, wire, asked)


def placed(operation: SoapOperation[Any], *values: Any) -> dict[str, Any]:
    """The arguments of a call that has them in order."""
    wire = operation.wire(DIALECTS["v1"])
    assert wire is not None
    return by_position(operation, METHODS[operation.id], wire, values)


@pytest.mark.parametrize("mode", ["v2", "wsi"])
def test_named_arguments_are_typed_and_called_as_in_python(mode: str) -> None:
    assert named(INFO, {"productId": "7"}, mode) == {"product_id": "7"}
    codes = Codes(attributes=["name"], additional_attributes=["color"])
    asked = {"productId": "A&B", "store": "de", "attributes": codes, "identifierType": "sku"}
    assert named(INFO, asked, mode) == {
        "product_id": "A&B",
        "store": "de",
        "attributes": codes,
        "identifier_type": "sku",
    }
    assert named(UPDATE, {"productId": "7", "data": Data(price=3.5)}, mode)["data"] == Data(price=3.5)
    assert named(SCAN, {"codes": ["a", "b"]}, mode) == {"codes": ["a", "b"]}


def test_placed_arguments_are_typed_and_nulls_are_left_out() -> None:
    assert placed(INFO, "7") == {"product_id": "7"}
    assert placed(INFO, "7", None, None, "sku") == {"product_id": "7", "identifier_type": "sku"}
    assert placed(UPDATE, "7", {"price": "3.5"}) == {"product_id": "7", "data": Data(price=3.5)}
    assert placed(INFO, "7", "de", None, "sku", "more")["store"] == "de"


def test_a_list_of_codes_stands_for_itself() -> None:
    assert placed(INFO, "7", None, ["name", "price"])["attributes"] == Codes(attributes=["name", "price"])
    whole = {"attributes": ["name"], "additional_attributes": ["color"]}
    assert placed(INFO, "7", None, whole)["attributes"] == Codes.model_validate(whole)


def test_all_arguments_may_be_one() -> None:
    assert placed(SCAN, "a", "b") == {"codes": ["a", "b"]}
    assert placed(SCAN) == {"codes": []}


def filters(value: Any) -> Any:
    """The filters that a map of conditions stands for, by field."""
    found = placed(LIST, value)["filters"]
    assert isinstance(found, Filters)
    return found.model_dump(exclude_unset=True)


def test_a_map_of_conditions_stands_for_filters() -> None:
    assert filters({"sku": "A", "type": 7}) == {
        "filter": [{"key": "sku", "value": "A"}, {"key": "type", "value": 7}]
    }
    assert filters({"price": {"gt": "30", "lt": "5"}, "sku": {"in": ["A", 7]}}) == {
        "complex_filter": [
            {"key": "price", "value": {"key": "gt", "value": "30"}},
            {"key": "price", "value": {"key": "lt", "value": "5"}},
            {"key": "sku", "value": {"key": "in", "value": "A,7"}},
        ]
    }
    assert (filters({}), filters([])) == ({}, {})
    assert placed(LIST) == {}


@pytest.mark.parametrize("values", [(), (None,), (None, "de")])
def test_what_a_call_of_magento_1_needs_must_be_there(values: tuple[Any, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        placed(INFO, *values)
    assert refused.value is MISSING
    with pytest.raises(Refusal) as refused:
        named(INFO, {"store": "de"})
    assert refused.value is MISSING


MAGENTO2 = Definition(("magento2",), "urn:Shop", PLACES, TYPES)
FIND: SoapOperation[Any] = SoapOperation(
    MAGENTO2,
    "find",
    (arg("storeCode", str), search("searchCriteria", lambda: Criteria), arg("skus", list[str], items="")),
    session="",
)


def found(required: set[str], **arguments: Any) -> dict[str, Any]:
    """The arguments of a search of Magento 2."""
    names = {"storeCode": "store_code", "searchCriteria": "criteria"}
    types = {"store_code": str, "criteria": SearchCriteria, "skus": list[str]}
    return read(FIND, Method("find", FIND, names, types, frozenset(required)), arguments, "magento2")


def test_search_criteria_are_read_and_must_be_there() -> None:
    assert found(set(), searchCriteria=Criteria(page_size=2))["criteria"] == SearchCriteria(page_size=2)
    with pytest.raises(Refusal) as refused:
        found(set(), searchCriteria=OMIT)
    assert (refused.value.status, refused.value.message) == (
        400,
        '"%fieldName" is required. Enter and try again.',
    )
    assert refused.value.parameters == {"fieldName": "searchCriteria"}


def test_what_a_method_of_magento_2_requires_must_be_there() -> None:
    criteria = Criteria(page_size=2)
    with pytest.raises(Refusal) as refused:
        found({"store_code"}, searchCriteria=criteria)
    assert refused.value.parameters == {"fieldName": "storeCode"}
    assert found({"store_code"}, searchCriteria=criteria, storeCode="de")["store_code"] == "de"


def test_items_without_a_wrapper_are_read_together() -> None:
    assert found(set(), searchCriteria=Criteria(), skus=["A", "B"])["skus"] == ["A", "B"]
