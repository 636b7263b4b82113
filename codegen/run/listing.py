"""Which files below the sources could hold definitions: their names tell of new ones, without a file being opened."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from codegen.config import ClientConfig
from codegen.machine.processes import HELPERS, submit
from codegen.readers.registry import file_names
from codegen.source import SKIPPED_FOLDERS, Root

Listing = Callable[[Mapping[str, Path]], dict[str, str]]
"""Takes further folders by the key of their root; gives for each of them, and for the client's own roots, one hash."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that `Reader.files` gives, sorted by how they are compared."""

    exact: frozenset[str]
    endings: tuple[str, ...]
    placed: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> _Names:
        listed = list(names)
        placed = [name.rpartition("/")[::2] for name in listed if "/" in name]
        plain = [name for name in listed if "/" not in name]
        return cls(
            frozenset(name for name in plain if "*" not in name),
            tuple(name.removeprefix("*") for name in plain if "*" in name),
            tuple((f"{folder}/", name.removeprefix("*")) for folder, name in placed),
        )

    def match(self, folder: str, name: str) -> bool:
        """Whether a file of that name matters in a folder, the path of which ends in a slash."""
        if name in self.exact or name.endswith(self.endings):
            return True
        return any(folder.endswith(place) and name.endswith(ending) for place, ending in self.placed)


def begin_listing(client: ClientConfig) -> Listing:
    """Begin to look through the client's sources, beside this process if there are others."""
    names = _Names.of(file_names())
    roots = client.all_roots()
    begun = {root.key: submit(HELPERS, _digest, (str(root.path), names)) for root in roots}

    def listing(further: Mapping[str, Path]) -> dict[str, str]:
        found = {key: future.result() for key, future in begun.items()}
        found |= {key: _digest((str(path), names)) for key, path in further.items() if key not in begun}
        return found

    return listing


def entered(roots: Iterable[Root]) -> dict[str, Path]:
    """Where the roots are, by their keys."""
    return {root.key: root.path for root in roots}


def _digest(item: tuple[str, _Names]) -> str:
    """A hash of the paths below a folder of all files whose names matter; a file is no folder.

    Links are followed, but never upwards. One that leads nowhere is told from a file.
    """
    folder, names = item
    found: list[str] = []
    waiting = [(folder, "", frozenset({os.path.realpath(folder)}))]
    while waiting:
        path, prefix, above = waiting.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if names.match(prefix, name) and not _is_folder(entry):
                broken = entry.is_symlink() and not os.path.exists(entry.path)
                found.append(f"{prefix}{name}{' (broken link)' if broken else ''}")
            elif name not in SKIPPED_FOLDERS and _is_folder(entry):
                inside = above
                if entry.is_symlink():
                    real = os.path.realpath(entry.path)
                    if any(real == own or own.startswith(f"{real}{os.sep}") for own in above):
                        continue
                    inside = above | {real}
                waiting.append((entry.path, f"{prefix}{name}/", inside))
    return hashlib.sha256("\0".join(sorted(found)).encode("utf-8", "surrogateescape")).hexdigest()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
