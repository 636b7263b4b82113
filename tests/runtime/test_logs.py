"""What a log may show of a request and its answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.http.messages import Request
from runtime.http.redaction import HIDDEN, is_secret, redact_body, redact_headers, redact_url

CALL = Request(method="POST", url="https://x/rest/V1/customers", operation="POST /V1/customers")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "password",
            "Password",
            "new_password",
            "passwd",
            "token",
            "access_token",
            "tokenSecret",
            "client_secret",
        ),
        *(
            "apiKey",
            "api_key",
            "otp",
            "sessionId",
            "session_id",
            "Authorization",
            "Cookie",
            "Set-Cookie",
            "cc_cid",
            "PHPSESSID",
        ),
    ],
)
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", ["sku", "name", "passenger", "increment_id", "Content-Type", "option"])
def test_names_of_other_things(name: str) -> None:
    assert not is_secret(name)


def test_headers_and_urls() -> None:
    assert redact_headers([("Authorization", "Bearer x"), ("Accept", "a")]) == {
        "Authorization": HIDDEN,
        "Accept": "a",
    }
    assert redact_url("https://u:p@h/a?b=c&token=x&d&oauth_signature=y") == (
        "https://***@h/a?b=c&token=***&d&oauth_signature=***"
    )
    assert redact_url("https://h/a") == "https://h/a"
    assert redact_url("https://h/V1/customers/1/password/resetLinkToken/x%2Fy") == (
        "https://h/V1/customers/1/password/resetLinkToken/***"
    )
    assert (
        redact_url("https://h/V1/integration/admin/token?a=b") == "https://h/V1/integration/admin/token?a=b"
    )


def test_json_bodies() -> None:
    body: Any = {
        "customer": {"email": "a"},
        "password": "hush",
        "list": [{"otp": "hush", "empty": {"token": ""}}],
    }
    shown = redact_body(json.dumps(body).encode(), CALL)
    assert "hush" not in shown
    assert json.loads(shown)["customer"] == {"email": "a"}
    assert json.loads(shown)["list"][0]["empty"] == {"token": ""}
    assert redact_body(b'{"password": "hush"', CALL) == "*** (19 bytes of malformed JSON)"
    assert redact_body(b"", CALL) == ""
    assert len(redact_body(json.dumps(["x" * 9000]).encode(), CALL)) < 2100


def test_xml_bodies() -> None:
    soap = b'<e><sessionId xsi:type="s">hush</sessionId><ns1:apiKey>hush</ns1:apiKey><sku>shown</sku></e>'
    assert redact_body(soap, CALL) == (
        '<e><sessionId xsi:type="s">***</sessionId><ns1:apiKey>***</ns1:apiKey><sku>shown</sku></e>'
    )
    entry = b'<key xsi:type="s">password</key><value xsi:type="s">hush</value><key>sku</key><value>a</value>'
    assert "hush" not in redact_body(entry, CALL)
    assert "<value>a</value>" in redact_body(entry, CALL)
    said = b"<e><note>password</note><value>shown</value></e>"
    assert redact_body(said, CALL) == said.decode()
    rpc = b"<?xml?><methodCall><methodName>call</methodName><params><value>hush</value></params></methodCall>"
    assert redact_body(rpc, CALL) == "call(***)"


def test_forms() -> None:
    form = b"a[key]=password&a[label]=shown&b[key]=password&b[value]=hush"
    assert redact_body(form, CALL) == "a[key]=password&a[label]=shown&b[key]=password&b[value]=***"


@pytest.mark.parametrize(
    "request_",
    [
        Request(method="POST", url="https://x/rest/V1/integration/admin/token"),
        Request(method="POST", url="https://x/rest/all/V1/tfa/provider/google/authenticate"),
        Request(method="POST", url="https://x/api/v2_soap/", operation="login"),
    ],
)
def test_logins_show_nothing(request_: Request) -> None:
    assert redact_body(b'"a-token"', request_) == HIDDEN
    assert redact_body(b"<result>session</result>", request_) == HIDDEN


@given(
    st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner), max_leaves=9)
)
def test_no_body_breaks_the_log(value: Any) -> None:
    redact_body(json.dumps(value).encode(), CALL)
    shown = redact_body(json.dumps({"a": value, "password": "correct horse"}).encode(), CALL)
    assert "correct horse" not in shown
