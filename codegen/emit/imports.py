"""Import statements of generated modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Imports = Sequence[tuple[str, Sequence[str]]]
"""(module, names) of `from module import names`; no names stand for `import module`."""

_STANDARD = frozenset({"builtins", "collections", "datetime", "decimal", "functools", "importlib", "typing"})


def grouped(imports: Iterable[tuple[str, Sequence[str]]]) -> list[Imports]:
    """Imports as isort has them: groups of the standard library, other packages and our own, a blank line between."""
    groups: dict[int, list[tuple[str, Sequence[str]]]] = {0: [], 1: [], 2: []}
    for module, names in ordered(imports):
        standard = module.partition(".")[0] in _STANDARD
        groups[2 if module.startswith(".") else 0 if standard else 1].append((module, names))
    return [group for group in groups.values() if group]


def ordered(imports: Iterable[tuple[str, Sequence[str]]]) -> Imports:
    """Imports of one group as isort has them: sorted, each name with an alias on its own."""
    lines: list[tuple[str, Sequence[str]]] = []
    for module, names in imports:
        plain = sorted((name for name in names if " as " not in name), key=_rank)
        lines += [(module, plain)] if plain or not names else []
        lines += [(module, [name]) for name in names if " as " in name]
    return sorted(lines, key=lambda line: (line[0], [_rank(name) for name in line[1]]))


def _rank(name: str) -> tuple[int, str]:
    """Constants come before classes, and those before all else, whatever the case of their letters."""
    bare = name.partition(" ")[0]
    kind = 0 if len(bare) > 1 and bare.isupper() else 1 if bare[0].isupper() else 2
    return kind, name.lower()
