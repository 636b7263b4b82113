"""What the user selects and corrects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen.config import ClientConfig, Override, Selection
from codegen.diagnostics import CodegenError
from codegen.ir import ANY, INTEGER, STRING, Api, List, Map, Named, Union
from codegen.passes.override import apply_overrides, rename_pins
from codegen.passes.select import select_operations
from codegen.passes.type_text import parse, show
from codegen.symbols import assign
from tests.commands.shop import GET, PRODUCT, RATES, SAVE, shop

RATE = "AcmeLoyaltyDataRateInterface"


def select(include: Selection | None = None, exclude: Selection | None = None) -> tuple[Api, list[str]]:
    client = ClientConfig(
        name="x",
        sources=(),
        output=Path(),
        package="x",
        include=include or Selection(),
        exclude=exclude or Selection(),
    )
    api, diagnostics = select_operations(shop(), client)
    return api, [diagnostic.message for diagnostic in diagnostics]


@pytest.mark.parametrize(
    ("include", "exclude", "kept"),
    [
        ({"modules": ("Acme_*",)}, {}, [RATES]),
        ({"services": ("catalog*",)}, {}, [GET, SAVE]),
        ({"routes": ("GET *",)}, {}, [GET, RATES]),
        ({"modules": ("Magento_*",), "routes": ("GET *",)}, {}, [GET]),
        ({"acl": ("Magento_Catalog::products",)}, {}, [GET, RATES]),
        ({"acl": ("Magento_Catalog::*",)}, {}, [GET, SAVE, RATES]),
        ({}, {"acl": ("Magento_Catalog::edit",)}, [GET, RATES]),
        ({}, {"modules": ("Acme_Loyalty",)}, [GET, SAVE]),
        ({"routes": ("GET *",)}, {"services": ("acme*",)}, [GET]),
    ],
)
def test_selection(include: dict[str, Any], exclude: dict[str, Any], kept: list[str]) -> None:
    api, warnings = select(Selection(**include), Selection(**exclude))
    assert [operation.id for operation in api.operations] == kept
    assert [item.id for item in api.items] == kept
    assert {service.name for service in api.services} == {operation.service for operation in api.operations}
    assert {model.name for model in api.models} == {PRODUCT if id != RATES else RATE for id in kept}
    assert warnings == []


def test_a_pattern_that_matches_nothing_is_told() -> None:
    _, warnings = select(Selection(modules=("Magento_*", "Magneto_*")), Selection(routes=("PATCH *",)))
    assert warnings == [
        "include.modules pattern `Magneto_*` matches nothing; mend or remove it",
        "exclude.routes pattern `PATCH *` matches nothing; mend or remove it",
    ]


def override(**values: Any) -> Api:
    return apply_overrides(shop(), (Override(**values),))


def test_fields_change_and_go() -> None:
    changed = override(target=f"{PRODUCT}.tags", type="list[integer] | string", required=True).model(PRODUCT)
    assert changed is not None
    assert (changed.fields[2].type, changed.fields[2].required) == (Union((List(INTEGER), STRING)), True)
    dropped = override(target=f"{PRODUCT}.tags", drop=True).model(PRODUCT)
    assert dropped is not None
    assert [field.wire_name for field in dropped.fields] == ["id", "sku"]


def test_parameters_change_in_every_binding() -> None:
    operation = override(target=f"{GET}:editMode", type="string", required=True).operations[0]
    soap = operation.soap()
    assert soap is not None
    assert (operation.parameters[1].type, operation.parameters[1].required) == (STRING, True)
    assert soap.parameters[1].type == STRING
    operation = override(target=f"{GET}:editMode", drop=True).operations[0]
    soap = operation.soap()
    assert soap is not None
    assert operation.rest is not None
    assert [each.name for each in operation.parameters] == ["sku"]
    assert [each.name for each in operation.rest.parameters] == ["sku"]
    assert (soap.arguments, len(soap.parameters)) == (("sku",), 1)


def test_operations_services_and_models_go() -> None:
    assert [each.id for each in override(target=SAVE, drop=True).operations] == [GET, RATES]
    api = override(target="catalogProductRepositoryV1", drop=True)
    assert [each.id for each in api.operations] == [RATES]
    assert api.model(PRODUCT) is None
    api = override(target=RATE, drop=True)
    assert api.model(RATE) is None
    assert show(api.operations[2].result or STRING) == "any"
    assert override(target=GET, type="any").operations[0].result == ANY


def test_renames_become_names_in_their_module() -> None:
    overrides = (
        Override(target=PRODUCT, rename="Article"),
        Override(target=f"{PRODUCT}.sku", rename="code"),
        Override(target="catalogProductRepositoryV1", rename="Products"),
        Override(target=GET, rename="by_sku"),
        Override(target=f"{GET}:editMode", rename="edit"),
    )
    api = apply_overrides(shop(), overrides)
    pins = assign(api, {}).pins()
    symbols = assign(api, {**pins, **rename_pins(api, overrides, pins)})
    assert str(symbols.models[PRODUCT]) == "catalog.Article"
    assert symbols.fields[PRODUCT, "sku"] == "code"
    assert str(symbols.services["catalogProductRepositoryV1"]) == "catalog.Products"
    assert symbols.operations[GET] == "by_sku"
    assert symbols.parameters[GET, "editMode"] == "edit"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"target": f"{PRODUCT}.skus", "drop": True}, f"matches nothing; did you mean `{PRODUCT}.sku`?"),
        ({"target": "zzz", "drop": True}, "matches nothing"),
        ({"target": f"{PRODUCT}.sku", "type": "list[string"}, "has no valid type: `list[` is not closed"),
        ({"target": f"{PRODUCT}.sku", "type": "Prodct"}, "names the unknown type `Prodct`"),
        ({"target": PRODUCT, "type": "string"}, "is a model, which has no type"),
        ({"target": GET, "required": True}, "is an operation, which can't be required"),
    ],
)
def test_wrong_overrides(values: dict[str, Any], message: str) -> None:
    with pytest.raises(CodegenError) as caught:
        override(**values)
    assert caught.value.exit_code == 2
    assert f"override target `{values['target']}` {message}" in str(caught.value)


@pytest.mark.parametrize("name", ["two words", "_hidden", "a.b", ""])
def test_a_rename_must_be_a_public_identifier(name: str) -> None:
    wrong = (Override(target=PRODUCT, rename=name),)
    if name:
        with pytest.raises(CodegenError, match="no public Python identifier"):
            rename_pins(shop(), wrong, {})
    else:
        assert rename_pins(shop(), wrong, {}) == {}


@pytest.mark.parametrize(
    "text", ["string", "list[list[A]]", "map[integer | A]", "any", "A | list[string] | boolean"]
)
def test_types_as_text_come_back(text: str) -> None:
    assert show(parse(text)) == text


@pytest.mark.parametrize("text", ["", "list", "list[]", "list[string", "A |", "A B", "A]", "[A]"])
def test_no_types(text: str) -> None:
    with pytest.raises(ValueError, match=r"type|list"):
        parse(text)


def test_map_and_named() -> None:
    assert parse(" map[ A ] ") == Map(Named("A"))
