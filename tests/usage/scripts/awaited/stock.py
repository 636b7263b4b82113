"""Take in a delivery: count what is there, and add to it."""

import asyncio
import sys

from acme_store import AdminToken, AsyncClient, models, present


async def main(shop: AsyncClient) -> None:
    registry = shop.catalog_inventory.stock_registry
    delivery = {"24-MB01": 10, "24-MB02": 2.5}
    for sku, pieces in delivery.items():
        stock = await registry.get_stock_item_by_sku(product_sku=sku)
        change = models.catalog_inventory.StockItem(qty=stock.qty + pieces, is_in_stock=True)
        await registry.update_stock_item_by_sku(
            product_sku=sku, item_id=present(stock.item_id), stock_item=change
        )
        after = await registry.get_stock_item_by_sku(product_sku=sku)
        print(f"{sku}: {stock.qty:g} -> {after.qty:g}, {'for sale' if after.is_in_stock else 'sold out'}")


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="all") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
