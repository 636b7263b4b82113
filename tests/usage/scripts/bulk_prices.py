"""Raise every price by a tenth, in one request that the shop works on later."""

import sys
from decimal import Decimal

from acme_store import AdminToken, Client, SearchCriteria, models, present


def new_price(sku: str, old: float) -> models.catalog.BasePrice:
    return models.catalog.BasePrice(sku=sku, store_id=0, price=round(Decimal(str(old)) * Decimal("1.1"), 2))


def main(shop: Client) -> None:
    products = shop.catalog.product_repository.iter_list(SearchCriteria().where("price", "gt", 0).sort("sku"))
    job = shop.bulk.catalog.base_price_storage.update(
        [{"prices": [new_price(product.sku, present(product.price))]} for product in products]
    )
    result = job.wait(timeout=10)
    print(f"{len(result.items)} prices, {len(result.failed)} refused")
    for item in result.failed:
        print(item.index, item.message)


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password"), store="all") as shop:
        main(shop)
