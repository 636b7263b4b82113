"""Where contracts are looked for: the sources, the Magento around them, and what the user names besides."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from codegen.diagnostics import Level
from codegen.files import real
from codegen.parts import PartKind, under
from codegen.readers.base import ReadOptions
from codegen.readers.magento2.modules import (
    Module,
    Modules,
    active_modules,
    enclosing_root,
    folder_root,
    installed_modules,
    is_magento_root,
)
from codegen.readers.php.autoload import Autoload
from codegen.roots import Root, Source, locate
from codegen.source import Inputs


class Surroundings(NamedTuple):
    """Where contracts are looked for: roots, their modules in load order."""

    roots: list[Root]
    modules: list[Module]

    def autoload(self, inputs: Inputs) -> Autoload:
        """Finds the files of classes as Composer and Magento's registration do."""
        folders = [(root, root.path) for root in self.roots]
        whole = {
            root for root in {module.root for module in self.modules} if is_magento_root(root.path, inputs)
        }
        folders += [(module.root, module.folder) for module in self.modules if module.root not in whole]
        loose = [(root, folder / below) for root, folder in folders for below in ("", "src")]
        autoload = Autoload(self.roots, inputs, list(dict.fromkeys(loose)))
        for module in self.modules:
            if module.named:
                autoload.register(module.name.replace("_", "\\", 1), module.root, module.folder)
        return autoload


def surroundings(folders: list[Root], modules: Modules, inputs: Inputs, options: ReadOptions) -> Surroundings:
    """The sources themselves, the Magento roots they sit in, and `--php-path`."""
    others = [folder_root(root) for root in options.php_paths]
    by_key = sorted(
        folders, key=lambda folder: folder.key, reverse=True
    )  # one root has one key, in any order
    others += [root for folder in by_key if (root := enclosing_root(folder, inputs))]
    others = unique(root for root in others if real(root.path) not in {real(f.path) for f in folders})
    for root in others:
        inputs.enter(root)
    known = {module.name for module in modules.active}
    found = active_modules(others, inputs)
    inputs.problems += [told for told in found.diagnostics if told.level is Level.ERROR]
    around = [*found.active]
    for folder in folders:
        if not is_magento_root(folder.path, inputs):
            around += installed_modules(folder, inputs)
    return Surroundings(
        [*folders, *others], [*(module for module in around if module.name not in known), *modules.active]
    )


def unique(roots: Iterable[Root]) -> list[Root]:
    """Roots without those that name the same folder again."""
    return list({real(root.path): root for root in roots}.values())


def definitions(modules: Iterable[Module], name: str, inputs: Inputs) -> list[Source]:
    """The files of that name in the modules' `etc`, in the modules' order."""
    modules = [*modules]

    def find() -> tuple[tuple[int, str], ...]:
        found = ((number, module.definition(name, inputs)) for number, module in enumerate(modules))
        return tuple((number, path) for number, path in found if path)

    places = [(os.fspath(module.folder), module.root.key) for module in modules]
    found = inputs.part(_PART, under(name, places), find)
    return [locate(modules[number].root, modules[number].folder / path) for number, path in found]


_PART = PartKind("definitions", tuple[tuple[int, str], ...])
