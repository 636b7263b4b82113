"""Types for the attributes of Magento 1's REST resources, from the attribute map of the configuration.

api2.xml names few attributes and no types; EAV attributes are not in it at all. `[attributes.product] weight = "float"`
adds a field, or gives one that is there its type. (In Magento 2 the map types `custom_attributes`: see the targets.)
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from codegen.config import Place
from codegen.diagnostics import CodegenError
from codegen.ir import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Api,
    Field,
    List,
    Model,
    Origin,
    TypeRef,
    named_types,
)
from codegen.passes.types import operation_types
from codegen.systems import MAGENTO1_REST

_TYPES: Mapping[str, TypeRef] = {
    "str": STRING,
    "int": INTEGER,
    "float": NUMBER,
    "bool": BOOLEAN,
    "list[str]": List(STRING),
    "list[int]": List(INTEGER),
    "any": ANY,
}


def is_rest_of_magento1(api: Api) -> bool:
    """Whether the Api came from api2.xml."""
    return api.system == MAGENTO1_REST and any(operation.rest for operation in api.operations)


def type_attributes(
    api: Api, attributes: Mapping[str, Mapping[str, str]], places: Mapping[Place, Origin]
) -> Api:
    """The Api with the fields of the map. A table is named after a resource (`product`) or its entity
    (`catalog_product`); `places` are those of the configuration.

    Raises CodegenError (exit code 2) when a table names neither.
    """
    entities = _entities(api)
    typed: dict[str, dict[str, str]] = {}
    for table, types in attributes.items():
        if table not in entities:
            near = difflib.get_close_matches(table, sorted(entities), 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise CodegenError(
                f"attributes.{table}: no REST resource has that name{hint}",
                exit_code=2,
                origin=places.get(("attributes", table)),
            )
        typed.setdefault(entities[table], {}).update(types)
    return replace(
        api,
        models=tuple(
            _typed(model, typed[model.name]) if model.name in typed else model for model in api.models
        ),
    )


def _entities(api: Api) -> dict[str, str]:
    """Model names by the resource's name and by that of its entity; the resource's counts where both are the same."""
    models = {model.name: model for model in api.models}
    by_resource = {
        operation.service: name
        for operation in api.operations
        for type_ref in operation_types(operation)
        for name in named_types(type_ref)
    }
    by_entity = {
        models[name].php_class.replace("/", "_"): name
        for name in by_resource.values()
        if models[name].php_class
    }
    return by_entity | by_resource


def _typed(model: Model, types: Mapping[str, str]) -> Model:
    known = {field.wire_name for field in model.fields}
    fields = [
        replace(field, type=_TYPES[types[field.wire_name]]) if field.wire_name in types else field
        for field in model.fields
    ]
    added = [
        Field(wire_name=name, type=_TYPES[types[name]], required=False, nullable=True)
        for name in sorted(types)
        if name not in known
    ]
    return replace(model, fields=(*fields, *added))
