"""What goes wrong, and what is told of it."""

import asyncio
import sys

from acme_store import (
    AdminToken,
    AsyncClient,
    BadRequestError,
    MissingValueError,
    NotFoundError,
    RequestError,
    models,
    present,
)


async def main(shop: AsyncClient) -> None:
    products = shop.catalog.product_repository
    try:
        await products.get(sku="nothing")
    except NotFoundError as error:
        print(error.status, error.message)
    try:
        await products.save(product=models.catalog.Product(sku="no price"))
    except BadRequestError as error:
        print(error.message, error.template, error.parameters)
    try:
        await products.update(sku="24-MB01", product=models.catalog.Product.model_validate({"prise": 2}))
    except RequestError as error:
        print(error)
    try:
        print(present(await products.get(sku="24-MB02"), "weight"))
    except MissingValueError as error:
        print(error)


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="all") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
