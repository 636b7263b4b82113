"""What a document says of the shop's attributes, and what a lock keeps of that.

The lock keeps no labels: a shop changes them at will, and no caller writes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from codegen.ir import Attribute, AttributeKind
from codegen.symbols.attributes import EntityNames, each_once

Json = dict[str, Any]


def described_attributes(entities: Mapping[str, EntityNames]) -> list[Json]:
    """The attributes of all entities, by name: the entity and the code."""
    found = [_attribute(entity, each) for entity in each_once(entities).values() for each in entity.known]
    return sorted(found, key=lambda each: str(each["name"]))


def _attribute(entity: EntityNames, attribute: Attribute) -> Json:
    options = entity.options.get(attribute.code)
    origin = attribute.origin
    return {
        "name": f"{entity.module}.{attribute.code}",
        "python_path": f"attributes.{entity.module}.{entity.name}.{entity.attributes[attribute.code]}",
        "type": type_of(attribute),
        **({"required": True} if attribute.required else {}),
        **({"scope": attribute.scope} if attribute.scope else {}),
        **({"applies_to": list(attribute.applies_to)} if attribute.applies_to else {}),
        **({"label": attribute.label} if attribute.label else {}),
        **(
            {
                "class": options.name,
                "options": [
                    {"value": each.value, "python_name": options.members[each.value], "label": each.label}
                    for each in attribute.options
                ],
            }
            if options
            else {}
        ),
        **(
            {"origin": {"file": origin.file, **({"line": origin.line} if origin.line else {})}}
            if origin
            else {}
        ),
    }


def type_of(attribute: Attribute) -> str:
    """What the values of an attribute are: `int`, `date`, `list[str]`; options with what their values are."""
    kind = attribute.kind
    if kind not in (AttributeKind.OPTION, AttributeKind.OPTIONS):
        return kind.value
    return kind.value.replace("option", f"option[{'int' if attribute.integer_options else 'str'}]")


_KEPT = ("name", "python_path", "type", "required", "applies_to", "class")


def shorten_attributes(attributes: Sequence[Mapping[str, Any]]) -> list[Json]:
    """What the lock keeps; an option is a list of its value and its Python name."""
    return [
        {
            **{key: each[key] for key in _KEPT if key in each},
            **(
                {"options": [[option["value"], option["python_name"]] for option in each["options"]]}
                if "options" in each
                else {}
            ),
        }
        for each in attributes
    ]


def lengthen_attributes(kept: Sequence[Mapping[str, Any]]) -> list[Json]:
    """What `shorten_attributes` made short. Raises KeyError, TypeError or ValueError for anything else."""
    return [
        {
            **each,
            **(
                {"options": [{"value": value, "python_name": name} for value, name in each["options"]]}
                if "options" in each
                else {}
            ),
        }
        for each in kept
    ]
