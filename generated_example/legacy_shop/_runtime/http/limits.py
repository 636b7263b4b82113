# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Numbers that a client or a call is given, checked then: a wrong one would be found amid a call, or end in waiting."""

from __future__ import annotations

import math
from typing import Any

from ..errors import RequestError
from ..shapes import is_map, is_text

_LONGEST = 1_000_000.0
"""Seconds that a system can wait at all."""


def check_timeout(seconds: Any) -> None:
    """Refuse, with a RequestError, what is no number of seconds above 0."""
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not number or not math.isfinite(seconds) or not 0 < seconds <= _LONGEST:
        raise RequestError(f"timeout= takes seconds above 0, at most {_LONGEST:g}, not {seconds!r:.60}")


def check_headers(name: str, value: object) -> None:
    """Refuse, with a RequestError, what is no map of texts by header field; the texts are checked as they are sent."""
    if not is_map(value) or not all(is_text(key) for key in value):
        raise RequestError(f"{name}= takes a map of values by header field, such as {{'X-Own': '1'}}")


def check_count(name: str, value: Any, least: int) -> None:
    """Refuse, with a RequestError, what is no whole number, or too small a one."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise RequestError(f"{name}= takes a whole number, at least {least}, not {value!r:.60}")
