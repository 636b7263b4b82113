"""The activation of an integration, against a shop that verifies signatures as Magento does."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

import httpx2 as httpx
import pytest
from runtime.auth.activation import IntegrationActivation, activate, activate_async, check_shop_url
from runtime.auth.oauth import OAuth1, OneStep, authorization_header
from runtime.auth.oauth_problems import ActivationError
from runtime.errors import BadRequestError, ConnectionFailed, DecodeError, RedirectError, RequestError

from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import Client

FOLDER = Path("magento-2.4.6", "exchanges-2", "oauth")
FORM = {
    "oauth_consumer_key": "k" * 32,
    "oauth_consumer_secret": "s3cr3t-of-consumer",
    "store_base_url": "https://shop.example/de/",
    "oauth_verifier": "v3r1f13r",
}


def recorded(corpus: Path) -> list[tuple[str, dict[str, Any]]]:
    """The recorded exchanges in their order: the number of the session in the answer, a new one each."""

    def number(exchange: dict[str, Any]) -> str:
        found = re.search(r"lab-session-(\d+)", str(exchange["response"]["headers"]))
        return found[1] if found else ""

    exchanges = [
        (path.stem, json.loads(path.read_bytes())) for path in sorted((corpus / FOLDER).glob("*.json"))
    ]
    return sorted(exchanges, key=lambda item: number(item[1]))


def date_of(exchange: dict[str, Any]) -> float:
    (date,) = (value for name, value in exchange["response"]["headers"] if name == "Date")
    return parsedate_to_datetime(date).astimezone(UTC).timestamp()


def test_the_shop_of_these_tests_answers_as_magento_did(corpus: Path) -> None:
    """All requests that were recorded, in their order and at their time, to a shop with the same keys and numbers."""
    exchanges = recorded(corpus)
    first, second = (
        {name: values[0] for name, values in parse_qs(exchange["request"]["body"]).items()}
        for name, exchange in exchanges
        if name.startswith("callback_post")
    )
    key, secret = first["oauth_consumer_key"], first["oauth_consumer_secret"]
    other_key, other_secret = key.replace("sa0", "sc0"), secret.replace("sa0", "sc0")
    now, numbers = 0.0, iter([*"12", first["oauth_verifier"]])
    shop = OAuthShop(clock=lambda: now, random=lambda: next(numbers))
    checked = 0
    for name, exchange in exchanges:
        if name.startswith("callback_post"):
            continue
        request, response = exchange["request"], exchange["response"]
        now = date_of(exchange)
        if not shop.consumers:
            for each in ("1" * 32, "2" * 32, key):
                shop.activated("http://x", each, secret)
        elif name == "request_token_after_second_post_a":
            numbers = iter([second["oauth_verifier"]])
            shop.activated("http://x", key)
        elif name == "request_token_stale_timestamp":
            numbers = iter("3")
            shop.activated("http://x", other_key, other_secret)
        elif name == "request_token_consumer_expired":
            shop.consumers[other_key].posted -= 7200
        numbers = iter(values[0] for values in parse_qs(response["body"]).values())
        headers = {header.lower(): value for header, value in request["headers"].items()}
        target = request["url"].partition(headers["host"])[2]
        answer = shop.answer(Seen(request["method"], target, headers, b""))
        assert answer.status == response["status"], name
        if "oauth/token" in target:
            assert answer.body.decode() == response["body"], name
        elif answer.status != 200:
            assert answer.body == json.loads(response["body"]), name
        checked += 1
    assert checked == 21


def test_the_requests_are_signed_as_recorded(corpus: Path) -> None:
    checked = 0
    for name, exchange in recorded(corpus):
        request, note = exchange["request"], exchange["note"]
        header = request["headers"].get("Authorization", "")
        sent = {field: unquote(value) for field, value in re.findall(r'(oauth_\w+)="([^"]*)"', header)}
        found = re.search(r"signing key \(consumer secret & token secret\): (\w+)&(\w*)$", note)
        if found is None or "oauth_nonce" not in sent:
            continue
        more = {"oauth_verifier": sent["oauth_verifier"]} if "oauth_verifier" in sent else {}
        keys = OneStep(
            sent["oauth_consumer_key"],
            found[1],
            sent.get("oauth_token", ""),
            found[2],
            signature_method=sent["oauth_signature_method"],  # type: ignore[arg-type]
            more=more,
        )
        ours = authorization_header(
            keys,
            request["method"],
            request["url"],
            nonce=sent["oauth_nonce"],
            timestamp=int(sent["oauth_timestamp"]),
        )
        signed = {field: unquote(value) for field, value in re.findall(r'(oauth_\w+)="([^"]*)"', ours)}
        assert signed == sent, name
        checked += 1
    assert checked >= 18


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
