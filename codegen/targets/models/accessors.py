"""Typed views of custom attributes, from the attribute map of the configuration.

`[tool.magento-codegen.attributes.catalog_product] brand = "int"` gives `product.custom_attributes.brand`, an int.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.ir import Api, KeyedList, Model
from codegen.symbols import Symbols
from codegen.symbols.scope import Wish, settle
from codegen.symbols.words import KEYWORDS, names, snake

_TYPES = {"any": "Any"}

LIST_MEMBERS = names(
    "append as_dict clear copy count extend get index insert keys pop remove remove_key reverse set sort"
)
"""Members of `KeyedList`, which no attribute may hide."""


class Accessors(NamedTuple):
    """A keyed list class `name` of the model `model`; `attributes` are (Python name, code, Python type)."""

    model: str
    name: str
    attributes: Sequence[tuple[str, str, str]]


def accessors(
    api: Api, symbols: Symbols, attributes: Mapping[str, Mapping[str, str]]
) -> dict[str, Accessors]:
    """The typed lists that the attribute map asks for, by model name.

    Raises CodegenError (exit code 2) when a table names no model that has custom attributes.
    """
    if not attributes:
        return {}
    entities = {_entity(symbols, model): model for model in api.models if _has_keyed_list(model)}
    entities |= {model.name: model for model in entities.values()}
    found: dict[str, Accessors] = {}
    for entity, types in attributes.items():
        model = entities.get(entity)
        if model is None:
            near = difflib.get_close_matches(entity, entities, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise CodegenError(
                f"attributes.{entity}: no model with custom attributes has that name{hint}", exit_code=2
            )
        found[model.name] = Accessors(model.name, _class_name(symbols, model), _attributes(types))
    return found


def _has_keyed_list(model: Model) -> bool:
    return any(isinstance(item.type, KeyedList) for item in model.fields)


def _entity(symbols: Symbols, model: Model) -> str:
    """`catalog_product` for `catalog.Product`; `customer` for `customer.Customer`, as Magento's own entity types."""
    name = symbols.models[model.name]
    own = snake(name.name, prefix="model")
    return own if own == name.module else f"{name.module}_{own}"


def _class_name(symbols: Symbols, model: Model) -> str:
    target = symbols.models[model.name]
    taken = {other.name for other in symbols.models.values() if other.module == target.module}
    wanted = f"{target.name}Attributes"
    return f"{wanted}_" if wanted in taken else wanted


def _attributes(types: Mapping[str, str]) -> list[tuple[str, str, str]]:
    wishes = [Wish(code, (snake(code, prefix="attribute"),)) for code in types]
    chosen = settle(wishes, {}, reserved=LIST_MEMBERS | KEYWORDS)
    return [(chosen[code], code, _TYPES.get(types[code], types[code])) for code in sorted(types)]
