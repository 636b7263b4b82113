"""The one place that renders. Templates hold loops and ifs; every value they print is computed before.

Text from inputs reaches Python source only through the filters `py_str`, `py_text` and `docstring`, and names only as
identifiers that `codegen.symbols` has checked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.diagnostics import CodegenError
from codegen.emit.layout import assigned, bracketed, from_import
from codegen.emit.text import is_newer, printable
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.data_folders import templates
from codegen.machine.distributions import version_of
from codegen.machine.fingerprint import program
from codegen.origin import Origin
from codegen.values import Value, written

if TYPE_CHECKING:
    from jinja2 import Environment

_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|.)")
"""One escape of a literal."""


class Renderer:
    """Renders our templates, and those of the same name in the folder `overrides` in place of ours.

    What was rendered before from the same templates and the same values is not rendered again: the cache keeps it.
    """

    def __init__(self, overrides: Path | None = None, cache: Cache = NO_CACHE) -> None:
        self.cache = cache
        own = sorted(path for path in overrides.rglob("*") if path.is_file()) if overrides else []
        self._state = [program(cache), version_of("jinja2"), *(part for path in own for part in _named(path))]
        self._overrides = overrides
        self._told: dict[int, tuple[Value, bytes]] = {}

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """The text of one template. Raises CodegenError (2) for one that is wrong, as where it asks for what it is not
        given."""
        given: list[str | bytes] = []
        for name, value in context.items():
            digest = self._digest(value)
            if digest is None:  # a value that is no plain one
                return self.made(template, context)
            given += name, digest
        key = self.key("render", template, *given)
        known = self.cache.get(key)
        if known is not None:
            return known.decode()
        text = self.made(template, context)
        self.cache.put(key, text.encode())
        return text

    def _digest(self, value: object) -> bytes | None:
        """What tells a value from all others. A `Value` is asked once: many templates are given all services."""
        known = self._told.get(id(value))
        if known is not None:
            return known[1]
        data = written(value)
        if data is None:
            return None
        digest = hashlib.sha256(data).digest()
        if isinstance(value, Value):
            self._told[id(value)] = value, digest  # the value is held, so that no other one has its id
        return digest

    def made(self, template: str, context: Mapping[str, object]) -> str:
        """The same, made now: for who keeps it in another way."""
        from jinja2 import TemplateError  # many a run finds all that it renders in the cache

        try:
            return _environment(self._overrides).get_template(template).render(context)
        except TemplateError as error:
            raise CodegenError(f"a template is wrong: {error}", exit_code=2, origin=_place(error)) from error

    def key(self, kind: str, *parts: str | bytes) -> str:
        """A key of the cache for what depends on these parts and on the templates."""
        return Cache.key(kind, *self._state, *parts)


def _named(path: Path) -> tuple[str, bytes]:
    return str(path), path.read_bytes()


@lru_cache
def _environment(overrides: Path | None) -> Environment:
    """What renders templates of a folder and ours; one that changed meanwhile is read again."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

    from codegen.emit.compiled import CompiledTemplates

    folders = [folder for folder in (overrides, templates()) if folder is not None]
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        bytecode_cache=CompiledTemplates(templates()),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(assigned=assigned, bracketed=bracketed, from_import=from_import)
    env.filters.update(
        py_str=py_str,
        py_text=py_text,
        docstring=docstring,
        md_code=md_code,
        md_cell=md_cell,
        md_span=md_span,
        md_anchor=md_anchor,
    )
    return env


def _place(error: Exception) -> Origin | None:
    """Where in which template an error arose: Jinja puts templates into the traceback like Python files."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if frame.filename.endswith(".jinja")]
    return Origin(found[-1].filename, found[-1].lineno or 0) if found else None


def py_str(text: str) -> str:
    """A Python string literal with exactly this value, on one line; ASCII only where the text is not plain."""
    return _double_quoted(text) if printable(text) == text else ascii(text)


def py_text(text: str) -> str:
    """A Python string literal with exactly this value, over as many lines as the text has."""
    if "\r" not in text and "\f" not in text:
        lines = text.split("\n")
        return '"""' + "\n".join(map(_text_line, lines)) + '"""'
    return py_str(text)


def _text_line(line: str) -> str:
    plain = line.replace("\\", "\\\\").replace('"', '\\"') if "\\" in line or '"' in line else line
    if plain.replace("\t", "").isprintable():
        return plain
    return "".join(
        (
            character
            if character == "\t" or character.isprintable() or is_newer(character)
            else ascii(character)[1:-1]
        )
        for character in plain
    )


def _double_quoted(text: str) -> str:
    literal = repr(text)
    if not text.isprintable():
        literal = _ESCAPE.sub(_newer_shown, literal)
    if literal[0] == '"' or '"' in text:
        return literal
    return f'"{literal[1:-1]}"'


def _newer_shown(escape: re.Match[str]) -> str:
    character = chr(int(escape[1] or escape[2] or "0", 16))
    return character if is_newer(character) else escape[0]


def docstring(lines: str | Iterable[str], indent: int = 0) -> str:
    """A Python docstring, closing quotes included, that shows the lines whatever they contain.

    `indent` is the depth, in columns, at which the docstring stands.
    """
    texts = lines.split("\n") if isinstance(lines, str) else list(lines)
    shown = [_escaped(printable(text).rstrip()) for text in texts]
    margin = " " * indent
    if len(shown) == 1:
        return f'"""{_closable(shown[0])}"""'
    body = "\n".join(f"{margin}{line}" if line else "" for line in shown[1:])
    return f'"""{shown[0]}\n{body}\n{margin}"""'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _closable(text: str) -> str:
    return f'{text[:-1]}\\"' if text.endswith('"') else text


def md_code(text: str) -> str:
    """`text` fit to stand between backticks in a cell of a Markdown table."""
    return md_cell(text).replace("`", "'")


def md_span(text: str) -> str:
    """`text` fit to stand between backticks outside a table."""
    return " ".join(printable(text).split()).replace("`", "'")


def md_anchor(text: str) -> str:
    """A dotted Python name as an anchor of a Markdown file."""
    return text.replace(".", "-").replace("_", "-").lower()


def md_cell(text: str) -> str:
    """Markdown of ours fit to be a cell of a table."""
    return " ".join(printable(text).split()).replace("|", "\\|")
