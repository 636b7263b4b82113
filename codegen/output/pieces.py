"""Gives Black as little as can be: what is not of a shape that it leaves alone, one definition at a time, once.

A file is cut where Black's result can't depend on what stands on the other side: before a definition with the blank
lines that Black wants there. What it says of a piece, or of all pieces of a shape, is kept by content in the cache: of
a file that changes in one method, or for another shop, only that is formatted.
"""

from __future__ import annotations

import re

from codegen.machine.cache import Cache, version_of
from codegen.output.shapes import shapes

_DEFINITION = r"(?:class |(?:async )?def |@)"
_TOP = re.compile(rf"\n\n\n(?={_DEFINITION})")
_MEMBER = re.compile(rf"\n\n(?=    {_DEFINITION})")
_SPARED = re.compile(r"^( *)# fmt: off\n(.*?)^\1# fmt: on\n", re.MULTILINE | re.DOTALL)
_CLASS = "class x:\n"
_known_shapes: dict[str, bool] = {}
"""Whether Black leaves the pieces of a shape alone, by cache key, as far as this process knows."""


class Pieces:
    """Formats texts for a version of Python and a width, with a cache; `settings` is what its results depend on."""

    def __init__(self, python_version: str, width: int, cache: Cache) -> None:
        self._width = width
        self._cache = cache
        self.settings: tuple[str, ...] = (version_of("black"), str(width), python_version)

    def formatted(self, text: str) -> str:
        """The text as Black formats it. Raises ValueError (one of Black's) when it can't."""
        if not text or text[0].isspace() or "\f" in text or "\r" in text:
            return self._black(text)
        try:
            return self._whole(text)
        except ValueError:  # what looked like the beginning of a definition was part of a text
            return self._black(text)

    def _whole(self, text: str) -> str:
        spared: list[str] = []
        short = _SPARED.sub(lambda found: _left_out(found, spared), text)
        pieces = [self._top(piece) for piece in _TOP.split(short.rstrip("\n"))]
        return _put_back("\n\n\n".join(pieces), spared) + "\n"

    def _top(self, piece: str) -> str:
        if not piece.startswith("class "):
            return self._piece(piece, "")
        head, *members = _MEMBER.split(piece)
        return "\n\n".join([self._piece(head, ""), *(self._piece(member, _CLASS) for member in members)])

    def _piece(self, piece: str, around: str) -> str:
        """A piece as Black has it inside a class, `around`, or by itself."""
        parts = shapes(piece, self._width)
        if parts is not None and all(self._stays(part, around) for part in parts):
            return piece
        key = Cache.key("piece", *self.settings, around, piece)
        kept = self._cache.get(key)
        if kept is not None:
            return kept.decode()
        found = self._black(around + piece)
        if not found.startswith(around):
            raise _Uncut
        found = found.removeprefix(around).rstrip("\n")
        self._cache.put(key, found.encode())
        return found

    def _stays(self, shape: str, around: str) -> bool:
        """Whether Black leaves pieces of a shape as they are."""
        key = Cache.key("shape", *self.settings, around, shape)
        stays = _known_shapes.get(key)
        if stays is None:
            kept = self._cache.get(key)
            stays = self._left_alone(around + shape) if kept is None else kept == b"1"
            if kept is None:
                self._cache.put(key, b"1" if stays else b"0")
            _known_shapes[key] = stays
        return stays

    def _left_alone(self, text: str) -> bool:
        from black.parsing import InvalidInput

        try:
            return self._black(text) == f"{text}\n"
        except InvalidInput:
            return False

    def _black(self, text: str) -> str:
        """The text as Black has it; loaded when there is something for it to do."""
        import black
        from black.mode import Mode, TargetVersion

        version = TargetVersion[f"PY{self.settings[2].replace('.', '')}"]
        return black.format_str(text, mode=Mode(line_length=self._width, target_versions={version}))


class _Uncut(ValueError):
    """A text that can't be cut where it seemed so."""


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
