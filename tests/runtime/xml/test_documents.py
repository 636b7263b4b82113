"""One way to read XML for all that is XML: REST, Magento 1's REST and SOAP."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from runtime.api2.body import decode_body
from runtime.errors import DecodeError
from runtime.models.decode import decode
from runtime.xml.documents import MAX_TAGS, BadXml
from runtime.xml.mending import ReplacedCharacterWarning

from tests.runtime.soap.shop import answer, getting

READERS: dict[str, Callable[[str], Any]] = {
    "REST": lambda content: decode(f"<response>{content}</response>".encode(), "text/xml", dict[str, Any]),
    "Magento 1's REST": lambda content: decode_body(
        f"<magento_api>{content}</magento_api>".encode(), "text/xml"
    ),
    "SOAP": lambda content: getting("*").decode(answer(f"<r>{content}</r>")),
}


@pytest.mark.parametrize("kind", READERS)
def test_more_tags_than_memory_is_for_are_refused(kind: str) -> None:
    content = "<a/>" * (MAX_TAGS + 1)
    tracemalloc.start()
    try:
        with pytest.raises((DecodeError, BadXml), match=f"more than {MAX_TAGS} tags"):
            READERS[kind](content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(content)


@pytest.mark.parametrize("kind", READERS)
def test_a_control_character_costs_one_text_and_not_the_answer(kind: str) -> None:
    with pytest.warns(ReplacedCharacterWarning):
        assert READERS[kind]("<a>A\x0bB</a><b>&#11;</b>") == {"a": "A\ufffdB", "b": "\ufffd"}


@pytest.mark.parametrize("kind", READERS)
def test_names_that_are_repeated_make_a_list_of_whatever_they_are(kind: str) -> None:
    inner = "data_item" if "1" in kind else "item"
    content = f"<a><{inner}>1</{inner}><{inner}>2</{inner}></a><b>x</b><a>3</a><a>4</a>"
    assert READERS[kind](content) == {"a": [["1", "2"], "3", "4"], "b": "x"}
