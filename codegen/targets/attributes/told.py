"""What references tell of the shop's own attributes."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.config import Numbers
from codegen.emit.text import one_line
from codegen.ir import Attribute
from codegen.symbols import Symbols
from codegen.symbols.attributes import EntityNames, each_once
from codegen.values import Value


class AttributeRow(Value):
    """An attribute: what the shop calls it, its Python name and type, and what there is to say of it.

    `options` are (member of its class, label of the shop).
    """

    code: str
    name: str
    type: str
    description: str
    options: Sequence[tuple[str, str]]

    @property
    def telling_options(self) -> list[tuple[str, str]]:
        """The options, with a label only where the member's name doesn't show it."""
        from codegen.targets.attributes.views import own_label  # most shops have none

        return [(member, own_label(member, label)) for member, label in self.options]


class AttributeSection(Value):
    """The attributes of a model: the class of its custom attributes and the module that has it."""

    model: str
    module: str
    name: str
    rows: Sequence[AttributeRow]


def attribute_sections(symbols: Symbols, numbers: Numbers) -> list[AttributeSection]:
    """A section for each model with attributes that are known."""
    return [
        AttributeSection(
            f"models.{symbols.models[model]}", names.module, names.name, attribute_rows(names, numbers)
        )
        for model, names in each_once(symbols.entities).items()
    ]


def attribute_rows(names: EntityNames, numbers: Numbers) -> list[AttributeRow]:
    """A row for each attribute of a model."""
    from codegen.targets.attributes.views import description, type_text

    return [
        AttributeRow(
            each.code,
            names.attributes[each.code],
            type_text(each, names, numbers),
            description(each),
            _members(each, names),
        )
        for each in names.known
    ]


def _members(attribute: Attribute, names: EntityNames) -> list[tuple[str, str]]:
    options = names.options.get(attribute.code)
    return (
        [(options.members[each.value], one_line(each.label)) for each in attribute.options] if options else []
    )
