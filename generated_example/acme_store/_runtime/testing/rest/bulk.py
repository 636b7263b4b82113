# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Asynchronous and bulk requests: taken at once, carried out at once too, and remembered.

Follows Magento\\AsynchronousOperations: an item that can't be read is rejected, one whose call is refused fails.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ...http.messages import Request
from ...shapes import is_list, is_map
from ..answers import Answer, Failure, Outcome, Refusal
from ..routes import Address, Match
from ..server import Received, Refused

Item = Callable[[Mapping[str, Any]], Received[Any]]
"""Reads one item of a request. Raises Refused."""
Take = Callable[[Received[Any]], Outcome]
"""Carries one call out."""

_COMPLETE, _FAILED, _REJECTED = 1, 3, 5


class BulkJobs:
    """The jobs that a shop has taken, by id."""

    def __init__(self) -> None:
        self._jobs: dict[str, list[dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def submitted(self, place: Address, match: Match, request: Request, read: Item, take: Take) -> Answer:
        """The answer to a request, whose items are carried out before it is given."""
        body: Any = json.loads(request.content or b"{}")
        items = body if place.mode == "bulk" and is_list(body) else [body]
        with self._lock:
            uuid = str(uuid5(NAMESPACE_URL, f"bulk {len(self._jobs)}"))
            self._jobs[uuid] = []
        told: list[dict[str, Any]] = []
        for number, item in enumerate(items):
            entry = self._carried_out(number, item if is_map(item) else {}, read, take)
            if entry["status"] == _REJECTED:
                told.append({"id": number, "status": "rejected", "error_message": entry["result_message"]})
            else:
                told.append({"id": number, "data_hash": None, "status": "accepted"})
                self._jobs[uuid].append({"bulk_uuid": uuid, "topic_name": _topic(match), **entry})
        answer = {
            "bulk_uuid": uuid,
            "request_items": told,
            "errors": any(item["status"] == "rejected" for item in told),
        }
        return Answer(status=202, content=json.dumps(answer).encode())

    def asked(self, parts: tuple[str, ...]) -> Answer | Refusal | None:
        """The answer to a question about a job: `/V1/bulk/{uuid}/detailed-status`; None for another route."""
        if len(parts) < 4 or parts[:2] != ("V1", "bulk"):
            return None
        entries = self._jobs.get(parts[2])
        if entries is None:
            return Refusal(
                404, "No such entity with %fieldName = %fieldValue", fieldName="uuid", fieldValue=parts[2]
            )
        if parts[3] == "operation-status" and len(parts) == 5:
            return _json(sum(str(entry["status"]) == parts[4] for entry in entries))
        if parts[3] not in ("status", "detailed-status"):
            return None
        short = ("id", "status", "result_message", "error_code")
        listed = [
            entry if parts[3] == "detailed-status" else {name: entry[name] for name in short}
            for entry in entries
        ]
        return _json(
            {"operations_list": listed, "bulk_id": parts[2], "user_type": 2, "operation_count": len(entries)}
        )

    def _carried_out(self, number: int, item: Mapping[str, Any], read: Item, take: Take) -> dict[str, Any]:
        entry: dict[str, Any] = {"id": number, "serialized_data": json.dumps(item), "error_code": None}
        try:
            outcome = take(read(item))
        except Refused as refused:
            return {**entry, "status": _REJECTED, "result_message": str(refused)}
        if isinstance(outcome, Failure):
            return {**entry, "status": _FAILED, "result_message": outcome.kind}
        if outcome.status >= 400:
            return {**entry, "status": _FAILED, "result_message": _message(outcome)}
        result = outcome.content.decode()
        return {
            **entry,
            "status": _COMPLETE,
            "result_message": "Service execution success",
            "result_serialized_data": result,
        }


def _json(value: Any) -> Answer:
    return Answer(content=json.dumps(value).encode())


def _topic(match: Match) -> str:
    return f"async.{match.id.lower().replace(' ', '.').replace('/', '.')}"


def _message(answer: Answer) -> str:
    try:
        body: Any = json.loads(answer.content)
        return str(body["message"])
    except (ValueError, KeyError, TypeError):
        return answer.content.decode("utf-8", "replace")
