"""Who may call a shop, and who may not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from runtime.auth.credentials import (
    AdminToken,
    BearerToken,
    CustomerToken,
    ImsServerToServer,
    SessionCookie,
)
from runtime.auth.oauth import OAuth1, authorization_header
from runtime.http.authorization import Auth
from runtime.http.messages import Request
from runtime.testing.answers import Refusal
from runtime.testing.logins import ShopLogins, text_of

from tests.runtime.testing.small_shop import URL, request

ADMIN = "/rest/V1/integration/admin/token"
CUSTOMER = "/rest/V1/integration/customer/token"
IMS = "/ims/token/v3"
KEYS = OAuth1("consumer", "consumer secret", "token", "token secret")
WRONG = "The account sign-in was incorrect"
STRANGER = "The consumer isn't authorized to access %resources."


def known(*accounts: Auth) -> ShopLogins:
    """A shop that knows these accounts."""
    logins = ShopLogins()
    for account in accounts:
        logins.add(account)
    return logins


def login(path: str, username: str = "user", password: str = "secret") -> Request:
    """A login by name and password."""
    return request("POST", path, json.dumps({"username": username, "password": password}).encode())


def ims(id: str, secret: str) -> Request:
    """A login at Adobe's service."""
    return request(
        "POST", IMS, f"grant_type=client_credentials&client_id={id}&client_secret={secret}".encode()
    )


def token(logins: ShopLogins, asked: Request) -> Any:
    """What a login is answered with."""
    answer = logins.answer(asked)
    assert answer.status == 200
    return json.loads(answer.content)


def may_call(logins: ShopLogins, **headers: str) -> bool:
    """Whether a request with these headers is let through."""
    try:
        logins.check(request("GET", "/rest/V1/products/A", b"", **headers), ())
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(
    ("method", "path", "is_login"),
    [
        ("POST", ADMIN, True),
        ("POST", CUSTOMER, True),
        ("POST", "/sub/rest/all/V1/integration/customer/token", True),
        ("POST", "/rest/V1/tfa/provider/google/authenticate", True),
        ("POST", "/rest/V1/tfa/provider/duo_security/authenticate", True),
        ("POST", "/rest/V1/tfa/provider/u2fkey/verify", True),
        ("POST", IMS, True),
        ("GET", ADMIN, False),
        ("GET", IMS, False),
        ("POST", "/rest/V1/integration/admin/tokens", False),
        ("POST", "/rest/V1/integration/guest/token", False),
        ("POST", "/rest/V1/tfa/provider/google/activate", False),
        ("POST", "/rest/ims/token/v3", False),
        ("POST", "/rest/V1/products?x=/V1/integration/admin/token", False),
    ],
)
def test_a_login_is_known_by_its_path(method: str, path: str, is_login: bool) -> None:
    assert ShopLogins().is_login(request(method, path)) is is_login


@pytest.mark.parametrize(
    ("account", "path"),
    [
        (AdminToken("user", "secret"), ADMIN),
        (AdminToken("user", "secret"), "/rest/V1/tfa/provider/google/authenticate"),
        (CustomerToken("user", "secret"), CUSTOMER),
    ],
)
def test_a_token_is_handed_out_for_the_right_name_and_password(account: Auth, path: str) -> None:
    logins = known(account)
    assert token(logins, login(path)) == "token-1"
    for wrong in (login(path, "other"), login(path, "user", "other"), request("POST", path)):
        with pytest.raises(Refusal, match=WRONG) as refused:
            logins.answer(wrong)
        assert refused.value.status == 401


def test_each_of_several_accounts_may_log_in() -> None:
    logins = known(AdminToken("a", "1"), AdminToken("b", "2"))
    assert token(logins, login(ADMIN, "a", "1")) == "token-1"
    assert token(logins, login(ADMIN, "b", "2")) == "token-2"
    with pytest.raises(Refusal, match=WRONG):
        logins.answer(login(ADMIN, "a", "2"))


def test_a_customer_is_no_administrator() -> None:
    logins = known(AdminToken("admin", "1"), CustomerToken("customer", "2"))
    for path, name, password in ((ADMIN, "customer", "2"), (CUSTOMER, "admin", "1")):
        with pytest.raises(Refusal, match=WRONG):
            logins.answer(login(path, name, password))


def test_a_store_may_be_called_as_a_kind_of_account_is() -> None:
    with pytest.raises(Refusal, match=WRONG):
        known(AdminToken("user", "secret")).answer(
            login("/rest/customer/V1/integration/admin/token", "user", "other")
        )


def test_anyone_may_log_in_where_no_such_account_is_known() -> None:
    for logins in (ShopLogins(), known(BearerToken("token"))):
        assert token(logins, login(ADMIN, "any", "one")) == "token-1"


def test_a_server_logs_in_at_the_identity_service() -> None:
    logins = known(AdminToken("id", "other"), ImsServerToServer("id", "secret"))
    told = token(logins, ims("id", "secret"))
    assert told == {"access_token": "token-1", "token_type": "bearer", "expires_in": 86399}
    assert may_call(logins, authorization="Bearer token-1")
    for wrong in (ims("id", "other"), ims("other", "secret"), request("POST", IMS)):
        answer = logins.answer(wrong)
        assert (answer.status, json.loads(answer.content)) == (400, {"error": "invalid_client"})
    assert token(ShopLogins(), ims("any", "one"))["access_token"] == "token-1"


def test_anyone_may_call_a_shop_that_knows_nobody() -> None:
    assert may_call(ShopLogins())
    assert may_call(ShopLogins(), authorization="Bearer none")


def test_a_token_that_was_handed_out_counts_until_it_expires() -> None:
    logins = known(AdminToken("user", "secret"))
    assert not may_call(logins, authorization="Bearer token-1")
    token(logins, login(ADMIN))
    assert may_call(logins, authorization="Bearer token-1")
    assert may_call(logins, authorization="bearer token-1")
    assert not may_call(logins, authorization="Basic token-1")
    assert not may_call(logins, authorization="Bearer token-2")
    logins.expire()
    assert not may_call(logins, authorization="Bearer token-1")
    assert token(logins, login(ADMIN)) == "token-2"
    assert may_call(logins, authorization="Bearer token-2")


def test_a_token_of_ones_own_never_expires() -> None:
    logins = known(BearerToken("own"), BearerToken(lambda: "told"))
    logins.expire()
    assert may_call(logins, authorization="Bearer own")
    assert may_call(logins, authorization="Bearer told")
    assert not may_call(logins, authorization="Bearer other")


def test_who_is_not_known_is_told_what_was_needed() -> None:
    asked = request("GET", "/rest/V1/products/A")
    for acl, told in ((("A::a", "A::b"), "A::a, A::b"), ((), "self")):
        with pytest.raises(Refusal, match=STRANGER) as refused:
            known(BearerToken("own")).check(asked, acl)
        assert (refused.value.status, refused.value.parameters) == (401, {"resources": told})


def test_only_the_cookies_of_a_known_session_count() -> None:
    logins = known(SessionCookie({"PHPSESSID": "abc", "form_key": "1"}))
    assert may_call(logins, cookie="other=2; form_key=1; PHPSESSID=abc")
    assert not may_call(logins, cookie="PHPSESSID=abc")
    assert not may_call(logins, cookie="PHPSESSID=abcd; form_key=1")
    assert not may_call(logins)
    assert not may_call(known(BearerToken("own")), cookie="PHPSESSID=abc")


def signed(
    keys: OAuth1 = KEYS, nonce: str = "n", moment: int | None = None, url: str = URL + "/rest/V1/products/A"
) -> str:
    """The signature of a request."""
    return authorization_header(keys, "GET", url, nonce=nonce, timestamp=moment)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (lambda: signed(OAuth1("consumer", "other", "token", "token secret")), "The signature is invalid"),
        (lambda: signed(url=URL + "/rest/V1/products/B"), "The signature is invalid"),
        (lambda: signed().replace('oauth_version="1.0"', 'oauth_version="2.0"'), "The signature is invalid"),
        (
            lambda: signed(OAuth1("other", "consumer secret", "token", "token secret")),
            "specified key does not",
        ),
        (
            lambda: signed(OAuth1("consumer", "consumer secret", "other", "token secret")),
            "specified key does not",
        ),
        (lambda: signed(moment=int(time.time()) + 700), "The oauth_timestamp value"),
        (lambda: signed().replace("oauth_timestamp", "oauth_time"), "The oauth_timestamp value"),
        (lambda: "OAuth", "specified key does not exist"),
    ],
)
def test_a_wrong_signature_is_refused(header: Callable[[], str], message: str) -> None:
    pytest.importorskip("oauthlib")
    with pytest.raises(Refusal, match=message) as refused:
        known(KEYS).check(request("GET", "/rest/V1/products/A", authorization=header()), ())
    assert refused.value.status == 401


def test_a_right_signature_is_let_through_once() -> None:
    pytest.importorskip("oauthlib")
    logins = known(BearerToken("own"), OAuth1("other", "o", "t", "o"), KEYS)
    soon = int(time.time()) + 500
    assert may_call(logins, authorization=signed(nonce="a", moment=soon))
    assert may_call(logins, authorization=signed(nonce="b", moment=1))
    with pytest.raises(Refusal, match="The nonce is already being used") as refused:
        logins.check(request("GET", "/rest/V1/products/A", authorization=signed(nonce="a")), ())
    assert (refused.value.status, refused.value.parameters) == (401, ("consumer",))


async def awaited() -> str:
    return "secret\n"


@pytest.mark.parametrize("secret", ["secret", lambda: "secret", lambda: "secret\n", awaited])
def test_a_secret_is_known_however_it_is_told(secret: Any) -> None:
    assert text_of(secret) == "secret"
    assert token(known(AdminToken("user", secret)), login(ADMIN)) == "token-1"
    assert token(known(ImsServerToServer("id", secret)), ims("id", "secret"))["token_type"] == "bearer"
    assert may_call(known(BearerToken(secret)), authorization="Bearer secret")
    with pytest.raises(Refusal, match=WRONG):
        known(AdminToken("user", secret)).answer(login(ADMIN, "user", "other"))
