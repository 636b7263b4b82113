"""What a client or a call is given, checked then: a wrong value would be found amid a call, or end in waiting."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

from ..errors import RequestError
from ..shapes import is_map, is_sequence, is_text

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


def check_store(value: object) -> None:
    """Refuse, with a RequestError, what is neither the code nor the id of a store."""
    if not isinstance(value, str | int | None) or isinstance(value, bool):
        raise RequestError(f"store= takes the code of a store, not {value!r:.60}")


def check_flag(name: str, value: object) -> None:
    """Refuse, with a RequestError, what is neither a flag nor None."""
    if not isinstance(value, bool | None):
        raise RequestError(f"{name}= takes True, False or None, not {value!r:.60}")


def check_query(name: str, value: object) -> None:
    """Refuse, with a RequestError, what are no query parameters: a map of them by name, or pairs of name and value."""
    pairs = list(value.items()) if is_map(value) else value
    if not is_sequence(pairs) or not all(_names_something(pair) for pair in pairs):
        raise RequestError(f"{name}= takes a map of values by name, or a list of pairs, not {value!r:.60}")


def check_hooks(value: object, events: Collection[str]) -> None:
    """Refuse, with a RequestError, what is no map of lists of functions by one of the events."""
    hooks = list(value.items()) if is_map(value) else [("", None)]
    for event, functions in hooks:
        if event not in events or not is_sequence(functions) or not all(map(callable, functions)):
            raise RequestError(
                f"event_hooks= takes a map of lists of functions by {', '.join(events)}, not {value!r:.60}"
            )


def _names_something(pair: object) -> bool:
    return is_sequence(pair) and len(pair) == 2 and is_text(pair[0])


def check_count(name: str, value: Any, least: int) -> None:
    """Refuse, with a RequestError, what is no whole number, or too small a one."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise RequestError(f"{name}= takes a whole number, at least {least}, not {value!r:.60}")
