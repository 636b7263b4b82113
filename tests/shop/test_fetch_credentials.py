"""`fetch` with every kind of credentials: what the shop is sent is what a client sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.runtime.magento2_oauth import OAuthShop, Token
from tests.runtime.server import Answer, Seen, serving

WSDL = b'<?xml version="1.0"?><definitions xmlns="http://schemas.xmlsoap.org/wsdl/" name="aV1"/>'
ADMIN = {"MAGENTO_USERNAME": "admin", "MAGENTO_PASSWORD": "s3cret-pw"}
CODES = {**ADMIN, "MAGENTO_TOTP_SECRET": "JBSWY3DPEHPK3PXP"}
CUSTOMER = {"MAGENTO_CUSTOMER_USERNAME": "me", "MAGENTO_CUSTOMER_PASSWORD": "s3cret-pw"}
IMS = {"MAGENTO_IMS_CLIENT_ID": "id", "MAGENTO_IMS_CLIENT_SECRET": "s3cret-cs"}


def definitions(seen: Seen) -> Answer:
    """What a shop with one service gives to those that it knows."""
    if seen.target.endswith("wsdl_list=1"):
        return Answer({"aV1": {}})
    return Answer(WSDL) if seen.path.startswith("/soap/") else Answer({"swagger": "2.0"})


def knows(header: str, value: str) -> Callable[[Seen], Answer]:
    """A shop that hands out `issued` and gives its definitions for one header alone."""

    def answer(seen: Seen) -> Answer:
        if seen.path == "/ims/token/v3":
            return Answer({"access_token": "issued", "expires_in": 3600})
        if seen.method == "POST":
            return Answer("issued")
        known = seen.headers.get(header) == value or "default/schema" in seen.path
        return (
            definitions(seen) if known else Answer({"message": "who?", "parameters": {"resources": "x"}}, 401)
        )

    return answer


@pytest.mark.parametrize(
    ("environ", "login", "header", "value"),
    [
        ({"MAGENTO_TOKEN": "s3cret\n"}, "", "authorization", "Bearer s3cret"),
        (ADMIN, "/rest/V1/integration/admin/token", "authorization", "Bearer issued"),
        (CODES, "/rest/V1/tfa/provider/google/authenticate", "authorization", "Bearer issued"),
        (CUSTOMER, "/rest/V1/integration/customer/token", "authorization", "Bearer issued"),
        (IMS, "/ims/token/v3", "x-api-key", "id"),
        ({"MAGENTO_SESSION_COOKIES": "PHPSESSID=s3cret"}, "", "cookie", "PHPSESSID=s3cret"),
    ],
)
def test_every_kind(
    tmp_path: Path, run: Run, environ: dict[str, str], login: str, header: str, value: str
) -> None:
    with serving(knows(header, value)) as server:
        own = {"MAGENTO_IMS_URL": server.url} if "ims" in login else {}
        done = run("fetch", server.url, "-o", "out", env={**environ, **own})
    assert done.returncode == 0, done.stderr
    assert [seen.path for seen in server.seen if seen.method == "POST"] == ([login] if login else [])
    assert (tmp_path / "out" / "wsdl" / "aV1.wsdl").read_bytes() == WSDL
    kept = "".join(path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert "s3cret" not in kept + done.stdout + done.stderr
    assert "issued" not in kept + done.stdout + done.stderr


def test_a_magento_2_is_not_asked_for_a_user_of_magento_1s_api(tmp_path: Path, run: Run) -> None:
    with serving(definitions) as server:
        done = run(
            "fetch", server.url, "-o", "out", env={"MAGENTO_API_USER": "u", "MAGENTO_API_KEY": "s3cret"}
        )
    assert done.returncode == 2
    assert "is a Magento 2, which knows no API user: set MAGENTO_TOKEN (a token)" in done.stderr
    assert not (tmp_path / "out").exists()


def test_signatures_are_those_that_a_shop_verifies(run: Run) -> None:
    """A WSDL's address has a name without a value, which is no part of what is signed."""
    shop = OAuthShop()
    consumer = shop.activated("http://x")["oauth_consumer_key"]
    shop.tokens = [Token(shop.consumers[consumer], "", "access", "t" * 32, "u" * 32)]

    def answer(seen: Seen) -> Answer:
        verdict = shop.answer(seen)
        return definitions(seen) if verdict.status == 200 or "default/schema" in seen.path else verdict

    environ = {
        "MAGENTO_OAUTH_CONSUMER_KEY": consumer,
        "MAGENTO_OAUTH_CONSUMER_SECRET": "s" * 32,
        "MAGENTO_OAUTH_ACCESS_TOKEN": "t" * 32,
        "MAGENTO_OAUTH_ACCESS_TOKEN_SECRET": "u" * 32,
    }
    with serving(answer) as server:
        done = run("fetch", server.url, "-o", "out", env=environ)
        wrong = run(
            "fetch", server.url, "-o", "other", env={**environ, "MAGENTO_OAUTH_ACCESS_TOKEN_SECRET": "x"}
        )
    assert done.returncode == 0, done.stderr
    assert wrong.returncode == 3
    assert "HTTP 401 The signature is invalid. Verify and try again." in wrong.stderr


def test_the_address_may_be_a_variable_too(tmp_path: Path, run: Run) -> None:
    with serving(knows("authorization", "Bearer s3cret")) as server:
        done = run("fetch", "-o", "out", env={"MAGENTO_BASE_URL": server.url, "MAGENTO_TOKEN": "s3cret"})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "swagger.json").exists()


def test_a_store_of_tokens_saves_the_next_login(tmp_path: Path, run: Run) -> None:
    with serving(knows("authorization", "Bearer issued")) as server:
        environ = {**ADMIN, "MAGENTO_TOKEN_STORE": str(tmp_path / "tokens.json")}
        for folder in ("one", "two"):
            done = run("fetch", server.url, "-o", folder, env=environ)
            assert done.returncode == 0, done.stderr
    assert len([seen for seen in server.seen if seen.method == "POST"]) == 1


def test_a_second_factor_that_is_missing_is_told_with_its_variables(run: Run) -> None:
    told = {
        "message": "Please use the 2fa provider-specific endpoints to obtain a token.",
        "parameters": {"active_providers": ["google"]},
    }
    with serving(lambda seen: Answer(told, 400)) as server:
        done = run("fetch", server.url, "-o", "out", env=ADMIN)
    assert done.returncode == 3
    assert "Two-factor authentication is on (google)" in done.stderr
    assert "MAGENTO_TOTP_SECRET or MAGENTO_OTP" in done.stderr
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        (
            {"MAGENTO_TOKEN": "s3cret", **ADMIN},
            "MAGENTO_TOKEN (a token) and MAGENTO_USERNAME (an administrator) exclude",
        ),
        ({"MAGENTO_OAUTH_ACCESS_TOKEN": "s3cret"}, "MAGENTO_OAUTH_CONSUMER_KEY (an integration) is missing"),
        ({"MAGENTO_TOKEN": "s3cret\u00e9"}, "holds characters that can't be sent"),
    ],
)
def test_variables_that_say_nothing_clear(run: Run, environ: dict[str, str], told: str) -> None:
    done = run("fetch", "http://127.0.0.1:9", "-o", "out", env=environ)
    assert done.returncode == 2
    assert told in done.stderr
    assert "s3cret" not in done.stderr


def test_answers_that_are_no_list_name_the_redirect(run: Run) -> None:
    """A login is sent to the address that was given and nowhere else, as by every client."""
    with serving(lambda seen: Answer(b"", 308, {"Location": f"http://localhost:1{seen.target}"})) as server:
        done = run("fetch", server.url, "-o", "out", env=ADMIN)
    assert done.returncode == 3
    assert (
        "no login: POST /V1/integration/admin/token: redirected with HTTP 308 to http://localhost:1/"
        in done.stderr
    )
    assert [json.loads(seen.body)["username"] for seen in server.seen] == ["admin"]
