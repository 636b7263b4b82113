"""What datamodel-code-generator looks at in a field and in the head of a class: their shapes.

What it writes for a field depends on the schema of its type, on whether it is required, has another name in messages,
and a text; not on the names and the text themselves, if they are plain, nor on the fields beside it. So marks stand for
those in a shape. A name or a text that it might look at stays as it is, and makes a shape of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from codegen.diagnostics import CodegenError
from codegen.symbols.words import ANNOTATION_NAMES, KEYWORDS, PYDANTIC_MEMBERS, is_identifier, is_plain_snake
from codegen.targets.models.datamodel import Question
from codegen.targets.models.schema import ClassTerms, FieldTerms, place

NAME = "specimen_name"
"""What stands for a field's name."""
_WIRE = "specimenWireName"
"""What stands for its name in messages, where that is another one."""
_PLAIN_WIRE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LOOKED_AT = KEYWORDS | PYDANTIC_MEMBERS | ANNOTATION_NAMES
"""Plain names that a field doesn't get, or not as any other."""


class FieldShape(NamedTuple):
    """All that decides how a field is written, but for what is put in place of marks."""

    schema: str
    required: bool
    name: str
    wire_name: str
    text: str


class HeadShape(NamedTuple):
    """All that decides how a class is written down to its fields, but for what is put in place of marks."""

    text: str
    has_fields: bool


Shape = FieldShape | HeadShape


def shapes_of(terms: ClassTerms) -> Iterator[Shape]:
    """The shapes of a class: of its head, and of its fields in order.

    Raises CodegenError (internal error) for names that a class can't have.
    """
    names = [field.name for field in terms.fields]
    if not is_identifier(terms.name) or len({*names}) < len(names):
        raise CodegenError(f"internal error: {terms.name} can't be a class with the fields {names}")
    yield HeadShape(_text_shape(terms.text), bool(terms.fields))
    yield from map(_field_shape, terms.fields)


def question(name: str, shape: Shape) -> Question:
    """A class of that name, to be written in order to see how such a field, or such a head, is."""
    match shape:
        case HeadShape(text, has_fields):
            properties: dict[str, Any] = {NAME: {"type": "string"}} if has_fields else {}
            schema = {"type": "object", "properties": properties, "required": []} | _described(text)
            return Question(name, schema, {}, tuple(properties))
        case FieldShape(schema_text, required, field, wire_name, text):
            properties = {wire_name: json.loads(schema_text) | _described(text)}
            schema = {"type": "object", "properties": properties, "required": [wire_name] if required else []}
            return Question(name, schema, {wire_name: field} if wire_name != field else {}, (field,))


def marks(shape: FieldShape) -> dict[str, str]:
    """The marks in the line of a field, and the part of a format's arguments that goes there.

    The arguments are the name, the name in messages, the classes and the lines of the text. Raises CodegenError
    (internal error) for names in which a mark can't be told from the rest.
    """
    kept = [part for part in (shape.name, shape.wire_name) if part not in (NAME, _WIRE)]
    found = {NAME: "{0}"} if shape.name == NAME else {}
    if shape.wire_name == _WIRE:
        found[_WIRE] = "{1}"
    for number in count():
        if place(number) not in shape.schema:
            break
        found[place(number)] = f"{{2[{number}]}}"
    if any(mark in part for mark in found for part in kept):
        raise CodegenError(f"internal error: {shape.wire_name!r} can't be told from what stands for names")
    return found


def text_marks(text: str) -> dict[str, str]:
    """The same for the text of a shape."""
    lines = enumerate(text.split("\n"))
    return {line: f"{{3[{number}]}}" for number, line in lines if line == _line(number)}


def is_plain(name: str) -> bool:
    """Whether a field of that name is written as one of any other."""
    return is_plain_snake(name) and name not in _LOOKED_AT


def _field_shape(terms: FieldTerms) -> FieldShape:
    name = NAME if is_plain(terms.name) else terms.name
    if terms.wire_name == terms.name:
        wire_name = name
    else:
        wire_name = _WIRE if _PLAIN_WIRE.fullmatch(terms.wire_name) else terms.wire_name
    return FieldShape(terms.schema, terms.required, name, wire_name, _text_shape(terms.text))


@lru_cache(4096)
def _text_shape(text: str) -> str:
    lines = text.split("\n")
    if not (lines[0] and lines[-1] and all(map(_is_plain_line, lines))):
        return text
    return "\n".join(_line(number) if line else "" for number, line in enumerate(lines))


def _line(number: int) -> str:
    """What stands for a line of a text."""
    return f"Specimen line {number}."


def _is_plain_line(line: str) -> bool:
    """Whether a docstring shows a line as it is."""
    return (
        line.isprintable()
        and line.strip() == line
        and "\\" not in line
        and '"""' not in line
        and not line.endswith('"')
    )


def _described(text: str) -> dict[str, str]:
    return {"description": text} if text else {}
