"""Every kind of change, its level, place and Python name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from codegen.comparing.api_changes import compare
from codegen.describe.document import described
from codegen.ir import (
    ANY,
    INTEGER,
    STRING,
    Access,
    Api,
    Auth,
    Field,
    List,
    Model,
    Named,
    Operation,
    Parameter,
    RestBinding,
)
from codegen.symbols import assign
from codegen.values import replace
from tests.commands.shop import GET, PRODUCT, RATES, SAVE, WEBAPI, shop

Change = Callable[[Api], Api]


def document(api: Api) -> dict[str, Any]:
    return described(api, assign(api, assign(shop(), {}).pins()))


def on(id: str, change: Callable[[Operation], Operation]) -> Change:
    return lambda api: replace(
        api, operations=tuple(change(each) if each.id == id else each for each in api.operations)
    )


def parameters(id: str, *values: Parameter) -> Change:
    return on(id, lambda operation: replace(operation, parameters=values))


def auth(id: str, access: Access, *resources: str) -> Change:
    return on(id, lambda operation: replace(operation, auth=Auth(access=access, resources=resources)))


def fields(*values: Field, name: str = PRODUCT) -> Change:
    return lambda api: replace(
        api, models=tuple(replace(each, fields=values) if each.name == name else each for each in api.models)
    )


def rest(**values: Any) -> Change:
    def change(operation: Operation) -> Operation:
        assert operation.rest is not None
        return replace(operation, bindings=(replace(operation.rest, **values),))

    return on(SAVE, change)


SKU = Parameter(name="sku", type=STRING)
EDIT = Parameter(name="editMode", type=STRING, required=False)
ID, CODE, TAGS = shop().models[0].fields

CASES: dict[str, tuple[Change, str, str, str]] = {
    "operation removed": (
        lambda api: replace(api, operations=api.operations[1:]),
        "breaking operation-removed",
        GET,
        "catalog.product_repository.get",
    ),
    "operation added": (
        lambda api: replace(
            api,
            operations=(
                *api.operations,
                Operation(
                    id="GET /V1/rates",
                    service="acmeLoyaltyRatesV1",
                    name="all",
                    bindings=(RestBinding(method="GET", path="/V1/rates"),),
                ),
            ),
        ),
        "additive operation-added",
        "GET /V1/rates",
        "acme_loyalty.rates.all",
    ),
    "required parameter added": (
        parameters(GET, *shop().operations[0].parameters, Parameter(name="storeId", type=INTEGER)),
        "breaking parameter-added-required",
        f"{GET}:storeId",
        "catalog.product_repository.get(store_id)",
    ),
    "optional parameter added": (
        parameters(
            GET, *shop().operations[0].parameters, Parameter(name="storeId", type=INTEGER, required=False)
        ),
        "additive parameter-added",
        f"{GET}:storeId",
        "catalog.product_repository.get(store_id)",
    ),
    "parameter removed": (
        parameters(GET, SKU),
        "breaking parameter-removed",
        f"{GET}:editMode",
        "catalog.product_repository.get(edit_mode)",
    ),
    "parameter renamed": (
        parameters(GET, replace(SKU, name="code"), shop().operations[0].parameters[1]),
        "breaking parameter-renamed",
        f"{GET}:sku",
        "catalog.product_repository.get(sku)",
    ),
    "parameter forced": (
        lambda api: rest(forced=("product",), parameters=())(parameters(SAVE)(api)),
        "breaking parameter-forced",
        f"{SAVE}:product",
        "catalog.product_repository.save(product)",
    ),
    "parameter required": (
        parameters(GET, SKU, replace(shop().operations[0].parameters[1], required=True)),
        "breaking parameter-required",
        f"{GET}:editMode",
        "catalog.product_repository.get(edit_mode)",
    ),
    "parameter type changed": (
        parameters(GET, SKU, EDIT),
        "breaking parameter-type-changed",
        f"{GET}:editMode",
        "catalog.product_repository.get(edit_mode)",
    ),
    "parameter type widened": (
        parameters(GET, SKU, replace(EDIT, type=ANY)),
        "additive parameter-type-widened",
        f"{GET}:editMode",
        "catalog.product_repository.get(edit_mode)",
    ),
    "result type changed": (
        on(GET, lambda operation: replace(operation, result=List(Named(PRODUCT)))),
        "breaking result-type-changed",
        GET,
        "catalog.product_repository.get",
    ),
    "result gone": (
        on(GET, lambda operation: replace(operation, result=None)),
        "breaking result-changed",
        GET,
        "catalog.product_repository.get",
    ),
    "acl tightened": (
        auth(GET, Access.RESOURCES, "Magento_Catalog::products", "Magento_Catalog::x"),
        "breaking acl-tightened",
        GET,
        "catalog.product_repository.get",
    ),
    "acl changed": (
        auth(GET, Access.RESOURCES, "Magento_Catalog::other"),
        "breaking acl-tightened",
        GET,
        "catalog.product_repository.get",
    ),
    "anonymous to acl": (
        auth(RATES, Access.RESOURCES, "Acme_Loyalty::rates"),
        "breaking anonymous-removed",
        RATES,
        "acme_loyalty.rates.get_list",
    ),
    "acl loosened": (
        auth(SAVE, Access.RESOURCES, "Magento_Catalog::products"),
        "additive acl-loosened",
        SAVE,
        "catalog.product_repository.save",
    ),
    "asynchronous gone": (
        rest(asynchronous=False),
        "breaking asynchronous-removed",
        SAVE,
        "catalog.product_repository.save",
    ),
    "soap gone": (
        on(GET, lambda operation: replace(operation, bindings=operation.bindings[:1])),
        "breaking binding-removed",
        GET,
        "catalog.product_repository.get",
    ),
    "deprecated": (
        on(GET, lambda operation: replace(operation, deprecated="use search")),
        "additive deprecated",
        GET,
        "catalog.product_repository.get",
    ),
    "model added": (
        lambda api: replace(api, models=(*api.models, Model(name="X", module="Acme_Loyalty"))),
        "additive model-added",
        "X",
        "models.acme_loyalty.X",
    ),
    "model removed": (
        lambda api: replace(api, models=api.models[:1]),
        "breaking model-removed",
        "AcmeLoyaltyDataRateInterface",
        "models.acme_loyalty.Rate",
    ),
    "field removed": (
        fields(ID, CODE),
        "breaking field-removed",
        f"{PRODUCT}.tags",
        "models.catalog.Product.tags",
    ),
    "field added": (
        fields(ID, CODE, TAGS, Field(wire_name="name", type=STRING)),
        "additive field-added",
        f"{PRODUCT}.name",
        "models.catalog.Product.name",
    ),
    "field renamed": (
        fields(ID, CODE, replace(TAGS, wire_name="labels")),
        "breaking field-renamed",
        f"{PRODUCT}.tags",
        "models.catalog.Product.tags",
    ),
    "field required": (
        fields(replace(ID, required=True), CODE, TAGS),
        "breaking field-required",
        f"{PRODUCT}.id",
        "models.catalog.Product.id",
    ),
    "field read-only": (
        fields(ID, CODE, replace(TAGS, writable=False)),
        "breaking field-read-only",
        f"{PRODUCT}.tags",
        "models.catalog.Product.tags",
    ),
    "field type changed": (
        fields(ID, CODE, replace(TAGS, type=STRING)),
        "breaking field-type-changed",
        f"{PRODUCT}.tags",
        "models.catalog.Product.tags",
    ),
    "field type widened in answers": (
        fields(ID, CODE, replace(TAGS, type=List(ANY))),
        "breaking field-type-widened",
        f"{PRODUCT}.tags",
        "models.catalog.Product.tags",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_change(name: str) -> None:
    change, expected, subject, python_name = CASES[name]
    found = compare(document(shop()), document(change(shop())))
    shown = [(f"{each.impact} {each.kind}", each.subject, each.python_name) for each in found]
    assert shown == [(expected, subject, python_name)]


def test_a_field_that_only_comes_back_may_be_narrowed() -> None:
    name = "AcmeLoyaltyDataRateInterface"
    wide = fields(Field(wire_name="points", type=ANY), name=name)(shop())
    (narrowed,) = compare(document(wide), document(shop()))
    (widened,) = compare(document(shop()), document(wide))
    assert (narrowed.impact, narrowed.kind) == ("additive", "field-type-narrowed")
    assert (widened.impact, widened.kind) == ("breaking", "field-type-widened")


def test_what_is_only_sent_may_lose_its_null_only_as_a_breaking_change() -> None:
    argument = Parameter(name="code", type=STRING, nullable=True)
    old, new = (parameters(GET, SKU, each)(shop()) for each in (argument, replace(argument, nullable=False)))
    (lost,) = compare(document(old), document(new))
    assert (lost.impact, lost.kind, lost.subject) == ("breaking", "parameter-type-narrowed", f"{GET}:code")
    assert lost.message == "no longer takes null"
    asked = parameters(GET, Parameter(name="wish", type=Named("Wish")))(shop())
    wish = [
        replace(asked, models=(*asked.models, Model(name="Wish", module="Acme_Loyalty", fields=(field,))))
        for field in (
            Field(wire_name="size", type=STRING, nullable=True),
            Field(wire_name="size", type=STRING),
        )
    ]
    (lost,) = compare(document(wish[0]), document(wish[1]))
    assert (lost.impact, lost.kind, lost.subject) == ("breaking", "field-type-narrowed", "Wish.size")
    tags = [fields(ID, CODE, replace(TAGS, nullable=null))(shop()) for null in (True, False)]
    assert compare(document(tags[0]), document(tags[1])) == []


def test_a_python_name_that_changed_is_breaking() -> None:
    new = document(shop())
    new["operations"][1]["python_path"] = "catalog.product_repository.fetch"
    (change,) = compare(document(shop()), new)
    assert (change.impact, change.kind) == ("breaking", "operation-renamed")
    assert change.message == "is catalog.product_repository.fetch in Python now"


def test_places_are_the_new_sides() -> None:
    new = parameters(GET, SKU)(shop())
    (change,) = compare(document(shop()), document(new))
    assert str(change.origin) == f"{WEBAPI}:10"
