"""What a shop in memory is set up to answer, and what a client makes of it."""

from __future__ import annotations

import asyncio
import time
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
    """An empty shop, whose clients write default values."""
    with package("acme_store.testing").FakeShop(store="all") as shop:
        yield shop


def test_a_result_reaches_both_clients(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    bag = store.models.acme_catalog.Product(sku="24-MB01", price=34)
    shop.on(products.get).given(sku="24-MB01").returns(bag)
    assert products.get(sku="24-MB01") == bag
    assert asyncio.run(shop.async_client.acme_catalog.product_repository.get(sku="24-MB01")) == bag
    assert shop.calls.names == ["acme_catalog.product_repository.get"] * 2


def test_what_is_set_up_with_a_method_of_the_async_client_is_the_same(store: Any, shop: Any) -> None:
    products = shop.async_client.acme_catalog.product_repository
    shop.on(products.delete_by_id).given(sku="a/b").returns(True)
    assert shop.client.acme_catalog.product_repository.delete_by_id(sku="a/b") is True


def test_a_map_is_read_as_the_result(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).returns({"sku": "A", "custom_attributes": {"brand": 7}})
    found = products.get(sku="A")
    assert (found.sku, found.custom_attributes.brand) == ("A", 7)


def test_results_come_in_turn_and_the_last_is_repeated(store: Any, shop: Any) -> None:
    orders = shop.client.acme_sales.order_management
    shop.on(orders.get_status).returns("pending", "processing").returns("complete")
    assert [orders.get_status(id=1) for _ in range(4)] == ["pending", "processing", "complete", "complete"]


def test_a_function_answers_by_the_call(store: Any, shop: Any) -> None:
    from acme_store.testing import Refusal

    products = shop.client.acme_catalog.product_repository

    def answer(call: Any) -> Any:
        sku = call.argument("sku", str)
        if sku == "none":
            raise Refusal(404, "There is no %1", sku)
        return {"sku": sku}

    shop.on(products.get).returns(answer)
    assert products.get(sku="some").sku == "some"
    with pytest.raises(store.NotFoundError) as refused:
        products.get(sku="none")
    assert refused.value.message == "There is no none"


def test_items_are_paged_and_the_iterator_ends(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get_list).returns_items(
        [store.models.acme_catalog.Product(sku=f"A{number}") for number in range(5)]
    )
    criteria = store.SearchCriteria().where("sku", "like", "A%").page(2)
    assert [product.sku for product in products.iter_list(criteria)] == ["A0", "A1", "A2", "A3", "A4"]
    pages = [call.arguments["search_criteria"].current_page for call in shop.calls(products.get_list)]
    assert pages == [1, 2, 3]
    page = products.get_list(criteria)
    assert (page.total_count, page.search_criteria.page_size) == (5, 2)
    assert page.search_criteria.filter_groups[0].filters[0].condition_type == "like"


def test_the_one_with_the_most_arguments_counts_and_then_the_latest(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).given(sku="A").returns({"name": "of A"})
    shop.on(products.get).returns({"name": "early"})
    shop.on(products.get).returns({"name": "late"})
    assert [products.get(sku=sku).name for sku in "AB"] == ["of A", "late"]


def test_an_expectation_that_is_spent_leaves_the_rest_to_others(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).returns({"name": "always"})
    shop.on(products.get).once().returns({"name": "once"})
    assert [products.get(sku="A").name for _ in range(3)] == ["once", "always", "always"]


def test_arguments_may_be_anything_or_pass_a_test(store: Any, shop: Any) -> None:
    from acme_store.testing import ANY, Where

    products = shop.client.acme_catalog.product_repository
    shop.on(products.save).given(product=ANY, save_options=True).returns({"name": "with options"})
    shop.on(products.save).given(product=Where(lambda product: (product.price or 0) > 100)).returns(
        {"name": "dear"}
    )
    assert products.save(product={"sku": "A"}, save_options=True).name == "with options"
    assert products.save(product={"sku": "A", "price": 101}).name == "dear"


def test_a_model_and_a_map_of_the_same_are_the_same_argument(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.save).given(product={"sku": "A", "price": "3.5"}).returns({"sku": "A"})
    assert products.save(product=store.models.acme_catalog.Product(sku="A", price=3.5)).sku == "A"


def test_a_store_is_an_argument_too(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    german = store.RequestOptions(store="german")
    shop.on(products.get).returns({"name": "bag"})
    shop.on(products.get).given(sku="A", options=german).returns({"name": "Tasche"})
    assert [products.get(sku="A").name, products.get(sku="A", options=german).name] == ["bag", "Tasche"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (405, "MethodNotAllowedError"),
        (409, "ConflictError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (503, "UnavailableError"),
    ],
)
def test_every_refusal_is_raised_by_status_and_by_class(
    store: Any, shop: Any, status: int, error: str
) -> None:
    orders = shop.client.acme_sales.order_management
    kind = getattr(store, error)
    for asked in (status, kind):
        shop.on(orders.cancel).raises(asked, "Can't cancel %orderId", orderId=7)
        with pytest.raises(kind) as refused:
            orders.cancel(id=7)
        assert (type(refused.value), refused.value.status) == (kind, status)
        assert (refused.value.message, refused.value.parameters) == ("Can't cancel 7", {"orderId": 7})


def test_nested_errors_and_codes_come_through(store: Any, shop: Any) -> None:
    orders = shop.client.acme_sales.order_management
    shop.on(orders.cancel).raises(
        400, "Bad %1", "order", code=17, errors=["plain", ("no %field", {"field": "id"})]
    )
    with pytest.raises(store.BadRequestError) as refused:
        orders.cancel(id=7)
    assert refused.value.code == 17
    assert refused.value.messages == ("Bad order", "plain", "no id")


def test_failures_are_those_of_the_transport(store: Any, shop: Any) -> None:
    orders = shop.client.acme_sales.order_management
    for error in (store.RequestTimeout, store.ConnectionFailed, store.DecodeError):
        shop.on(orders.cancel).raises(error)
        with pytest.raises(error):
            orders.cancel(id=7)


def test_a_limit_is_waited_out_without_waiting(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).raises(429, "Slow down", retry_after=20).returns({"sku": "A"})
    start = time.monotonic()
    assert products.get(sku="A").sku == "A"
    assert time.monotonic() - start < 20
    assert len(shop.waits) == 1
    assert shop.waits[0] >= 20


def test_a_page_of_a_proxy_is_no_answer_of_the_shop(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).answers(503, "<html><title>Back soon</title></html>", headers={"cf-ray": "ray-1"})
    with pytest.raises(store.UnavailableError, match="Back soon") as refused:
        products.get(sku="A")
    assert refused.value.request_id == "ray-1"


def test_an_answer_takes_its_time(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).returns({"sku": "A"}).takes(0.05).returns({"sku": "B"}).takes(40)
    raw = shop.client.with_raw_response(products.get, sku="A")
    assert raw.response.elapsed >= 0.05
    start = time.monotonic()
    with pytest.raises(store.RequestTimeout):
        products.get(sku="A", options=store.RequestOptions(max_retries=0))
    assert time.monotonic() - start < 30


def test_the_undecoded_answer_is_the_servers(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).returns(
        store.models.acme_catalog.Product(sku="A", name=None, extension_attributes={})
    )
    raw = shop.client.with_raw_response(products.get, sku="A")
    assert raw.content == b'{"sku":"A","name":null,"extension_attributes":[]}'
    assert raw.headers["content-type"] == "application/json; charset=utf-8"


def test_void_is_an_empty_list(store: Any, shop: Any) -> None:
    orders = shop.client.acme_sales.order_management
    shop.on(orders.hold).returns(True)
    shop.on(orders.notify).returns()
    assert orders.notify(id=7) is None
    assert shop.client.with_raw_response(orders.notify, id=7).content == b"[]"


def test_xml_is_answered_where_it_is_asked_for(store: Any, shop: Any) -> None:
    pytest.importorskip("lxml")
    products = shop.client.acme_catalog.product_repository
    bag = store.models.acme_catalog.Product(sku="A&B", price=3.5, category_ids=[1, 2], salable=True)
    shop.on(products.get).returns(bag)
    options = store.RequestOptions(extra_headers={"Accept": "application/xml"})
    assert products.get(sku="A", options=options) == bag
    shop.on(products.get).raises(404, "No %1", "A")
    with pytest.raises(store.NotFoundError, match="No A"):
        products.get(sku="A", options=options)


def test_only_the_fields_that_are_asked_for_are_answered(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get_list).returns_items([{"sku": "A", "name": "bag", "price": 3}])
    options = store.RequestOptions(fields=("items", ["sku", "price"]))
    raw = shop.client.with_raw_response(products.get_list, options=options)
    assert raw.content == b'{"items":[{"sku":"A","price":3.0}],"total_count":1}'


def test_a_result_that_is_none_is_refused_when_it_is_set_up(store: Any, shop: Any) -> None:
    products = shop.client.acme_catalog.product_repository
    with pytest.raises(TypeError, match="answers with a Product, not with a Category"):
        shop.on(products.get).returns(store.models.acme_catalog.Category(name="x"))
    with pytest.raises(TypeError, match="has a field 'skuu'; did you mean 'sku'"):
        shop.on(products.get).returns({"skuu": "A"})
    with pytest.raises(TypeError, match="price"):
        shop.on(products.get).returns({"price": "cheap"})
    with pytest.raises(TypeError, match=r"missing a required (keyword-only )?argument: 'sku'"):
        shop.on(products.get).given()
    with pytest.raises(TypeError, match="no method of a resource"):
        shop.on(shop.client.request)
    with pytest.raises(TypeError, match="several requests"):
        shop.on(products.iter_list)


def test_a_shop_that_is_not_strict_makes_answers_up(package: Package) -> None:
    with package("acme_store.testing").FakeShop(strict=False) as shop:
        product = shop.client.acme_catalog.product_repository.get(sku="A")
        assert (product.sku, product.price, product.salable) == ("sku", 1.5, True)
        assert shop.client.acme_sales.order_management.notify(id=1) is None
        assert len(list(shop.client.acme_catalog.product_repository.iter_list())) == 1
