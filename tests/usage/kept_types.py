"""What calls give, as a type checker has to see it wherever an editor completes."""

from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from acme_store import AsyncClient, AsyncJob, Client, Job, RawResponse, SearchCriteria, models


def work(shop: Client) -> None:
    products = shop.catalog.product_repository
    assert_type(products.get(sku="A"), models.catalog.Product)
    assert_type(products.get_list().items, list[models.catalog.Product])
    assert_type(products.iter_list(SearchCriteria()), Iterator[models.catalog.Product])
    assert_type(products.iter_pages_list(), Iterator[models.catalog.ProductSearchResults])
    assert_type(shop.with_options(store="all").sales.order_repository.get(id=1), models.sales.Order)
    job = shop.bulk.catalog.product_repository.save([{"product": {"sku": "A"}}])
    assert_type(job, Job[models.catalog.Product])
    assert_type(job.wait(timeout=1).items[0].value, models.catalog.Product | None)
    assert_type(shop.bulk.catalog.product_repository.save.job("id").status().finished, bool)
    answer = shop.with_raw_response(products.get, sku="A")
    assert_type(answer, RawResponse[models.catalog.Product])
    assert_type(answer.parse(), models.catalog.Product)
    assert_type(shop.request("GET", "/V1/things", result=models.catalog.Product), models.catalog.Product)


async def work_awaited(shop: AsyncClient) -> None:
    products = shop.catalog.product_repository
    assert_type(await products.get(sku="A"), models.catalog.Product)
    assert_type(products.iter_list(), AsyncIterator[models.catalog.Product])
    job = await shop.bulk.catalog.product_repository.save.one({"product": {"sku": "A"}})
    assert_type(job, AsyncJob[models.catalog.Product])
    assert_type((await job.wait()).items[0].value, models.catalog.Product | None)
    answer = await shop.with_raw_response(products.get, sku="A")
    assert_type(answer.parse(), models.catalog.Product)
