"""Call a route that the package does not know, and read one answer's headers."""

import asyncio
import sys

from acme_store import AdminToken, AsyncClient, SearchCriteria, models


async def main(shop: AsyncClient) -> None:
    thing = await shop.request("GET", "/V1/acme/things/7", query={"verbose": True})
    print(thing["name"])
    criteria = SearchCriteria().any_of(("name", "like", "%a%"), ("name", "null"))
    found = await shop.request(
        "GET", "/V1/acme/things", query={"searchCriteria": criteria}, result=models.catalog.Product
    )
    print(found.sku.lower())
    answer = await shop.with_raw_response(shop.catalog.product_repository.get, sku="24-MB01")
    print(answer.headers["content-type"], answer.parse().sku)


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password")) as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
