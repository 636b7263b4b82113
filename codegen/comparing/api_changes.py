"""What changed between two APIs, told for those who call them: breaking or additive.

Both sides are documents as `codegen.describe.document` makes them. A change is breaking when code written against the
old package, or an old package against the new shop, may stop working.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from codegen.ir import AnyType, List, Map, Named, Origin, Primitive, Scalar, TypeRef, Union, named_types
from codegen.passes.type_text import parse

Json = Mapping[str, Any]


class Impact(StrEnum):
    """Whether callers must act."""

    BREAKING = "breaking"
    ADDITIVE = "additive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `subject` is a wire name, `python_name` what callers wrote, `kind` a stable kebab-case name."""

    impact: Impact
    kind: str
    subject: str
    message: str
    python_name: str
    origin: Origin | None = None


def compare(
    old: Json, new: Json, kinds: Container[str] = frozenset({"rest", "soap", "xmlrpc"})
) -> list[Change]:
    """All changes from one document to the other: breaking ones first, then by subject and kind.

    `kinds` are the kinds of binding that callers of both have.
    """
    changes = [*_operations(old, new, kinds), *_models(old, new)]
    return sorted(
        changes, key=lambda each: (each.impact != Impact.BREAKING, each.subject, each.kind, each.message)
    )


class _Differ:
    """Makes the changes of one operation or model: it knows the place and the name in front of a member."""

    def __init__(self, old: Json | None, new: Json | None, name_key: str) -> None:
        self.entry: Json = old or new or {}
        self.name = str(self.entry[name_key])
        self.path = str(self.entry["python_path"])
        self.origin = _origin(new) or _origin(old)

    def change(self, breaking: bool, kind: str, message: str, member: str = "", python: str = "") -> Change:
        return Change(
            impact=Impact.BREAKING if breaking else Impact.ADDITIVE,
            kind=kind,
            subject=f"{self.name}{member}",
            message=message,
            python_name=f"{self.path}{python}",
            origin=self.origin,
        )


def _operations(old: Json, new: Json, kinds: Container[str]) -> Iterator[Change]:
    for before, after in _pairs(old["operations"], new["operations"], "id"):
        differ = _Differ(before, after, "id")
        if after is None:
            yield differ.change(True, "operation-removed", "is no longer there")
        elif before is None:
            yield differ.change(False, "operation-added", "is new")
        else:
            yield from _renamed(differ, "operation-renamed", before["python_path"], after["python_path"])
            yield from _deprecated(differ, before, after)
            yield from _parameters(differ, before, after)
            yield from _result(differ, before["result"], after["result"])
            yield from _access(differ, before["auth"], after["auth"])
            first, second = (
                [each for each in side["bindings"] if each["kind"] in kinds] for side in (before, after)
            )
            yield from _bindings(differ, first, second, _BINDING_PARTS[new["system"] == "magento2"])


def _parameters(differ: _Differ, before: Json, after: Json) -> Iterator[Change]:
    pairs = list(_pairs(before["parameters"], after["parameters"], "name"))
    removed = [each for each, other in pairs if each and not other]
    added = [each for other, each in pairs if each and not other]
    forced = {name for binding in after["bindings"] for name in binding.get("forced", ())}
    for gone in removed:
        name, python = gone["name"], f"({gone['python_name']})"
        if any(path == name or path.startswith(f"{name}.") for path in forced):
            yield differ.change(
                True, "parameter-forced", "is now filled in by the server", f":{name}", python
            )
        elif (other := _renaming(gone, before, after, added, "parameters", "name")) is not None:
            added.remove(other)
            message = f"is now called {other['name']}"
            yield differ.change(True, "parameter-renamed", message, f":{name}", python)
        else:
            yield differ.change(True, "parameter-removed", "is no longer accepted", f":{name}", python)
    for fresh in added:
        kind = "parameter-added-required" if fresh["required"] else "parameter-added"
        message = "is new and required" if fresh["required"] else "is new and optional"
        member, python = f":{fresh['name']}", f"({fresh['python_name']})"
        yield differ.change(bool(fresh["required"]), kind, message, member, python)
    for first, second in pairs:
        if first is None or second is None:
            continue
        member, python = f":{first['name']}", f"({first['python_name']})"
        if first["python_name"] != second["python_name"]:
            message = f"is {second['python_name']} in Python now"
            yield differ.change(True, "parameter-renamed", message, member, python)
        if first["required"] != second["required"]:
            word = "required" if second["required"] else "optional"
            yield differ.change(
                bool(second["required"]), f"parameter-{word}", f"is {word} now", member, python
            )
        if first["nullable"] and not second["nullable"]:
            yield differ.change(True, "parameter-type-narrowed", "no longer takes null", member, python)
        step = _step(first["type"], second["type"])
        if step:
            message = f"was {first['type']}, is {second['type']}"
            yield differ.change(step != "widened", f"parameter-type-{step}", message, member, python)


def _result(differ: _Differ, before: str | None, after: str | None) -> Iterator[Change]:
    if before == after:
        return
    message = f"result was {before or 'void'}, is {after or 'void'}"
    if before is None or after is None:
        yield differ.change(after is None, "result-changed", message)
        return
    step = _step(before, after)
    if step:
        yield differ.change(step != "narrowed", f"result-type-{step}", message)


def _access(differ: _Differ, before: Json, after: Json) -> Iterator[Change]:
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
    differ: _Differ, before: list[Json], after: list[Json], parts: tuple[str, ...]
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
                yield differ.change(True, "parameter-moved", message, f":{each['name']}")


def _binding_key(binding: Json) -> tuple[str, str]:
    return (str(binding["kind"]), str(binding.get("style", "")))


def _models(old: Json, new: Json) -> Iterator[Change]:
    used = {direction: _used(old, direction) | _used(new, direction) for direction in ("in", "out")}
    for before, after in _pairs(old["models"], new["models"], "name"):
        differ = _Differ(before, after, "name")
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
            yield from _fields(differ, before, after, sent, received)


def _fields(differ: _Differ, before: Json, after: Json, sent: bool, received: bool) -> Iterator[Change]:
    pairs = list(_pairs(before["fields"], after["fields"], "wire_name"))
    added = [each for other, each in pairs if each and not other]
    for gone in [each for each, other in pairs if each and not other]:
        member, python = f".{gone['wire_name']}", f".{gone['python_name']}"
        other = _renaming(gone, before, after, added, "fields", "wire_name")
        if other is not None:
            added.remove(other)
            yield differ.change(True, "field-renamed", f"is now called {other['wire_name']}", member, python)
        else:
            yield differ.change(True, "field-removed", "is no longer there", member, python)
    for fresh in added:
        must = sent and fresh["required"] and not received
        kind, message = ("field-added-required", "is new and required") if must else ("field-added", "is new")
        yield differ.change(must, kind, message, f".{fresh['wire_name']}", f".{fresh['python_name']}")
    for first, second in pairs:
        if first is None or second is None:
            continue
        member, python = f".{first['wire_name']}", f".{first['python_name']}"
        if first["python_name"] != second["python_name"]:
            message = f"is {second['python_name']} in Python now"
            yield differ.change(True, "field-renamed", message, member, python)
        if sent and first["required"] != second["required"]:
            word = "required" if second["required"] else "optional"
            yield differ.change(bool(second["required"]), f"field-{word}", f"is {word} now", member, python)
        if sent and first.get("writable", True) and not second.get("writable", True):
            yield differ.change(True, "field-read-only", "can no longer be sent", member, python)
        step = _step(first["type"], second["type"])
        if step:
            breaking = step == "changed" or (step == "narrowed" and sent) or (step == "widened" and received)
            message = f"was {first['type']}, is {second['type']}"
            yield differ.change(breaking, f"field-type-{step}", message, member, python)


def _renaming(
    gone: Json, before: Json, after: Json, added: list[Json], members: str, key: str
) -> Json | None:
    """The added member that took the place of a removed one: same position, type and need, nothing else new there."""
    position = before[members].index(gone)
    if position >= len(after[members]) or len(before[members]) != len(after[members]):
        return None
    other: Json = after[members][position]
    alike = other["type"] == gone["type"] and other["required"] == gone["required"]
    return other if alike and other in added and other[key] != gone[key] else None


def _renamed(differ: _Differ, kind: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield differ.change(True, kind, f"is {after} in Python now")


def _deprecated(differ: _Differ, before: Json, after: Json) -> Iterator[Change]:
    if "deprecated" in after and "deprecated" not in before:
        yield differ.change(False, "deprecated", f"is deprecated: {after['deprecated'] or 'no reason given'}")


def _pairs(old: list[Json], new: list[Json], key: str) -> Iterator[tuple[Json | None, Json | None]]:
    before, after = {each[key]: each for each in old}, {each[key]: each for each in new}
    for name in dict.fromkeys([*before, *after]):
        yield before.get(name), after.get(name)


def _origin(entry: Json | None) -> Origin | None:
    found = entry.get("origin") if entry else None
    return Origin(found["file"], found.get("line", 0), found.get("column", 0)) if found else None


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


def _step(before: str, after: str) -> str:
    """How a type changed: `narrowed`, `widened`, `changed`, or empty for not at all."""
    if before == after:
        return ""
    old, new = parse(before), parse(after)
    if _holds(old, new):
        return "" if _holds(new, old) else "narrowed"
    return "widened" if _holds(new, old) else "changed"


def _holds(wide: TypeRef, narrow: TypeRef) -> bool:
    """Whether every value of `narrow` is one of `wide`."""
    match wide, narrow:
        case AnyType(), _:
            return True
        case _, Union(members):
            return all(_holds(wide, member) for member in members)
        case Union(members), _:
            return any(_holds(member, narrow) for member in members)
        case List(outer), List(inner):
            return _holds(outer, inner)
        case Map(outer), Map(inner):
            return _holds(outer, inner)
        case Primitive(Scalar.NUMBER), Primitive(Scalar.INTEGER):
            return True
        case (Named() | Primitive()), _:
            return wide == narrow
    return False
