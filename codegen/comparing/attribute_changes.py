"""What changed about the attributes of a shop, and their options."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.comparing.changes import Change, Differ, Json, pairs, ranked
from codegen.describe.attributes import described_attributes, lengthen_attributes
from codegen.symbols import Symbols


def drift(kept: Json, symbols: Symbols) -> list[str]:
    """What changed about the attributes since what a lock kept of the API, one line each, with the place."""
    old = {"attributes": lengthen_attributes(kept.get("attributes", ()))}
    new = {"attributes": described_attributes(symbols.entities)}
    return [
        f"{change.origin or '-'}: {change.impact} {change.kind} {change.subject} {change.message}"
        for change in ranked(attribute_changes(old, new))
    ]


def attribute_changes(old: Json, new: Json) -> Iterator[Change]:
    """The changes from one document to the other; one that knows no attributes tells nothing of them.

    What is removed, becomes required, holds less or is for fewer types of product is breaking; what is added is not.
    """
    for before, after in pairs(old.get("attributes", []), new.get("attributes", []), "name"):
        differ = Differ(before, after, "name")
        if after is None:
            yield differ.change(True, "attribute-removed", "is no longer there")
        elif before is None:
            required = bool(after.get("required"))
            message = "is new and required" if required else "is new"
            yield differ.change(False, "attribute-added", message)
        else:
            yield from _changed(differ, before, after)


def _changed(differ: Differ, before: Json, after: Json) -> Iterator[Change]:
    if before["python_path"] != after["python_path"]:
        yield differ.change(True, "attribute-renamed", f"is {after['python_path']} in Python now")
    if before["type"] != after["type"]:
        message = f"was {before['type']}, is {after['type']}"
        yield differ.change(True, "attribute-type-changed", message)
    if bool(before.get("required")) != bool(after.get("required")):
        word = "required" if after.get("required") else "optional"
        yield differ.change(word == "required", f"attribute-{word}", f"is {word} now")
    yield from _applying(differ, before.get("applies_to", ()), after.get("applies_to", ()))
    if "options" in before and "options" in after:
        yield from _options(differ, before, after)


def _applying(differ: Differ, before: list[str], after: list[str]) -> Iterator[Change]:
    """Types of product that it is for: none stands for all."""
    lost = sorted(set(before) - set(after)) if before else []
    if after and (lost or not before):
        what = f"no longer for {', '.join(lost)}" if lost else f"only for {', '.join(after)} now"
        yield differ.change(True, "attribute-narrowed", f"is {what}")
    elif set(before) != set(after):
        more = sorted(set(after) - set(before))
        yield differ.change(
            False, "attribute-widened", f"is for {', '.join(more) or 'every type of product'}, too"
        )


def _options(differ: Differ, before: Json, after: Json) -> Iterator[Change]:
    place = after["python_path"].rpartition(".")[0].rpartition(".")[0]
    if before.get("class") != after.get("class"):
        yield differ.change(True, "options-renamed", f"has its options in {place}.{after.get('class')} now")
    for first, second in pairs(before["options"], after["options"], "value"):
        entry = first or second or {}
        member, python = f":{entry['value']}", f": {after.get('class')}.{entry['python_name']}"
        if second is None:
            yield differ.change(True, "option-removed", "is no longer there", member, python)
        elif first is None:
            yield differ.change(False, "option-added", "is new", member, python)
        elif first["python_name"] != second["python_name"]:
            message = f"is {after.get('class')}.{second['python_name']} in Python now"
            yield differ.change(True, "option-renamed", message, member, python)
