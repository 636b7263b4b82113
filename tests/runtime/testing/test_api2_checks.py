"""What a shop in memory says against values, as Zend_Validate does: one of each kind, and what it can't judge."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.testing.api2.checks import Check, Checks


@pytest.mark.parametrize(
    ("check", "value", "said"),
    [
        (Check("Between", {"min": "0", "max": "5"}), "5", ""),
        (Check("Between", {"min": "0", "max": "5"}), "-1", "'-1' is not between '0' and '5', inclusively"),
        (Check("Between", {"min": "0", "max": "5"}), "x", "'x' is not between '0' and '5', inclusively"),
        (
            Check("Between", {"min": "0", "max": "5", "inclusive": "0"}),
            "5",
            "'5' is not strictly between '0' and '5'",
        ),
        (Check("Between", {"min": "0"}), "x", ""),
        (Check("Float"), "1e3", ""),
        (Check("Float"), "1,5", "'1,5' does not appear to be a float"),
        (Check("Float"), None, "Invalid type given. String, integer or float expected"),
        (Check("Float", message="A number!"), None, "A number!"),
        (Check("int"), "7", ""),
        (Check("int"), "7.5", "'7.5' does not appear to be an integer"),
        (Check("Digits"), "07", ""),
        (Check("Digits"), "-7", "'-7' must contain only digits"),
        (Check("Regex", {"pattern": "/^[0,1]$/"}), "1", ""),
        (Check("Regex", {"pattern": "/^[0,1]$/"}), "2", "'2' does not match against pattern '/^[0,1]$/'"),
        (Check("Regex", {"pattern": "#^a.b$#i"}), "A/B", ""),
        (
            Check("Regex", {"pattern": "/^a$/"}),
            ["a"],
            "Invalid type given. String, integer or float expected",
        ),
        (Check("Regex", {"pattern": "/(?<n>a)|(?&n)/"}), "x", ""),
        (Check("Regex", {"pattern": "no delimiters"}), "x", ""),
        (Check("GreaterThan", {"min": "3"}), "4", ""),
        (Check("GreaterThan", {"min": "3"}), "3", "'3' is not greater than '3'"),
        (Check("LessThan", {"max": "3"}), "2", ""),
        (Check("LessThan", {"max": "3"}), "3", "'3' is not less than '3'"),
        (Check("StringLength", {"min": "2", "max": "3"}), "ab", ""),
        (Check("StringLength", {"min": "2", "max": "3"}), "a", "'a' is less than 2 characters long"),
        (Check("StringLength", {"min": "2", "max": "3"}), "abcd", "'abcd' is more than 3 characters long"),
        (Check("NotEmpty"), "0", ""),
        (Check("NotEmpty"), " ", "Value is required and can't be empty"),
        (Check("Acme_Own"), "anything", ""),
    ],
)
def test_what_is_said_against_a_value(check: Check, value: Any, said: str) -> None:
    assert check.refusal(value) == said


def test_the_required_comes_first_and_then_the_fields_as_they_were_sent() -> None:
    checks = Checks(
        {"qty": [Check("Float"), Check("GreaterThan", {"min": "0"})], "size": [Check("Int")]}, ["name", "qty"]
    )
    entry = {"size": "x", "qty": "y"}
    fields = [
        "size: 'x' does not appear to be an integer",
        "qty: 'y' does not appear to be a float",
        "qty: 'y' is not greater than '0'",
    ]
    assert list(checks.errors(entry, updates=False)) == [
        "name: Value is required and can't be empty",
        *fields,
    ]
    assert list(checks.errors(entry, updates=True)) == fields
    whole = Checks({}, ["name"], whole=True)
    assert list(whole.errors({}, updates=True)) == ["name: Value is required and can't be empty"]
