"""Arguments and settings of the wrong kind: one error of ours before anything is sent."""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from importlib import import_module
from typing import Any

import httpx2
import pytest
from runtime import errors
from runtime.api2.options import RequestOptions as Api2Options
from runtime.client.base import CallSettings
from runtime.client.options import RequestOptions

from tests.runtime.server import Answer, serving
from tests.runtime.shop import AsyncClient, Client


def nested(depth: int) -> list[Any]:
    """Lists in one another: how many are too many depends on the Python."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


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


def test_a_closed_client_says_so() -> None:
    with serving(lambda seen: Answer({})) as server:
        shop = Client(server.url)
        shop.close()
        with pytest.raises(errors.RequestError, match="the client is closed"):
            shop.products.get(sku="a")

        async def run() -> None:
            closed = AsyncClient(server.url)
            await closed.close()
            with pytest.raises(errors.RequestError, match="the client is closed"):
                await closed.products.get(sku="a")

        asyncio.run(run())
        assert not server.seen


def test_half_a_character_is_refused_in_a_path_and_a_query() -> None:
    with serving(lambda seen: Answer({})) as server, Client(server.url) as shop:
        for call in (
            lambda: shop.products.get(sku="\ud800"),
            lambda: shop.request("GET", "/V1/\ud800"),
            lambda: shop.request("GET", "/V1/x", query={"a": "\ud800"}),
        ):
            with pytest.raises(errors.RequestError, match="no valid text: surrogates not allowed"):
                call()
        assert not server.seen


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
        ({"custom_attributes": {"a": nested(100_000)}}, r"POST /V1/acme/products: .* too deep"),
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
            r"GET /V1/acme/products/\{sku\}: store_id \(storeId\) must be a number, not 'abc'",
        ),
        (
            lambda shop: shop.acme_catalog.product_repository.get(sku="a", edit_mode="perhaps"),
            r"GET /V1/acme/products/\{sku\}: edit_mode \(editMode\) must be True or False",
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
            r"GET /V1/acme/categories/\{categoryId\}: category_id \(categoryId\) must be a number, not 'abc'",
        ),
        (
            lambda shop: shop.acme_catalog.category_repository.get(category_id=[1]),
            r"GET /V1/acme/categories/\{categoryId\}: category_id \(categoryId\) must be a number",
        ),
        (
            lambda shop: shop.acme_catalog.category_management.move(category_id=1, parent_id="x"),
            r"PUT /V1/acme/categories/\{categoryId\}/move: parent_id \(parentId\) must be a number, not 'x'",
        ),
        (
            lambda shop: shop.acme_catalog.category_repository.update(id="x", category={"name": "a"}),
            r"PUT /V1/acme/categories/\{id\}: id must be a number, not 'x'",
        ),
        (
            lambda shop: shop.bulk.acme_catalog.category_management.move(
                [{"category_id": "x", "parent_id": 1}]
            ),
            r"bulk PUT /V1/acme/categories/\{categoryId\}/move: item 0: category_id \(categoryId\) must be a number",
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
        *(("store", value) for value in (b"x", True, ["x"])),
        *(("event_hooks", value) for value in (5, {"x": []}, {"request": 5}, {"request": [5]}, [("a", [])])),
        *((name, "yes") for name in ("idempotent", "cloud_service")),
        *(("base_url", value) for value in (5, None, b"https://x")),
        *(("verify", value) for value in (5, object())),
    ],
)
def test_a_setting_that_can_not_be_meant_is_refused_when_it_is_given(name: str, value: Any) -> None:
    settings = {"base_url": "https://shop.example", name: value}
    with pytest.raises(errors.RequestError, match=f"{name}|address"):
        Client(settings.pop("base_url"), **settings)
    if name in CallSettings.__annotations__:
        with Client("https://shop.example") as shop, pytest.raises(errors.RequestError, match=name):
            shop.with_options(**{name: value})


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        *((RequestOptions, "timeout", value) for value in (0, "x", True)),
        *((RequestOptions, "max_retries", value) for value in (-1, "x")),
        *((RequestOptions, "store", value) for value in (b"x", True)),
        *((RequestOptions, "fields", value) for value in (5, "a]", ("items", [5]), {"a": 1}, [])),
        *((RequestOptions, "extra_query", value) for value in (5, "ab", [5], [(5, "x")], {5: "x"}, [("a",)])),
        *((RequestOptions, "extra_headers", value) for value in (5, {5: "x"})),
        *((RequestOptions, name, "yes") for name in ("allow_unknown_fields", "idempotent")),
        *((Api2Options, "format", value) for value in (5, "yaml")),
        *((Api2Options, "version", value) for value in ("x", 0, True)),
        (Api2Options, "timeout", 0),
    ],
)
def test_an_option_of_a_call_that_can_not_be_meant_is_refused_when_it_is_given(
    kind: Any, name: str, value: Any
) -> None:
    with pytest.raises(errors.RequestError, match=name):
        kind(**{name: value})


@pytest.mark.parametrize(
    "changes", [{"auth": 5}, {"proxy": "http://x"}, {"user_agent": "x"}, {"nonsense": 5}]
)
def test_what_with_options_can_not_change_is_refused_by_name(changes: dict[str, Any]) -> None:
    with Client("https://shop.example") as shop, pytest.raises(TypeError, match=next(iter(changes))):
        shop.with_options(**changes)


def test_an_http_client_of_the_other_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"http_client takes an httpx2\.Client, not AsyncClient"):
        Client("https://shop.example", http_client=httpx2.AsyncClient())
