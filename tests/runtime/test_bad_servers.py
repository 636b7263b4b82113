"""Servers that lead elsewhere, break off, lie or never end: over real sockets, with every kind of credentials."""

from __future__ import annotations

import contextlib
import logging
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import environment
from tests.runtime.server import Answer, Server, dropped, serving

STORE = import_module("generated_example.acme_store")
LEGACY = import_module("generated_example.legacy_shop")
LEGACY_REST = import_module("generated_example.legacy_rest")
SECRET = "S3CRET"
STATUSES = (301, 302, 303, 307, 308)

Use = Callable[[str], object]


def _called(package: Any, url: str, call: Callable[[Any], object], **settings: Any) -> object:
    with package.Client(url, max_retries=0, timeout=5, **settings) as shop:
        return call(shop)


def _get(shop: Any) -> object:
    return shop.request("GET", "/V1/x")


def _post(shop: Any) -> object:
    return shop.request("POST", "/V1/x", body={"password": SECRET})


def _info(shop: Any) -> object:
    return shop.catalog_product.info(product_id="1")


USES: dict[str, Use] = {
    "a token": lambda url: _called(STORE, url, _get, auth=STORE.BearerToken(SECRET)),
    "a token, posting": lambda url: _called(STORE, url, _post, auth=STORE.BearerToken(SECRET)),
    "an administrator": lambda url: _called(STORE, url, _get, auth=STORE.AdminToken("user", SECRET)),
    "a customer": lambda url: _called(STORE, url, _get, auth=STORE.CustomerToken("user", SECRET)),
    "four keys": lambda url: _called(STORE, url, _get, auth=STORE.OAuth1(SECRET, SECRET, SECRET, SECRET)),
    "a header of one's own": lambda url: _called(STORE, url, _get, headers={"X-Api-Key": SECRET}),
    "a cookie of one's own": lambda url: _called(STORE, url, _get, headers={"Cookie": f"a={SECRET}"}),
    "a body": lambda url: _called(STORE, url, _post),
    "an API user over SOAP": lambda url: _called(
        LEGACY, url, _info, auth=LEGACY.ApiUser("user", SECRET), mode="v2"
    ),
    "Magento 1's REST": lambda url: _called(
        LEGACY_REST,
        url,
        lambda shop: shop.products.list(),
        auth=LEGACY_REST.OAuth1(SECRET, SECRET, SECRET, SECRET),
    ),
}
if "xmlrpc" in import_module("generated_example.legacy_shop.definition").DEFINITION.modes:
    USES["an API user over XML-RPC"] = lambda url: _called(
        LEGACY, url, _info, auth=LEGACY.ApiUser("user", SECRET), mode="xmlrpc"
    )
ERRORS = (STORE.MagentoError, LEGACY.MagentoError, LEGACY_REST.MagentoError)


def _arrived(server: Server) -> str:
    """All that a server was told."""
    return "".join(f"{seen.target}\n{seen.headers}\n{seen.body!r}\n" for seen in server.seen)


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("status", STATUSES)
def test_nothing_secret_follows_a_redirect_to_another_origin(use: str, status: int) -> None:
    with serving(lambda seen: Answer({"sku": "a"})) as other:
        for target in (
            f"{other.url.replace('127.0.0.1', 'localhost')}/x",
            f"//{other.url.partition('//')[2]}/x",
        ):
            leads = {"Location": target}
            with serving(lambda seen, leads=leads: Answer(b"", status, leads)) as server:
                with contextlib.suppress(*ERRORS):
                    USES[use](server.url)
                assert server.seen
        assert SECRET not in _arrived(other)
        assert "authorization" not in _arrived(other).lower()


@pytest.mark.parametrize(
    "secrets", [{"MAGENTO_TOKEN": SECRET}, {"MAGENTO_USERNAME": "u", "MAGENTO_PASSWORD": SECRET}]
)
@pytest.mark.parametrize("status", STATUSES)
def test_nothing_secret_of_fetch_follows_a_redirect(
    tmp_path: Path, status: int, secrets: dict[str, str]
) -> None:
    with serving(lambda seen: Answer("a token")) as other:
        leads = {"Location": f"{other.url.replace('127.0.0.1', 'localhost')}/x"}
        with serving(lambda seen: Answer(b"", status, leads)) as server:
            done = subprocess.run(
                [sys.executable, "-m", "codegen", "fetch", server.url, "-o", str(tmp_path / "out")],
                env=environment(tmp_path, **secrets),
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr + _arrived(other)
    assert "authorization" not in _arrived(other).lower()


@pytest.mark.parametrize("use", [use for use in USES if "body" not in use])
@pytest.mark.parametrize("status", [400, 401, 403, 500])
def test_no_secret_is_in_an_error_or_in_the_log(
    use: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    body = {"message": "no", "trace": "t"}
    with (
        caplog.at_level(logging.DEBUG, "generated_example"),
        serving(lambda seen: Answer(body, status, {"Set-Cookie": f"PHPSESSID={SECRET}"})) as server,
    ):
        with pytest.raises(ERRORS) as caught:
            USES[use](server.url)
        assert SECRET in _arrived(server) or "four keys" in use or "REST" in use
    assert SECRET not in str(caught.value) + repr(caught.value) + caplog.text
    assert SECRET.encode() not in pickle.dumps(caught.value)


def _raw(*pieces: bytes) -> Answer:
    """Sends bytes as they are, and closes the connection."""

    def send(handler: Any) -> None:
        handler.close_connection = True
        for piece in pieces:
            handler.connection.sendall(piece)
        handler.connection.close()

    return Answer(raw=send)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
SERVERS: dict[str, Answer] = {
    "closes at once": Answer(raw=dropped),
    "half a status line": _raw(b"HTTP/1.1 2"),
    "no status line": _raw(b"hello\r\n\r\n"),
    "a status of letters": _raw(b"HTTP/1.1 abc OK\r\n\r\n"),
    "a status of five digits": _raw(b"HTTP/1.1 20000 OK\r\n\r\n"),
    "half a head": _raw(OK),
    "half a body": _raw(OK + b'Content-Length: 100\r\n\r\n{"sku": "a"'),
    "a length of letters": _raw(OK + b"Content-Length: x\r\n\r\n{}"),
    "a negative length": _raw(OK + b"Content-Length: -5\r\n\r\n{}"),
    "two lengths": _raw(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
    "a broken chunk": _raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
    "half a chunk": _raw(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n{}"),
    "broken gzip": _raw(OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nno gz"),
    "an unknown encoding, no JSON": _raw(OK + b"Content-Encoding: zzz\r\nContent-Length: 5\r\n\r\nno gz"),
    "a header without a colon": _raw(OK + b"broken header\r\n\r\n{}"),
    "a huge header": _raw(OK + b"X: " + b"x" * 2_000_000 + b"\r\n\r\n{}"),
    "NUL in a header": _raw(OK + b"X: a\0b\r\n\r\n{}"),
    "no JSON": _raw(OK + b"Content-Length: 5\r\n\r\n<html"),
    "deep JSON": _raw(OK + b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000),
    "nothing": _raw(OK + b"Content-Length: 0\r\n\r\n"),
    "another charset": _raw(
        b"HTTP/1.1 500 No\r\nContent-Type: text/html; charset=zzz\r\nContent-Length: 1\r\n\r\n\xff"
    ),
    "a redirect to itself": Answer(b"", 302, {"Location": "/rest/V1/acme/products/a"}),
    "a redirect to nowhere": Answer(b"", 302),
    "a redirect to no address": Answer(b"", 302, {"Location": "http://[broken"}),
    "a redirect to a file": Answer(b"", 302, {"Location": "file:///etc/passwd"}),
    "a redirect to a closed port": Answer(b"", 302, {"Location": "http://127.0.0.1:1/"}),
    "a wait of ages": Answer(b"", 503, {"Retry-After": "Fri, 31 Dec 99999 23:59:59 GMT"}),
    "a wait that is none": Answer(b"", 429, {"Retry-After": "soon"}),
    "a code of 5,000 digits": _raw(
        b"HTTP/1.1 400 No\r\nContent-Type: application/json\r\nContent-Length: 5025\r\n\r\n"
        b'{"message": "x", "code": ' + b"9" * 5000 + b"}"
    ),
    "an informational answer": _raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 3),
    "another protocol": _raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
}


@pytest.mark.parametrize("kind", SERVERS)
def test_a_bad_server_ends_in_one_error_of_ours(kind: str) -> None:
    with serving(lambda seen: SERVERS[kind]) as server, pytest.raises(STORE.MagentoError) as caught:
        _called(STORE, server.url, lambda shop: shop.acme_catalog.product_repository.get(sku="a"))
    assert len(str(caught.value)) < 12_000
    pickle.loads(pickle.dumps(caught.value))


def test_an_answer_without_end_is_cut() -> None:
    def endless(handler: Any) -> None:
        handler.close_connection = True
        handler.connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                handler.connection.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
        except OSError:
            pass

    with (
        serving(lambda seen: Answer(raw=endless)) as server,
        pytest.raises(STORE.MagentoError, match="larger than"),
    ):
        _called(STORE, server.url, _get, max_response_bytes=5_000_000)


@pytest.mark.parametrize(("status", "limit"), [("200 OK", 256 * 2**20), ("500 Internal Server Error", 2**20)])
def test_an_answer_announced_as_larger_than_what_is_documented_is_not_read(status: str, limit: int) -> None:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {limit + 1}\r\n\r\n{{}}".encode()
    with (
        serving(lambda seen: _raw(head)) as server,
        pytest.raises(STORE.MagentoError, match=f"larger than .*{limit}"),
    ):
        _called(STORE, server.url, _get)


def test_a_server_that_never_answers_costs_its_timeout() -> None:
    def silent(handler: Any) -> None:
        handler.close_connection = True
        time.sleep(2)

    with (
        serving(lambda seen: Answer(raw=silent)) as server,
        STORE.Client(server.url, max_retries=0, timeout=0.2) as shop,
        pytest.raises(STORE.RequestTimeout),
    ):
        _get(shop)
