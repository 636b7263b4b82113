"""Calls with mistakes that type checkers find: each line that says so is one."""

from decimal import Decimal

from acme_store import Client, SearchCriteria, inputs, models


def work(shop: Client) -> None:
    products = shop.catalog.product_repository
    products.save(product={"sku": "A", "price": Decimal("1.5"), "custom_attributes": {"color": "4"}})
    products.save(product={"sku": "A", "prise": 2})  # refused
    products.save(product={"sku": 3})  # refused
    products.save(product={"media_gallery_entries": [{"content": {"nam": "x"}}]})  # refused
    products.save(product=models.catalog.Product(sku="A", price="much"))  # refused
    products.save(products={"sku": "A"})  # refused
    change: inputs.catalog.Product = {"price": 2, "name": None}
    products.update(sku="A", product=change)
    bulk = shop.bulk.catalog.product_repository
    bulk.update([{"product": {"sku": "A", "price": 1.0}}, {"sku": "B", "product": change}])
    bulk.save([{"product": {"sku": "A", "weight": "heavy"}}])  # refused
    bulk.save([{"produkt": change}])  # refused
    bulk.save([{"save_options": True}])  # refused
    bulk.save.one({"product": change, "save_options": "yes"})  # refused
    SearchCriteria().where("price", "gt", 3).any_of(("sku", "null"), ("name", "like", "%a%"))
    SearchCriteria().where("price", "greater", 3)  # refused
    SearchCriteria().any_of(("price", "greater", 3))  # refused
    SearchCriteria().sort("price", "upwards")  # refused
