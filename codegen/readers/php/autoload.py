"""Where the file of a PHP class is: what Composer and Magento's own autoloader would find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from codegen.parts import Trace
from codegen.readers.php.composer import autoload
from codegen.roots import Root, Source, locate
from codegen.source import Inputs

_LIBRARIES = ("app/code", "lib/internal", "setup/src", "")
_COMPOSER = "composer.json"
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
        self._loose_entries: tuple[dict[str, list[Source]], Trace] | None = None
        for root in roots:
            prefix, below = _FRAMEWORK
            self.register(prefix, root, root.path / below)
            for library in _LIBRARIES:
                self.register("", root, root.path / library)

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
            yield from self._existing((folder, below) for folder in self._loose_with(first))
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

    def _loose_with(self, entry: str) -> Sequence[Source]:
        """The loose folders in which something of that lower-case name lies; all are looked into once."""
        if self._loose_entries is None:
            found: dict[str, list[Source]] = {}
            with self._inputs.traced() as trace:
                for folder in self._loose:
                    for name in {name.lower(): None for name in self._inputs.folders.contents(folder.path)}:
                        found.setdefault(name, []).append(folder)
            self._loose_entries = found, trace
        else:
            self._inputs.again(self._loose_entries[1])
        return self._loose_entries[0].get(entry, ())

    def _any_case(self, folder: Source, below: str) -> str:
        """The path below a folder that exists and differs in case only, empty for none."""
        actual: list[str] = []
        for part in below.split("/"):
            names = self._inputs.folders.like("/".join([str(folder.path), *actual]), part.lower())
            if not names:
                return ""
            actual.append(names[0])
        found = "/".join(actual)
        return found if found != below else ""

    def _existing(self, candidates: Iterable[_Candidate]) -> Iterator[Source]:
        """Candidates that are files. Most fail at the first step, which one listing a folder tells for all."""
        for folder, below in candidates:
            first = below.partition("/")[0].lower()
            if self._inputs.folders.like(folder.path, first):
                source = folder.below(below)
                if self._inputs.finds(source) and self._is_spelled(folder, below):
                    yield source

    def _is_spelled(self, folder: Source, below: str) -> bool:
        """Whether a file that is there has that very name: on a disk that ignores case, one of another is there, too.

        The shop's disk, which counts, does not. The names are those that the folders list.
        """
        parts = below.split("/")
        return all(
            self._inputs.folders.is_folder("/".join([str(folder.path), *parts[:depth]]))
            for depth in range(1, len(parts))
        )

    def _read_composer(self) -> _Namespaces:
        found: _Namespaces = {}
        for root in self._roots:
            for path in _composer_files(root.path, self._inputs):
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


def _composer_files(folder: Path, inputs: Inputs) -> Iterator[Path]:
    """The root's own `composer.json`, those of packages side by side, and of installed ones that are no modules."""
    if inputs.folders.is_there(folder / _COMPOSER):
        yield folder / _COMPOSER
    installed = inputs.folders.is_folder(folder / "vendor")
    for top, depth in ((folder / "vendor", 2),) if installed else ((folder, 1), (folder, 2)):
        for package in _below(top, depth, inputs):
            if inputs.folders.is_there(package / _COMPOSER) and not inputs.folders.is_file(
                package / "etc/module.xml"
            ):
                yield package / _COMPOSER


def _below(folder: Path, depth: int, inputs: Inputs) -> Iterator[Path]:
    """All folders so many levels below one, in the order of their names."""
    if not depth:
        yield folder
        return
    for name, kind in inputs.folders.contents(folder).items():
        if kind == "folder":
            yield from _below(folder / name, depth - 1, inputs)


def _texts(folders: object) -> list[str]:
    """One folder or a list of them; what is no text is none."""
    return [
        folder for folder in (folders if isinstance(folders, list) else [folders]) if isinstance(folder, str)
    ]
