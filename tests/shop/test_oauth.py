"""The three legs of OAuth, by function and by command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from codegen.diagnostics import CodegenError
from codegen.shop.oauth import Consumer, OAuthFlow, Token, verifier_of
from tests.conftest import REPOSITORY
from tests.runtime.api2.shop_server import CONSUMER_KEY, CONSUMER_SECRET
from tests.runtime.api2.test_shop import consent
from tests.runtime.server import Answer, Seen, serving

CONSUMER = Consumer(key=CONSUMER_KEY, secret=CONSUMER_SECRET)


def test_where_the_user_agrees() -> None:
    flow = OAuthFlow("https://shop.example/de/", CONSUMER, admin_path="/backoffice/")
    token = Token("a&b", "secret")
    assert flow.authorization_url(token, "admin") == (
        "https://shop.example/de/backoffice/oauth_authorize?oauth_token=a%26b"
    )
    assert flow.authorization_url(token, "customer") == (
        "https://shop.example/de/oauth/authorize?oauth_token=a%26b"
    )


@pytest.mark.parametrize("user", ["admin", "customer"])
def test_three_legs(shop_url: str, user: str) -> None:
    flow = OAuthFlow(shop_url, CONSUMER)
    request = flow.request_token()
    verifier = consent(flow.authorization_url(request, user))  # type: ignore[arg-type]
    with pytest.raises(CodegenError, match=r"verifier_invalid\. The verifier is not the one"):
        flow.access_token(request, "x" * 32)
    token = flow.access_token(request, verifier)
    assert token.token != request.token
    with pytest.raises(CodegenError, match="oauth/token: signature_invalid"):
        flow.access_token(request, verifier)


def test_the_pages_are_asked_as_recorded(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The header that a real shop took, for the same keys, nonce and time: signed without the port of its address."""
    folder = corpus / "openmage-20.0.20" / "exchanges-2" / "oauth"
    exchanges = {
        name: json.loads((folder / f"{name}.json").read_bytes()) for name in ("initiate_a", "token_a")
    }
    sent: dict[str, dict[str, str]] = {}
    for name, exchange in exchanges.items():
        found = re.findall(r'(oauth_\w+)="([^"]*)"', exchange["request"]["headers"]["Authorization"])
        sent[name] = {field: unquote(value) for field, value in found}
    seen: list[dict[str, str]] = []

    def answer(request: Seen) -> Answer:
        found = re.findall(r'(oauth_\w+)="([^"]*)"', request.headers["authorization"])
        seen.append({field: unquote(value) for field, value in found})
        name = "initiate_a" if request.path.endswith("initiate") else "token_a"
        body = exchanges[name]["response"]["body"]
        return Answer(body.encode(), content_type="application/x-www-form-urlencoded")

    with serving(answer) as server:
        flow = OAuthFlow(server.url, CONSUMER)
        oauth = sys.modules["codegen.shop.runtime.auth.oauth"]
        for name in sent:
            fixed = sent[name]
            monkeypatch.setattr(oauth.secrets, "token_hex", lambda size, of=fixed: of["oauth_nonce"])
            monkeypatch.setattr(oauth.time, "time", lambda of=fixed: float(of["oauth_timestamp"]))
            if name == "initiate_a":
                request = flow.request_token()
            else:
                flow.access_token(request, fixed["oauth_verifier"])
            monkeypatch.undo()
    assert seen == list(sent.values())


def test_a_token_is_asked_for_before_anybody_agreed(shop_url: str) -> None:
    flow = OAuthFlow(shop_url, CONSUMER)
    request = flow.request_token()
    with pytest.raises(CodegenError, match="nobody has agreed to the request token yet") as caught:
        flow.access_token(request, "0" * 32)
    assert request.secret not in str(caught.value)
    assert CONSUMER_SECRET not in str(caught.value)


def test_what_the_shop_refuses(shop_url: str) -> None:
    with pytest.raises(CodegenError, match=r"consumer_key_rejected\. The shop has no consumer") as caught:
        OAuthFlow(shop_url, Consumer(key="k" * 32, secret="s")).request_token()
    assert caught.value.exit_code == 3
    with pytest.raises(CodegenError, match=r"signature_invalid\. Check the consumer secret"):
        OAuthFlow(shop_url, Consumer(key=CONSUMER_KEY, secret="wrong")).request_token()
    with pytest.raises(CodegenError, match="HTTP 404 without a token; the shop has no such page"):
        OAuthFlow(f"{shop_url}/elsewhere", CONSUMER).request_token()
    with pytest.raises(CodegenError, match="oauth/initiate: "):
        OAuthFlow("http://127.0.0.1:1", CONSUMER).request_token()


@pytest.mark.parametrize("url", ["shop.example", "ftp://shop.example", "https://"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(CodegenError) as caught:
        OAuthFlow(url, CONSUMER)
    assert caught.value.exit_code == 2


def test_plaintext_needs_https() -> None:
    consumer = Consumer(key="k", secret="s", signature_method="PLAINTEXT")
    OAuthFlow("https://shop.example", consumer)
    with pytest.raises(CodegenError, match="use https"):
        OAuthFlow("http://shop.example", consumer)


@pytest.mark.parametrize(
    ("text", "verifier"),
    [
        (" abc123 \n", "abc123"),
        ("https://me.example/back?oauth_token=t&oauth_verifier=v1", "v1"),
    ],
)
def test_what_users_paste(text: str, verifier: str) -> None:
    assert verifier_of(text) == verifier


@pytest.mark.parametrize(
    "text", ["", "https://me.example/back?oauth_token=t", "https://me.example/?rejected=1"]
)
def test_what_is_no_verifier(text: str) -> None:
    with pytest.raises(CodegenError):
        verifier_of(text)


@pytest.mark.parametrize("prefix", ["MAGENTO_OAUTH_CONSUMER", "MAGENTO_CONSUMER"])
def test_the_command(shop_url: str, prefix: str) -> None:
    environment = {**os.environ, f"{prefix}_KEY": CONSUMER_KEY, f"{prefix}_SECRET": CONSUMER_SECRET}
    process = subprocess.Popen(
        [sys.executable, "-m", "codegen", "oauth", shop_url],
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "agree" in process.stderr.readline()
    address = process.stderr.readline().strip()
    assert address.startswith(f"{shop_url}/admin/oauth_authorize?oauth_token=")
    out, err = process.communicate(consent(address) + "\n", timeout=120)
    assert process.returncode == 0, err
    lines = dict(line.split("=", 1) for line in out.splitlines())
    assert set(lines) == {"access_token", "access_token_secret"}
    assert CONSUMER_SECRET not in out + err


def test_the_command_without_keys(shop_url: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAGENTO_")}
    done = subprocess.run(
        [sys.executable, "-m", "codegen", "oauth", shop_url],
        cwd=REPOSITORY,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "set MAGENTO_OAUTH_CONSUMER_KEY" in done.stderr
