"""Tests of the ten scripts, and of their awaited twins, with the package's shop in memory."""

import asyncio
from collections.abc import Callable
from importlib import import_module

import pytest
from acme_store import AdminToken, OAuth1, SearchCriteria, models
from acme_store.testing import Call, FakeShop, Refusal, Where

Capture = pytest.CaptureFixture[str]
Run = Callable[[FakeShop, str], None]
shop = FakeShop.fixture(store="all", auth=AdminToken("admin", "password"))
signed = FakeShop.fixture(auth=OAuth1("key", "secret", "token", "token secret"))
BAGS = [
    models.catalog.Product(id=1, sku="24-MB01", name="Duffle", price=34),
    models.catalog.Product(id=2, sku="24-MB02", price=60),
]


@pytest.fixture(params=["blocking", "awaited"])
def run(request: pytest.FixtureRequest) -> Run:
    """`run(shop, "stock")`: a script's work, or its twin's, with a client of that shop."""

    def blocking(shop: FakeShop, script: str) -> None:
        import_module(script).main(shop.client)

    def awaited(shop: FakeShop, script: str) -> None:
        asyncio.run(import_module(f"awaited.{script}").main(shop.async_client))

    return blocking if request.param == "blocking" else awaited


def test_prices_are_raised_in_bulk(shop: FakeShop, run: Run, capsys: Capture) -> None:
    def update(call: Call) -> list[models.catalog.PriceUpdateResult]:
        (price,) = call.arguments["prices"]
        if price.price > 50:
            raise Refusal(400, "Too dear")
        return []

    shop.holds(shop.client.catalog.product_repository, BAGS)
    shop.on(shop.client.catalog.base_price_storage.update).returns(update)
    run(shop, "bulk_prices")
    assert capsys.readouterr().out == "2 prices, 1 refused\n1 Too dear\n"
    sent = shop.calls(shop.client.catalog.base_price_storage.update)
    assert [call.arguments["prices"][0].price for call in sent] == [37.4, 66.0]


def test_a_route_of_a_module_is_called(shop: FakeShop, run: Run, capsys: Capture) -> None:
    shop.on_request("GET", "/V1/acme/things/{id}").given(id="7").returns({"name": "a thing"})
    shop.on_request("GET", "/V1/acme/things").returns({"sku": "T-1"})
    shop.on(shop.client.catalog.product_repository.get).returns(BAGS[0])
    run(shop, "custom_endpoint")
    assert capsys.readouterr().out.splitlines()[:2] == ["a thing", "t-1"]
    assert shop.calls[0].arguments["query"] == {"verbose": "1"}


def test_a_customer_moves(shop: FakeShop, run: Run, capsys: Capture) -> None:
    held = shop.holds(shop.client.customer.customer_repository)

    def create(call: Call) -> models.customer.Customer:
        return held.save(call.argument("customer", models.customer.Customer))

    shop.on(shop.client.customer.account_management.create_account).returns(create)
    run(shop, "customers")
    assert [address.city for address in held.items[0].addresses] == ["New Town", "Port"]
    assert capsys.readouterr().out == "rosa@example.org Rosa 1990-05-17 ['New Town', 'Port']\n"


def test_errors_are_told(shop: FakeShop, run: Run, capsys: Capture) -> None:
    products = shop.client.catalog.product_repository
    shop.on(products.get).given(sku="nothing").raises(404, "There is none")
    shop.on(products.get).returns(models.catalog.Product(sku="24-MB02", weight=None))
    shop.on(products.save).raises(400, '"%field" is required.', field="price")
    run(shop, "errors")
    assert capsys.readouterr().out.splitlines()[:2] == [
        "404 There is none",
        "\"price\" is required. \"%field\" is required. {'field': 'price'}",
    ]


def test_a_product_gets_a_picture(shop: FakeShop, run: Run, capsys: Capture) -> None:
    gallery = shop.client.catalog.product_attribute_media_gallery_management
    shop.on(gallery.create).returns(100)
    shop.on(gallery.get_list).returns(lambda call: [shop.calls(gallery.create).last.arguments["entry"]])
    run(shop, "image")
    assert capsys.readouterr().out == "100\n1 FROM THE SIDE thumbnail\n"
    entry = shop.calls(gallery.create).only.argument(
        "entry", models.catalog.ProductAttributeMediaGalleryEntry
    )
    assert entry.content.name == "bag.png"


def test_an_order_is_invoiced_and_shipped(shop: FakeShop, run: Run, capsys: Capture) -> None:
    item = models.sales.OrderItem(item_id=7, qty_ordered=2, sku="24-MB01")
    order = models.sales.Order(entity_id=2, increment_id="000000002", items=[item])
    shop.on(shop.client.sales.order_repository.get).given(id=2).returns(order)
    shop.on(shop.client.sales.invoice_order.execute).given(order_id=2, capture=True).returns(100)
    shop.on(shop.client.sales.ship_order.execute).given(
        order_id=2, items=Where(lambda items: [(each.order_item_id, each.qty) for each in items] == [(7, 2)])
    ).returns(101)
    run(shop, "invoice_and_shipment")
    assert capsys.readouterr().out == "order 000000002: invoice 100, shipment 101\n"


def test_an_integration_reads(signed: FakeShop, run: Run, capsys: Capture) -> None:
    signed.holds(signed.client.catalog.product_repository, BAGS)
    run(signed, "oauth")
    assert capsys.readouterr().out == "2 ['Duffle', None]\n"


def test_orders_are_added_up(shop: FakeShop, run: Run, capsys: Capture) -> None:
    orders = [
        models.sales.Order(
            entity_id=number, increment_id=f"{number}", customer_email="A@b.c", grand_total=number
        )
        for number in range(1, 6)
    ]
    shop.on(shop.client.sales.order_repository.get_list).returns_items(orders)
    run(shop, "orders_of_the_last_day")
    assert capsys.readouterr().out.splitlines()[-1] == "total 15.00"
    assert len(shop.calls(shop.client.sales.order_repository.get_list)) == 3


def test_attributes_are_set_and_changed(shop: FakeShop, run: Run, capsys: Capture) -> None:
    held = shop.holds(shop.client.catalog.product_repository)
    run(shop, "product_with_custom_attributes")
    (bag,) = held.items
    assert (bag.price, bag.custom_attributes.get("color"), bag.weight) == (17, "5", 1.5)
    assert "b-1 17.0" in capsys.readouterr().out


def test_stock_is_filled_up(shop: FakeShop, run: Run, capsys: Capture) -> None:
    registry = shop.client.catalog_inventory.stock_registry
    shop.on(registry.get_stock_item_by_sku).returns(
        lambda call: models.catalog_inventory.StockItem(item_id=1, qty=3, is_in_stock=False)
    )
    shop.on(registry.update_stock_item_by_sku).returns(1)
    run(shop, "stock")
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
