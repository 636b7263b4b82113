# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Scalars as text. It loads no pydantic: paths and queries need none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from ..errors import RequestError
from .moments import moment_text


def plain_text(value: Any) -> str:
    """A scalar as text, as paths and queries have it: booleans are 1 and 0, dates are Magento's, in UTC."""
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Enum):
        return plain_text(value.value)
    if isinstance(value, date):
        return moment_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, str | int):
        return str(value)
    raise RequestError(f"{value!r} ({type(value).__name__}) has no wire form")


def _float_text(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        raise RequestError(f"{value!r} has no wire form")
    return format(Decimal(repr(value)), "f") if value != int(value) else str(int(value))
