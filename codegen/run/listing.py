"""Which files below the sources could hold definitions: their names tell of new ones, without a file being opened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from codegen.config import ClientConfig
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.machine.processes import HELPERS, submit
from codegen.readers.registry import file_names
from codegen.readers.wsdl.detect import SUFFIXES
from codegen.run.folders import Tree
from codegen.source import Root


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


class Listing(NamedTuple):
    """What the names of files below some roots tell, by the key of the root: one hash, and whether WSDLs are there."""

    hashes: dict[str, str]
    with_wsdls: frozenset[str]


def begin_listing(client: ClientConfig, cache: Cache) -> Callable[[Mapping[str, Path]], Listing]:
    """Begin to look through the client's sources, beside this process if there are others.

    What is returned takes further folders by the key of their root.
    """
    names = _Names.of(file_names())
    roots = client.all_roots()
    begun = {root.key: submit(HELPERS, _told, (str(root.path), names, cache)) for root in roots}

    def listing(further: Mapping[str, Path]) -> Listing:
        found = {key: future.result() for key, future in begun.items()}
        found |= {key: _told((str(path), names, cache)) for key, path in further.items() if key not in begun}
        return Listing(
            {key: told for key, (told, _) in found.items()},
            frozenset(key for key, (_, wsdls) in found.items() if wsdls),
        )

    return listing


def entered(roots: Iterable[Root]) -> dict[str, Path]:
    """Where the roots are, by their keys."""
    return {root.key: root.path for root in roots}


def _told(item: tuple[str, _Names, Cache]) -> tuple[str, bool]:
    """A hash of the paths below a folder of all files whose names matter, and whether one is a WSDL's."""
    folder, names, cache = item
    on = json.dumps([program(cache), sorted(names.exact), names.endings, names.placed])
    told, wsdls = Tree(folder, names.match, cache, on).told(_summary)
    return told, wsdls


def _summary(paths: list[str]) -> tuple[str, bool]:
    told = hashlib.sha256("\0".join(sorted(paths)).encode("utf-8", "surrogateescape")).hexdigest()
    return told, any(path.endswith(SUFFIXES) for path in paths)
