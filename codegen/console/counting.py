"""How messages count."""

from __future__ import annotations

_VOWELS = "aeiou"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 entries`."""
    if number == 1:
        return f"{number} {noun}"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{number} {noun[:-1]}ies"
    return f"{number} {noun}s"
