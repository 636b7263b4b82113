"""How a shop in memory is set up, for type checkers: each line marked `wrong` is an error, and no other is."""

from __future__ import annotations

from typing import assert_type

from acme_store import NotFoundError, RequestOptions, SearchCriteria
from acme_store.models import acme_catalog
from acme_store.testing import ANY, Call, FakeShop, Held, Where
from legacy_shop.testing import FakeShop as LegacyShop


def answer(call: Call) -> acme_catalog.Product:
    return acme_catalog.Product(sku=call.argument("sku", str))


shop = FakeShop(store="all")
products = shop.client.acme_catalog.product_repository
awaited = shop.async_client.acme_catalog.product_repository
orders = shop.client.acme_sales.order_management

legacy = LegacyShop()
legacy.on(legacy.client.api.call).given("acme.list", [7]).returns([{"id": "1"}], 7)
legacy.on(legacy.async_client.api.call).returns("anything")

shop.on(products.get).given(sku="A").returns(acme_catalog.Product(sku="A"))
shop.on(products.get).given(sku="A", options=RequestOptions(store="german")).returns({"sku": "A"})
shop.on(products.get).returns(answer)
shop.on(products.get).returns(
    acme_catalog.Product(), {"sku": "A"}, answer, lambda call: acme_catalog.Product()
)
shop.on(products.get_list).given(SearchCriteria()).returns_items([acme_catalog.Product(sku="A")])
shop.on(products.get_list).returns(acme_catalog.ProductSearchResults(total_count=0))
shop.on(products.delete_by_id).given(sku="A").once().returns(True)
shop.on(products.save).given(product=ANY, save_options=True).raises(NotFoundError, "No %name", name="A")
shop.on(products.save).given(product=Where(lambda product: bool(product.price))).raises(429, retry_after=2)
shop.on(products.save).raises(ConnectionRefusedError).raises(503, "<b>Back soon</b>")
shop.on(orders.get_status).given(id=7).returns("pending").takes(0.1)
shop.on(awaited.get).given(sku="A").returns(acme_catalog.Product())
shop.on(awaited.get_list).returns_items([acme_catalog.Product(sku="A")])
assert_type(shop.holds(products), Held[acme_catalog.Product])
assert_type(shop.holds(awaited, [acme_catalog.Product()]), Held[acme_catalog.Product])
assert_type(shop.holds(shop.client.acme_store_locator.location_repository).items[0].id, int | None)
price: float | None = shop.calls(products.save).last.argument("product", acme_catalog.Product).price

shop.on(products.get).given(skuu="A")  # refused
shop.on(products.get).given(sku=1)  # refused
shop.on(products.get).returns(acme_catalog.Category())  # refused
shop.on(products.get).returns("A")  # refused
shop.on(products.get).returns(lambda call: 3)  # refused
shop.on(products.get).returns_items([])  # refused
shop.on(products.get_list).returns_items([acme_catalog.Category()])  # refused
shop.on(products.delete_by_id).returns("yes")  # refused
shop.on(products.save).raises("404")  # refused
shop.on(products.save).raises(ValueError)  # refused
shop.on(awaited.get).given(skuu="A")  # refused
shop.on(awaited.get).returns("A")  # refused
shop.on(awaited.get_list).returns_items([acme_catalog.Category()])  # refused
shop.holds(orders)  # refused
other: str = shop.calls(products.save).last.argument("product", acme_catalog.Product).price  # refused
