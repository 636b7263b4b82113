"""The README's pages that activate an integration, run as they stand: FastAPI by uvicorn, Flask by its own server."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.command_line import environment
from tests.conftest import REPOSITORY
from tests.example.conftest import GENERATED
from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import serving

SERVERS = {
    "FastAPI(": ("-m", "uvicorn", "app:app", "--log-level", "warning", "--port"),
    "Flask(": ("-m", "flask", "--app", "app", "run", "--port"),
}


def page_with(mark: str) -> str:
    """The README's block of Python that holds a text."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    (found,) = (
        block
        for block in re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
        if mark in block
    )
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def application(folder: Path, mark: str, shop: str) -> Iterator[str]:
    """The address of the page's application, for this shop, in a process of its own."""
    (folder / "app.py").write_text(page_with(mark).replace("https://shop.example", shop))
    port = free_port()
    variables = environment(folder, PYTHONPATH=str(GENERATED))
    with subprocess.Popen([sys.executable, *SERVERS[mark], str(port)], cwd=folder, env=variables) as process:
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


class Unredirected(urllib.request.HTTPRedirectHandler):
    """Stays where it is."""

    def redirect_request(self, *arguments: object) -> None:
        return None


def status_of(url: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """The status of a page and where it leads."""
    opener = urllib.request.build_opener(Unredirected)
    try:
        with opener.open(url, None if form is None else urlencode(form).encode(), timeout=60) as answer:
            return int(answer.status), ""
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Location", "")


@pytest.mark.parametrize("mark", SERVERS)
def test_the_page_activates_an_integration(mark: str, tmp_path: Path) -> None:
    shop, forger = OAuthShop(), OAuthShop()
    with (
        serving(shop.answer) as server,
        serving(forger.answer) as elsewhere,
        application(tmp_path, mark, server.url) as app,
    ):
        assert status_of(f"{app}/callback", {"oauth_verifier": "x"}) == (403, "")
        assert status_of(f"{app}/callback", forger.activated(elsewhere.url)) == (403, "")
        assert status_of(f"{app}/callback", shop.activated(server.url)) == (200, "")
        back = f"{server.url}/admin/loginSuccessCallback?key=1"
        status, where = status_of(
            f"{app}/identity?oauth_consumer_key=k&success_call_back={quote(back, safe='')}"
        )
        assert (status // 100, where) == (3, back)
        assert status_of(f"{app}/identity?success_call_back=https://evil.example/") == (403, "")
        for _ in range(1200):
            if shop.active:
                break
            time.sleep(0.05)
        assert shop.active == {"k" * 32}
        assert elsewhere.seen == []
        assert [seen.path for seen in server.seen] == ["/oauth/token/request", "/oauth/token/access"]
