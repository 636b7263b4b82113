"""Addresses of shops and routes: which are understood, which are refused, and those of the cloud service."""

from __future__ import annotations

from typing import Any

import pytest
from runtime import errors
from runtime.auth.credentials import BearerToken, ImsServerToServer
from runtime.http.exchange import Core, CoreOptions

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import Client

SECRET = "S3CRET"


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


@pytest.mark.parametrize(("method", "path"), [(5, "/V1/x"), ("GET", 5), ("GET", None)])
def test_a_route_that_is_no_text_is_refused(method: Any, path: Any) -> None:
    with Client("https://shop.example") as shop, pytest.raises(errors.RequestError, match="request"):
        shop.request(method, path)


@pytest.mark.parametrize(
    "url",
    ["", "shop.example", "ftp://shop.example", "https://", "https://x/?a=1", "https://x:y", "http://[x"],
)
def test_a_base_url_must_be_a_web_address(url: str) -> None:
    with pytest.raises(errors.RequestError, match="no address of a shop"):
        Core(CoreOptions(base_url=url), None)


def test_a_password_in_the_base_url_is_refused_and_not_shown() -> None:
    with pytest.raises(errors.RequestError, match="holds a password") as caught:
        Core(CoreOptions(base_url="https://user:hush@shop.example"), None)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("end", ["all/V1", "default", "default/", "fr_store/V1/"])
def test_a_store_in_the_base_url_is_refused(end: str) -> None:
    with pytest.raises(errors.RequestError, match="names a store"):
        Core(CoreOptions(base_url=f"https://shop.example/rest/{end}"), None)


def test_a_base_url_may_have_a_path() -> None:
    for end in ("", "/", "/rest", "/rest/", "/rest/V1", "/rest/V1/"):
        url = f"https://x.example/shop{end}"
        core = Core(CoreOptions(base_url=url), None)
        assert core.url("/rest/V1/a") == "https://x.example/shop/rest/V1/a"
