# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What parsed JSON is made of, asked in a way that a type checker follows too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeGuard


def is_a(kind: type, value: object) -> bool:
    """Whether a value that came from outside is what its annotation says."""
    return isinstance(value, kind)


def is_text(value: object) -> TypeGuard[str]:
    """Whether it is a text."""
    return isinstance(value, str)


def is_map(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether it is a mapping: an object of JSON has texts for keys."""
    return isinstance(value, Mapping)


def is_dict(value: object) -> TypeGuard[dict[Any, Any]]:
    """Whether it is a dictionary."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether it is a list."""
    return isinstance(value, list)


def is_set(value: object) -> TypeGuard[set[Any] | frozenset[Any]]:
    """Whether it is a set."""
    return isinstance(value, set | frozenset)


def is_iterable(value: object) -> TypeGuard[Iterable[Any]]:
    """Whether it can be iterated over."""
    return isinstance(value, Iterable)


def is_collection(value: object) -> TypeGuard[Collection[Any]]:
    """Whether it is a list, a tuple, a range or a set: several values, not a text and not a mapping."""
    return isinstance(value, list | tuple | range | set | frozenset)


def is_sequence(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether it is a list or a tuple."""
    return isinstance(value, list | tuple)


def count(value: object) -> int | None:
    """The number that a shop writes as one or as digits; None for anything else, and beyond nine digits."""
    text = str(value) if isinstance(value, str) or (isinstance(value, int) and abs(value) < 10**9) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
