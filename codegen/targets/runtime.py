"""The runtime that a package is given: those files of `templates/runtime` that it uses, copied verbatim."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.files import is_file, slashed
from codegen.machine.data_folders import templates
from codegen.targets.base import File

_HTTP, _HTTP_IMPORTS = "http.library", {"httpx2": "import httpx2 as httpx", "httpx": "import httpx"}
LICENSE_FILE = "LICENSE"
_NAMED = re.compile(r"\._runtime((?:\.\w+)+)")
_IMPORT = re.compile(r"from (\.+)([\w.]*) import (?:\(([^)]*)\)|(.*))")
"""An import from the package, if only blanks stand before it: a pattern with `^` in front takes seven times as long."""
_PACKAGE = "__init__.py"
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
    modules = {_module(path): path for path in _files(folder)}
    todo = [module for name in ("", *sorted(named)) for module in _loaded(name.strip("."))]
    found: dict[str, str] = {}
    while todo:
        module = todo.pop()
        if module in modules and module not in found:
            path = modules[module]
            found[module] = _text(os.path.join(folder, path))
            package = module if path.endswith(_PACKAGE) else module.rpartition(".")[0]
            todo += _imported(package, found[module])
    if _HTTP in found:
        library = client.http_library
        context = {"import_statement": _HTTP_IMPORTS[library], "library": library}
        found[_HTTP] = renderer.render("package/http.py.jinja", context)
    yield f"_runtime/{LICENSE_FILE}", (folder / LICENSE_FILE).read_text("utf-8")
    for module, text in sorted(found.items()):
        yield f"_runtime/{modules[module]}", text


def is_own(path: str, text: str) -> bool:
    """Whether a file of a package is one of the runtime as it came with the program, whose tests run it."""
    if not path.startswith("_runtime/"):
        return False
    place = os.path.join(templates(), path.removeprefix("_"))
    return is_file(place) and _text(place) == text


@lru_cache(1024)
def _text(path: str) -> str:
    return Path(path).read_text("utf-8")


def public_names(module: str) -> list[str]:
    """What a module of the runtime says is for users, in its `__all__`. Raises ValueError when it says nothing."""
    text = (templates() / "runtime" / f"{module.replace('.', '/')}.py").read_text("utf-8")
    found = _PUBLIC.search(text)
    if found is None:
        raise ValueError(f"{module} has no __all__")
    return _WORD.findall(found[1])


def _files(folder: Path) -> Iterator[str]:
    """The paths of the modules below a folder, from there on."""
    for place, _, names in os.walk(folder):
        inside = slashed(os.path.relpath(place, folder))
        for name in names:
            if name.endswith(".py"):
                yield name if inside == "." else f"{inside}/{name}"


def _module(path: str) -> str:
    """The name of a module below the runtime, which itself is the empty one."""
    return path.removesuffix(_PACKAGE).removesuffix(".py").strip("/").replace("/", ".")


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
