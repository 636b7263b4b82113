"""Which files below the sources could hold definitions: their names tell of new ones, without a file being opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.readers.registry import file_names
from codegen.readers.wsdl.detect import SUFFIXES
from codegen.run.folders import Tree

Listed = tuple[str, bool]
"""A hash of the paths of all files below a folder whose names matter, and whether one is a WSDL's."""


class Listing(NamedTuple):
    """What the names of files below some roots tell, by the key of the root: one hash, and whether WSDLs are there."""

    hashes: dict[str, str]
    with_wsdls: frozenset[str]


class Look:
    """Looks through folders for files of the names that `Reader.files` gives, sorted by how they are compared."""

    def __init__(self, cache: Cache) -> None:
        names = file_names()
        placed = [name.rpartition("/")[::2] for name in names if "/" in name]
        plain = [name for name in names if "/" not in name]
        self._exact = frozenset(name for name in plain if "*" not in name)
        self._endings = tuple(name.removeprefix("*") for name in plain if "*" in name)
        self._placed = tuple((f"{folder}/", name.removeprefix("*")) for folder, name in placed)
        self._places = tuple(place for place, _ in self._placed)
        self._key = json.dumps([program(cache), sorted(self._exact), self._endings, self._placed])
        self._cache = cache

    def __call__(self, folder: Path) -> Listed:
        """What the names of files below a folder tell."""
        told, wsdls = Tree(str(folder), self._matches, self._cache, self._key).told(_summary)
        return told, wsdls

    def _matches(self, folder: str, name: str) -> bool:
        """Whether a file of that name matters in a folder, the path of which ends in a slash."""
        if name in self._exact or name.endswith(self._endings):
            return True
        if not folder.endswith(self._places):  # nearly none does
            return False
        return any(folder.endswith(place) and name.endswith(ending) for place, ending in self._placed)


def _summary(paths: list[str]) -> Listed:
    told = hashlib.sha256("\0".join(sorted(paths)).encode("utf-8", "surrogateescape")).hexdigest()
    return told, any(path.endswith(SUFFIXES) for path in paths)
