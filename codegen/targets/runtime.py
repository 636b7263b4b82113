"""The runtime that a package is given: those files of `templates/runtime` that it uses, copied verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.machine.data_folders import templates
from codegen.targets.base import File

_HTTP, _HTTP_IMPORTS = "http.library", {"httpx2": "import httpx2 as httpx", "httpx": "import httpx"}
LICENSE_FILE = "LICENSE"
_NAMED = re.compile(r"\._runtime((?:\.\w+)+)")
_IMPORT = re.compile(r"from (\.+)([\w.]*) import (?:\(([^)]*)\)|(.*))")
"""An import from the package, if only blanks stand before it: a pattern with `^` in front takes seven times as long."""
_PUBLIC = re.compile(r"^__all__ = \[([^]]*)\]", re.MULTILINE)
_WORD = re.compile(r"\w+")


def with_runtime(renderer: Renderer, client: ClientConfig, files: Iterable[File]) -> Iterator[File]:
    """The planned files of a package, then the files of the runtime that they import, directly or through others.

    Only `http/library.py` depends on a choice.
    """
    named: set[str] = set()
    for path, text in files:
        named.update(_NAMED.findall(text))
        yield path, text
    folder = templates() / "runtime"
    modules = {_module(path.relative_to(folder)): path for path in folder.rglob("*.py")}
    todo = [module for name in ("", *sorted(named)) for module in _loaded(name.strip("."))]
    found: dict[str, str] = {}
    while todo:
        module = todo.pop()
        if module in modules and module not in found:
            found[module] = _text(modules[module])
            is_package = modules[module].name == "__init__.py"
            todo += _imported(module if is_package else module.rpartition(".")[0], found[module])
    if _HTTP in found:
        library = client.http_library
        context = {"import_statement": _HTTP_IMPORTS[library], "library": library}
        found[_HTTP] = renderer.render("package/http.py.jinja", context)
    yield f"_runtime/{LICENSE_FILE}", (folder / LICENSE_FILE).read_text("utf-8")
    for module, text in sorted(found.items()):
        yield f"_runtime/{modules[module].relative_to(folder).as_posix()}", text


def is_own(path: str, text: str) -> bool:
    """Whether a file of a package is one of the runtime as it came with the program, whose tests run it."""
    if not path.startswith("_runtime/"):
        return False
    place = templates() / path.removeprefix("_")
    return place.is_file() and _text(place) == text


@lru_cache(1024)
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def public_names(module: str) -> list[str]:
    """What a module of the runtime says is for users, in its `__all__`. Raises ValueError when it says nothing."""
    text = (templates() / "runtime" / f"{module.replace('.', '/')}.py").read_text("utf-8")
    found = _PUBLIC.search(text)
    if found is None:
        raise ValueError(f"{module} has no __all__")
    return _WORD.findall(found[1])


def _module(path: Path) -> str:
    """The name of a module below the runtime, which itself is the empty one."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(package: str, text: str) -> Iterator[str]:
    """The modules that the text of one in this package imports, those that only a type checker follows included."""
    for found in _IMPORT.finditer(text):
        if text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip(" "):
            continue
        dots, name, several, one = found.groups("")
        above = package.split(".")[: package.count(".") + 2 - len(dots)] if package else []
        place = ".".join([*above, *([name] if name else [])])
        yield from _loaded(place)
        for member in _WORD.findall(several or one):
            yield f"{place}.{member}" if place else member


def _loaded(module: str) -> Iterator[str]:
    """A module and the packages that are loaded with it."""
    while module:
        yield module
        module = module.rpartition(".")[0]
    yield ""
