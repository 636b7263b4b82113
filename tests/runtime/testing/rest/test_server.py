"""Magento 2's REST API from the shop's side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runtime.client.operation import ANY
from runtime.client.operation_index import OperationIndex
from runtime.client.resource import Resource
from runtime.http.messages import Request
from runtime.omit import OMIT
from runtime.rest.operation import RestOperation, body, path, query
from runtime.search.criteria import SearchCriteria
from runtime.testing.rest.server import RestServer
from runtime.testing.server import Received, Refused

from tests.runtime.shop import DELETE, GET, GET_LIST, ME, ORDER, SAVE, UPDATE, Product
from tests.runtime.testing.small_shop import OPERATIONS, request

JSON = "application/json"


@pytest.fixture
def server() -> RestServer:
    """The server of the small client."""
    return RestServer(OPERATIONS)


def asking(method: str, url: str, body: Any = OMIT, content_type: str = JSON, **headers: str) -> Request:
    """A request, with a body as JSON if one is given."""
    if body is OMIT:
        return request(method, url, b"", **headers)
    return request(method, url, json.dumps(body).encode(), content_type=content_type, **headers)


def read(server: RestServer, asked: Request) -> Received[Any]:
    """The call that a request is."""
    received = server.read(asked, asked.url.partition("example")[2].partition("?")[0])
    assert received is not None
    return received


@pytest.mark.parametrize(
    ("method", "url", "operation", "store", "arguments"),
    [
        ("GET", "/rest/V1/products/a%2Fb", GET, None, {"sku": "a/b"}),
        (
            "GET",
            "/rest/de/V1/products/A?editMode=1&storeId=7",
            GET,
            "de",
            {"sku": "A", "edit_mode": True, "store_id": 7},
        ),
        ("GET", "/rest/V1/products/A?edit_mode=0", GET, None, {"sku": "A", "edit_mode": False}),
        ("GET", "/rest/V1/products/A?tags[]=x&tags[]=y", GET, None, {"sku": "A", "tags": ["x", "y"]}),
        ("GET", "/rest/V1/products/A?sku=B", GET, None, {"sku": "A"}),
        ("DELETE", "/rest/all/V1/products/A", DELETE, "all", {"sku": "A"}),
        ("GET", "/rest/V1/customers/me?x=1", ME, None, {}),
    ],
)
def test_a_request_is_read(
    server: RestServer, method: str, url: str, operation: Any, store: str | None, arguments: dict[str, Any]
) -> None:
    asked = asking(method, url)
    received = read(server, asked)
    assert (received.operation, received.arguments) == (operation, arguments)
    assert (received.store, received.request, received.raw) == (store, asked, None)
    assert received.method is server.methods[operation.id]


def test_a_body_is_read(server: RestServer) -> None:
    received = read(
        server, asking("POST", "/rest/V1/products?saveOptions=1", {"product": {"Sku": 7, "price": "3.5"}})
    )
    assert received.operation is SAVE
    assert received.arguments == {"product": Product(sku="7", price=3.5), "save_options": True}


def test_a_body_goes_before_nothing_and_the_query_before_the_body(server: RestServer) -> None:
    sent = {"product": {}, "save_options": True}
    assert read(server, asking("POST", "/rest/V1/products", sent)).arguments["save_options"] is True
    received = read(server, asking("POST", "/rest/V1/products?save_options=0", sent))
    assert received.arguments["save_options"] is False


def test_the_body_of_a_reading_request_is_left_alone(server: RestServer) -> None:
    assert read(server, asking("GET", "/rest/V1/products/A", {"storeId": 7})).arguments == {"sku": "A"}


def test_a_variable_of_the_path_is_put_into_the_only_object_of_the_body(server: RestServer) -> None:
    received = read(server, asking("PUT", "/rest/V1/products/A", {"product": {"sku": "B", "name": "x"}}))
    assert received.operation is UPDATE
    assert received.arguments == {"product": Product(sku="A", name="x"), "sku": "A"}
    several = {"product": {"sku": "B"}, "more": 1}
    assert read(server, asking("PUT", "/rest/V1/products/A", several)).arguments["product"] == Product(
        sku="B"
    )
    other = {"produkt": {"sku": "B"}}
    with pytest.raises(Refused, match="is required"):
        read(server, asking("PUT", "/rest/V1/products/A", other))


def test_search_criteria_are_read_and_must_be_there(server: RestServer) -> None:
    received = read(server, asking("GET", "/rest/V1/products?searchCriteria[pageSize]=2"))
    assert received.operation is GET_LIST
    assert received.arguments == {"search_criteria": SearchCriteria(page_size=2)}
    assert read(server, asking("GET", "/rest/V1/products?searchCriteria=")).arguments == {
        "search_criteria": SearchCriteria()
    }
    with pytest.raises(Refused, match=r"^products\.get_list: ") as refused:
        read(server, asking("GET", "/rest/V1/products"))
    assert json.loads(refused.value.answer.content) == {
        "message": '"%fieldName" is required. Enter and try again.',
        "parameters": {"fieldName": "searchCriteria"},
    }
    assert refused.value.answer.status == 400


NEAR: RestOperation[None] = RestOperation(
    "GET", "/V1/near/{place}", (path("place", received=False), query("lat", float), query("lon", float))
)
PLACE = (path("place", into="product.name"), path("sku", received=False), body("product", lambda: Product))
MOVE: RestOperation[None] = RestOperation("PUT", "/V1/near/{place}/{sku}", PLACE)
ADD: RestOperation[None] = RestOperation("POST", "/V1/near/{place}/{sku}", PLACE)
NOTE: RestOperation[None] = RestOperation("PATCH", "/V1/near", (body("note"),))


class Finder(Resource):
    def near(self, *, place: str, lat: float, lon: float) -> None:
        return self._call(NEAR, {"place": place, "lat": lat, "lon": lon}, None)

    def move(self, *, place: str, sku: str, product: Product) -> None:
        return self._call(MOVE, {"place": place, "sku": sku, "product": product}, None)

    def add(self, *, place: str, sku: str, product: Product) -> None:
        return self._call(ADD, {"place": place, "sku": sku, "product": product}, None)

    def note(self, *, note: str) -> None:
        return self._call(NOTE, {"note": note}, None)


PLACES: OperationIndex[RestOperation[Any]] = OperationIndex(
    "tests.runtime.testing.rest",
    {
        each.id: f"test_server.{name}"
        for name, each in {"NEAR": NEAR, "MOVE": MOVE, "ADD": ADD, "NOTE": NOTE}.items()
    },
)


def test_only_a_put_has_variables_of_its_path_put_into_its_body() -> None:
    server = RestServer(PLACES)
    for method, name in (("PUT", "Rome"), ("POST", "x")):
        received = read(server, asking(method, "/rest/V1/near/Rome/A", {"product": {"name": "x"}}))
        assert received.arguments["product"] == Product(name=name)
    with pytest.raises(Refused, match="is required"):
        read(server, asking("PUT", "/rest/V1/near/Rome/A", {"note": "x"}))


def test_a_patch_has_a_body() -> None:
    received = read(RestServer(PLACES), asking("PATCH", "/rest/V1/near", {"note": 7}))
    assert received.arguments == {"note": "7"}


def test_several_that_are_missing_are_told_together() -> None:
    server = RestServer(PLACES)
    with pytest.raises(Refused, match=r"^finder\.near: One or more input exceptions") as refused:
        read(server, asking("GET", "/rest/V1/near/Rome"))
    told = json.loads(refused.value.answer.content)
    assert told["message"] == "One or more input exceptions have occurred."
    assert [error["parameters"] for error in told["errors"]] == [{"fieldName": "lat"}, {"fieldName": "lon"}]
    assert {error["message"] for error in told["errors"]} == {
        '"%fieldName" is required. Enter and try again.'
    }
    received = read(server, asking("GET", "/rest/V1/near/Rome?lat=1&lon=2.5"))
    assert received.arguments == {"place": "Rome", "lat": 1.0, "lon": 2.5}


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        (
            asking("POST", "/rest/V1/products", {"product": {"colour": 1}}),
            500,
            'Property "Colour" does not have',
        ),
        (
            asking("POST", "/rest/V1/products", {"product": {"price": "x"}}),
            400,
            'Error occurred during "price"',
        ),
        (asking("GET", "/rest/V1/products/A?storeId=x"), 400, 'The "x" value\'s type is invalid'),
        (asking("POST", "/rest/V1/products", ["product"]), 400, '"%fieldName" is required'),
        (asking("POST", "/rest/V1/products"), 400, '"%fieldName" is required'),
        (asking("POST", "/rest/V1/products", {}, "text/plain"), 400, "Server cannot understand Content-Type"),
        (request("POST", "/rest/V1/products", b"{}"), 400, "Server cannot understand Content-Type"),
        (request("POST", "/rest/V1/products", b"{", content_type=JSON), 400, "Decoding error: Syntax error."),
    ],
)
def test_what_magento_refuses_is_refused(
    server: RestServer, asked: Request, status: int, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(server, asked)
    assert refused.value.answer.status == status
    assert json.loads(refused.value.answer.content)["message"].startswith(message)


@pytest.mark.parametrize("named", [{"content_type": "text/plain"}, {}])
def test_a_content_type_that_is_not_known_is_told(server: RestServer, named: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        read(server, request("POST", "/rest/V1/products", b"{}", **named))
    told = json.loads(refused.value.answer.content)
    assert told["parameters"] == [named.get("content_type", "")]


def test_a_content_type_may_say_more(server: RestServer) -> None:
    asked = asking("POST", "/rest/V1/products", {"product": {}}, "application/json; charset=utf-8")
    assert read(server, asked).arguments == {"product": Product()}


@pytest.mark.parametrize(
    ("method", "where"),
    [
        ("GET", "/soap/default"),
        ("GET", "/V1/products/A"),
        ("POST", "/rest/V1/products/A"),
        ("GET", "/rest/V1/produkts"),
        ("POST", "/rest/async/V1/products"),
        ("POST", "/rest/async/bulk/V1/products"),
    ],
)
def test_what_is_no_call_is_left_to_others(server: RestServer, method: str, where: str) -> None:
    assert server.read(request(method, where), where) is None


def test_a_route_of_ones_own_goes_before(server: RestServer) -> None:
    method = server.custom("put", "/V1/products/{sku}")
    assert method.name == "PUT /V1/products/{sku}"
    received = read(server, asking("PUT", "/rest/de/V1/products/A?x=1", [1]))
    assert received.arguments == {"sku": "A", "query": {"x": "1"}, "body": [1]}
    assert (received.store, server.result_type(received.operation)) == ("de", ANY)
    assert read(server, asking("PUT", "/rest/V1/products/A")).arguments["body"] is None


def test_who_may_call_is_told_by_the_operation(server: RestServer) -> None:
    assert server.access(GET) == (True, ("Magento_Catalog::products",))
    assert server.access(ME) == (True, ())
    anyone: RestOperation[Any] = RestOperation("GET", "/V1/a", access="anonymous")
    assert server.access(anyone) == (False, ())


def test_results_have_the_types_of_their_operations(server: RestServer) -> None:
    assert (server.result_type(GET), server.result_type(ORDER)) == (Product, int)
    assert server.result_type(RestOperation("GET", "/V1/a")) is None
