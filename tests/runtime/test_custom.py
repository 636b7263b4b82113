"""Routes that the package does not know, against a real server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from runtime.client.options import RequestOptions
from runtime.errors import DecodeError, NotFoundError, RequestError
from runtime.search.criteria import SearchCriteria

from tests.runtime.server import Answer, Seen, Server, serving
from tests.runtime.shop import AsyncClient, Client, Product


def answer(seen: Seen) -> Answer:
    match seen.path.rpartition("/V1")[2]:
        case "/acme/products":
            return Answer([{"sku": "a"}, {"sku": "b"}])
        case "/acme/void":
            return Answer(b"")
        case "/acme/products/a%2Fb":
            return Answer({"sku": "a/b", "id": "7"})
    return Answer({"message": "Request does not match any route."}, 404)


def sent(server: Server) -> Seen:
    return server.seen[-1]


def test_a_route_is_called_in_the_store_of_the_client_and_of_the_call() -> None:
    with serving(answer) as server, Client(server.url, store="de") as shop:
        assert shop.request("get", "V1/acme/products/a%2Fb") == {"sku": "a/b", "id": "7"}
        assert (sent(server).method, sent(server).target) == ("GET", "/rest/de/V1/acme/products/a%2Fb")
        options = RequestOptions(store="all", fields=["sku"], extra_query={"x": 1})
        shop.request("GET", "/V1/acme/products", options=options)
        assert sent(server).target == "/rest/all/V1/acme/products?x=1&fields=sku"


def test_the_answer_is_typed_when_its_type_is_given() -> None:
    with serving(answer) as server, Client(server.url) as shop:
        product = shop.request("GET", "/V1/acme/products/a%2Fb", result=Product)
        assert isinstance(product, Product)
        assert product.id == 7
        assert [item.sku for item in shop.request("GET", "/V1/acme/products", result=list[Product])] == [
            "a",
            "b",
        ]
        raw = shop.with_raw_response(shop.request, "GET", "/V1/acme/products/a%2Fb", result=Product)
        assert raw.status == 200
        assert raw.parse() == product


def test_an_empty_answer_is_none_unless_a_type_was_expected() -> None:
    with serving(answer) as server, Client(server.url) as shop:
        assert shop.request("DELETE", "/V1/acme/void") is None
        with pytest.raises(DecodeError, match="DELETE /V1/acme/void"):
            shop.request("DELETE", "/V1/acme/void", result=Product)


def test_queries_and_bodies_are_written_as_for_known_routes() -> None:
    with serving(answer) as server, Client(server.url) as shop:
        criteria = SearchCriteria().where("sku", "eq", "a")
        shop.request(
            "GET", "/V1/acme/products", query={"searchCriteria": criteria, "deep": True, "ids": [1, 2]}
        )
        assert sent(server).query == [
            ("searchCriteria[filter_groups][0][filters][0][field]", "sku"),
            ("searchCriteria[filter_groups][0][filters][0][value]", "a"),
            ("searchCriteria[filter_groups][0][filters][0][condition_type]", "eq"),
            ("deep", "1"),
            ("ids[]", "1"),
            ("ids[]", "2"),
        ]
        assert sent(server).body == b""
        shop.request("GET", "/V1/acme/products", query=[("a", "1"), ("a", "2")])
        assert sent(server).query == [("a", "1"), ("a", "2")]
        shop.request("POST", "/V1/acme/products", body={"product": Product(sku="a"), "anything": None})
        assert sent(server).json == {"product": {"sku": "a"}, "anything": None}
        assert sent(server).headers["content-type"] == "application/json"


def test_a_refusal_names_the_route() -> None:
    with serving(answer) as server, Client(server.url) as shop:
        with pytest.raises(NotFoundError, match="GET /V1/acme/nothing: HTTP 404") as caught:
            shop.request("GET", "/V1/acme/nothing")
        assert "module is off" in str(caught.value)


@pytest.mark.parametrize(
    "path", ["", "/", "/V1/x?a=1", "/V1/x#a", "https://elsewhere.example/V1/x", "/V1/x/{id}"]
)
def test_what_is_no_route_is_refused(path: str) -> None:
    with serving(answer) as server, Client(server.url) as shop:
        with pytest.raises(RequestError, match="is no route"):
            shop.request("GET", path)
        assert server.seen == []


def test_the_async_client_calls_as_well() -> None:
    async def main(url: str) -> tuple[Any, Any, int]:
        async with AsyncClient(url) as shop:
            raw = await shop.with_raw_response(shop.request, "GET", "/V1/acme/products")
            return (
                await shop.request("GET", "/V1/acme/products/a%2Fb", result=Product),
                await shop.request("DELETE", "/V1/acme/void"),
                raw.status,
            )

    with serving(answer) as server:
        product, nothing, status = asyncio.run(main(server.url))
    assert (product.sku, nothing, status) == ("a/b", None, 200)
