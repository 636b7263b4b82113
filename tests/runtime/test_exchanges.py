"""Recorded REST answers read as what they are not, and the hints that errors with little to say get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response
from runtime.models.decode import decode

from tests.runtime.shop import Product, ProductList


def recorded(corpus: Path) -> dict[str, Response]:
    found = {}
    for path in sorted((corpus / "magento-2.4.6" / "exchanges").glob("*.json")):
        exchange = json.loads(path.read_text())
        request, response = exchange["request"], exchange["response"]
        answer = Response(
            status=response["status"],
            headers=Headers([(name, value) for name, value in response["headers"]]),
            content=(response["body"] or "").encode(),
            request=Request(method=request["method"], url=request["url"]),
        )
        if "/rest/" in request["url"]:
            found[path.stem] = answer
    return found


def test_an_answer_of_another_type_than_expected_is_kept(corpus: Path) -> None:
    for response in recorded(corpus).values():
        if response.ok:
            for guess in (Product, ProductList, list[Product], str, int, bool):
                decode(response.content, response.headers["content-type"], guess)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("route_404", "no such route"),
        ("product_get_bad_store", "store code"),
        ("product_create_unknown_field", "doesn't know or can't set"),
        ("category_get_404", ""),
    ],
)
def test_texts_that_say_little_get_a_hint(corpus: Path, name: str, hint: str) -> None:
    error = api_error(recorded(corpus)[name])
    assert hint in error.hint
    assert bool(error.hint) == bool(hint)
