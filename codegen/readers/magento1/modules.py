"""Finds the modules of a Magento 1 and the order in which the server loads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.files import is_folder, is_there, real
from codegen.readers.magento1.file_names import API_FILES, DECLARATIONS
from codegen.roots import Root, Source, locate
from codegen.source import Inputs, unusable, walk
from codegen.values import Value

BASE_MODULE = "Mage_Api"
"""The module whose files the others are merged into."""

_POOLS = ("local", "community", "core")


class ModuleFiles(Value):
    """A module and its web service files by file name."""

    name: str
    files: dict[str, Source]


@dataclass(slots=True)
class _Declaration:
    name: str
    active: bool = False
    pool: str = "core"
    depends: set[str] = field(default_factory=set)


def is_magento1(root: Root) -> bool:
    """Whether the root is a whole Magento 1 or OpenMage."""
    return is_folder(root.path / DECLARATIONS)


def find_modules(
    roots: Sequence[Root], inputs: Inputs, names: Sequence[str] = API_FILES
) -> tuple[list[ModuleFiles], list[Diagnostic]]:
    """The modules of all roots that have a file of one of the names, in load order, and what was wrong on the way.

    A module's folder is its name with capitals (`uc_words`).
    A Magento root loads its active modules by their dependencies; modules found in a plain folder come by name after
    `Mage_Api`. Of two modules of one name the first root's counts.
    """
    diagnostics: list[Diagnostic] = []
    modules: dict[str, ModuleFiles] = {}
    for root in sorted(roots, key=lambda one: (not is_magento1(one), one.key, one.shown)):
        found = (
            _installed(root, inputs, diagnostics, names) if is_magento1(root) else _loose(root, inputs, names)
        )
        for module in found:
            known = modules.setdefault(module.name, module)
            if known is not module:
                first = next(iter(module.files.values()))
                diagnostics.append(
                    Diagnostic(
                        Level.WARNING,
                        "duplicate-module",
                        f"module {module.name} was already found in "
                        f"{next(iter(known.files.values())).shown}, which is kept; give one copy of it",
                        first.origin(),
                    )
                )
    return list(modules.values()), diagnostics


def _loose(root: Root, inputs: Inputs, names: Sequence[str]) -> list[ModuleFiles]:
    folders: dict[Path, dict[str, Source]] = {}
    for source in walk(root, names=names, inputs=inputs):
        if source.path.name in names:
            folders.setdefault(source.path.parent, {})[source.path.name] = source
    modules = [ModuleFiles(_module_name(folder), files) for folder, files in folders.items()]
    return sorted(modules, key=lambda module: (module.name != BASE_MODULE, module.name))


def _module_name(folder: Path) -> str:
    """`Mage_Catalog` for `…/Mage_Catalog/etc` and for `…/Mage/Catalog/etc`; else the folder's own name."""
    folder = real(folder)
    if folder.name != "etc":
        return folder.name
    module = folder.parent
    return module.name if "_" in module.name else f"{module.parent.name}_{module.name}"


def _installed(
    root: Root, inputs: Inputs, diagnostics: list[Diagnostic], names: Sequence[str]
) -> Iterator[ModuleFiles]:
    declared = _declarations(root, inputs, diagnostics)
    for declaration in _sorted_by_dependencies(list(declared.values())):
        if not declaration.active:
            continue
        pools = dict.fromkeys([declaration.pool, *_POOLS])
        parts = [part[:1].upper() + part[1:] for part in declaration.name.split("_")]
        for pool in pools:
            etc = root.path.joinpath("app", "code", pool, *parts, "etc")
            files = {name: locate(root, etc / name) for name in names if is_there(etc / name)}
            if files:
                yield ModuleFiles("_".join(parts), files)
                break


def _declarations(root: Root, inputs: Inputs, diagnostics: list[Diagnostic]) -> dict[str, _Declaration]:
    declared: dict[str, _Declaration] = {}
    folder = root.path / DECLARATIONS
    ranks = _ranks(root, inputs)
    for path in sorted(folder.glob("*.xml"), key=lambda path: (_rank(path.stem, ranks), path.name)):
        try:
            config = inputs.read_xml(locate(root, path))
        except CodegenError as error:
            diagnostics.append(unusable(error, locate(root, path)))
            continue
        for node in config.iterfind("modules/*"):
            name = etree.QName(node).localname
            declaration = declared.setdefault(name, _Declaration(name))
            declaration.active = _is_on(node.findtext("active", ""))
            declaration.pool = node.findtext("codePool", declaration.pool).strip()
            declaration.depends |= {etree.QName(one).localname for one in node.iterfind("depends/*")}
    return declared


def _is_on(text: str) -> bool:
    """What `Mage_Core_Model_Config_Element::is` takes for true: anything but nothing, `0`, `false` and `off`."""
    return text.strip().lower() not in ("", "0", "false", "off")


def _ranks(root: Root, inputs: Inputs) -> dict[str, int]:
    """The places that OpenMage's Mage_Core_Model_Config::MAGE_MODULES gives its own modules; empty in a Magento."""
    path = root.path.joinpath("app", "code", "core", "Mage", "Core", "Model", "Config.php")
    if not is_there(path):
        return {}
    source = locate(root, path)
    try:
        text = inputs.read(source).decode("utf-8", "replace")
    except CodegenError as error:
        inputs.unusable(error, source)
        return {}
    table = _MODULE_TABLE.search(text)
    end = text.find("]", table.end()) if table else -1
    places = _MODULE_PLACE.findall(text, table.end(), end) if table and end >= 0 else ()
    return {name: int(place) for name, place in places}


_MODULE_TABLE = re.compile(r"\bMAGE_MODULES\s*=\s*\[")
_MODULE_PLACE = re.compile(r"'(\w+)'\s*=>\s*(\d{1,9})")


def _rank(name: str, ranks: dict[str, int]) -> int:
    """OpenMage: its own modules in their places, then the others. Magento: Mage_All, its own modules, the others."""
    if ranks:
        return ranks.get(name, len(ranks) + max(ranks.values()))
    return 0 if name == "Mage_All" else 1 if name.startswith("Mage_") else 2


def _sorted_by_dependencies(modules: list[_Declaration]) -> list[_Declaration]:
    """The server's own order: Mage_Core_Model_Config::_sortModuleDepends, step by step."""
    by_name = {module.name: module for module in modules}
    for module in modules:
        if module.active:
            direct = sorted(module.depends & by_name.keys())
            module.depends = module.depends.union(*(by_name[name].depends for name in direct))
    last = len(modules) - 1
    for left in range(last, -1, -1):
        for right in range(last, left, -1):
            if modules[right].name in modules[left].depends:
                modules[left], modules[right] = modules[right], modules[left]
    return modules
