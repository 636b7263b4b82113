"""Connections: redirects, certificates, proxies, how many at once, and clients that are given."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.auth.credentials import AdminToken, BearerToken
from runtime.client.options import RequestOptions
from runtime.http.messages import Request

from tests.runtime.server import Answer, Seen, dropped, serving
from tests.runtime.shop import AsyncClient, Client

PRODUCT = {"id": 1, "sku": "a"}


def test_a_redirect_on_the_same_host_keeps_the_credentials() -> None:
    def answer(seen: Seen) -> Answer:
        if "moved" in seen.target:
            return Answer(PRODUCT)
        return Answer(b"", 302, {"Location": "/moved?x=%2F"})

    with serving(answer) as server, Client(server.url, auth=BearerToken("t")) as shop:
        assert shop.products.get(sku="a").id == 1
        assert [seen.headers.get("authorization") for seen in server.seen] == ["Bearer t", "Bearer t"]
        assert server.seen[1].target == "/moved?x=%2F"


def test_a_redirect_to_another_host_gets_no_credentials() -> None:
    with serving(lambda seen: Answer(PRODUCT)) as other:
        target = other.url.replace("127.0.0.1", "localhost") + "/elsewhere"
        with (
            serving(lambda seen: Answer(b"", 302, {"Location": target})) as server,
            Client(server.url, auth=BearerToken("t"), headers={"Cookie": "a=b", "X-Key": "k"}) as shop,
        ):
            shop.products.get(sku="a")
        assert set(other.seen[0].headers) == {"host", "accept", "accept-encoding", "connection", "user-agent"}


def test_a_redirect_to_another_host_gets_no_credentials_of_an_injected_client_either() -> None:
    with serving(lambda seen: Answer(PRODUCT)) as other:
        target = other.url.replace("127.0.0.1", "localhost")
        with (
            serving(lambda seen: Answer(b"", 302, {"Location": target})) as server,
            httpx2.Client(auth=("user", "hush"), headers={"X-Key": "hush"}) as http,
        ):
            Client(server.url, http_client=http).products.get(sku="a")
            assert server.seen[0].headers["x-key"] == "hush"
        assert "hush" not in str(other.seen[0].headers)
        assert "authorization" not in other.seen[0].headers


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_write_is_never_sent_to_another_host(status: int) -> None:
    with (
        serving(lambda seen: Answer(b"", status, {"Location": "https://other.example/"})) as server,
        Client(server.url, store="all") as shop,
        pytest.raises(errors.RedirectError, match=r"other\.example"),
    ):
        shop.products.save(product={"sku": "a"})


def test_the_http_library_s_own_transports_can_be_injected() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json={"id": 5, "sku": request.url.path})

    async def go() -> int | None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http:
            return (await AsyncClient("https://shop.example", http_client=http).products.get(sku="a")).id

    with httpx2.Client(transport=httpx2.MockTransport(answer), follow_redirects=True) as http:
        assert Client("https://shop.example", http_client=http).products.get(sku="a").id == 5
    assert asyncio.run(go()) == 5


def test_a_header_that_can_not_be_sent_is_refused() -> None:
    with Client("http://127.0.0.1:9") as shop, pytest.raises(errors.RequestError, match="header X-Name"):
        shop.products.get(sku="a", options=RequestOptions(extra_headers={"X-Name": "☃"}))


def test_endless_redirects_end() -> None:
    with (
        serving(lambda seen: Answer(b"", 302, {"Location": "/again"})) as server,
        Client(server.url) as shop,
        pytest.raises(errors.RedirectError, match="more than 5"),
    ):
        shop.products.get(sku="a")


def test_an_injected_client_is_not_closed_and_an_own_one_is() -> None:
    with serving(lambda seen: Answer(PRODUCT)) as server, httpx2.Client() as own:
        with Client(server.url, http_client=own) as shop:
            shop.products.get(sku="a")
        assert not own.is_closed
        shop = Client(server.url)
        copy = shop.with_options(store="de")
        copy.close()
        assert shop.products.get(sku="a").id == 1
        shop.close()
        with pytest.raises(errors.RequestError, match="closed"):
            shop.products.get(sku="a")


def test_settings_that_exclude_an_injected_client_are_refused() -> None:
    with httpx2.Client() as own, pytest.raises(errors.RequestError, match="verify"):
        Client("https://shop.example", http_client=own, verify=False)


def test_no_more_requests_at_once_than_allowed() -> None:
    running, most, lock = [0], [0], threading.Lock()

    def hold(handler: Any) -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with lock:
            running[0] -= 1
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        )

    async def go(url: str) -> None:
        async with AsyncClient(url, max_concurrency=4) as shop:
            await asyncio.gather(*(shop.products.get(sku=str(number)) for number in range(24)))

    with serving(lambda seen: Answer(raw=hold)) as server:
        asyncio.run(go(server.url))
        assert len(server.seen) == 24
    assert 1 < most[0] <= 4


def test_a_cancelled_call_gives_its_place_back() -> None:
    def hold(handler: Any) -> None:
        time.sleep(0.3)
        dropped(handler)

    async def go(url: str, token: AdminToken) -> None:
        async with AsyncClient(url, auth=token, max_concurrency=1) as shop:
            task = asyncio.create_task(shop.products.get(sku="slow"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await asyncio.wait_for(shop.products.get(sku="a"), 60)).id == 1

    logins = [0]

    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            logins[0] += 1
            return Answer(raw=hold) if logins[0] == 1 else Answer("token")
        return Answer(PRODUCT)

    with serving(answer) as server:
        asyncio.run(go(server.url, AdminToken("admin", "pw")))
    assert logins == [2]


@pytest.mark.filterwarnings("error::DeprecationWarning")
def test_certificates_are_checked_as_they_are_set_to_be(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    files = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *made, *files], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(lambda seen: Answer(PRODUCT), tls) as server:
        retried: list[Request] = []
        with (
            Client(server.url, event_hooks={"retry": [retried.append]}) as shop,
            pytest.raises(errors.ConnectionFailed, match=r"(?i)certificate"),
        ):
            shop.products.get(sku="a")
        assert retried == []
        for verify in (False, trusting, str(certificate)):
            with Client(server.url, verify=verify) as shop:
                assert shop.products.get(sku="a").id == 1
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_verify_locations(certificate)
    with serving(lambda seen: Answer(PRODUCT), tls) as server:
        with (
            Client(server.url, verify=str(certificate), max_retries=0) as shop,
            pytest.raises(errors.TransportError),
        ):
            shop.products.get(sku="a")
        for verify in (False, trusting, str(certificate)):
            with Client(server.url, verify=verify, cert=(str(certificate), str(key))) as shop:
                assert shop.products.get(sku="a").id == 1


def test_requests_go_through_a_proxy() -> None:
    with (
        serving(lambda seen: Answer(PRODUCT)) as proxy,
        Client("http://shop.invalid", proxy=proxy.url) as shop,
    ):
        assert shop.products.get(sku="a").id == 1
        assert proxy.seen[0].target == "http://shop.invalid/rest/V1/products/a"
