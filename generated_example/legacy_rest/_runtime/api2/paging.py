# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Walking through a collection of which the server never says how long it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic

from ..client.operation import T, asking
from ..client.options import RequestOptions
from ..errors import RequestError
from ..http.flow import Flow
from ..omit import OMIT
from .filters import whole_number
from .operation import Collection, ResourceOperation

if TYPE_CHECKING:
    from ..http.exchange import Core

MAX_LIMIT = 100
"""Entries that one page can hold at most (Mage_Api2_Model_Resource::PAGE_SIZE_MAX)."""


class CollectionPager(Generic[T]):
    """The pages of a collection, fetched one after another with `next_page`.

    A page past the end repeats the last one, so the end shows as a page that is empty, not full, or the same as the
    one before it.
    """

    def __init__(
        self,
        operation: ResourceOperation[Collection[T]],
        core: Core,
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
    ) -> None:
        given = arguments.get("limit", OMIT)
        with asking(operation.id):
            limit = MAX_LIMIT if given is OMIT or given is None else whole_number("limit", given)
            if not 1 <= limit <= MAX_LIMIT:
                raise RequestError(f"limit={limit}: a page holds 1 to {MAX_LIMIT} entries")
        self._operation = operation
        self._core = core
        self._options = options
        self._arguments = dict(arguments)
        self._limit = limit
        self._page: int | None = 1
        self._before: Collection[T] | None = None

    def next_page(self) -> Flow[Collection[T] | None]:
        """The next page, None after the last."""
        if self._page is None:
            return None
        arguments = {**self._arguments, "limit": self._limit, "page": self._page}
        entries = yield from self._operation.call(self._core, arguments, self._options)
        repeated = entries == self._before
        self._before = entries
        self._page = None if repeated or len(entries) < self._limit else self._page + 1
        return None if repeated or not entries else entries
