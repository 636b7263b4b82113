"""The same for Magento 1: what api2.xml requires, and what SOAP's arguments hold."""

from decimal import Decimal

import legacy_rest
import legacy_shop


def rest(shop: legacy_rest.Client) -> None:
    shop.products.create({"sku": "A", "cost": Decimal("1.5")})
    shop.products.create({"name": "Bag"})  # refused
    shop.products.create_many([{"sku": "A"}, {"name": "B"}])  # refused
    shop.products.update({"name": "Bag"}, id=1)
    shop.products.update({"class": 3}, id=1)  # what has no type may be a number
    shop.products.update({"name": ["Bag"]}, id=1)  # refused
    shop.products.update({"naem": "Bag"}, id=1)  # refused
    shop.shelf_entries.update({"qty": 2}, id=1)
    shop.shelf_entries.update({"minimum": 2}, id=1)  # refused
    shop.products.list(filters=legacy_rest.Filters().where("sku", "like", "A%"))
    shop.products.list(filters=legacy_rest.Filters().where("sku", "resembles", "A%"))  # refused
    shop.products.list(order="sku", dir="up")  # refused


def soap(shop: legacy_shop.Client) -> None:
    shop.shopping_cart_product.add(quote_id=1, products=[{"sku": "A", "qty": Decimal(2)}])
    shop.shopping_cart_product.add(quote_id=1, products=[{"sku": "A", "quantity": 2}])  # refused
    shop.catalog_product.create(type="simple", set="4", sku="A", product_data={"name": "Bag"})
    shop.catalog_product.create(type="simple", set="4", sku="A", product_data={"name": 3})  # refused
    shop.catalog_product.list(filters=legacy_shop.Filters().where("sku", "resembles", "A"))  # refused
