"""Where the file of a PHP class is: what Composer and Magento's own autoloader would find."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from codegen.source import Inputs, Root, Source, locate

_LIBRARIES = ("app/code", "lib/internal", "setup/src")
_FRAMEWORK = ("Magento\\Framework", "vendor/magento/framework")


class Autoload:
    """Namespaces and the folders they are in.

    `register` adds what is known for certain. What no registered namespace leads to is looked for in the
    `composer.json` files of `roots`, which are read only then, and at last in the `loose` folders: those whose
    namespace is not known, where any tail of the class name may be the path.
    """

    def __init__(
        self, roots: Sequence[Root], inputs: Inputs, loose: Sequence[tuple[Root, Path]] = ()
    ) -> None:
        self._roots = roots
        self._inputs = inputs
        self._loose = loose
        self._folders: dict[str, list[tuple[Root, Path]]] = {}
        self._composer_read = False
        self._listings: dict[Path, dict[str, str]] = {}
        for root in roots:
            prefix, folder = _FRAMEWORK
            self.register(prefix, root, root.path / folder)
            for library in _LIBRARIES:
                self.register("", root, root.path / library)
            self.register("", root, root.path)

    def register(self, prefix: str, root: Root, folder: Path) -> None:
        """Classes below the namespace `prefix` are in `folder`, which is in `root`."""
        self._folders.setdefault(prefix.strip("\\").lower(), []).append((root, folder))

    def candidates(self, name: str, *, thorough: bool = True) -> Iterator[Source]:
        """Files that may declare a class, the likeliest first; only in registered namespaces unless `thorough`."""
        parts = name.split("\\")
        paths = list(self._by_namespace(parts))
        yield from self._existing(paths, exact=True)
        if not thorough:
            return
        if not self._composer_read:
            self._composer_read = True
            self._read_composer()
            more = [path for path in self._by_namespace(parts) if path not in paths]
            yield from self._existing(more, exact=True)
            paths += more
        loose = [
            (root, folder.joinpath(*parts[start:-1], parts[-1] + ".php"))
            for start in range(1, len(parts))
            for root, folder in self._loose
        ]
        yield from self._existing(loose, exact=True)
        yield from self._existing(paths, exact=False)

    def _by_namespace(self, parts: list[str]) -> Iterator[tuple[Root, Path]]:
        lowered = [part.lower() for part in parts]
        for length in range(len(parts) - 1, -1, -1):
            for root, folder in self._folders.get("\\".join(lowered[:length]), ()):
                yield root, folder.joinpath(*parts[length:-1], parts[-1] + ".php")

    def _existing(self, paths: list[tuple[Root, Path]], *, exact: bool) -> Iterator[Source]:
        for root, path in paths:
            if exact:
                if os.path.isfile(path):
                    yield locate(root, path)
            elif actual := self._any_case(root.path, path):
                yield locate(root, actual)

    def _any_case(self, base: Path, path: Path) -> Path | None:
        """The existing path below `base` that differs in case only."""
        actual = base
        for part in path.relative_to(base).parts:
            listing = self._listings.get(actual)
            if listing is None:
                try:
                    listing = {name.lower(): name for name in sorted(os.listdir(actual), reverse=True)}
                except OSError:
                    listing = {}
                self._listings[actual] = listing
            if part.lower() not in listing:
                return None
            actual = actual / (part if part in listing.values() else listing[part.lower()])
        return actual if actual != path and actual.is_file() else None

    def _read_composer(self) -> None:
        for root in self._roots:
            for path in _composer_files(root.path):
                source = locate(root, path)
                for prefix, folders in _namespaces(self._inputs.read(source)):
                    for folder in folders:
                        parts = [part for part in folder.split("/") if part not in ("", ".")]
                        self.register(prefix, root, path.parent.joinpath(*parts))


def _composer_files(folder: Path) -> Iterator[Path]:
    """The root's own `composer.json`, those of packages side by side, and of installed ones that are no modules."""
    for pattern in ("composer.json", "*/composer.json", "*/*/composer.json", "vendor/*/*/composer.json"):
        if pattern.startswith("*") and (folder / "vendor").is_dir():
            continue
        for path in sorted(folder.glob(pattern)):
            if pattern == "composer.json" or not (path.parent / "etc/module.xml").is_file():
                yield path


def _namespaces(data: bytes) -> Iterator[tuple[str, list[str]]]:
    """The psr-4 part of a `composer.json`; nothing from one that is broken."""
    try:
        composer = json.loads(data)
        entries = composer["autoload"]["psr-4"].items()
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    for prefix, folders in entries:
        if prefix:
            folders = [folders] if isinstance(folders, str) else folders
            yield prefix, [folder for folder in folders if isinstance(folder, str)]
