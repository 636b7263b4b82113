"""The calls that a shop took, as a test looks at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from runtime.testing.calls import Calls, called

from tests.runtime.testing.small_shop import call


def name_of(method: Callable[..., Any]) -> str:
    return f"products.{method.__name__}"


def get() -> None: ...


def save() -> None: ...


FIRST = call("products.get", {"sku": "A"})
SECOND = call("products.save", {"product": {"sku": "B"}, "save_options": None})
THIRD = call("products.get", {"sku": "C"})
CALLS = Calls(iter([FIRST, SECOND, THIRD]), name_of)


def test_an_argument_is_of_the_type_that_is_asked_for() -> None:
    assert FIRST.argument("sku", str) == "A"
    with pytest.raises(AssertionError, match=r"^products\.get: 'sku' is 'A', no int$"):
        FIRST.argument("sku", int)
    with pytest.raises(AssertionError, match="'save_options' is None, no bool"):
        SECOND.argument("save_options", bool)


def test_an_argument_that_was_not_sent_is_told_with_those_that_were() -> None:
    with pytest.raises(
        AssertionError,
        match=r"^products\.save was called without 'sku'; sent were: product, save_options$",
    ):
        SECOND.argument("sku", str)
    with pytest.raises(AssertionError, match=r"sent were: none$"):
        call("products.get", {}).argument("sku", str)


def test_calls_are_a_sequence() -> None:
    assert len(CALLS) == 3
    assert list(CALLS) == [FIRST, SECOND, THIRD]
    assert (CALLS[0], CALLS[-1]) == (FIRST, THIRD)
    assert list(CALLS[1:]) == [SECOND, THIRD]
    assert not Calls([], name_of)
    with pytest.raises(IndexError):
        _ = CALLS[3]


def test_calls_of_one_method_can_be_asked_again() -> None:
    assert list(CALLS(get)) == [FIRST, THIRD]
    assert list(CALLS(get)(get)) == [FIRST, THIRD]
    assert list(CALLS(get)(save)) == []


def test_names_are_in_order() -> None:
    assert CALLS.names == ["products.get", "products.save", "products.get"]
    assert CALLS(print).names == []


def test_the_last_and_the_only_one() -> None:
    assert CALLS.last is THIRD
    assert CALLS(save).only is SECOND
    with pytest.raises(AssertionError, match=r"^there was no such call$"):
        _ = CALLS(print).last
    with pytest.raises(AssertionError, match=r"^one call was expected, there were 0$"):
        _ = CALLS(print).only
    with pytest.raises(AssertionError) as several:
        _ = CALLS(get).only
    assert str(several.value).splitlines() == [
        "one call was expected, there were 2",
        "  products.get(sku='A')",
        "  products.get(sku='C')",
    ]


def test_a_call_is_shown_as_it_would_be_written() -> None:
    assert str(SECOND) == "products.save(product={'sku': 'B'}, save_options=None)"
    assert repr(CALLS(get)) == "Calls([products.get(sku='A'), products.get(sku='C')])"
    assert "request" not in repr(FIRST)
    assert called("products.get", {}) == "products.get()"
    assert called("products.get", {"sku": "A" * 400}) == f"products.get(sku='{'A' * 299})"
