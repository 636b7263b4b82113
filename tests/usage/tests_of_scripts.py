"""Tests of the ten scripts as their authors would write them, with the package's shop in memory."""

import asyncio

import bulk_prices
import custom_endpoint
import customers
import errors
import image
import invoice_and_shipment
import oauth
import orders_of_the_last_day
import product_with_custom_attributes
import pytest
import stock
from acme_store import AdminToken, OAuth1, SearchCriteria, models
from acme_store.testing import Call, FakeShop, Refusal, Where

Capture = pytest.CaptureFixture[str]
shop = FakeShop.fixture(store="all", auth=AdminToken("admin", "password"))
BAGS = [
    models.catalog.Product(id=1, sku="24-MB01", name="Duffle", price=34),
    models.catalog.Product(id=2, sku="24-MB02", price=60),
]


def test_prices_are_raised_in_bulk(shop: FakeShop, capsys: Capture) -> None:
    def update(call: Call) -> list[models.catalog.PriceUpdateResult]:
        (price,) = call.arguments["prices"]
        if price.price > 50:
            raise Refusal(400, "Too dear")
        return []

    shop.holds(shop.client.catalog.product_repository, BAGS)
    shop.on(shop.client.catalog.base_price_storage.update).returns(update)
    bulk_prices.main(shop.client)
    assert capsys.readouterr().out == "2 prices, 1 refused\n1 Too dear\n"
    sent = shop.calls(shop.client.catalog.base_price_storage.update)
    assert [call.arguments["prices"][0].price for call in sent] == [37.4, 66.0]


def test_a_route_of_a_module_is_called(shop: FakeShop, capsys: Capture) -> None:
    shop.on_request("GET", "/V1/acme/things/{id}").given(id="7").returns({"name": "a thing"})
    shop.on_request("GET", "/V1/acme/things").returns({"sku": "T-1"})
    shop.on(shop.client.catalog.product_repository.get).returns(BAGS[0])
    custom_endpoint.main(shop.client)
    assert capsys.readouterr().out.splitlines()[:2] == ["a thing", "t-1"]
    assert shop.calls[0].arguments["query"] == {"verbose": "1"}


def test_a_customer_moves(shop: FakeShop, capsys: Capture) -> None:
    held = shop.holds(shop.client.customer.customer_repository)

    def create(call: Call) -> models.customer.Customer:
        return held.save(call.argument("customer", models.customer.Customer))

    shop.on(shop.client.customer.account_management.create_account).returns(create)
    customers.main(shop.client)
    assert [address.city for address in held.items[0].addresses] == ["New Town", "Port"]
    assert capsys.readouterr().out == "rosa@example.org Rosa 1990-05-17 ['New Town', 'Port']\n"


def test_errors_are_told(shop: FakeShop, capsys: Capture) -> None:
    products = shop.client.catalog.product_repository
    shop.on(products.get).given(sku="nothing").raises(404, "There is none")
    shop.on(products.get).returns(models.catalog.Product(sku="24-MB02", weight=None))
    shop.on(products.save).raises(400, '"%field" is required.', field="price")
    errors.main(shop.client)
    assert capsys.readouterr().out.splitlines()[:2] == [
        "404 There is none",
        "\"price\" is required. \"%field\" is required. {'field': 'price'}",
    ]


def test_a_product_gets_a_picture(shop: FakeShop, capsys: Capture) -> None:
    gallery = shop.client.catalog.product_attribute_media_gallery_management
    shop.on(gallery.create).returns(100)
    shop.on(gallery.get_list).returns(lambda call: [shop.calls(gallery.create).last.arguments["entry"]])
    image.main(shop.client)
    assert capsys.readouterr().out == "100\n1 FROM THE SIDE thumbnail\n"
    entry = shop.calls(gallery.create).only.argument(
        "entry", models.catalog.ProductAttributeMediaGalleryEntry
    )
    assert entry.content.name == "bag.png"


def test_an_order_is_invoiced_and_shipped(shop: FakeShop, capsys: Capture) -> None:
    item = models.sales.OrderItem(item_id=7, qty_ordered=2, sku="24-MB01")
    order = models.sales.Order(entity_id=2, increment_id="000000002", items=[item])
    shop.on(shop.client.sales.order_repository.get).given(id=2).returns(order)
    shop.on(shop.client.sales.invoice_order.execute).given(order_id=2, capture=True).returns(100)
    shop.on(shop.client.sales.ship_order.execute).given(
        order_id=2, items=Where(lambda items: [(each.order_item_id, each.qty) for each in items] == [(7, 2)])
    ).returns(101)
    invoice_and_shipment.main(shop.client)
    assert capsys.readouterr().out == "order 000000002: invoice 100, shipment 101\n"


def test_an_integration_reads(capsys: Capture) -> None:
    with FakeShop(auth=OAuth1("key", "secret", "token", "token secret")) as shop:
        shop.holds(shop.client.catalog.product_repository, BAGS)
        oauth.main(shop.client)
    assert capsys.readouterr().out == "2 ['Duffle', None]\n"


def test_orders_are_added_up(shop: FakeShop, capsys: Capture) -> None:
    orders = [
        models.sales.Order(
            entity_id=number, increment_id=f"{number}", customer_email="A@b.c", grand_total=number
        )
        for number in range(1, 6)
    ]
    shop.on(shop.client.sales.order_repository.get_list).returns_items(orders)
    orders_of_the_last_day.main(shop.client)
    assert capsys.readouterr().out.splitlines()[-1] == "total 15.00"
    assert len(shop.calls(shop.client.sales.order_repository.get_list)) == 3


def test_attributes_are_set_and_changed(shop: FakeShop, capsys: Capture) -> None:
    held = shop.holds(shop.client.catalog.product_repository)
    product_with_custom_attributes.main(shop.client)
    (bag,) = held.items
    assert (bag.price, bag.custom_attributes.get("color"), bag.weight) == (17, "5", 1.5)
    assert "b-1 17.0" in capsys.readouterr().out


def test_stock_is_filled_up(shop: FakeShop, capsys: Capture) -> None:
    registry = shop.client.catalog_inventory.stock_registry
    shop.on(registry.get_stock_item_by_sku).returns(
        lambda call: models.catalog_inventory.StockItem(item_id=1, qty=3, is_in_stock=False)
    )
    shop.on(registry.update_stock_item_by_sku).returns(1)
    stock.main(shop.client)
    sent = shop.calls(registry.update_stock_item_by_sku).last
    assert sent.argument("stock_item", models.catalog_inventory.StockItem).is_in_stock is True


def test_both_clients_see_one_shop(shop: FakeShop) -> None:
    held = shop.holds(shop.client.catalog.product_repository, BAGS)

    async def raise_all() -> list[str | None]:
        products = shop.async_client.catalog.product_repository
        cheap = SearchCriteria().where("price", "lt", 50)
        names = []
        async for product in products.iter_list(cheap):
            await products.update(sku=product.sku, product={"price": 51})
            names.append(product.name)
        return names

    assert asyncio.run(raise_all()) == ["Duffle"]
    assert held.get("24-MB01").price == 51
