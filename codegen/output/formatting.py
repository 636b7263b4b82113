"""One in-process Black pass over generated Python, and the proof that every file compiles.

The hash of the unformatted text is looked up first; only what is new is formatted. Formatted files then tell the tools
of the project that they go into to leave them alone: what those would change, `generate` would take for an edit.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.packs import Pack
from codegen.machine.processes import HELPERS, submit
from codegen.machine.work import Begun
from codegen.output.pieces import Pieces
from codegen.values import Value

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
_SWITCHES = re.compile(r"# fmt: o(?:ff\n(?<=^# fmt: off\n)|n\n(?<=^# fmt: on\n))", re.MULTILINE)
"""Lines that switch Black off and on: a pattern with `^` in front takes seven times as long."""
_COMMENTS = re.compile(r"(?:#[^\n]*(?:\n|\Z))*")
_KIND = "format"
_OTHERS = 200
"""How many files that are compiled only are remembered beside those of the last run."""
_FEW = 8
"""How many files are formatted before a process could have been begun for it."""
_Outcome = tuple[str, str | None]
"""The text of a file, and what is wrong with it."""


class _File(Value):
    """A file to format, or only to compile, and the key by which it is known afterwards."""

    path: str
    text: str
    key: str
    verbatim: bool


class Formatter:
    """Formats and compiles files while others are still being made: `begin` each of them, then take the `files`.

    In a path below `verbatim` is a file that is compiled only, as stubs are: nobody formats what only programs read.
    Of such a file `proven` tells, by its path and text, that it is known to compile.
    """

    def __init__(
        self,
        *,
        python_version: str = "3.11",
        cache: Cache = NO_CACHE,
        verbatim: str = "",
        proven: Callable[[str, str], bool] = lambda path, text: False,
    ) -> None:
        self._pieces = Pieces(python_version, LINE_LENGTH, cache)
        self._cache = cache
        self._compiled = Pack(cache, Cache.key("compiled", sys.version))
        self._verbatim = verbatim
        self._proven = proven
        self._done: dict[str, str] = {}
        self._waiting: list[_File] = []
        self._begun: list[tuple[list[_File], Begun[list[_Outcome]]]] = []
        self._count = 0

    def begin(self, path: str, text: str) -> None:
        """Begin with a file, unless it is known how it ends or there is nothing to do, because it is no Python."""
        if not path.endswith((".py", ".pyi")):
            self._done[path] = text
            return
        verbatim = path.endswith(".pyi") or (bool(self._verbatim) and path.startswith(self._verbatim))
        if verbatim:
            key = Cache.key("compiled", text)
            known = text if self._proven(path, text) or self._compiled.get(key) else None
        else:
            key = Cache.key(_KIND, *self._pieces.settings, text)
            kept = self._cache.get(key)
            known = None if kept is None else kept.decode()
        if known is not None:
            self._done[path] = known
            return
        self._waiting.append(_File(path, text, key, verbatim))
        if len(self._waiting) > max(self._count, _FEW):
            self.begin_all()

    def begin_all(self) -> None:
        """Begin with the files that wait for others: what they have in common is asked for once then.

        Each time there are twice as many, so that the first need not wait long.
        """
        if self._waiting:
            self._count += len(self._waiting)
            entry = self._waiting, self._pieces
            begun = submit(HELPERS, _formatted, entry, worth_a_process=len(self._waiting) > _FEW)
            self._begun.append((self._waiting, begun))
            self._waiting = []

    def files(self, said: Callable[[int, int], None] = lambda done, total: None) -> dict[str, str]:
        """All files by path, once they are done; those of Python are marked for others' tools to leave alone.

        `said` is told how many of how many are formatted.

        Raises CodegenError naming file and line when one is no Python: that is a fault of a template or a plugin,
        never of the input.
        """
        self.begin_all()
        done = 0
        for files, begun in self._begun:
            said(done + 1, self._count)
            for file, (text, error) in zip(files, begun.result(), strict=True):
                if error is not None:
                    raise CodegenError(
                        f"{file.path}:{error}; this is a fault of the template or plugin that made the file"
                    )
                self._done[file.path] = text
                if file.verbatim:
                    self._compiled.put(file.key, True)
                else:
                    self._cache.put(file.key, text.encode())
            done += len(files)
        self._begun.clear()
        self._compiled.keep(_OTHERS)
        return {
            path: left_alone(text) if path.endswith((".py", ".pyi")) else text
            for path, text in self._done.items()
        }


def left_alone(text: str) -> str:
    """The Python text with `LEFT_ALONE` behind the comments that it begins with.

    What told our own pass to spare a part goes: for Ruff, the end of such a part would begin its work again.
    """
    text = _SWITCHES.sub("", text)
    comments = _COMMENTS.match(text)
    end = comments.end() if comments else 0
    return text[:end] + LEFT_ALONE + ("" if text.startswith("\n", end) else "\n") + text[end:]


def _formatted(entry: tuple[Sequence[_File], Pieces]) -> list[_Outcome]:
    files, pieces = entry
    outcomes = {file.path: (file.text, _compile_error(file.path, file.text)) for file in files}
    wanted = [file for file in files if not file.verbatim and outcomes[file.path][1] is None]
    for file, found in zip(wanted, pieces.formatted([file.text for file in wanted]), strict=True):
        if isinstance(found, str):
            outcomes[file.path] = found, None
        else:
            outcomes[file.path] = file.text, f" Black can't format it: {found}"
    return list(outcomes.values())


def _compile_error(path: str, text: str) -> str | None:
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        return f"{line or 1}: is not valid Python: {getattr(error, 'msg', error)}"
    return None
