"""Answers, and refusals as tests raise them."""

from __future__ import annotations

import pytest
from runtime.testing.answers import Answer, Failure, Refusal


def test_an_answer_comes_later_and_stays_the_same() -> None:
    answer = Answer(status=201, content=b"{}", headers={"Location": "/7"})
    assert answer.after(0.5) == Answer(status=201, content=b"{}", headers={"Location": "/7"}, latency=0.5)
    assert answer.latency == 0.0


def test_an_answer_is_empty_json_unless_it_says_otherwise() -> None:
    answer = Answer()
    assert (answer.status, answer.content, answer.headers) == (200, b"", {})
    assert answer.content_type == "application/json; charset=utf-8"


def test_a_failure_takes_no_time() -> None:
    failure = Failure("no answer")
    assert failure.after(3) is failure


def test_placeholders_are_filled_by_position_or_by_name() -> None:
    assert (Refusal(404).message, Refusal(404).parameters) == ("", ())
    assert Refusal(404, "No %1 %2", "sku", 7).parameters == ("sku", 7)
    assert Refusal(404, "No %sku", sku="A").parameters == {"sku": "A"}


def test_a_name_may_be_that_of_an_argument() -> None:
    refusal = Refusal(404, "%message: %status", message="gone", status="closed")
    assert (refusal.status, refusal.message) == (404, "%message: %status")
    assert refusal.parameters == {"message": "gone", "status": "closed"}


def test_a_refusal_keeps_what_it_was_made_of() -> None:
    refusal = Refusal(400, "Bad %1", "order", code=17, errors=["plain", ("no %1", {"1": "id"})])
    assert refusal.args == (400, "Bad %1")
    assert refusal.code == 17
    assert refusal.errors == ("plain", ("no %1", {"1": "id"}))
    assert (Refusal(400).code, Refusal(400).errors) == (None, ())


@pytest.mark.parametrize(
    ("seconds", "headers"),
    [(None, {}), (0, {"Retry-After": "0"}), (20, {"Retry-After": "20"}), (0.5, {"Retry-After": "0.5"})],
)
def test_a_refusal_says_when_to_come_again(seconds: float | None, headers: dict[str, str]) -> None:
    assert Refusal(429, retry_after=seconds).headers == headers
