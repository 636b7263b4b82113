"""Invoice an order and send it off."""

import sys

from acme_store import AdminToken, Client, present


def main(shop: Client) -> None:
    order = shop.sales.order_repository.get(id=2)
    invoice = shop.sales.invoice_order.execute(order_id=present(order.entity_id), capture=True, notify=True)
    shipment = shop.sales.ship_order.execute(
        order_id=present(order.entity_id),
        items=[
            {"order_item_id": present(item, "item_id"), "qty": present(item.qty_ordered)}
            for item in order.items
        ],
        tracks=[{"track_number": "TR-77", "title": "Parcel", "carrier_code": "custom"}],
        notify=True,
    )
    print(f"order {order.increment_id}: invoice {invoice}, shipment {shipment}")


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password"), store="default") as shop:
        main(shop)
