"""The shop that tests activate integrations at answers as Magento did, and is asked as recorded."""

from __future__ import annotations

import json
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from runtime.auth.oauth import OneStep, authorization_header

from tests.runtime.magento2_oauth import OAuthShop
from tests.runtime.server import Seen

FOLDER = Path("magento-2.4.6", "exchanges-2", "oauth")


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
