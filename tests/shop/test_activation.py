"""`oauth --magento2`: the command waits, the shop posts, the browser opens the identity page, the keys come out."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from runtime.auth.variables import KINDS
from runtime.client.environment import auth_of

from tests.command_line import Run, environment
from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import serving
from tests.runtime.shop import Client


class Command:
    """A running command, and the addresses that it told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stderr is not None
        self.told = process.stderr.readline()
        for _ in range(3):
            self.told += process.stderr.readline()
        self.callback, self.identity = re.findall(r"http://\S+", self.told)

    def end(self) -> tuple[int, str, str]:
        """Exit code and the rest of both outputs."""
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@contextmanager
def waiting(home: Path, *arguments: str, **env: str) -> Iterator[Command]:
    """`magento-codegen oauth` with these arguments, listening somewhere on this machine."""
    with subprocess.Popen(
        [sys.executable, "-m", "codegen", "oauth", *arguments, "--magento2", "--listen", "127.0.0.1:0"],
        cwd=home,
        env=environment(home, **env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Command(process)
        finally:
            process.kill()


def post(url: str, form: dict[str, str] | bytes) -> int:
    """The status of a form that is posted as Magento does."""
    data = form if isinstance(form, bytes) else urlencode(form).encode()
    try:
        with urllib.request.urlopen(url, data, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def page(url: str) -> str:
    """What a browser shows."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.parametrize("methods", [("HMAC-SHA256",), ("HMAC-SHA1",)])
def test_the_keys_are_printed(tmp_path: Path, methods: tuple[str, ...]) -> None:
    shop = OAuthShop(methods)
    with serving(shop.answer) as server, waiting(tmp_path, server.url) as command:
        form = shop.activated(server.url)
        assert post(command.callback, form) == 200
        back = f"{server.url}/admin/loginSuccessCallback"
        shown = page(f"{command.identity}?oauth_consumer_key=k&success_call_back={quote(back)}")
        code, out, err = command.end()
    assert code == 0, err
    (token,) = shop.tokens
    assert dict(line.split("=", 1) for line in out.splitlines()) == {
        "consumer_key": form["oauth_consumer_key"],
        "consumer_secret": form["oauth_consumer_secret"],
        "access_token": token.name,
        "access_token_secret": token.secret,
    }
    assert "The integration is active." in shown
    assert f'<a href="{back}">' in shown
    told = command.told + err + shown
    assert not any(
        text in told for text in (form["oauth_consumer_secret"], form["oauth_verifier"], token.secret)
    )


@pytest.mark.posix
def test_a_file_of_keys_makes_a_client(tmp_path: Path) -> None:
    file = tmp_path / "keys.env"
    file.write_text("old")
    file.chmod(0o644)
    shop = OAuthShop()
    with serving(shop.answer) as server:
        with waiting(tmp_path, server.url, "--output", "keys.env") as command:
            assert post(command.callback, shop.activated(server.url)) == 200
            page(command.identity)
            code, out, err = command.end()
        assert (code, out) == (0, ""), err
        assert file.stat().st_mode & 0o777 == 0o600
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["keys.env"]
        sourced = subprocess.run(
            ["sh", "-c", "set -a; . ./keys.env; exec env"],
            cwd=tmp_path,
            env={},
            capture_output=True,
            text=True,
        )
        variables = dict(line.split("=", 1) for line in sourced.stdout.splitlines())
        assert variables["MAGENTO_BASE_URL"] == server.url
        with Client(server.url, auth=auth_of(KINDS, variables)) as client:
            assert client.request("GET", "/V1/store/websites")


def test_what_is_no_activation_of_this_shop_is_turned_away(tmp_path: Path) -> None:
    shop, other = OAuthShop(), OAuthShop()
    with serving(shop.answer) as server, serving(other.answer) as elsewhere:
        with waiting(tmp_path, server.url) as command:
            assert post(command.callback, other.activated(elsewhere.url)) == 403
            assert post(command.callback, b"oauth_verifier=s3cret") == 403
            assert post(command.callback, b"x" * 70_000) == 413
            assert post(command.identity, shop.activated(server.url)) == 404
            with pytest.raises(urllib.error.HTTPError, match="404"):
                page(command.callback)
            assert post(command.callback, shop.activated(server.url)) == 200
            shown = page(f"{command.identity}?success_call_back={quote('https://evil.example/<b>')}")
            code, out, err = command.end()
        assert elsewhere.seen == []
    assert code == 0, err
    assert out.count("\n") == 4
    assert "evil" not in shown
    assert f"turned away: '{elsewhere.url}' is at none of the allowed shops: {server.url}" in err
    assert "it lacks oauth_consumer_key, oauth_consumer_secret, store_base_url" in err
    assert "s3cret" not in err


def test_a_refusal_says_why(tmp_path: Path) -> None:
    shop = OAuthShop()
    with serving(shop.answer) as server, waiting(tmp_path, server.url) as command:
        form = {**shop.activated(server.url), "oauth_verifier": "x" * 32}
        assert post(command.callback, form) == 200
        code, out, err = command.end()
    assert (code, out) == (3, "")
    assert "HTTP 401: Token verifier and verifier token do not match" in err
    assert "have the integration activated again" in err.lower()
    assert form["oauth_consumer_secret"] not in err


def test_nobody_activates(run: Run) -> None:
    done = run("oauth", "http://127.0.0.1:9", "--magento2", "--listen", "127.0.0.1:0", "--wait", "0.2")
    assert done.returncode == 3
    assert "no activation within 0.2 seconds; can the shop reach the callback URL?" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--listen", "127.0.0.1:8080"], "--listen needs --magento2"),
        (["--wait", "5"], "--wait needs --magento2"),
        (["--magento2", "--as", "customer"], "--as excludes --magento2"),
        (["--magento2", "--callback", "oob"], "--callback excludes --magento2"),
        (["--magento2", "--signature-method", "PLAINTEXT"], "Magento 2 takes HMAC-SHA256 and HMAC-SHA1"),
        (["--signature-method", "HMAC-SHA256"], "Magento 1 takes HMAC-SHA1 and PLAINTEXT"),
        (["--magento2", "--listen", "8080"], "--listen 8080: give host and port"),
        (["--magento2", "--listen", "127.0.0.1:99999"], "give host and port"),
        (["--magento2", "--listen", "203.0.113.1:8080"], "--listen 203.0.113.1:8080: "),
        (["--magento2", "--output", "no/such/folder/keys.env"], "no/such/folder/keys.env: can't be written"),
        (["--magento2", "--output", "."], ": can't be written"),
    ],
)
def test_what_can_not_be_asked_for(run: Run, arguments: list[str], told: str) -> None:
    done = run("oauth", "https://shop.example", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none(run: Run) -> None:
    done = run("oauth", "shop.example", "--magento2", "--listen", "127.0.0.1:0")
    assert done.returncode == 2
    assert "'shop.example' is no address of a shop" in done.stderr
