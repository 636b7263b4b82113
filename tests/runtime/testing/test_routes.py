"""From paths to operations."""

from __future__ import annotations

import pytest
from runtime.testing.routes import Address, Routes, address

ROUTES = Routes(
    [
        "GET /V1/products/{sku}",
        "GET /V1/products/types",
        "PUT /V1/products/{sku}",
        "GET /V1/a/{b}/{c}",
        "GET /V1/a/b/{c}",
    ]
)


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("/rest/V1/products", Address(None, "", ("V1", "products"))),
        ("/rest/de/V1/products", Address("de", "", ("V1", "products"))),
        ("/rest/a%20b/V1/products", Address("a b", "", ("V1", "products"))),
        ("/rest/async/V1/products", Address(None, "async", ("V1", "products"))),
        ("/rest/all/async/bulk/V1/products", Address("all", "bulk", ("V1", "products"))),
        ("/soap/default", None),
        ("/", None),
    ],
)
def test_an_address_is_taken_apart(path: str, read: Address | None) -> None:
    assert address(path) == read


@pytest.mark.parametrize(
    ("method", "path", "id", "variables"),
    [
        ("GET", "V1/products/A", "GET /V1/products/{sku}", {"sku": "A"}),
        ("GET", "V1/products/a%2Fb%20c+d", "GET /V1/products/{sku}", {"sku": "a/b c d"}),
        ("GET", "V1/products/types", "GET /V1/products/types", {}),
        ("PUT", "V1/products/types", "PUT /V1/products/{sku}", {"sku": "types"}),
        ("GET", "V1/a/b/3", "GET /V1/a/b/{c}", {"c": "3"}),
    ],
)
def test_the_route_with_the_fewest_variables_is_found(
    method: str, path: str, id: str, variables: object
) -> None:
    match = ROUTES.find(method, tuple(path.split("/")))
    assert match is not None
    assert (match.id, match.variables) == (id, variables)


def test_other_paths_are_no_routes() -> None:
    assert ROUTES.find("GET", ("V1", "products")) is None
    assert ROUTES.find("DELETE", ("V1", "products", "A")) is None
    assert ROUTES.methods(("V1", "products", "A")) == ["GET", "PUT"]


def test_a_bulk_route_names_its_variables() -> None:
    match = ROUTES.find("PUT", ("V1", "products", "bySku"), bulk=True)
    assert match is not None
    assert (match.id, match.variables) == ("PUT /V1/products/{sku}", {})
    assert ROUTES.find("PUT", ("V1", "products", "A"), bulk=True) is None
