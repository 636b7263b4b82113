"""Asks Black what it makes of texts: many at once, for a call has its price, and each once, for the cache remembers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from codegen.machine.cache import Cache
from codegen.machine.distributions import version_of
from codegen.machine.packs import Pack

_BETWEEN = "between_two_texts"
"""A statement that stands between texts which make one."""
_GAP = re.compile(rf"\n+{_BETWEEN}\n+")
_IMPORTS = re.compile(r"^(?:from|import) .*\Z", re.MULTILINE)
_ODD = re.compile(r"[#\f\r\v\0\t]|\A[^A-Za-z@]|\n\Z")
"""What might change how Black sees other texts, or be changed by them: comments, what only looks like a blank line, and
what is something else at the beginning of a file."""
_REMEMBERED = 2_000
"""How many answers that a run did not ask for stay in the cache."""
_packs: dict[tuple[Path | None, str], Pack] = {}
"""The answers that this process knows, by the cache and the key that they are kept under."""


class Black:
    """Black for a version of Python and a width, with a cache; `settings` is what its answers depend on."""

    def __init__(self, python_version: str, width: int, cache: Cache) -> None:
        self._width = width
        self._cache = cache
        self.settings: tuple[str, ...] = (version_of("black"), str(width), python_version)

    def answers(self, texts: Iterable[str]) -> dict[str, str | None]:
        """What Black makes of each text, without the end of its last line; None for one that it can't read."""
        pack = self._pack()
        keys = {text: Cache.key("text", text) for text in texts}
        known = {text: pack.get(key) for text, key in keys.items()}
        for text, answer in self._asked([text for text, answer in known.items() if answer is None]):
            known[text] = answer == text or answer or False
            pack.put(keys[text], known[text])
        pack.keep(_REMEMBERED)
        return {text: (text if answer is True else answer or None) for text, answer in known.items()}

    def _pack(self) -> Pack:
        key = Cache.key("black", *self.settings)
        place = self._cache.place, key
        if place not in _packs:
            _packs[place] = Pack(self._cache, key)
        return _packs[place]

    def whole(self, text: str) -> str:
        """What Black makes of a text. Raises ValueError (one of Black's) when it can't read it."""
        import black  # loaded when there is something for it to do
        from black.mode import Mode, TargetVersion

        version = TargetVersion[f"PY{self.settings[2].replace('.', '')}"]
        return black.format_str(text, mode=Mode(line_length=self._width, target_versions={version}))

    def _asked(self, texts: Sequence[str]) -> Iterator[tuple[str, str | None]]:
        """The answers to texts: those that surely change apart, for what changes Black goes through twice."""
        fitting: list[str] = []
        too_long: list[str] = []
        for text in texts:
            if not _goes_with_others(text):
                yield text, self._alone(text)
            elif any(len(line) > self._width for line in text.splitlines()):
                too_long.append(text)
            else:
                fitting.append(text)
        for together in (fitting, too_long):
            answers = self._together(together) if len(together) > 1 else None
            yield from zip(together, answers or map(self._alone, together), strict=True)

    def _together(self, texts: Sequence[str]) -> list[str] | None:
        """The answers for texts that make one; None if they can't be told apart afterwards."""
        try:
            answers = _GAP.split(self.whole("".join(_joined(texts))).rstrip("\n"))
        except ValueError:
            return None
        return answers if len(answers) == len(texts) else None

    def _alone(self, text: str) -> str | None:
        try:
            return self.whole(text).rstrip("\n")
        except ValueError:
            return None


def _goes_with_others(text: str) -> bool:
    """Whether a text is Python by itself, and what Black makes of it no matter of what stands before and after."""
    if _ODD.search(text) or _BETWEEN in text:
        return False
    try:
        compile(text, "", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _joined(texts: Iterable[str]) -> Iterator[str]:
    """Texts one below the other, with as many blank lines between them as Black leaves there."""
    before = ""
    for text in texts:
        if before:
            yield f"\n\n{_BETWEEN}\n\n\n" if _IMPORTS.search(before) else f"\n\n\n{_BETWEEN}\n\n\n"
        yield text
        before = text
