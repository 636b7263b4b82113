"""What a client's sources are in this run: everything is looked at once, whoever asks, and before it is read.

So what a run says of a file that is changed meanwhile is what it was before, and the next run finds it changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from codegen.config import ClientConfig
from codegen.contents import Contents, folder_of, lasts, look_into
from codegen.files import real
from codegen.machine.beside import Work, beside
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.machine.unchanged import Unchanged
from codegen.plugins import plugin_states
from codegen.roots import Root, locator, path_locator
from codegen.run.listing import Listed, Listing, Look
from codegen.source import MISSING, sha256_of, state_of


class Current:
    """The files of a client's sources. Make one by `looked_through`."""

    def __init__(self, roots: tuple[Root, ...], cache: Cache, begin: Callable[[], Work]) -> None:
        self._roots = roots
        self._cache = cache
        self._begin = begin
        self._work: Work | None = None
        self._further: dict[str, Listed] = {}
        self._states: dict[str, str] = {}
        self._looked: dict[str, Contents] = {}
        self._path = path_locator(roots)
        places = [str(real(root.path)) for root in roots]
        self._hashes: Unchanged[str] = Unchanged(cache, Cache.key("file-states", program(cache), *places))
        self._folders: Unchanged[str] = Unchanged(cache, Cache.key("folder-states", program(cache), *places))

    def states(self, keys: Iterable[str]) -> dict[str, str]:
        """What became of files by lock key: sha256, MISSING or NOT_READABLE; and answers about folders, by theirs."""
        found = {key: self._states.get(key) or self._state(key) for key in keys}
        self._states.update(found)
        return found

    def ahead(self) -> None:
        """Begin to look through all folders beside this process: their listing is needed in a while."""
        self._begun()

    def _begun(self) -> Work:
        if self._work is None:
            self._work = self._begin()
        return self._work

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
    def _look(self) -> Look:
        return Look(self._cache)

    @cached_property
    def _sources(self) -> dict[str, Listed]:
        found: dict[str, Listed] = json.loads(self._begun()())
        return found

    def _listed(self, key: str, path: Path) -> Listed:
        known = self._sources.get(key) or self._further.get(key)
        if known is None:
            known = self._further[key] = self._look(path)
        return known

    def keep(self) -> None:
        """Keep what was found out for other runs."""
        self._hashes.keep()
        self._folders.keep()

    def _state(self, key: str) -> str:
        folder = folder_of(key)
        if folder is not None:
            return self._folder(key) if key == folder else self._contents(folder).answer(key)
        path = self._path(key)
        if path is None:
            return MISSING
        try:
            return self._hashes.ask(path, sha256_of)
        except (OSError, ValueError):
            return state_of(path)

    def _folder(self, key: str) -> str:
        try:
            known = self._folders.ask(key, lambda folder: self._contents(folder).state)
        except (OSError, ValueError):
            return self._contents(key).state
        return known if lasts(known) else self._contents(key).state

    def _contents(self, folder: str) -> Contents:
        known = self._looked.get(folder)
        if known is None:
            known = self._looked[folder] = look_into(folder)
        return known


def about(client: ClientConfig, kind: str, cache: Cache) -> str:
    """The key of what is kept of a kind about a client's sources, for this state of the program."""
    roots = [[root.key, root.shown, str(real(root.path))] for root in client.all_roots()]
    question = [client.protocol, plugin_states(), roots]
    return Cache.key(kind, program(cache), sys.version, json.dumps(question, sort_keys=True))


@contextmanager
def looked_through(client: ClientConfig, cache: Cache) -> Iterator[Current]:
    """The files of a client's sources. Folders are looked through, where that is needed, inside the block."""
    roots = client.all_roots()
    with ExitStack() as stack:

        def begin() -> Work:
            look = Look(cache)
            work = beside(lambda: json.dumps({root.key: look(root.path) for root in roots}).encode())
            return stack.enter_context(work)

        current = Current(roots, cache, begin)
        yield current
        current.keep()
