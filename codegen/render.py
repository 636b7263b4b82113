"""The one Jinja environment. Templates hold loops and ifs; every value they print is computed before.

Text from inputs reaches Python source only through the `py_str` and `docstring` filters, and names only as identifiers
that `codegen.symbols` has checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from codegen.cache import Cache
from codegen.compiled_templates import CompiledTemplates
from codegen.resources import templates
from codegen.targets.layout import bracketed, from_import
from codegen.targets.text import printable


def environment(overrides: Path | None = None) -> Environment:
    """The environment of all templates; one of the same name in the folder `overrides` replaces ours."""
    folders = [folder for folder in (overrides, templates()) if folder is not None]
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(Cache.for_user()),
    )
    env.globals.update(bracketed=bracketed, from_import=from_import)
    env.filters.update(py_str=py_str, docstring=docstring, md_code=md_code, md_cell=md_cell)
    return env


def py_str(text: str) -> str:
    """A Python string literal with exactly this value, on one line; ASCII only where the text is not plain."""
    return _double_quoted(text) if printable(text) == text else ascii(text)


def _double_quoted(text: str) -> str:
    literal = repr(text)
    if literal[0] == '"' or '"' in text:
        return literal
    return f'"{literal[1:-1]}"'


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


def md_cell(text: str) -> str:
    """Markdown of ours fit to be a cell of a table."""
    return " ".join(printable(text).split()).replace("|", "\\|")


def render(env: Environment, template: str, context: Mapping[str, object]) -> str:
    """Render one template. Raises jinja2's errors for a template that asks for what it is not given."""
    return env.get_template(template).render(context)
