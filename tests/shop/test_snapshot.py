"""`fetch` against a real server on this machine: what is asked, with which token, and how a run is taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.command_line import Run, environment

SERVICES = ("acmeLoyaltyRatesV1", "catalogProductRepositoryV1")
WSDL = b'<?xml version="1.0"?><definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="%s"/>'
TOKEN = "s3cret-token"


class Shop(ThreadingHTTPServer):
    """A shop that remembers what it was asked; `broken` paths answer 500, `magento1` speaks Magento 1."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self.flaky: set[str] = set()
        self.magento1 = False
        self.answers: dict[str, bytes] = {}
        self.leads_to: tuple[int, str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Shop

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, json.dumps(body)))
        if self.server.leads_to:
            self.lead()
            return
        right = body == {"username": "admin", "password": "pass word"}
        self.answer(
            200 if right else 401, json.dumps(TOKEN if right else {"message": "wrong login"}).encode()
        )

    def do_GET(self) -> None:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.server.asked.append((self.path, token))
        if self.server.leads_to:
            self.lead()
            return
        if self.path in self.server.flaky:
            self.server.flaky.remove(self.path)
            self.answer(503, b"later")
        elif self.path in self.server.answers:
            self.answer(200, self.server.answers[self.path])
        elif self.path in self.server.broken:
            self.answer(500, b'{"message": "Internal Error"}')
        else:
            self.answer(*self.content(token))

    def lead(self) -> None:
        status, where = self.server.leads_to or (500, "")
        self.send_response(status)
        self.send_header("Location", where + self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def content(self, token: str) -> tuple[int, bytes]:
        parts = urlsplit(self.path)
        if self.server.magento1:
            found = parts.path in ("/api/soap/", "/api/v2_soap/")
            return (200, WSDL % b"v1") if found else (404, b"<html>no</html>")
        if parts.query == "wsdl_list=1":
            names = SERVICES if token else SERVICES[:1]
            return (
                200,
                json.dumps(
                    {name: {"wsdl_endpoint": f"http://evil.example/{name}"} for name in names}
                ).encode(),
            )
        if parts.path.endswith("/schema"):
            return (
                200,
                json.dumps({"swagger": "2.0", "paths": {}, "info": {"title": token or "guest"}}).encode(),
            )
        if parts.query.startswith("wsdl&services="):
            return 200, WSDL % parts.query.partition("services=")[2].encode()
        if "/V1/" in parts.path:
            listed = {"items": [], "total_count": 0} if "searchCriteria" in parts.query else []
            return 200, json.dumps(listed).encode()
        return 404, b"{}"

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def serving() -> Iterator[Shop]:
    server = Shop()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


shop = pytest.fixture(serving, name="shop")
other_shop = pytest.fixture(serving, name="other_shop")


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


ALL = sorted(
    [
        "attributes.json",
        "fetch.json",
        "swagger-async.json",
        "swagger-guest.json",
        "swagger.json",
        *(f"wsdl/{x}.wsdl" for x in SERVICES),
    ]
)


def test_everything_is_fetched_with_the_token_where_it_belongs(tmp_path: Path, run: Run, shop: Shop) -> None:
    done = run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN})
    assert done.returncode == 0, done.stderr
    assert done.stderr == "out: 6 files fetched, 0 failed\n"
    assert files(tmp_path / "out") == ALL
    tokens = dict(shop.asked)
    assert tokens["/rest/default/schema?services=all"] == ""
    assert tokens["/rest/all/schema?services=all"] == tokens["/rest/all/async/schema?services=all"] == TOKEN
    assert tokens[f"/soap/default?wsdl&services={SERVICES[1]}"] == TOKEN
    swagger = (tmp_path / "out" / "swagger.json").read_text()
    assert json.loads(swagger)["info"]["title"] == TOKEN
    assert TOKEN not in (tmp_path / "out" / "fetch.json").read_text()


def test_a_login_gets_the_token_and_stores_nothing(tmp_path: Path, run: Run, shop: Shop) -> None:
    login = {"MAGENTO_USERNAME": "admin", "MAGENTO_PASSWORD": "pass word"}
    assert run("fetch", shop.url, "-o", "out", env=login).returncode == 0
    assert "pass word" not in "".join(p.read_text() for p in (tmp_path / "out").rglob("*") if p.is_file())
    wrong = run("fetch", shop.url, "-o", "other", env={**login, "MAGENTO_PASSWORD": "x"})
    assert wrong.returncode == 3
    assert "no login: HTTP 401 wrong login; Check the user name and the password" in wrong.stderr
    assert not (tmp_path / "other").exists()


def test_a_guest_asks_without_a_token(tmp_path: Path, run: Run, shop: Shop) -> None:
    assert run("fetch", shop.url, "-o", "out", "--guest", env={"MAGENTO_TOKEN": TOKEN}).returncode == 0
    assert files(tmp_path / "out") == ["fetch.json", "swagger-guest.json", f"wsdl/{SERVICES[0]}.wsdl"]
    assert {token for _, token in shop.asked} == {""}


def test_without_secrets_and_terminal_it_says_what_to_set(run: Run, shop: Shop) -> None:
    done = run("fetch", shop.url, "-o", "out")
    assert done.returncode == 2
    assert "set MAGENTO_TOKEN (a token), or MAGENTO_USERNAME and MAGENTO_PASSWORD (an" in done.stderr
    assert done.stderr.rstrip().endswith(", or use --guest")
    assert shop.asked == []


def test_a_failure_costs_one_file_and_the_next_run_asks_only_for_that(
    tmp_path: Path, run: Run, shop: Shop
) -> None:
    broken = f"/soap/default?wsdl&services={SERVICES[0]}"
    shop.broken.add(broken)
    shop.flaky.add("/rest/all/schema?services=all")
    first = run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN})
    assert first.returncode == 3
    assert f"{shop.url}{broken}: warning fetch-failed HTTP 500 Internal Error" in first.stderr
    assert f"wsdl/{SERVICES[0]}.wsdl" not in files(tmp_path / "out")
    shop.broken.clear()
    shop.asked.clear()
    second = run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN})
    assert second.returncode == 0, second.stderr
    assert "1 file fetched, 4 were there from a run cut short" in second.stderr
    assert [path for path, _ in shop.asked] == ["/soap/default?wsdl_list=1", broken]
    shop.asked.clear()
    assert run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN}).returncode == 0
    assert len([path for path, _ in shop.asked if "/V1/" not in path]) == 6


def test_magento1_gives_its_wsdls(tmp_path: Path, run: Run, shop: Shop) -> None:
    shop.magento1 = True
    done = run("fetch", shop.url, "-o", "out", "--guest")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == ["fetch.json", "v1.wsdl", "v2.wsdl"]


def test_one_wsdl_is_fetched_by_its_url(tmp_path: Path, run: Run, shop: Shop) -> None:
    shop.magento1 = True
    done = run("fetch", f"{shop.url}/api/v2_soap/?wsdl=1", "-o", "out", "--guest")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == ["fetch.json", "service.wsdl"]
    assert shop.asked == [("/api/v2_soap/?wsdl=1", "")]
    hint = run("generate", "--source", f"{shop.url}/api/v2_soap/?wsdl=1", "--output", "x")
    assert hint.returncode == 2
    assert f"magento-codegen fetch {shop.url}/api/v2_soap/?wsdl=1 -o DIR" in hint.stderr


@pytest.mark.parametrize(
    ("url", "code", "message"),
    [
        ("ftp://shop.example", 2, "ftp://shop.example: is not an http or https URL"),
        ("http://[::1", 2, "is not an http or https URL"),
        ("https://me:secret@shop.example", 2, "the URL must hold no user name"),
        ("http://127.0.0.1:9", 3, "answers neither Magento 2's list of WSDLs nor Magento 1's WSDL"),
    ],
)
def test_bad_urls(run: Run, url: str, code: int, message: str) -> None:
    done = run("fetch", url, "-o", "out", "--guest")
    assert done.returncode == code
    assert message in done.stderr
    assert "secret" not in done.stderr


def test_a_missing_httpx2_names_the_extra(tmp_path: Path, run: Run) -> None:
    (tmp_path / "httpx2.py").write_text("raise ImportError('no httpx2')\n")
    path = f"{tmp_path}{os.pathsep}{environment(tmp_path)['PYTHONPATH']}"
    done = run("fetch", "http://127.0.0.1:9", "-o", "out", "--guest", env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert "python -m pip install 'magento-codegen[fetch]'" in done.stderr


@pytest.mark.posix
def test_a_terminal_is_asked_for_what_is_missing_and_sees_a_bar(tmp_path: Path, shop: Shop) -> None:
    master, slave = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "codegen", "fetch", shop.url, "-o", "out"],
        cwd=tmp_path,
        env=environment(tmp_path, MAGENTO_USERNAME="admin"),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while b"Password" not in shown:
        shown += os.read(master, 1000)
    os.write(master, b"pass word\n")
    while True:
        try:
            data = os.read(master, 1000)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(master)
    assert process.wait() == 0
    assert b"pass word" not in shown
    assert b"fetch [####" in shown
    assert files(tmp_path / "out") == ALL


RATES = "/soap/default?wsdl&services=acmeLoyaltyRatesV1"
SWAGGER = "/rest/default/schema?services=all"
GOOD = WSDL % b"acmeLoyaltyRatesV1"


@pytest.mark.parametrize(
    "before",
    [
        b"\n",
        b" \r\n\n",
        b"<br />\n<b>Notice</b>:  Undefined index in <b>/srv/a.php</b> on line <b>3</b><br />\n",
        b"PHP Warning: one\nDeprecated: two in /srv/b.php on line 7\n",
    ],
)
def test_what_a_shop_prints_before_a_wsdl_is_taken_off(
    tmp_path: Path, run: Run, shop: Shop, before: bytes
) -> None:
    shop.answers[RATES] = before + GOOD
    done = run("fetch", shop.url, "-o", "d", "--guest")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "d/wsdl/acmeLoyaltyRatesV1.wsdl").read_bytes() == GOOD
    assert "warning taken-off" in done.stderr
    assert f"{len(before)} bytes before the WSDL were taken off" in done.stderr


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        (RATES, GOOD[:-9], "is no WSDL: "),
        (RATES, b"Fatal error: definitions of nothing\n" + GOOD, "stands before it"),
        (RATES, b"<html><body>definitions</body></html>", "its root element is html"),
        (RATES, b"", "is no WSDL: "),
        (RATES, b"5", "is no WSDL: "),
        (SWAGGER, b"5", "is no Swagger document"),
        (SWAGGER, b"null", "is no Swagger document"),
        (SWAGGER, b'["swagger"]', "is no Swagger document"),
        (SWAGGER, b'{"swagger": 5}', "is no Swagger document"),
        (SWAGGER, b"9" * 5000, "is no JSON"),
        (SWAGGER, b"[" * 100_000, "is no JSON"),
        (SWAGGER, b"<br />Notice: x\n{}", "is no JSON"),
    ],
)
def test_what_can_not_be_read_is_not_kept(
    tmp_path: Path, run: Run, shop: Shop, path: str, answer: bytes, says: str
) -> None:
    shop.answers[path] = answer
    done = run("fetch", shop.url, "-o", "d", "--guest")
    assert done.returncode == 3
    assert says in done.stderr
    assert len(files(tmp_path / "d")) == 2
    assert "fault of magento-codegen" not in done.stderr


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"5", "5 is no list of services"),
        (b"null", "None is no list of services"),
        (b"[1, null]", "[1, None] is no list of services"),
        (b'[["a"], {}]', "is no list of services"),
        (b'{"a": ', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"9" * 5000, "no JSON"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_an_odd_list_of_services(run: Run, shop: Shop, answer: bytes, says: str) -> None:
    shop.answers["/soap/default?wsdl_list=1"] = answer
    done = run("fetch", shop.url, "-o", "d", "--guest")
    assert done.returncode == 3
    assert "Magento 2's list of WSDLs" in done.stderr
    assert says in done.stderr
    assert "fault of magento-codegen" not in done.stderr


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_takes_no_password_and_no_token_along(
    status: int, tmp_path: Path, run: Run, shop: Shop, other_shop: Shop
) -> None:
    shop.leads_to = status, other_shop.url.replace("127.0.0.1", "localhost")
    login = {"MAGENTO_USERNAME": "admin", "MAGENTO_PASSWORD": "pass word"}
    done = run("fetch", shop.url, "-o", "out", env=login)
    assert done.returncode == 3
    assert f"redirected with HTTP {status} to http://localhost:{other_shop.server_port}/" in done.stderr
    assert "pass word" not in done.stderr
    assert other_shop.asked == []
    assert [path for path, _ in shop.asked] == ["/rest/V1/integration/admin/token"]
    run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN})
    assert other_shop.asked
    assert {token for _, token in other_shop.asked} == {""}
