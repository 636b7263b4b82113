"""JSON Schema of the models of one Python module, as datamodel-code-generator is to read it.

A reference to a model is spelled by `x-python-type`: the generator then writes the bare name and asks for no import;
what the name stands for is settled by the module around it (`codegen.targets.models.module`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

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
from codegen.targets.models.style import Style, field_class

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


class KeyedClass(NamedTuple):
    """The class of keyed lists of one entry model, of any where `entry` is empty."""

    name: str
    entry: str = ""


class Spelling(NamedTuple):
    """How the models of a module are spelled.

    `classes` maps the name of every model that the module mentions to the name it has inside the module, `lists` a
    model to the class of its keyed lists, where that is not `KeyedList`; `style` is the user's choice.
    """

    classes: Mapping[str, str]
    lists: Mapping[str, KeyedClass]
    style: Style


_UNTYPED = KeyedClass("KeyedList")


def module_schema(
    models: Sequence[tuple[str, Model]], fields: Mapping[tuple[str, str], str], spelling: Spelling
) -> dict[str, Any]:
    """The schema document of a module: `models` are (class name, model) in output order.

    `fields` are the Python names of fields by model and wire name. A property that is required gets no `| None`.
    """
    return {"$defs": {name: _model_schema(name, model, fields, spelling) for name, model in models}}


def _model_schema(
    name: str, model: Model, fields: Mapping[tuple[str, str], str], spelling: Spelling
) -> dict[str, Any]:
    style = spelling.style
    schema: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    promising = False
    for item in model.fields:
        promised = style.promises(item, fields[model.name, item.wire_name])
        promising = promising or (
            promised and not style.reads_as_empty(item, fields[model.name, item.wire_name])
        )
        taking_more = field_class(item, style.numbers, optional=not promised)
        if promised or taking_more:
            schema["required"].append(item.wire_name)
        schema["properties"][item.wire_name] = _described(
            name,
            item,
            {"type": "object", "x-python-type": taking_more} if taking_more else None,
            model,
            spelling,
        )
    text = [_model_text(name, model), style.worth if promising else ""]
    description = "\n\n".join(paragraph(part, _WIDTH) for part in text if part)
    return schema | {"description": description} if description else schema


def _model_text(name: str, model: Model) -> str:
    if model.kind is ModelKind.EXTENSION:
        return f"Extension attributes of `{name.removesuffix('Extension')}`."
    known = (name, f"{model.module.partition('_')[2]} {name}", f"interface {name}")
    title = informative(model.description, *known, f"interface {name} interface")
    return prose(clipped(title, _LONGEST), model.deprecated)


def _described(
    owner: str, item: Field, schema: dict[str, Any] | None, model: Model, spelling: Spelling
) -> dict[str, Any]:
    text = "" if item.wire_name in _SELF_EXPLAINING else item.description
    notes = [prose(informative(text, item.wire_name, f"{owner} {item.wire_name}"), item.deprecated)]
    if not item.writable:
        notes.append("The server refuses it in requests.")
    description = " ".join(note for note in notes if note)
    schema = schema or _type_schema(item.type, spelling, spelling.lists.get(model.name, _UNTYPED))
    return schema | {"description": description} if description else schema


def _type_schema(type_ref: TypeRef, spelling: Spelling, keyed: KeyedClass) -> dict[str, Any]:
    """The schema of a type where it is used; `keyed` is the class of keyed lists."""
    match type_ref:
        case Primitive(Scalar.NUMBER) if spelling.style.numbers == "decimal":
            return {"type": "number", "format": "decimal"}
        case Primitive(scalar):
            return dict(_SCALARS[scalar])
        case Named(name):
            return {"type": "object", "x-python-type": spelling.classes[name]}
        case KeyedList(item=item):
            name = keyed.name if keyed.entry in ("", item.name) else _UNTYPED.name
            return {"type": "object", "x-python-type": f"{name}[{spelling.classes[item.name]}]"}
        case List(item=item):
            return {"type": "array", "items": _type_schema(item, spelling, keyed)}
        case Map(value):
            return {"type": "object", "additionalProperties": _type_schema(value, spelling, keyed)}
        case Union(members):
            return {"anyOf": [_type_schema(member, spelling, keyed) for member in members]}
        case AnyType():
            return {}
