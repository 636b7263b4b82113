"""Every recorded REST answer is read: typed where it succeeded, as the right error where it didn't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runtime import errors
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response
from runtime.models.decode import decode
from runtime.rest.xml import is_xml

from tests.runtime.shop import Product, ProductList


def recorded(corpus: Path) -> list[tuple[str, Response]]:
    found = []
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
            found.append((path.stem, answer))
    return found


def test_every_success_decodes(corpus: Path) -> None:
    count = 0
    for name, response in recorded(corpus):
        if response.ok:
            value: Any = decode(response.content, response.headers["content-type"], Any)
            if is_xml(response.content_type):
                assert value is not None, name
            else:
                assert value == json.loads(response.content), name
            for guess in (Product, ProductList, list[Product], str, int, bool):
                decode(response.content, response.headers["content-type"], guess)
            count += 1
    assert count >= 120


def test_products_decode_to_what_was_sent(corpus: Path) -> None:
    answers = dict(recorded(corpus))
    product = decode(answers["product_get"].content, "application/json", Product)
    sent = json.loads(answers["product_get"].content)
    assert (product.id, product.sku, product.price) == (sent["id"], sent["sku"], sent["price"])
    attributes = {entry["attribute_code"]: entry["value"] for entry in sent["custom_attributes"]}
    assert product.custom_attributes.as_dict() == attributes
    dumped = product.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert dumped == sent
    filtered = decode(answers["product_fields_filter"].content, "application/json", Product)
    assert set(filtered.custom_attributes.keys()) == {"lab_note", "lab_brand"}
    as_xml = decode(answers["xml_product"].content, "application/xml", Product)
    assert (as_xml.id, as_xml.sku, as_xml.price) == (product.id, product.sku, product.price)
    assert as_xml.custom_attributes.keys() == product.custom_attributes.keys()


def test_every_refusal_makes_the_right_error(corpus: Path) -> None:
    kinds = {
        400: errors.BadRequestError,
        401: errors.AuthenticationError,
        404: errors.NotFoundError,
        405: errors.MethodNotAllowedError,
        500: errors.ServerError,
    }
    count = 0
    for name, response in recorded(corpus):
        if response.status >= 400:
            error = api_error(response)
            assert type(error) is kinds[response.status], name
            assert "%" not in error.message or "%" not in error.template or not error.parameters, name
            assert error.message or not response.content, name
            count += 1
    assert count == 82


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("category_get_404", "No such entity with id = 999"),
        ("guestcart_get_404", "No such entity with cartId = "),
        (
            "customer_password_reset_put",
            "No such entity with email = nobody@example.test, websiteId = 1",
        ),
        (
            "products_list_bad_direction",
            "The sort order has to be specified as ASC for ascending order or DESC for descending order.",
        ),
        ("xml_no_criteria", '"searchCriteria" is required. Enter and try again.'),
        (
            "product_create_product_is_string",
            "An error has happened during application run. See exception log for details.",
        ),
        ("head_method", ""),
    ],
)
def test_messages_are_filled(corpus: Path, name: str, message: str) -> None:
    assert api_error(dict(recorded(corpus))[name]).message == message


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
    error = api_error(dict(recorded(corpus))[name])
    assert hint in error.hint
    assert bool(error.hint) == bool(hint)


@pytest.mark.parametrize("name", ["auth_admin_token_empty_body", "xml_multi_error"])
def test_nested_errors_are_filled(corpus: Path, name: str) -> None:
    error = api_error(dict(recorded(corpus))[name])
    assert [detail.message for detail in error.errors] == [
        '"username" is required. Enter and try again.',
        '"password" is required. Enter and try again.',
    ]
