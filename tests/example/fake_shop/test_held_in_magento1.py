"""Entities that a shop in memory keeps for the APIs of Magento 1, in every mode and format."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

Package = Callable[[str], Any]
MODES = ("v2", "wsi", "v1", "xmlrpc")


@pytest.fixture
def legacy(package: Package) -> Any:
    """The example package of Magento 1's SOAP and XML-RPC."""
    return package("legacy_shop")


@pytest.fixture
def bags(legacy: Any, package: Package) -> Any:
    """A shop that holds three products, and what it holds."""
    product = legacy.models.catalog.CatalogProductReturnEntity
    with package("legacy_shop.testing").FakeShop() as shop:
        products = [
            product(product_id="1", sku="A-1", set="4", type="simple", name="Red bag", price="10.0000"),
            product(product_id="2", sku="A-2", set="4", type="bundle", name="blue Bag", price="9.5000"),
            product(product_id="7", sku="77", set="9", type="simple", name=None, price="100.0000"),
        ]
        yield shop, shop.holds(shop.client.catalog_product, products)


@pytest.fixture(params=MODES)
def client(bags: Any, request: pytest.FixtureRequest) -> Any:
    """A client of that shop in one of the modes."""
    return bags[0].client.with_options(mode=request.param)


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ([], ["1", "2", "7"]),
        ([("sku", "eq", "a-1")], ["1"]),
        ([("name", "like", "%bag%"), ("price", "lt", 10)], ["2"]),
        ([("sku", "in", ["A-1", "77"])], ["1", "7"]),
        ([("entity_id", "gt", 1), ("type_id", "eq", "simple")], ["7"]),
        ([("attribute_set_id", "nin", [4])], ["7"]),
        ([("price", "from", 9), ("price", "to", 10)], ["1", "2"]),
        ([("name", "null")], ["7"]),
        ([("color", "eq", "4")], []),
    ],
)
def test_lists_are_filtered(legacy: Any, client: Any, conditions: list[Any], numbers: list[str]) -> None:
    filters = legacy.Filters()
    for each in conditions:
        filters.where(*each)
    found = client.catalog_product.list(filters=filters)
    assert [product.product_id for product in found] == numbers
    assert {type(product) for product in found} <= {legacy.models.catalog.CatalogProductEntity}


@pytest.mark.parametrize("client", ["v2", "wsi"], indirect=True)
def test_the_server_applies_one_condition_on_a_field(legacy: Any, client: Any) -> None:
    entry, condition = legacy.models.common.AssociativeEntity, legacy.models.common.ComplexFilter
    twice = legacy.models.common.Filters(
        complex_filter=[
            condition(key="price", value=entry(key="gt", value="9.9")),
            condition(key="price", value=entry(key="lt", value="50")),
        ]
    )
    assert [product.sku for product in client.catalog_product.list(filters=twice)] == ["A-1", "77"]
    both = legacy.models.common.Filters(
        filter=[entry(key="sku", value="77")],
        complex_filter=[condition(key="sku", value=entry(key="neq", value="77"))],
    )
    assert [product.sku for product in client.catalog_product.list(filters=both)] == ["77"]


def test_a_condition_that_the_server_does_not_know_is_a_fault(legacy: Any, client: Any) -> None:
    entry, condition = legacy.models.common.AssociativeEntity, legacy.models.common.ComplexFilter
    filters = legacy.models.common.Filters(
        complex_filter=[condition(key="price", value=entry(key="above", value="9.9"))]
    )
    with pytest.raises(legacy.ApiFault, match='"above" is not known'):
        client.catalog_product.list(filters=filters)


def test_products_are_read_by_number_and_by_sku(legacy: Any, client: Any) -> None:
    info = client.catalog_product.info
    assert info(product_id="2").name == "blue Bag"
    assert info(product_id="A-2").product_id == "2"
    assert info(product_id="7").sku == "77"
    assert info(product_id="77", identifier_type="sku").product_id == "7"
    with pytest.raises(
        legacy.faults.CatalogProductNotExists, match="fault 101, HTTP 200: There is no such product"
    ):
        info(product_id="77")


def test_products_are_made_changed_and_deleted(bags: Any, client: Any) -> None:
    _, held = bags
    data = {
        "name": "Cap",
        "price": "3",
        "additional_attributes": {"single_data": [{"key": "a", "value": "b"}]},
    }
    assert client.catalog_product.create(type="simple", set="4", sku="C", product_data=data) == 8
    made = held.get(8)
    assert (made.sku, made.set, made.type, made.name, made.price) == ("C", "4", "simple", "Cap", "3")
    assert client.catalog_product.update(product_id="C", product_data={"price": "4"}) is True
    assert (held.get("C", "sku").price, held.get("C", "sku").name) == ("4", "Cap")
    assert client.catalog_product.delete(product_id="A-1") is True
    assert [product.sku for product in held.items] == ["A-2", "77", "C"]
    assert [product.sku for product in client.catalog_product.list()] == ["A-2", "77", "C"]


def test_orders_are_found_by_their_own_numbers(legacy: Any, bags: Any, client: Any) -> None:
    shop, _ = bags
    order = legacy.models.sales.SalesOrderEntity
    shop.holds(
        shop.client.sales_order,
        [order(increment_id="100000001", status="new"), order(increment_id="100000002", status="done")],
    )
    done = legacy.Filters().where("status", "eq", "done")
    assert [each.increment_id for each in client.sales_order.list(filters=done)] == ["100000002"]
    assert client.sales_order.info(order_increment_id="100000001").status == "new"


def test_stock_is_listed_for_the_products_that_are_named(legacy: Any, bags: Any, client: Any) -> None:
    shop, _ = bags
    stock = legacy.models.catalog.CatalogInventoryStockItemEntity
    held = shop.holds(
        shop.client.catalog_inventory_stock_item,
        [stock(product_id=str(number), sku=f"S-{number}", qty="1") for number in range(4)],
    )
    items = client.catalog_inventory_stock_item
    assert [item.product_id for item in items.list(product_ids=["1", "S-3"])] == ["1", "3"]
    assert items.update(product_id="S-3", data={"qty": "5"})
    assert held.get(3).qty == "5"


def test_an_awaited_client_sees_the_same(bags: Any) -> None:
    shop, held = bags

    async def change() -> str:
        products = shop.async_client.catalog_product
        await products.update(product_id="A-2", product_data={"name": "Hat"})
        return str((await products.info(product_id="A-2")).name)

    assert asyncio.run(change()) == held.get(2).name == "Hat"


def test_what_no_method_reads_is_held_nowhere(bags: Any) -> None:
    shop, _ = bags
    with pytest.raises(TypeError, match="CatalogProductTag has no method that reads an entity"):
        shop.holds(shop.client.catalog_product_tag)
    with pytest.raises(TypeError, match=r"its key: holds\(\.\.\., key='product_id'\)"):
        shop.holds(shop.client.catalog_product, key="number")


@pytest.fixture
def rest(package: Package) -> Any:
    """The example package of Magento 1's REST API."""
    return package("legacy_rest")


@pytest.fixture
def hats(rest: Any, package: Package) -> Any:
    """A shop that holds twelve products, and what it holds."""
    product = rest.models.acme_catalog.Product
    with package("legacy_rest.testing").FakeShop() as shop:
        products = [
            product(entity_id=str(number), sku=f"H-{number}", cost=number / 2, points=number % 3)
            for number in range(1, 13)
        ]
        yield shop, shop.holds(shop.client.products, products)


@pytest.fixture(params=["json", "xml"])
def rest_client(hats: Any, request: pytest.FixtureRequest) -> Any:
    """A client of that shop that speaks one of the formats."""
    return hats[0].client.with_options(response_format=request.param)


def test_collections_are_filtered_sorted_and_paged(rest: Any, rest_client: Any) -> None:
    products = rest_client.products

    def numbers(**query: Any) -> list[int]:
        return [int(product.entity_id) for product in products.list(**query)]

    assert numbers() == list(range(1, 11))
    assert numbers(page=2) == [11, 12]
    assert numbers(page=3) == [11, 12]
    assert numbers(limit=100, order="cost", dir="dsc")[:3] == [12, 11, 10]
    assert numbers(order="points", limit=5) == [3, 6, 9, 12, 1]
    assert numbers(filters=rest.Filters().where("points", "eq", 2).between("cost", 2, 5)) == [5, 8]
    assert numbers(filters={"sku": ["H-1", "H-7"]}) == [1, 7]
    assert [each.entity_id for each in products.iter(limit=5)] == [str(number) for number in range(1, 13)]
    assert products.list(attrs=["sku"], limit=1)[0] == rest.models.acme_catalog.Product(sku="H-1")


def test_a_page_that_is_too_long_is_refused(rest: Any, rest_client: Any) -> None:
    with pytest.raises(rest.BadRequestError, match="The paging limit exceeds the allowed number"):
        rest_client.products.list(limit=101)


def test_attributes_that_no_definition_names_are_kept(rest: Any, hats: Any, rest_client: Any) -> None:
    shop, held = hats
    number = rest_client.products.create({"sku": "new", "fabric": "felt"})
    assert held.get(number).fabric == "felt"
    rest_client.products.update({"fabric": "straw"}, id=number)
    assert rest_client.products.get(id=number).fabric == "straw"
    found = rest_client.products.list(filters={"fabric": "Straw"}, order="fabric")
    assert [each.sku for each in found] == ["new"]
    shop.on(shop.client.products.get).returns({"sku": "A", "fabric": "wool"})
    assert rest_client.products.get(id=1).fabric == "wool"


def test_entries_are_read_made_changed_and_deleted(rest: Any, hats: Any, rest_client: Any) -> None:
    _, held = hats
    products = rest_client.products
    assert products.get(id=7).sku == "H-7"
    assert products.get(id=7, attrs="sku") == rest.models.acme_catalog.Product(sku="H-7")
    assert products.create({"sku": "new", "points": 2}) == "13"
    assert held.get(13).points == 2
    products.update({"points": 4}, id=13)
    assert (held.get(13).sku, held.get(13).points) == ("new", 4)
    products.delete(id=1)
    assert "1" not in [each.entity_id for each in held.items]
    for call in (products.get, products.delete):
        with pytest.raises(rest.NotFoundError, match="Resource not found"):
            call(id=1)
    with pytest.raises(rest.NotFoundError, match="Resource not found"):
        products.update({"points": 4}, id=1)


def test_several_entries_are_made_and_changed_at_once(rest: Any, package: Package) -> None:
    with package("legacy_rest.testing").FakeShop() as shop:
        held = shop.holds(shop.client.products, key="sku")
        assert shop.client.products.create_many([{"sku": "A", "points": 1}, {"sku": "B"}]).ok
        verdicts = shop.client.products.update_many([{"sku": "B", "points": 5}, {"sku": "C"}])
        assert [(each.ok, each.message) for each in verdicts] == [
            (True, "Resource updated successful."),
            (False, "Resource not found."),
        ]
        assert held.get("B").points == 5
        assert [each.message for each in verdicts.failed] == ["Resource not found."]


def test_a_route_that_finds_entries_by_what_they_do_not_tell_is_named(rest: Any, hats: Any) -> None:
    shop, _ = hats
    with pytest.raises(TypeError, match=r"Product has no field 'category_id', by which products\.list finds"):
        shop.client.products.list(category_id=3)
    with pytest.raises(TypeError, match="ProductPhotos has no method that reads an entity"):
        shop.holds(shop.client.product_photos, key="photo_id")
