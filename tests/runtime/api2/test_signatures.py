"""Every recorded OAuth signature, computed again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from runtime.api2.auth import OAuth1
from runtime.auth.oauth import authorization_header, base_string, signature

from tests.runtime.api2.exchanges import FOLDERS, load

_WRONG_ON_PURPOSE = ("107-401_unknown_token",)


@pytest.mark.parametrize("folder", FOLDERS)
def test_recorded_signatures(corpus: Path, folder: str) -> None:
    lab = json.loads((corpus / "openmage-20.0.20" / "oauth-lab-keys.json").read_bytes())
    secrets = {entry["token"]: entry["secret"] for entry in lab["tokens"].values()}
    checked = 0
    for exchange in load(corpus, folder):
        header = exchange.headers.get("authorization", "")
        protocol = {name: unquote(value) for name, value in re.findall(r'(oauth_\w+)="([^"]*)"', header)}
        if not protocol or exchange.name.endswith(_WRONG_ON_PURPOSE):
            continue
        given = protocol.pop("oauth_signature")
        token = protocol["oauth_token"]
        keys = OAuth1(lab["consumer_key"], lab["consumer_secret"], token, secrets[token])
        assert signature(keys, base_string(exchange.method, exchange.url, protocol)) == given, exchange.name
        checked += 1
    assert checked >= 98


def test_plaintext_is_the_secrets() -> None:
    keys = OAuth1("key", "con&sumer", "token", "se/cret", signature_method="PLAINTEXT")
    header = authorization_header(keys, "GET", "https://shop.example/api/rest/products")
    assert 'oauth_signature="con%2526sumer%26se%252Fcret"' in header
    assert 'oauth_signature_method="PLAINTEXT"' in header
    assert "con&sumer" not in repr(keys)
