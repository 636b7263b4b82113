"""Import statements of generated modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Imports = Sequence[tuple[str, Sequence[str]]]
"""(module, names) of `from module import names`."""


def grouped(imports: Iterable[tuple[str, Sequence[str]]]) -> list[Imports]:
    """Imports sorted and in groups that a blank line divides: those of other packages, then our own relative ones."""
    groups: tuple[list[tuple[str, Sequence[str]]], list[tuple[str, Sequence[str]]]] = ([], [])
    for module, names in sorted(imports):
        groups[module.startswith(".")].append((module, names))
    return [group for group in groups if group]
