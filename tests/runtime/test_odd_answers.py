"""What a client makes of answers that no shop of Magento gives: pages of proxies, odd redirects, deep or odd values."""

from __future__ import annotations

import json
import warnings
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.auth.credentials import BearerToken
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response

from tests.deep import LISTS
from tests.growth import assert_linear
from tests.runtime.server import Answer, serving
from tests.runtime.shop import Client

SECRET = "S3CRET"
NOT_AUTHORIZED = {
    "message": "The consumer isn't authorized to access %resources.",
    "parameters": {"resources": "Magento_Catalog::products"},
}


def page(content: bytes, status: int = 503) -> Response:
    return Response(
        status=status,
        headers=Headers({"content-type": "text/html"}),
        content=content,
        request=Request(method="GET", url="https://x/"),
    )


@pytest.mark.parametrize("piece", [b"<title", b"<h1>", b"<script", b"<", b"< ", b"<script><style>", b"<!--"])
def test_an_error_page_is_read_in_linear_time(piece: bytes) -> None:
    assert_linear(lambda size: api_error(page(piece * size)), 10_000)


def test_an_error_page_says_its_title_or_its_text() -> None:
    assert api_error(page(b"<html><head><title>Down &amp; out</title></head><p>x")).message == "Down & out"
    shown = api_error(page(b"<style>b{}</style><p>Back <b>soon</b></p><script>x()</script>")).message
    assert shown == "Back soon"


def test_a_long_message_is_cut_and_the_answer_keeps_it() -> None:
    error = api_error(page(json.dumps({"message": "%1" * 5000, "parameters": ["y" * 900_000]}).encode(), 400))
    assert len(str(error)) < 12_000
    assert len(error.response.content) > 900_000


def test_an_answer_that_is_an_error_may_be_one_mebibyte() -> None:
    with serving(lambda seen: Answer(b"x" * 1_100_000, 400)) as server, Client(server.url) as shop:
        with pytest.raises(errors.ResponseTooLarge):
            shop.products.get(sku="a")
        with pytest.raises(errors.BadRequestError):
            shop.with_options(max_response_bytes=2_000_000).products.get(sku="a")


def test_broken_compression_is_no_failed_connection() -> None:
    answer = Answer(b"no gzip", headers={"Content-Encoding": "gzip"})
    with serving(lambda seen: answer) as server, Client(server.url) as shop:
        with pytest.raises(errors.DecodeError, match="encoding"):
            shop.products.get(sku="a")
        assert len(server.seen) == 1


@pytest.mark.parametrize("location", ["http://[bad", "http://x:99999999/", "ftp://x/", "//"])
def test_a_bad_location_is_an_error_of_ours(location: str) -> None:
    with (
        serving(lambda seen: Answer(b"", 302, {"Location": location})) as server,
        Client(server.url) as shop,
        pytest.raises(errors.MagentoError),
    ):
        shop.products.get(sku="a")


def test_a_redirect_to_another_host_is_named_when_it_is_refused_there() -> None:
    with serving(lambda seen: Answer(NOT_AUTHORIZED, 401)) as other:
        target = other.url.replace("127.0.0.1", "localhost")
        with (
            serving(lambda seen: Answer(b"", 301, {"Location": f"{target}/x"})) as server,
            Client(server.url, auth=BearerToken(SECRET)) as shop,
            pytest.raises(errors.AuthenticationError, match="redirected to http://localhost"),
        ):
            shop.products.get(sku="a")
        assert all(SECRET not in str(seen.headers) for seen in other.seen)


def test_what_is_nested_as_deep_as_json_is_read_is_an_error_of_ours() -> None:
    from runtime.api2.values import read_json

    with pytest.raises(ValueError, match="recursion"):
        read_json(b"[" * 100_000)
    assert api_error(page(b'{"message": ' + LISTS + b"}", 400)).status == 400


@pytest.mark.parametrize("status", [None, [], {}, 1e400, "x", pytest.param(LISTS.decode(), id="deep")])
def test_an_odd_status_of_a_bulk_item_is_open(status: Any) -> None:
    from runtime.rest.bulk import ItemStatus, Ticket, _status
    from runtime.rest.operation import RestOperation

    answer = {"operations_list": [{"id": status, "status": status}]}
    (item,) = _status(RestOperation("GET", "/V1/x"), Ticket("u", 1, {}), answer).items
    assert item.status is ItemStatus.OPEN


def test_an_answer_that_does_not_fit_can_be_dumped() -> None:
    from runtime.models.base import KeyedList, Model
    from runtime.models.decode import decode

    class Product(Model):
        price: float | None = None
        custom_attributes: KeyedList[Any] | None = None

    product = decode(b'{"price": "free", "custom_attributes": 1.5}', "application/json", Product)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydantic's own, that the types are others
        assert product.model_dump() == {"price": "free", "custom_attributes": 1.5}
        assert json.loads(product.model_dump_json()) == product.model_dump()


@pytest.mark.parametrize("cookie", [{}, {"Set-Cookie": "PHPSESSID=a; path=/"}])
def test_a_redirect_without_a_host_is_an_error_of_ours(cookie: dict[str, str]) -> None:
    """The HTTP library looks at it before we do where there is a cookie: of https, `http:` is another address."""
    answer = httpx2.Response(302, headers={"Location": "http:://shop.example/rest/V1/x", **cookie})
    own = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
    with Client("https://shop.example", http_client=own) as shop, pytest.raises(errors.MagentoError):
        shop.products.get(sku="a")


def test_a_cookie_that_http_can_not_carry_is_an_error_of_ours() -> None:
    headers = {"Location": "/x", "Set-Cookie": "a=\x9d"}
    with (
        serving(lambda seen: Answer(b"", 302, headers)) as server,
        httpx2.Client() as own,
        Client(server.url, http_client=own) as shop,
        pytest.raises(errors.DecodeError, match="header field"),
    ):
        shop.products.get(sku="a")


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_code_of_five_thousand_digits_is_an_error_of_ours(status: int) -> None:
    digits = "9" * 5000
    body = f'{{"id": {digits}, "message": "x", "code": {digits}, "parameters": [{digits}]}}'.encode()
    with (
        serving(lambda seen: Answer(body, status)) as server,
        Client(server.url, max_retries=0) as shop,
        pytest.raises(errors.MagentoError) as caught,
    ):
        shop.products.get(sku="a")
    assert len(str(caught.value)) < 1000
