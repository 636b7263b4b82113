"""Which methods keep entities, and what they do to them."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.models.base import Model
from runtime.rest.operation import RestOperation, body, path, search
from runtime.search.criteria import SearchCriteria
from runtime.soap.operation import SoapOperation
from runtime.testing.answers import Refusal
from runtime.testing.held import Held
from runtime.testing.methods import Method
from runtime.testing.repository import Repository, is_model, magento2_repository, no_key, verb_of

from tests.runtime.soap.shop import DEFINITION
from tests.runtime.testing.entities import Product, Products, Tier
from tests.runtime.testing.small_shop import call

Types = dict[str, Any]


def method(
    name: str, verb: str, required: Types, optional: Types | None = None, searches: str = ""
) -> Method:
    """A method of a repository, whose names are the same on the wire."""
    taken = {**required, **(optional or {})}
    parameters = tuple(search(each) if each == searches else body(each) for each in taken)
    operation: RestOperation[Any] = RestOperation(verb, f"/V1/{name}", parameters)
    return Method(f"products.{name}", operation, {each: each for each in taken}, taken, frozenset(required))


GET = method("get", "GET", {"sku": str}, {"store_id": int})
FIND = method("find", "GET", {}, {"criteria": SearchCriteria}, "criteria")
SAVE = method("save", "POST", {"product": Product})
DELETE = method("delete_by_id", "DELETE", {"sku": str})
RESULTS: Types = {
    "products.get": Product | None,
    "products.find": Products,
    "products.save": Product,
    "products.delete_by_id": bool,
}


def repository(*methods: Method, key: str | None = None, **results: Any) -> Repository:
    """The repository of these methods, whose results are the usual ones unless they are given here."""
    types = {**RESULTS, **{f"products.{name}": kind for name, kind in results.items()}}
    found = magento2_repository(methods, types, key)
    assert found is not None
    return found


def held(of: Repository, *items: Model) -> Held[Any]:
    """What the repository keeps."""
    return Held(items, of.kind)


def asked(of: Repository, entities: Held[Any], name: str, **arguments: Any) -> Any:
    """What a call is answered with."""
    return of.replies[f"products.{name}"](entities, call(f"products.{name}", arguments))


A, B = Product(id=1, sku="A", price=1), Product(id=2, sku="B", price=2)


def test_an_entity_is_read_by_its_key() -> None:
    products = repository(GET)
    kept = held(products, A, B)
    assert asked(products, kept, "get", sku="B", store_id=7) == B
    with pytest.raises(Refusal) as refused:
        asked(products, kept, "get", sku="C")
    assert (refused.value.status, refused.value.message) == (
        404,
        "No such entity with %fieldName = %fieldValue",
    )
    assert refused.value.parameters == {"fieldName": "sku", "fieldValue": "C"}


def test_an_entity_is_read_by_another_field_than_its_key() -> None:
    by_id = method("get", "GET", {"id": int})
    by_sku = method("get_by_sku", "GET", {"sku": str})
    products = repository(by_id, by_sku, get_by_sku=Product)
    assert products.kind.key == "id"
    kept = held(products, A, B)
    assert asked(products, kept, "get", id=2) == B
    assert asked(products, kept, "get_by_sku", sku="A") == A


def test_what_is_called_otherwise_than_a_field_is_the_key() -> None:
    by_number = method("get", "GET", {"product_id": int})
    products = repository(by_number)
    assert products.kind.key == "id"
    assert asked(products, held(products, A, B), "get", product_id=2) == B


def test_a_search_is_carried_out_page_by_page() -> None:
    products = repository(FIND, GET)
    kept = held(products, A, B, Product(id=3, sku="C", price=3))
    criteria = SearchCriteria(page_size=1, current_page=2).where("price", "gt", 1)
    page = asked(products, kept, "find", criteria=criteria)
    assert ([each.sku for each in page["items"]], page["total_count"]) == (["C"], 2)
    beyond = asked(products, kept, "find", criteria=SearchCriteria(page_size=2, current_page=3))
    assert (beyond["items"], beyond["total_count"]) == ([], 3)
    everything = asked(products, kept, "find")
    assert [each.sku for each in everything["items"]] == ["A", "B", "C"]
    by_number = asked(products, kept, "find", criteria=SearchCriteria().where("entity_id", "eq", 2))
    assert [each.sku for each in by_number["items"]] == ["B"]


@pytest.mark.parametrize("verb", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("result", "answer"),
    [(Product, Product(id=2, sku="B", price=9)), (int, "B"), (str, "B"), (bool, True), (None, None)],
)
def test_what_is_saved_is_kept_and_told_as_the_method_tells_it(verb: str, result: Any, answer: Any) -> None:
    products = repository(GET, method("save", verb, {"product": Product}, {"options": bool}), save=result)
    kept = held(products, A, B)
    assert asked(products, kept, "save", product=Product(sku="B", price=9)) == answer
    assert kept.get("B").price == 9


def test_the_key_of_what_is_saved_is_of_the_type_of_the_result() -> None:
    by_id = method("get", "GET", {"id": int})
    for result, answer in ((int, 1), (str, "1")):
        products = repository(by_id, SAVE, save=result)
        told = asked(products, held(products), "save", product=Product(sku="A"))
        assert (told, type(told)) == (answer, result)


@pytest.mark.parametrize(("result", "answer"), [(bool, True), (None, None), (int, None)])
def test_what_is_deleted_is_gone(result: Any, answer: Any) -> None:
    products = repository(GET, DELETE, delete_by_id=result)
    kept = held(products, A, B)
    assert asked(products, kept, "delete_by_id", sku="A") is answer
    assert list(kept.items) == [B]
    with pytest.raises(Refusal):
        asked(products, kept, "delete_by_id", sku="A")


@pytest.mark.parametrize(
    ("other", "result"),
    [
        (method("other", "GET", {"sku": str}), Tier),
        (method("other", "GET", {"sku": str, "store_id": int}), Product),
        (method("other", "GET", {}), Product),
        (method("other", "POST", {"sku": str}), Product),
        (method("other", "POST", {"product": Product}), Tier),
        (method("other", "GET", {"product": Product}), Product),
        (method("other", "POST", {}, {"product": Product}), Product),
        (method("other", "DELETE", {"sku": str, "store_id": int}), bool),
    ],
)
def test_a_method_that_does_something_else_is_left_to_the_test(other: Method, result: Any) -> None:
    assert set(repository(GET, other, other=result).replies) == {"products.get"}


def test_the_entity_is_that_of_the_list_and_else_that_of_a_reading_method() -> None:
    assert repository(GET).kind.entity is Product
    tiers = method("tiers", "GET", {"sku": str})
    assert repository(tiers, FIND, tiers=Tier).kind.entity is Product
    assert (
        repository(method("find", "GET", {}, {"c": SearchCriteria}, "c"), GET, find=Tier).kind.entity
        is Product
    )


def test_what_reads_no_entity_is_no_repository() -> None:
    assert magento2_repository([DELETE], RESULTS, None) is None
    assert magento2_repository([GET], {"products.get": str}, None) is None
    assert magento2_repository([], {}, None) is None


@pytest.mark.parametrize(
    ("required", "key", "found"),
    [
        ({"sku": str}, None, "sku"),
        ({"sku": str, "price": float}, None, "price"),
        ({"number": int}, None, "id"),
        ({"sku": int}, None, "id"),
        ({"number": str}, None, "id"),
        ({"sku": str}, "cost", "cost"),
    ],
)
def test_the_key_is_what_a_reading_method_takes(required: Types, key: str | None, found: str) -> None:
    assert repository(method("get", "GET", required), key=key).kind.key == found


def test_what_other_methods_take_is_no_key() -> None:
    assert repository(GET, method("other", "POST", {"price": float}), other=Tier).kind.key == "sku"


def test_entities_without_a_key_ask_for_one() -> None:
    with pytest.raises(TypeError, match=r"^say which field of Tier is its key: holds\(\.\.\., key='qty'\)$"):
        magento2_repository([method("get", "GET", {"sku": str})], {"products.get": Tier}, None)
    with pytest.raises(TypeError, match=r"which field of Product is its key"):
        repository(GET, key="colour")
    assert str(no_key(type("Empty", (Model,), {}))).endswith("key='id')")


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("a.get", "GET"),
        ("a.get_by_id", "GET"),
        ("a.save", "PUT"),
        ("a.create", "PUT"),
        ("a.update", "PUT"),
        ("a.delete_by_id", "DELETE"),
        ("get.cancel", ""),
        ("a.getter", ""),
    ],
)
def test_a_soap_operation_does_what_its_name_says(name: str, verb: str) -> None:
    operation: SoapOperation[Any] = SoapOperation(DEFINITION, name)
    assert verb_of(Method(name, operation, {}, {}, frozenset())) == verb


def test_a_route_does_what_its_http_method_says() -> None:
    route: RestOperation[Any] = RestOperation("POST", "/V1/a/{id}", (path("id"),))
    assert verb_of(Method("a.get", route, {}, {}, frozenset())) == "POST"


def test_only_models_are_models() -> None:
    assert is_model(Product)
    assert [is_model(kind) for kind in (Product(), str, list[Product], None)] == [False] * 4
