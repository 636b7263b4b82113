"""Where the file of a PHP class is: what Composer and Magento's own autoloader would find."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from codegen.files import is_file, is_folder
from codegen.parts import Trace
from codegen.readers.php.composer import autoload
from codegen.roots import Root, Source, locate
from codegen.source import Inputs

_LIBRARIES = ("app/code", "lib/internal", "setup/src", "")
_FRAMEWORK = ("Magento\\Framework", "vendor/magento/framework")

_Candidate = tuple[Source, str]
"""A folder (as a source) and a path below it."""
_Namespaces = dict[str, list[Source]]
"""Folders by the lower-case namespace of what is below them."""


class Autoload:
    """Namespaces and the folders they are in.

    `register` adds what is known for certain. What no registered namespace leads to is looked for in the
    `composer.json` files of `roots`, which are read only then, and at last in the `loose` folders: those whose
    namespace is not known, where any tail of the class name may be the path. What is found for a class depends on no
    other that was looked for before.
    """

    def __init__(
        self, roots: Sequence[Root], inputs: Inputs, loose: Iterable[tuple[Root, Path]] = ()
    ) -> None:
        self._roots = roots
        self._inputs = inputs
        self._loose = [locate(root, folder) for root, folder in loose]
        self._registered: _Namespaces = {}
        self._composer: tuple[_Namespaces, Trace] | None = None
        self._listings: dict[str, dict[str, str]] = {}
        self._spelled: dict[str, frozenset[str]] = {}
        for root in roots:
            prefix, below = _FRAMEWORK
            self.register(prefix, root, root.path / below)
            for library in _LIBRARIES:
                self.register("", root, root.path / library)

    @cached_property
    def _loose_by_entry(self) -> dict[str, list[Source]]:
        """The loose folders by the lower-case name of each thing that lies in them."""
        found: dict[str, list[Source]] = {}
        for folder in self._loose:
            for name in self._listing(str(folder.path)):
                found.setdefault(name, []).append(folder)
        return found

    def register(self, prefix: str, root: Root, folder: Path) -> None:
        """Classes below the namespace `prefix` are in `folder`, which is in `root`."""
        _register(self._registered, prefix, root, folder)

    def registered(self, name: str) -> Iterator[Source]:
        """Files that may declare a class, in registered namespaces."""
        return self._existing(_by_namespace(self._registered, name))

    def declared(self, name: str) -> Iterator[Source]:
        """The same, and then those in namespaces that only a `composer.json` tells of."""
        yield from self.registered(name)
        yield from self._existing(self._composers(name))

    def candidates(self, name: str) -> Iterator[Source]:
        """All files that may declare a class, the likeliest first."""
        yield from self.declared(name)
        parts = name.split("\\")
        for start in range(1, len(parts)):
            below = "/".join(parts[start:]) + ".php"
            first = below.partition("/")[0].lower()
            yield from self._existing((folder, below) for folder in self._loose_by_entry.get(first, ()))
        for folder, below in [*_by_namespace(self._registered, name), *self._composers(name)]:
            if actual := self._any_case(folder, below):
                yield folder.below(actual)

    def _composers(self, name: str) -> Iterator[_Candidate]:
        """Where a class may be that a `composer.json` tells of, read once."""
        if self._composer is None:
            with self._inputs.traced() as trace:
                self._composer = self._read_composer(), trace
        else:
            self._inputs.again(self._composer[1])
        return _by_namespace(self._composer[0], name)

    def _any_case(self, folder: Source, below: str) -> str:
        """The path below a folder that exists and differs in case only, empty for none."""
        actual: list[str] = []
        for part in below.split("/"):
            name = self._listing("/".join([str(folder.path), *actual])).get(part.lower())
            if name is None:
                return ""
            actual.append(name)
        found = "/".join(actual)
        return found if found != below else ""

    def _listing(self, folder: str) -> dict[str, str]:
        """What a folder holds, by lower-case name."""
        listing = self._listings.get(folder)
        if listing is None:
            listing = {name.lower(): name for name in sorted(self._names(folder), reverse=True)}
            self._listings[folder] = listing
        return listing

    def _existing(self, candidates: Iterable[_Candidate]) -> Iterator[Source]:
        """Candidates that are files. Most fail at the first step, which one listing a folder tells for all."""
        for folder, below in candidates:
            first = below.partition("/")[0].lower()
            if first in self._listing(str(folder.path)):
                source = folder.below(below)
                if self._inputs.finds(source) and self._is_spelled(folder, below):
                    yield source

    def _is_spelled(self, folder: Source, below: str) -> bool:
        """Whether a file that is there has that very name: on a disk that ignores case, one of another is there, too.

        The shop's disk, which counts, does not. The names are those that the folders list.
        """
        parts = below.split("/")
        return all(
            part in self._names("/".join([str(folder.path), *parts[:depth]]))
            for depth, part in enumerate(parts)
        )

    def _names(self, folder: str) -> frozenset[str]:
        """The names in a folder, as they are spelled."""
        names = self._spelled.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(folder))
            except OSError:
                names = frozenset()
            self._spelled[folder] = names
        return names

    def _read_composer(self) -> _Namespaces:
        found: _Namespaces = {}
        for root in self._roots:
            for path in _composer_files(root.path):
                for prefix, folders in autoload(locate(root, path), self._inputs, "psr-4", dict).items():
                    for folder in _texts(folders) if prefix else ():
                        parts = [part for part in folder.split("/") if part not in ("", ".")]
                        _register(found, prefix, root, path.parent.joinpath(*parts))
        return found


def _register(namespaces: _Namespaces, prefix: str, root: Root, folder: Path) -> None:
    namespaces.setdefault(prefix.strip("\\").lower(), []).append(locate(root, folder))


def _by_namespace(namespaces: _Namespaces, name: str) -> Iterator[_Candidate]:
    """Where a class may be below the folders of the namespaces that its name begins with, the longest first."""
    parts = name.split("\\")
    lowered = [part.lower() for part in parts]
    for length in range(len(parts) - 1, -1, -1):
        folders = namespaces.get("\\".join(lowered[:length]))
        if folders:
            below = "/".join(parts[length:]) + ".php"
            for folder in folders:
                yield folder, below


def _composer_files(folder: Path) -> Iterator[Path]:
    """The root's own `composer.json`, those of packages side by side, and of installed ones that are no modules."""
    for pattern in ("composer.json", "*/composer.json", "*/*/composer.json", "vendor/*/*/composer.json"):
        if pattern.startswith("*") and is_folder(folder / "vendor"):
            continue
        for path in sorted(folder.glob(pattern)):
            if pattern == "composer.json" or not is_file(path.parent / "etc/module.xml"):
                yield path


def _texts(folders: object) -> list[str]:
    """One folder or a list of them; what is no text is none."""
    return [
        folder for folder in (folders if isinstance(folders, list) else [folders]) if isinstance(folder, str)
    ]
