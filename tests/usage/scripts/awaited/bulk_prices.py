"""Raise every price by a tenth, in one request that the shop works on later."""

import asyncio
import sys
from decimal import Decimal

from acme_store import AdminToken, AsyncClient, SearchCriteria, models, present


def new_price(sku: str, old: float) -> models.catalog.BasePrice:
    return models.catalog.BasePrice(sku=sku, store_id=0, price=round(Decimal(str(old)) * Decimal("1.1"), 2))


async def main(shop: AsyncClient) -> None:
    products = shop.catalog.product_repository.iter_list(SearchCriteria().where("price", "gt", 0).sort("sku"))
    job = await shop.bulk.catalog.base_price_storage.update(
        [{"prices": [new_price(product.sku, present(product.price))]} async for product in products]
    )
    result = await job.wait(timeout=10)
    print(f"{len(result.items)} prices, {len(result.failed)} refused")
    for item in result.failed:
        print(item.index, item.message)


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="all") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
