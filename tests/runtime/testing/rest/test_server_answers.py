"""What Magento 2's REST API answers: results and refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runtime.rest.operation import RestOperation
from runtime.testing.answers import Answer, Refusal
from runtime.testing.rest.server import RestServer
from runtime.testing.server import Received

from tests.runtime.shop import GET, GET_LIST, ORDER, Product, ProductList
from tests.runtime.testing.small_shop import OPERATIONS, request


@pytest.fixture
def server() -> RestServer:
    """The server of the small client."""
    return RestServer(OPERATIONS)


def written(server: RestServer, operation: Any, value: Any, url: str = "/", **headers: str) -> Answer:
    """The answer to a call with that result."""
    method = server.methods[operation.id]
    return server.written(Received(method, operation, {}, None, request("GET", url, b"", **headers)), value)


def test_a_result_is_written_in_the_form_that_is_accepted(server: RestServer) -> None:
    bag = Product(sku="A", price=3)
    assert written(server, GET, bag) == Answer(content=b'{"sku":"A","price":3.0}')
    assert written(server, GET, None).content == b"[]"
    answer = written(server, GET, bag, accept="application/xml")
    assert answer.content_type == "application/xml; charset=utf-8"
    assert b"<sku>A</sku>" in answer.content
    nobody = written(server, GET, bag, accept="text/csv")
    assert (nobody.status, nobody.content_type) == (500, "text/html; charset=utf-8")
    assert nobody.content.startswith(b"Server cannot match any of the given Accept HTTP header")
    with pytest.raises(TypeError, match=r"products\.get can't answer with"):
        written(server, GET, {"skuu": "A"})


def test_only_the_fields_that_are_asked_for_are_written(server: RestServer) -> None:
    bag = Product(sku="A", name="x", price=3)
    assert written(server, GET, bag, "/?fields=sku,price").content == b'{"sku":"A","price":3.0}'
    assert written(server, GET, bag, "/?fields=").content == b'{"sku":"A","name":"x","price":3.0}'
    assert written(server, GET, bag, "/?fields[]=sku").content == b'{"sku":"A","name":"x","price":3.0}'
    page = ProductList(items=[bag], total_count=1)
    assert written(server, GET_LIST, page, "/?fields=items[sku]").content == b'{"items":[{"sku":"A"}]}'
    assert written(server, ORDER, 7, "/?fields=sku").content == b"7"


def test_of_each_entry_of_a_list_only_those_fields_are_written(server: RestServer) -> None:
    products: RestOperation[Any] = RestOperation("GET", "/V1/products/{sku}", result=lambda: list[Product])
    received: Received[Any] = Received(
        server.methods[GET.id], products, {}, None, request("GET", "/?fields=sku")
    )
    entries = [Product(sku="A", price=3), Product(sku="B")]
    assert server.written(received, entries).content == b'[{"sku":"A"},{"sku":"B"}]'
    assert server.written(received, []).content == b"[]"


def test_a_refusal_is_written_with_all_that_it_says(server: RestServer) -> None:
    refusal = Refusal(400, "Bad %1", "x", code=7, errors=["plain", ("no %f", {"f": 1})], retry_after=3)
    answer = server.refused(request("GET", "/"), refusal)
    assert (answer.status, answer.headers) == (400, {"Retry-After": "3"})
    assert json.loads(answer.content) == {
        "message": "Bad %1",
        "errors": [{"message": "plain", "parameters": []}, {"message": "no %f", "parameters": {"f": 1}}],
        "code": 7,
        "parameters": ["x"],
    }
    assert json.loads(server.refused(request("GET", "/"), Refusal(404, "No", code=0)).content) == {
        "message": "No",
        "code": 0,
    }
    xml = server.refused(request("GET", "/", accept="text/xml"), Refusal(404, "No"))
    assert b"<message>No</message>" in xml.content
    assert xml.content_type == "application/xml; charset=utf-8"
    nobody = server.refused(request("GET", "/", accept="text/csv"), Refusal(404, "No"))
    assert (nobody.status, nobody.content, nobody.content_type) == (
        404,
        b"",
        "application/json; charset=utf-8",
    )
