"""A shop in memory for SOAP and XML-RPC: every mode that the packages speak."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

Package = Callable[[str], Any]
MODES = ("v2", "wsi", "v1", "xmlrpc")


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """How Magento 1 is called."""
    return str(request.param)


@pytest.fixture
def legacy(package: Package) -> Any:
    """The example package of a Magento 1."""
    return package("legacy_shop")


@pytest.fixture
def shop(package: Package) -> Any:
    """An empty Magento 1."""
    with package("legacy_shop.testing").FakeShop() as shop:
        yield shop


def test_a_result_reaches_the_client_in_every_mode(legacy: Any, shop: Any, mode: str) -> None:
    client = shop.client.with_options(mode=mode)
    product = legacy.models.catalog.CatalogProductReturnEntity(
        product_id="7", sku="A & <B>", name="", price="16.9900", websites=["1", "2"]
    )
    shop.on(shop.client.catalog_product.info).given(product_id="A & <B>").returns(product)
    assert client.catalog_product.info(product_id="A & <B>") == product
    awaited = shop.async_client.with_options(mode=mode)
    assert asyncio.run(awaited.catalog_product.info(product_id="A & <B>")) == product
    assert shop.calls.names == ["catalog_product.info"] * 2


def test_the_session_is_the_clients_own_affair(legacy: Any, shop: Any, mode: str) -> None:
    client = shop.client.with_options(mode=mode)
    shop.on(shop.client.catalog_product.delete).returns(True)
    assert client.catalog_product.delete(product_id="7") is True
    assert client.catalog_product.delete(product_id="8") is True
    assert len(shop.requests) == 3
    shop.expire_tokens()
    assert client.catalog_product.delete(product_id="9") is True
    assert [call.arguments["product_id"] for call in shop.calls] == ["7", "8", "9"]


def test_a_wrong_key_is_refused(legacy: Any, package: Package, mode: str) -> None:
    with package("legacy_shop.testing").FakeShop(auth=legacy.ApiUser("user", "right"), strict=False) as shop:
        assert shop.client.with_options(mode=mode).catalog_product.delete(product_id="7") is True
        wrong = shop.client.with_options(auth=legacy.ApiUser("user", "wrong"), mode=mode)
        with pytest.raises(legacy.AccessDenied, match="Access denied"):
            wrong.catalog_product.delete(product_id="7")


def test_faults_are_those_of_the_resource(legacy: Any, shop: Any, mode: str) -> None:
    client = shop.client.with_options(mode=mode)
    shop.on(shop.client.catalog_category.tree).raises(
        legacy.faults.CatalogCategoryNotExists, "Category %1 not exists.", 7
    )
    with pytest.raises(
        legacy.faults.CatalogCategoryNotExists, match="fault 102, HTTP 200: Category 7 not exists"
    ):
        client.catalog_category.tree(parent_id="7")
    shop.on(shop.client.catalog_category.tree).raises(500, "Down", code=1)
    with pytest.raises(legacy.InternalFault, match="Down"):
        client.catalog_category.tree(parent_id="7")
    shop.on(shop.client.catalog_category.tree).raises(legacy.RequestTimeout)
    with pytest.raises(legacy.RequestTimeout):
        client.catalog_category.tree(parent_id="7")


def test_filters_are_read_as_they_were_given(legacy: Any, shop: Any, mode: str) -> None:
    client = shop.client.with_options(mode=mode)
    filters = legacy.Filters().where("status", "eq", "pending").where("sku", "in", ["A", "B"])
    order = legacy.models.sales.SalesOrderListEntity(increment_id="100000001")
    shop.on(shop.client.sales_order.list).given(filters=filters).returns([order])
    assert client.sales_order.list(filters=filters) == [order]


def test_entities_that_a_mode_has_in_its_own_way_are_expected_as_they_are_given(shop: Any, mode: str) -> None:
    update, info = shop.client.catalog_product.update, shop.client.catalog_product.info
    client = shop.client.with_options(mode=mode).catalog_product
    wanted = {"additional_attributes": ["color"]}

    def data(color: int) -> dict[str, Any]:
        return {"name": "Bag", "additional_attributes": {"single_data": {"color": color}}}

    shop.on(update).returns(False)
    shop.on(update).given(product_id="7", product_data=data(5)).returns(True)
    shop.on(info).given(product_id="7", attributes=wanted).returns({"product_id": "7"})
    assert client.update(product_id="7", product_data=data(5)) is True
    assert client.update(product_id="7", product_data=data(6)) is False
    assert client.info(product_id="7", attributes=wanted).product_id == "7"


@pytest.fixture(params=["v1", "xmlrpc"])
def version1(shop: Any, request: pytest.FixtureRequest) -> Any:
    """A client that calls paths."""
    return shop.client.with_options(mode=request.param)


def test_a_path_that_no_method_has_is_called_by_hand(legacy: Any, shop: Any, version1: Any) -> None:
    call = shop.client.api.call
    shop.on(call).returns("other")
    shop.on(call).given("acme.list", [{"sku": "A"}, 3]).returns([{"id": "1", "tags": []}])
    assert version1.api.call("acme.list", [{"sku": "A"}, 3]) == [{"id": "1", "tags": []}]
    assert version1.api.call("acme.info") == "other"
    assert shop.calls(call).last.arguments == {"path": "acme.info", "arguments": []}
    shop.on(call).given("acme.save").raises(legacy.InvalidApiPath, "Invalid api path.")
    with pytest.raises(legacy.InvalidApiPath, match="Invalid api path"):
        version1.api.call("acme.save", ["x"])
    assert shop.calls.names == ["api.call"] * 3


def test_a_method_is_meant_where_its_path_is_called_by_hand(shop: Any, version1: Any) -> None:
    shop.on(shop.client.api.call).given("catalog_product.info").returns({"sku": "by hand"})
    assert version1.api.call("catalog_product.info", ["7"]) == {"sku": "by hand"}
    shop.on(shop.client.catalog_product.info).given(product_id="7").returns({"sku": "A", "colour": "red"})
    assert version1.api.call("catalog_product.info", ["7"]) == {"sku": "A", "colour": "red"}
    assert version1.catalog_product.info(product_id="7").model_extra == {"colour": "red"}


def test_only_version_1_answers_with_more_than_is_declared(shop: Any) -> None:
    shop.on(shop.client.catalog_product.info).returns({"sku": "A", "colour": "red"})
    with pytest.raises(TypeError, match="has a field 'colour'"):
        shop.client.with_options(mode="v2").catalog_product.info(product_id="7")


def test_several_calls_in_one_have_a_result_each(
    package: Package, legacy: Any, shop: Any, version1: Any
) -> None:
    operations = legacy.OPERATIONS
    shop.on(shop.client.catalog_product.info).given(product_id="1").returns({"sku": "A"})
    shop.on(shop.client.catalog_product.info).given(product_id="2").raises(
        legacy.faults.CatalogProductNotExists, "Product not exists."
    )
    shop.on(shop.client.catalog_product.delete).returns(True)

    def calls(target: Any) -> list[Any]:
        batch = target.api.multi_call()
        return [
            batch,
            batch.add(operations["catalogProductInfo"], product_id="1"),
            batch.add(operations["catalogProductInfo"], product_id="2"),
            batch.add(operations["catalogProductDelete"], product_id="3"),
        ]

    batch, first, second, third = calls(version1)
    batch.send()
    assert (first.result.sku, third.result) == ("A", True)
    assert isinstance(second.error, legacy.faults.CatalogProductNotExists)
    assert shop.calls.names == ["catalog_product.info"] * 2 + ["catalog_product.delete"]
    batch, first, second, third = calls(shop.async_client.with_options(mode="v1"))
    asyncio.run(batch.send(stop_on_fault=True))
    assert (first.done, second.done, third.done) == (True, True, False)


def test_what_one_of_several_calls_runs_into_is_what_all_run_into(
    package: Package, legacy: Any, shop: Any, version1: Any
) -> None:
    batch = version1.api.multi_call()
    batch.add(legacy.OPERATIONS["catalogProductDelete"], product_id="3")
    shop.on(shop.client.catalog_product.delete).raises(legacy.RequestTimeout).answers(
        503, "<h1>Back soon</h1>"
    )
    with pytest.raises(legacy.RequestTimeout):
        batch.send(options=legacy.RequestOptions(max_retries=0))
    with pytest.raises(legacy.ServerError, match="503"):
        batch.send(options=legacy.RequestOptions(max_retries=0))
    testing = package("legacy_shop.testing")
    other = testing.FakeShop().client.with_options(mode="v1").api.multi_call()
    other.add(legacy.OPERATIONS["catalogProductDelete"], product_id="3")
    with pytest.raises(testing.UnexpectedCall, match=r"catalog_product.delete\(product_id='3'\) was called"):
        other.send()


def test_lines_break_as_on_the_server(legacy: Any, shop: Any) -> None:
    client = shop.client.with_options(mode="wsi")
    shop.on(shop.client.catalog_product.delete).returns(True)
    raw = client.with_raw_response(client.catalog_product.delete, product_id="7")
    assert b"<ns1:catalogProductDeleteResponseParam>\n<result>true</result>\n</ns1:" in raw.content


def test_what_is_missing_is_a_fault(package: Package) -> None:
    store = package("acme_store_soap")
    with package("acme_store_soap.testing").FakeShop(strict=False) as shop:
        get = store.OPERATIONS["acmeCatalogProductRepositoryV1Get"]
        with pytest.raises(store.SenderFault, match='"sku" is required'):
            shop.client.run(get.call(shop.client.core, {}, None))
        assert len(shop.refusals) == 1


def test_magento2_answers_over_soap(package: Package) -> None:
    store = package("acme_store_soap")
    with package("acme_store_soap.testing").FakeShop(
        auth=store.AdminToken("user", "secret"), store="german"
    ) as shop:
        products = shop.client.acme_catalog.product_repository
        bag = store.models.acme_catalog.Product(sku="24-MB01", price=34.5, category_ids=[1, 2])
        shop.on(products.get).given(sku="24-MB01").returns(bag)
        assert products.get(sku="24-MB01") == bag
        assert shop.calls.last.store == "german"
        shop.on(products.get_list).returns_items(
            [store.models.acme_catalog.Product(sku=f"A{number}") for number in range(5)]
        )
        assert len(list(products.iter_list(store.SearchCriteria().page(2)))) == 5
        shop.on(products.get).given(sku="none").raises(
            404, "No such entity with %fieldName = %fieldValue", fieldName="sku", fieldValue="none"
        )
        with pytest.raises(store.NoSuchEntity, match="No such entity with sku = none"):
            products.get(sku="none")
        held = shop.holds(products, [bag])
        assert products.get_list(store.SearchCriteria().where("sku", "eq", "24-mb01")).total_count == 5
        assert held.items == (bag,)


def test_an_unexpected_call_is_told(package: Package, shop: Any, mode: str) -> None:
    testing = package("legacy_shop.testing")
    other = testing.FakeShop()
    with pytest.raises(testing.UnexpectedCall, match=r"catalog_product.delete\(product_id='7'\) was called"):
        other.client.with_options(mode=mode).catalog_product.delete(product_id="7")
