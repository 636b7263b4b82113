"""What a test is told of calls that nothing is set up for."""

from __future__ import annotations

from runtime.http.messages import Request
from runtime.testing.calls import Call
from runtime.testing.unexpected import unexpected_call, unexpected_request

REQUEST = Request(method="GET", url="https://shop.example/rest/V1/produkts")


def test_a_call_names_the_client_that_there_is() -> None:
    call = Call("catalog.product_repository.get", "GET /V1/products/{sku}", {"sku": "A" * 400}, None, REQUEST)
    lines = str(unexpected_call(call, [], "shop.async_client")).splitlines()
    assert lines[1:] == [
        "Nothing is set up at all.",
        "To set it up: shop.on(shop.async_client.catalog.product_repository.get).returns(...)",
    ]
    assert len(lines[0]) < 420


def test_a_request_names_routes_that_are_near() -> None:
    error = unexpected_request(
        REQUEST, "/V1/produkts", ["GET /V1/products", "POST /V1/carts/mine/items"], "no such route"
    )
    assert str(error).splitlines() == [
        "GET https://shop.example/rest/V1/produkts was sent: no such route.",
        "Near to it are:",
        "    GET /V1/products",
    ]
    assert "Near" not in str(
        unexpected_request(REQUEST, "/x", ["POST /V1/carts/mine/items"], "no such route")
    )
