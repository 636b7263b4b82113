"""Text from inputs made harmless and short for docstrings and Markdown."""

from __future__ import annotations

import re
import unicodedata
from textwrap import wrap

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NO_LETTER = re.compile(r"[\W_]+")
_NEVER_SHOWN = (
    "[\u2065\ufdd0-\ufdef\ufff0-\ufff8\U00013430-\U0001343f\U000e0000-\U000e0fff"
    + "".join(chr(end - 2) + chr(end - 1) for end in range(0x10000, 0x120000, 0x10000))
    + "]"
)
"""Noncharacters, and what Unicode keeps for formatting, assigned or not: a pattern that few texts need."""


def printable(text: str) -> str:
    """`text` without control and formatting characters (bidi, zero width); line ends stay as `\\n`."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        character
        for character in text
        if character == "\n" or not unicodedata.category(character).startswith("C") or is_newer(character)
    )


def is_newer(character: str) -> bool:
    """Whether a character is none in the Unicode of this Python, and may be one in that of a newer Python.

    It is shown as it is: so the package is the same under both.
    """
    return unicodedata.category(character) == "Cn" and not re.match(_NEVER_SHOWN, character)


def one_line(text: str | None) -> str:
    """A description as one line of plain text: no control characters, no HTML tags."""
    line = printable(text or "")
    return " ".join((_TAG.sub("", line) if "<" in line else line).split())


def sentence(text: str | None) -> str:
    """`one_line`, beginning with a capital and ending with a full stop; empty stays empty."""
    line = one_line(text)
    if not line:
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in ".!?:…" else f"{line}."


def prose(description: str | None, deprecated: str | None = None) -> str:
    """A description as a sentence, and what is deprecated about it (None: nothing)."""
    parts = [sentence(description)]
    if deprecated is not None:
        parts.append(sentence(f"Deprecated: {one_line(deprecated)}".rstrip(": ")))
    return " ".join(part for part in parts if part)


def informative(text: str | None, *names: str) -> str:
    """A description on one line, empty when it only says again what the thing is called.

    `The attribute set ID value.` says nothing of `attribute_set_id`.
    """
    line = one_line(text)
    said = _letters(_without_fillers(line))
    return "" if any(said == _letters(name) for name in names) else line


_ARTICLES = frozenset({"the", "a", "an"})
_FILLERS = (["flag"], ["value"], ["interface"], ["data", "wrapper"])


def _without_fillers(line: str) -> str:
    """The words of a line without an article before, and without fillers after, what it is about."""
    end = len(line)
    while end and not (line[end - 1].isalnum() or line[end - 1] == "_"):
        end -= 1
    words = line[:end].lower().split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    while filler := next(
        (each for each in _FILLERS if len(words) > len(each) and words[-len(each) :] == each), None
    ):
        del words[-len(filler) :]
    return " ".join(words)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def clipped(text: str, length: int) -> str:
    """`text` cut at a word so that it has at most `length` characters, with an ellipsis where it was cut."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def wrapped(text: str, width: int, *, indent: str = "", hanging: str = "") -> list[str]:
    """One line of text as lines of at most `width` columns: the first after `indent`, the others after `hanging`."""
    if len(indent) + len(text) <= width:  # most are so short, and `wrap` is slow
        return [f"{indent}{text}"]
    return wrap(text, width, initial_indent=indent, subsequent_indent=hanging)


def paragraph(text: str, width: int) -> str:
    """`text` on one line if that is not much longer than `width`, else on several."""
    return "\n".join(wrapped(text, width))
