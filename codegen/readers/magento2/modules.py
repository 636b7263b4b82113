"""Which Magento 2 modules a source holds, which of them are on, and in which order they load."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from codegen.diagnostics import CodegenError, Diagnostic, Level, counted
from codegen.files import is_folder, is_link, real
from codegen.ir import Origin
from codegen.parts import PartKind, under
from codegen.readers.api2.file_names import FILE_NAME
from codegen.readers.magento1.file_names import API_FILES
from codegen.readers.magento2.file_names import DEFINITIONS, MODULE
from codegen.readers.php.composer import autoload
from codegen.roots import Root, locate
from codegen.source import Inputs, unusable

_REGISTER = re.compile(
    r"register\s*\(\s*(?:[\\\w]*::MODULE|['\"]module['\"])\s*,\s*['\"](\w+)['\"]\s*,\s*"
    r"(?:__DIR__|dirname\s*\(\s*__FILE__\s*\))"
    r"(?:\s*\.\s*(?:DIRECTORY_SEPARATOR\s*\.\s*)?['\"]([^'\"]*)['\"])?"
)
_CONFIGURED = re.compile(r"['\"]([^\W_]+_\w+)['\"]\s*=>\s*(\d)")
_OF_MAGENTO1 = (
    "belongs to a module of Magento 1 among modules of Magento 2, and one package can't call both; give the folders of "
    "each as the sources of a package of its own"
)
_MODULE_NAME = re.compile(r"[A-Z][A-Za-z0-9]*_[A-Z][A-Za-z0-9]*")
_SKIPPED = frozenset(
    {".git", "node_modules", "Test", "Tests", "vendor", "generated", "var", "pub", "view", "dev"}
)


class Module(NamedTuple):
    """A module: its name, its folder, and the root it was found in. `named` False: nothing says what it is called."""

    name: str
    folder: Path
    root: Root
    named: bool = True

    def definition(self, name: str, inputs: Inputs) -> str | None:
        """The path of one of the module's definition files from its folder on, if it has it."""
        folder = os.fspath(self.folder)
        places = (os.path.join("etc", name), name)
        return next((path for path in places if inputs.folders.is_there(os.path.join(folder, path))), None)


class Modules(NamedTuple):
    """The modules of all sources that are on, in load order."""

    active: tuple[Module, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def is_installation(folder: Path, inputs: Inputs) -> bool:
    """Whether a folder has what only the root of a Magento 2 installation has."""
    return any(inputs.folders.is_file(folder / name) for name in ("app/etc/di.xml", "app/etc/config.php"))


def is_magento_root(folder: Path, inputs: Inputs) -> bool:
    """Whether a folder is laid out like the root of a Magento 2 project, complete or not."""
    if inputs.folders.is_file(folder / "app/Mage.php"):
        return False
    if any(
        inputs.folders.is_folder(folder / name)
        for name in ("app/code", "app/etc", "lib/internal/Magento/Framework")
    ):
        return True
    return inputs.folders.is_folder(folder / "vendor/magento/framework") and not _is_module(folder, inputs)


def _is_module(folder: Path, inputs: Inputs) -> bool:
    return any(
        inputs.folders.is_file(folder / name) for name in ("registration.php", "src/registration.php")
    ) or any(_holds_definitions(each, inputs) for each in (folder, folder / "src"))


def enclosing_root(root: Root, inputs: Inputs) -> Root | None:
    """The Magento root that a module's folder sits in, if any."""
    for distance, parent in enumerate(Path(os.path.abspath(root.path)).parents, 1):
        if is_magento_root(parent, inputs):
            return root.above(distance)
    return None


def folder_root(root: Root) -> Root:
    """The module folder around a root that is a single definition file; any other root as it is."""
    if is_folder(root.path):
        return root
    return root.above(2 if Path(os.path.abspath(root.path)).parent.name == "etc" else 1)


def find_modules(root: Root, inputs: Inputs) -> Iterator[Module]:
    """All modules at or below a root, whether on or not, in the order of their folders; each is looked for in turn."""
    if is_magento_root(root.path, inputs):
        return installed_modules(root, inputs)
    return _searched(root, root.path, inputs)


class _Found(NamedTuple):
    """A module as it is kept: its root by number, and its folder from there."""

    name: str
    root: int
    below: str
    named: bool


_PART = PartKind("modules", tuple[tuple[_Found, ...], tuple[Diagnostic, ...]])


def active_modules(roots: Sequence[Root], inputs: Inputs) -> Modules:
    """The modules of all roots that Magento would load, in its order.

    The order is that of `app/etc/config.php`; modules it does not know, and all without such a file, follow by
    `<sequence>` and name. Of two modules of one name the one of the later root counts.
    """
    numbers = {root: number for number, root in enumerate(roots)}

    def found() -> tuple[tuple[_Found, ...], tuple[Diagnostic, ...]]:
        modules = _active_modules(roots, inputs)
        return (
            tuple(
                _Found(name, numbers[root], folder.relative_to(root.path).as_posix(), named)
                for name, folder, root, named in modules.active
            ),
            modules.diagnostics,
        )

    places = [(root, is_magento_root(root.path, inputs)) for root in roots]
    kept, diagnostics = inputs.part(_PART, under(places), found)
    return Modules(
        tuple(
            Module(each.name, roots[each.root].path / each.below, roots[each.root], each.named)
            for each in kept
        ),
        diagnostics,
    )


def _active_modules(roots: Sequence[Root], inputs: Inputs) -> Modules:
    found: dict[str, Module] = {}
    diagnostics: list[Diagnostic] = []
    for root in roots:
        for module in find_modules(root, inputs):
            other = found.get(module.name)
            if other is not None and real(other.folder) != real(module.folder):
                diagnostics.append(_found_twice(other, module))
            found[module.name] = module
    configured: dict[str, bool] = {}
    for root in roots:
        configured.update(_configured(root, inputs, diagnostics))
    off = {name for name, on in configured.items() if not on and name in found}
    off -= {name for name in off if not is_magento_root(found[name].root.path, inputs)}
    order = [name for name, on in configured.items() if name in found and name not in off]
    unknown = sorted(name for name in found if name not in configured and name not in off)
    order += _by_sequence(unknown, found, inputs, diagnostics)
    for root in roots:
        if disabled := sorted(name for name in off if found[name].root == root):
            diagnostics.append(_disabled(disabled, root))
    return Modules(tuple(found[name] for name in dict.fromkeys(order)), tuple(diagnostics))


def installed_modules(root: Root, inputs: Inputs) -> Iterator[Module]:
    """The modules in `app/code` and `vendor` of a root, from where Magento itself looks for `registration.php`."""
    for base in ("app/code", "vendor"):
        for vendor in _folders(root, root.path / base, inputs):
            for package in _folders(root, vendor, inputs):
                yield from _package_modules(root, package, inputs, composer=base == "vendor")


def _package_modules(root: Root, package: Path, inputs: Inputs, *, composer: bool) -> Iterator[Module]:
    _look_into(root, package, inputs)
    registration = package / "registration.php"
    if inputs.folders.is_there(registration):
        found = _registered(root, registration, inputs)
        if not found and _holds_definitions(package, inputs):
            found = [_unregistered(root, package, inputs)]
        yield from found
    elif composer:
        for path in _composer_registrations(root, package, inputs):
            yield from _registered(root, path, inputs)
    elif _holds_definitions(package, inputs):
        yield _unregistered(root, package, inputs)


def _look_into(root: Root, package: Path, inputs: Inputs) -> None:
    """What a package's folder or its `etc` hides is a problem of the input, not a package without definitions."""
    if inputs.look_into(locate(root, package)) and inputs.folders.is_folder(package / "etc"):
        inputs.look_into(locate(root, package / "etc"))


def _folders(root: Root, folder: Path, inputs: Inputs) -> list[Path]:
    """The folders in a folder, by name; one that can't be looked into has none and is a problem of the input."""
    if not inputs.folders.is_folder(folder) or not inputs.look_into(locate(root, folder)):
        return []
    kinds = inputs.folders.contents(folder)
    return [folder / name for name, kind in kinds.items() if kind == "folder" and not name.startswith(".")]


def _composer_registrations(root: Root, package: Path, inputs: Inputs) -> Iterator[Path]:
    """The `registration.php` files that a package's `composer.json` loads."""
    path = package / "composer.json"
    if not inputs.folders.is_there(path):
        return
    for file in autoload(locate(root, path), inputs, "files", list):
        if (
            isinstance(file, str)
            and file.endswith("registration.php")
            and inputs.folders.is_there(package / file)
        ):
            yield package / file


def _registered(root: Root, registration: Path, inputs: Inputs) -> list[Module]:
    source = locate(root, registration)
    try:
        text = inputs.read(source).decode("utf-8", "replace")
    except CodegenError as error:
        inputs.unusable(error, source)
        return []
    return [
        Module(found[1], _below(registration.parent, found[2]), root) for found in _REGISTER.finditer(text)
    ]


def _below(folder: Path, relative: str | None) -> Path:
    parts = [part for part in (relative or "").split("/") if part not in ("", ".")]
    return folder.joinpath(*parts)


def _searched(root: Root, folder: Path, inputs: Inputs) -> Iterator[Module]:
    """Modules below a folder that is no Magento root: registered ones, and folders that hold definitions."""
    _look_into(root, folder, inputs)
    registration = folder / "registration.php"
    modules = _registered(root, registration, inputs) if inputs.folders.is_there(registration) else []
    if modules:
        yield from modules
        return
    if _holds_definitions(folder, inputs):
        yield _unregistered(root, folder, inputs)
        return
    strangers = [folder / "etc" / name for name in (*API_FILES, FILE_NAME)]
    if strangers := [path for path in strangers if inputs.folders.is_there(path)]:
        other = locate(root, strangers[0])
        inputs.unusable(CodegenError(_OF_MAGENTO1, origin=other.origin()), other)
        return
    for below in _folders(root, folder, inputs):
        if below.name not in _SKIPPED and not _leads_up(below):
            yield from _searched(root, below, inputs)


def _leads_up(folder: Path) -> bool:
    """Whether a folder is a link to one that it lies in."""
    return is_link(folder) and real(folder.parent).is_relative_to(real(folder))


def _holds_definitions(folder: Path, inputs: Inputs) -> bool:
    here, etc = os.fspath(folder), os.path.join(folder, "etc")
    return any(inputs.folders.is_there(os.path.join(etc, name)) for name in (*DEFINITIONS, MODULE)) or any(
        inputs.folders.is_there(os.path.join(here, name)) for name in DEFINITIONS
    )


def _unregistered(root: Root, folder: Path, inputs: Inputs) -> Module:
    path = folder / "etc/module.xml"
    if inputs.folders.is_there(path):
        try:
            node = inputs.read_xml(locate(root, path)).find("module")
        except CodegenError as error:
            inputs.unusable(error, locate(root, path))
            node = None
        if node is not None and node.get("name"):
            return Module(node.get("name", ""), folder, root)
    name = real(folder).name
    if _MODULE_NAME.fullmatch(name):
        return Module(name, folder, root)
    return Module(locate(root, folder).key, folder, root, named=False)


def _configured(root: Root, inputs: Inputs, diagnostics: list[Diagnostic]) -> dict[str, bool]:
    """The `modules` part of `app/etc/config.php`: name to on or off, in load order."""
    source = locate(root, root.path / "app/etc/config.php")
    if not inputs.finds(source):
        return {}
    try:
        text = inputs.read(source).decode("utf-8", "replace")
    except CodegenError as error:
        diagnostics.append(unusable(error, source))
        return {}
    start = re.search(r"['\"]modules['\"]\s*=>\s*(?:\[|array\s*\()", text)
    if not start:
        what = "has no list of modules, so all count as on; give the file that the shop has, or leave it out"
        diagnostics.append(Diagnostic(Level.WARNING, "no-module-list", what, source.origin()))
        return {}
    end = re.compile(r"[\])]").search(text, start.end())
    if not end:
        cut = CodegenError(
            "the list of modules has no end, so PHP can't read it; mend the file", origin=source.origin()
        )
        diagnostics.append(unusable(cut, source))
        return {}
    part = text[start.end() : end.start()]
    return {name: state != "0" for name, state in _CONFIGURED.findall(part)}


def _by_sequence(
    names: Iterable[str], found: Mapping[str, Module], inputs: Inputs, diagnostics: list[Diagnostic]
) -> list[str]:
    """Names with those before them that their `<sequence>` names, otherwise in alphabetical order."""
    wanted = list(names)
    before = {name: _sequence(found[name], inputs, diagnostics) for name in wanted}
    ordered: dict[str, None] = {}
    for name in wanted:
        stack = [(name, iter(before[name]))]
        open_names = {name}
        while stack:
            current, rest = stack[-1]
            following = next((item for item in rest if item in before and item not in ordered), None)
            if following is None:
                ordered.setdefault(current)
                stack.pop()
            elif following not in open_names:
                open_names.add(following)
                stack.append((following, iter(before[following])))
    return list(ordered)


def _sequence(module: Module, inputs: Inputs, diagnostics: list[Diagnostic]) -> list[str]:
    path = module.folder / "etc/module.xml"
    if not inputs.folders.is_there(path):
        return []
    source = locate(module.root, path)
    try:
        root = inputs.read_xml(source)
    except CodegenError as error:
        diagnostics.append(unusable(error, source))
        return []
    return sorted(node.get("name", "") for node in root.iterfind("module/sequence/module"))


def _disabled(names: Sequence[str], root: Root) -> Diagnostic:
    verb = "is" if len(names) == 1 else "are"
    listed = ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
    return Diagnostic(
        Level.INFO,
        "disabled-modules",
        f"{counted(len(names), 'module')} {verb} off in app/etc/config.php and left out: {listed}",
        Origin(root.shown),
    )


def _found_twice(other: Module, kept: Module) -> Diagnostic:
    return Diagnostic(
        Level.WARNING,
        "duplicate-module",
        f"module {kept.name} is in {locate(kept.root, kept.folder).shown} too, which is kept; give one copy of it",
        locate(other.root, other.folder).origin(),
    )
