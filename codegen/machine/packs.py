"""Many small values in one entry of the cache: a file for each would take longer to write than most take to make."""

from __future__ import annotations

from itertools import islice
from typing import Any

from codegen.machine.cache import Cache
from codegen.values import Format, written

_FORMAT = Format(dict[str, Any])


class Pack:
    """Values by name below one key of a cache; a name tells all that its value depends on beside that key.

    Values must be what `codegen.values` can write, and not None; a tuple comes back as a list.
    """

    def __init__(self, cache: Cache, key: str) -> None:
        self._cache = cache
        self._key = key
        self._known = _FORMAT.load(cache.get(key)) or {}
        self._asked: dict[str, Any] = {}
        self._fresh = False

    def get(self, name: str) -> Any:
        """The value, or None when there is none."""
        value = self._asked.get(name, self._known.get(name))
        if value is not None:
            self._asked[name] = value
        return value

    def put(self, name: str, value: Any) -> None:
        """Know a value from now on; other runs do so after `keep`."""
        self._asked[name] = value
        self._fresh = True

    def keep(self, others: int) -> None:
        """Keep the pack for other runs, if there is a new value in it.

        What was asked for stays, and as many of the other values, the last ones to be asked for: a pack does not grow
        for ever, and what another client or branch needs is not lost at once.
        """
        if not self._fresh:
            return
        rest = ((name, value) for name, value in self._known.items() if name not in self._asked)
        self._known = {**self._asked, **dict(islice(rest, others))}
        data = written(self._known)
        if data is not None:
            self._cache.put(self._key, data)
        self._fresh = False
