"""Corners of the codec that no recorded shop shows."""

from __future__ import annotations

import pytest
from runtime.errors import RequestError
from runtime.omit import OMIT
from runtime.soap.multi_call import Batch
from runtime.soap.v1_data import from_plain

from tests.runtime.soap.shop import DEFINITION, GET, kind_of
from tests.runtime.soap.test_codec import read, sent


def test_what_is_omitted_of_a_map_hides_nothing_behind_it() -> None:
    assert sent("product", {"id": OMIT, "sku": "A", "price": 2}) == "<sku>A</sku><price>2</price>"


def test_an_undeclared_element_that_repeats_is_a_list_of_all() -> None:
    found = read(".thing", "<r><sku>A</sku><new>1</new><new>2</new><new>3</new></r>")
    assert found == {"sku": "A", "new": ["1", "2", "3"]}


def test_what_has_not_run_has_no_result() -> None:
    pending = Batch(DEFINITION).add(GET, product="1")
    with pytest.raises(RequestError, match=r"has not run: send\(\) was not called"):
        _ = pending.result
    pending.settle(None)
    assert pending.result is None


@pytest.mark.parametrize("text", ["true", "false"])
def test_a_boolean_may_be_the_word_of_xml_schema(text: str) -> None:
    assert sent("product", {"active": text}) == f"<active>{text}</active>"


@pytest.mark.parametrize(
    ("text", "flag"), [("true", True), ("1", True), ("false", False), ("0", False), ("", None)]
)
def test_v1_s_booleans_may_be_texts(text: str, flag: bool | None) -> None:
    assert from_plain(text, kind_of("b"), DEFINITION.parsed) is flag
