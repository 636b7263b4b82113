"""Bodies as Magento 2 writes them."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.testing.rest.output import JSON, XML, filtered, rendered

VALUE = {"items": [{"sku": "A", "price": 3.0, "more": {"a": 1, "b": 2}}], "total_count": 1}


@pytest.mark.parametrize(
    ("expression", "left"),
    [
        ("total_count", {"total_count": 1}),
        ("items[sku],total_count", {"items": [{"sku": "A"}], "total_count": 1}),
        ("items[sku,more[b]]", {"items": [{"sku": "A", "more": {"b": 2}}]}),
        ("items", {"items": VALUE["items"]}),
        ("none,items[none]", {"items": [{}]}),
        ("", {}),
    ],
)
def test_a_projection_keeps_what_it_names(expression: str, left: Any) -> None:
    assert filtered(VALUE, expression) == left


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/html, application/json;q=0.9", JSON),
        ("application/xml", XML),
        ("text/xml, application/json", XML),
        ("text/csv", None),
    ],
)
def test_the_first_form_that_is_accepted(accept: str, kind: str | None) -> None:
    form = rendered({"a": 1}, accept)
    assert (form and form[1]) == kind


def test_xml_is_that_of_the_renderer() -> None:
    form = rendered({"a b": [True, None, "<&>"], "0": {"c:d": 1.5}, "e": []}, "application/xml")
    assert form is not None
    assert form[0].decode() == (
        '<?xml version="1.0"?>\n<response><a_b><item>true</item><item/><item>&lt;&amp;&gt;</item></a_b>'
        "<item_0><c_d>1.5</c_d></item_0><e/></response>\n"
    )
