"""A status of success over what is no answer: a page of something in front of the shop, or what PHP printed."""

from __future__ import annotations

import pickle

import pytest
from runtime.errors import DecodeError

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import Client

CHALLENGE = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking</body></html>"
NOTICE = (
    b"<br />\n<b>Notice</b>:  Undefined index: color in <b>/srv/Model.php</b> on line <b>12</b><br />\n"
    b'{"id": 1}'
)
PLAIN = b'\nDeprecated: Creation of dynamic property is deprecated in /srv/Model.php on line 7\n{"id": 1}'


def said(answer: Answer) -> str:
    with serving(lambda seen: answer) as server, Client(server.url) as shop:
        with pytest.raises(DecodeError) as caught:
            shop.products.get(sku="a")
        assert caught.value.response is not None
        return str(caught.value)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json"])
def test_a_page_is_named_by_its_title(content_type: str) -> None:
    message = said(Answer(CHALLENGE, content_type=content_type))
    kind = content_type.partition(";")[0]
    assert f"HTTP 200 ({kind}): an HTML page came instead of an answer: Just a moment..." in message
    assert "malformed JSON" not in message


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        (NOTICE, "Notice : Undefined index: color in /srv/Model.php on line 12"),
        (PLAIN, "Deprecated: Creation of dynamic property is deprecated in /srv/Model.php on line 7"),
    ],
)
def test_what_php_printed_before_an_answer_is_quoted(body: bytes, notice: str) -> None:
    message = said(Answer(body, content_type="text/html"))
    assert "PHP printed where the answer should begin (display_errors is on): " in message
    assert " ".join(message.split()).endswith(notice)


def test_what_else_is_malformed_is_placed() -> None:
    assert "malformed JSON: " in said(Answer(b'{"id": ', content_type="text/html"))


def test_a_page_after_a_redirect_names_where_it_began() -> None:
    def answer(seen: Seen) -> Answer:
        if seen.path == "/login":
            return Answer(b"<html><h1>Sign in</h1></html>", content_type="text/html")
        return Answer(status=302, headers={"Location": "/login"})

    with serving(answer) as server, Client(server.url) as shop:
        with pytest.raises(DecodeError) as caught:
            shop.products.get(sku="a")
        assert f"Sign in, after a redirect from {server.url}/rest/V1/products/a" in str(caught.value)


def test_a_page_of_another_host_says_which_address_to_give() -> None:
    with serving(lambda seen: Answer(CHALLENGE, content_type="text/html")) as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        redirect = Answer(status=301, headers={"Location": f"{elsewhere}/"})
        message = said(redirect)
    assert f"It was redirected to {elsewhere}, another host, which gets no credentials" in message


LOST = {
    "half of it": Answer(b'{"id":'),
    "a page": Answer(CHALLENGE, content_type="text/html"),
    "broken compression": Answer(b"no gzip", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("name", LOST)
def test_what_was_answered_unreadably_may_have_been_done_and_is_sent_once(name: str) -> None:
    with serving(lambda seen: LOST[name]) as server, Client(server.url, store="all") as shop:
        with pytest.raises(DecodeError) as caught:
            shop.products.order(product={"sku": "a"})
        assert len(server.seen) == 1
        assert pickle.loads(pickle.dumps(caught.value)).may_have_been_processed
