"""What was ordered since yesterday, and what it adds up to."""

import sys
from datetime import UTC, datetime, timedelta

from acme_store import AdminToken, Client, SearchCriteria


def main(shop: Client) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    recent = SearchCriteria().where("created_at", "gteq", yesterday).sort("entity_id").page(2)
    total = 0.0
    for order in shop.sales.order_repository.iter_list(recent):
        lines = ", ".join(f"{item.qty_ordered or 0:g} x {item.sku}" for item in order.items)
        print(f"{order.increment_id} {order.customer_email.lower()}: {lines}")
        total += order.grand_total
    print(f"total {total:.2f}")


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password")) as shop:
        main(shop)
