# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What the generated resources are made of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from ..search.paging import Keyset, Pager
from .operation import Operation, T
from .options import RequestOptions

if TYPE_CHECKING:
    from .base import BaseAsyncClient, BaseClient


class Resource:
    """Base of a service. Its methods block."""

    _raw = False

    def __init__(self, client: BaseClient) -> None:
        self._client = client

    def _call(
        self, operation: Operation[T], arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> T:
        client = self._client
        if self._raw:
            return cast(T, client.run(operation.call_raw(client.core, arguments, options)))
        return client.run(operation.call(client.core, arguments, options))

    def _iterate(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        keyset: Keyset | str | None = None,
    ) -> Iterator[Any]:
        pager = Pager(operation, self._client.core, arguments, options, keyset)
        while (page := self._client.run(pager.next_page())) is not None:
            yield from page[1]

    def _iterate_pages(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        keyset: Keyset | str | None = None,
    ) -> Iterator[T]:
        pager = Pager(operation, self._client.core, arguments, options, keyset)
        while (page := self._client.run(pager.next_page())) is not None:
            yield page[0]


class AsyncResource:
    """Base of a service. Its methods are awaited."""

    _raw = False

    def __init__(self, client: BaseAsyncClient) -> None:
        self._client = client

    async def _call(
        self, operation: Operation[T], arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> T:
        client = self._client
        if self._raw:
            return cast(T, await client.run(operation.call_raw(client.core, arguments, options)))
        return await client.run(operation.call(client.core, arguments, options))

    async def _iterate(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        keyset: Keyset | str | None = None,
    ) -> AsyncIterator[Any]:
        pager = Pager(operation, self._client.core, arguments, options, keyset)
        while (page := await self._client.run(pager.next_page())) is not None:
            for item in page[1]:
                yield item

    async def _iterate_pages(
        self,
        operation: Operation[T],
        arguments: Mapping[str, Any],
        options: RequestOptions | None,
        keyset: Keyset | str | None = None,
    ) -> AsyncIterator[T]:
        pager = Pager(operation, self._client.core, arguments, options, keyset)
        while (page := await self._client.run(pager.next_page())) is not None:
            yield page[0]


class Namespace:
    """Base of the services of one module."""

    def __init__(self, client: BaseClient) -> None:
        self._client = client


class AsyncNamespace:
    """Base of the services of one module."""

    def __init__(self, client: BaseAsyncClient) -> None:
        self._client = client
