"""Messages call an argument what the method calls it, and say its name on the wire where that differs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from runtime.client.arguments import in_python, shown


@pytest.mark.parametrize(
    ("wire_name", "name"),
    [
        ("sku", "sku"),
        ("storeId", "store_id"),
        ("customerID", "customer_id"),
        ("URLKey", "url_key"),
        ("page2Size", "page2_size"),
        ("already_there", "already_there"),
    ],
)
def test_a_wire_name_in_snake_case(wire_name: str, name: str) -> None:
    assert in_python(wire_name) == name
    assert shown(name, wire_name) == (name if name == wire_name else f"{name} ({wire_name})")


@pytest.mark.parametrize("package", ["acme_store", "acme_store_soap", "legacy_shop"])
def test_every_argument_is_known_by_the_name_that_its_method_has(package: str) -> None:
    operations = import_module(f"generated_example.{package}").OPERATIONS
    methods = import_module(f"generated_example.{package}._runtime.testing.methods").MethodIndex(operations)
    compared = 0
    for key in operations:
        try:
            names = methods[key].names
        except KeyError:  # one that the client calls by itself, such as a login
            continue
        for parameter in operations[key].parameters:
            if parameter.name in names:
                assert (parameter.python or in_python(parameter.name)) == names[parameter.name], key
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("package", ["acme_store", "acme_store_soap"])
@pytest.mark.parametrize(
    ("method", "arguments", "says"),
    [
        ("get", {"sku": "a", "store_id": "x"}, r"store_id \(storeId\)"),
        ("get_list", {"search_criteria": 5}, r"search_criteria \(searchCriteria\)"),
    ],
)
def test_a_refused_value_is_told_by_the_name_of_the_argument(
    package: str, method: str, arguments: dict[str, Any], says: str
) -> None:
    made = import_module(f"generated_example.{package}")
    with (
        made.Client("http://127.0.0.1:9", max_retries=0) as shop,
        pytest.raises(made.RequestError, match=f": {says}:? (must be|needs) "),
    ):
        getattr(shop.acme_catalog.product_repository, method)(**arguments)
