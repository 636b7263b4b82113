"""A table of a TOML file that is checked key by key, with places for messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from codegen.diagnostics import CodegenError, nearest
from codegen.origin import Origin


class TomlText:
    """The text of a TOML file, in which keys and strings are found again: tomllib keeps no places."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._lines = text.splitlines()

    def key(self, key: str, start: int) -> Origin:
        """Where a key stands, at or below a line (0-based): that line if it is not found, the file if there is none."""
        pattern = re.compile(rf"""\s*(\[+[^]]*[.\s"]|)["']?{re.escape(key)}["']?\s*[]=.]""")
        inline = re.compile(rf"""[{{,]\s*["']?{re.escape(key)}["']?\s*=""")
        for matches in (pattern.match, inline.search):
            for number in range(start, len(self._lines)):
                if key and matches(self._lines[number]):
                    return Origin(str(self.path), number + 1)
        return Origin(str(self.path), start + 1 if start else 0)

    def string(self, text: str, at: Origin) -> Origin:
        """Where a string stands in the list that begins at a line, that line if it is written in another way."""
        for number in range(max(at.line - 1, 0), len(self._lines)):
            if f'"{text}"' in self._lines[number] or f"'{text}'" in self._lines[number]:
                return Origin(at.file, number + 1)
        return at

    def tables(self, key: str, start: int) -> list[int]:
        """The lines (0-based) at or below one that begin a table of a list of tables."""
        head = re.compile(rf"\s*\[\[[^]]*\b{re.escape(key)}\s*\]\]")
        return [number for number in range(start, len(self._lines)) if head.match(self._lines[number])]


class CheckedTable:
    """The values of a table. All methods raise CodegenError (2) at the place of what is wrong.

    `start` is the line (0-based) that begins it, 0 where that is not known.
    """

    def __init__(self, values: Mapping[str, Any], text: TomlText, start: int = 0) -> None:
        self.values = values
        self.text = text
        self.start = start

    def origin(self, key: str) -> Origin:
        """Where a key stands."""
        return self.text.key(key, self.start)

    def fail(self, key: str, message: str) -> NoReturn:
        """Refuse the table because of a key (empty: because of itself)."""
        raise CodegenError(message, exit_code=2, origin=self.origin(key))

    def needs(self, *keys: str) -> None:
        """Each of the keys must be there."""
        for key in keys:
            if key not in self.values:
                self.fail("", f"`{key}` is missing")

    def knows(self, keys: Sequence[str], prefix: str = "") -> None:
        """No other keys may be there; the prefix names the table in the message."""
        for key in self.values:
            if key not in keys:
                near = nearest(key.replace("-", "_"), keys, likeness=0)
                self.fail(key, f"unknown key `{prefix}{key}`; did you mean `{prefix}{near}`?")

    def string(self, key: str) -> str:
        """A value that must be a string."""
        return str(self._typed(key, str, "a string"))

    def flag(self, key: str) -> bool:
        """A value that must be true or false."""
        return bool(self._typed(key, bool, "true or false"))

    def strings(self, key: str) -> tuple[str, ...]:
        """A value that must be a list of strings."""
        entries = self._typed(key, list, "a list of strings")
        if not all(isinstance(entry, str) for entry in entries):
            self.fail(key, f"`{key}` must be a list of strings")
        return tuple(entries)

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """A value that must be one of some strings."""
        value = self.values[key]
        if value not in choices:
            self.fail(key, f"`{key}` must be one of {', '.join(choices)}, not {value!r}")
        return str(value)

    def table(self, key: str) -> CheckedTable:
        """A value that must be a table; its keys are looked for from this one's start."""
        return CheckedTable(self._typed(key, dict, "a table"), self.text, self.start)

    def tables(self, key: str) -> list[CheckedTable]:
        """A value that must be a list of tables."""
        entries = self._typed(key, list, "a list of tables")
        starts = self.text.tables(key, self.start)
        found = []
        for number, entry in enumerate(entries):
            start = starts[number] if number < len(starts) else self.start
            if not isinstance(entry, dict):
                CheckedTable({}, self.text, start).fail(key, f"`{key}` must be a table, not {entry!r}")
            found.append(CheckedTable(entry, self.text, start))
        return found

    def _typed(self, key: str, kind: type, what: str) -> Any:
        value = self.values[key]
        if not isinstance(value, kind):
            self.fail(key, f"`{key}` must be {what}, not {value!r}")
        return value
