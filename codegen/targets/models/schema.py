"""The models of one Python module in the terms that datamodel-code-generator is asked in: JSON Schema and texts.

A reference to a model is spelled by `x-python-type`: the generator then writes the bare name and asks for no import;
what the name stands for is settled by the module around it (`codegen.targets.models.module`). It gets `place(0)`,
`place(1)` … instead of the names, for it looks at those: of one like `Path` it would know better what that is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

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
from codegen.targets.models.style import FIELD_CLASSES, Style, field_class
from codegen.values import Value

_WIDTH = 100
_LONGEST = 300
_SELF_EXPLAINING = frozenset({"custom_attributes", "extension_attributes"})
_SCALARS: Mapping[Scalar, str] = {
    Scalar.STRING: '{"type": "string"}',
    Scalar.INTEGER: '{"type": "integer"}',
    Scalar.NUMBER: '{"type": "number"}',
    Scalar.BOOLEAN: '{"type": "boolean"}',
    Scalar.BINARY: '{"type": "string", "format": "binary"}',
}
_DECIMAL = '{"type": "number", "format": "decimal"}'


class FieldTerms(Value):
    """A field: its Python name and its name in messages, the JSON Schema of its type, and its description.

    `classes` are what stands at `place(0)`, `place(1)` … in the schema. One that is `required` gets no `| None`.
    """

    name: str
    wire_name: str
    schema: str
    classes: tuple[str, ...]
    required: bool
    text: str


class ClassTerms(Value):
    """A class: its name, its description, and its fields in order."""

    name: str
    text: str
    fields: tuple[FieldTerms, ...]


class KeyedClass(Value):
    """The class of keyed lists of one entry model, of any where `entry` is empty."""

    name: str
    entry: str = ""


class Spelling(Value):
    """How the models of a module are spelled.

    `classes` maps the name of every model that the module mentions to the name it has inside the module, `lists` a
    model to the class of its keyed lists, where that is not `KeyedList`; `style` is the user's choice.
    """

    classes: Mapping[str, str]
    lists: Mapping[str, KeyedClass]
    style: Style


_UNTYPED = KeyedClass("KeyedList")


def place(number: int) -> str:
    """What stands in a schema for a class."""
    return f"SpecimenClass{number}_"


def class_terms(
    name: str, model: Model, fields: Mapping[tuple[str, str], str], spelling: Spelling
) -> ClassTerms:
    """What is asked for a model; `fields` are the Python names of fields by model and wire name."""
    style = spelling.style
    terms = []
    promising = False
    for item in model.fields:
        python_name = fields[model.name, item.wire_name]
        promised = style.promises(item, python_name)
        promising = promising or (promised and not style.reads_as_empty(item, python_name))
        taking_more = field_class(item, style.numbers, optional=not promised)
        classes: list[str] = []
        terms.append(
            FieldTerms(
                python_name,
                item.wire_name,
                (
                    _FIELD_CLASSES[taking_more]
                    if taking_more
                    else _type_schema(item.type, spelling, spelling.lists.get(model.name, _UNTYPED), classes)
                ),
                tuple(classes),
                promised or bool(taking_more),
                _field_text(name, item),
            )
        )
    text = [_model_text(name, model), style.worth if promising else ""]
    return ClassTerms(name, "\n\n".join(paragraph(part, _WIDTH) for part in text if part), tuple(terms))


def _model_text(name: str, model: Model) -> str:
    if model.kind is ModelKind.EXTENSION:
        return f"Extension attributes of `{name.removesuffix('Extension')}`."
    known = (name, f"{model.module.partition('_')[2]} {name}", f"interface {name}")
    title = informative(model.description, *known, f"interface {name} interface")
    return prose(clipped(title, _LONGEST), model.deprecated)


def _field_text(owner: str, item: Field) -> str:
    text = "" if item.wire_name in _SELF_EXPLAINING else item.description
    notes = [prose(informative(text, item.wire_name, f"{owner} {item.wire_name}"), item.deprecated)]
    if not item.writable:
        notes.append("The server refuses it in requests.")
    return " ".join(note for note in notes if note)


def _type_schema(type_ref: TypeRef, spelling: Spelling, keyed: KeyedClass, classes: list[str]) -> str:
    """The schema of a type where it is used; `keyed` is the class of keyed lists.

    The classes that it mentions are added to `classes`.
    """
    match type_ref:
        case Primitive(Scalar.NUMBER) if spelling.style.numbers == "decimal":
            return _DECIMAL
        case Primitive(scalar):
            return _SCALARS[scalar]
        case Named(name):
            return _python_type(_placed(spelling.classes[name], classes))
        case KeyedList(item=item):
            name = keyed.name if keyed.entry in ("", item.name) else _UNTYPED.name
            shown = name if name == _UNTYPED.name else _placed(name, classes)
            return _python_type(f"{shown}[{_placed(spelling.classes[item.name], classes)}]")
        case List(item=item):
            return f'{{"type": "array", "items": {_type_schema(item, spelling, keyed, classes)}}}'
        case Map(value):
            inner = _type_schema(value, spelling, keyed, classes)
            return f'{{"type": "object", "additionalProperties": {inner}}}'
        case Union(members):
            inner = ", ".join(_type_schema(member, spelling, keyed, classes) for member in members)
            return f'{{"anyOf": [{inner}]}}'
        case AnyType():
            return "{}"


def _placed(name: str, classes: list[str]) -> str:
    """What stands for a class, the same wherever it is mentioned."""
    if name not in classes:
        classes.append(name)
    return place(classes.index(name))


def _python_type(name: str) -> str:
    return json.dumps({"type": "object", "x-python-type": name})


_FIELD_CLASSES = {name: _python_type(name) for name in sorted(FIELD_CLASSES)}
