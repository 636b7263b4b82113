"""One in-process Black pass over generated Python, and the proof that every file compiles.

The hash of the unformatted text is looked up first; only what is new is formatted. Formatted files then tell the tools
of the project that they go into to leave them alone: what those would change, `generate` would take for an edit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.processes import HELPERS, Begun, submit
from codegen.output.pieces import Pieces

LINE_LENGTH = 120
LEFT_ALONE = """\
# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file
"""
"""What Black, Ruff, Flake8, isort and Pylint skip a whole file for.

Ruff takes Flake8's line for its own, and finds fault with that line (PGH004) unless told otherwise; Black and Flake8
want theirs on a line of its own.
"""
_SPARED = ("# fmt: off\n", "# fmt: on\n")
_KIND = "format"
_Outcome = tuple[str, str | None]
"""The text of a file, and what is wrong with it."""


class Formatter:
    """Formats and compiles files while others are still being made: `begin` each of them, then take the `files`.

    In a path below `verbatim` is a file that is compiled only, as stubs are: nobody formats what only programs read.
    """

    def __init__(self, *, python_version: str = "3.11", cache: Cache = NO_CACHE, verbatim: str = "") -> None:
        self._pieces = Pieces(python_version, LINE_LENGTH, cache)
        self._cache = cache
        self._verbatim = verbatim
        self._done: dict[str, str] = {}
        self._begun: dict[str, tuple[str, Begun[_Outcome]]] = {}

    def begin(self, path: str, text: str) -> None:
        """Begin with a file, unless it is known how it ends or there is nothing to do, because it is no Python."""
        if not path.endswith((".py", ".pyi")):
            self._done[path] = text
            return
        verbatim = path.endswith(".pyi") or (bool(self._verbatim) and path.startswith(self._verbatim))
        key = (
            Cache.key("compile", sys.version, text)
            if verbatim
            else Cache.key(_KIND, *self._pieces.settings, text)
        )
        known = self._cache.get(key)
        if known is not None:
            self._done[path] = text if verbatim else known.decode()
        elif verbatim:
            self._begun[path] = key, submit(HELPERS, _compiled, (path, text))
        else:
            self._begun[path] = key, submit(HELPERS, _formatted, (path, text, self._pieces))

    def files(self, said: Callable[[int, int], None] = lambda done, total: None) -> dict[str, str]:
        """All files by path, once they are done; those of Python are marked for others' tools to leave alone.

        `said` is told how many of how many are formatted.

        Raises CodegenError naming file and line when one is no Python: that is a fault of a template or a plugin,
        never of the input.
        """
        for number, (path, (key, outcome)) in enumerate(self._begun.items(), 1):
            said(number, len(self._begun))
            text, error = outcome.result()
            if error is not None:
                raise CodegenError(
                    f"{path}:{error}; this is a fault of the template or plugin that made the file"
                )
            self._done[path] = text
            self._cache.put(key, text.encode())
        self._begun.clear()
        return {
            path: left_alone(text) if path.endswith((".py", ".pyi")) else text
            for path, text in self._done.items()
        }


def left_alone(text: str) -> str:
    """The Python text with `LEFT_ALONE` behind the comments that it begins with.

    What told our own pass to spare a part goes: for Ruff, the end of such a part would begin its work again.
    """
    lines = [line for line in text.splitlines(keepends=True) if line not in _SPARED]
    comments = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    rest = "".join(lines[comments:])
    return "".join(lines[:comments]) + LEFT_ALONE + ("" if rest.startswith("\n") else "\n") + rest


def _compiled(entry: tuple[str, str]) -> _Outcome:
    path, text = entry
    return text, _compile_error(path, text)


def _formatted(entry: tuple[str, str, Pieces]) -> _Outcome:
    path, text, pieces = entry
    error = _compile_error(path, text)
    if error is not None:
        return text, error
    try:
        return pieces.formatted(text), None
    except ValueError as failure:  # Black's own are such, too
        return text, f" Black can't format it: {failure}"


def _compile_error(path: str, text: str) -> str | None:
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        return f"{line or 1}: is not valid Python: {getattr(error, 'msg', error)}"
    return None
