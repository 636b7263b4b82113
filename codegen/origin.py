"""Where something of the input was read."""

from __future__ import annotations

from typing import NamedTuple


class Origin(NamedTuple):
    """Where something was read: a file as the user named it, and a 1-based line and column (0: not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])
