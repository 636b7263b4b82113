"""OAuth 1.0a: the recorded vectors to the byte, and PHP's natural order."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.auth.oauth import (
    OAuth1,
    authorization_header,
    base_string,
    natural_compare,
    normalized_url,
    signature,
)
from runtime.http.urls import render_query

from tests.conftest import require_php
from tests.runtime.server import Answer, serving
from tests.runtime.shop import Client

KEYS = OAuth1("key", "secret", "token", "token-secret")
# Signed on purpose in a way that the server refuses (or from another URL): what we compute must differ.
WRONGLY_SIGNED = {
    "oauth_bad_signature",
    "oauth_query_not_signed",
    "oauth_query_encoded_wire_encoded_signed_double",
    "oauth_query_11_groups_byte_sort",
    "oauth_query_valueless_param",
    "oauth_query_value_with_equals",
    "oauth_sku_lowercase_hex",
    "oauth_soap_wsdl",
    "oauth_missing_nonce",
}
# Their keys are not among those of the laboratory.
OTHER_KEYS = {"oauth_unknown_consumer"}


def recorded(corpus: Path) -> list[tuple[str, dict[str, Any]]]:
    folder = corpus / "magento-2.4.6" / "exchanges"
    exchanges = [(path.stem, json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]
    return [
        (name, exchange)
        for name, exchange in exchanges
        if exchange["request"]["headers"].get("Authorization", "").startswith("OAuth ")
    ]


def keys_of(corpus: Path, consumer_key: str) -> OAuth1:
    keys = json.loads((corpus / "magento-2.4.6" / "oauth-lab-keys.json").read_text())["integrations"].values()
    (found,) = [entry for entry in keys if entry["consumer_key"] == consumer_key]
    return OAuth1(
        found["consumer_key"], found["consumer_secret"], found["access_token"], found["access_token_secret"]
    )


def test_the_recorded_signatures_are_reproduced_to_the_byte(corpus: Path) -> None:
    compared = []
    for name, exchange in recorded(corpus):
        request = exchange["request"]
        header = request["headers"]["Authorization"]
        sent = {key: unquote(value) for key, value in re.findall(r'(oauth_\w+)="([^"]*)"', header)}
        if name in OTHER_KEYS | {"oauth_missing_nonce"} or sent["oauth_signature_method"] != "HMAC-SHA256":
            continue
        keys = keys_of(corpus, sent["oauth_consumer_key"])
        ours = authorization_header(
            keys,
            request["method"],
            request["url"],
            nonce=sent["oauth_nonce"],
            timestamp=int(sent["oauth_timestamp"]),
        )
        recorded_header = header.replace('realm="", ', "")
        if name in WRONGLY_SIGNED:
            assert ours != recorded_header, name
            continue
        assert ours == recorded_header, name
        compared.append(name)
        note = exchange.get("note") or ""
        if "base string: " in note:
            protocol = {key: value for key, value in sent.items() if key != "oauth_signature"}
            text = base_string(request["method"], request["url"], protocol)
            assert text == note.partition("base string: ")[2], name
    assert len(compared) == 22


def test_every_recorded_base_string_gives_the_recorded_signature(corpus: Path) -> None:
    compared = 0
    for name, exchange in recorded(corpus):
        sent = dict(re.findall(r'(oauth_\w+)="([^"]*)"', exchange["request"]["headers"]["Authorization"]))
        base = re.search(r"base(?: string)?: (.*)", exchange.get("note") or "")
        if base is not None and name not in OTHER_KEYS:
            keys = keys_of(corpus, sent["oauth_consumer_key"])
            assert signature(keys, base.group(1)) == unquote(sent["oauth_signature"]), name
            compared += 1
    assert compared == 29


def test_a_request_is_signed_as_it_is_sent() -> None:
    with serving(lambda seen: Answer({"id": 1})) as server, Client(server.url, auth=KEYS) as shop:
        shop.products.get(sku="a/b c%", tags=["x y", "z"])
        (seen,) = server.seen
    sent = {
        key: unquote(value)
        for key, value in re.findall(r'(oauth_\w+)="([^"]*)"', seen.headers["authorization"])
    }
    given_signature = sent.pop("oauth_signature")
    assert given_signature == signature(KEYS, base_string("GET", server.url + seen.target, sent))
    assert seen.path == "/rest/V1/products/a%2Fb%20c%25"


def test_every_try_is_signed_anew() -> None:
    def answer(seen: object) -> Answer:
        return Answer({}, 503, {"Retry-After": "0"}) if len(server.seen) == 1 else Answer({"id": 1})

    with serving(answer) as server, Client(server.url, auth=KEYS) as shop:
        shop.products.get(sku="a")
        assert len({seen.headers["authorization"] for seen in server.seen}) == 2


def test_other_methods_for_magento_1() -> None:
    sha1 = OAuth1("key", "secret", "token", "token-secret", signature_method="HMAC-SHA1")
    plain = OAuth1("key", "s&c", "token", "token-secret", signature_method="PLAINTEXT")
    digest = hmac.new(b"secret&token-secret", b"text", hashlib.sha1).digest()
    assert signature(sha1, "text") == base64.b64encode(digest).decode()
    assert signature(plain, "text") == "s%26c&token-secret"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Shop.example:80/rest/a?x=1", "http://shop.example/rest/a"),
        ("https://shop.example:443/", "https://shop.example/"),
        ("https://shop.example:8443/a", "https://shop.example:8443/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://h/slash%2fsku", "http://h/slash/sku"),
        ("http://h/plus%2Bsku", "http://h/plus+sku"),
        ("http://h/a%25b", "http://h/a%25b"),
        ("http://h/a%2520b", "http://h/a%20b"),
        ("http://h/%c3%bc", "http://h/%C3%BC"),
        ("http://h/%28x%29", "http://h/%28x%29"),
    ],
)
def test_the_path_is_normalised_as_the_server_does(url: str, expected: str) -> None:
    assert normalized_url(url) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("%5B2%5D", "%5B10%5D", -1),
        ("a", "a", 0),
        ("a", "b", -1),
        ("B", "a", -1),
        ("x1", "x01", 1),
        ("a", "a1", -1),
        ("1.010", "1.001", 1),
        ("", "a", -1),
        ("01", "1", 0),
        ("a b", "ab", 0),
    ],
)
def test_natural_order(left: str, right: str, expected: int) -> None:
    order = natural_compare(left, right)
    assert (order > 0) - (order < 0) == expected
    back = natural_compare(right, left)
    assert (back > 0) - (back < 0) == -expected


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=6))
def test_a_base_string_holds_each_parameter_once(pairs: list[tuple[str, str]]) -> None:
    text = base_string("get", "http://h/p?" + render_query(pairs), {"oauth_nonce": "1"})
    method, url, parameters = text.split("&")
    assert (method, unquote(url)) == ("GET", "http://h/p")
    names = [part.partition("=")[0] for part in unquote(parameters).split("&")]
    expected = {name for name, _ in pairs if not re.search("oauth_[a-z_-]+", render_query([(name, "")])[:-1])}
    assert sorted(names) == sorted({*(render_query([(name, "")])[:-1] for name in expected), "oauth_nonce"})


def test_the_order_is_phps(tmp_path: Path) -> None:
    require_php()
    words = [
        "a",
        "a1",
        "a01",
        "a10",
        "a2",
        "%5B2%5D",
        "%5B10%5D",
        "0",
        "00",
        "1.5",
        "1.05",
        "x0a",
        "x00a",
        "Z",
        "_",
    ]
    script = tmp_path / "order.php"
    script.write_text(
        "<?php $w = json_decode($argv[1]); $r = []; foreach ($w as $a) foreach ($w as $b) "
        "$r[] = strnatcmp($a, $b) <=> 0; echo json_encode($r);"
    )
    output = subprocess.run(
        ["php", str(script), json.dumps(words)], capture_output=True, check=True, text=True
    )
    ours = [natural_compare(left, right) for left in words for right in words]
    assert [(order > 0) - (order < 0) for order in ours] == json.loads(output.stdout)


def test_the_url_of_a_signed_request_has_no_query() -> None:
    assert urlsplit(normalized_url("http://h/a?b=c#d")).query == ""
