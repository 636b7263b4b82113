"""What was found out about files and folders that nobody touched since, told by the states that the system keeps.

A state tells only of changes that come after the clock moved on: what was touched in the moment that it was looked at
is looked at again. A folder's state changes with the names in it, a file's with what is in it. Nothing is trusted where
the system keeps no time that programs can't set back.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from codegen.machine.cache import Cache

Found = TypeVar("Found")
State = tuple[int, ...]

_SETTLED = 2_500_000_000
"""Nanoseconds after which a change can't leave the times of the one before: the coarsest clock of a file system ticks
every two seconds."""


def state_of(found: os.stat_result) -> State:
    """What tells a file or folder from what it was. The second time is one that programs can't set back."""
    return found.st_dev & _SIGNED, found.st_ino & _SIGNED, found.st_size, found.st_mtime_ns, found.st_ctime_ns


_SIGNED = (1 << 63) - 1


def is_settled(state: Sequence[int], now: int) -> bool:
    """Whether a change after `now`, in nanoseconds, shows in the state of what was found then."""
    return os.name == "posix" and max(state[3:]) < now - _SETTLED


class Unchanged(Generic[Found]):
    """What was found out, by path, kept in the cache as one entry; `key` names it and what it depends on.

    What is found must be JSON.
    """

    def __init__(self, cache: Cache, key: str) -> None:
        self._cache = cache
        self._key = key
        kept = cache.get(key)
        self._known: dict[str, tuple[State, Found]] = (
            {path: (tuple(state), found) for path, state, found in json.loads(kept)}
            if kept is not None
            else {}
        )
        self._asked: dict[str, tuple[State, Found]] = {}
        self._fresh = False

    def ask(self, path: str, find: Callable[[str], Found]) -> Found:
        """What `find` says of a path, or said when it was as it is now. Raises what that raises, and OSError."""
        state = state_of(os.stat(path))
        known = self._known.get(path)
        if known is not None and known[0] == state:
            self._asked[path] = known
            return known[1]
        now = time.time_ns()
        found = find(path)
        if is_settled(state, now):
            self._asked[path] = state, found
            self._fresh = True
        return found

    def keep(self) -> None:
        """Keep what was asked for another run, if that is more than what is known."""
        if self._fresh:
            self._cache.put(
                self._key, json.dumps([[path, *entry] for path, entry in self._asked.items()]).encode()
            )
