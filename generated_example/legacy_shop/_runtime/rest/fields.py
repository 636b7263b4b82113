# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Field filtering: the `fields` query parameter of Magento 2's REST API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias, Union

from ..errors import RequestError
from ..shapes import is_sequence

Fields: TypeAlias = Union[str, "tuple[str, list[Fields]]", "Sequence[Fields]"]
"""A projection: a name (or a finished expression), a pair `("items", [...])` of a name and a list of what to keep
inside it, or a sequence of projections."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_EXPRESSION = re.compile(r"[A-Za-z0-9_,\[\]]+")


def render_fields(fields: Fields) -> str:
    """The text of a projection: `("items", ["sku", "name"])` is `items[sku,name]`.

    A text is taken as it is, less its white space. Raises RequestError for what is no projection.
    """
    if isinstance(fields, str):
        return _checked(fields)
    if not is_sequence(fields):
        raise RequestError(f"fields= takes a text, a pair or a list of names, not {fields!r:.60}")
    return ",".join(_entries(fields))


def with_total_count(expression: str) -> str:
    """The projection of a list answer, with the `total_count` that paging needs when it selects `items`."""
    names = _top_level_names(expression)
    return expression if "items" not in names or "total_count" in names else expression + ",total_count"


def _top_level_names(expression: str) -> list[str]:
    names = [""]
    depth = 0
    for character in expression:
        depth += (character == "[") - (character == "]")
        if character == "," and depth == 0:
            names.append("")
        elif depth == 0 and character != "]":
            names[-1] += character
    return names


def _checked(expression: str) -> str:
    text = "".join(expression.split())
    balance = 0
    for character in text:
        balance += (character == "[") - (character == "]")
        if balance < 0:
            break
    if balance != 0 or _EXPRESSION.fullmatch(text) is None:
        raise RequestError(
            f"fields={expression!r} is no projection; write it as 'items[sku,name],total_count'"
        )
    return text


def _entries(fields: Sequence[Fields]) -> Iterator[str]:
    if not fields:
        raise RequestError("fields= must name at least one field")
    if (
        isinstance(fields, tuple)
        and len(fields) == 2
        and isinstance(fields[0], str)
        and isinstance(fields[1], list)
    ):
        yield f"{_name(fields[0])}[{','.join(_entries(fields[1]))}]"
        return
    for entry in fields:
        if isinstance(entry, str):
            yield _name(entry)
        elif isinstance(entry, tuple):
            yield from _entries(entry)
        else:
            raise RequestError(
                f"fields= holds {entry!r}, which is neither a name nor a pair of a name and a list"
            )


def _name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise RequestError(f"fields= holds {name!r}, which is no field name")
    return name
