"""Tokens, sessions and signatures: what is sent, what is renewed, and what the errors say."""

from __future__ import annotations

import asyncio
import base64
import json
import pickle
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from runtime.auth.credentials import AdminToken, BearerToken, CustomerToken, ImsServerToServer, SessionCookie
from runtime.auth.oauth import OAuth1
from runtime.auth.stores import StoredToken
from runtime.auth.tokens import token_lifetime
from runtime.auth.totp import Totp
from runtime.errors import (
    AuthenticationError,
    ConnectionFailed,
    DecodeError,
    NotFoundError,
    PermissionDeniedError,
)
from runtime.http.authorization import Auth
from runtime.soap.session import ApiUser

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import AsyncClient, Client

PRODUCT = {"id": 1, "sku": "a"}
NOT_AUTHORIZED = {
    "message": "The consumer isn't authorized to access %resources.",
    "parameters": {"resources": "Magento_Catalog::products"},
}


def jwt(**claims: Any) -> str:
    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'HS256'})}.{part(claims)}.c2ln"


class TokenShop:
    """Hands out tokens and takes the newest only."""

    def __init__(self, uses: int = 10**9) -> None:
        self.logins: list[Seen] = []
        self.uses = uses
        self.left = 0
        self.lock = threading.Lock()

    def __call__(self, seen: Seen) -> Answer:
        with self.lock:
            if "/token" in seen.path or "/tfa/" in seen.path:
                self.logins.append(seen)
                self.left = self.uses
                return Answer(f"token-{len(self.logins)}")
            self.left -= 1
            if seen.headers.get("authorization") != f"Bearer token-{len(self.logins)}" or self.left < 0:
                return Answer(NOT_AUTHORIZED, 401)
            return Answer(PRODUCT)


def test_an_admin_logs_in_once_and_again_when_the_token_is_refused() -> None:
    shop_side = TokenShop(uses=2)
    with serving(shop_side) as server, Client(server.url, auth=AdminToken("admin", "pw")) as shop:
        for _ in range(4):
            assert shop.products.get(sku="a").id == 1
        assert [login.json for login in shop_side.logins] == [{"username": "admin", "password": "pw"}] * 2
        assert shop_side.logins[0].path == "/rest/V1/integration/admin/token"
        assert shop_side.logins[0].headers["content-type"] == "application/json"
        assert shop_side.logins[0].headers["accept"] == "application/json"
        assert "authorization" not in shop_side.logins[1].headers


def test_a_customer_logs_in_at_the_customers_route() -> None:
    shop_side = TokenShop()
    with (
        serving(shop_side) as server,
        Client(server.url, auth=CustomerToken("c@x.test", lambda: "pw")) as shop,
    ):
        shop.products.get(sku="a")
    assert shop_side.logins[0].path == "/rest/V1/integration/customer/token"
    assert shop_side.logins[0].json == {"username": "c@x.test", "password": "pw"}


@pytest.mark.parametrize(
    ("provider", "path", "name"),
    [
        ("google", "google/authenticate", "otp"),
        ("duo_security", "duo_security/authenticate", "signatureResponse"),
        ("u2fkey", "u2fkey/verify", "publicKeyCredentialJson"),
    ],
)
def test_a_second_factor_goes_to_its_provider(provider: Any, path: str, name: str) -> None:
    shop_side = TokenShop()
    auth = AdminToken("admin", "pw", otp=lambda: "123456", provider=provider)
    with serving(shop_side) as server, Client(server.url, auth=auth) as shop:
        shop.products.get(sku="a")
    assert shop_side.logins[0].path == f"/rest/V1/tfa/provider/{path}"
    assert shop_side.logins[0].json == {"username": "admin", "password": "pw", name: "123456"}


def test_fifty_tasks_whose_token_expires_log_in_once_each_time() -> None:
    shop_side = TokenShop()

    async def go(url: str) -> None:
        async with AsyncClient(url, auth=AdminToken("admin", "pw"), max_concurrency=50) as shop:
            for _ in range(2):
                results = await asyncio.gather(*(shop.products.get(sku=str(number)) for number in range(50)))
                assert [product.id for product in results] == [1] * 50
                with shop_side.lock:
                    shop_side.left = -1 if len(shop_side.logins) == 1 else shop_side.left

    with serving(shop_side) as server:
        asyncio.run(go(server.url))
    assert len(shop_side.logins) == 2


def test_fifty_threads_log_in_once() -> None:
    shop_side = TokenShop()
    with serving(shop_side) as server, Client(server.url, auth=AdminToken("admin", "pw")) as shop:
        with ThreadPoolExecutor(50) as threads:
            results = list(threads.map(lambda number: shop.products.get(sku=str(number)).id, range(50)))
        assert results == [1] * 50
        assert len(shop_side.logins) == 1


def test_a_token_is_replaced_before_it_expires() -> None:
    tokens = [jwt(iat=0, exp=31), jwt(iat=0, exp=3600)]
    logins: list[Seen] = []

    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            logins.append(seen)
            return Answer(tokens[min(len(logins), 2) - 1])
        return Answer(PRODUCT)

    with serving(answer) as server, Client(server.url, auth=AdminToken("a", "b", ttl=9)) as shop:
        shop.products.get(sku="a")
        cache = shop.core.credentials.tokens  # type: ignore[union-attr]
        assert 0 < cache._expires - time.monotonic() <= 15.5
        cache._expires = time.monotonic()
        shop.products.get(sku="a")
        shop.products.get(sku="a")
    assert len(logins) == 2


def test_the_lifetime_of_a_token_is_read_from_it() -> None:
    assert token_lifetime(jwt(iat=1000, exp=4600)) == 3600
    assert 0 < (token_lifetime(jwt(exp=time.time() + 60)) or 0) <= 60
    for opaque in ("", "abc", "a.b.c", jwt(sub="x"), "a.!!!.c", jwt(exp=1)):
        assert token_lifetime(opaque) is None


def test_a_right_that_is_missing_costs_one_renewal_only() -> None:
    logins = [0]

    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            logins[0] += 1
            return Answer(f"token-{logins[0]}")
        return Answer(NOT_AUTHORIZED, 401)

    with serving(answer) as server, Client(server.url, auth=AdminToken("admin", "pw")) as shop:
        for _ in range(3):
            with pytest.raises(AuthenticationError) as caught:
                shop.products.get(sku="a")
    assert logins == [2]
    assert caught.value.message == "The consumer isn't authorized to access Magento_Catalog::products."
    assert "needs the ACL resource Magento_Catalog::products" in str(caught.value)
    assert "User Roles > Role Resources" in str(caught.value)


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        (None, "no credentials"),
        (BearerToken("x"), "standalone Bearer tokens"),
        (OAuth1("a", "b", "c", "d"), "Extensions > Integrations"),
        (SessionCookie({"PHPSESSID": "1"}), "session has expired"),
    ],
)
def test_a_refusal_names_the_usual_cause(auth: Auth | None, expected: str) -> None:
    with (
        serving(lambda seen: Answer(NOT_AUTHORIZED, 401)) as server,
        Client(server.url, auth=auth) as shop,
        pytest.raises(AuthenticationError) as caught,
    ):
        shop.products.get(sku="a")
    assert expected in caught.value.hint


def test_a_customers_operation_asks_for_a_customers_token() -> None:
    with (
        serving(lambda seen: Answer(NOT_AUTHORIZED, 401)) as server,
        Client(server.url, auth=BearerToken("x")) as shop,
        pytest.raises(AuthenticationError, match="use CustomerToken"),
    ):
        shop.products.me()


def test_a_wrong_password_names_the_login() -> None:
    message = {"message": "The account sign-in was incorrect."}
    with (
        serving(lambda seen: Answer(message, 401)) as server,
        Client(server.url, auth=AdminToken("admin", "wrong")) as shop,
        pytest.raises(AuthenticationError) as caught,
    ):
        shop.products.get(sku="a")
    assert caught.value.operation == "POST /V1/integration/admin/token"
    assert "user name and the password" in caught.value.hint
    assert "wrong" not in repr(caught.value) + repr(caught.value.response)


WRONG_PASSWORD = {"message": "The password doesn't match this account. Verify the password and try again."}


@pytest.mark.parametrize("auth", [CustomerToken("c@example.test", "pw"), AdminToken("admin", "pw")])
def test_a_refusal_by_the_service_itself_is_no_refusal_of_the_token(auth: Auth) -> None:
    """A wrong password in the body would count against the account again if it were sent once more."""
    with (
        serving(lambda seen: Answer("t") if "token" in seen.path else Answer(WRONG_PASSWORD, 401)) as server,
        Client(server.url, auth=auth, store="") as shop,
    ):
        for _ in range(2):
            with pytest.raises(AuthenticationError, match="password doesn't match") as caught:
                shop.products.update(sku="a", product={"name": "n"})
            assert caught.value.hint == ""
        assert [seen.method for seen in server.seen] == ["POST", "PUT", "PUT"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(NOT_AUTHORIZED, 401),
        Answer({"error_code": "401013", "message": "Oauth token is not valid"}, 401),
        Answer(b"<html>401</html>", 401, content_type="text/html"),
        Answer(b"", 401),
        Answer(
            b"<response><message>No</message><parameters><resources>self</resources></parameters></response>",
            401,
            content_type="application/xml",
        ),
    ],
)
def test_any_other_401_may_be_an_expired_token(answer: Answer) -> None:
    with (
        serving(lambda seen: Answer("t") if "token" in seen.path else answer) as server,
        Client(server.url, auth=AdminToken("admin", "pw")) as shop,
        pytest.raises(AuthenticationError),
    ):
        shop.products.get(sku="a")
    assert [seen.method for seen in server.seen][:3] == ["POST", "GET", "POST"]


def test_a_403_points_to_what_stands_before_the_shop() -> None:
    page = b"<html><head><title>403 Forbidden</title></head><body>nginx</body></html>"
    with (
        serving(lambda seen: Answer(page, 403, content_type="text/html")) as server,
        Client(server.url) as shop,
        pytest.raises(PermissionDeniedError, match="firewall") as caught,
    ):
        shop.products.get(sku="a")
    assert caught.value.message == "403 Forbidden"


def test_a_login_that_answers_nonsense_is_an_error() -> None:
    with (
        serving(lambda seen: Answer({"token": ["hush"]})) as server,
        Client(server.url, auth=AdminToken("admin", "pw")) as shop,
        pytest.raises(DecodeError, match="did not answer with a token") as caught,
    ):
        shop.products.get(sku="a")
    assert b"hush" not in pickle.dumps(caught.value)


def test_a_function_gives_the_bearer_token_and_a_new_one_after_a_401() -> None:
    tokens = iter(["old", "new", "new", "new"])

    def answer(seen: Seen) -> Answer:
        return (
            Answer(PRODUCT) if seen.headers["authorization"] == "Bearer new" else Answer(NOT_AUTHORIZED, 401)
        )

    with serving(answer) as server, Client(server.url, auth=BearerToken(lambda: next(tokens))) as shop:
        assert shop.products.get(sku="a").id == 1
        assert len(server.seen) == 2


def test_an_async_function_gives_the_bearer_token() -> None:
    async def token() -> str:
        await asyncio.sleep(0)
        return "async"

    async def go(url: str) -> None:
        async with AsyncClient(url, auth=BearerToken(token)) as shop:
            await shop.products.get(sku="a")

    with serving(lambda seen: Answer(PRODUCT)) as server:
        asyncio.run(go(server.url))
        assert server.seen[0].headers["authorization"] == "Bearer async"


def test_a_session_is_sent_as_an_ajax_request() -> None:
    with (
        serving(lambda seen: Answer(PRODUCT)) as server,
        Client(server.url, auth=SessionCookie({"PHPSESSID": "abc", "b": "c"})) as shop,
    ):
        shop.products.get(sku="a")
        assert server.seen[0].headers["cookie"] == "PHPSESSID=abc; b=c"
        assert server.seen[0].headers["x-requested-with"] == "XMLHttpRequest"


def test_no_secret_is_in_a_representation() -> None:
    auths = [
        *(AdminToken("u", "hush", otp="hush"), CustomerToken("u", "hush"), BearerToken("hush")),
        *(OAuth1("key", "hush", "hush", "hush"), SessionCookie({"a": "hush"}), ApiUser("u", "hush")),
        *(ImsServerToServer("id", "hush"), Totp("HUSHHUSH"), StoredToken("hush", None)),
    ]
    assert "hush" not in repr(auths).lower()


def test_errors_and_raw_answers_hold_no_credentials() -> None:
    seen_by_hook: list[Any] = []
    with (
        serving(
            lambda seen: Answer(PRODUCT if "fine" in seen.path else {}, 200 if "fine" in seen.path else 404)
        ) as server,
        Client(server.url, auth=BearerToken("hush"), event_hooks={"request": [seen_by_hook.append]}) as shop,
    ):
        raw = shop.with_raw_response(shop.products.get, sku="fine")
        with pytest.raises(NotFoundError) as caught:
            shop.products.get(sku="gone")
        assert server.seen[0].headers["authorization"] == "Bearer hush"
    for request in (raw.response.request, caught.value.response.request):
        assert "authorization" not in request.headers
    assert seen_by_hook[0].headers["authorization"] == "Bearer hush"
    with Client("http://127.0.0.1:9", auth=BearerToken("hush"), max_retries=0) as shop:
        with pytest.raises(ConnectionFailed) as failed:
            shop.products.get(sku="a")
        assert "authorization" not in failed.value.request.headers


def test_other_credentials_do_not_share_the_token() -> None:
    shop_side = TokenShop()
    with serving(shop_side) as server, Client(server.url, auth=AdminToken("one", "pw")) as shop:
        shop.products.get(sku="a")
        shop.with_options(store="de").products.get(sku="a")
        assert len(shop_side.logins) == 1
        shop.with_options(auth=AdminToken("two", "pw")).products.get(sku="a")
        assert shop_side.logins[1].json["username"] == "two"


def test_credentials_of_another_kind_are_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"auth must be AdminToken\(...\) or another Auth, not str"):
        Client("https://shop.example", auth="token")  # type: ignore[arg-type]
