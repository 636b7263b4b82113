"""JSON Schema of the models of one Python module, as datamodel-code-generator is to read it.

A reference to a model is spelled by `x-python-type`: the generator then writes the bare name and asks for no import;
what the name stands for is settled by the module around it (`codegen.targets.models.module`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from codegen.emit.text import clipped, informative, paragraph, prose
from codegen.ir import (
    AnyType,
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
)

_WIDTH = 100
_LONGEST = 300
_SELF_EXPLAINING = frozenset({"custom_attributes", "extension_attributes"})
_SCALARS: Mapping[Scalar, dict[str, Any]] = {
    Scalar.STRING: {"type": "string"},
    Scalar.INTEGER: {"type": "integer"},
    Scalar.NUMBER: {"type": "number"},
    Scalar.BOOLEAN: {"type": "boolean"},
    Scalar.BINARY: {"type": "string", "format": "binary"},
}


def module_schema(
    models: Sequence[tuple[str, Model]], classes: Mapping[str, str], lists: Mapping[str, str]
) -> dict[str, Any]:
    """The schema document of a module: `models` are (class name, model) in output order.

    `classes` maps the name of every model that the module mentions to the name it has inside the module; `lists` maps a
    model to the class of its keyed lists, where that is not `KeyedList`.
    """
    return {
        "$defs": {
            name: _model_schema(name, model, classes, lists.get(model.name, "KeyedList"))
            for name, model in models
        }
    }


def _model_schema(name: str, model: Model, classes: Mapping[str, str], keyed: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {item.wire_name: _field_schema(name, item, classes, keyed) for item in model.fields},
    }
    if model.kind is ModelKind.EXTENSION:
        description = f"Extension attributes of `{name.removesuffix('Extension')}`."
    else:
        known = (name, f"{model.module.partition('_')[2]} {name}", f"interface {name}")
        title = informative(model.description, *known, f"interface {name} interface")
        description = paragraph(prose(clipped(title, _LONGEST), model.deprecated), _WIDTH)
    return schema | {"description": description} if description else schema


def _field_schema(owner: str, item: Field, classes: Mapping[str, str], keyed: str) -> dict[str, Any]:
    text = "" if item.wire_name in _SELF_EXPLAINING else item.description
    notes = [prose(informative(text, item.wire_name, f"{owner} {item.wire_name}"), item.deprecated)]
    if not item.writable:
        notes.append("The server refuses it in requests.")
    description = " ".join(note for note in notes if note)
    schema = type_schema(item.type, classes, keyed)
    return schema | {"description": description} if description else schema


def type_schema(type_ref: TypeRef, classes: Mapping[str, str], keyed: str = "KeyedList") -> dict[str, Any]:
    """The schema of a type where it is used; `keyed` is the class of keyed lists."""
    match type_ref:
        case Primitive(scalar):
            return dict(_SCALARS[scalar])
        case Named(name):
            return {"type": "object", "x-python-type": classes[name]}
        case KeyedList(item=item):
            return {"type": "object", "x-python-type": f"{keyed}[{classes[item.name]}]"}
        case List(item=item):
            return {"type": "array", "items": type_schema(item, classes, keyed)}
        case Map(value):
            return {"type": "object", "additionalProperties": type_schema(value, classes, keyed)}
        case Union(members):
            return {"anyOf": [type_schema(member, classes, keyed) for member in members]}
        case AnyType():
            return {}
