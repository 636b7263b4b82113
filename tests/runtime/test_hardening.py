"""What a client keeps to itself, and how it logs in: passwords, tokens and their stores, over real sockets."""

from __future__ import annotations

import json
import os
import pickle
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from runtime import errors
from runtime.auth.credentials import (
    AdminToken,
    BearerToken,
    CustomerToken,
    ImsServerToServer,
    SessionCookie,
)
from runtime.auth.oauth import OAuth1
from runtime.auth.stores import FileTokenStore, StoredToken
from runtime.auth.totp import Totp
from runtime.http.messages import Request
from runtime.http.redaction import redact_body
from runtime.soap.session import ApiUser

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import Client

SECRET = "S3CRET"
WRONG = {"message": "The account sign-in was incorrect or your account is disabled temporarily."}
NOT_AUTHORIZED = {
    "message": "The consumer isn't authorized to access %resources.",
    "parameters": {"resources": "Magento_Catalog::products"},
}


@pytest.mark.parametrize("token", [f"{SECRET}\x00x", f"{SECRET}\nx", "", f"{SECRET}☃"])
def test_a_token_that_no_header_carries_is_refused_unseen(token: str) -> None:
    with pytest.raises(errors.RequestError) as caught:
        BearerToken(token)
    assert SECRET not in str(caught.value)


def test_the_end_of_a_line_is_no_part_of_a_token() -> None:
    with serving(lambda seen: Answer({})) as server:
        for token in (f"{SECRET}\n", lambda: f" {SECRET}\r\n"):
            with Client(server.url, auth=BearerToken(token)) as shop:
                shop.request("GET", "/V1/x")
    assert {seen.headers["authorization"] for seen in server.seen} == {f"Bearer {SECRET}"}


@pytest.mark.parametrize(
    ("kind", "names", "given"),
    [
        *(
            (kind, names, value)
            for kind, names in (
                (BearerToken, ("token",)),
                (OAuth1, ("consumer_key", "consumer_secret", "access_token", "access_token_secret")),
                (ImsServerToServer, ("client_id", "client_secret")),
            )
            for value in (5, None, "", " ", f"{SECRET}\x00x", f"{SECRET}\nx", f"{SECRET}☃")
        ),
        *((AdminToken, ("username", "password"), value) for value in (5, None, "")),
        *((CustomerToken, ("username", "password"), value) for value in (5, None, "")),
        *((ApiUser, ("user", "key"), value) for value in (5, None, "")),
    ],
)
def test_credentials_are_checked_when_they_are_given(kind: Any, names: tuple[str, ...], given: Any) -> None:
    good = dict.fromkeys(names, "good")
    kind(**good)
    for name in names:
        with pytest.raises(errors.RequestError) as caught:
            kind(**{**good, name: given})
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "cookies", [5, None, {}, "a=b", {"": "x"}, {5: "x"}, {"a": 5}, {"a": f"{SECRET}\nx"}, {"a": ""}]
)
def test_cookies_are_checked_when_they_are_given(cookies: Any) -> None:
    with pytest.raises(errors.RequestError) as caught:
        SessionCookie(cookies)
    assert SECRET not in str(caught.value)
    assert SessionCookie({"PHPSESSID": f"{SECRET}\n"}).cookies == {"PHPSESSID": SECRET}


def test_another_password_is_tried_again() -> None:
    with serving(lambda seen: Answer(WRONG, 401)) as server, Client(server.url) as shop:
        for password in ("a", "b"):
            changed = shop.with_options(auth=AdminToken("admin", password))
            for _ in range(3):
                with pytest.raises(errors.AuthenticationError):
                    changed.products.get(sku="a")
        assert [seen.json["password"] for seen in server.seen] == ["a", "b"]


def test_codes_that_went_with_another_password_are_tried_again() -> None:
    passwords, codes = iter("aaabb"), iter("12312")
    with serving(lambda seen: Answer(WRONG, 401)) as server:
        auth = AdminToken("admin", lambda: next(passwords), otp=lambda: next(codes))
        with Client(server.url, auth=auth) as shop:
            for _ in range(5):
                with pytest.raises(errors.AuthenticationError):
                    shop.products.get(sku="a")
        tried = [(seen.json["password"], seen.json["otp"]) for seen in server.seen]
    assert tried == [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2")]


def test_a_wrong_password_is_sent_once_by_fifty_threads() -> None:
    right = threading.Event()

    def answer(seen: Seen) -> Answer:
        if "/integration/" in seen.path:
            return Answer("token") if right.is_set() else Answer(WRONG, 401)
        return Answer({"sku": "a"})

    with serving(answer) as server, Client(server.url, auth=AdminToken("a", SECRET)) as shop:
        caught: list[Exception] = []

        def call() -> None:
            try:
                shop.products.get(sku="a")
            except errors.AuthenticationError as error:
                caught.append(error)

        threads = [threading.Thread(target=call) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert (len(caught), len(server.seen)) == (50, 1)
        right.set()
        shop.retry_login()
        assert shop.products.get(sku="a").sku == "a"


def test_a_password_that_the_operation_refuses_is_sent_once() -> None:
    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            return Answer("token")
        return Answer({"message": "The password doesn't match this account."}, 401)

    with serving(answer) as server, Client(server.url, auth=CustomerToken("a", "b")) as shop:
        with pytest.raises(errors.AuthenticationError):
            shop.request("PUT", "/V1/customers/me/password", body={"currentPassword": "x"})
        assert [seen.method for seen in server.seen] == ["POST", "PUT"]


def test_the_hint_names_the_second_factor_on_a_400() -> None:
    refused = {"message": "Please use the 2fa endpoints.", "parameters": {"active_providers": ["google"]}}
    with (
        serving(lambda seen: Answer(refused, 400)) as server,
        Client(server.url, auth=AdminToken("a", "b")) as shop,
        pytest.raises(errors.BadRequestError, match=r"otp.*Totp"),
    ):
        shop.products.get(sku="a")


def test_one_time_passwords_are_those_of_rfc_6238() -> None:
    totp = Totp("GEZD GNBV gy3t qojq GEZDGNBVGY3TQOJQ")
    assert [totp.at(moment) for moment in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]
    assert "GEZD" not in repr(totp)
    with pytest.raises(errors.RequestError):
        Totp("0189")


def test_a_job_logs_in_with_the_code_of_the_moment() -> None:
    totp = Totp("GEZDGNBVGY3TQOJQ")

    def answer(seen: Seen) -> Answer:
        if "/tfa/" in seen.path:
            return (
                Answer("token")
                if seen.json["otp"] in (totp(), totp.at(time.time() - 30))
                else Answer(WRONG, 401)
            )
        return Answer({"sku": "a"})

    with serving(answer) as server, Client(server.url, auth=AdminToken("a", "b", otp=totp)) as shop:
        assert shop.products.get(sku="a").sku == "a"
        assert server.seen[0].path == "/rest/V1/tfa/provider/google/authenticate"


def test_a_token_is_kept_beyond_the_process_and_dropped_when_refused(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "tokens" / "shop.json")
    valid = ["token-1"]

    def answer(seen: Seen) -> Answer:
        if "/token" in seen.path:
            return Answer(valid[0])
        known = seen.headers.get("authorization") == f"Bearer {valid[0]}"
        return Answer({"sku": "a"}) if known else Answer(NOT_AUTHORIZED, 401)

    with serving(answer) as server:
        for start in range(3):
            if start == 2:
                valid[0] = "token-2"
            with Client(server.url, auth=AdminToken("a", "b", token_store=store)) as shop:
                shop.products.get(sku="a")
        assert sum("/token" in seen.path for seen in server.seen) == 2
        assert (tmp_path / "tokens" / "shop.json").stat().st_mode & 0o777 == 0o600
        with Client(server.url, auth=AdminToken("other", "b", token_store=store)) as shop:
            shop.products.get(sku="a")
        assert sum("/token" in seen.path for seen in server.seen) == 3


@pytest.mark.posix
def test_a_token_store_that_others_can_read_is_refused(tmp_path: Path) -> None:
    store = FileTokenStore(tmp_path / "tokens.json")
    store.put("a", StoredToken(SECRET, time.time() + 60))
    assert SECRET not in repr(store.get("a"))
    (tmp_path / "tokens.json").chmod(0o644)
    with pytest.raises(errors.RequestError, match="chmod 600"):
        store.get("a")


def test_threads_share_a_token_store(tmp_path: Path) -> None:
    def put(number: int) -> None:
        FileTokenStore(tmp_path / "tokens.json").put(str(number), StoredToken(str(number)))

    threads = [threading.Thread(target=put, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = FileTokenStore(tmp_path / "tokens.json")
    assert [store.get(str(number)) for number in range(20)] == [
        StoredToken(str(number)) for number in range(20)
    ]


def test_an_error_holds_no_secret_even_when_pickled() -> None:
    answer = Answer({"message": "bad"}, 400, {"Set-Cookie": f"PHPSESSID={SECRET}"})
    own = {"X-Api-Key": SECRET}
    with (
        serving(lambda seen: answer) as server,
        Client(server.url, auth=BearerToken(SECRET), headers=own) as shop,
    ):
        with pytest.raises(errors.BadRequestError) as caught:
            shop.request("POST", "/V1/x", body={"password": SECRET, "a": 1}, query={"token": SECRET})
        assert SECRET.encode() not in pickle.dumps(caught.value)
        assert json.loads(caught.value.response.request.content) == {"password": "***", "a": 1}
        with pytest.raises(errors.BadRequestError) as caught:
            shop.with_options(auth=AdminToken("u", SECRET)).request("GET", "/V1/x")
        assert SECRET.encode() not in pickle.dumps(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        '{"attribute_code": "password", "value": "S3CRET"}',
        '{"payment": {"ccNumber": "S3CRET", "card_number": "S3CRET", "cvc": "S3CRET", "private_key": "S3CRET"}}',
        "password=S3CRET&a=b",
        "items%5B0%5D%5Bkey%5D=password&items%5B0%5D%5Bvalue%5D=S3CRET",
        "<a><ns1:apiKey xsi:type='x'>S3CRET</ns1:apiKey><b>1</b></a>",
        "<a><password><![CDATA[S3CRET<b>S3CRET</b>]]></password></a>",
        "<item><key xsi:type='x'>password</key><value>S3CRET</value></item>",
        "<item><attribute_code>password</attribute_code><value>S3CRET</value></item>",
        "<sessionId>S3CRET",
    ],
)
def test_a_log_hides_the_secrets_of_a_body(body: str) -> None:
    shown = redact_body(body.encode(), Request(method="POST", url="https://x/", operation="x"))
    assert SECRET not in shown
    assert "***" in shown


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_during_a_login_leaves_the_child_able_to_log_in() -> None:
    begun = threading.Event()

    def answer(seen: Seen) -> Answer:
        return Answer("token") if "/token" in seen.path else Answer({"sku": "a"})

    def slow() -> str:
        begun.set()
        time.sleep(0.6)
        return "b"

    with serving(answer) as server, Client(server.url, auth=AdminToken("a", slow)) as shop:
        thread = threading.Thread(target=lambda: shop.products.get(sku="a"))
        thread.start()
        begun.wait(60)
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            try:
                shop.products.get(sku="a")
                os._exit(0)
            except BaseException:
                os._exit(1)
        thread.join()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
