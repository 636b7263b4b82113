"""What Magento 1's SOAP and XML-RPC APIs answer: results and refusals."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.client.operation import ANY
from runtime.errors import NotFoundError, RateLimitError
from runtime.soap.dialects import Mode
from runtime.soap.operation import SoapOperation
from runtime.testing.answers import Refusal
from runtime.testing.server import Received
from runtime.testing.soap.server import SoapServer

from tests.runtime.testing.soap.models import Product
from tests.runtime.testing.soap.small_shop import (
    COUNTS,
    DELETE,
    INFO,
    LIST,
    OPERATIONS,
    RESET,
    TAGS,
    Client,
    ProductNotExists,
)
from tests.runtime.testing.soap.test_server import MODES, PRODUCTS, calling, told


@pytest.fixture
def server() -> SoapServer:
    """A server that nobody has logged in to."""
    return SoapServer(OPERATIONS)


def written(server: SoapServer, mode: Mode, operation: SoapOperation[Any], value: Any) -> Any:
    """What a client reads in the answer to a call with that result."""
    request, _ = calling(
        mode, operation, "s", **({} if operation in (RESET, TAGS, COUNTS) else {"productId": "7"})
    )
    received: Received[Any] = Received(server.methods[operation.id], operation, {}, None, request)
    answer = server.written(received, value)
    return operation.decode(answer.content, answer.content_type)


@pytest.mark.parametrize("mode", MODES)
def test_a_result_is_written_in_the_mode_of_the_request(server: SoapServer, mode: Mode) -> None:
    bag = Product(product_id="7", sku="A&B", price=3.5)
    assert written(server, mode, INFO, bag) == bag
    assert written(server, mode, INFO, {"sku": "A"}) == Product(sku="A")
    assert written(server, mode, DELETE, False) is False
    assert written(server, mode, COUNTS, [1, 2]) == [1, 2]
    assert written(server, mode, COUNTS, []) == []
    assert written(server, mode, RESET, None) is None
    with pytest.raises(TypeError, match=r"products\.info can't answer"):
        written(server, mode, INFO, {"price": "cheap"})


@pytest.mark.parametrize(
    ("mode", "name"), [("v2", "productResetResponse"), ("wsi", "productResetResponseParam")]
)
def test_the_element_of_an_answer_is_called_as_in_the_mode(server: SoapServer, mode: Mode, name: str) -> None:
    request, _ = calling(mode, RESET, "s")
    received: Received[Any] = Received(server.methods[RESET.id], RESET, {}, None, request)
    assert f"</ns1:{name}>".encode() in server.written(received, None).content


def test_null_is_an_empty_element(server: SoapServer) -> None:
    request, _ = calling("wsi", INFO, "s", productId="7")
    received: Received[Any] = Received(server.methods[INFO.id], INFO, {}, None, request)
    assert b"<result/>" in server.written(received, None).content


def test_items_without_a_wrapper_are_written_one_by_one(server: SoapServer) -> None:
    assert written(server, "wsi", TAGS, ["a", "b"]) == ["a", "b"]
    assert written(server, "wsi", TAGS, None) == []


def test_only_version_1_answers_with_more_than_is_declared(server: SoapServer) -> None:
    assert written(server, "v1", INFO, {"colour": "red"}).colour == "red"
    with pytest.raises(TypeError, match="'colour'"):
        written(server, "v2", INFO, {"colour": "red"})
    assert server.open_answers is True


def test_a_call_of_a_path_is_answered_by_a_call_and_a_method_by_its_name(server: SoapServer) -> None:
    for operation, name in ((DELETE, b"callResponse"), (COUNTS, b"countsResponse")):
        request, _ = calling("v1", operation, "s", **({"productId": "7"} if operation is DELETE else {}))
        received: Received[Any] = Received(server.methods[operation.id], operation, {}, None, request)
        assert name in server.written(received, True if operation is DELETE else [1]).content


@pytest.mark.parametrize("mode", MODES)
def test_a_refusal_is_a_fault_or_a_page(server: SoapServer, mode: Mode) -> None:
    request, _ = calling(mode, DELETE, "s", productId="7")
    assert told(server.refused(request, Refusal(404, "No %1", 7, code="101"))) == ("101", "No 7")
    for status in (429, 502, 503, 504):
        made = server.refused(request, Refusal(status, "Soon"))
        assert (made.status, made.content_type) == (status, "text/html; charset=utf-8")


def test_the_error_of_a_fault_is_known() -> None:
    server = SoapServer(OPERATIONS)
    assert server.error_of(DELETE, Refusal(404, code="101")) is ProductNotExists
    assert issubclass(server.error_of(DELETE, Refusal(404)), NotFoundError)
    assert server.error_of(DELETE, Refusal(429)) is RateLimitError


def test_results_and_entities_are_those_of_its_operations(server: SoapServer) -> None:
    assert (server.result_type(INFO), server.result_type(RESET)) == (Product, None)
    assert server.access(LIST) == (False, ())
    repository = server.repository(server.methods.of_resource(PRODUCTS), None)
    assert repository is not None
    assert (repository.kind.entity, repository.kind.key) == (Product, "product_id")
    api = Client("https://shop.example").api
    raw: Any = server.method_of(api.call).operation
    assert server.result_type(raw) is ANY
    assert [method.name for method in server.methods.of_resource(api)] == ["api.counts", "api.login"]
