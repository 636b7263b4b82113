"""The user's own templates: a folder of files that replace ours by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.diagnostics import CodegenError, nearest
from codegen.machine.data_folders import templates
from codegen.origin import Origin

SUFFIX = ".jinja"


def check_overrides(folder: Path, origin: Origin | None) -> None:
    """Raise CodegenError (2) unless the folder is there and each file in it replaces one of ours.

    A template that another of the folder includes, imports or extends may have a name of its own. `origin` is where
    the configuration names the folder. What begins with a dot is no template.
    """
    if not folder.is_dir():
        beside = (
            [each.name for each in folder.parent.iterdir() if each.is_dir()] if folder.parent.is_dir() else []
        )
        near = nearest(folder.name, beside, likeness=0)
        hint = f"; did you mean `{near}`?" if near else ""
        raise CodegenError(f"`templates`: there is no folder {folder}{hint}", exit_code=2, origin=origin)
    ours = {path.relative_to(templates()).as_posix() for path in templates().rglob(f"*{SUFFIX}")}
    own = dict(sorted(_files(folder)))
    used = {name for path in own.values() for name in _referred(path)}
    for name, path in own.items():
        if name not in ours and name not in used:
            near = nearest(name, sorted(ours), likeness=0)
            raise CodegenError(
                f"`templates`: {path} replaces nothing, because there is no template `{name}`; did you mean "
                f"`{near}`?",
                exit_code=2,
                origin=origin,
            )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def _referred(path: Path) -> set[str]:
    """The names of the templates that one includes, imports or extends; what is wrong with it is said later."""
    from jinja2 import Environment, TemplateError
    from jinja2.meta import find_referenced_templates

    try:
        parsed = Environment(autoescape=False).parse(path.read_text("utf-8"))
    except (TemplateError, UnicodeDecodeError):
        return set()
    return {name for name in find_referenced_templates(parsed) if name}
