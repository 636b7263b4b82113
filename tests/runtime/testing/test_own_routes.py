"""Routes that a test adds."""

from __future__ import annotations

import pytest
from runtime.client.operation import ANY
from runtime.rest.operation import RestOperation
from runtime.testing.own_routes import OwnRoutes

from tests.runtime.testing.small_shop import request

THING = RestOperation("GET", "/V1/things/{id}", result=lambda: ANY)
NEWEST = RestOperation("GET", "/V1/things/newest", result=lambda: ANY)
MADE = RestOperation("POST", "/V1/things", result=lambda: ANY)


@pytest.fixture
def routes() -> OwnRoutes[RestOperation[object]]:
    """Two routes."""
    routes: OwnRoutes[RestOperation[object]] = OwnRoutes()
    routes.add(THING)
    routes.add(MADE)
    return routes


def test_a_route_is_a_method_without_arguments_of_its_own() -> None:
    method = OwnRoutes[RestOperation[object]]().add(THING)
    assert (method.name, method.operation) == ("GET /V1/things/{id}", THING)
    assert (method.names, method.types, method.required) == ({}, {}, frozenset())


def test_a_request_is_read_with_its_variables_query_and_body(
    routes: OwnRoutes[RestOperation[object]],
) -> None:
    asked = request("GET", "/rest/V1/things/a%2Fb?x[]=1&x[]=2")
    received = routes.received(asked, ("V1", "things", "a%2Fb"), "german", lambda: {"a": 1})
    assert received is not None
    assert received.arguments == {"id": "a/b", "query": {"x": ["1", "2"]}, "body": {"a": 1}}
    assert (received.method.name, received.operation) == ("GET /V1/things/{id}", THING)
    assert (received.store, received.request, received.raw) == ("german", asked, None)


def test_another_request_is_left_alone_and_its_body_unread(routes: OwnRoutes[RestOperation[object]]) -> None:
    def unread() -> object:
        raise AssertionError

    for method, parts in (
        ("GET", ("V1", "things")),
        ("PUT", ("V1", "things", "7")),
        ("GET", ("V1", "things", "7", "parts")),
    ):
        assert routes.received(request(method, "/"), parts, None, unread) is None


def test_there_are_none_at_first() -> None:
    routes: OwnRoutes[RestOperation[object]] = OwnRoutes()
    assert routes.received(request("GET", "/"), ("V1", "things", "7"), None, dict) is None


def test_a_route_without_variables_goes_before(routes: OwnRoutes[RestOperation[object]]) -> None:
    routes.add(NEWEST)
    for part, operation in (("newest", NEWEST), ("7", THING)):
        received = routes.received(request("GET", "/"), ("V1", "things", part), None, dict)
        assert received is not None
        assert received.operation is operation


def test_a_route_that_is_added_again_counts(routes: OwnRoutes[RestOperation[object]]) -> None:
    again = RestOperation("POST", "/V1/things", result=lambda: ANY, access="anonymous")
    routes.add(again)
    received = routes.received(request("POST", "/"), ("V1", "things"), None, dict)
    assert received is not None
    assert received.operation is again
