"""Recorded OAuth 1.0a requests: the same keys, nonce and time give the same signature."""

from __future__ import annotations

import asyncio
import inspect
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import httpx2 as httpx
import pytest

from tests.replay.calls import typed_call
from tests.replay.conftest import Shop, awaited, every_exchange, protocol_parameters
from tests.replay.exchanges import Exchange
from tests.replay.rules import reason

SIGNED_OTHERWISE = {
    "oauth_bad_signature": "signed for another host",
    "oauth_laminas_space_plus": "a space is sent as %20, for the server signs a plus as it stands",
    "oauth_laminas_valueless": "a name without a value is sent with an empty one, which is signed",
    "oauth_missing_nonce": "there always is a nonce",
    "oauth_query_11_groups_byte_sort": "sorted by bytes",
    "oauth_query_encoded_wire_encoded_signed_double": "encoded twice",
    "oauth_query_not_signed": "signed without the query",
    "oauth_sku_lowercase_hex": "the path was not normalised",
    "oauth/api_sha1_a": "signed with SHA1",
    "oauth_unknown_consumer": "its secrets are not known",
}
"""What was signed in another way than the client signs, and why; all but the two `laminas` ones were refused."""
SIGNED = [
    exchange
    for exchange in every_exchange()
    if exchange.values[0] is None
    or (
        exchange.values[0].headers.get("authorization", "").startswith("OAuth ")
        and not reason(exchange.values[0])
    )
]


@pytest.mark.parametrize("mode", ["blocking", "awaited"])
@pytest.mark.parametrize("exchange", SIGNED)
def test_the_signature_is_the_recorded_one(
    shop: Shop, exchange: Exchange, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = exchange.headers["authorization"]
    sent = protocol_parameters(recorded)
    oauth = shop.runtime("auth.oauth")
    monkeypatch.setattr(
        oauth, "secrets", SimpleNamespace(token_hex=lambda size: sent.get("oauth_nonce", "none"))
    )
    monkeypatch.setattr(oauth, "time", SimpleNamespace(time=lambda: float(sent["oauth_timestamp"])))
    header = protocol_parameters(signed(shop, exchange, mode))
    assert (header != sent) is (exchange.name in SIGNED_OTHERWISE)


def test_what_was_signed_otherwise_was_recorded(corpus: object) -> None:
    names = {exchange.values[0].name for exchange in SIGNED}
    assert SIGNED_OTHERWISE.keys() <= names


def signed(shop: Shop, exchange: Exchange, mode: str) -> str:
    """The Authorization header that the client sends for an exchange, to the shop that was recorded."""
    headers: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        headers.append(request.headers["authorization"])
        return httpx.Response(exchange.status, headers=dict(exchange.answer_headers), content=exchange.answer)

    transport = httpx.MockTransport(answer)
    address = exchange.url.partition("/rest/")[0]
    call = typed_call(exchange, shop.generated, shop.package)
    settings: dict[str, Any] = {"auth": shop.auth_of(exchange), "max_retries": 0}
    if mode == "blocking":
        client = shop.package.Client(address, http_client=httpx.Client(transport=transport), **settings)
    else:
        client = shop.package.AsyncClient(
            address, http_client=httpx.AsyncClient(transport=transport), **settings
        )
    with suppress(shop.package.ApiError):
        result = call.make(client, shop.package)
        if inspect.isawaitable(result):
            asyncio.run(awaited(result))
    (header,) = headers
    return header
