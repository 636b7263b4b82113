"""What goes wrong, and what is told of it."""

import sys

from acme_store import (
    AdminToken,
    BadRequestError,
    Client,
    MissingValueError,
    NotFoundError,
    RequestError,
    models,
    present,
)


def main(shop: Client) -> None:
    products = shop.catalog.product_repository
    try:
        products.get(sku="nothing")
    except NotFoundError as error:
        print(error.status, error.message)
    try:
        products.save(product=models.catalog.Product(sku="no price"))
    except BadRequestError as error:
        print(error.message, error.template, error.parameters)
    try:
        products.update(sku="24-MB01", product=models.catalog.Product.model_validate({"prise": 2}))
    except RequestError as error:
        print(error)
    try:
        print(present(products.get(sku="24-MB02"), "weight"))
    except MissingValueError as error:
        print(error)


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password"), store="all") as shop:
        main(shop)
