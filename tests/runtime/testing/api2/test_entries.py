"""The entries of a request's body: what is dropped, what is refused, what is left."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.api2.operation import ResourceOperation
from runtime.testing.answers import Refusal
from runtime.testing.api2.checks import Check, Checks
from runtime.testing.api2.entries import Entries, model_of

from tests.runtime.testing.api2.shelf import CREATE, CREATE_MANY, DELETE, UPDATE, UPDATE_MANY, Entry

CHECKS = Checks({"qty": [Check("Float")], "sku": [Check("StringLength", {"min": "2"})]}, ["sku"])


def entries(operation: ResourceOperation[Any], checks: Checks | None = CHECKS) -> Entries:
    return Entries(operation, checks)


def test_an_entry_is_typed_and_without_what_no_role_may_write() -> None:
    body = {"sku": "AB", "qty": "2", "shop_id": "7", "colour": "red"}
    made = entries(CREATE).read(body)
    assert made == Entry.model_validate({"sku": "AB", "qty": 2.0, "colour": "red"})
    assert body["shop_id"] == "7"


@pytest.mark.parametrize("body", [None, {}, [], "", {"shop_id": "7"}])
def test_an_entry_without_anything_is_refused(body: Any) -> None:
    with pytest.raises(Refusal, match=r"The request data is invalid\.") as refused:
        entries(CREATE, None).read(body)
    assert refused.value.status == 400


def test_many_where_one_is_wanted_are_refused() -> None:
    with pytest.raises(Refusal, match=r"Resource method not implemented yet\.") as refused:
        entries(UPDATE).read([{"sku": "AB"}])
    assert refused.value.status == 405


def test_all_that_is_said_against_an_entry_is_told() -> None:
    with pytest.raises(Refusal) as refused:
        entries(CREATE).read({"sku": "A", "qty": "x"})
    assert refused.value.status == 400
    assert refused.value.message == "sku: 'A' is less than 2 characters long"
    assert refused.value.errors == (
        "qty: 'x' does not appear to be a float",
        "Resource data pre-validation error.",
    )


def test_an_update_may_leave_out_what_a_new_entry_needs() -> None:
    assert entries(UPDATE).read({"qty": "1"}) == Entry(qty=1)
    with pytest.raises(Refusal, match="sku: Value is required"):
        entries(CREATE).read({"qty": "1"})


def test_nothing_is_demanded_where_there_are_no_checks() -> None:
    assert entries(CREATE, None).read({"qty": "1"}) == Entry(qty=1)


def test_of_many_entries_those_are_left_that_nothing_is_said_against() -> None:
    body = [{"sku": "AB", "shop_id": "7"}, {"qty": "1"}, {"sku": "CD", "qty": "x"}, {"sku": "EF"}]
    assert entries(CREATE_MANY).read(body) == [Entry(sku="AB"), Entry(sku="EF")]
    assert entries(UPDATE_MANY).read(body) == [Entry(sku="AB"), Entry(qty=1), Entry(sku="EF")]


def test_a_map_of_many_is_taken_for_its_values() -> None:
    assert entries(CREATE_MANY).read({"a": {"sku": "AB"}, "b": {"qty": "1"}}) == [Entry(sku="AB")]


def test_many_of_nothing_are_refused_and_what_is_no_entry_is_left_as_it_is() -> None:
    with pytest.raises(Refusal, match="The request data is invalid"):
        entries(CREATE_MANY).read([])
    assert entries(CREATE_MANY).read(["text", {"sku": "AB"}]) == ["text", Entry(sku="AB")]
    assert entries(CREATE_MANY).read("text") == []


def test_what_is_said_against_single_ones_names_them() -> None:
    body = [
        {"sku": "AB"},
        {"sku": "A", "entry_id": "3", "parent_id": "4"},
        {"qty": "x"},
        "text",
    ]
    assert list(entries(CREATE_MANY).refusals(body)) == [
        {"entry_id": "3", "message": "sku: 'A' is less than 2 characters long", "code": 400},
        {"message": "sku: Value is required and can't be empty", "code": 400},
        {"message": "qty: 'x' does not appear to be a float", "code": 400},
    ]
    assert list(entries(CREATE_MANY, None).refusals(body)) == []
    assert list(entries(UPDATE_MANY).refusals([{"shop_id": "7"}])) == []
    assert list(entries(UPDATE_MANY).refusals([{"shop_id": "7", "qty": "x"}])) == [
        {"shop_id": "7", "message": "qty: 'x' does not appear to be a float", "code": 400}
    ]


def test_checks_are_found_by_the_model() -> None:
    assert model_of(CREATE) == "shelf.Entry"
    assert model_of(DELETE) == ""
