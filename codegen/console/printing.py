"""Prints for people: nothing that a name or a file holds is taken by a terminal for a command."""

from __future__ import annotations

import os
import re
from typing import IO, Any

import click

_COMMANDS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What moves the cursor, sets the window's title, turns the reading direction round, or is no character at all."""


def printable(text: str) -> str:
    r"""The text with such characters written out as JSON writes them (`\u001b`); line ends and tabs stay."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def colour(name: str) -> str | None:
    """The colour for `say`, unless the user wants none (https://no-color.org)."""
    return None if os.environ.get("NO_COLOR") else name


def say(text: str, *, err: bool = False, nl: bool = True, file: IO[Any] | None = None, **style: Any) -> None:
    """Print a text on standard output, standard error (`err`) or `file`; `style` is click's (`fg`, `bold`)."""
    click.secho(printable(text), err=err, nl=nl, file=file, **style)
