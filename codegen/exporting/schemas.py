"""Types as JSON Schema (draft 2020-12), the way that Magento's servers really send and take them.

What a server gives is not what it takes, so a model has a schema for answers and one for requests (`….input`).

Answers: a declaration is nearly true and never to be trusted. A field that is declared without `|null` is sent as null
now and then, and lists stand where maps or empty objects are meant, as PHP knows no difference between them
(`Magento\\Framework\\Webapi\\ServiceOutputProcessor`). So every value may be null, and no field is required.

Requests: fields that the server refuses are left out, and numbers may be text and text numbers, as
`Magento\\Framework\\Reflection\\TypeProcessor` converts them. No field is required: an update sends what it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from codegen.emit.text import one_line, prose
from codegen.ir import (
    AnyType,
    Attribute,
    Default,
    Field,
    KeyedList,
    List,
    Map,
    Model,
    ModelKind,
    Named,
    Primitive,
    Scalar,
    TypeRef,
    Union,
    named_types,
)
from codegen.symbols import Symbols
from codegen.values import Value

Json = dict[str, Any]

SCHEMAS = "#/components/schemas/"

CAST: dict[Scalar, Json] = {
    Scalar.STRING: {"type": "string"},
    Scalar.INTEGER: {"type": "integer"},
    Scalar.NUMBER: {"type": "number"},
    Scalar.BOOLEAN: {"type": "boolean"},
    Scalar.BINARY: {"type": "string", "contentEncoding": "base64"},
}
"""Values that are what their type says: Magento 2 casts what it sends."""

CONVERTED: dict[Scalar, Json] = {
    **CAST,
    Scalar.BOOLEAN: {
        "type": ["boolean", "integer", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": "^(true|false|0|1)$",
    },
    Scalar.STRING: {"type": ["string", "number"]},
    Scalar.INTEGER: {"type": ["integer", "string"], "pattern": r"^\s*[-+]?\d+\s*$"},
    Scalar.NUMBER: {
        "type": ["number", "string"],
        "pattern": r"^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$",
    },
}
"""Values that are converted to their type. A `pattern` holds for text only, and a `minimum` for numbers."""

EMPTY_LIST: Json = {"type": "array", "items": {}, "maxItems": 0}
"""What PHP's JSON shows for an empty object, and Magento for a null result."""


class Schemas(Value):
    """Spells types and models, of answers or of requests (`taken`), with the schemas that `scalars` have there.

    `locate` gives the reference to a model's schema from its name in the document.
    """

    models: Mapping[str, Model]
    symbols: Symbols
    scalars: Mapping[Scalar, Json]
    taken: bool
    locate: Callable[[str], str] = SCHEMAS.__add__

    def of(self, type_ref: TypeRef, *, nullable: bool = False) -> Json:
        """The schema of a value."""
        schema = self._plain(type_ref)
        return or_null(schema) if nullable else schema

    def _plain(self, type_ref: TypeRef) -> Json:
        match type_ref:
            case Primitive(scalar):
                return dict(self.scalars[scalar])
            case Named(name):
                return self._named(name)
            case List(item):
                return {"type": "array", "items": self.of(item)}
            case KeyedList(item=item):
                return self._list_or_map(self.of(item), usually="list")
            case Map(value):
                return self._list_or_map(self.of(value), usually="map")
            case Union(members):
                return {"anyOf": [self.of(member) for member in members]}
            case AnyType():
                return {}

    def _list_or_map(self, schema: Json, *, usually: str) -> Json:
        """PHP tells lists from maps by their keys: a filtered list comes as a map, a renumbered map as a list."""
        forms = {
            "list": {"type": "array", "items": schema},
            "map": {"type": "object", "additionalProperties": schema},
        }
        first = forms.pop(usually)
        return first if self.taken else {"anyOf": [first, *forms.values()]}

    def _named(self, name: str) -> Json:
        reference = {"$ref": self.locate(self.name(name))}
        if not self.taken and self.models[name].kind is ModelKind.EXTENSION:
            return {"anyOf": [reference, dict(EMPTY_LIST)]}
        return reference

    def name(self, model: str) -> str:
        """What the schema of a model is called: its Python name, with a suffix for requests."""
        return f"{self.symbols.models[model]}{'.input' if self.taken else ''}"

    def model(self, model: Model) -> Json:
        """The schema of a model, its fields under their wire names."""
        described = prose(model.description, model.deprecated)
        return {
            "type": "object",
            **({"description": described} if described else {}),
            **({"deprecated": True} if model.deprecated is not None else {}),
            "properties": {
                field.wire_name: self._field(model, field)
                for field in model.fields
                if field.writable or not self.taken
            },
        }

    def _field(self, model: Model, field: Field) -> Json:
        described = prose(field.description, field.deprecated)
        return {
            **self.of(field.type, nullable=True),
            **(self._attributes(model) if isinstance(field.type, KeyedList) else {}),
            **({"description": described} if described else {}),
            **({"deprecated": True} if field.deprecated is not None else {}),
        }

    def _attributes(self, model: Model) -> Json:
        """The shop's own attributes by code, for whoever knows the extension; the schema of their values stays."""
        names = self.symbols.entities.get(model.name)
        known = {each.code: _attribute(each) for each in names.known} if names else {}
        return {"x-magento-attributes": known} if known else {}

    def reachable(self, types: Iterable[TypeRef]) -> dict[str, Json]:
        """The schemas of all models that types mention, directly or through others, by their name in the document."""
        found: dict[str, Model] = {}
        todo = [name for type_ref in types for name in named_types(type_ref)]
        while todo:
            name = todo.pop()
            if name not in found:
                found[name] = self.models[name]
                todo += [inner for field in found[name].fields for inner in named_types(field.type)]
        named = {self.name(name): self.model(model) for name, model in found.items()}
        return dict(sorted(named.items()))


def _attribute(attribute: Attribute) -> Json:
    """An attribute: its kind in the words of the configuration, its label, and the labels of its options by value."""
    options = {option.value: one_line(option.label) for option in attribute.options}
    label = one_line(attribute.label)
    return {
        "kind": attribute.kind.value,
        **({"label": label} if label else {}),
        **({"options": options} if options else {}),
    }


def or_null(schema: Json) -> Json:
    """The schema, or null."""
    if not schema:
        return {}
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*kinds, "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def with_default(schema: Json, default: Default | None) -> Json:
    """The schema with what the server takes where nothing is sent; a null says no more than that it may be left out."""
    if default is None or default.value is None or "$ref" in schema:
        return schema
    return {**schema, "default": [] if default.value == () else default.value}


def described(schema: Json, text: str) -> Json:
    """The schema with a description, if there is one."""
    line = one_line(text)
    return {**schema, "description": line} if line else schema
