"""Retries, timeouts, limits, headers: against a real server."""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.auth.credentials import AdminToken, BearerToken
from runtime.client.options import RequestOptions
from runtime.errors import MagentoError
from runtime.http.messages import Request, Response
from runtime.http.retry import delay

from tests.runtime.server import Answer, Seen, dropped, serving
from tests.runtime.shop import AsyncClient, Client

PRODUCT = {"id": 1, "sku": "a"}


def failing_first(times: int, answer: Answer) -> Callable[[Seen], Answer]:
    left = [times]

    def decide(seen: Seen) -> Answer:
        left[0] -= 1
        return answer if left[0] >= 0 else Answer(PRODUCT)

    return decide


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_sent_again_after_a_passing_failure(status: int) -> None:
    with serving(failing_first(2, Answer({"message": "busy"}, status))) as server, Client(server.url) as shop:
        assert shop.products.get(sku="a").id == 1
        assert len(server.seen) == 3


@pytest.mark.usefixtures("no_waiting")
def test_the_retries_end_with_the_last_error() -> None:
    with serving(lambda seen: Answer({"message": "busy"}, 503)) as server, Client(server.url) as shop:
        with pytest.raises(errors.UnavailableError, match="busy"):
            shop.products.get(sku="a")
        assert len(server.seen) == 3


@pytest.mark.usefixtures("no_waiting")
def test_a_write_that_may_have_reached_the_shop_is_not_repeated() -> None:
    for answer in (Answer({"message": "busy"}, 503), Answer(raw=dropped)):
        with serving(failing_first(1, answer)) as server, Client(server.url, store="all") as shop:
            with pytest.raises(MagentoError):
                shop.products.save(product={"sku": "a"})
            assert len(server.seen) == 1


@pytest.mark.usefixtures("no_waiting")
def test_a_dropped_connection_is_made_anew_for_idempotent_methods() -> None:
    with serving(failing_first(1, Answer(raw=dropped))) as server, Client(server.url, store="all") as shop:
        assert shop.products.get(sku="a").id == 1
    with serving(failing_first(2, Answer(raw=dropped))) as server, Client(server.url, store="all") as shop:
        assert shop.products.update(sku="a", product={"name": "b"}).id == 1
        assert len(server.seen) == 3


LOST = {
    "dropped": Answer(raw=dropped),
    "bad gateway": Answer(b"<html>502 Bad Gateway</html>", 502, content_type="text/html"),
    "no text": Answer(b"", 500),
}


@pytest.mark.usefixtures("no_waiting")
@pytest.mark.parametrize("name", LOST)
def test_a_put_that_does_something_is_not_repeated(name: str) -> None:
    with serving(failing_first(1, LOST[name])) as server, Client(server.url, store="all") as shop:
        with pytest.raises(MagentoError, match="may have carried it out") as caught:
            shop.products.order(product={"sku": "a"})
        assert len(server.seen) == 1
        assert caught.value.may_have_been_processed
        assert pickle.loads(pickle.dumps(caught.value)).may_have_been_processed


@pytest.mark.usefixtures("no_waiting")
def test_whether_a_request_may_be_repeated_is_for_the_caller_to_say() -> None:
    lost = Answer(raw=dropped)
    once, twice = RequestOptions(idempotent=False), RequestOptions(idempotent=True)
    with serving(failing_first(1, lost)) as server, Client(server.url, store="all") as shop:
        with pytest.raises(errors.ConnectionFailed):
            shop.products.update(sku="a", product={"name": "b"}, options=once)
        assert len(server.seen) == 1
    with serving(failing_first(1, Answer(b"", 502))) as server, Client(server.url, store="all") as shop:
        shop.products.save(product={"sku": "a"}, options=twice)
        assert len(server.seen) == 2
    with serving(failing_first(1, lost)) as server:
        with (
            Client(server.url, store="all", idempotent=False) as shop,
            pytest.raises(errors.ConnectionFailed),
        ):
            shop.products.delete(sku="a")
        assert len(server.seen) == 1
    with serving(failing_first(1, lost)) as server, Client(server.url, store="all") as shop:
        assert shop.with_options(idempotent=True).products.save(product={"sku": "a"}).id == 1
        assert len(server.seen) == 2


@pytest.mark.usefixtures("no_waiting")
def test_a_repeated_delete_that_finds_nothing_says_that_it_may_have_deleted() -> None:
    answers = [Answer({"message": "Not there."}, 404), Answer(b"", 502)]
    with (
        serving(lambda seen: answers.pop()) as server,
        Client(server.url, store="all") as shop,
        pytest.raises(errors.NotFoundError, match="Not there") as caught,
    ):
        shop.products.delete(sku="a")
    assert len(server.seen) == 2
    assert caught.value.may_have_been_processed
    assert "may have carried it out" in str(caught.value)


@pytest.mark.parametrize("status", [400, 401, 404, 409, 429])
def test_what_the_shop_refused_was_not_processed(status: int) -> None:
    refusal = Answer({"message": "No."}, status, {"Retry-After": "999"})
    with (
        serving(lambda seen: refusal) as server,
        Client(server.url, store="all") as shop,
        pytest.raises(errors.ApiError) as caught,
    ):
        shop.products.save(product={"sku": "a"})
    assert not caught.value.may_have_been_processed
    assert "may have" not in str(caught.value)


@pytest.mark.usefixtures("no_waiting")
def test_a_write_is_repeated_when_no_connection_was_made() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        tries: list[Request] = []
        client = Client(
            f"http://127.0.0.1:{unused.getsockname()[1]}",
            store="all",
            event_hooks={"request": [tries.append]},
        )
        with client as shop, pytest.raises(errors.ConnectionFailed) as caught:
            shop.products.save(product={"sku": "a"})
    assert len(tries) == 3
    assert not caught.value.sent
    assert not caught.value.may_have_been_processed


@pytest.mark.usefixtures("no_waiting")
def test_magentos_own_500_is_final_but_a_bare_one_is_not() -> None:
    with (
        serving(failing_first(1, Answer({"message": "Internal Error."}, 500))) as server,
        Client(server.url) as shop,
        pytest.raises(errors.ServerError),
    ):
        shop.products.get(sku="a")
    with serving(failing_first(1, Answer(b"", 500))) as server, Client(server.url) as shop:
        assert shop.products.get(sku="a").id == 1


def test_retry_after_is_waited_for() -> None:
    with (
        serving(failing_first(1, Answer({}, 503, {"Retry-After": "1"}))) as server,
        Client(server.url) as shop,
    ):
        start = time.monotonic()
        shop.products.get(sku="a")
        assert time.monotonic() - start >= 1.0


def test_retry_after_as_a_date_and_beyond_reason() -> None:
    def response(value: str) -> Response:
        from runtime.http.messages import Headers

        return Response(
            status=503,
            headers=Headers({"Retry-After": value}),
            content=b"",
            request=Request(method="GET", url="x"),
        )

    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 28 < (response(later).retry_after or 0) <= 30
    assert response("soon").retry_after is None
    assert response("-5").retry_after == 0
    assert response("Fri, 31 Dec 99999999999 23:59:59 GMT").retry_after is None
    assert response("9" * 5000).retry_after is None
    with serving(lambda seen: Answer({}, 503, {"Retry-After": "3600"})) as server, Client(server.url) as shop:
        with pytest.raises(errors.UnavailableError):
            shop.products.get(sku="a")
        assert len(server.seen) == 1


def test_the_delay_doubles_and_is_jittered() -> None:
    for attempt, longest in ((1, 0.5), (2, 1.0), (3, 2.0), (20, 8.0)):
        waits = {delay(attempt) for _ in range(20)}
        assert len(waits) > 1
        assert all(longest / 2 <= wait <= longest for wait in waits)


def slow(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{")
    handler.wfile.flush()
    time.sleep(0.6)
    dropped(handler)


def test_a_slow_body_ends_in_a_timeout() -> None:
    with (
        serving(lambda seen: Answer(raw=slow)) as server,
        Client(server.url, max_retries=0) as shop,
        pytest.raises(errors.RequestTimeout, match=r"no answer within 0\.2 s"),
    ):
        shop.products.get(sku="a", options=RequestOptions(timeout=0.2))


def test_a_slow_body_ends_in_a_timeout_for_the_async_client() -> None:
    async def go(url: str) -> None:
        async with AsyncClient(url, max_retries=0, timeout=0.2) as shop:
            with pytest.raises(errors.RequestTimeout):
                await shop.products.get(sku="a")

    with serving(lambda seen: Answer(raw=slow)) as server:
        asyncio.run(go(server.url))


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_beyond_the_limit_is_not_read(announced: bool) -> None:
    def large(handler: Any) -> None:
        length = b"Content-Length: 5000000\r\n" if announced else b""
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n" + length
        )
        handler.wfile.write(b"\r\n" + b"x" * 300_000)
        dropped(handler)

    with (
        serving(lambda seen: Answer(raw=large)) as server,
        Client(server.url, max_response_bytes=100_000, max_retries=0) as shop,
        pytest.raises(errors.ResponseTooLarge, match="100000"),
    ):
        shop.products.get(sku="a")


def test_an_answer_that_is_no_success_is_an_error() -> None:
    with (
        serving(lambda seen: Answer(b"", 300)) as server,
        Client(server.url) as shop,
        pytest.raises(errors.ApiError, match="HTTP 300"),
    ):
        shop.products.get(sku="a")


def test_user_agent_and_headers_are_sent_and_cookies_are_not_kept() -> None:
    with (
        serving(lambda seen: Answer(PRODUCT, headers={"Set-Cookie": "PHPSESSID=1; Path=/"})) as server,
        Client(server.url, headers={"X-Shop": "1"}) as shop,
    ):
        shop.products.get(
            sku="a", options=RequestOptions(extra_headers={"X-Call": "2"}, extra_query={"a": ["b"]})
        )
        shop.products.get(sku="a")
        first, second = server.seen
        assert first.headers["user-agent"].startswith("shop/1.0 (schema 0123456789ab) magento-codegen/0.")
        assert (first.headers["x-shop"], first.headers["x-call"]) == ("1", "2")
        assert first.query == [("a[]", "b")]
        assert "cookie" not in second.headers


def test_a_client_of_our_own_sends_what_one_that_is_given_sends() -> None:
    headers = {"accept-encoding": "identity", "X-Own": "1"}
    with serving(lambda seen: Answer(PRODUCT)) as server, httpx2.Client() as plain:
        for given in (None, plain):
            with Client(server.url, store="all", http_client=given, headers=headers) as shop:
                shop.products.get(sku="a")
                shop.products.save(product={"sku": "a"})
        own, others = server.seen[:2], server.seen[2:]
    for mine, theirs in zip(own, others, strict=True):
        assert list(mine.headers.items()) == list(theirs.headers.items())
        assert (mine.method, mine.target, mine.body) == (theirs.method, theirs.target, theirs.body)
        assert (mine.headers["connection"], mine.headers["accept-encoding"]) == ("keep-alive", "identity")


def test_the_later_header_wins() -> None:
    with (
        serving(lambda seen: Answer(PRODUCT)) as server,
        Client(server.url, headers={"accept": "application/xml", "user-agent": "mine", "X-A": "1"}) as shop,
    ):
        shop.products.get(sku="a", options=RequestOptions(extra_headers={"x-a": "2"}))
        (seen,) = server.seen
        assert (seen.headers["accept"], seen.headers["user-agent"], seen.headers["x-a"]) == (
            "application/xml",
            "mine",
            "2",
        )


def test_xml_can_be_asked_for() -> None:
    xml = Answer(b"<response><id>7</id></response>", content_type="application/xml; charset=utf-8")
    with serving(lambda seen: xml) as server, Client(server.url) as shop:
        options = RequestOptions(extra_headers={"Accept": "application/xml"})
        assert shop.products.get(sku="a", options=options).id == 7
        assert server.seen[0].headers["accept"] == "application/xml"


@pytest.mark.usefixtures("no_waiting")
def test_a_login_is_repeated_after_a_passing_failure() -> None:
    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            return Answer({}, 503) if len(server.seen) == 1 else Answer("token")
        return Answer(PRODUCT)

    with serving(answer) as server, Client(server.url, auth=AdminToken("a", "b")) as shop:
        assert shop.products.get(sku="a").id == 1


def test_hooks_see_every_try() -> None:
    events: list[str] = []

    async def on_response(response: Response) -> None:
        await asyncio.sleep(0)
        events.append(f"response {response.status}")

    async def go(url: str) -> None:
        hooks: Any = {
            "request": [lambda request: events.append(f"request {request.method}")],
            "response": [on_response],
            "retry": [lambda request: events.append("retry")],
        }
        async with AsyncClient(url, event_hooks=hooks) as shop:
            await shop.products.get(sku="a")

    with serving(failing_first(1, Answer({}, 503, {"Retry-After": "0"}))) as server:
        asyncio.run(go(server.url))
    assert events == ["request GET", "response 503", "retry", "request GET", "response 200"]


def test_an_async_hook_in_a_blocking_client_is_an_error() -> None:
    async def hook(request: Request) -> None:
        pass

    with (
        Client("http://127.0.0.1:9", event_hooks={"request": [hook]}) as shop,
        pytest.raises(MagentoError, match="async function"),
    ):
        shop.products.get(sku="a")


@pytest.mark.usefixtures("no_waiting")
def test_each_try_without_an_answer_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "runtime")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with Client(url, max_retries=1) as shop, pytest.raises(errors.ConnectionFailed):
            shop.products.get(sku="a")
    tries = [record.getMessage() for record in caplog.records if record.name == "runtime"]
    assert [text.partition(": ")[0] for text in tries] == [
        f"GET {url}/rest/V1/products/a failed on try {number}" for number in (1, 2)
    ]


def test_logs_show_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        serving(lambda seen: Answer({"id": 1, "password": "hunter2", "token": "abc123"})) as server,
        Client(server.url, store="all", auth=BearerToken("top-secret")) as shop,
    ):
        shop.products.save(
            product={"sku": "a", "password": "hunter2"},
            options=RequestOptions(allow_unknown_fields=True, extra_query={"oauth_token": "abc123"}),
        )
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name == "runtime")
    assert "POST" in ours
    assert "'Authorization': '***'" in ours
    for hidden in ("top-secret", "hunter2", "abc123"):
        assert hidden not in ours
