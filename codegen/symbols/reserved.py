"""The names that the code of a target needs itself."""

from __future__ import annotations

from codegen.symbols.words import names
from codegen.values import Value


class Reserved(Value):
    """What a target takes, so that nothing of the input can be called so.

    `classes` are names of a resources module (what it may import), `arguments` those of arguments that every method
    has, `path_arguments` those of arguments that stand for other parameters and so only path variables may not have.
    """

    classes: frozenset[str] = frozenset()
    arguments: frozenset[str] = names("self")
    path_arguments: frozenset[str] = frozenset()


NOTHING_RESERVED = Reserved()
