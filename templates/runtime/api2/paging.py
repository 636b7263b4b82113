"""Walking through a collection of which the server never says how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MAX_LIMIT = 100
"""Entries that one page can hold at most (Mage_Api2_Model_Resource::PAGE_SIZE_MAX)."""


class Pager:
    """Decides which page to ask for next, and when to stop.

    A page past the end repeats the last one, so the end shows as a page that is empty, not full, or the same as the
    one before it.
    """

    def __init__(self, limit: int = MAX_LIMIT) -> None:
        self.limit = limit
        self.page: int | None = 1
        self._before: Sequence[Any] | None = None

    def take(self, entries: Sequence[Any]) -> Sequence[Any]:
        """The entries of a page that are new; afterwards `page` is the next page, or None at the end."""
        if self.page is None or not entries or entries == self._before:
            self.page = None
            return ()
        self._before = entries
        self.page = None if len(entries) < self.limit else self.page + 1
        return entries
