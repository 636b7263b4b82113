"""Paths and queries: what is sent is what PHP reads back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.errors import RequestError
from runtime.http.urls import fill_path, flatten, path_segment, render_query


@given(st.text(min_size=1).filter(lambda text: text.strip() not in ("", ".", "..")))
def test_a_segment_stays_one_and_can_be_read_back(text: str) -> None:
    if not _is_text(text):
        with pytest.raises(RequestError, match="no valid text"):
            path_segment("x", text)
        return
    segment = path_segment("x", text)
    assert not set("/?#% +&\\") & set(segment.replace("%", ""))
    assert unquote(segment) == text


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def test_the_template_is_filled_once() -> None:
    assert fill_path("/V1/{a}/x/{b}", {"a": "{b}", "b": "c"}) == "/V1/%7Bb%7D/x/c"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, [("n", "1")]),
        (False, [("n", "0")]),
        (None, []),
        (["a", "b"], [("n[]", "a"), ("n[]", "b")]),
        ([], [("n", "")]),
        ({}, [("n", "")]),
        ({"a": {"b": 1}, "c": None, "d": [True]}, [("n[a][b]", "1"), ("n[d][]", "1")]),
        ([{"a": 1}, {"a": 2}], [("n[0][a]", "1"), ("n[1][a]", "2")]),
    ],
)
def test_query_parameters_are_what_php_reads(value: Any, expected: list[tuple[str, str]]) -> None:
    assert list(flatten("n", value)) == expected


@given(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9)), max_size=5))
def test_a_query_can_be_read_back(pairs: list[tuple[str, str]]) -> None:
    if not _is_text("".join(name + value for name, value in pairs)):
        with pytest.raises(RequestError, match="no valid text"):
            render_query(pairs)
        return
    text = render_query(pairs)
    assert text.isascii()
    assert parse_qsl(text, keep_blank_values=True) == pairs
