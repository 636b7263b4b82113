"""From methods to operations, and back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

import pytest
from runtime.client.lazy_member import Member
from runtime.client.operation_index import OperationIndex
from runtime.client.options import RequestOptions
from runtime.client.resource import AsyncNamespace, AsyncResource, Namespace, Resource
from runtime.omit import OMIT
from runtime.rest.operation import RestOperation, body, path
from runtime.testing.methods import MethodIndex, argument_type, operation_of, passed_on

from tests.runtime.shop import DELETE, GET, GET_LIST, ORDER, SAVE, AsyncClient, Client, Product
from tests.runtime.testing.small_shop import OPERATIONS, URL

if TYPE_CHECKING:
    from tests.runtime import inputs  # type: ignore[attr-defined]

PRODUCTS = Client(URL).products
INDEX = MethodIndex(OPERATIONS)


def test_a_method_is_found_by_its_operation() -> None:
    method = INDEX["GET /V1/products/{sku}"]
    assert (method.name, method.operation) == ("products.get", GET)
    assert method.names == {"sku": "sku", "editMode": "edit_mode", "storeId": "store_id", "tags": "tags"}
    assert method.required == {"sku"}
    assert (method.types["sku"], method.types["store_id"], method.types["tags"]) == (str, int, list[str])
    with pytest.raises(KeyError):
        INDEX["GET /V1/produkts"]


def test_methods_of_both_clients_are_the_same() -> None:
    assert INDEX.of_method(PRODUCTS.get) is INDEX["GET /V1/products/{sku}"]
    assert INDEX.of_method(AsyncClient(URL).products.get) is INDEX["GET /V1/products/{sku}"]
    assert INDEX.of_method(PRODUCTS.save).required == {"product"}
    assert INDEX.of_method(PRODUCTS.save).types["product"] is Product


@pytest.mark.parametrize("method", [print, len, Client(URL).request, lambda: None])
def test_what_is_no_method_of_a_resource_is_told(method: Any) -> None:
    with pytest.raises(TypeError, match=r"is no method of a resource, such as shop\.client\."):
        INDEX.of_method(method)


@pytest.mark.parametrize(
    "method", [PRODUCTS.iter_list, PRODUCTS.iter_pages_list, AsyncClient(URL).products.iter_list]
)
def test_what_makes_several_requests_is_told(method: Any) -> None:
    with pytest.raises(TypeError, match=rf"^{method.__name__} makes several requests; take the method that"):
        INDEX.of_method(method)


def test_a_resource_has_its_methods_but_no_iterators() -> None:
    names = {method.name for method in INDEX.of_resource(PRODUCTS)}
    assert names == {
        f"products.{name}" for name in ("get", "get_list", "save", "update", "order", "delete", "me")
    }
    assert {method.name for method in INDEX.of_resource(AsyncClient(URL).products)} == {"products.get"}
    for other in (Client(URL), "products", None):
        with pytest.raises(TypeError, match=r"is no resource, such as shop\.client\."):
            INDEX.of_resource(other)


def test_what_a_method_passes_on_is_seen_and_nothing_is_sent() -> None:
    options = RequestOptions(store="all")
    passed = passed_on(PRODUCTS.get, (), {"sku": "A", "store_id": 7, "options": options})
    assert (passed.operation, passed.options, str(passed)) == (GET, options, GET.id)
    assert passed.arguments == {"sku": "A", "editMode": OMIT, "storeId": 7, "tags": OMIT}
    assert passed_on(PRODUCTS.get_list, ("criteria",), {}).arguments == {"searchCriteria": "criteria"}
    assert passed_on(AsyncClient(URL).products.get, (), {"sku": "A"}).arguments == {"sku": "A"}
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'sku'"):
        passed_on(PRODUCTS.get, (), {})


def test_the_method_itself_is_left_as_it_is() -> None:
    passed_on(PRODUCTS.get, (), {"sku": "A"})
    assert "_call" not in vars(PRODUCTS)


def test_an_operation_is_found_without_arguments() -> None:
    assert operation_of(PRODUCTS.save) is SAVE
    assert operation_of(PRODUCTS.order) is ORDER
    assert operation_of(PRODUCTS.delete) is DELETE
    assert operation_of(PRODUCTS.get_list) is GET_LIST


@pytest.fixture
def parts() -> Any:
    """A module of resources with its namespaces, as a generated package has one: `parts(**resources)`."""
    module = ModuleType("tests.runtime.testing.parts")
    sys.modules[module.__name__] = module

    def put(**classes: type) -> ModuleType:
        for name, kind in classes.items():
            kind.__module__ = module.__name__
            setattr(module, name, kind)
        return module

    yield put
    del sys.modules[module.__name__]


READ: RestOperation[Any] = RestOperation("GET", "/V1/parts/{id}", (path("id", int),))
WRITE: RestOperation[Any] = RestOperation(
    "PUT", "/V1/parts", (body("part", lambda: Product), body("note"), body("fixed", bool))
)
SECRET: RestOperation[None] = RestOperation("GET", "/V1/secret")


class PartRepository(Resource):
    def get(self, *, id: int, options: RequestOptions | None = None) -> Any:
        return self._call(READ, {"id": id}, options)

    def put(
        self,
        part: Product | inputs.parts.Part,
        *,
        note: str = OMIT,
        options: RequestOptions | None = None,
        **more: int,
    ) -> Any:
        return self._call(WRITE, {"part": part, "note": note, "fixed": True, **more}, options)

    def count(self, *, ids: list[int]) -> int:
        return len(ids)

    def _hidden(self) -> None:
        return self._call(SECRET, {}, None)


class Elsewhere(Resource):
    def read(self, *, id: int) -> Any:
        return self._call(READ, {"id": id}, None)


class AsyncPartRepository(AsyncResource):
    async def get(self, *, id: int, options: RequestOptions | None = None) -> Any:
        return await self._call(READ, {"id": id}, options)


class Parts(Namespace):
    part_repository = Member(PartRepository)
    size = 7


class AsyncParts(AsyncNamespace):
    async_place = Member(AsyncPartRepository)


def indexed(module: ModuleType) -> MethodIndex:
    """The methods of a package that has one module."""
    operations = {"READ": READ, "WRITE": WRITE, "SECRET": SECRET}
    vars(module).update(operations)
    places = {each.id: f"parts.{name}" for name, each in operations.items()}
    return MethodIndex(OperationIndex("tests.runtime.testing", places))


def test_a_method_is_called_as_the_namespace_of_its_module_has_it(parts: Any) -> None:
    index = indexed(
        parts(
            PartRepository=PartRepository,
            AsyncPartRepository=AsyncPartRepository,
            Parts=Parts,
            AsyncParts=AsyncParts,
        )
    )
    assert index[READ.id].name == "parts.part_repository.get"
    assert [method.name for method in index.of_resource(AsyncPartRepository(AsyncClient(URL)))] == [
        "parts.part_repository.get"
    ]
    names = {method.name for method in index.of_resource(PartRepository(Client(URL)))}
    assert names == {"parts.part_repository.get", "parts.part_repository.put"}


def test_what_only_type_checkers_know_is_left_out_of_types(parts: Any) -> None:
    method = indexed(parts(PartRepository=PartRepository))[WRITE.id]
    assert method.types["part"] is Product
    assert method.names == {"part": "part", "note": "note"}
    assert method.required == {"part"}
    assert "types" not in repr(method)


def test_neither_hidden_methods_nor_classes_of_other_modules_count(parts: Any) -> None:
    module = parts()
    vars(module)["Elsewhere"] = Elsewhere
    parts(PartRepository=PartRepository)
    index = indexed(module)
    assert index[READ.id].name == "part_repository.get"
    with pytest.raises(KeyError):
        index[SECRET.id]


def test_a_package_without_blocking_clients_has_methods_too(parts: Any) -> None:
    assert indexed(parts(AsyncPartRepository=AsyncPartRepository))[READ.id].name == "part_repository.get"


def test_an_operation_that_no_method_calls_has_none(parts: Any) -> None:
    with pytest.raises(KeyError):
        indexed(parts())[READ.id]


@pytest.mark.parametrize(
    ("hint", "read"),
    [
        (int, int),
        (int | None, int),
        (Product | Mapping[str, Any], Product),
        (Mapping[str, Any] | Product | None, Product),
        (Sequence[Product | Mapping[str, Any]], list[Product]),
        (list[Product] | Mapping[str, Any], list[Product]),
        (Sequence[str] | None, list[str]),
        (Mapping[str, int | None], dict[str, int]),
        (Mapping, Mapping),
        (frozenset[int], frozenset[int]),
        (Literal["a", "b"] | Product, Product),
        (int | float | Decimal, float),
        (str | datetime, str),
        (int | bool, int),
        (bytes | Decimal, Any),
        (Any, Any),
        (Sequence, Sequence),
    ],
)
def test_the_type_that_a_server_reads(hint: Any, read: Any) -> None:
    assert argument_type(hint) == read
