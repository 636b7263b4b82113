"""Answers of a hostile server end in one typed error, and take no more memory than they are large."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from runtime.errors import DecodeError, ResponseTooLarge
from runtime.soap import references
from runtime.soap.client import SoapClient
from runtime.soap.session import ApiUser

from tests.runtime.soap.shop import DEFINITION, GET, answer, getting

BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>"""
TEXT = "<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Body><r><x>{}</x></r></Body></Envelope>"


def external(path: Path) -> bytes:
    """An answer that asks for a file."""
    return f'<!DOCTYPE r [<!ENTITY x SYSTEM "{path.as_uri()}">]>{TEXT.format("&x;")}'.encode()


@pytest.mark.parametrize(
    "body",
    [
        (BOMB + TEXT.format("&g;")).encode(),
        (BOMB + TEXT.format("<y z='&g;'/>")).encode(),
        f"{BOMB}<methodResponse><params><param><value>&g;</value></param></params></methodResponse>".encode(),
        (BOMB + TEXT.format("&g;")).encode("utf-16"),
        TEXT.format("<a>" * 100_000).encode(),
        TEXT.format("<a>" * 5000 + "</a>" * 5000).encode(),
        b"<methodResponse><params><param>" + b"<value><array><data>" * 5000,
        answer("<r>x</r>")[:-40],
        answer("<r>x</r>").replace(b'encoding="UTF-8"', b'encoding="UTF-16"'),
        answer("<r>x</r>").replace(b'encoding="UTF-8"', b'encoding="no-such"'),
        answer("<r>\xe9</r>").replace("é".encode(), b"\xe9"),
        b"\x00" * 1000,
        b"\xff\xfe" + b"\x00" * 1000,
        answer('<r id="1"><a href="#1"/></r>'),
        answer('<r href="#2"/>'),
        answer(
            "<r>"
            + '<i id="0"><a/><a/></i>'
            + "".join(f'<i id="{n}"><a href="#{n - 1}"/><a href="#{n - 1}"/></i>' for n in range(1, 40))
            + "</r>"
        ),
    ],
    ids=lambda body: body[:12].decode("latin-1"),
)
def test_one_error_at_bounded_memory(body: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(DecodeError) as caught:
            getting("*").decode(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(str(caught.value)) < 1000
    assert peak < 50_000_000


def test_references_copy_as_many_elements_as_are_allowed_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_references(count: int) -> bytes:
        return answer('<r><i id="1"><a>x</a></i>' + '<i href="#1"/>' * count + "</r>")

    monkeypatch.setattr(
        references, "MAX_COPIES", 7
    )  # three times an element and the one in it, not four times
    assert getting("*").decode(with_references(3)) == {"i": [{"a": "x"}] * 4}
    with pytest.raises(DecodeError, match="more than 7 elements by reference"):
        getting("*").decode(with_references(4))


def test_files_of_this_machine_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    with pytest.raises(DecodeError) as caught:
        getting("*").decode(external(secret))
    assert "s3cret" not in str(caught.value)


def test_a_text_of_100_megabytes_is_refused_without_a_copy() -> None:
    body = TEXT.format("a" * 100_000_000).encode()
    tracemalloc.start()
    try:
        with pytest.raises(DecodeError, match="no message of the API"):
            getting("s").decode(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


class Endless(BaseHTTPRequestHandler):
    """Answers with more and more text."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        try:
            for _ in range(10_000):
                self.wfile.write(b"<a>" * 20_000)
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def endless() -> Iterator[str]:
    """A server that never ends its answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endless)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class Client(SoapClient):
    """A client of the small shop."""

    definition = DEFINITION


def test_an_endless_answer_is_cut(endless: str) -> None:
    client = Client(endless, auth=ApiUser("u", "k"), mode="v2", max_response_bytes=1_000_000)
    with client, pytest.raises(ResponseTooLarge):
        client.run(GET.call(client.core, {"product": "1"}, None))
