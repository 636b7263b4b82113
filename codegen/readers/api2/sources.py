"""Where `api2.xml` files are, and in which order a Magento 1 merges them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from codegen.diagnostics import CodegenError
from codegen.readers.api2.modules import MODULES_FOLDER, declared_modules
from codegen.source import Inputs, Root, Source, locate, walk

FILE_NAME = "api2.xml"


@dataclass(frozen=True, slots=True)
class Definition:
    """One api2.xml and the module that it belongs to (`Mage_Catalog`; empty when neither path nor config.xml tells)."""

    source: Source
    module: str


def holds_definitions(root: Root) -> bool:
    """Whether a root is an api2.xml, or a folder with a module's `etc/api2.xml`."""
    if root.path.is_file():
        return root.path.suffix == ".xml" and _is_definition(root.path)
    if (root.path / MODULES_FOLDER).is_dir():
        code = root.path / "app" / "code"
        return any(code.glob(f"*/*/*/etc/{FILE_NAME}"))
    return any(_in_etc(source) for source in walk(root, names=(FILE_NAME,)))


def definitions(root: Root, inputs: Inputs) -> Iterator[Definition]:
    """Every api2.xml of a root: in module order for a Magento 1 root, else by path."""
    if root.path.is_file():
        if holds_definitions(root):
            source = locate(root, root.path)
            yield Definition(source, _module_of(source, root, inputs))
        return
    if (root.path / MODULES_FOLDER).is_dir():
        for module in declared_modules(root, inputs):
            path = module.folder / "etc" / FILE_NAME
            if path.is_file():
                yield Definition(locate(root, path), module.name)
        return
    for source in walk(root, names=(FILE_NAME,)):
        if _in_etc(source):
            yield Definition(source, _module_of(source, root, inputs))


def _in_etc(source: Source) -> bool:
    return source.path.parent.name == "etc"


def _is_definition(path: Path) -> bool:
    """Look at the first elements only: `<config><api2>`."""
    if path.name == FILE_NAME:
        return True
    try:
        for depth, (_, element) in enumerate(etree.iterparse(path, events=("start",), no_network=True)):
            if element.tag != ("config", "api2")[depth]:
                return False
            if depth == 1:
                return True
    except (etree.XMLSyntaxError, OSError):
        return False
    return False


def _module_of(source: Source, root: Root, inputs: Inputs) -> str:
    """The module's name from its config.xml (`config/modules/*`), or from the folders above `etc`."""
    etc = source.path.parent
    if etc.name != "etc":
        return ""
    config = etc / "config.xml"
    if config.is_file():
        try:
            names = inputs.read_xml(_sibling(source, config)).findall("modules/*")
        except CodegenError:
            names = []
        if names:
            return str(names[0].tag)
    module = etc.parent
    if "_" in module.name:
        return module.name
    inside = module != root.path and module.parent != root.path
    return f"{module.parent.name}_{module.name}" if inside and module.name[:1].isupper() else ""


def _sibling(source: Source, path: Path) -> Source:
    shown = source.shown.removesuffix(source.path.name) + path.name
    key = source.key.removesuffix(source.path.name) + path.name
    return Source(path, shown, key)
