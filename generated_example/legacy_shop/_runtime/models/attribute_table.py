# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What a package knows of the attributes of one entity, kept as text until it is asked for.

Thousands of attributes with tens of thousands of options cost a program that uses three of them no more than the text:
a class of options is made when it is first used.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

from .options import IntOption, OptionsOf, OptionText, TextOption, make_options

_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


class Entry(NamedTuple):
    """An attribute: its Python name, its code, the kind of its values, and the class of its options ("" for none)."""

    name: str
    code: str
    kind: str
    options: str


class AttributeTable:
    """The attributes of an entity, and their options.

    `attributes` has a line an attribute: the parts of an `Entry`. `options` has for each class a line `=Color` with
    what its values are (`int` or `str`), then a line an option: its name, value, label, swatch, and for each store view
    with a label of its own the code and the label. Tabs divide the parts; in them, a backslash makes of the next letter
    what it does in Python. `module` is the module that the classes belong to.
    """

    def __init__(self, module: str, attributes: str, options: str) -> None:
        self._module = module
        self._attributes = attributes
        self._options = options
        self._made: dict[str, type[IntOption] | type[TextOption]] = {}
        self._making = threading.Lock()

    @cached_property
    def by_name(self) -> Mapping[str, Entry]:
        """The attributes by their Python names."""
        return {entry.name: entry for entry in self.by_code.values()}

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """The attributes by their codes."""
        entries = (Entry(*_parts(line)) for line in self._attributes.split("\n") if line)
        return {entry.code: entry for entry in entries}

    @cached_property
    def by_options(self) -> Mapping[str, Entry]:
        """The attributes that have options, by the name of the class of these."""
        return {entry.options: entry for entry in self.by_code.values() if entry.options}

    def options(self, name: str) -> type[IntOption] | type[TextOption]:
        """The class of options of that name. Raises AttributeError when there is none."""
        made = self._made.get(name)
        if made is None:
            if name not in self.by_options:
                raise AttributeError(f"module {self._module!r} has no attribute {name!r}")
            with self._making:
                made = self._made.get(name) or self._make(name)
                self._made[name] = made
        return made

    def _make(self, name: str) -> type[IntOption] | type[TextOption]:
        start = self._options.index(f"\n={name}\t")
        end = self._options.find("\n=", start + 1)
        head, *lines = self._options[start + 1 : end if end >= 0 else None].split("\n")
        of = int if head.endswith("\tint") else str
        rows = [_parts(line) for line in lines if line]
        entry = self.by_options[name]
        texts = {
            row[0]: OptionText(row[2], row[3], dict(zip_longest(row[4::2], row[5::2], fillvalue="")))
            for row in rows
        }
        values = {row[0]: of(row[1]) for row in rows}
        return make_options(
            self._module, name, values, OptionsOf(entry.code, entry.kind.startswith("list["), texts)
        )


def _parts(line: str) -> list[str]:
    """The parts of a line, at least four: empty ones at its end are not written."""
    parts = line.split("\t")
    parts += [""] * (4 - len(parts))
    if "\\" not in line:
        return parts
    return [_ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), part) for part in parts]
