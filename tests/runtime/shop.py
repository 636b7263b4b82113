"""A small hand-written client, of the shape that the generator emits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cached_property
from typing import Any

from runtime.client.base import BaseAsyncClient, BaseClient
from runtime.client.custom_routes import AsyncRestClient, RestClient
from runtime.client.operation import ANY
from runtime.client.options import RequestOptions
from runtime.client.resource import AsyncResource, Resource
from runtime.models.base import KeyedList, Model
from runtime.omit import OMIT
from runtime.rest.jobs import BulkResource, BulkRoot, C, bulk
from runtime.rest.operation import RestOperation, body, path, query, search
from runtime.search.criteria import SearchCriteria
from runtime.search.paging import Keyset

READ_ONLY = {"StockItem": ("show_message",)}
INPUT_NAMES = {"Picking": {"stock_id": "stockId"}}


class Attribute(Model):
    attribute_code: str | None = None
    value: Any = None


class StockItem(Model):
    qty: float | None = None
    is_in_stock: bool | None = None
    show_message: bool | None = None


class ProductExtension(Model):
    stock_item: StockItem | None = None
    website_ids: list[int] | None = None


class Picking(Model):
    stock_id: int | None = None
    note_text: str | None = None


class Product(Model):
    id: int | None = None
    sku: str | None = None
    name: str | None = None
    price: float | None = None
    type_id: str | None = None
    visible: bool | None = None
    product_links: list[Product] | None = None
    extension_attributes: ProductExtension | None = None
    custom_attributes: KeyedList[Attribute] | None = None


class ProductList(Model):
    items: list[Product] | None = None
    total_count: int | None = None


PRODUCTS = ("Magento_Catalog::products",)
GET = RestOperation(
    "GET",
    "/V1/products/{sku}",
    (path("sku"), query("editMode", bool), query("storeId", int), query("tags", list[str])),
    result=lambda: Product,
    acl=PRODUCTS,
)
GET_LIST = RestOperation(
    "GET", "/V1/products", (search("searchCriteria"),), result=lambda: ProductList, acl=PRODUCTS
)
SAVE = RestOperation(
    "POST",
    "/V1/products",
    (body("product", lambda: Product), body("saveOptions", bool, required=False)),
    result=lambda: Product,
    acl=PRODUCTS,
    asynchronous=True,
)
UPDATE = RestOperation(
    "PUT",
    "/V1/products/{sku}",
    (path("sku", into="product.sku"), body("product", lambda: Product)),
    result=lambda: Product,
    acl=PRODUCTS,
    asynchronous=True,
    idempotent=True,
)
ORDER = RestOperation("PUT", "/V1/products/order", (body("product", lambda: Product),), result=lambda: int)
DELETE = RestOperation("DELETE", "/V1/products/{sku}", (path("sku"),), result=lambda: bool, acl=PRODUCTS)
ME = RestOperation("GET", "/V1/customers/me", (), result=lambda: ANY, access="self")


class Products(Resource):
    def get(
        self,
        *,
        sku: str,
        edit_mode: bool = OMIT,
        store_id: int | None = OMIT,
        tags: list[str] = OMIT,
        options: RequestOptions | None = None,
    ) -> Product:
        return self._call(
            GET, {"sku": sku, "editMode": edit_mode, "storeId": store_id, "tags": tags}, options
        )

    def get_list(
        self, search_criteria: SearchCriteria | None = None, *, options: RequestOptions | None = None
    ) -> ProductList:
        return self._call(GET_LIST, {"searchCriteria": search_criteria}, options)

    def iter_list(
        self,
        search_criteria: SearchCriteria | None = None,
        *,
        keyset: Keyset | str | None = None,
        options: RequestOptions | None = None,
    ) -> Iterator[Product]:
        return self._iterate(GET_LIST, {"searchCriteria": search_criteria}, options, keyset)

    def iter_pages_list(
        self, search_criteria: SearchCriteria | None = None, *, options: RequestOptions | None = None
    ) -> Iterator[ProductList]:
        return self._iterate_pages(GET_LIST, {"searchCriteria": search_criteria}, options)

    def save(
        self,
        *,
        product: Product | dict[str, Any],
        save_options: bool = OMIT,
        options: RequestOptions | None = None,
    ) -> Product:
        return self._call(SAVE, {"product": product, "saveOptions": save_options}, options)

    def update(
        self, *, sku: str, product: Product | dict[str, Any], options: RequestOptions | None = None
    ) -> Product:
        return self._call(UPDATE, {"sku": sku, "product": product}, options)

    def order(
        self, *, product: Product | dict[str, Any] = OMIT, options: RequestOptions | None = None
    ) -> int:
        return self._call(ORDER, {"product": product}, options)

    def delete(self, *, sku: str, options: RequestOptions | None = None) -> bool:
        return self._call(DELETE, {"sku": sku}, options)

    def me(self, *, options: RequestOptions | None = None) -> Any:
        return self._call(ME, {}, options)


class AsyncProducts(AsyncResource):
    async def get(self, *, sku: str, options: RequestOptions | None = None) -> Product:
        return await self._call(GET, {"sku": sku}, options)

    def iter_list(
        self,
        search_criteria: SearchCriteria | None = None,
        *,
        keyset: Keyset | str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncIterator[Product]:
        return self._iterate(GET_LIST, {"searchCriteria": search_criteria}, options, keyset)

    def iter_pages_list(
        self, search_criteria: SearchCriteria | None = None, *, options: RequestOptions | None = None
    ) -> AsyncIterator[ProductList]:
        return self._iterate_pages(GET_LIST, {"searchCriteria": search_criteria}, options)


class BulkProducts(BulkResource[C]):
    save = bulk(SAVE)
    update = bulk(UPDATE)


class Bulk(BulkRoot[C]):
    @cached_property
    def products(self) -> BulkProducts[C]:
        return BulkProducts(self._client)


class Client(RestClient):
    user_agent = "shop/1.0 (schema 0123456789ab)"

    @cached_property
    def products(self) -> Products:
        return Products(self)

    @cached_property
    def bulk(self) -> Bulk[BaseClient]:
        return Bulk(self)


class AsyncClient(AsyncRestClient):
    user_agent = "shop/1.0 (schema 0123456789ab)"

    @cached_property
    def products(self) -> AsyncProducts:
        return AsyncProducts(self)

    @cached_property
    def bulk(self) -> Bulk[BaseAsyncClient]:
        return Bulk(self)
