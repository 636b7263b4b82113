"""Answers that are no XML by a character or an entity only."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from runtime.errors import DecodeError
from runtime.soap.faults import ApiFault
from runtime.xml.mending import ReplacedCharacterWarning

from tests.runtime.soap.shop import answer, envelope, getting


def test_a_control_character_costs_one_text_and_not_the_list() -> None:
    content = "<r><item>A\x0bB</item><item>&#x1F600;&amp;</item><item>C&#11;</item></r>"
    with pytest.warns(ReplacedCharacterWarning) as caught:
        value: Any = getting("[s").decode(answer(content))
    assert value == ["A\ufffdB", "\U0001f600&", "C\ufffd"]
    assert len(caught) == 1


def test_a_good_answer_is_taken_as_it_is() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert getting("[s").decode(answer("<r><item>a&#10;&lt;</item></r>")) == ["a\n<"]


def test_html_entities_of_a_fault_are_read() -> None:
    text = "F&uuml;r &euro; 5 &amp; mehr &lt;b&gt; <![CDATA[&uuml;\x01]]>"
    body = envelope(f"<S:Fault><faultcode>101</faultcode><faultstring>{text}</faultstring></S:Fault>")
    with pytest.raises(ApiFault) as caught, pytest.warns(ReplacedCharacterWarning):
        getting("s").decode(body)
    assert caught.value.message == "Für € 5 & mehr <b> &uuml;\ufffd"
    assert caught.value.fault_code == "101"


@pytest.mark.filterwarnings("ignore::runtime.xml.mending.ReplacedCharacterWarning")
@pytest.mark.parametrize("content", ["<r>&unknown;</r>", "<r><\x01/></r>", "<r>\x01"])
def test_what_is_broken_otherwise_is_refused_as_before(content: str) -> None:
    with pytest.raises(DecodeError):
        getting("s").decode(answer(content))
