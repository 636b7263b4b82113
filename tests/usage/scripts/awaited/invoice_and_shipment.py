"""Invoice an order and send it off."""

import asyncio
import sys

from acme_store import AdminToken, AsyncClient, present


async def main(shop: AsyncClient) -> None:
    order = await shop.sales.order_repository.get(id=2)
    invoice = await shop.sales.invoice_order.execute(
        order_id=present(order.entity_id), capture=True, notify=True
    )
    shipment = await shop.sales.ship_order.execute(
        order_id=present(order.entity_id),
        items=[
            {"order_item_id": present(item, "item_id"), "qty": present(item.qty_ordered)}
            for item in order.items
        ],
        tracks=[{"track_number": "TR-77", "title": "Parcel", "carrier_code": "custom"}],
        notify=True,
    )
    print(f"order {order.increment_id}: invoice {invoice}, shipment {shipment}")


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="default") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
