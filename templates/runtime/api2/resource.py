"""What the generated resources of Magento 1's REST API are made of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from ..client.operation import T
from ..client.options import RequestOptions as CommonOptions
from ..client.resource import AsyncResource, Resource
from .operation import Collection, ResourceOperation
from .paging import CollectionPager


class Api2Resource(Resource):
    """Base of a resource. Its methods block."""

    def _walk(
        self,
        operation: ResourceOperation[Collection[T]],
        arguments: Mapping[str, Any],
        options: CommonOptions | None,
    ) -> Iterator[T]:
        for page in self._walk_pages(operation, arguments, options):
            yield from page

    def _walk_pages(
        self,
        operation: ResourceOperation[Collection[T]],
        arguments: Mapping[str, Any],
        options: CommonOptions | None,
    ) -> Iterator[Collection[T]]:
        pager = CollectionPager(operation, self._client.core, arguments, options)
        while (page := self._client.run(pager.next_page())) is not None:
            yield page


class AsyncApi2Resource(AsyncResource):
    """Base of a resource. Its methods are awaited."""

    async def _walk(
        self,
        operation: ResourceOperation[Collection[T]],
        arguments: Mapping[str, Any],
        options: CommonOptions | None,
    ) -> AsyncIterator[T]:
        async for page in self._walk_pages(operation, arguments, options):
            for entry in page:
                yield entry

    async def _walk_pages(
        self,
        operation: ResourceOperation[Collection[T]],
        arguments: Mapping[str, Any],
        options: CommonOptions | None,
    ) -> AsyncIterator[Collection[T]]:
        pager = CollectionPager(operation, self._client.core, arguments, options)
        while (page := await self._client.run(pager.next_page())) is not None:
            yield page
