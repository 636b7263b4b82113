"""What a shop refuses when an integration is activated, and why: each with Magento's problem and a hint."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from typing import Any

import pytest
from runtime.auth.activation import IntegrationActivation, activate
from runtime.auth.oauth_problems import ActivationError

from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import Answer, Seen, serving


def refusal(
    shop: OAuthShop, changed: Callable[[OAuthShop, dict[str, str], str], dict[str, str] | None]
) -> ActivationError:
    """The error of an activation whose form or shop was changed before the exchange."""
    with serving(shop.answer) as server:
        form = shop.activated(server.url)
        form = changed(shop, form, server.url) or form
        with pytest.raises(ActivationError) as caught:
            activate(IntegrationActivation.parse(form), allowed=server.url)
    error = caught.value
    for text in (str(error), repr(error), repr(error.__dict__)):
        for name in ("oauth_consumer_secret", "oauth_verifier"):
            assert form[name] not in text
        for token in shop.tokens:
            assert not token.secret or token.secret not in text
        assert "oauth_signature=" not in text
    twin = pickle.loads(pickle.dumps(error))
    assert (type(twin), twin.problem, str(twin)) == (ActivationError, error.problem, str(error))
    return error


def another_verifier(shop: OAuthShop, form: dict[str, str], url: str) -> dict[str, str]:
    return {**form, "oauth_verifier": "x" * 32}


def another_secret(shop: OAuthShop, form: dict[str, str], url: str) -> dict[str, str]:
    return {**form, "oauth_consumer_secret": "x" * 32}


def another_key(shop: OAuthShop, form: dict[str, str], url: str) -> dict[str, str]:
    return {**form, "oauth_consumer_key": "x" * 32}


def used_up(shop: OAuthShop, form: dict[str, str], url: str) -> None:
    activate(IntegrationActivation.parse(form), allowed=url)


def too_late(shop: OAuthShop, form: dict[str, str], url: str) -> None:
    shop.clock = lambda: time.time() + 301


def behind(shop: OAuthShop, form: dict[str, str], url: str) -> None:
    shop.clock = lambda: time.time() - 700


@pytest.mark.parametrize(
    ("changed", "status", "problem", "hint"),
    [
        (another_verifier, 401, "Token verifier and verifier token do not match", "posted last"),
        (another_secret, 401, "The signature is invalid. Verify and try again.", "consumer secret is not"),
        (another_key, 401, "A consumer having the specified key does not exist", "no integration of this"),
        (used_up, 401, "Cannot create request token because", "Reauthorize"),
        (too_late, 401, "Consumer key has expired", "good for five minutes"),
        (behind, 401, "An error occurred validating the nonce", "clock here is more than ten minutes ahead"),
    ],
)
def test_what_the_shop_refuses_and_why(changed: Any, status: int, problem: str, hint: str) -> None:
    error = refusal(OAuthShop(), changed)
    assert error.status == status
    assert error.problem.startswith(problem)
    assert hint in error.hint
    assert hint in str(error)


def test_a_nonce_that_the_shop_has_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.auth.oauth.secrets.token_hex", lambda size: "0" * 32)
    error = refusal(OAuthShop(), lambda shop, form, url: None)
    assert error.problem == "The nonce is already being used by the consumer with ID 1"
    assert "is something on the way repeating it" in error.hint


def test_a_header_that_is_stripped_on_the_way() -> None:
    shop = OAuthShop()

    def answer(seen: Seen) -> Answer:
        return shop.answer(Seen(seen.method, seen.target, {"host": seen.headers["host"]}, b""))

    with serving(answer) as server:
        activation = IntegrationActivation.parse(shop.activated(server.url))
        with pytest.raises(ActivationError, match="stripped on the way to PHP") as caught:
            activate(activation, allowed=server.url)
    assert caught.value.status == 400
