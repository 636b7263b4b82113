# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Secrets as they are given: texts, or functions that return them when they are needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from ..errors import RequestError
from ..http.flow import Flow, invoke
from ..http.header_fields import clean
from ..shapes import is_text

Secret: TypeAlias = str | Callable[[], str | Awaitable[str]]
"""A text, or a function (an async one with the async client) that returns it when it is needed."""


def cleaned(value: Secret, what: str) -> Secret:
    """A token or key without white space around it; a function as it is. Raises RequestError, showing no value."""
    return value if callable(value) else clean(value, what)


def user_name(value: str) -> str:
    """The name of a user without the white space around it. Raises RequestError for none; what it is, isn't shown."""
    name = value.strip() if is_text(value) else ""
    if not name:
        raise RequestError("the user name is empty, or no text")
    return name


def without_line_end(value: Secret, what: str) -> Secret:
    """A password without the end of the line that it was read from: spaces may be part of it.

    Raises RequestError, showing no value.
    """
    if callable(value):
        return value
    text: Any = value
    if not is_text(text) or not text.strip("\r\n"):
        raise RequestError(f"{what} is empty, or no text")
    return text.strip("\r\n")


def secret(value: Secret, what: str) -> Flow[str]:
    """The text of a secret, without the end of a line. Raises RequestError for what is none."""
    text: Any = value
    if callable(value):
        text = yield from invoke(value)
    return str(without_line_end(text, what))


def header_secret(value: Secret, what: str) -> Flow[str]:
    """The text of a secret that goes in a header. Raises RequestError for what can't."""
    if callable(value):
        return clean((yield from invoke(value)), what)
    return value
