# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Arguments of methods in messages: as Python has them, and as the shop has them where that differs."""

from __future__ import annotations

import re

_WORDS = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])")


def in_python(wire_name: str) -> str:
    """The Python name of an argument of which the descriptor gives none: its wire name in snake case."""
    return _WORDS.sub("_", wire_name).lower()


def shown(name: str, wire_name: str) -> str:
    """What a message calls an argument: `store_id (storeId)`."""
    return name if name == wire_name else f"{name} ({wire_name})"
