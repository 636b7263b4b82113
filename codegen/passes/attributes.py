"""Types for the attributes of Magento 1's REST resources, from what is known of the shop's attributes.

api2.xml names few attributes and no types; EAV attributes are not in it at all. `[attributes.product] weight = "float"`
adds a field, or gives one that is there its type; so does `attributes.json`. (In Magento 2 they type
`custom_attributes`: see the targets.)
"""

from __future__ import annotations

from collections.abc import Mapping

from codegen.diagnostics import CodegenError, nearest
from codegen.ir import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Api,
    Attribute,
    AttributeKind,
    Field,
    List,
    Model,
    TypeRef,
    Union,
    named_types,
)
from codegen.passes.types import operation_types
from codegen.systems import MAGENTO1_REST
from codegen.values import replace

_TYPES: Mapping[AttributeKind, TypeRef] = {
    AttributeKind.TEXT: STRING,
    AttributeKind.INTEGER: INTEGER,
    AttributeKind.NUMBER: NUMBER,
    AttributeKind.BOOLEAN: BOOLEAN,
    AttributeKind.TEXTS: List(STRING),
    AttributeKind.INTEGERS: List(INTEGER),
    AttributeKind.OPTIONS: Union((List(STRING), STRING)),
    AttributeKind.ANY: ANY,
}
"""The types of fields; those that are not here (dates, options) travel as text. Several options are given as one text,
divided by commas, and taken as a list only: a text would have to be an option itself
(Mage_Catalog_Model_Api2_Product_Validator_Product)."""


def is_rest_of_magento1(api: Api) -> bool:
    """Whether the Api came from api2.xml."""
    return api.system == MAGENTO1_REST and any(operation.rest for operation in api.operations)


def type_attributes(api: Api) -> Api:
    """The Api with the fields of its attributes, whose entity is a resource (`product`) or its entity
    (`catalog_product`).

    Raises CodegenError (exit code 2) when a table of the configuration names neither.
    """
    entities = _entities(api)
    typed: dict[str, dict[str, TypeRef]] = {}
    for attribute in api.attributes:
        if attribute.entity in entities:
            fields = typed.setdefault(entities[attribute.entity], {})
            fields[attribute.code] = _TYPES.get(attribute.kind, STRING)
        elif attribute.declared:
            raise _unknown(attribute, entities)
    return replace(
        api,
        models=tuple(
            _typed(model, typed[model.name]) if model.name in typed else model for model in api.models
        ),
    )


def _unknown(attribute: Attribute, entities: Mapping[str, str]) -> CodegenError:
    near = nearest(attribute.entity, sorted(entities))
    hint = f"; did you mean {near}?" if near else ""
    return CodegenError(
        f"attributes.{attribute.entity}: no REST resource has that name{hint}",
        exit_code=2,
        origin=attribute.origin,
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


def _typed(model: Model, types: Mapping[str, TypeRef]) -> Model:
    known = {field.wire_name for field in model.fields}
    fields = [replace(field, type=types.get(field.wire_name, field.type)) for field in model.fields]
    added = [
        Field(wire_name=name, type=types[name], required=False, nullable=True)
        for name in sorted(types)
        if name not in known
    ]
    return replace(model, fields=(*fields, *added))
