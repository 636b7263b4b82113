"""Verdicts on many entries, told by entry."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime.api2.multistatus import MultiStatusError, read_multi_status
from runtime.api2.operation import Collection, ResourceOperation
from runtime.errors import ApiError, BadRequestError, NotFoundError, PermissionDeniedError, ServerError


def entry(number: int | None, message: str = "no", code: str = "400") -> dict[str, Any]:
    """One entry of an answer, as both formats read."""
    return {"item_id": None if number is None else str(number), "message": message, "code": code}


def test_each_verdict_finds_its_entry() -> None:
    answer = {"success": [entry(3, "done", "200"), entry(1, "done", "200")], "error": [entry(2)]}
    status = read_multi_status(answer, [{"item_id": "1"}, {"item_id": "2"}, {"item_id": "3"}])
    assert [(verdict.index, verdict.ok, verdict.code) for verdict in status] == [
        (0, True, 200),
        (1, False, 400),
        (2, True, 200),
    ]
    assert not status.ok
    assert status.failed == status.of(1)
    assert len(status.succeeded) == 2
    with pytest.raises(MultiStatusError, match="1 refusals:\n  - entry 1: no") as caught:
        status.raise_for_errors()
    assert caught.value.status is status


def test_several_errors_on_one_entry() -> None:
    answer = {"error": [entry(1, "a"), entry(1, "b"), entry(2, "c")]}
    status = read_multi_status(answer, [{"item_id": "2"}, {"item_id": "1"}])
    assert [(verdict.index, verdict.message) for verdict in status] == [(0, "c"), (1, "a"), (1, "b")]


def test_the_same_entry_twice() -> None:
    answer = {"success": [entry(7, "done", "200")], "error": [entry(7)]}
    status = read_multi_status(answer, [{"item_id": "7"}, {"item_id": "7"}])
    assert [verdict.index for verdict in status] == [0, 1]


def test_verdicts_without_a_name_belong_to_what_is_left() -> None:
    answer = {"success": [entry(1, "done", "200")], "error": [entry(None, "a"), entry(None, "b")]}
    sent: list[Any] = ["junk", {"item_id": "1"}, {"qty": "x"}]
    assert [(v.index, v.message) for v in read_multi_status(answer, sent)] == [
        (0, "a"),
        (1, "done"),
        (2, "b"),
    ]
    one_left = read_multi_status(answer, [{"item_id": "1"}, {"qty": "x"}])
    assert [(v.index, v.message) for v in one_left] == [(0, "done"), (1, "a"), (1, "b")]
    assert [v.index for v in read_multi_status(answer, [])] == [None, None, None]


def test_odd_answers() -> None:
    assert len(read_multi_status(None)) == 0
    assert read_multi_status(None).ok
    odd = read_multi_status({"error": "gone wrong", "success": {"message": "fine"}})
    assert [(verdict.ok, verdict.message) for verdict in odd] == [(True, "fine"), (False, "gone wrong")]


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), unique_by=lambda pair: pair[0]))
def test_distinct_entries_are_never_confused(entries: list[tuple[int, bool]]) -> None:
    sent = [{"item_id": str(number)} for number, _ in entries]
    answer = {
        "success": [entry(number) for number, good in entries if good],
        "error": [entry(number) for number, good in entries if not good],
    }
    status = read_multi_status(answer, sent)
    assert [(verdict.index, verdict.ok) for verdict in status] == [
        (index, good) for index, (_, good) in enumerate(entries)
    ]


ENTRY: ResourceOperation[Any] = ResourceOperation("GET", ("/things/{id}",), "entry")
LIST: ResourceOperation[Any] = ResourceOperation("GET", ("/things",), "collection")
CREATE: ResourceOperation[str] = ResourceOperation(
    "POST", ("/things",), "id", entry_path="/things/{id}/detail"
)


def test_a_collection_is_a_list_whatever_its_keys() -> None:
    one = {"id": "1"}
    assert LIST.decode(b'{"7": {"id": 1}}', "application/json") == Collection([one])
    assert LIST.decode(b'[{"id": "1"}]', "application/json") == [one]
    assert LIST.decode(b'{"first": {"id": 1}}', "application/json") == [one]
    assert LIST.decode(b"[]", "application/json") == []
    assert LIST.decode(b"<magento_api><data_item><id>1</id></data_item></magento_api>", "text/xml") == [one]
    assert LIST.decode(b"<magento_api/>", "text/xml") == []
    assert LIST.decode(b"", "text/html") == []


@pytest.mark.parametrize(
    ("location", "number"),
    [
        ("/api/rest/things/7/detail", "7"),
        ("https://shop.example/api/rest/things/a%20b/detail/", "a b"),
        ("/elsewhere/9", "9"),
    ],
)
def test_the_id_of_a_new_entry(location: str, number: str) -> None:
    assert CREATE.id_of(location) == number


def test_verdicts_where_an_id_was_expected() -> None:
    body = b'{"error": [{"website_id": "1", "message": "no", "code": 400}]}'
    verdicts: Any = CREATE.decode(body, "application/json")
    assert [verdict.message for verdict in verdicts.failed] == ["no"]
    assert CREATE.decode(b"", "text/html") == ""


@pytest.mark.parametrize(
    ("code", "error"), [(400, BadRequestError), (403, PermissionDeniedError), (500, ServerError)]
)
def test_a_recorded_refusal_raises_by_its_code(code: int, error: type[ApiError]) -> None:
    xml = f"<magento_api><messages><error><data_item><code>{code}</code><message>a</message></data_item>"
    xml += "<data_item><code>400</code><message>b</message></data_item></error></messages></magento_api>"
    for body, content_type in (
        (
            f'{{"messages":{{"error":[{{"code":{code},"message":"a"}},{{"message":"b"}}]}}}}',
            "application/json",
        ),
        (xml, "application/xml; charset=utf-8"),
    ):
        with pytest.raises(error) as caught:
            ENTRY.decode(body.encode(), content_type)
        assert [caught.value.message, *(detail.message for detail in caught.value.errors)] == ["a", "b"]


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("[]", ApiError),
        ('""', ApiError),
        ("null", ApiError),
        ('{"code": 404, "message": "a"}', NotFoundError),
    ],
)
def test_a_refusal_in_another_form_is_an_error_all_the_same(told: str, error: type[ApiError]) -> None:
    with pytest.raises(error) as caught:
        ENTRY.decode(f'{{"messages": {{"error": {told}}}}}'.encode(), "application/json")
    assert type(caught.value) is error
