"""The decoders' work grows as the answer does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from runtime.errors import MagentoError
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response
from runtime.http.redaction import redact_body

from tests.growth import assert_linear
from tests.runtime.soap.shop import answer, getting

Work = Callable[[int], object]


def operation(package: str, name: str) -> Any:
    return import_module(f"generated_example.{package}").OPERATIONS[name]


def page(content: bytes) -> Response:
    headers = Headers({"content-type": "text/html"})
    return Response(
        status=503, headers=headers, content=content, request=Request(method="GET", url="https://x/")
    )


def soap(piece: str) -> Work:
    return lambda size: getting("*").decode(answer(f"<r>{piece * size}</r>"))


def api2(piece: str) -> Work:
    decode = operation("legacy_rest", "GET /products").decode
    return lambda size: decode(f"<magento_api>{piece * size}</magento_api>".encode(), "text/xml")


def rest_xml(piece: str) -> Work:
    decode = operation("acme_store", "GET /V1/acme/products/{sku}").decode
    return lambda size: decode(f"<response>{piece * size}</response>".encode(), "application/xml")


def rest_json(piece: str) -> Work:
    decode = operation("acme_store", "GET /V1/acme/products/{sku}").decode
    return lambda size: decode(("{" + ",".join(piece % number for number in range(size)) + "}").encode())


def redacted(piece: bytes) -> Work:
    return lambda size: redact_body(piece * size, Request(method="POST", url="https://x/", operation="x"))


WORK: dict[str, tuple[Work, int]] = {
    "SOAP elements": (soap("<x/>"), 4000),
    "SOAP comments": (soap("<!-- -->"), 20_000),
    "SOAP maps": (soap("<item><key>a</key><value>b</value></item>"), 4000),
    "SOAP texts that are never closed": (soap("<![CDATA["), 10_000),
    "SOAP control characters": (soap("<x>\x01</x>"), 5000),
    "api2 tags": (api2("<m/>"), 10_000),
    "api2 entries": (api2("<data_item><a>1</a></data_item>"), 5000),
    "api2 comments": (api2("<!-- -->"), 20_000),
    "REST XML tags": (rest_xml("<m/>"), 10_000),
    "REST XML comments": (rest_xml("<!-- -->"), 20_000),
    "REST JSON fields": (rest_json('"a%d": 1'), 20_000),
    "REST JSON misfits": (rest_json('"price": {"a": %d}'), 5000),
    **{
        f"page of {piece!r}": (lambda size, piece=piece: api_error(page(piece * size)), 20_000)
        for piece in (b"<title", b"<h1>", b"<script", b"<!--", b"< ", b"&", b"&lt;")
    },
    **{
        f"body of {piece!r}": (redacted(piece), 5000)
        for piece in (
            b"<password>",
            b"password=&",
            b"<key>password</key><value>",
            b"<a b='password'",
            b'{"a":',
        )
    },
}


@pytest.mark.parametrize("kind", WORK)
def test_decoding_grows_as_the_answer_does(kind: str) -> None:
    work, size = WORK[kind]
    assert_linear(work, size, refusals=(MagentoError,))
