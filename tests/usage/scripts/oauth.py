"""Read with the four keys of an integration."""

import sys

from acme_store import Client, OAuth1, SearchCriteria


def main(shop: Client) -> None:
    found = shop.catalog.product_repository.get_list(
        SearchCriteria().where("sku", "in", ["24-MB01", "24-MB02"]).page(10)
    )
    print(found.total_count, [product.name for product in found.items])


if __name__ == "__main__":
    with Client(sys.argv[1], auth=OAuth1("key", "secret", "token", "token secret")) as shop:
        main(shop)
