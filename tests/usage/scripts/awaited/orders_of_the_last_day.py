"""What was ordered since yesterday, and what it adds up to."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from acme_store import AdminToken, AsyncClient, SearchCriteria


async def main(shop: AsyncClient) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    recent = SearchCriteria().where("created_at", "gteq", yesterday).sort("entity_id").page(2)
    total = 0.0
    async for order in shop.sales.order_repository.iter_list(recent):
        lines = ", ".join(f"{item.qty_ordered or 0:g} x {item.sku}" for item in order.items)
        print(f"{order.increment_id} {order.customer_email.lower()}: {lines}")
        total += order.grand_total
    print(f"total {total:.2f}")


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password")) as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
