"""Read with the four keys of an integration."""

import asyncio
import sys

from acme_store import AsyncClient, OAuth1, SearchCriteria


async def main(shop: AsyncClient) -> None:
    found = await shop.catalog.product_repository.get_list(
        SearchCriteria().where("sku", "in", ["24-MB01", "24-MB02"]).page(10)
    )
    print(found.total_count, [product.name for product in found.items])


async def run(url: str) -> None:
    async with AsyncClient(url, auth=OAuth1("key", "secret", "token", "token secret")) as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
