"""A shop in memory takes and refuses what Magento takes and refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Package = Callable[[str], Any]


@pytest.fixture
def store(package: Package) -> Any:
    """The example package."""
    return package("acme_store")


@pytest.fixture
def shop(package: Package) -> Any:
    """A shop that answers every call."""
    with package("acme_store.testing").FakeShop(store="all", strict=False) as shop:
        yield shop


@pytest.mark.parametrize(
    ("product", "status", "message"),
    [
        ({"colour": 1}, 500, 'Property "Colour" does not have accessor method "getColour"'),
        ({"options": True}, 500, 'Property "Options" does not have accessor method "setOptions"'),
        ({"price": "cheap"}, 400, 'during "price" processing. The "cheap" value\'s type is invalid'),
        ({"price": True}, 400, 'The "float" type was expected'),
        ({"category_ids": "3"}, 400, 'The "string" value\'s type is invalid. The "int\\[\\]" type'),
        ({"name": ["a"]}, 400, 'The "array" value\'s type is invalid. The "string" type'),
        (
            {"tier_prices": [{"qty": "x"}]},
            400,
            'during "tier_prices" processing. Error occurred during "qty"',
        ),
        ({"custom_attributes": [{"value": 1}]}, 400, "missing attribute code"),
        ({"custom_attributes": [{"attribute_code": "a"}]}, 400, "doesn't have a value set"),
    ],
)
def test_what_can_not_be_set_is_refused(
    store: Any, shop: Any, product: dict[str, Any], status: int, message: str
) -> None:
    body = {"product": product}
    with pytest.raises(store.ApiError, match=message) as refused:
        shop.client.request("POST", "/V1/acme/products", body=body)
    assert refused.value.status == status
    assert len(shop.calls) == 0
    assert len(shop.refusals) == 1


@pytest.mark.parametrize(
    "product",
    [
        {"sku": 24, "price": "3.50", "salable": "yes", "id": "7"},
        {"sku": "24", "price": 3.5, "salable": 1, "id": 7, "options": None},
        {"Sku": "24", "price": "3.5", "salable": True, "id": "7.9", "options": False},
    ],
)
def test_what_php_converts_is_taken(store: Any, shop: Any, product: dict[str, Any]) -> None:
    shop.client.request("POST", "/V1/acme/products", body={"product": product})
    assert shop.calls.only.arguments["product"] == store.models.acme_catalog.Product(
        sku="24", price=3.5, salable=True, id=7
    )


def test_what_a_method_requires_must_be_there(store: Any, shop: Any) -> None:
    with pytest.raises(store.BadRequestError) as refused:
        shop.client.request("PUT", "/V1/acme/categories/3/move", body={"after_id": 3})
    assert refused.value.message == '"parentId" is required. Enter and try again.'
    assert refused.value.parameters == {"fieldName": "parentId"}
    with pytest.raises(store.BadRequestError, match='"searchCriteria" is required'):
        shop.client.request("GET", "/V1/acme/products")


def test_a_bad_body_is_refused(store: Any, shop: Any) -> None:
    route = ("POST", "/V1/acme/products")
    options = store.RequestOptions(extra_headers={"Content-Type": "text/plain"})
    with pytest.raises(store.BadRequestError, match="Content-Type HTTP header media type text/plain"):
        shop.client.request(*route, body={}, options=options)


def test_a_form_that_nobody_writes_is_refused(store: Any, shop: Any) -> None:
    options = store.RequestOptions(extra_headers={"Accept": "text/csv"}, max_retries=0)
    with pytest.raises(store.ServerError, match="cannot match any of the given Accept"):
        shop.client.acme_sales.order_management.get_status(id=1, options=options)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ([("skus[]", "a"), ("skus[]", "b")], ["a", "b"]),
        ([("skus[1]", "b"), ("skus[0]", "a")], ["b", "a"]),
        ([("skus[0]", "a+b"), ("skus[1]", "c&d")], ["a+b", "c&d"]),
    ],
)
def test_queries_are_read_as_php_does(shop: Any, query: list[tuple[str, str]], value: list[str]) -> None:
    shop.client.request("GET", "/V1/acme/products/prices", query=query)
    assert shop.calls.only.arguments["skus"] == value


def test_a_variable_of_a_puts_path_goes_into_its_only_object(store: Any, shop: Any) -> None:
    shop.client.request("PUT", "/V1/acme/categories/7", body={"category": {"name": "x"}})
    assert shop.calls.last.arguments["category"] == store.models.acme_catalog.Category(name="x", id=7)
    shop.client.request("PUT", "/V1/acme/categories/7", body={"category": {"name": "x"}, "more": 1})
    assert shop.calls.last.arguments["category"] == store.models.acme_catalog.Category(name="x")


def test_a_route_without_variables_goes_first(shop: Any) -> None:
    shop.client.acme_catalog.product_type_list.get_product_types()
    assert shop.calls.only.name == "acme_catalog.product_type_list.get_product_types"


def test_criteria_are_read_back_whole(store: Any, shop: Any) -> None:
    criteria = (
        store.SearchCriteria()
        .any_of(("sku", "like", "A%"), ("name", "in", ["x", "y"]))
        .where("price", "gteq", 3)
        .where("name", "notnull")
        .sort("price", "DESC")
        .page(20, 3)
    )
    products = shop.client.acme_catalog.product_repository
    products.get_list(criteria)
    assert shop.calls.last.arguments["search_criteria"] == criteria
    products.get_list()
    assert shop.calls.last.arguments["search_criteria"] == store.SearchCriteria()
