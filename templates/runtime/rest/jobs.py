"""Jobs as the user holds them, and what `client.bulk` is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ..client.operation import ANY, T
from ..client.options import RequestOptions
from .bulk import JobStatus, Ticket, job_status, submit_many, submit_one, wait_for
from .operation import RestOperation

__all__ = ["AsyncJob", "Job"]

if TYPE_CHECKING:
    from ..client.base import BaseAsyncClient, BaseClient

C = TypeVar("C", "BaseClient", "BaseAsyncClient")
"""The kind of client that a bulk resource sits on."""

Item = TypeVar("Item", bound=Mapping[str, Any])
"""What an item of a bulk request is: a map of an operation's arguments."""

_UNKNOWN = RestOperation[Any]("POST", "", result=lambda: ANY)
"""Stands for the operation of a job of which only the id is known."""


@dataclass(frozen=True)
class _Job(Generic[T, C]):
    _client: C
    _operation: RestOperation[T]
    _options: RequestOptions | None
    ticket: Ticket

    @property
    def bulk_uuid(self) -> str:
        """The id under which the shop keeps the job."""
        return self.ticket.bulk_uuid


class Job(_Job[T, "BaseClient"]):
    """A job that the shop has taken."""

    def status(self) -> JobStatus[T]:
        """How far it is now."""
        return self._client.run(job_status(self._operation, self._client.core, self.ticket, self._options))

    def wait(self, timeout: float | None = None) -> JobStatus[T]:
        """The final status, when there is one. Raises JobTimeout after that many seconds; None waits for ever."""
        client = self._client
        return client.run(wait_for(self._operation, client.core, self.ticket, timeout, self._options))


class AsyncJob(_Job[T, "BaseAsyncClient"]):
    """A job that the shop has taken."""

    async def status(self) -> JobStatus[T]:
        """How far it is now."""
        return await self._client.run(
            job_status(self._operation, self._client.core, self.ticket, self._options)
        )

    async def wait(self, timeout: float | None = None) -> JobStatus[T]:
        """The final status, when there is one. Raises JobTimeout after that many seconds; None waits for ever."""
        client = self._client
        return await client.run(wait_for(self._operation, client.core, self.ticket, timeout, self._options))


@dataclass(frozen=True)
class BulkCall(Generic[T, Item]):
    """One operation of `client.bulk`: call it with a list of arguments, or hand in `one`."""

    _client: BaseClient
    _operation: RestOperation[T]

    def __call__(self, items: Sequence[Item], *, options: RequestOptions | None = None) -> Job[T]:
        """Hand in the operation once for each item; an item maps the operation's arguments to their values."""
        ticket = self._client.run(submit_many(self._operation, self._client.core, items, options))
        return Job(self._client, self._operation, options, ticket)

    def one(self, arguments: Item, *, options: RequestOptions | None = None) -> Job[T]:
        """Hand in the operation once."""
        ticket = self._client.run(submit_one(self._operation, self._client.core, arguments, options))
        return Job(self._client, self._operation, options, ticket)

    def job(self, bulk_uuid: str, *, options: RequestOptions | None = None) -> Job[T]:
        """A job of this operation that was handed in before, maybe by another process. Sends nothing."""
        return Job(self._client, self._operation, options, Ticket(bulk_uuid, 0, {}))


@dataclass(frozen=True)
class AsyncBulkCall(Generic[T, Item]):
    """One operation of `client.bulk`: call it with a list of arguments, or hand in `one`."""

    _client: BaseAsyncClient
    _operation: RestOperation[T]

    async def __call__(self, items: Sequence[Item], *, options: RequestOptions | None = None) -> AsyncJob[T]:
        """Hand in the operation once for each item; an item maps the operation's arguments to their values."""
        ticket = await self._client.run(submit_many(self._operation, self._client.core, items, options))
        return AsyncJob(self._client, self._operation, options, ticket)

    async def one(self, arguments: Item, *, options: RequestOptions | None = None) -> AsyncJob[T]:
        """Hand in the operation once."""
        ticket = await self._client.run(submit_one(self._operation, self._client.core, arguments, options))
        return AsyncJob(self._client, self._operation, options, ticket)

    def job(self, bulk_uuid: str, *, options: RequestOptions | None = None) -> AsyncJob[T]:
        """A job of this operation that was handed in before, maybe by another process. Sends nothing."""
        return AsyncJob(self._client, self._operation, options, Ticket(bulk_uuid, 0, {}))


class BulkResource(Generic[C]):
    """Base of a service in `client.bulk`."""

    def __init__(self, client: C) -> None:
        self._client: C = client


class BulkNamespace(Generic[C]):
    """Base of a module in `client.bulk`."""

    def __init__(self, client: C) -> None:
        self._client: C = client


class BulkRoot(BulkNamespace[C]):
    """Base of `client.bulk`."""

    @overload
    def job(
        self: BulkRoot[BaseClient], bulk_uuid: str, *, options: RequestOptions | None = None
    ) -> Job[Any]: ...

    @overload
    def job(
        self: BulkRoot[BaseAsyncClient], bulk_uuid: str, *, options: RequestOptions | None = None
    ) -> AsyncJob[Any]: ...

    def job(
        self: BulkRoot[Any], bulk_uuid: str, *, options: RequestOptions | None = None
    ) -> Job[Any] | AsyncJob[Any]:
        """A job that was handed in before, maybe by another process. Sends nothing.

        Its results are plain data; `client.bulk.<module>.<service>.<operation>.job(bulk_uuid)` knows their type. Items
        that the shop rejected when it took the job are only in the `Job` that was returned then.
        """
        ticket = Ticket(bulk_uuid, 0, {})
        if self._client.is_async:
            return AsyncJob(self._client, _UNKNOWN, options, ticket)
        return Job(self._client, _UNKNOWN, options, ticket)


class BulkMethod(Generic[T, Item]):
    """An operation in a `BulkResource`: it blocks or awaits as the client does."""

    def __init__(self, operation: RestOperation[T]) -> None:
        self._operation = operation

    @overload
    def __get__(self, instance: BulkResource[BaseClient], owner: object = None) -> BulkCall[T, Item]: ...

    @overload
    def __get__(
        self, instance: BulkResource[BaseAsyncClient], owner: object = None
    ) -> AsyncBulkCall[T, Item]: ...

    def __get__(
        self, instance: BulkResource[Any], owner: object = None
    ) -> BulkCall[T, Item] | AsyncBulkCall[T, Item]:
        client = instance._client  # pyright: ignore[reportPrivateUsage]
        if client.is_async:
            return AsyncBulkCall(client, self._operation)
        return BulkCall(client, self._operation)


def bulk(operation: RestOperation[T]) -> BulkMethod[T, Any]:
    """Offer an operation in a `BulkResource`: `save: BulkMethod[Product, Save] = bulk(PRODUCT_REPOSITORY_SAVE)`."""
    return BulkMethod(operation)
