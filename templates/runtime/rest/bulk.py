"""Asynchronous and bulk requests: the shop takes them at once and works on them later.

Decided by Magento\\AsynchronousOperations: an operation is open (4) until it is complete (1), failed and to be tried
again (2), failed for good (3), or rejected (5).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Generic

from ..client.operation import T, asking
from ..client.options import RequestOptions, checked_options
from ..errors import DecodeError, MagentoError, RequestError
from ..http.exchange import request_headers
from ..http.flow import Flow, sleep
from ..http.messages import Request, Response
from ..http.urls import fill_path
from ..models.decode import decode_value
from ..models.encode import squashed, to_json
from ..models.nearest import nearest
from ..omit import OMIT
from ..shapes import count, is_list, is_map
from .operation import RestOperation, rest_url

__all__ = ["ItemResult", "ItemStatus", "JobStatus", "JobTimeout"]

if TYPE_CHECKING:
    from ..http.exchange import Core

_VARIABLE = re.compile(r"\{(\w+)\}")
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 10.0


class JobTimeout(MagentoError):
    """A job was not finished within the time given. `status` is what it was last."""

    def __init__(self, bulk_uuid: str, timeout: float, status: Any) -> None:
        super().__init__(f"job {bulk_uuid} is not finished after {timeout:g} s")
        self.bulk_uuid = bulk_uuid
        self.status = status


class ItemStatus(IntEnum):
    """How far the shop is with one item."""

    COMPLETE = 1
    RETRIABLY_FAILED = 2
    FAILED = 3
    OPEN = 4
    REJECTED = 5


@dataclass(frozen=True, slots=True)
class ItemResult(Generic[T]):
    """What became of the item at `index` of what was sent. `value` is the typed result of a complete one, if known."""

    index: int
    status: ItemStatus
    message: str | None = None
    error_code: int | None = None
    value: T | None = None

    @property
    def ok(self) -> bool:
        """Whether the item is complete."""
        return self.status is ItemStatus.COMPLETE


@dataclass(frozen=True, slots=True)
class JobStatus(Generic[T]):
    """How far a job is: `items` in the order of what was sent. `total` is how many operations the shop counts."""

    items: tuple[ItemResult[T], ...]
    total: int

    @property
    def counts(self) -> dict[ItemStatus, int]:
        """How many items are in each status."""
        return {status: sum(item.status is status for item in self.items) for status in ItemStatus}

    @property
    def finished(self) -> bool:
        """Whether the shop has no more work: as many items are done, failed or rejected as it counts."""
        return len(self.items) - self.counts[ItemStatus.OPEN] >= self.total

    @property
    def failed(self) -> tuple[ItemResult[T], ...]:
        """The items that failed or were rejected."""
        return tuple(item for item in self.items if item.status not in (ItemStatus.COMPLETE, ItemStatus.OPEN))


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the shop answers at once: the id of the job, and the items that it rejected on the spot, by index."""

    bulk_uuid: str
    count: int
    rejected: Mapping[int, str]


def submit_one(
    operation: RestOperation[Any], core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
) -> Flow[Ticket]:
    """Hand in one asynchronous request."""
    options = checked_options(options)
    with asking(operation.id):
        given = _by_wire_name(operation, arguments)
    for parameter in operation.parameters:
        if parameter.required and given.get(parameter.name) in (None, OMIT):
            raise RequestError(f"{operation.id} needs {parameter.name!r}")
    request = operation.request(core, given, options, "/async")
    response = yield from core.send(request, options)
    return _ticket(response, 1)


def submit_many(
    operation: RestOperation[Any],
    core: Core,
    items: Sequence[Mapping[str, Any]],
    options: RequestOptions | None,
) -> Flow[Ticket]:
    """Hand in a bulk request: the arguments of the operation, once for each item."""
    route = _VARIABLE.sub(
        lambda match: "by" + match.group(1)[:1].upper() + match.group(1)[1:], operation.path
    )
    options = checked_options(options)
    operation.check_scope(core.store(options))
    if isinstance(items, Mapping | str):
        raise RequestError(
            f"bulk {operation.id} takes a list of items, each a map of the operation's arguments"
        )
    with asking(f"bulk {operation.id}"):
        entries = [_entry(operation, index, item, options) for index, item in enumerate(items)]
        content = to_json(entries)
    request = Request(
        method=operation.method,
        url=rest_url(core, options, f"/async/bulk{route}"),
        headers=request_headers(content_type="application/json"),
        content=content,
        operation=f"bulk {operation.id}",
        acl=operation.acl,
        access=operation.access,
        idempotent=False,
    )
    response = yield from core.send(request, options)
    return _ticket(response, len(entries))


def job_status(
    operation: RestOperation[T], core: Core, ticket: Ticket, options: RequestOptions | None
) -> Flow[JobStatus[T]]:
    """How far a job is, with the results of its finished items."""
    options = checked_options(options)
    route = fill_path("/V1/bulk/{bulkUuid}/detailed-status", {"bulkUuid": ticket.bulk_uuid})
    request = Request(
        method="GET",
        url=rest_url(core, options, route),
        headers=request_headers(),
        operation="GET /V1/bulk/{bulkUuid}/detailed-status",
        acl=("Magento_Logging::system_magento_logging_bulk_operations",),
        access="resources",
    )
    response = yield from core.send(request, options)
    return _status(operation, ticket, _object(response))


def wait_for(
    operation: RestOperation[T],
    core: Core,
    ticket: Ticket,
    timeout: float | None,
    options: RequestOptions | None,
) -> Flow[JobStatus[T]]:
    """The final status of a job, asked for at growing intervals. Raises JobTimeout after `timeout` seconds."""
    deadline = None if timeout is None else time.monotonic() + timeout
    pause = _FIRST_WAIT
    while True:
        status = yield from job_status(operation, core, ticket, options)
        if status.finished:
            return status
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise JobTimeout(ticket.bulk_uuid, timeout or 0.0, status)
        yield from sleep(pause if left is None else min(pause, left))
        pause = min(pause * 1.5, _LONGEST_WAIT)


def _entry(
    operation: RestOperation[Any], index: int, item: Mapping[str, Any], options: RequestOptions | None
) -> dict[str, Any]:
    """One item of a bulk body. Raises RequestError with its index."""
    if not is_map(item):
        raise RequestError(f"item {index} is no map of arguments but {item!r:.60}")
    try:
        return _values(operation, item, options)
    except RequestError as error:
        raise RequestError(f"item {index}: {error}") from error


def _values(
    operation: RestOperation[Any], item: Mapping[str, Any], options: RequestOptions | None
) -> dict[str, Any]:
    """The parameters of the shop's method, which is all that it reads of an entry, wherever else they travel.

    A variable of the path that is none of them is in the body's object, and in nothing else
    (Magento\\WebapiAsync\\Controller\\Rest\\Asynchronous\\InputParamsResolver).
    """
    arguments = _by_wire_name(operation, item)
    lenient = options is not None and options.allow_unknown_fields
    beside = {
        parameter.name: parameter.encoded(arguments[parameter.name], lenient)
        for parameter in operation.parameters
        if parameter.place != "body" and parameter.received and _is_given(arguments, parameter.name)
    }
    values = beside | operation.values(arguments, lenient)
    for parameter in operation.parameters:
        if parameter.received and parameter.required and values.get(parameter.name) is None:
            raise RequestError(f"{operation.id} needs {parameter.name!r}")
        if parameter.into and not _is_in(values, parameter.into):
            raise RequestError(
                f"{operation.id} needs {parameter.name!r}, or {parameter.into}: without it the shop would not know "
                "what to change"
            )
    return values


def _is_given(arguments: Mapping[str, Any], name: str) -> bool:
    return arguments.get(name, OMIT) is not OMIT


def _is_in(values: Mapping[str, Any], place: str) -> bool:
    """Whether the field of a body's object is set; a body that is left out has nothing to set."""
    name, _, field = place.partition(".")
    holder = values.get(name)
    return not is_map(holder) or holder.get(field) is not None


def _by_wire_name(operation: RestOperation[Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments by wire name, given by that or by the Python name of the method's argument."""
    names = {squashed(parameter.name): parameter.name for parameter in operation.parameters}
    exact = {parameter.name for parameter in operation.parameters}
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        known = name if name in exact else names.get(squashed(name))
        if known is None:
            raise RequestError(f"{operation.id} has no argument {name!r}{nearest(name, exact)}")
        found[known] = value
    return found


def _object(response: Response) -> Mapping[str, Any]:
    try:
        value = json.loads(response.content)
    except (ValueError, RecursionError):
        value = None
    if not is_map(value):
        raise DecodeError(f"{response.request.operation} did not answer with an object", response)
    return value


def _ticket(response: Response, count: int) -> Ticket:
    answer = _object(response)
    uuid = answer.get("bulk_uuid")
    if not isinstance(uuid, str) or not uuid:
        raise DecodeError(f"{response.request.operation} did not answer with a bulk_uuid", response)
    rejected = {
        _index(item): str(item.get("error_message") or "rejected")
        for item in _objects(answer.get("request_items"))
        if item.get("status") == "rejected"
    }
    return Ticket(uuid, count, rejected)


def _status(operation: RestOperation[T], ticket: Ticket, answer: Mapping[str, Any]) -> JobStatus[T]:
    items: dict[int, ItemResult[T]] = {
        index: ItemResult(index, ItemStatus.REJECTED, message) for index, message in ticket.rejected.items()
    }
    for entry in _objects(answer.get("operations_list")):
        item = _item(operation, entry)
        items[item.index] = item
    for index in range(ticket.count):
        items.setdefault(index, ItemResult(index, ItemStatus.OPEN))
    total = answer.get("operation_count")
    counted = count(total) or 0
    return JobStatus(tuple(items[index] for index in sorted(items)), max(counted, ticket.count))


def _item(operation: RestOperation[T], entry: Mapping[str, Any]) -> ItemResult[T]:
    try:
        status = ItemStatus(int(entry.get("status") or ItemStatus.OPEN))
    except (TypeError, ValueError, OverflowError):
        status = ItemStatus.OPEN
    message = entry.get("result_message")
    code = entry.get("error_code")
    value = _result(operation, entry.get("result_serialized_data")) if status is ItemStatus.COMPLETE else None
    return ItemResult(
        _index(entry),
        status,
        None if message is None else str(message),
        code if isinstance(code, int) else None,
        value,
    )


def _result(operation: RestOperation[T], serialized: Any) -> T | None:
    """The typed result of a finished item; None when the shop kept none, or none that can be read."""
    if operation.result is None or not isinstance(serialized, str) or not serialized:
        return None
    try:
        value: T = decode_value(json.loads(serialized), operation.result())
    except (ValueError, RecursionError):
        return None
    return value


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if is_map(item)] if is_list(value) else []


def _index(entry: Mapping[str, Any]) -> int:
    try:
        return int(entry.get("id") or 0)
    except (TypeError, ValueError, OverflowError):
        return 0
