"""What a change is: its kind, its place, and whether callers must act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from codegen.origin import Origin
from codegen.values import Value

Json = Mapping[str, Any]


class Impact(StrEnum):
    """Whether callers must act."""

    BREAKING = "breaking"
    ADDITIVE = "additive"


class Change(Value, kw_only=True):
    """One difference. `subject` is a wire name, `python_name` what callers wrote, `kind` a stable kebab-case name.

    `owner` is the wire name of the operation or model; for a change of a member, `subject` is longer.
    """

    impact: Impact
    kind: str
    subject: str
    message: str
    python_name: str
    owner: str
    origin: Origin | None = None

    def __str__(self) -> str:
        return f"{self.impact} {self.kind} {self.subject} {self.message} [{self.python_name}]"


class Differ:
    """Makes the changes of one operation or model: it knows the place and the name in front of a member."""

    def __init__(self, old: Json | None, new: Json | None, name_key: str) -> None:
        self.entry: Json = old or new or {}
        self.name = str(self.entry[name_key])
        self.path = str(self.entry["python_path"])
        self.origin = _origin(new) or _origin(old)

    def change(self, breaking: bool, kind: str, message: str, member: str = "", python: str = "") -> Change:
        """The change; `member` and `python` are the endings of its subject and its Python name."""
        return Change(
            impact=Impact.BREAKING if breaking else Impact.ADDITIVE,
            kind=kind,
            subject=f"{self.name}{member}",
            message=message,
            python_name=f"{self.path}{python}",
            owner=self.name,
            origin=self.origin,
        )


def ranked(changes: Iterable[Change]) -> list[Change]:
    """The changes, breaking ones first, then by subject and kind."""
    return sorted(
        changes, key=lambda each: (each.impact != Impact.BREAKING, each.subject, each.kind, each.message)
    )


def _origin(entry: Json | None) -> Origin | None:
    """Where an entry of a document comes from. Raises TypeError for what is no place."""
    found = entry.get("origin") if entry else None
    if not found:
        return None
    origin = Origin(found["file"], found.get("line", 0), found.get("column", 0))
    if not isinstance(origin.file, str) or not all(
        isinstance(part, int) for part in (origin.line, origin.column)
    ):
        raise TypeError(found)
    return origin


def pairs(old: list[Json], new: list[Json], key: str) -> Iterator[tuple[Json | None, Json | None]]:
    """What both sides have under each name, in the old order and then the new one's."""
    before, after = {each[key]: each for each in old}, {each[key]: each for each in new}
    for name in dict.fromkeys([*before, *after]):
        yield before.get(name), after.get(name)
