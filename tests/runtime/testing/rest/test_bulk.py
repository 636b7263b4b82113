"""Jobs: what is taken, what fails, what is told of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from runtime.testing.answers import Answer, Failure, Outcome, Refusal
from runtime.testing.rest.bulk import BulkJobs
from runtime.testing.routes import Address, Match
from runtime.testing.server import Received, Refused

from tests.runtime.shop import SAVE
from tests.runtime.testing.small_shop import request
from tests.runtime.testing.test_server import SERVER

MATCH = Match("POST /V1/products/{sku}", {})


def read(item: Mapping[str, Any]) -> Received[Any]:
    """One item; one without a `sku` can't be read."""
    if "sku" not in item:
        raise Refused(Answer(status=400), "sku is missing")
    return Received(SERVER.methods[SAVE.id], SAVE, item, None, request("POST", "/"))


def take(received: Received[Any]) -> Outcome:
    """The outcome of a call: some fail."""
    sku = received.arguments["sku"]
    outcomes: dict[str, Outcome] = {
        "refused": Answer(status=404, content=b'{"message": "No such entity"}'),
        "page": Answer(status=503, content="<h1>späť</h1>".encode(), content_type="text/html"),
        "list": Answer(status=500, content=b"[1]"),
        "bytes": Answer(status=500, content=b"\xff"),
        "bare": Answer(status=500, content=b'{"code": 1}'),
        "lost": Failure("connection lost"),
    }
    return outcomes.get(sku, Answer(content=json.dumps(sku).encode()))


def submitted(jobs: BulkJobs, body: Any, mode: str = "bulk") -> dict[str, Any]:
    """What a request is answered with."""
    content = b"" if body is None else json.dumps(body).encode()
    address = Address(None, mode, ("V1", "products"))
    answer = jobs.submitted(address, MATCH, request("POST", "/", content), read, take)
    assert answer.status == 202
    told: dict[str, Any] = json.loads(answer.content)
    return told


def asked(jobs: BulkJobs, *parts: str) -> Any:
    """What a question about a job is answered with."""
    answer = jobs.asked(("V1", "bulk", *parts))
    assert isinstance(answer, Answer)
    assert answer.status == 200
    return json.loads(answer.content)


def statuses(jobs: BulkJobs, told: Mapping[str, Any]) -> list[int]:
    """The statuses of a job's items."""
    return [each["status"] for each in asked(jobs, told["bulk_uuid"], "status")["operations_list"]]


def test_each_item_is_accepted_and_carried_out() -> None:
    jobs = BulkJobs()
    told = submitted(jobs, [{"sku": "A"}, {"sku": "B"}])
    assert told["request_items"] == [
        {"id": 0, "data_hash": None, "status": "accepted"},
        {"id": 1, "data_hash": None, "status": "accepted"},
    ]
    assert told["errors"] is False
    status = asked(jobs, told["bulk_uuid"], "detailed-status")
    assert (status["bulk_id"], status["user_type"], status["operation_count"]) == (told["bulk_uuid"], 2, 2)
    assert status["operations_list"][1] == {
        "bulk_uuid": told["bulk_uuid"],
        "topic_name": "async.post..v1.products.{sku}",
        "id": 1,
        "serialized_data": '{"sku": "B"}',
        "error_code": None,
        "status": 1,
        "result_message": "Service execution success",
        "result_serialized_data": '"B"',
    }


def test_the_short_status_tells_less() -> None:
    jobs = BulkJobs()
    told = submitted(jobs, [{"sku": "A"}])
    assert asked(jobs, told["bulk_uuid"], "status")["operations_list"] == [
        {"id": 0, "status": 1, "result_message": "Service execution success", "error_code": None}
    ]


@pytest.mark.parametrize(
    ("sku", "message"),
    [
        ("refused", "No such entity"),
        ("page", "<h1>späť</h1>"),
        ("list", "[1]"),
        ("bytes", "\N{REPLACEMENT CHARACTER}"),
        ("bare", '{"code": 1}'),
        ("lost", "connection lost"),
    ],
)
def test_a_part_that_fails_leaves_the_others_alone(sku: str, message: str) -> None:
    jobs = BulkJobs()
    told = submitted(jobs, [{"sku": "A"}, {"sku": sku}, {"sku": "B"}])
    assert statuses(jobs, told) == [1, 3, 1]
    assert told["errors"] is False
    failed = asked(jobs, told["bulk_uuid"], "detailed-status")["operations_list"][1]
    assert failed["result_message"] == message
    assert "result_serialized_data" not in failed


def test_an_answer_with_the_lowest_status_of_errors_is_one() -> None:
    jobs = BulkJobs()
    for status, expected in ((399, 1), (400, 3)):
        answer = jobs.submitted(
            Address(None, "bulk", ()),
            MATCH,
            request("POST", "/", b'[{"sku": "A"}]'),
            read,
            lambda received, status=status: Answer(status=status, content=b"1"),  # type: ignore[misc]
        )
        assert statuses(jobs, json.loads(answer.content)) == [expected]


def test_a_part_that_can_not_be_read_is_rejected_and_no_part_of_the_job() -> None:
    jobs = BulkJobs()
    told = submitted(jobs, [{"sku": "A"}, {"name": "x"}, ["sku"], {"sku": "B"}])
    assert [each["status"] for each in told["request_items"]] == [
        "accepted",
        "rejected",
        "rejected",
        "accepted",
    ]
    assert told["request_items"][1] == {"id": 1, "status": "rejected", "error_message": "sku is missing"}
    assert told["errors"] is True
    listed = asked(jobs, told["bulk_uuid"], "status")["operations_list"]
    assert [each["id"] for each in listed] == [0, 3]


def test_an_empty_job_has_no_items() -> None:
    jobs = BulkJobs()
    told = submitted(jobs, [])
    assert (told["request_items"], told["errors"]) == ([], False)
    assert asked(jobs, told["bulk_uuid"], "detailed-status")["operation_count"] == 0


def test_an_asynchronous_request_is_a_job_of_one() -> None:
    jobs = BulkJobs()
    assert statuses(jobs, submitted(jobs, {"sku": "A"}, "async")) == [1]
    for body in ([{"sku": "A"}, {"sku": "B"}], None):
        told = submitted(jobs, body, "async")
        assert [each["status"] for each in told["request_items"]] == ["rejected"]
    assert statuses(jobs, submitted(jobs, {"sku": "A"}, "bulk")) == [1]


def test_jobs_are_told_apart_and_called_the_same_each_time() -> None:
    jobs = BulkJobs()
    first, second = submitted(jobs, [{"sku": "A"}]), submitted(jobs, [{"sku": "lost"}])
    assert first["bulk_uuid"] != second["bulk_uuid"]
    assert (statuses(jobs, first), statuses(jobs, second)) == ([1], [3])
    assert submitted(BulkJobs(), [])["bulk_uuid"] == first["bulk_uuid"]


def test_how_many_items_have_a_status_can_be_asked() -> None:
    jobs = BulkJobs()
    uuid = submitted(jobs, [{"sku": "A"}, {"sku": "lost"}, {"sku": "B"}])["bulk_uuid"]
    assert [asked(jobs, uuid, "operation-status", str(status)) for status in (1, 3, 4)] == [2, 1, 0]


def test_a_job_that_there_is_not_is_refused() -> None:
    refusal = BulkJobs().asked(("V1", "bulk", "none", "status"))
    assert isinstance(refusal, Refusal)
    assert (refusal.status, refusal.message) == (404, "No such entity with %fieldName = %fieldValue")
    assert refusal.parameters == {"fieldName": "uuid", "fieldValue": "none"}


@pytest.mark.parametrize(
    "path",
    [
        "V1/bulk/{}",
        "V1/bulks/{}/status",
        "V2/bulk/{}/status",
        "V1/bulk/{}/items",
        "V1/bulk/{}/operation-status",
    ],
)
def test_other_routes_are_no_questions_about_jobs(path: str) -> None:
    jobs = BulkJobs()
    uuid = submitted(jobs, [{"sku": "A"}])["bulk_uuid"]
    assert jobs.asked(tuple(path.format(uuid).split("/"))) is None
