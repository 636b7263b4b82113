"""What the templates of `attributes/` print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from codegen.config import Numbers
from codegen.emit.imports import Imports, grouped
from codegen.emit.render import py_str
from codegen.emit.text import one_line
from codegen.ir import Attribute, AttributeKind
from codegen.symbols.attributes import EntityNames, OptionNames

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_PYTHON_TYPES = {AttributeKind.ANY: "Any"}
"""Types that are not called as their kinds are."""
_RUNTIME = ".._runtime.models."


class OptionsView(NamedTuple):
    """A class of options: `members` are (name, value as source, label where the name doesn't tell it)."""

    name: str
    base: str
    lines: str
    members: Sequence[tuple[str, str, str]]


class EntityView(NamedTuple):
    """What a module of attributes shows.

    `base` is the runtime's class that it is made from, `models` says of what they are the attributes; `attributes` and
    `options` are the texts that the runtime's `AttributeTable` reads; `accessors` are (Python name, type, what there is
    to say).
    """

    name: str
    base: str
    models: str
    summary: str
    attributes: str
    options: str
    imports: Sequence[Imports]
    classes: Sequence[OptionsView]
    accessors: Sequence[tuple[str, str, str]]


def entity_view(models: str, names: EntityNames, numbers: Numbers) -> EntityView:
    """The view of one entity; `models` is the class whose custom attributes these are."""
    accessors = [
        (names.attributes[each.code], type_text(each, names, numbers), description(each))
        for each in names.known
    ]
    classes = [
        _options_view(each, names.options[each.code]) for each in names.known if each.code in names.options
    ]
    return EntityView(
        name=names.name,
        base=names.base,
        models=f"`{models}`",
        summary=f"Custom attributes of `{models}`.",
        attributes=_table(_attribute_lines(names, numbers)),
        options=_table(_table_lines(names)),
        imports=_imports(names.base, accessors, classes),
        classes=classes,
        accessors=accessors,
    )


def type_text(attribute: Attribute, names: EntityNames, numbers: Numbers) -> str:
    """The Python type of an attribute's values, as it is spelled in its module."""
    kind = _kind(attribute, numbers)
    if attribute.code in names.options:
        return kind.replace("option", names.options[attribute.code].name)
    return {"decimal": "Decimal"}.get(kind, _PYTHON_TYPES.get(attribute.kind, kind))


def description(attribute: Attribute) -> str:
    """What there is to say of an attribute on one line: its label, scope and the types of product that it is for."""
    facts = [
        *([attribute.scope] if attribute.scope else ()),
        *(["required"] if attribute.required else ()),
        *(["for " + ", ".join(attribute.applies_to)] if attribute.applies_to else ()),
    ]
    label = one_line(attribute.label)
    return f"{label} ({'; '.join(facts)})." if label and facts else label or "; ".join(facts)


def _kind(attribute: Attribute, numbers: Numbers) -> str:
    return (
        "decimal" if attribute.kind is AttributeKind.NUMBER and numbers == "decimal" else attribute.kind.value
    )


def _attribute_lines(names: EntityNames, numbers: Numbers) -> Iterator[str]:
    for each in names.known:
        options = names.options.get(each.code)
        yield table_line(
            names.attributes[each.code], each.code, _kind(each, numbers), options.name if options else ""
        )


def _table_lines(names: EntityNames) -> Iterator[str]:
    for each in names.known:
        options = names.options.get(each.code)
        if options is None:
            continue
        yield table_line(f"={options.name}", "int" if each.integer_options else "str")
        for option in each.options:
            labels = [part for pair in option.labels for part in pair]
            yield table_line(
                options.members[option.value], option.value, option.label, option.swatch, *labels
            )


def table_line(*parts: str) -> str:
    """A line of the table, as `AttributeTable` of the runtime reads it."""
    return "\t".join(part.translate(_ESCAPES) for part in parts).rstrip("\t")


def _table(lines: Iterator[str]) -> str:
    return "".join(f"\n{line}" for line in lines) + "\n"


def _options_view(attribute: Attribute, options: OptionNames) -> OptionsView:
    integer = attribute.integer_options
    members = [
        (
            name := options.members[option.value],
            option.value if integer else py_str(option.value),
            own_label(name, option.label),
        )
        for option in attribute.options
    ]
    label = one_line(attribute.label)
    return OptionsView(
        name=options.name,
        base="IntOption" if integer else "TextOption",
        lines=f"Options of `{attribute.code}`{f': {label}' if label else ''}.",
        members=members,
    )


def own_label(name: str, label: str) -> str:
    """A label that its member's name doesn't show, empty for one that it does."""
    line = one_line(label)
    return "" if line.upper().replace(" ", "_") == name else line


def _imports(
    base: str, accessors: Sequence[tuple[str, str, str]], classes: Sequence[OptionsView]
) -> list[Imports]:
    types = {
        part for _, type_, _ in accessors for part in type_.removeprefix("list[").removesuffix("]").split()
    }
    found = [
        ("datetime", sorted(types & {"date", "datetime"})),
        ("decimal", sorted(types & {"Decimal"})),
        ("typing", sorted(types & {"Any"})),
        (f"{_RUNTIME}base", ["T"]),
        (f"{_RUNTIME}custom_attributes", sorted([base, "KeyedAttribute"])),
        (f"{_RUNTIME}options", sorted({each.base for each in classes})),
    ]
    return grouped((module, names) for module, names in found if names)
