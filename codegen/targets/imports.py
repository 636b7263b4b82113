"""Import statements of generated modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Imports = Sequence[tuple[str, Sequence[str]]]
"""(module, names) of `from module import names`; no names stand for `import module`."""

_STANDARD = frozenset({"builtins", "collections", "functools", "importlib", "typing"})


def grouped(imports: Iterable[tuple[str, Sequence[str]]]) -> list[Imports]:
    """Imports sorted, in groups that a blank line divides: the standard library, other packages, our own modules."""
    groups: dict[int, list[tuple[str, Sequence[str]]]] = {0: [], 1: [], 2: []}
    for module, names in sorted(imports):
        standard = module.partition(".")[0] in _STANDARD
        groups[2 if module.startswith(".") else 0 if standard else 1].append((module, names))
    return [group for group in groups.values() if group]
