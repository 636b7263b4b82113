"""What every protocol's server has, unless it has something else."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.auth.credentials import BearerToken
from runtime.errors import NotFoundError
from runtime.http.messages import Request
from runtime.rest.operation import RestOperation
from runtime.testing.answers import Answer, Refusal
from runtime.testing.server import Received, Refused, Server

from tests.runtime.shop import DELETE, GET, GET_LIST, Client, Product, ProductList
from tests.runtime.testing.small_shop import OPERATIONS, URL, request

PRODUCTS = Client(URL).products


class Least(Server[RestOperation[Any]]):
    """A server that has only what it must."""

    def read(self, request: Request, path: str) -> None:
        return None

    def written(self, received: Received[Any], value: Any) -> Answer:
        return Answer()

    def refused(self, request: Request, refusal: Refusal) -> Answer:
        return Answer(status=refusal.status)

    def result_type(self, operation: RestOperation[Any]) -> Any:
        return None if operation.result is None else operation.result()


SERVER = Least(OPERATIONS)


def test_methods_are_those_of_its_operations() -> None:
    assert SERVER.operations is OPERATIONS
    assert SERVER.method_of(PRODUCTS.get).operation is GET
    assert SERVER.methods["GET /V1/products/{sku}"].name == "products.get"
    with pytest.raises(TypeError, match="is no method of a resource"):
        SERVER.method_of(print)


def test_it_knows_nobody_and_lets_anyone_call() -> None:
    assert SERVER.default_auth is None
    assert SERVER.access(GET) == (False, ())
    SERVER.know(BearerToken("token"))
    SERVER.expire()
    assert SERVER.access(GET) == (False, ())


def test_nothing_stands_beside_its_operations() -> None:
    assert SERVER.special(request("GET", "/"), "/", lambda received: Answer()) is None
    with pytest.raises(TypeError, match="has no routes of one's own"):
        SERVER.custom("GET", "/V1/things")


def test_its_answers_have_the_fields_of_their_types() -> None:
    assert SERVER.open_answers is False


def test_results_are_found_by_the_names_of_methods() -> None:
    methods = SERVER.methods.of_resource(PRODUCTS)
    types = SERVER.result_types(methods)
    assert types["products.get"] is Product
    assert types["products.get_list"] is ProductList
    assert types["products.delete"] is bool
    assert set(types) == {method.name for method in methods}


def test_repositories_are_those_of_magento_2() -> None:
    methods = SERVER.methods.of_resource(PRODUCTS)
    repository = SERVER.repository(methods, None)
    assert repository is not None
    assert (repository.kind.entity, repository.kind.key) == (Product, "sku")
    other = SERVER.repository(methods, "name")
    assert other is not None
    assert other.kind.key == "name"
    assert SERVER.repository([SERVER.methods[DELETE.id]], None) is None


def test_errors_are_known_by_their_statuses() -> None:
    assert SERVER.error_of(GET, Refusal(404)) is NotFoundError


def test_what_is_made_up_stays_so() -> None:
    received: Received[Any] = Received(SERVER.methods[GET_LIST.id], GET_LIST, {}, None, request("GET", "/"))
    assert SERVER.made_up(received, "text") == "text"
    assert received.raw is None


def test_what_the_server_refuses_by_itself_has_an_answer_and_a_reason() -> None:
    refused = Refused(Answer(status=400), "products.get: sku is missing")
    assert refused.answer.status == 400
    assert str(refused) == "products.get: sku is missing"
