"""Make a product with attributes of the shop's own, and change it afterwards."""

import asyncio
import sys
from datetime import date
from decimal import Decimal

from acme_store import AdminToken, AsyncClient, models


async def main(shop: AsyncClient) -> None:
    products = shop.catalog.product_repository
    bag = models.catalog.Product(sku="B-1", name="Bag", price=Decimal("19.90"), attribute_set_id=4)
    bag.type_id = "simple"
    bag.custom_attributes.set("color", "4")
    bag.custom_attributes.set("news_from_date", date(2026, 1, 31))
    saved = await products.save(product=bag)
    print(saved.id, saved.custom_attributes.get("color"), saved.custom_attributes.get("news_from_date"))

    saved.price = 17
    saved.custom_attributes.set("color", "5")
    changed = await products.update(sku=saved.sku, product=saved)
    print(changed.sku.lower(), changed.price, changed.custom_attributes.as_dict())
    print((await products.update(sku="B-1", product={"weight": 1.5})).weight)


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="all") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
