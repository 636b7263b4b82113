"""Filters of Magento 1's lists, in each form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from runtime.errors import RequestError
from runtime.soap.criteria import Filters


def test_filters_take_one_condition_a_field() -> None:
    filters = Filters().where("price", "gt", 1)
    with pytest.raises(RequestError, match="'price' has the condition 'gt' already"):
        filters.where("price", "lt", 2)
    with pytest.raises(RequestError, match="no condition 'lik'; did you mean 'like'"):
        Filters().where("name", "lik", "x")  # type: ignore[arg-type]
    with pytest.raises(RequestError, match="divides it at the comma"):
        Filters().where("sku", "in", ["a,b"])
    data = Filters().where("price", "from", 1).where("price", "to", 2).data()
    assert [entry["value"]["key"] for entry in data["complex_filter"]] == ["from", "to"]


@pytest.mark.parametrize(
    ("build", "message"),
    [
        *(
            (lambda name=name: Filters().where(name, "eq", 1), "needs the name of a field")
            for name in (5, None, "", [])
        ),
        *((lambda given=given: Filters().where("a", given, 1), "no condition") for given in (5, ["eq"])),
        (lambda: Filters().where("a", None, 1), "a filter of 'a' needs a condition"),  # type: ignore[call-overload]
        *(
            (lambda value=value: Filters().where("a", "eq", value), "no wire form")
            for value in (None, [1], {}, b"")
        ),
        (lambda: Filters().where("a", "in", {"a": 1}), "no wire form"),
        (lambda: Filters().where("a", "in", []), "needs at least one value"),
        (lambda: Filters().between("a", [1], 2), "no wire form"),
    ],
)
def test_filters_refuse_what_can_not_be_meant(build: Callable[[], Filters], message: str) -> None:
    with pytest.raises(RequestError, match=message):
        build()
