"""What changed between two APIs, told for those who call them: breaking or additive.

Both sides are documents as `codegen.describe.document` makes them. A change is breaking when code written against the
old package, or an old package against the new shop, may stop working.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from codegen.comparing.attribute_changes import attribute_changes
from codegen.comparing.changes import Change, Differ, Json, pairs, ranked
from codegen.comparing.members import OF_PARAMETER, fields, member_changes, parameters
from codegen.comparing.type_steps import type_step
from codegen.ir import named_types
from codegen.passes.type_text import parse


def compare(
    old: Json, new: Json, kinds: Container[str] = frozenset({"rest", "soap", "xmlrpc"})
) -> list[Change]:
    """All changes from one document to the other: breaking ones first, then by subject and kind.

    `kinds` are the kinds of binding that callers of both have.
    """
    return ranked([*_operations(old, new, kinds), *_models(old, new), *attribute_changes(old, new)])


def _operations(old: Json, new: Json, kinds: Container[str]) -> Iterator[Change]:
    for before, after in pairs(old["operations"], new["operations"], "id"):
        differ = Differ(before, after, "id")
        if after is None:
            yield differ.change(True, "operation-removed", "is no longer there")
        elif before is None:
            yield differ.change(False, "operation-added", "is new")
        else:
            yield from _renamed(differ, "operation-renamed", before["python_path"], after["python_path"])
            yield from _deprecated(differ, before, after)
            forced = frozenset(name for each in after["bindings"] for name in each.get("forced", ()))
            yield from member_changes(differ, before, after, parameters(forced))
            yield from _result(differ, before["result"], after["result"])
            yield from _access(differ, before["auth"], after["auth"])
            first, second = (
                [each for each in side["bindings"] if each["kind"] in kinds] for side in (before, after)
            )
            yield from _bindings(differ, first, second, _BINDING_PARTS[new["system"] == "magento2"])


def _result(differ: Differ, before: str | None, after: str | None) -> Iterator[Change]:
    if before == after:
        return
    message = f"result was {before or 'void'}, is {after or 'void'}"
    if before is None or after is None:
        yield differ.change(after is None, "result-changed", message)
        return
    step = type_step(before, after)
    if step:
        yield differ.change(step != "narrowed", f"result-type-{step}", message)


def _access(differ: Differ, before: Json, after: Json) -> Iterator[Change]:
    if before == after or "unknown" in (before["access"], after["access"]):
        return
    message = f"access was {_needs(before)}, is {_needs(after)}"
    fewer = before["access"] == after["access"] and set(after["resources"]) < set(before["resources"])
    if before["access"] == "anonymous":
        yield differ.change(True, "anonymous-removed", message)
    elif fewer or after["access"] == "anonymous":
        yield differ.change(False, "acl-loosened", message)
    else:
        yield differ.change(True, "acl-tightened", message)


def _needs(auth: Json) -> str:
    return ", ".join(auth["resources"]) or str(auth["access"])


_BINDING_PARTS = {
    False: ("operation", "request", "response", "namespace", "version"),
    True: ("operation", "request", "response", "version"),
}
"""What callers of a binding rely on; in Magento 2 (True) a namespace is the address that the client calls."""


def _bindings(
    differ: Differ, before: list[Json], after: list[Json], parts: tuple[str, ...]
) -> Iterator[Change]:
    old, new = ({_binding_key(each): each for each in side} for side in (before, after))
    for key in sorted({*old, *new}):
        shown = " ".join(part for part in key if part)
        if key not in new:
            yield differ.change(True, "binding-removed", f"can no longer be called over {shown}")
            continue
        if key not in old:
            yield differ.change(False, "binding-added", f"can be called over {shown} too")
            continue
        first, second = old[key], new[key]
        if first.get("asynchronous") and not second.get("asynchronous"):
            yield differ.change(True, "asynchronous-removed", "has no asynchronous and bulk route any more")
        for part in parts:
            if first.get(part) != second.get(part):
                message = f"{shown} {part} was {first.get(part)}, is {second.get(part)}"
                yield differ.change(True, "binding-changed", message)
        places = {each["name"]: each["location"] for each in first["parameters"]} if key[0] == "rest" else {}
        for each in second["parameters"] if places else ():
            place = places.get(each["name"], each["location"])
            if place != each["location"]:
                message = f"travels in the {each['location']}, not the {place}"
                yield differ.change(True, "parameter-moved", message, OF_PARAMETER.format(each["name"]))


def _binding_key(binding: Json) -> tuple[str, str]:
    return (str(binding["kind"]), str(binding.get("style", "")))


def _models(old: Json, new: Json) -> Iterator[Change]:
    used = {direction: _used(old, direction) | _used(new, direction) for direction in ("in", "out")}
    for before, after in pairs(old["models"], new["models"], "name"):
        differ = Differ(before, after, "name")
        if after is None:
            yield differ.change(True, "model-removed", "is no longer there")
        elif before is None:
            yield differ.change(False, "model-added", "is new")
        else:
            sent, received = differ.name in used["in"], differ.name in used["out"]
            if not (sent or received):
                sent = received = True
            yield from _renamed(differ, "model-renamed", before["python_path"], after["python_path"])
            yield from _deprecated(differ, before, after)
            yield from member_changes(differ, before, after, fields(sent=sent, received=received))


def _renamed(differ: Differ, kind: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield differ.change(True, kind, f"is {after} in Python now")


def _deprecated(differ: Differ, before: Json, after: Json) -> Iterator[Change]:
    if "deprecated" in after and "deprecated" not in before:
        yield differ.change(False, "deprecated", f"is deprecated: {after['deprecated'] or 'no reason given'}")


def _used(side: Json, direction: str) -> frozenset[str]:
    """Models that travel in requests ("in") or in answers ("out")."""
    fields = {model["name"]: [field["type"] for field in model["fields"]] for model in side["models"]}
    waiting = [
        text
        for operation in side["operations"]
        for text in (
            [parameter["type"] for parameter in operation["parameters"]]
            if direction == "in"
            else [operation["result"]]
        )
        if text is not None
    ]
    found: set[str] = set()
    while waiting:
        for name in named_types(parse(waiting.pop())):
            if name not in found:
                found.add(name)
                waiting += fields.get(name, ())
    return frozenset(found)
