"""Asynchronous and bulk requests, and questions about jobs, as Magento 2's REST API reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from runtime.http.messages import Request
from runtime.testing.answers import Answer, Outcome
from runtime.testing.rest.server import RestServer
from runtime.testing.server import Received

from tests.runtime.shop import Product
from tests.runtime.testing.rest.test_server import PLACES, asking
from tests.runtime.testing.small_shop import OPERATIONS, request


@pytest.fixture
def server() -> RestServer:
    """The server of the small client."""
    return RestServer(OPERATIONS)


def special(server: RestServer, asked: Request, seen: list[Any]) -> Any:
    """What stands beside the operations; `seen` gets the calls that are carried out."""

    def take(received: Received[Any]) -> Outcome:
        seen.append((received.method.name, received.arguments, received.store))
        return Answer(content=b"1")

    return server.special(asked, asked.url.partition("example")[2].partition("?")[0], take)


def test_a_bulk_request_is_carried_out_item_by_item(server: RestServer) -> None:
    seen: list[Any] = []
    items = [{"product": {"sku": "A"}}, {"product": {"price": "x"}}, {"product": {"sku": "B"}}]
    answer = special(server, asking("POST", "/rest/all/async/bulk/V1/products", items), seen)
    assert answer.status == 202
    assert seen == [
        ("products.save", {"product": Product(sku="A")}, "all"),
        ("products.save", {"product": Product(sku="B")}, "all"),
    ]
    rejected = json.loads(answer.content)["request_items"][1]
    assert rejected["status"] == "rejected"
    assert rejected["error_message"].startswith('products.save: Error occurred during "price"')


def test_a_bulk_route_names_its_variables(server: RestServer) -> None:
    seen: list[Any] = []
    items = [{"product": {"sku": "A"}}, {"sku": "B", "product": {"name": "x"}}]
    special(server, asking("PUT", "/rest/async/bulk/V1/products/bySku", items), seen)
    assert [arguments for _, arguments, _ in seen] == [
        {"product": Product(sku="A")},
        {"product": Product(name="x"), "sku": "B"},
    ]
    assert special(server, asking("PUT", "/rest/async/bulk/V1/products/A", items), seen) is None


def test_an_asynchronous_request_has_its_variables_in_the_path(server: RestServer) -> None:
    seen: list[Any] = []
    special(server, asking("PUT", "/rest/async/V1/products/A", {"product": {"name": "x"}}), seen)
    special(server, asking("DELETE", "/rest/async/V1/products/A"), seen)
    assert seen == [
        ("products.update", {"product": Product(name="x", sku="A"), "sku": "A"}, None),
        ("products.delete", {"sku": "A"}, None),
    ]


def test_only_a_put_has_variables_of_its_path_put_into_its_body() -> None:
    for method, name in (("PUT", "Rome"), ("POST", "x")):
        seen: list[Any] = []
        asked = asking(method, "/rest/async/V1/near/Rome/A", {"product": {"name": "x"}})
        special(RestServer(PLACES), asked, seen)
        assert [arguments["product"] for _, arguments, _ in seen] == [Product(name=name)]


def test_a_job_can_be_asked_about(server: RestServer) -> None:
    answer = special(server, asking("POST", "/rest/async/V1/products", {"product": {}}), [])
    uuid = json.loads(answer.content)["bulk_uuid"]
    status = special(server, request("GET", f"/rest/all/V1/bulk/{uuid}/status"), [])
    assert json.loads(status.content)["operation_count"] == 1
    assert special(server, request("POST", f"/rest/V1/bulk/{uuid}/status"), []) is None
    missing = special(server, request("GET", "/rest/V1/bulk/none/status"), [])
    assert (missing.status, json.loads(missing.content)["parameters"]["fieldValue"]) == (404, "none")


@pytest.mark.parametrize("where", ["/soap/default", "/rest/V1/products", "/rest/async/V1/produkts"])
def test_nothing_else_stands_beside_the_operations(server: RestServer, where: str) -> None:
    assert special(server, request("POST", where), []) is None
