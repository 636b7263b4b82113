"""A small hand-written resource of Magento 1's REST API, of the shape that the generator emits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from runtime.api2.multistatus import MultiStatus
from runtime.api2.operation import Collection, ResourceOperation
from runtime.api2.resource import Api2Resource
from runtime.client.operation_index import OperationIndex
from runtime.models.base import Model
from runtime.omit import OMIT


class Entry(Model):
    """Stock on a shelf."""

    entry_id: str | None = None
    shop_id: int | None = None
    sku: str | None = None
    qty: float | None = None


def entry() -> Any:
    return Entry


ENTRIES, ONE = "/shelves/{shop_id}/entries", "/shelves/{shop_id}/entries/{entry_id}"
FIXED = frozenset({"shop_id"})
GET: ResourceOperation[Entry] = ResourceOperation(
    "GET", (ONE, f"{ONE}/store/{{store}}"), "entry", entry, ("entry_id", "attrs"), ("admin", "guest")
)
LIST: ResourceOperation[Collection[Entry]] = ResourceOperation(
    "GET", (ENTRIES,), "collection", entry, ("filter", "order", "dir", "limit", "page", "attrs"), ("admin",)
)
CREATE: ResourceOperation[str] = ResourceOperation(
    "POST", (ENTRIES,), "id", entry, read_only=FIXED, entry_path=ONE
)
CREATE_MANY: ResourceOperation[MultiStatus] = ResourceOperation(
    "POST", (ENTRIES,), "verdicts", entry, read_only=FIXED
)
UPDATE: ResourceOperation[None] = ResourceOperation("PUT", (ONE,), "nothing", entry, read_only=FIXED)
UPDATE_MANY: ResourceOperation[MultiStatus] = ResourceOperation(
    "PUT", (ENTRIES,), "verdicts", entry, read_only=FIXED
)
DELETE: ResourceOperation[None] = ResourceOperation("DELETE", (ONE,), "nothing")
COUNT: ResourceOperation[Any] = ResourceOperation("GET", ("/shelves/count",), "entry")


class Entries(Api2Resource):
    def get(self, *, shop_id: int, entry_id: str, store: str = OMIT, attrs: str = OMIT) -> Entry:
        arguments = {"shop_id": shop_id, "entry_id": entry_id, "store": store, "attrs": attrs}
        return self._call(GET, arguments, None)

    def list(self, *, shop_id: int, **query: Any) -> Collection[Entry]:
        return self._call(LIST, {"shop_id": shop_id, **query}, None)

    def create(self, data: Entry | Mapping[str, Any], *, shop_id: int) -> str:
        return self._call(CREATE, {"data": data, "shop_id": shop_id}, None)

    def create_many(self, data: Sequence[Entry | Mapping[str, Any]], *, shop_id: int) -> MultiStatus:
        return self._call(CREATE_MANY, {"data": data, "shop_id": shop_id}, None)

    def update(self, data: Entry | Mapping[str, Any], *, shop_id: int, entry_id: str) -> None:
        return self._call(UPDATE, {"data": data, "shop_id": shop_id, "entry_id": entry_id}, None)

    def update_many(self, data: Sequence[Entry | Mapping[str, Any]], *, shop_id: int) -> MultiStatus:
        return self._call(UPDATE_MANY, {"data": data, "shop_id": shop_id}, None)

    def delete(self, *, shop_id: int, entry_id: str) -> None:
        return self._call(DELETE, {"shop_id": shop_id, "entry_id": entry_id}, None)

    def count(self) -> Any:
        return self._call(COUNT, {}, None)


def place(operation: ResourceOperation[Any]) -> str:
    """Where an operation's descriptor stands."""
    name = next(name for name, value in globals().items() if value is operation)
    return f"shelf.{name}"


OPERATIONS: OperationIndex[ResourceOperation[Any]] = OperationIndex(
    __package__ or "",
    {
        f"{each.method} {path}{' (many)' if each.answer == 'verdicts' else ''}": place(each)
        for each in (GET, LIST, CREATE, CREATE_MANY, UPDATE, UPDATE_MANY, DELETE, COUNT)
        for path in each.paths
    },
)
