"""Texts of inputs, cut to what docstrings can hold."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from codegen.emit.text import informative, is_newer, one_line, wrapped


@given(st.text(), st.integers(10, 40), st.sampled_from(["", "  ", "      "]), st.sampled_from(["", "    "]))
def test_lines_are_as_textwrap_has_them(text: str, width: int, indent: str, hanging: str) -> None:
    line = one_line(text)
    wanted = textwrap.wrap(line, width, initial_indent=indent, subsequent_indent=hanging) or [indent]
    assert wrapped(line, width, indent=indent, hanging=hanging) == wanted


@given(st.text())
def test_one_line_has_single_blanks_and_nothing_around(text: str) -> None:
    line = one_line(text)
    assert line == line.strip()
    assert "  " not in line
    assert all(character.isprintable() or is_newer(character) for character in line)


def test_tags_and_blanks_go() -> None:
    assert one_line(" <b>A  set</b>\n of\tattributes, 1 < 2 ") == "A set of attributes, 1 < 2"


def test_what_only_repeats_the_name_says_nothing() -> None:
    assert informative("The attribute-set ID value.", "attribute_set_id") == ""
    assert informative("ÄHNLICHE_Artikel", "ähnliche artikel") == ""
    assert informative("Used by the cart.", "attribute_set_id") == "Used by the cart."
