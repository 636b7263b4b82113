"""Gives Black as little as can be: what is not of a shape that it leaves alone, one definition at a time, once.

A file is cut where Black's result can't depend on what stands on the other side: before a definition or a statement
with the blank lines that Black wants there. What it says of a piece, or of all pieces of a shape, is remembered: of a
file that changes in one method, or for another shop, only that is formatted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from codegen.machine.cache import Cache
from codegen.output.asking import Black
from codegen.output.shapes import shapes

_DEFINITION = r"(?:class |(?:async )?def |@)"
_TOP = re.compile(rf"\n\n\n(?={_DEFINITION})")
_MEMBER = re.compile(rf"\n\n(?=    {_DEFINITION})")
_TEXT = r'"""(?:[^"\\]|\\.|"(?!""))*"""'
_BEGINNING = re.compile(rf"(?:(?:#[^\n]*)?\n)*(?:{_TEXT})?", re.DOTALL)
"""Comments that a file begins with, and its docstring."""
_STATEMENT = re.compile(rf"(?<!\n)\n\n(?=[A-Za-z_])(?!{_DEFINITION})")
_CROWDED = re.compile(rf"\A(class [^\n]*:\n    {_TEXT}\n)(?=    [A-Za-z_@\"])", re.DOTALL)
"""A class whose docstring has no blank line below it: Black puts one there, whatever follows."""
_MEMBER_LINE = r"    [A-Za-z_]\w*(?::| =) [^\n]*"
_SHORT = rf"{_MEMBER_LINE}[^\n(\[{{,]"
_LONG = rf"{_MEMBER_LINE}[(\[{{]\n(?:        [^\n]*\n)+    [)\]}}][^\n]*"
_MEMBERS = re.compile(
    rf'(class [^\n]*:\n    """[^\n]*""")\n((?:\n(?:{_LONG}|{_SHORT}))*\n{_LONG}(?:\n(?:{_LONG}|{_SHORT}))*)'
)
"""A class of nothing but annotated names and assignments, one of which at least takes several lines."""
_RUN = rf"\n({_LONG}|{_SHORT}(?:\n{_SHORT})*)(?=\n|\Z)"
"""One of several lines, or those that follow each other with one line each. Compiled when there is such a class."""
_SPARED = re.compile(r"^( *)# fmt: off\n(.*?)^\1# fmt: on\n", re.MULTILINE | re.DOTALL)
_SWITCH = "# fmt:"
_CLASS = "class x:\n"


class _Piece(NamedTuple):
    """A part of a file: what stands between it and the one before, and the class that it is inside of."""

    gap: str
    around: str
    text: str


class Pieces:
    """Formats texts for a version of Python and a width, with a cache; `settings` is what its results depend on."""

    def __init__(self, python_version: str, width: int, cache: Cache) -> None:
        self._width = width
        self._black = Black(python_version, width, cache)
        self.settings = self._black.settings

    def formatted(self, texts: Sequence[str]) -> list[str | ValueError]:
        """Each text as Black formats it, or what Black says when it can't."""
        found = [_cut(text) for text in texts]
        made = self._made(piece for cut in found if cut for piece in cut[0])
        return [self._text(text, cut, made) for text, cut in zip(texts, found, strict=True)]

    def _text(self, text: str, cut: _Cut | None, made: Mapping[str, str]) -> str | ValueError:
        if cut is not None:
            pieces, spared = cut
            try:
                return _put_back("".join(_joined(pieces, made)), spared) + "\n"
            except _Uncut:  # what looked like the beginning of a definition was part of a text
                pass
        try:
            return self._black.whole(text)
        except ValueError as error:
            return error

    def _made(self, pieces: Iterable[_Piece]) -> dict[str, str]:
        """What becomes of pieces, by their text with the class around it; those are missing that can't be cut out."""
        parts: dict[str, list[str] | None] = {}
        for piece in pieces:
            whole = piece.around + piece.text
            if whole not in parts:
                found = shapes(piece.text, self._width)
                parts[whole] = None if found is None else [piece.around + part for part in found]
        verdicts = self._black.answers(part for found in parts.values() for part in found or ())
        made = {
            whole: whole
            for whole, found in parts.items()
            if found is not None and all(verdicts[part] == part for part in found)
        }
        rest = self._black.answers(whole for whole in parts if whole not in made)
        return made | {whole: answer for whole, answer in rest.items() if answer is not None}


class _Uncut(ValueError):
    """A text that can't be cut where it seemed so."""


_Cut = tuple[list[_Piece], list[str]]
"""The pieces of a text, and what it keeps from Black."""


def _cut(text: str) -> _Cut | None:
    """The pieces of a text; None for one that Black gets as a whole."""
    if not text or text[0].isspace() or "\f" in text or "\r" in text:
        return None
    spared: list[str] = []
    try:
        short = _SPARED.sub(lambda found: _left_out(found, spared), text)
    except _Uncut:
        return None
    if short.count(_SWITCH) != 2 * len(spared):
        return None
    first, *rest = _TOP.split(short.rstrip("\n"))
    pieces = [*(_definition("", first) if re.match(_DEFINITION, first) else _statements(first))]
    for each in rest:
        pieces += _definition("\n\n\n", each)
    return pieces, spared


def _statements(text: str) -> Iterator[_Piece]:
    """The beginning of a file: its comments and docstring, then the statements with a blank line before them."""
    found = _BEGINNING.match(text)
    end = found.end() if found else 0
    first, *rest = _STATEMENT.split(text[end:])
    yield _Piece("", "", text[:end] + first)
    for each in rest:
        yield _Piece("\n\n", "", each)


def _definition(gap: str, text: str) -> Iterator[_Piece]:
    """A definition; a class as its head and what is defined in it."""
    if not text.startswith("class "):
        yield _Piece(gap, "", text)
        return
    head, *members = _MEMBER.split(_CROWDED.sub(r"\1\n", text))
    found = _MEMBERS.fullmatch(head)
    if found is None:
        yield _Piece(gap, "", head)
    else:
        yield _Piece(gap, "", found[1])
        for number, run in enumerate(re.findall(_RUN, found[2])):
            yield _Piece("\n" if number else "\n\n", _CLASS, run)
    for member in members:
        yield _Piece("\n\n", _CLASS, member)


def _joined(pieces: Iterable[_Piece], made: Mapping[str, str]) -> Iterator[str]:
    """The parts of a text. Raises _Uncut for a piece that was none."""
    for gap, around, text in pieces:
        found = made.get(around + text)
        if found is None or not found.startswith(around):
            raise _Uncut
        yield gap
        yield found.removeprefix(around)


def _left_out(found: re.Match[str], spared: list[str]) -> str:
    """The part that a file keeps from Black, with one name in place of what is in it."""
    margin, inside = found.groups()
    lines = inside.split("\n")
    if not lines[0] or any(line and not line.startswith(margin) for line in lines) or inside.endswith("\n\n"):
        raise _Uncut
    spared.append(inside)
    return _stub(margin, len(spared))


def _stub(margin: str, number: int) -> str:
    return f"{margin}# fmt: off\n{margin}spared_{number}\n{margin}# fmt: on\n"


def _put_back(text: str, spared: list[str]) -> str:
    for number, inside in enumerate(spared, 1):
        before, stub, after = text.partition(f"spared_{number}\n")
        if not stub:
            raise _Uncut
        text = f"{before.rstrip(' ')}{inside}{after}"
    return text
