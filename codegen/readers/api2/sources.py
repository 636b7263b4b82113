"""Where `api2.xml` files are, and in which order a Magento 1 merges them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codegen.diagnostics import CodegenError, Diagnostic
from codegen.files import is_file, real
from codegen.readers.api2.file_names import CONFIG, FILE_NAME
from codegen.readers.magento1.modules import find_modules, is_magento1
from codegen.roots import Root, Source
from codegen.source import Inputs, walk
from codegen.values import Value


class Api2Xml(Value):
    """One api2.xml, the module that it belongs to (`Mage_Catalog`; empty when nothing tells), and its config.xml."""

    source: Source
    module: str
    config: Source | None = None


def claims(root: Root) -> bool:
    """Whether a root is an api2.xml, or holds a module with an `etc/api2.xml`."""
    if is_file(root.path):
        return root.path.name == FILE_NAME
    if is_magento1(root):
        return any((root.path / "app" / "code").glob(f"*/*/*/etc/{FILE_NAME}"))
    return any(source.path.parent.name == "etc" for source in walk(root, names=(FILE_NAME,)))


def definitions(roots: Sequence[Root], inputs: Inputs) -> tuple[list[Api2Xml], tuple[Diagnostic, ...]]:
    """Every api2.xml of the roots in the order in which the server merges them, and what was wrong on the way."""
    modules, diagnostics = find_modules(roots, inputs, (FILE_NAME, CONFIG))
    given = {root.path for root in roots}
    found = []
    for module in modules:
        source = module.files.get(FILE_NAME)
        if source is not None and (source.path.parent.name == "etc" or source.path in given):
            config = module.files.get(CONFIG) or _beside(source)
            found.append(Api2Xml(source, _module_name(source.path, config, inputs), config))
    return found, tuple(diagnostics)


def _beside(source: Source) -> Source | None:
    """The config.xml beside an api2.xml that was named by itself."""
    path = source.path.with_name(CONFIG)
    if source.path.parent.name != "etc" or not is_file(path):
        return None
    ending = len(source.path.name)
    return Source(path, source.shown[:-ending] + CONFIG, source.key[:-ending] + CONFIG)


def _module_name(path: Path, config: Source | None, inputs: Inputs) -> str:
    """The module's name from its config.xml (`config/modules/*`), else from the folders above `etc`."""
    if config is not None:
        try:
            name = next((str(element.tag) for element in inputs.read_xml(config).findall("modules/*")), "")
        except CodegenError as error:
            inputs.unusable(error, config)
            name = ""
        if name:
            return name
    folder = real(path).parent
    if folder.name != "etc":
        return ""
    module = folder.parent
    if "_" in module.name:
        return module.name
    named = module.name[:1].isupper() and module.parent.name[:1].isupper()
    return f"{module.parent.name}_{module.name}" if named else ""
