"""The REST client of the example shop against a server with prepared answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.example.conftest import Call
from tests.peers.replay import Answer, ReplayServer

Package = Callable[[str], Any]
PRODUCT = {
    "id": 7,
    "sku": "24/MB 01",
    "name": "Bag",
    "price": 34.5,
    "salable": True,
    "category_ids": [3, 4],
    "tier_prices": [{"customer_group_id": 0, "qty": 5.0, "value": 30.0}],
    "extension_attributes": {"pickup_only": False, "not_declared": {"kept": 1}},
    "custom_attributes": [
        {"attribute_code": "brand", "value": "12"},
        {"attribute_code": "care_labels", "value": "6,7"},
    ],
    "added_by_a_module": "kept",
}


def options(package: Package, **more: Any) -> dict[str, Any]:
    return {"auth": package("acme_store").BearerToken("secret"), "max_retries": 0, **more}


def test_get_sends_path_query_and_token(call: Call, package: Package, replay: ReplayServer) -> None:
    replay.add("GET", "/rest/en/V1/acme/products/24%2FMB%2001", PRODUCT)
    product = call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_catalog.product_repository.get(sku="24/MB 01", edit_mode=True, store_id=3),
        **options(package, store="en"),
    )
    (request,) = replay.requests
    assert request.path == "/rest/en/V1/acme/products/24%2FMB%2001"
    assert sorted(request.query) == [("editMode", "1"), ("storeId", "3")]
    assert request.headers["authorization"] == "Bearer secret"
    assert (product.sku, product.price, product.tier_prices[0].qty) == ("24/MB 01", 34.5, 5)
    assert product.extension_attributes.pickup_only is False
    assert (product.custom_attributes.brand, product.custom_attributes.care_labels) == (12, [6, 7])
    assert product.model_dump(by_alias=True, exclude_unset=True) == PRODUCT


def test_save_sends_what_was_set_under_wire_names(call: Call, package: Package, replay: ReplayServer) -> None:
    models = package("acme_store").models
    replay.add("POST", "/rest/V1/acme/products", PRODUCT)
    product = models.acme_catalog.Product(sku="a", price=1.5, custom_attributes={"brand": 12}, name=None)
    call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_catalog.product_repository.save(product=product, save_options=True),
        **options(package),
    )
    (request,) = replay.requests
    assert request.json() == {
        "product": {
            "sku": "a",
            "name": None,
            "price": 1.5,
            "custom_attributes": [{"attribute_code": "brand", "value": 12}],
        },
        "saveOptions": True,
    }


def test_a_dict_will_do_and_unknown_fields_are_refused(
    call: Call, package: Package, replay: ReplayServer
) -> None:
    replay.add("PUT", "/rest/V1/acme/products/a", PRODUCT)
    call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_catalog.product_repository.update(sku="a", product={"sku": "a", "price": 2}),
        **options(package),
    )
    assert replay.requests[0].json() == {"product": {"sku": "a", "price": 2}}
    with pytest.raises(package("acme_store").RequestError, match="price"):
        call(
            "acme_store",
            replay.url,
            lambda shop: shop.acme_catalog.product_repository.update(sku="a", product={"prise": 2}),
            **options(package),
        )
    assert len(replay.requests) == 1


def test_an_answer_can_be_changed_and_sent_back(call: Call, package: Package, replay: ReplayServer) -> None:
    product = package("acme_store").models.acme_catalog.Product.model_validate(
        {
            "sku": "a",
            "price": 1,
            "options": True,
            "custom_attributes": [{"attribute_code": "brand", "value": "3"}],
        }
    )
    product.price = 2.5
    product.custom_attributes.brand = 4
    replay.add("PUT", "/rest/V1/acme/products/a", PRODUCT)
    call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_catalog.product_repository.update(sku="a", product=product),
        **options(package),
    )
    assert replay.requests[0].json() == {
        "product": {
            "sku": "a",
            "price": 2.5,
            "custom_attributes": [{"attribute_code": "brand", "value": 4}],
        }
    }


def test_what_the_server_fills_in_is_no_argument(call: Call, package: Package, replay: ReplayServer) -> None:
    replay.add("GET", "/rest/V1/acme/customers/me", {"id": 1, "email": "a@b.test"})
    customer = call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_customer.customer_repository.get_self(),
        **options(package),
    )
    assert customer.email == "a@b.test"
    assert replay.requests[0].query == ()


def test_search_pages_are_walked(call: Call, package: Package, replay: ReplayServer) -> None:
    module = package("acme_store")
    for page, ids in ((1, [1, 2]), (2, [3])):
        query = [
            ("criteria[filter_groups][0][filters][0][field]", "name"),
            ("criteria[filter_groups][0][filters][0][value]", "%mill%"),
            ("criteria[filter_groups][0][filters][0][condition_type]", "like"),
            ("criteria[page_size]", "2"),
            ("criteria[current_page]", str(page)),
        ]
        rows = [{"id": number, "code": f"c{number}"} for number in ids]
        replay.add(
            "GET",
            "/rest/V1/acme/locations",
            {"items": rows, "search_criteria": {}, "total_count": 3},
            query=query,
        )
    criteria = module.SearchCriteria().where("name", "like", "%mill%").page(2)

    def collect(shop: Any) -> Any:
        found = shop.acme_store_locator.location_repository.iter_list(criteria)
        return found if hasattr(found, "__aiter__") else list(found)

    locations = call("acme_store", replay.url, collect, **options(package))
    assert [location.id for location in locations] == [1, 2, 3]
    assert type(locations[0]) is module.models.acme_store_locator.Location


def test_an_empty_search_is_sent_as_such(call: Call, package: Package, replay: ReplayServer) -> None:
    replay.add("GET", "/rest/V1/acme/orders", {"items": [], "total_count": 0}, query=[("searchCriteria", "")])
    page = call(
        "acme_store", replay.url, lambda shop: shop.acme_sales.order_repository.get_list(), **options(package)
    )
    assert (page.items, page.total_count) == ([], 0)


def test_lists_and_numbers_in_the_query(call: Call, package: Package, replay: ReplayServer) -> None:
    answer = [{"location": {"code": "north"}, "distance": 1.5}]
    replay.add("GET", "/rest/V1/acme/locations/nearby", answer)
    (nearby,) = call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_store_locator.location_finder.find_nearby(
            latitude=47.5, longitude=-8, services=["repair", "pickup"]
        ),
        **options(package),
    )
    assert (nearby.location.code, nearby.distance) == ("north", 1.5)
    assert replay.requests[0].query == (
        ("latitude", "47.5"),
        ("longitude", "-8"),
        ("services[]", "repair"),
        ("services[]", "pickup"),
    )


@pytest.mark.parametrize(
    ("route", "use", "answer", "expected"),
    [
        ("locations/default", lambda shop: shop.acme_store_locator.location_finder.get_default(), [], None),
        ("locations/default", lambda shop: shop.acme_store_locator.location_finder.get_default(), None, None),
        (
            "locations/settings",
            lambda shop: shop.acme_store_locator.location_finder.get_settings(),
            {"zoom": [1, None]},
            {"zoom": [1, None]},
        ),
        (
            "products/types",
            lambda shop: shop.acme_catalog.product_type_list.get_product_types(),
            ["simple"],
            ["simple"],
        ),
    ],
)
def test_results_that_are_no_object(
    call: Call,
    package: Package,
    replay: ReplayServer,
    route: str,
    use: Callable[[Any], Any],
    answer: Any,
    expected: Any,
) -> None:
    replay.add("GET", f"/rest/V1/acme/{route}", Answer(b"null") if answer is None else answer)
    assert call("acme_store", replay.url, use, **options(package)) == expected


def test_void_answers_nothing(call: Call, package: Package, replay: ReplayServer) -> None:
    replay.add("POST", "/rest/V1/acme/orders/7/emails", [])
    assert (
        call(
            "acme_store",
            replay.url,
            lambda shop: shop.acme_sales.order_management.notify(id=7),
            **options(package),
        )
        is None
    )


def test_a_refusal_is_a_typed_error(call: Call, package: Package, replay: ReplayServer) -> None:
    refusal = {
        "message": "No such entity with %fieldName = %fieldValue",
        "parameters": {"fieldName": "id", "fieldValue": 99},
    }
    replay.add("GET", "/rest/V1/acme/orders/99", Answer(json.dumps(refusal).encode(), 404))
    with pytest.raises(package("acme_store").NotFoundError, match="No such entity with id = 99"):
        call(
            "acme_store",
            replay.url,
            lambda shop: shop.acme_sales.order_repository.get(id=99),
            **options(package),
        )


def test_login_is_done_once(call: Call, package: Package, replay: ReplayServer) -> None:
    module = package("acme_store")
    replay.add("POST", "/rest/V1/integration/admin/token", Answer(b'"fresh"'))
    replay.add("GET", "/rest/V1/acme/orders/7", {"entity_id": 7})
    call(
        "acme_store",
        replay.url,
        lambda shop: shop.acme_sales.order_repository.get(id=7),
        auth=module.AdminToken("user", "password"),
    )
    login, request = replay.requests
    assert login.json() == {"username": "user", "password": "password"}
    assert request.headers["authorization"] == "Bearer fresh"


def test_operations_are_described(package: Package) -> None:
    operations = package("acme_store").OPERATIONS
    operation = operations["GET /V1/acme/products/{sku}"]
    assert (operation.method, operation.path) == ("GET", "/V1/acme/products/{sku}")
    product = operation.decode(b'{"sku": "a", "price": null}', "application/json")
    assert (product.sku, product.price) == ("a", None)
    assert len(operations) == 48
