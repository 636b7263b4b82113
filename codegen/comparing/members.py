"""What changed in the parameters of an operation and in the fields of a model: one walk, one table of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from codegen.comparing.changes import Change, Differ, Json, pairs
from codegen.comparing.type_steps import type_step
from codegen.values import Value

OF_PARAMETER, OF_FIELD = ":{}", ".{}"
"""How the subject of a change names a parameter behind its operation, and a field behind its model."""


class Members(Value, kw_only=True):
    """Which members are compared, what they are called, and which way they travel.

    `key` is their name in a document, `subject` and `python` the forms in which messages add it to their owner's.
    """

    noun: str
    key: str
    subject: str
    python: str
    gone: str
    fresh: str
    sent: bool
    received: bool
    forced: frozenset[str] = frozenset()

    @property
    def many(self) -> str:
        """The list of a document that holds them."""
        return f"{self.noun}s"


def parameters(forced: frozenset[str]) -> Members:
    """The parameters of an operation; `forced` are the dotted names that the server fills in itself now."""
    return Members(
        noun="parameter",
        key="name",
        subject=OF_PARAMETER,
        python="({})",
        gone="is no longer accepted",
        fresh="is new and optional",
        sent=True,
        received=False,
        forced=forced,
    )


def fields(*, sent: bool, received: bool) -> Members:
    """The fields of a model that travels in requests, in answers or in both."""
    return Members(
        noun="field",
        key="wire_name",
        subject=OF_FIELD,
        python=".{}",
        gone="is no longer there",
        fresh="is new",
        sent=sent,
        received=received,
    )


class Difference(NamedTuple):
    """What a rule found: whether callers must act, the kind without the noun, the message."""

    breaking: bool
    kind: str
    message: str


Rule = Callable[[Json, Json, Members], Difference | None]
"""Looks at a member before and after."""


def member_changes(differ: Differ, before: Json, after: Json, members: Members) -> Iterator[Change]:
    """The changes from one operation's or model's members to those of the same one on the other side."""

    def change(member: Json, verdict: Difference) -> Change:
        return differ.change(
            verdict.breaking,
            f"{members.noun}-{verdict.kind}",
            verdict.message,
            members.subject.format(member[members.key]),
            members.python.format(member["python_name"]),
        )

    both = list(pairs(before[members.many], after[members.many], members.key))
    added = [new for old, new in both if new and not old]
    for old, new in both:
        if old and new:
            for rule in RULES:
                if verdict := rule(old, new, members):
                    yield change(old, verdict)
        elif old:
            successor = _successor(old, before[members.many], after[members.many], added, members.key)
            if successor and not _is_forced(old, members):
                added.remove(successor)
                yield change(old, Difference(True, "renamed", f"is now called {successor[members.key]}"))
            else:
                yield change(old, _gone(old, members))
    for new in added:
        yield change(new, _fresh(new, members))


def _is_forced(gone: Json, members: Members) -> bool:
    name = gone[members.key]
    return any(path == name or path.startswith(f"{name}.") for path in members.forced)


def _gone(old: Json, members: Members) -> Difference:
    if _is_forced(old, members):
        return Difference(True, "forced", "is now filled in by the server")
    return Difference(True, "removed", members.gone)


def _successor(
    gone: Json, before: Sequence[Json], after: Sequence[Json], added: Sequence[Json], key: str
) -> Json | None:
    """The added member that took the place of a removed one: same position, type and need, nothing else new there."""
    position = before.index(gone)
    if position >= len(after) or len(before) != len(after):
        return None
    other = after[position]
    alike = other["type"] == gone["type"] and other["required"] == gone["required"]
    return other if alike and other in added and other[key] != gone[key] else None


def _fresh(new: Json, members: Members) -> Difference:
    if members.sent and not members.received and new["required"]:
        return Difference(True, "added-required", "is new and required")
    return Difference(False, "added", members.fresh)


def _python_name(old: Json, new: Json, members: Members) -> Difference | None:
    if old["python_name"] == new["python_name"]:
        return None
    return Difference(True, "renamed", f"is {new['python_name']} in Python now")


def _need(old: Json, new: Json, members: Members) -> Difference | None:
    if not members.sent or old["required"] == new["required"]:
        return None
    word = "required" if new["required"] else "optional"
    return Difference(bool(new["required"]), word, f"is {word} now")


def _writing(old: Json, new: Json, members: Members) -> Difference | None:
    if not members.sent or not old.get("writable", True) or new.get("writable", True):
        return None
    return Difference(True, "read-only", "can no longer be sent")


def _null(old: Json, new: Json, members: Members) -> Difference | None:
    """Only where nothing is received: in an answer, a null that no longer comes is no loss."""
    if members.received or not members.sent or not old["nullable"] or new["nullable"]:
        return None
    return Difference(True, "type-narrowed", "no longer takes null")


def _type(old: Json, new: Json, members: Members) -> Difference | None:
    step = type_step(old["type"], new["type"])
    if step is None:
        return None
    breaking = {"narrowed": members.sent, "widened": members.received, "changed": True}[step]
    return Difference(breaking, f"type-{step}", f"was {old['type']}, is {new['type']}")


RULES: tuple[Rule, ...] = (_python_name, _need, _writing, _null, _type)
"""What is looked at in a member that both sides have."""
