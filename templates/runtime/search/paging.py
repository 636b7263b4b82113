"""Walking through all pages of a list operation, one page in memory at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from pydantic import BaseModel

from ..client.operation import Operation, T
from ..client.options import RequestOptions, checked_options
from ..errors import BadRequestError, RequestError
from ..http.flow import Flow
from ..rest.fields import render_fields, with_total_count
from ..shapes import is_a, is_list, is_map, is_sequence, is_text
from .criteria import SearchCriteria

__all__ = ["Keyset"]

if TYPE_CHECKING:
    from ..http.exchange import Core

DEFAULT_PAGE_SIZE = 100
_PAGE_SIZE_LIMIT = re.compile(r"page.?size\D*(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Keyset:
    """Walk by the value of a unique field rather than by page number: steady while the shop's data change.

    `field` is sorted and filtered by (`entity_id`); `attribute` is its name in the answer, where that differs (`id`
    in a product).
    """

    field: str
    attribute: str = ""

    @property
    def name(self) -> str:
        """The name of the field in the answer."""
        return self.attribute or self.field


OptionalKeyset: TypeAlias = Keyset | str | None
"""What every iterator takes as `keyset`: a field to walk by, None for page numbers."""


class Pager(Generic[T]):
    """The pages of one search, fetched one after another with `next_page`."""

    def __init__(
        self,
        operation: Operation[T],
        core: Core,
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        keyset: Keyset | str | None = None,
    ) -> None:
        name = operation.search_parameter
        if name is None:
            raise RequestError(f"{operation.id} takes no search criteria, so it has no pages")
        criteria = arguments.get(name) or SearchCriteria()
        if not isinstance(criteria, SearchCriteria):
            raise RequestError("walking through pages needs a SearchCriteria")
        if keyset is not None and not is_a(Keyset, keyset) and not is_text(keyset):
            raise RequestError(f"keyset takes the name of a field or a Keyset(...), not {keyset!r:.60}")
        if keyset is not None and criteria.orders:
            raise RequestError("a keyset sorts by its own field: give the criteria no sort order")
        self._operation = operation
        self._core = core
        self._arguments = dict(arguments)
        self._options = _counting(checked_options(options))
        self._name = name
        self._criteria = criteria
        self._size = criteria.page_size or DEFAULT_PAGE_SIZE
        self._seen = ((criteria.current_page or 1) - 1) * self._size
        self._previous: list[Any] = []
        self._done = False
        self._keyset = Keyset(keyset) if isinstance(keyset, str) else keyset
        self._last: Any = None

    def next_page(self) -> Flow[tuple[T, list[Any]] | None]:
        """The next page and its items, None after the last."""
        if self._done:
            return None
        page = yield from self._fetch()
        items = page_items(page)
        skip = 0 if self._keyset is not None else self._seen % self._size
        fresh = items[skip:]
        if not fresh or items == self._previous:
            self._done = True
            return None
        self._previous = items
        self._advance(page, items, len(fresh))
        return page, fresh

    def _advance(self, page: Any, items: list[Any], fresh: int) -> None:
        total = _count(page)
        if self._keyset is not None:
            self._last = _member(items[-1], self._keyset.name)
            if self._last is None:
                raise RequestError(
                    f"the items have no {self._keyset.name!r} to walk by; name it with Keyset(field, attribute)"
                )
            self._done = total is not None and len(items) >= total
            return
        self._seen += fresh
        self._done = total is not None and self._seen >= total

    def _fetch(self) -> Flow[T]:
        """One page; a page size that the shop refuses is lowered to the limit that it names."""
        while True:
            arguments = {**self._arguments, self._name: self._page_criteria()}
            try:
                return (yield from self._operation.call(self._core, arguments, self._options))
            except BadRequestError as error:
                limit = _page_size_limit(error)
                if limit is None or not 0 < limit < self._size:
                    raise
                self._size = limit

    def _page_criteria(self) -> SearchCriteria:
        if self._keyset is None:
            return self._criteria.page(self._size, self._seen // self._size + 1)
        criteria = self._criteria.sort(self._keyset.field).page(self._size, 1)
        return criteria if self._last is None else criteria.where(self._keyset.field, "gt", self._last)


def _counting(options: RequestOptions | None) -> RequestOptions | None:
    """Options whose projection keeps the count, which tells where the last page ends."""
    if options is None or options.fields is None:
        return options
    return replace(options, fields=with_total_count(render_fields(options.fields)))


def page_items(page: Any) -> list[Any]:
    """The items of a list answer; none where it has none."""
    if is_list(page):
        return page
    items = _member(page, "items")
    if is_map(items):
        return list(items.values())
    return list(items) if is_sequence(items) else []


def _count(page: Any) -> int | None:
    try:
        return int(_member(page, "total_count"))
    except (TypeError, ValueError):
        return None


def _member(value: Any, name: str) -> Any:
    if is_map(value):
        return value.get(name)
    if isinstance(value, BaseModel):
        for key, field in type(value).model_fields.items():
            if field.serialization_alias == name:
                return getattr(value, key, None)
    return getattr(value, name, None)


def _page_size_limit(error: BadRequestError) -> int | None:
    match = _PAGE_SIZE_LIMIT.search(error.message)
    return int(match.group(1)) if match else None
