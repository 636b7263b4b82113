"""Whether what a client sends says the same as what it read: on plain values, which no decoder under test has read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from operator import eq
from typing import Any


def changes(
    sent: Any,
    given: Any,
    *,
    same: Callable[[Any, Any], bool] = eq,
    nothing: Collection[Any] = ("", []),
    place: str = "",
) -> Iterator[str]:
    """The places where what is sent is not what was given.

    A field that holds nothing may be left out: it stays as it is then. `same` compares scalars.
    """
    if isinstance(given, dict) and isinstance(sent, dict):
        for name, value in given.items():
            if name in sent:
                yield from changes(sent[name], value, same=same, nothing=nothing, place=f"{place}.{name}")
            elif value not in nothing:
                yield f"{place}.{name} is lost"
        yield from (f"{place}.{name} is new" for name in sent.keys() - given.keys())
    elif isinstance(given, list) and isinstance(sent, list) and len(given) == len(sent):
        for index, (mine, its) in enumerate(zip(sent, given, strict=True)):
            yield from changes(mine, its, same=same, nothing=nothing, place=f"{place}[{index}]")
    elif not same(sent, given) and not (given in nothing and sent in nothing):
        yield f"{place}: {sent!r} for {given!r}"


def same_in_php(one: Any, other: Any) -> bool:
    """Whether two values are the same to PHP, which takes a number, a flag and the text of either for one another."""
    return bool(_php(one) == _php(other))


def _php(value: Any) -> Any:
    text = {"true": "1", "false": "0"}.get(value, value) if isinstance(value, str) else value
    try:
        return float(text)
    except (TypeError, ValueError):
        return text
