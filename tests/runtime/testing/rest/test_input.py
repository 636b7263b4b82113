"""What Magento 2 makes of what was sent (ServiceInputProcessor, TypeProcessor)."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.testing.answers import Refusal
from runtime.testing.rest.input import converted, lookup

from tests.runtime.testing.entities import Product


@pytest.mark.parametrize(
    ("value", "declared", "made"),
    [
        ("7", int, 7),
        ("7.9", int, 7),
        ("7", float, 7.0),
        (7, str, "7"),
        (True, str, "1"),
        (False, str, ""),
        ("on", bool, True),
        ("off", bool, False),
        (1, bool, True),
        ({"1": "a", "0": "b"}, list[str], ["a", "b"]),
        ({"a": "1"}, dict[str, int], {"a": 1}),
        ("text", list[Product], None),
        (None, int, None),
        ("text", Product, {}),
        ({"Sku": "A", "tiers": [{"qty": "2"}]}, Product, {"sku": "A", "tiers": [{"qty": 2.0}]}),
    ],
)
def test_a_value_is_made_into_its_type(value: Any, declared: Any, made: Any) -> None:
    result = converted(value, declared)
    assert (result, type(result)) == (made, type(made))


@pytest.mark.parametrize(
    ("value", "declared", "status", "told"),
    [
        ("x", int, 400, 'The "x" value\'s type is invalid. The "int" type was expected'),
        (True, float, 400, 'The "1" value\'s type is invalid. The "float" type was expected'),
        ([1], str, 400, 'The "array" value\'s type is invalid. The "string" type was expected'),
        (5, list[int], 400, 'The "integer" value\'s type is invalid. The "int[]" type was expected'),
        (
            {"tiers": [{"qty": "x"}]},
            Product,
            400,
            'Error occurred during "tiers" processing. Error occurred during "qty"',
        ),
        ({"colour": 1}, Product, 500, 'Property "Colour" does not have accessor method "getColour"'),
    ],
)
def test_what_can_not_be_made_is_refused(value: Any, declared: Any, status: int, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        converted(value, declared)
    assert refused.value.status == status
    assert refused.value.message.startswith(told)


def test_a_parameter_is_found_by_both_its_names() -> None:
    assert lookup({"storeId": 1}, "storeId") == 1
    assert lookup({"store_id": 1}, "storeId") == 1
    assert lookup({"STOREID": 1}, "storeId") is None
