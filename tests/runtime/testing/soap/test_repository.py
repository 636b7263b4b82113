"""What Magento 1's SOAP API does to entities that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from runtime.errors import ApiError
from runtime.models.base import KeyedList
from runtime.soap.arguments import arg
from runtime.soap.faults import ApiFault
from runtime.soap.operation import SoapOperation
from runtime.testing.answers import Refusal
from runtime.testing.held import Held
from runtime.testing.methods import Method
from runtime.testing.repository import Repository
from runtime.testing.soap.repository import magento1_repository

from tests.runtime.testing.small_shop import call
from tests.runtime.testing.soap.models import Condition, Data, Filters, Listed, Pair, Product
from tests.runtime.testing.soap.small_shop import DEFINITION, Client, FakeShop, ProductNotExists

Types = dict[str, Any]


@pytest.fixture
def shop() -> Any:
    """An empty shop."""
    with FakeShop() as shop:
        yield shop


@pytest.fixture
def held(shop: FakeShop) -> Held[Product]:
    """Three products, of which one has a number for its SKU."""
    return shop.holds(
        shop.client.products,
        [
            Product(product_id="1", sku="A", name="Bag", price=10, type="simple"),
            Product(product_id="2", sku="B", name="Hat", price=9.5, type="bundle", set="4"),
            Product(product_id="7", sku="77", price=100),
        ],
    )


@pytest.fixture(params=DEFINITION.modes)
def client(shop: FakeShop, request: pytest.FixtureRequest) -> Client:
    """A client that speaks one of the modes."""
    return shop.client.with_options(mode=request.param)


def test_entities_are_listed_with_the_fields_of_a_list(client: Client, held: Held[Product]) -> None:
    assert client.products.list() == [
        Listed(product_id="1", sku="A"),
        Listed(product_id="2", sku="B"),
        Listed(product_id="7", sku="77"),
    ]


def condition(field: str, operator: str, value: str) -> Condition:
    return Condition(key=field, value=Pair(key=operator, value=value))


@pytest.mark.parametrize(
    ("simple", "others", "numbers"),
    [
        ([("sku", "a")], [], ["1"]),
        ([("type_id", "simple"), ("sku", "B")], [], []),
        ([("type_id", "simple")], [], ["1"]),
        ([("attribute_set_id", "4")], [], ["2"]),
        ([("entity_id", "2")], [], ["2"]),
        ([("colour", "red")], [], []),
        ([], [("price", "gt", "9.9")], ["1", "7"]),
        ([], [("price", "gt", "9.9"), ("name", "null", "1")], ["7"]),
        ([], [("price", "gt", "9.9"), ("price", "lt", "50")], ["1", "7"]),
        ([], [("price", "from", "9"), ("price", "to", "50")], ["1", "2"]),
        ([], [("price", "from", "9.8"), ("price", "to", "50")], ["1"]),
        ([], [("price", "neq", "10"), ("price", "from", "9"), ("price", "to", "50")], ["1", "2"]),
        ([("sku", "77")], [("sku", "neq", "77")], ["7"]),
    ],
)
def test_of_the_conditions_on_a_field_the_server_applies_one(
    shop: FakeShop, held: Held[Product], simple: list[Any], others: list[Any], numbers: list[str]
) -> None:
    filters = Filters(
        filter=KeyedList([Pair(key=field, value=value) for field, value in simple]),
        complex_filter=KeyedList([condition(*each) for each in others]),
    )
    assert [each.product_id for each in shop.client.products.list(filters=filters)] == numbers


def test_a_condition_that_is_not_known_is_a_fault(client: Client, held: Held[Product]) -> None:
    filters = Filters(complex_filter=KeyedList([condition("price", "above", "9")]))
    with pytest.raises(ApiError, match='"above" is not known'):
        client.products.list(filters=filters)


def test_an_entity_is_read_by_its_number_or_its_sku(client: Client, held: Held[Product]) -> None:
    assert client.products.info(product_id="2").name == "Hat"
    assert client.products.info(product_id="B").product_id == "2"
    assert client.products.info(product_id="7").sku == "77"
    assert client.products.info(product_id="77", identifier_type="sku").product_id == "7"
    for product_id, kind in (("77", ""), ("A", "id"), ("1", "sku"), ("C", "")):
        with pytest.raises(ProductNotExists, match="There is no such product"):
            client.products.info(product_id=product_id, identifier_type=kind)


def test_an_entity_is_made_changed_and_deleted(client: Client, held: Held[Product]) -> None:
    assert client.products.create(sku="C", data=Data(name="Cap", price=3)) == 8
    assert held.items[-1] == Product(product_id="8", sku="C", name="Cap", price=3)
    assert client.products.update(product_id="C", data=Data(price=4)) is True
    assert held.get("8") == Product(product_id="8", sku="C", name="Cap", price=4)
    assert client.products.delete(product_id="1") is True
    assert [each.sku for each in held.items] == ["B", "77", "C"]
    with pytest.raises(ProductNotExists):
        client.products.delete(product_id="1")
    with pytest.raises(ProductNotExists):
        client.products.update(product_id="1", data=Data(price=4))


def method(name: str, required: Types, optional: Types | None = None, path: str = "order.info") -> Method:
    """A method of a resource, whose names are the same on the wire."""
    taken = {**required, **(optional or {})}
    operation: SoapOperation[Any] = SoapOperation(
        DEFINITION, f"order_{name}", tuple(arg(each, str) for each in taken), path=path
    )
    return Method(f"orders.{name}", operation, {each: each for each in taken}, taken, frozenset(required))


INFO = method("info", {"product_id": str})
RESULTS: Types = {"orders.info": Product, "orders.list": list[Listed]}


def repository(*methods: Method, key: str | None = None, **results: Any) -> Repository:
    """The repository of these methods, whose results are the usual ones unless they are given here."""
    types = {**RESULTS, **{f"orders.{name}": kind for name, kind in results.items()}}
    found = magento1_repository(methods, types, key)
    assert found is not None
    return found


def asked(of: Repository, entities: Held[Any], name: str, **arguments: Any) -> Any:
    """What a call is answered with."""
    return of.replies[f"orders.{name}"](entities, call(f"orders.{name}", arguments))


def test_the_entity_is_that_of_info_and_else_that_of_the_list() -> None:
    listing = method("list", {}, {"filters": Filters | None})
    assert repository(listing, INFO).kind.entity is Product
    assert repository(listing).kind.entity is Listed
    assert repository(INFO, listing, info=str, list=list[Listed], key="sku").kind.entity is Listed


@pytest.mark.parametrize(
    ("methods", "key", "found"),
    [
        ([INFO], None, "product_id"),
        ([INFO], "sku", "sku"),
        ([method("info", {"order_sku": str})], None, "sku"),
        ([method("info", {"id": str})], None, "product_id"),
        ([INFO, method("update", {"other": str, "sku": str, "data": Data})], None, "product_id"),
        ([method("list", {})], None, "product_id"),
        ([method("list", {}), method("remove", {"sku": str})], None, "sku"),
    ],
)
def test_the_key_is_what_a_method_takes_that_is_about_one(
    methods: list[Method], key: str | None, found: str
) -> None:
    assert repository(*methods, key=key, update=bool, remove=bool).kind.key == found


@pytest.mark.parametrize(("argument", "key"), [("colour", None), ("product_id", "colour")])
def test_entities_without_such_a_key_ask_for_one(argument: str, key: str | None) -> None:
    with pytest.raises(TypeError, match="say which field of Product is its key"):
        repository(method("info", {argument: str}), key=key)


def test_what_reads_no_entity_is_no_repository() -> None:
    update = method("update", {"product_id": str, "data": Data})
    strange = method("list", {"colour": str})
    for methods, types in (
        ([update], {"orders.update": bool}),
        ([method("info", {"product_id": str})], {"orders.info": str}),
        ([strange], RESULTS),
        ([method("list", {})], {"orders.list": list[str]}),
    ):
        assert magento1_repository(methods, types, None) is None


@pytest.mark.parametrize(
    ("other", "result"),
    [
        (method("update", {"product_id": str, "store": str, "data": Data}), bool),
        (method("update", {"product_id": str}, {"data": Data}), bool),
        (method("delete", {"product_id": str, "store": str}), bool),
        (method("create", {"data": Data}), bool),
        (method("create", {"sku": str}), int),
        (method("list", {}), list[str]),
        (method("list", {"store": str}), list[Listed]),
        (method("reset", {}), None),
    ],
)
def test_a_method_that_does_something_else_is_left_to_the_test(other: Method, result: Any) -> None:
    name = other.name.partition(".")[2]
    assert set(repository(INFO, other, **{name: result}).replies) == {"orders.info"}


def test_a_method_info_that_tells_something_else_is_left_to_the_test() -> None:
    assert set(repository(method("list", {}), INFO, info=str).replies) == {"orders.list"}


def test_a_list_may_be_that_of_the_entities_that_are_named() -> None:
    orders = repository(method("list", {"product_ids": list[str]}), INFO)
    kept = Held(
        [Product(product_id="1", sku="A"), Product(product_id="2"), Product(product_id="3")], orders.kind
    )
    found = asked(orders, kept, "list", product_ids=["A", 3, "9"])
    assert [each["product_id"] for each in found] == ["1", "3"]
    assert asked(orders, kept, "list", product_ids=[]) == []


@pytest.mark.parametrize(("result", "answer"), [(bool, True), (int, 1), (str, "1"), (None, None)])
def test_a_success_is_told_as_the_method_tells_it(result: Any, answer: Any) -> None:
    update, remove = method("update", {"product_id": str, "data": Data}), method(
        "remove", {"product_id": str}
    )
    orders = repository(INFO, update, remove, update=result, remove=result)
    kept = Held([Product(product_id="1")], orders.kind)
    assert asked(orders, kept, "update", product_id="1", data=Data(name="x")) == answer
    assert kept.get("1").name == "x"
    assert asked(orders, kept, "remove", product_id="1") == answer
    assert list(kept.items) == []


def test_a_new_entity_has_the_other_arguments_too_and_its_key_is_told() -> None:
    create = method("create", {"sku": str, "data": Data}, {"type": str})
    for result, answer in ((int, "1"), (str, "1")):
        orders = repository(INFO, create, create=result)
        kept: Held[Any] = Held([], orders.kind)
        made = asked(orders, kept, "create", sku="A", type="simple", colour="red", data=Data(name="x"))
        assert made == answer
        assert list(kept.items) == [Product(product_id="1", sku="A", type="simple", name="x")]


def test_entities_without_a_sku_are_read_by_their_key_alone() -> None:
    pairs = repository(method("info", {"key": str}), info=Pair)
    kept = Held([Pair(key="A", value="x")], pairs.kind)
    assert asked(pairs, kept, "info", key="A").value == "x"


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("product.info", "101", "There is no such product."),
        ("order.info", "100", "Requested entity not exists."),
    ],
)
def test_what_is_missing_is_the_fault_of_the_resource(path: str, code: str, message: str) -> None:
    products = repository(method("info", {"product_id": str}, path=path))
    with pytest.raises(Refusal) as refused:
        asked(products, Held([], products.kind), "info", product_id="9")
    assert (refused.value.status, refused.value.code, refused.value.message) == (404, code, message)


@pytest.mark.parametrize(
    ("resource", "names", "meant"),
    [
        (
            "catalog_product",
            "CatalogProductStore CatalogProductProduct CatalogProductProductType CatalogProductProductAttributeSet",
            "CatalogProductProduct",
        ),
        ("catalog_category", "CatalogCategoryStore CatalogCategory", "CatalogCategory"),
        ("cart", "CartStore CartQuote", "CartQuote"),
        ("core_store", "CoreStoreStore", "CoreStoreStore"),
        (
            "catalog_product_tag",
            "CatalogProductTagStore CatalogProductTagTag",
            "CatalogProductTagTag",
        ),
        ("order_note", "OrderNoteOrder OrderNote", "OrderNote"),
        ("review", "ReviewStore ReviewCustomer", "ReviewCustomer"),
    ],
)
def test_of_several_faults_of_that_kind_the_entitys_own_is_meant(
    resource: str, names: str, meant: str
) -> None:
    kinds: list[Any] = [
        type(
            f"{name}NotExists",
            (ApiFault,),
            {"resource": resource, "fault_code": str(code), "__doc__": f"{code}: {name}"},
        )
        for code, name in enumerate(names.split(), 100)
    ]
    definition = replace(
        DEFINITION, faults=lambda: {(kind.resource, kind.fault_code): kind for kind in kinds}
    )
    operation: Any = SoapOperation(definition, "info", (arg("product_id", str),), path=f"{resource}.info")
    info = Method(
        f"{resource}.info",
        operation,
        {"product_id": "product_id"},
        {"product_id": str},
        frozenset({"product_id"}),
    )
    kept = magento1_repository([info], {info.name: Product}, None)
    assert kept is not None
    assert kept.kind.missing("", "").message == meant
