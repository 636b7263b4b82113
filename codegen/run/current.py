"""What a client's sources are in this run: everything is looked at once, whoever asks, and before it is read.

So what a run says of a file that is changed meanwhile is what it was before, and the next run finds it changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from codegen.config import ClientConfig
from codegen.files import real
from codegen.machine.beside import beside
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.machine.unchanged import Unchanged
from codegen.roots import Root, locator, path_locator
from codegen.run.listing import Listed, Listing, Look
from codegen.source import MISSING, sha256_of, state_of


class Current:
    """The files of a client's sources. Make one by `looked_through`."""

    def __init__(self, roots: tuple[Root, ...], look: Look, cache: Cache, told: Callable[[], bytes]) -> None:
        self._roots = roots
        self._look = look
        self._told = told
        self._further: dict[str, Listed] = {}
        self._states: dict[str, str] = {}
        self._path = path_locator(roots)
        self._hashes: Unchanged[str] = Unchanged(
            cache, Cache.key("file-states", program(cache), *(str(real(root.path)) for root in roots))
        )

    def states(self, keys: Iterable[str]) -> dict[str, str]:
        """What became of the files that the keys of a lock name: sha256, MISSING or NOT_READABLE."""
        found = {key: self._states.get(key) or self._state(key) for key in keys}
        self._states.update(found)
        self._hashes.keep()
        return found

    def listing(self, further: Mapping[str, Path]) -> Listing:
        """What the names of files tell, below the sources and below further folders by the key of their root."""
        found = {**self._sources, **{key: self._listed(key, path) for key, path in further.items()}}
        return Listing(
            {key: told for key, (told, _) in found.items()},
            frozenset(key for key, (_, wsdls) in found.items() if wsdls),
        )

    def listing_again(self, kept: Iterable[str]) -> Listing:
        """The listing of the sources, and of the further roots that one has which was kept."""
        located = locator(self._roots)
        found = {key: located(key) for key in kept}
        return self.listing({key: source.path for key, source in found.items() if source})

    @cached_property
    def _sources(self) -> dict[str, Listed]:
        found: dict[str, Listed] = json.loads(self._told())
        return found

    def _listed(self, key: str, path: Path) -> Listed:
        known = self._sources.get(key) or self._further.get(key)
        if known is None:
            known = self._further[key] = self._look(path)
        return known

    def _state(self, key: str) -> str:
        path = self._path(key)
        if path is None:
            return MISSING
        try:
            return self._hashes.ask(path, sha256_of)
        except (OSError, ValueError):
            return state_of(path)


@contextmanager
def looked_through(client: ClientConfig, cache: Cache) -> Iterator[Current]:
    """The files of a client's sources: folders are looked through beside this process, inside the block."""
    roots, look = client.all_roots(), Look(cache)
    with beside(lambda: json.dumps({root.key: look(root.path) for root in roots}).encode()) as told:
        yield Current(roots, look, cache, told)
