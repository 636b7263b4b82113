"""The active modules of a Magento 1 root, in the order in which Magento loads them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.source import Inputs, Root, locate

MODULES_FOLDER = Path("app", "etc", "modules")


@dataclass(frozen=True, slots=True)
class DeclaredModule:
    """A module that `app/etc/modules` declares active, with its folder below `app/code`."""

    name: str
    folder: Path
    depends: tuple[str, ...]


def declared_modules(root: Root, inputs: Inputs) -> list[DeclaredModule]:
    """Active modules with each after those it depends on, as Mage_Core_Model_Config::_sortModuleDepends leaves them.

    Raises CodegenError (exit code 3) when a declaration is not well-formed: Magento itself would not start.
    """
    modules: dict[str, DeclaredModule] = {}
    for path in _declarations(root.path / MODULES_FOLDER):
        for element in inputs.read_xml(locate(root, path)).findall("modules/*"):
            name = str(element.tag)
            if (element.findtext("active") or "").strip() not in ("true", "1"):
                modules.pop(name, None)
                continue
            pool = (element.findtext("codePool") or "local").strip()
            folder = root.path.joinpath("app", "code", pool, *name.split("_"))
            depends = tuple(str(child.tag) for child in element.findall("depends/*"))
            modules[name] = DeclaredModule(name, folder, depends)
    return _sorted(modules)


def _declarations(folder: Path) -> list[Path]:
    """Mage_All.xml first, then Magento's own modules, then the rest, each by name."""
    ranks = {"Mage_All.xml": 0}
    return sorted(
        folder.glob("*.xml"),
        key=lambda path: (ranks.get(path.name, 1 if path.name.startswith("Mage_") else 2), path.name),
    )


def _sorted(modules: dict[str, DeclaredModule]) -> list[DeclaredModule]:
    """A stable order in which a module follows those it depends on; a circle is cut where it closes."""
    done: dict[str, DeclaredModule] = {}
    waiting: set[str] = set()

    def visit(module: DeclaredModule) -> None:
        if module.name in done or module.name in waiting:
            return
        waiting.add(module.name)
        for name in module.depends:
            if name in modules:
                visit(modules[name])
        waiting.discard(module.name)
        done[module.name] = module

    for module in modules.values():
        visit(module)
    return list(done.values())
