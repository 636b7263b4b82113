"""The activation of an integration, against a shop that verifies signatures as Magento does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import httpx2 as httpx
import pytest
from runtime.auth.activation import IntegrationActivation, activate, activate_async, check_shop_url
from runtime.auth.oauth import OAuth1
from runtime.auth.oauth_problems import ActivationError
from runtime.errors import BadRequestError, ConnectionFailed, DecodeError, RedirectError, RequestError

from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import Client

FORM = {
    "oauth_consumer_key": "k" * 32,
    "oauth_consumer_secret": "s3cr3t-of-consumer",
    "store_base_url": "https://shop.example/de/",
    "oauth_verifier": "v3r1f13r",
}


def parsed(form: dict[str, str]) -> list[IntegrationActivation]:
    """The same activation in every form that an application may have it in."""
    body = urlencode(form)
    forms: list[Any] = [form, body, body.encode(), parse_qs(body)]
    return [IntegrationActivation.parse(each) for each in forms]


def test_every_form_of_the_form_is_read() -> None:
    first, *others = parsed(FORM)
    assert others == [first] * 3
    assert (first.consumer_key, first.consumer_secret) == ("k" * 32, "s3cr3t-of-consumer")
    assert (first.store_base_url, first.verifier) == ("https://shop.example/de", "v3r1f13r")
    assert "s3cr3t" not in repr(first)
    assert "v3r1f13r" not in repr(first)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "lacks oauth_consumer_key, oauth_consumer_secret, store_base_url, oauth_verifier"),
        (b"", "lacks oauth_consumer_key"),
        (b"\xff=\xfe", "the body is no form"),
        (7, "the body is no form"),
        ("&".join("a=1" for _ in range(500)), "the body is no form"),
        ({**FORM, "oauth_verifier": " "}, "lacks oauth_verifier$"),
        ({**FORM, "oauth_verifier": None}, "lacks oauth_verifier$"),
        ({**FORM, "oauth_consumer_secret": object()}, "lacks oauth_consumer_secret$"),
        ({**FORM, "oauth_consumer_secret": []}, "lacks oauth_consumer_secret$"),
        (urlencode(FORM) + "&oauth_verifier=other", "oauth_verifier is there 2 times"),
        (
            {**FORM, "oauth_verifier": "v3r1f13r\n\u00e9"},
            "oauth_verifier holds characters that can't be sent",
        ),
        ({**FORM, "store_base_url": "ftp://shop.example"}, "is no address of a shop"),
        ({**FORM, "store_base_url": "https://a:b@shop.example"}, "holds a password"),
    ],
)
def test_a_form_that_is_no_activation_is_refused_by_name(form: Any, told: str) -> None:
    with pytest.raises(RequestError, match=told) as caught:
        IntegrationActivation.parse(form)
    assert "s3cr3t" not in str(caught.value)
    assert "v3r1f13r" not in str(caught.value)


def exchanged(mode: str, activation: IntegrationActivation, allowed: Any) -> OAuth1:
    """The keys of an activation, by either function."""
    if mode == "blocking":
        return activate(activation, allowed=allowed)
    return asyncio.run(activate_async(activation, allowed=allowed))


def shop_like(answer: Callable[[Seen], Answer], path: str = "") -> Callable[[Seen], Answer]:
    """A server's function for a shop in a sub-folder."""

    def below(seen: Seen) -> Answer:
        assert seen.path.startswith(path)
        return answer(seen)

    return below


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
@pytest.mark.parametrize("path", ["", "/index.php", "/shop/de"])
def test_an_activation_gives_keys_that_the_api_takes(mode: str, path: str) -> None:
    shop = OAuthShop()
    with serving(shop_like(shop.answer, path)) as server:
        url = f"{server.url}{path}"
        activation = IntegrationActivation.parse(shop.activated(url))
        assert not shop.active
        keys = exchanged(mode, activation, [url])
        with Client(url, auth=keys) as client:
            answer = client.request("GET", "/V1/store/websites")
    assert answer[0]["code"] == "base"
    assert shop.active == {activation.consumer_key}
    (token,) = shop.tokens
    assert keys == OAuth1(activation.consumer_key, activation.consumer_secret, token.name, token.secret)
    assert token.secret not in repr(keys)
    assert [seen.path for seen in server.seen[:2]] == [
        f"{path}/oauth/token/{x}" for x in ("request", "access")
    ]
    assert all(seen.method == "POST" and seen.body == b"" for seen in server.seen[:2])


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop = OAuthShop()
    with serving(shop.answer) as server:
        form = shop.activated(server.url, secret="c" * 31 + "!")
        keys = activate(IntegrationActivation.parse(form), allowed=server.url)
        with pytest.raises(ActivationError):
            activate(IntegrationActivation.parse(form), allowed=server.url)
    assert "oauth/token/access" in caplog.text
    for secret in (
        form["oauth_consumer_secret"],
        form["oauth_verifier"],
        keys.access_token,
        keys.access_token_secret,
    ):
        assert secret not in caplog.text
    assert "oauth_signature" not in caplog.text


def test_settings_and_connections_of_ones_own() -> None:
    shop = OAuthShop()
    with serving(shop.answer) as server, httpx.Client(headers={"X-Own": "1"}) as connections:
        for _ in range(2):
            activation = IntegrationActivation.parse(shop.reauthorized(server.url))
            activate(activation, allowed=server.url, http_client=connections, headers={"X-More": "2"})
        assert not connections.is_closed
    assert {(seen.headers["x-own"], seen.headers["x-more"]) for seen in server.seen} == {("1", "2")}


@pytest.mark.parametrize("chosen", [None, "HMAC-SHA1", "HMAC-SHA256"])
def test_a_shop_before_2_4_4_is_signed_for_as_it_wants(chosen: Any) -> None:
    shop = OAuthShop(methods=("HMAC-SHA1",))
    with serving(shop.answer) as server:
        activation = IntegrationActivation.parse(shop.activated(server.url))
        if chosen == "HMAC-SHA256":
            with pytest.raises(ActivationError, match="choose signature_method") as caught:
                activate(activation, allowed=server.url, signature_method=chosen)
            assert caught.value.problem == "Signature method HMAC-SHA256 is not supported"
            assert len(server.seen) == 1
            return
        keys = activate(activation, allowed=server.url, signature_method=chosen)
        with Client(server.url, auth=keys) as client:
            assert client.request("GET", "/V1/store/websites")
    assert keys.signature_method == "HMAC-SHA1"
    assert len(server.seen) == (3 if chosen else 4)


def test_a_shop_that_translates_its_refusal_of_the_method_gets_the_other() -> None:
    shop = OAuthShop(methods=("HMAC-SHA1",))

    def answer(seen: Seen) -> Answer:
        if "HMAC-SHA256" in seen.headers["authorization"]:
            problem = quote("Die Signaturmethode HMAC-SHA256 wird nicht unterst\u00fctzt")
            return Answer(f"oauth_problem={problem}".encode(), 400, content_type="text/html")
        return shop.answer(seen)

    with serving(answer) as server:
        activation = IntegrationActivation.parse(shop.activated(server.url))
        assert activate(activation, allowed=server.url).signature_method == "HMAC-SHA1"


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (
            Answer(b"<html><title>404 Not Found</title>", 404, content_type="text/html"),
            ActivationError,
            "frontend",
        ),
        (Answer(b"oops", 500, content_type="text/plain"), ActivationError, "var/log"),
        (
            Answer(b"oauth_problem=internal_error%26message%3DDisk", 500, content_type="text/html"),
            ActivationError,
            "var/log",
        ),
        (Answer(b"<html>Welcome", 200, content_type="text/html"), DecodeError, "did not answer with a token"),
        (Answer(b"oauth_token=t", 200, content_type="text/html"), DecodeError, "did not answer with a token"),
        (Answer(b"", 302, {"Location": "https://evil.example/oauth"}), RedirectError, "not repeated there"),
        (Answer(b"", 308, {"Location": "https://evil.example/oauth"}), RedirectError, "not repeated there"),
    ],
)
def test_what_is_no_shop(answer: Answer, kind: Any, told: str) -> None:
    with serving(lambda seen: answer) as server:
        form = {**FORM, "store_base_url": server.url}
        with pytest.raises(kind, match=told) as caught:
            activate(IntegrationActivation.parse(form), allowed=server.url)
    assert "s3cr3t" not in str(caught.value)
    assert len(server.seen) == 1


def test_no_shop_at_all() -> None:
    form = {**FORM, "store_base_url": "http://127.0.0.1:1"}
    with pytest.raises(ConnectionFailed, match="POST /oauth/token/request"):
        activate(IntegrationActivation.parse(form), allowed="http://127.0.0.1:1", max_retries=0)


@pytest.mark.parametrize(
    ("url", "allowed", "is_allowed"),
    [
        ("https://shop.example", ["https://shop.example"], True),
        ("https://SHOP.example:443/index.php/", ["https://other.example", "https://shop.example/"], True),
        ("https://shop.example/de/x", "https://shop.example/de", True),
        ("https://shop.example/", "https://shop.example/de", False),
        ("https://shop.example/den", "https://shop.example/de", False),
        ("https://shop.example/de/../x", "https://shop.example/de", False),
        ("https://shop.example/de/%2e%2e/x", "https://shop.example/de", False),
        ("http://shop.example", "https://shop.example", False),
        ("https://shop.example:8443", "https://shop.example", False),
        ("https://shop.example.evil.example", "https://shop.example", False),
        ("https://evil.example", ["https://shop.example"], False),
        ("https://shop.example@evil.example", "https://shop.example", False),
        ("https://evil.example\\@shop.example", "https://shop.example", False),
        ("javascript:alert(1)", "https://shop.example", False),
        ("//shop.example/", "https://shop.example", False),
        ("/admin", "https://shop.example", False),
        ("https://[", "https://shop.example", False),
        ("https://shop.example", [], False),
    ],
)
def test_which_shops_are_allowed(url: str, allowed: Any, is_allowed: bool) -> None:
    if is_allowed:
        check_shop_url(url, allowed)
        return
    with pytest.raises(RequestError, match="is at none of the allowed shops"):
        check_shop_url(url, allowed)


def test_an_allowed_shop_that_is_no_address_is_told() -> None:
    with pytest.raises(RequestError, match=r"'shop\.example' is no address of a shop"):
        check_shop_url("https://shop.example", ["shop.example"])


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
def test_a_shop_that_is_not_allowed_is_never_asked(mode: str) -> None:
    with serving(lambda seen: Answer()) as server:
        activation = IntegrationActivation.parse({**FORM, "store_base_url": server.url})
        with pytest.raises(RequestError, match="is at none of the allowed shops: https:"):
            exchanged(mode, activation, ["https://shop.example"])
    assert server.seen == []


@pytest.mark.parametrize("mode", ["threads", "tasks"])
def test_many_integrations_at_once_and_one_form_many_times(mode: str) -> None:
    """Each form is exchanged once; the same form, posted again meanwhile, is refused and spoils nothing."""
    shop = OAuthShop()
    with serving(shop.answer) as server:
        forms = [shop.activated(server.url, f"{number:032}") for number in range(8)]
        activations = [IntegrationActivation.parse(form) for form in forms for _ in range(2)]
        if mode == "threads":
            with ThreadPoolExecutor(16) as pool:
                futures = [pool.submit(activate, each, allowed=server.url) for each in activations]
                outcomes: list[Any] = [future.exception() or future.result() for future in futures]
        else:

            async def all_of_them() -> list[Any]:
                tasks = (activate_async(each, allowed=server.url) for each in activations)
                return await asyncio.gather(*tasks, return_exceptions=True)

            outcomes = asyncio.run(all_of_them())
        for number in range(8):
            pair = outcomes[2 * number : 2 * number + 2]
            (keys,) = (each for each in pair if isinstance(each, OAuth1))
            (error,) = (each for each in pair if isinstance(each, ActivationError))
            assert "is not a verifier token" in error.problem
            with Client(server.url, auth=keys) as client:
                client.request("GET", "/V1/store/websites")
    assert len(shop.active) == 8


def test_a_second_activation_wants_the_token_removed() -> None:
    """Magento's Reauthorize removes it; a form that is posted while there is an access token is of no use."""
    shop = OAuthShop()
    with serving(shop.answer) as server:
        activate(IntegrationActivation.parse(shop.activated(server.url)), allowed=server.url)
        with pytest.raises(ActivationError, match="Reauthorize"):
            activate(IntegrationActivation.parse(shop.activated(server.url)), allowed=server.url)
        keys = activate(IntegrationActivation.parse(shop.reauthorized(server.url)), allowed=server.url)
        with Client(server.url, auth=keys) as client:
            client.request("GET", "/V1/store/websites")


@pytest.mark.parametrize("name", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
def test_keys_are_checked_when_they_are_given(name: str) -> None:
    keys = {"consumer_key": "a", "consumer_secret": "b", "access_token": "c", "access_token_secret": "d"}
    assert OAuth1(**{**keys, name: "x\n"}) == OAuth1(**{**keys, name: "x"})
    for value, told in (("", "is empty"), ("s\n3cret", "holds characters that can't be sent")):
        with pytest.raises(RequestError, match=f"the {name} of OAuth1 {told}") as caught:
            OAuth1(**{**keys, name: value})
        assert "3cret" not in str(caught.value)
    with pytest.raises(RequestError, match="HMAC-MD5"):
        OAuth1(**keys, signature_method="HMAC-MD5")  # type: ignore[arg-type]


def test_a_refused_method_of_the_api_is_a_bad_request() -> None:
    shop = OAuthShop()
    with serving(shop.answer) as server:
        keys = activate(IntegrationActivation.parse(shop.activated(server.url)), allowed=server.url)
        other = OAuth1(
            keys.consumer_key,
            keys.consumer_secret,
            keys.access_token,
            keys.access_token_secret,
            signature_method="HMAC-SHA1",
        )
        with Client(server.url, auth=other) as client, pytest.raises(BadRequestError, match="HMAC-SHA1"):
            client.request("GET", "/V1/store/websites")
