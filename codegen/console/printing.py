"""Prints for people: nothing that a name or a file holds is taken by a terminal for a command."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from typing import IO, Any

import click

_COMMANDS = "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
"""What moves the cursor, sets the window's title, turns the reading direction round, or is no character at all."""


def printable(text: str) -> str:
    r"""The text with such characters written out as JSON writes them (`\u001b`); line ends and tabs stay."""
    if text.isprintable():  # as most is, and then it has none of those
        return text
    return re.sub(_COMMANDS, lambda found: _written_out(found[0]), text)


def escape_what_is_lacking() -> None:
    r"""Have standard output and error write `\u2192`, as JSON does, for a character that their encoding lacks.

    What Windows sends to a file or to another program is in an encoding of its own, and JSON stays JSON in it.
    """
    codecs.register_error("escape", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="escape")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _written_out(error.object[error.start : error.end]), error.end


def _written_out(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def colour(name: str) -> str | None:
    """The colour for `say`, unless the user wants none (https://no-color.org)."""
    return None if os.environ.get("NO_COLOR") else name


def say(text: str, *, err: bool = False, nl: bool = True, file: IO[Any] | None = None, **style: Any) -> None:
    """Print a text on standard output, standard error (`err`) or `file`; `style` is click's (`fg`, `bold`)."""
    click.secho(printable(text), err=err, nl=nl, file=file, **style)
