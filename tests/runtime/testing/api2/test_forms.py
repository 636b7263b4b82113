"""Which bodies Magento 1's REST API reads, and in which form it answers."""

from __future__ import annotations

import pytest
from runtime.http.messages import Headers, Request
from runtime.testing.answers import Refusal
from runtime.testing.api2.forms import UNAVAILABLE, read_body, rendered

JSON, XML = "application/json; charset=utf-8", "application/xml; charset=utf-8"


def asking(content: bytes = b"", **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        method="POST", url="http://shop/api/rest/products", headers=Headers(named), content=content
    )


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=UTF-8"])
def test_json_is_read(content_type: str) -> None:
    """Scalars are texts, as XML has them."""
    assert read_body(asking(b'{"sku": "A", "qty": 2}', content_type=content_type)) == {"sku": "A", "qty": "2"}


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml", "application/xhtml+xml"])
def test_xml_is_read(content_type: str) -> None:
    assert read_body(asking(b"<magento_api><sku>A</sku></magento_api>", content_type=content_type)) == {
        "sku": "A"
    }


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "Content-Type header is empty"),
        ({"content_type": "?"}, "Invalid Content-Type header"),
        ({"content_type": "application/json; charset=latin1"}, "UTF-8 is the only supported charset"),
        ({"content_type": "text/csv"}, "can not understand Content-Type HTTP header media type"),
        ({"content_type": "application/json"}, "Decoding error"),
    ],
)
def test_what_can_not_be_read_is_refused(headers: dict[str, str], message: str) -> None:
    with pytest.raises(Refusal, match=message) as refused:
        read_body(asking(b"{", **headers))
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/json", JSON),
        ("*/*", JSON),
        ("text/*", XML),
        ("text/xml", XML),
        ("text/csv, application/xml;q=0.5, application/json;q=0.9", JSON),
        ("application/json;q=0.1, text/xml", XML),
    ],
)
def test_the_form_that_is_liked_best_is_written(accept: str, content_type: str) -> None:
    answer = rendered({"sku": "A"}, asking(accept=accept), 201)
    assert (answer.status, answer.content_type) == (201, content_type)
    assert (answer.content == b'{"sku": "A"}') is (content_type == JSON)
    assert (b"<sku>A</sku>" in answer.content) is (content_type == XML)


@pytest.mark.parametrize("accept", ["text/csv", ""])
def test_no_form_that_is_known(accept: str) -> None:
    assert rendered({}, asking(accept=accept)) is UNAVAILABLE
