# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Scalars as XML text, strictly: what isn't of the kind is refused."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from ..errors import RequestError
from ..models.plain import plain_text

_SPECIAL = re.compile("[&<>\r]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_BOOLEANS = {"true": "true", "1": "true", "false": "false", "0": "false"}
TYPES = {
    "s": "xsd:string",
    "i": "xsd:int",
    "n": "xsd:double",
    "d": "xsd:double",
    "b": "xsd:boolean",
    "y": "xsd:base64Binary",
}


class Misfit(ValueError):
    """A value that can't be sent. `path` grows while it travels out: the names and positions that lead to the value."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.path: list[str] = []

    def __str__(self) -> str:
        return f"{'.'.join(reversed(self.path))}: {self.message}" if self.path else self.message


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    escape = _ESCAPES.get(character)
    if escape is None:
        raise Misfit(f"the character U+{ord(character):04X} can't be written in XML")
    return escape


def escape(text: str) -> str:
    """Text for between tags. Raises Misfit for a character that XML can't hold."""
    return _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text


def _string(value: Any) -> str:
    if type(value) is not str:
        try:
            value = plain_text(value)
        except RequestError:
            raise Misfit(f"needs text, not {described(value)}") from None
    return escape(value)


def _integer(value: Any) -> str:
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (float, Decimal)) and value == (whole := int(value)):
        return str(whole)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return value
    raise Misfit(f"needs an integer, not {described(value)}")


def _number(value: Any) -> str:
    if isinstance(value, (int, float, Decimal)) and math.isfinite(value):
        return plain_text(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return value
    raise Misfit(f"needs a number, not {described(value)}")


def _boolean(value: Any) -> str:
    written = _BOOLEANS.get(str(value).lower()) if isinstance(value, (bool, int, str)) else None
    if written is None:
        raise Misfit(f"needs a boolean, not {described(value)}")
    return written


def _binary(value: Any) -> str:
    if not isinstance(value, (bytes, bytearray, memoryview)):
        return _string(value)
    data: Any = cast(Any, value)
    return base64.b64encode(data).decode("ascii")


def described(value: Any) -> str:
    shown = repr(value)
    return f"{type(value).__name__} {shown if len(shown) <= 40 else shown[:37] + '...'}"


WRITERS: dict[str, Callable[[Any], str]] = {
    "s": _string,
    "i": _integer,
    "n": _number,
    "d": _number,
    "b": _boolean,
    "y": _binary,
}


def check_scalar(value: Any, letter: str) -> Any:
    """A scalar as it is, once it is sure that it could be written. Raises Misfit when it can't."""
    WRITERS[letter](value)
    return value


def scalar_letter(value: Any) -> str:
    """The scalar kind of a value. Raises Misfit when it is none."""
    for types, letter in _LETTERS:
        if isinstance(value, types):
            return letter
    raise Misfit(f"can't send {described(value)}")


_LETTERS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "s"),
    (bool, "b"),
    (int, "i"),
    ((float, Decimal), "n"),
    (bytes, "y"),
    ((date, Enum), "s"),
)
