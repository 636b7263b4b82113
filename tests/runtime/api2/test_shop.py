"""The generated client against a shop in a process of its own: OAuth, paging, both formats, errors."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from types import ModuleType
from typing import Any

import pytest

from codegen.shop.oauth import Consumer, OAuthFlow, Token
from tests.runtime.api2.shop_server import CONSUMER_KEY, CONSUMER_SECRET


def consent(address: str) -> str:
    """What a user does in the browser: agree, and read the verifier."""
    with urllib.request.urlopen(address) as page:
        text: str = page.read().decode()
    return text


def token_of(url: str, method: Any = "HMAC-SHA1") -> Token:
    """A token that the shop's administrator gave."""
    consumer = Consumer(key=CONSUMER_KEY, secret=CONSUMER_SECRET, signature_method=method)
    flow = OAuthFlow(url, consumer)
    request = flow.request_token()
    return flow.access_token(request, consent(flow.authorization_url(request, "admin")))


def admin_of(package: ModuleType, url: str, method: str = "HMAC-SHA1") -> Any:
    """Credentials of the shop's administrator."""
    token = token_of(url, method)
    return package.OAuth1(CONSUMER_KEY, CONSUMER_SECRET, token.token, token.secret, signature_method=method)


def requests_of(url: str) -> list[str]:
    """What the shop was asked, with the query decoded no further than it came."""
    with urllib.request.urlopen(f"{url}/requests") as page:
        seen: list[str] = json.loads(page.read())
    return [line for line in seen if "/api/rest" in line]


@pytest.mark.parametrize("shop_url", [0, 1, 99, 100, 101, 200, 250], indirect=True)
def test_iterators_end(shop_package: ModuleType, shop_url: str, request: pytest.FixtureRequest) -> None:
    count = request.node.callspec.params["shop_url"]
    with shop_package.Client(shop_url) as shop:
        numbers = [product.entity_id for product in shop.products.iter()]
        assert numbers == [str(number) for number in range(1, count + 1)]
        pages = [len(page) for page in shop.products.iter_pages(limit=30)]
    assert sum(pages) == count
    assert all(size == 30 for size in pages[:-1])
    assert len(requests_of(shop_url)) <= count // 100 + count // 30 + 3


@pytest.mark.parametrize("shop_url", [120], indirect=True)
def test_async_iterators_end(shop_package: ModuleType, shop_url: str) -> None:
    async def walk() -> tuple[list[str], list[int]]:
        async with shop_package.AsyncClient(shop_url, response_format="xml") as shop:
            numbers = [product.entity_id async for product in shop.products.iter(limit=40)]
            return numbers, [len(page) async for page in shop.products.iter_pages()]

    numbers, pages = asyncio.run(walk())
    assert numbers == [str(number) for number in range(1, 121)]
    assert pages == [100, 20]


def test_an_iterator_refuses_a_limit_that_no_page_holds(shop_package: ModuleType, shop_url: str) -> None:
    with shop_package.Client(shop_url) as shop, pytest.raises(shop_package.RequestError, match="1 to 100"):
        next(shop.products.iter(limit=101))
    with shop_package.Client(shop_url) as shop, pytest.raises(shop_package.BadRequestError, match="exceeds"):
        shop.products.list(limit=101)


@pytest.mark.parametrize("method", ["HMAC-SHA1", "PLAINTEXT"])
@pytest.mark.parametrize("response_format", ["json", "xml"])
def test_an_entry_from_creation_to_deletion(
    shop_package: ModuleType, shop_url: str, response_format: str, method: str
) -> None:
    auth = admin_of(shop_package, shop_url, method)
    with shop_package.Client(shop_url, auth=auth, response_format=response_format) as shop:
        number = shop.products.create({"sku": "N-1 & ü", "name": "New <thing>", "colour": "red"})
        assert number == "4"
        product = shop.products.get(id=number)
        assert (product.sku, product.name, product.colour) == ("N-1 & ü", "New <thing>", "red")
        shop.products.update(shop_package.models.acme_catalog.Product(name="Newer"), id=number)
        assert shop.products.get(id=number).name == "Newer"
        assert shop.products.delete(id=number) is None
        with pytest.raises(shop_package.NotFoundError, match="Resource not found"):
            shop.products.get(id=number)


def test_requests_with_filters_are_signed_as_the_shop_reads_them(
    shop_package: ModuleType, shop_url: str
) -> None:
    with shop_package.Client(shop_url, auth=admin_of(shop_package, shop_url)) as shop:
        filters = (
            shop_package.Filters().where("name", "like", "Prod%+&=é ~*").where("entity_id", "in", [1, 2])
        )
        assert len(shop.products.list(filters=filters, order="name", dir="dsc", attrs=["sku", "name"])) == 3
    assert requests_of(shop_url)[-1].endswith("&attrs=sku%2Cname")


@pytest.mark.parametrize("response_format", ["json", "xml"])
def test_refusals(shop_package: ModuleType, shop_url: str, response_format: str) -> None:
    guest = shop_package.Client(shop_url, response_format=response_format)
    with guest, pytest.raises(shop_package.PermissionDeniedError, match="The guest's role lacks this"):
        guest.products.delete(id=1)
    wrong = shop_package.OAuth1(CONSUMER_KEY, CONSUMER_SECRET, "t" * 32, "x" * 32)
    shop = shop_package.Client(shop_url, auth=wrong, response_format=response_format)
    with shop, pytest.raises(shop_package.AuthenticationError, match="magento-codegen oauth") as caught:
        shop.products.get(id=1)
    assert caught.value.code == "token_rejected"


def test_a_client_changes_format_and_keeps_its_connections(shop_package: ModuleType, shop_url: str) -> None:
    with shop_package.Client(shop_url) as shop:
        in_xml = shop.with_options(response_format="xml")
        assert in_xml.products.get(id=1) == shop.products.get(id=1)
        assert "xml" in in_xml.with_raw_response(in_xml.products.get, id=1).headers["content-type"]
        assert "json" in shop.with_raw_response(shop.products.get, id=1).headers["content-type"]
        options = shop_package.RequestOptions(format="json")
        raw = in_xml.with_raw_response(in_xml.products.get, id=1, options=options)
        assert "json" in raw.headers["content-type"]
        kept = in_xml.with_options(timeout=5.0, headers={"X-Trace": "1"})
        assert "xml" in kept.with_raw_response(kept.products.get, id=1).headers["content-type"]


def test_the_address_of_the_api_will_do(shop_package: ModuleType, shop_url: str) -> None:
    with shop_package.Client(f"{shop_url}/api/rest/") as shop:
        assert shop.products.get(id=2).sku == "SKU-0002"


def test_stores_choose_the_route(shop_package: ModuleType, shop_url: str) -> None:
    with shop_package.Client(shop_url, store="de") as shop:
        for call in (
            lambda: shop.products.get(id=1),
            lambda: shop.products.get(id=1, store="fr"),
            lambda: shop.products.list(category_id=7),
            lambda: shop.orders.get(id=1),
        ):
            with pytest.raises(shop_package.ApiError):
                call()
        with pytest.raises(shop_package.RequestError, match="no route for a store"):
            shop.orders.get(id=1, options=shop_package.RequestOptions(store="de"))
        with pytest.raises(shop_package.RequestError, match="no route takes category_id, store"):
            shop.products.list(category_id=7, store="de")
    paths = [line.split()[1].removeprefix("/api/rest") for line in requests_of(shop_url)]
    assert paths == ["/products/1/store/de", "/products/1/store/fr", "/products/category/7", "/orders/1"]


def test_fields_that_no_role_writes_are_refused(shop_package: ModuleType, shop_url: str) -> None:
    with shop_package.Client(shop_url) as shop:
        with pytest.raises(shop_package.RequestError, match="no role may write created_at, entity_id"):
            shop.products.update({"entity_id": 7, "created_at": "now", "name": "x"}, id=1)
        with pytest.raises(shop_package.RequestError, match=r"data\[1\]: no role may write product_id"):
            shop.shelf_entries.update_many([{"entry_id": 1, "qty": 2}, {"product_id": 1}])
        with pytest.raises(shop_package.RequestError, match="takes a list of entries"):
            shop.shelf_entries.update_many({"entry_id": 1})
        with pytest.raises(shop_package.RequestError, match="takes one entry"):
            shop.products.create([{"sku": "A"}])
    assert requests_of(shop_url) == []


def test_a_proxy_that_drops_the_port_is_the_cause_that_is_named(
    shop_package: ModuleType, shop_url: str
) -> None:
    """REST is signed with the port; a shop that sees another host computes another signature."""
    auth = admin_of(shop_package, shop_url)
    with shop_package.Client(shop_url, auth=auth) as shop:
        assert shop.products.get(id=1).sku == "SKU-0001"
    with (
        shop_package.Client(shop_url, auth=auth, headers={"Host": "127.0.0.1"}) as shop,
        pytest.raises(shop_package.AuthenticationError, match="a proxy must hand on Host with it") as caught,
    ):
        shop.products.get(id=1)
    assert caught.value.code == "signature_invalid"
