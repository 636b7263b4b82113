"""Writes classes the way datamodel-code-generator does, which is asked once for all fields of one shape.

It is asked for a specimen of each shape: a class of one field, whose names and text are then exchanged for those of
real fields. The head of a class is written in the same way, and its fields below it. Tests hold that against
datamodel-code-generator itself on whole classes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.packs import Pack
from codegen.machine.processes import submit
from codegen.targets.models.datamodel import PROCESS, WrittenClass, settings, write
from codegen.targets.models.schema import ClassTerms, FieldTerms
from codegen.targets.models.shapes import (
    NAME,
    HeadShape,
    Shape,
    is_plain,
    marks,
    question,
    shapes_of,
    text_marks,
)

_AT_ONCE = 64
"""How many specimens are asked for at once at most: where some don't go together, all of them are asked for alone."""
_REMEMBERED = 2_000
"""How many specimens that a run did not ask for stay in the cache."""


class ModelSources(NamedTuple):
    """What is written for a module: the source of each class by its name, the names they use by module, and all names
    that they use."""

    imports: Mapping[str, Sequence[str]]
    classes: Mapping[str, str]
    names: Sequence[str]


class _Specimen(NamedTuple):
    """What is written for a shape, as a format for what `marks` names; what it imports by module, and uses."""

    form: str
    imports: Mapping[str, Sequence[str]]
    names: Sequence[str]


def kept(cache: Cache) -> bool:
    """Whether the cache has specimens: it rarely lacks one then."""
    return cache.get(_key()) is not None


def begin_classes(modules: Sequence[Sequence[ClassTerms]], cache: Cache = NO_CACHE) -> Iterator[ModelSources]:
    """Write the classes of each module, begun when this returns; the answers are in order.

    Raises CodegenError (internal error) for names that don't go together, and as `datamodel.write` does.
    """
    shaped = [[(terms, list(shapes_of(terms))) for terms in classes] for classes in modules]
    shapes = dict.fromkeys(shape for classes in shaped for _, found in classes for shape in found)
    pack = Pack(cache, _key())
    known = {shape: _Specimen(*found) for shape in shapes if (found := pack.get(_name(shape))) is not None}
    missing = [shape for shape in shapes if shape not in known]
    batches = [missing[start : start + _AT_ONCE] for start in range(0, len(missing), _AT_ONCE)]
    begun = [submit(PROCESS, _ask, batch) for batch in batches]

    def answers() -> Iterator[ModelSources]:
        for batch, work in zip(batches, begun, strict=True):
            for shape, specimen in zip(batch, work.result(), strict=True):
                known[shape] = specimen
                pack.put(_name(shape), specimen)
        pack.keep(_REMEMBERED)
        for classes in shaped:
            yield _module(classes, known)

    return answers()


def _key() -> str:
    return Cache.key("specimens", *settings())


def _name(shape: Shape) -> str:
    """The name of a specimen in the cache."""
    return Cache.key(type(shape).__name__, json.dumps(shape))


def _module(
    classes: Sequence[tuple[ClassTerms, Sequence[Shape]]], specimens: Mapping[Shape, _Specimen]
) -> ModelSources:
    """The classes of a module, put together from the specimens of their shapes."""
    sources = {}
    for terms, (head, *shapes) in classes:
        fields = [(field, specimens[shape]) for field, shape in zip(terms.fields, shapes, strict=True)]
        _refuse_hidden(terms.name, fields)
        parts = [specimens[head].form.format(terms.name, "", (), terms.text.split("\n"))]
        parts += [
            found.form.format(field.name, field.wire_name, field.classes, field.text.split("\n"))
            for field, found in fields
        ]
        sources[terms.name] = "".join(parts)
    imports: dict[str, set[str]] = {}
    names: set[str] = set()
    for shape in {shape for _, shapes in classes for shape in shapes}:
        names.update(specimens[shape].names)
        for module, imported in specimens[shape].imports.items():
            imports.setdefault(module, set()).update(imported)
    return ModelSources({module: sorted(found) for module, found in imports.items()}, sources, sorted(names))


def _refuse_hidden(name: str, fields: Sequence[tuple[FieldTerms, _Specimen]]) -> None:
    """Raise CodegenError for a field whose name is one that a field uses: there it would stand for the field."""
    for item in [field for field, _ in fields if not is_plain(field.name)]:
        for field, specimen in fields:
            if item.name in field.classes or (field is not item and item.name in specimen.names):
                raise CodegenError(f"internal error: {name}.{item.name} hides what {field.name} uses")


def _ask(shapes: Sequence[Shape]) -> list[_Specimen]:
    """The specimens of shapes, as datamodel-code-generator writes them."""
    asked = [question(f"Specimen{number}", shape) for number, shape in enumerate(shapes)]
    return [
        _specimen(shape, each.name, written)
        for shape, each, written in zip(shapes, asked, write(asked), strict=True)
    ]


def _specimen(shape: Shape, name: str, written: WrittenClass) -> _Specimen:
    """What a class of that name says of its shape. Raises CodegenError where it is not as specimens are."""
    if isinstance(shape, HeadShape):
        head = written.source.rpartition(f"\n    {NAME}:")[0] if shape.has_fields else written.source
        code, end, text = head.partition("\n")
        form = _form(code, {name: "{0}"})
    else:
        code, end, text = written.source.partition("\n")[2].partition("\n")
        form = "\n" + _form(code, marks(shape))
    return _Specimen(form + end + _form(text, text_marks(shape.text)), written.imports, written.names)


def _form(text: str, slots: Mapping[str, str]) -> str:
    """A text as a format, with slots in place of marks. Raises CodegenError for a mark that is not there."""
    form = text.replace("{", "{{").replace("}", "}}")
    for mark, slot in slots.items():
        if mark not in form:
            raise CodegenError(f"internal error: datamodel-code-generator wrote {text!r} without {mark!r}")
        form = form.replace(mark, slot)
    return form
