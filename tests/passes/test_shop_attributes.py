"""Which attributes of a shop a package knows: those that it made itself, those that are chosen, and those of tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from codegen.config import ClientConfig, Selection
from codegen.ir import Api, Attribute, AttributeKind, Option
from codegen.passes.shop_attributes import choose_attributes

COLOR = Attribute(entity="catalog_product", code="color", input="select", options=(Option(value="4"),))
ATTRIBUTES = (
    COLOR,
    Attribute(entity="catalog_product", code="internal_note"),
    Attribute(entity="catalog_product", code="status", input="select", user_defined=False),
    Attribute(entity="customer", code="color"),
)


def choose(
    include: tuple[str, ...] = (), exclude: tuple[str, ...] = (), tables: Any = None
) -> tuple[dict[str, Attribute], list[str]]:
    """The chosen attributes by entity and code, and what is said."""
    client = ClientConfig(
        name="x",
        sources=(),
        output=Path(),
        package="x",
        include=Selection(attributes=include),
        exclude=Selection(attributes=exclude),
        attributes=tables or {},
    )
    api, said = choose_attributes(Api(operations=(), services=(), models=(), attributes=ATTRIBUTES), client)
    return {f"{each.entity}.{each.code}": each for each in api.attributes}, [each.message for each in said]


@pytest.mark.parametrize(
    ("include", "exclude", "kept"),
    [
        ((), (), ["catalog_product.color", "catalog_product.internal_note", "customer.color"]),
        (("*",), (), [f"{each.entity}.{each.code}" for each in ATTRIBUTES]),
        (("color",), (), ["catalog_product.color", "customer.color"]),
        (("catalog_product.*",), ("internal_*",), ["catalog_product.color", "catalog_product.status"]),
        (("status", "customer.*"), (), ["catalog_product.status", "customer.color"]),
        ((), ("customer.color", "internal_note"), ["catalog_product.color"]),
    ],
)
def test_what_is_chosen_by_code_or_by_entity_and_code(
    include: tuple[str, ...], exclude: tuple[str, ...], kept: list[str]
) -> None:
    chosen, said = choose(include, exclude)
    assert list(chosen) == kept
    assert said == []


def test_a_pattern_that_matches_nothing_is_named_with_what_is_near() -> None:
    _, said = choose(("colour", "color"), ("internal_nota",))
    assert said == [
        "include.attributes pattern `colour` matches nothing; the nearest name is `color`; mend or remove it",
        "exclude.attributes pattern `internal_nota` matches nothing; the nearest name is `internal_note`; "
        "mend or remove it",
    ]


def test_a_table_wins_over_the_file_and_adds_what_it_lacks() -> None:
    tables = {"catalog_product": {"color": "int", "brand": "str"}}
    chosen, said = choose(("customer.*",), (), tables)
    assert list(chosen) == ["catalog_product.brand", "catalog_product.color", "customer.color"]
    assert chosen["catalog_product.color"].kind is AttributeKind.INTEGER
    chosen, _ = choose(tables=tables)
    assert (chosen["catalog_product.color"].kind, chosen["catalog_product.color"].options) == (
        AttributeKind.INTEGER,
        (),
    )
    assert said == []
