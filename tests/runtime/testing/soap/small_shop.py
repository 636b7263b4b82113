"""A small hand-written package of Magento 1's SOAP API, of the shape that the generator emits, and its shop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import Any, ClassVar

from runtime.client.operation_index import OperationIndex
from runtime.client.resource import Resource
from runtime.omit import OMIT
from runtime.soap.arguments import arg
from runtime.soap.client import SoapClient
from runtime.soap.dialects import Definition
from runtime.soap.faults import ApiFault, FaultTable
from runtime.soap.operation import SoapOperation
from runtime.soap.v1_calls import ApiResource
from runtime.testing.shop import BaseFakeShop
from runtime.testing.soap.server import SoapServer

from tests.runtime.soap import shop_models
from tests.runtime.testing.soap import models
from tests.runtime.testing.soap.models import Codes, Data, Filters, Listed, Product

TYPES = {
    place.__name__.rpartition(".")[2]: {
        name.lower(): name
        for name, value in vars(models).items()
        if isinstance(value, type) and value.__module__ == place.__name__
    }
    for place in (models, shop_models)
}
PLACES = SimpleNamespace(models=models, shop_models=shop_models)


class ProductNotExists(ApiFault):
    """101: There is no such product."""

    resource = "product"
    fault_code = "101"


class ProductStoreNotExists(ApiFault):
    """100: There is no such store view."""

    resource = "product"
    fault_code = "100"


def faults() -> FaultTable:
    return {(each.resource, each.fault_code): each for each in (ProductStoreNotExists, ProductNotExists)}


DEFINITION = Definition(("v2", "wsi", "v1", "xmlrpc"), "urn:Shop", PLACES, TYPES, faults=faults)

STORE = arg("store", str, v2="storeView")
LIST = SoapOperation(
    DEFINITION,
    "productList",
    (arg("filters", lambda: Filters), STORE),
    lambda: list[Listed],
    path="product.list",
)
INFO = SoapOperation(
    DEFINITION,
    "productInfo",
    (
        arg("productId", str, v2="product"),
        STORE,
        arg("attributes", lambda: Codes),
        arg("identifierType", str),
    ),
    lambda: Product,
    path="product.info",
)
CREATE = SoapOperation(
    DEFINITION,
    "productCreate",
    (arg("sku", str), arg("data", lambda: Data)),
    lambda: int,
    path="product.create",
)
UPDATE = SoapOperation(
    DEFINITION,
    "productUpdate",
    (arg("productId", str), arg("data", lambda: Data)),
    lambda: bool,
    path="product.update",
)
DELETE = SoapOperation(
    DEFINITION, "productDelete", (arg("productId", str),), lambda: bool, path="product.delete"
)
RESET: SoapOperation[None] = SoapOperation(DEFINITION, "productReset", path="product.reset")
SCAN = SoapOperation(
    DEFINITION,
    "productScan",
    (arg("codes", list[str], items="code", v1="*"),),
    lambda: list[str],
    path="product.scan",
)
COUNTS = SoapOperation(DEFINITION, "counts", (arg("kind", str),), lambda: list[int], path="counts")
LOGIN = SoapOperation(
    DEFINITION,
    "login",
    (arg("username", str), arg("apiKey", str)),
    lambda: str,
    path="login",
    request="loginParam",
    session="",
)
TAGS = SoapOperation(DEFINITION, "productTags", result=lambda: list[str], items="", path="product.tags")
OLD = SoapOperation(DEFINITION, "productOld", result=lambda: bool, path="product.old", without=("wsi",))


class Products(Resource):
    def list(self, *, filters: Filters | None = OMIT, store: str = OMIT) -> list[Listed]:
        return self._call(LIST, {"filters": filters, "store": store}, None)

    def info(
        self, *, product_id: str, store: str = OMIT, attributes: Codes = OMIT, identifier_type: str = OMIT
    ) -> Product:
        arguments = {"productId": product_id, "store": store, "attributes": attributes}
        return self._call(INFO, {**arguments, "identifierType": identifier_type}, None)

    def create(self, *, sku: str, data: Data) -> int:
        return self._call(CREATE, {"sku": sku, "data": data}, None)

    def update(self, *, product_id: str, data: Data) -> bool:
        return self._call(UPDATE, {"productId": product_id, "data": data}, None)

    def delete(self, *, product_id: str) -> bool:
        return self._call(DELETE, {"productId": product_id}, None)

    def reset(self) -> None:
        return self._call(RESET, {}, None)

    def tags(self) -> Sequence[str]:
        return self._call(TAGS, {}, None)

    def old(self) -> bool:
        return self._call(OLD, {}, None)

    def scan(self, *, codes: Sequence[str]) -> Sequence[str]:
        return self._call(SCAN, {"codes": codes}, None)


class Api(ApiResource):
    def counts(self, *, kind: str = OMIT) -> list[int]:
        return self._call(COUNTS, {"kind": kind}, None)

    def login(self, *, username: str, api_key: str) -> str:
        return self._call(LOGIN, {"username": username, "apiKey": api_key}, None)


NAMES = ("LIST", "INFO", "CREATE", "UPDATE", "DELETE", "RESET", "SCAN", "TAGS", "OLD", "COUNTS", "LOGIN")
OPERATIONS: OperationIndex[SoapOperation[Any]] = OperationIndex(
    __package__ or "", {globals()[name].id: f"small_shop.{name}" for name in NAMES}
)


class Client(SoapClient):
    """A client that blocks."""

    definition: ClassVar[Definition] = DEFINITION

    @cached_property
    def products(self) -> Products:
        return Products(self)

    @cached_property
    def api(self) -> Api:
        return Api(self)


class FakeShop(BaseFakeShop):
    """A shop in memory, with a client."""

    def _make_server(self) -> SoapServer:
        return SoapServer(OPERATIONS)

    @cached_property
    def client(self) -> Client:
        """A client that blocks."""
        return self._blocking(Client)
