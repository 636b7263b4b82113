"""Call a route that the package does not know, and read one answer's headers."""

import sys

from acme_store import AdminToken, Client, SearchCriteria, models


def main(shop: Client) -> None:
    thing = shop.request("GET", "/V1/acme/things/7", query={"verbose": True})
    print(thing["name"])
    criteria = SearchCriteria().any_of(("name", "like", "%a%"), ("name", "null"))
    found = shop.request(
        "GET", "/V1/acme/things", query={"searchCriteria": criteria}, result=models.catalog.Product
    )
    print(found.sku.lower())
    answer = shop.with_raw_response(shop.catalog.product_repository.get, sku="24-MB01")
    print(answer.headers["content-type"], answer.parse().sku)


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password")) as shop:
        main(shop)
