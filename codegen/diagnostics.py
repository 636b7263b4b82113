"""Diagnostics: what went wrong, where, and how to mend it. Errors in an input are values, not exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from codegen.origin import Origin


class Level(StrEnum):
    """How bad: an ERROR fails the run, a WARNING costs an item something or all, INFO is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Diagnostic(NamedTuple):
    """One line for the user. `code` is a stable kebab-case name (`unknown-type`); `message` names the mend."""

    level: Level
    code: str
    message: str
    origin: Origin | None = None

    def __str__(self) -> str:
        where = str(self.origin) if self.origin else "-"
        return f"{where}: {self.level.value} {self.code} {self.message}"


_CODES = {1: "refused", 2: "usage", 3: "unreadable-input"}


class CodegenError(Exception):
    """Ends a run with one clear line. `exit_code` is 2 (usage, configuration) or 3 (input unreadable).

    `code` names the problem as a diagnostic's does; by default it tells what the exit code tells.
    """

    def __init__(
        self, message: str, *, exit_code: int = 3, origin: Origin | None = None, code: str = ""
    ) -> None:
        self.origin = origin
        self.exit_code = exit_code
        self.code = code or _CODES[exit_code]
        super().__init__(f"{origin}: {message}" if origin else message)


def nearest(name: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """The known name that a misspelled one may have meant; empty when none is alike.

    `likeness` is the least that counts, from 0 (any will do) to 1 (only the same).
    """
    import difflib  # a run without mistakes does without it

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=likeness)
    return found[0] if found else ""


_VOWELS = "aeiou"


def counted(number: int, noun: str) -> str:
    """How messages count: `1 file`, `2 files`, `2 entries`."""
    if number == 1:
        return f"{number} {noun}"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}s"
