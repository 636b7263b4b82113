"""Remembers that a package was found up to date, and the folders on which that rests.

A lock names the files that a package was made from, but not what was asked of folders: that is much. So it has a hash
of the names of all files that could matter, for which all folders have to be looked through. A proof has the folders
that were asked in fact, and holds as long as these are as they were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from codegen.config import ClientConfig
from codegen.machine.cache import Cache
from codegen.run.current import Current, about
from codegen.run.freshness import FILES_CHANGED


class Proof(NamedTuple):
    """The keys of folders, and one hash of the states that they had."""

    folders: tuple[str, ...]
    told: str

    def reasons(self, current: Current) -> list[str]:
        """Why the package may be out of date, as `freshness.reasons`: empty when all folders are as they were."""
        same = _together(current.states(self.folders).values()) == self.told
        return [] if same else [FILES_CHANGED]


def proof(client: ClientConfig, lock: str, cache: Cache) -> Proof | None:
    """What is remembered of a package by the hash of its lock."""
    kept = cache.get(_key(client, lock, cache))
    if kept is None:
        return None
    folders, told = json.loads(kept)
    return Proof(tuple(folders), told)


def remember(client: ClientConfig, lock: str, folders: Mapping[str, str], cache: Cache) -> None:
    """Remember that the package with this lock is what its sources give, which were asked about these folders only."""
    kept = [[*folders], _together(folders.values())]
    cache.put(_key(client, lock, cache), json.dumps(kept).encode())


def _key(client: ClientConfig, lock: str, cache: Cache) -> str:
    return about(client, "up-to-date", cache) + lock


def _together(states: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(states).encode()).hexdigest()
