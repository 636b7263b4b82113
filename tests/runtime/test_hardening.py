"""What a client keeps to itself, and what it makes of bad servers and bad arguments: over real sockets."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import threading
import time
import warnings
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.auth.credentials import AdminToken, BearerToken, CustomerToken, ImsServerToServer
from runtime.auth.stores import FileTokenStore, StoredToken
from runtime.auth.totp import Totp
from runtime.client.options import RequestOptions
from runtime.http.error_answers import api_error
from runtime.http.exchange import Core, CoreOptions
from runtime.http.messages import Headers, Request, Response
from runtime.http.redaction import redact_body

from tests.growth import assert_linear
from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import AsyncClient, Client

SECRET = "S3CRET"
WRONG = {"message": "The account sign-in was incorrect or your account is disabled temporarily."}
NOT_AUTHORIZED = {
    "message": "The consumer isn't authorized to access %resources.",
    "parameters": {"resources": "Magento_Catalog::products"},
}


def page(content: bytes, status: int = 503) -> Response:
    return Response(
        status=status,
        headers=Headers({"content-type": "text/html"}),
        content=content,
        request=Request(method="GET", url="https://x/"),
    )


@pytest.mark.parametrize("piece", [b"<title", b"<h1>", b"<script", b"<", b"< ", b"<script><style>", b"<!--"])
def test_an_error_page_is_read_in_linear_time(piece: bytes) -> None:
    assert_linear(lambda size: api_error(page(piece * size)), 10_000)


def test_an_error_page_says_its_title_or_its_text() -> None:
    assert api_error(page(b"<html><head><title>Down &amp; out</title></head><p>x")).message == "Down & out"
    shown = api_error(page(b"<style>b{}</style><p>Back <b>soon</b></p><script>x()</script>")).message
    assert shown == "Back soon"


def test_a_long_message_is_cut_and_the_answer_keeps_it() -> None:
    error = api_error(page(json.dumps({"message": "%1" * 5000, "parameters": ["y" * 900_000]}).encode(), 400))
    assert len(str(error)) < 12_000
    assert len(error.response.content) > 900_000


def test_an_answer_that_is_an_error_may_be_one_mebibyte() -> None:
    with serving(lambda seen: Answer(b"x" * 1_100_000, 400)) as server, Client(server.url) as shop:
        with pytest.raises(errors.ResponseTooLarge):
            shop.products.get(sku="a")
        with pytest.raises(errors.BadRequestError):
            shop.with_options(max_response_bytes=2_000_000).products.get(sku="a")


def test_broken_compression_is_no_failed_connection() -> None:
    answer = Answer(b"no gzip", headers={"Content-Encoding": "gzip"})
    with serving(lambda seen: answer) as server, Client(server.url) as shop:
        with pytest.raises(errors.DecodeError, match="encoding"):
            shop.products.get(sku="a")
        assert len(server.seen) == 1


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


def test_the_cloud_service_has_no_rest_and_the_store_in_a_header() -> None:
    def answer(seen: Seen) -> Answer:
        if seen.path == "/ims/token/v3":
            return Answer({"access_token": "ims-1", "expires_in": 86399, "token_type": "bearer"})
        return Answer({"sku": "a"})

    with serving(answer) as adobe, serving(answer) as server:
        auth = ImsServerToServer("id", SECRET, organization="org@AdobeOrg", ims_url=adobe.url)
        url, own = f"{server.url}/tenant", {"X-Own": "1"}
        with Client(url, auth=auth, store="de", cloud_service=True, headers=own) as shop:
            shop.products.get(sku="a")
            shop.products.get(sku="a")
    (login,) = adobe.seen
    sent = server.seen[0]
    assert login.body.startswith(
        b"grant_type=client_credentials&client_id=id&client_secret=S3CRET&scope=openid%2C"
    )
    assert "x-own" not in login.headers
    assert "store" not in login.headers
    assert sent.path == "/tenant/V1/products/a"
    names = ("authorization", "store", "x-api-key", "x-gw-ims-org-id", "x-own")
    assert [sent.headers[name] for name in names] == ["Bearer ims-1", "de", "id", "org@AdobeOrg", "1"]


@pytest.mark.parametrize(
    ("route", "on_the_cloud", "elsewhere"),
    [
        ("/async/V1/products/bySku", "/V1/async/products/bySku", "/rest/de/async/V1/products/bySku"),
        ("/async/bulk/V1/products", "/V1/async/bulk/products", "/rest/de/async/bulk/V1/products"),
        ("/V1/async/things", "/V1/async/things", "/rest/de/V1/async/things"),
    ],
)
def test_asynchronous_routes_of_the_cloud_service(route: str, on_the_cloud: str, elsewhere: str) -> None:
    for cloud_service, path in ((True, on_the_cloud), (False, elsewhere)):
        core = Core(CoreOptions(base_url="https://shop.example", cloud_service=cloud_service), None)
        assert core.rest_path(route, "de") == path


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "https://na1-sandbox.api.commerce.adobe.com/tenant/",
            "https://na1-sandbox.api.commerce.adobe.com/tenant/V1/a",
        ),
        ("https://na1.api.commerce.adobe.com/tenant/V1", "https://na1.api.commerce.adobe.com/tenant/V1/a"),
        ("https://x.example/index.php", "https://x.example/index.php/rest/V1/a"),
        ("https://x.example/sub/index.php/rest", "https://x.example/sub/index.php/rest/V1/a"),
    ],
)
def test_base_urls_that_are_understood(given: str, expected: str) -> None:
    core = Core(CoreOptions(base_url=given), None)
    assert core.url(core.rest_path("/V1/a", None)) == expected


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ("https://x.example/rest/default", "store="),
        ("https://x.example/rest/all/V1/", "store="),
        ("https://x.example/rest/default/V1/products", "own address"),
        ("https://na1.api.commerce.adobe.com", "tenant"),
    ],
)
def test_base_urls_that_are_refused(given: str, mend: str) -> None:
    with pytest.raises(errors.RequestError, match=mend):
        Core(CoreOptions(base_url=given), None)


@pytest.mark.parametrize("path", ["/V1/../../etc", "/V1/%2e%2e/x", "/./V1", "/V1/a\\..\\b", "", "/V1/\ud800"])
def test_a_route_that_leads_elsewhere_is_refused(path: str) -> None:
    with serving(lambda seen: Answer({})) as server, Client(server.url, auth=BearerToken("t")) as shop:
        with pytest.raises(errors.RequestError):
            shop.request("GET", path)
        assert not server.seen


@pytest.mark.parametrize("location", ["http://[bad", "http://x:99999999/", "ftp://x/", "//"])
def test_a_bad_location_is_an_error_of_ours(location: str) -> None:
    with (
        serving(lambda seen: Answer(b"", 302, {"Location": location})) as server,
        Client(server.url) as shop,
        pytest.raises(errors.MagentoError),
    ):
        shop.products.get(sku="a")


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"verify": "/no/such/file.pem"}, "verify"),
        ({"proxy": "no proxy"}, "proxy"),
        ({"proxy": "ftp://x"}, "proxy"),
    ],
)
def test_bad_settings_of_connections_are_errors_of_ours(settings: Any, name: str) -> None:
    with pytest.raises(errors.RequestError, match=name):
        Client("https://x.example", **settings)


def test_a_proxy_that_needs_a_library_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    for kind in (Client, AsyncClient):
        with pytest.raises(errors.RequestError, match="or of ALL_PROXY, can't be used"):
            kind("https://x.example", proxy="socks5://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(errors.RequestError, match="ALL_PROXY"):
        Client("https://x.example")


def test_bad_arguments_are_refused_before_anything_is_sent() -> None:
    with serving(lambda seen: Answer({})) as server, Client(server.url) as shop:
        with pytest.raises(errors.RequestError, match="Content-Length"):
            shop.request("GET", "/V1/x", options=RequestOptions(extra_headers={"Content-Length": "5"}))
        with pytest.raises(errors.RequestError, match="method"):
            shop.request("GÉT", "/V1/x")
        with pytest.raises(errors.RequestError):
            shop.request("POST", "/V1/x", body={"a": "\ud800"})
        with pytest.raises(TypeError, match=r"options takes RequestOptions"):
            shop.products.get(sku="a", options={"timeout": 5})  # type: ignore[arg-type]
        assert not server.seen


def test_a_redirect_to_another_host_is_named_when_it_is_refused_there() -> None:
    with serving(lambda seen: Answer(NOT_AUTHORIZED, 401)) as other:
        target = other.url.replace("127.0.0.1", "localhost")
        with (
            serving(lambda seen: Answer(b"", 301, {"Location": f"{target}/x"})) as server,
            Client(server.url, auth=BearerToken(SECRET)) as shop,
            pytest.raises(errors.AuthenticationError, match="redirected to http://localhost"),
        ):
            shop.products.get(sku="a")
        assert all(SECRET not in str(seen.headers) for seen in other.seen)


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


DEEP = b"[" * 900 + b"]" * 900


def test_what_is_nested_as_deep_as_json_is_read_is_an_error_of_ours() -> None:
    from runtime.api2.values import read_json

    with pytest.raises(ValueError, match="recursion"):
        read_json(b"[" * 100_000)
    assert api_error(page(b'{"message": ' + DEEP + b"}", 400)).status == 400


@pytest.mark.parametrize("status", [None, [], {}, 1e400, "x", DEEP.decode()])
def test_an_odd_status_of_a_bulk_item_is_open(status: Any) -> None:
    from runtime.rest.bulk import ItemStatus, Ticket, _status
    from runtime.rest.operation import RestOperation

    answer = {"operations_list": [{"id": status, "status": status}]}
    (item,) = _status(RestOperation("GET", "/V1/x"), Ticket("u", 1, {}), answer).items
    assert item.status is ItemStatus.OPEN


def test_an_answer_that_does_not_fit_can_be_dumped() -> None:
    from runtime.models.base import KeyedList, Model
    from runtime.models.decode import decode

    class Product(Model):
        price: float | None = None
        custom_attributes: KeyedList[Any] | None = None

    product = decode(b'{"price": "free", "custom_attributes": 1.5}', "application/json", Product)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydantic's own, that the types are others
        assert product.model_dump() == {"price": "free", "custom_attributes": 1.5}
        assert json.loads(product.model_dump_json()) == product.model_dump()


@pytest.mark.parametrize("cookie", [{}, {"Set-Cookie": "PHPSESSID=a; path=/"}])
def test_a_redirect_without_a_host_is_an_error_of_ours(cookie: dict[str, str]) -> None:
    """The HTTP library looks at it before we do where there is a cookie: of https, `http:` is another address."""
    answer = httpx2.Response(302, headers={"Location": "http:://shop.example/rest/V1/x", **cookie})
    own = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
    with Client("https://shop.example", http_client=own) as shop, pytest.raises(errors.MagentoError):
        shop.products.get(sku="a")


def test_a_cookie_that_http_can_not_carry_is_an_error_of_ours() -> None:
    headers = {"Location": "/x", "Set-Cookie": "a=\x9d"}
    with (
        serving(lambda seen: Answer(b"", 302, headers)) as server,
        httpx2.Client() as own,
        Client(server.url, http_client=own) as shop,
        pytest.raises(errors.DecodeError, match="header field"),
    ):
        shop.products.get(sku="a")


@pytest.mark.parametrize(
    ("product", "place"),
    [
        ({"sku": "a", "price": "abc"}, r"POST /V1/acme/products: product\.price must be a number, not 'abc'"),
        ({"sku": "a", "price": [1]}, r"product\.price must be a number"),
        ({"sku": "a", "price": {1}}, r"product\.price must be a number"),
        ({"sku": "a", "price": date(2026, 1, 2)}, r"product\.price must be a number"),
        ({"sku": "a", "tier_prices": [{"qty": "x"}]}, r"product\.tier_prices\[0\]\.qty must be a number"),
        ({"sku": "a", "salable": "perhaps"}, r"product\.salable must be True or False"),
        ({"sku": object()}, r"POST /V1/acme/products: .* has no wire form"),
        ({"custom_attributes": {"a": json.loads(DEEP)}}, r"POST /V1/acme/products: .* too deep"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_before_it_is_sent(product: Any, place: str) -> None:
    package = import_module("generated_example.acme_store")
    with (
        serving(lambda seen: Answer({"sku": "a"})) as server,
        package.Client(server.url, store="all") as shop,
    ):
        products = shop.acme_catalog.product_repository
        with pytest.raises(package.RequestError, match=place):
            products.save(product=product)
        with pytest.raises(package.RequestError, match=place.removeprefix(r"POST /V1/acme/products: ")):
            shop.bulk.acme_catalog.product_repository.save([{"product": product}])
        assert not server.seen
        products.save(product={"sku": "a", "price": "12.50", "salable": 1})
        assert server.seen[0].json["product"] == {"sku": "a", "price": "12.50", "salable": 1}


@pytest.mark.parametrize(
    ("call", "place"),
    [
        (
            lambda shop: shop.acme_catalog.product_repository.get(sku="a", store_id="abc"),
            r"GET /V1/acme/products/\{sku\}: storeId must be a number, not 'abc'",
        ),
        (
            lambda shop: shop.acme_catalog.product_repository.get(sku="a", edit_mode="perhaps"),
            r"GET /V1/acme/products/\{sku\}: editMode must be True or False",
        ),
        (
            lambda shop: shop.acme_catalog.product_repository.get(sku={"a": 1}),
            r"GET /V1/acme/products/\{sku\}: sku must be a text",
        ),
        (
            lambda shop: shop.acme_catalog.price_storage.get(skus="a"),
            r"GET /V1/acme/products/prices: skus must be a list, not 'a'",
        ),
        (
            lambda shop: shop.acme_catalog.price_storage.get(skus=[["a"]]),
            r"GET /V1/acme/products/prices: skus\[0\] must be a text",
        ),
        (
            lambda shop: shop.acme_catalog.category_repository.get(category_id="abc"),
            r"GET /V1/acme/categories/\{categoryId\}: categoryId must be a number, not 'abc'",
        ),
        (
            lambda shop: shop.acme_catalog.category_repository.get(category_id=[1]),
            r"GET /V1/acme/categories/\{categoryId\}: categoryId must be a number",
        ),
        (
            lambda shop: shop.acme_catalog.category_management.move(category_id=1, parent_id="x"),
            r"PUT /V1/acme/categories/\{categoryId\}/move: parentId must be a number, not 'x'",
        ),
        (
            lambda shop: shop.acme_catalog.category_repository.update(id="x", category={"name": "a"}),
            r"PUT /V1/acme/categories/\{id\}: id must be a number, not 'x'",
        ),
        (
            lambda shop: shop.bulk.acme_catalog.category_management.move(
                [{"category_id": "x", "parent_id": 1}]
            ),
            r"bulk PUT /V1/acme/categories/\{categoryId\}/move: item 0: categoryId must be a number, not 'x'",
        ),
    ],
)
def test_an_argument_of_the_wrong_kind_is_refused_wherever_it_travels(call: Any, place: str) -> None:
    package = import_module("generated_example.acme_store")
    with (
        serving(lambda seen: Answer({})) as server,
        package.Client(server.url, store="all") as shop,
        pytest.raises(package.RequestError, match=f"^{place}"),
    ):
        call(shop)
    assert not server.seen


@pytest.mark.parametrize(
    ("call", "place"),
    [
        *(
            (
                lambda products, id=id: products.get(id=id),
                r"GET /products/\{id\}: id= takes a number or a text",
            )
            for id in ({}, [1], 1.5, True, b"1")
        ),
        (
            lambda products: products.get(id=1, store=[1]),
            r"GET /products/\{id\}: store= takes a number or a text",
        ),
        (lambda products: products.list(limit="x"), r"GET /products: limit= takes a whole number"),
        (lambda products: list(products.iter(limit=[1])), r"GET /products: limit= takes a whole number"),
        (lambda products: list(products.iter(filters=5)), r"GET /products: filters= takes Filters"),
        (
            lambda products: products.create(5),
            r"POST /products: data must be a Product or a map of its fields",
        ),
        (
            lambda products: products.create({"cost": "abc"}),
            r"POST /products: data.cost must be a number, not 'abc'",
        ),
        (
            lambda products: products.create_many([{"points": [1]}]),
            r"POST /products.*: data\[0\].points must be a number",
        ),
        (
            lambda products: products.update({"is_fragile": "perhaps"}, id=1),
            r"PUT /products/\{id\}: data.is_fragile must",
        ),
    ],
)
def test_magento_1_rest_refuses_arguments_of_the_wrong_kind(call: Any, place: str) -> None:
    package = import_module("generated_example.legacy_rest")
    with (
        serving(lambda seen: Answer([])) as server,
        package.Client(server.url) as shop,
        pytest.raises(package.RequestError, match=f"^{place}"),
    ):
        call(shop.products)
    assert not server.seen


def test_what_the_shop_would_take_is_sent_wherever_it_travels() -> None:
    package = import_module("generated_example.acme_store")
    with (
        serving(lambda seen: Answer({"sku": "a"})) as server,
        package.Client(server.url, store="all") as shop,
    ):
        catalog = shop.acme_catalog
        catalog.product_repository.get(sku=5, store_id="7", edit_mode="true", force_reload=0)
        catalog.category_repository.get(category_id="12")
        lenient = package.RequestOptions(allow_unknown_fields=True)
        catalog.product_repository.get(sku="a", store_id="abc", options=lenient)
    assert [seen.target.partition("/V1/")[2] for seen in server.seen] == [
        "acme/products/5?editMode=true&storeId=7&forceReload=0",
        "acme/categories/12",
        "acme/products/a?storeId=abc",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        *((lambda api, path=path: api.call(path), "takes a path") for path in (5, None, "", "info", ["a.b"])),
        *(
            (lambda api, given=given: api.call("a.b", given), "a.b: arguments are a list")
            for given in (5, "x", {"a": 1})
        ),
        (lambda api: api.multi_call().add(5), "takes an operation"),
    ],
)
def test_raw_calls_refuse_what_is_no_call(call: Any, message: str) -> None:
    package = import_module("generated_example.legacy_shop")
    with (
        serving(lambda seen: Answer({})) as server,
        package.Client(server.url, auth=package.ApiUser("a", "b"), mode="v1") as shop,
        pytest.raises(package.RequestError, match=message),
    ):
        call(shop.api)
    assert not server.seen


@pytest.mark.parametrize("options", [{}, {"timeout": 5}, "x", 5])
def test_options_are_options_everywhere(options: Any) -> None:
    package = import_module("generated_example.acme_store")
    legacy = import_module("generated_example.legacy_shop")
    with serving(lambda seen: Answer({})) as server:
        shop = package.Client(server.url, store="all")
        old = legacy.Client(server.url, auth=legacy.ApiUser("a", "b"), mode="v1")
        calls: list[Any] = [
            lambda: shop.bulk.acme_catalog.product_repository.save(
                [{"product": {"sku": "a"}}], options=options
            ),
            lambda: shop.bulk.job("u", options=options).status(),
            lambda: shop.request("GET", "/V1/x", options=options),
            lambda: old.catalog_product.info(product_id="1", options=options),
            lambda: old.api.call("catalog_product.info", [1], options=options),
            lambda: old.api.multi_call().send(options=options),
        ]
        for call in calls:
            with pytest.raises(TypeError, match="options takes RequestOptions"):
                call()
        assert not server.seen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("timeout", value) for value in (0, -1, "x", None, float("nan"), float("inf"), True)),
        *(("max_retries", value) for value in (-1, "x", 1.5)),
        *(("max_concurrency", value) for value in (0, -1, "x")),
        *(("max_response_bytes", value) for value in (-1, "x")),
        *(("headers", value) for value in (5, {5: "x"}, [("a", "b")])),
        *(("base_url", value) for value in (5, None, b"https://x")),
        *(("verify", value) for value in (5, object())),
    ],
)
def test_a_setting_that_can_not_be_meant_is_refused_when_it_is_given(name: str, value: Any) -> None:
    settings = {"base_url": "https://shop.example", name: value}
    with pytest.raises(errors.RequestError, match=f"{name}|address"):
        Client(settings.pop("base_url"), **settings)
    if name in ("timeout", "max_retries") and value is not None:
        with pytest.raises(errors.RequestError, match=name):
            RequestOptions(**{name: value})


def test_an_http_client_of_the_other_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"http_client takes an httpx2\.Client, not AsyncClient"):
        Client("https://shop.example", http_client=httpx2.AsyncClient())


@pytest.mark.parametrize(("method", "path"), [(5, "/V1/x"), ("GET", 5), ("GET", None)])
def test_a_route_that_is_no_text_is_refused(method: Any, path: Any) -> None:
    with Client("https://shop.example") as shop, pytest.raises(errors.RequestError, match="request"):
        shop.request(method, path)
