"""Magento 1's REST API from the shop's side."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from runtime.api2.multistatus import MultiStatus, Verdict
from runtime.api2.operation import ResourceOperation
from runtime.http.messages import Request
from runtime.testing.answers import Answer, Refusal
from runtime.testing.api2.checks import Check, Checks
from runtime.testing.api2.server import Api2Server
from runtime.testing.server import Received, Refused

from tests.runtime.testing.api2.shelf import (
    COUNT,
    CREATE,
    CREATE_MANY,
    DELETE,
    GET,
    LIST,
    OPERATIONS,
    UPDATE,
    UPDATE_MANY,
    Entry,
)
from tests.runtime.testing.small_shop import request

JSON = "application/json"
CHECKS = {"shelf.Entry": Checks({"qty": [Check("Float")]}, ["sku"])}
ENTRIES = "/api/rest/shelves/7/entries"


@pytest.fixture
def server() -> Api2Server:
    """The server of the small resource, which demands something of entries."""
    return Api2Server(OPERATIONS, CHECKS)


def asking(method: str, url: str, body: Any = None, **headers: str) -> Request:
    """A request for JSON, with a body as JSON if one is given."""
    named = {"accept": JSON, "content_type": JSON, **headers}
    return request(method, url, b"" if body is None else json.dumps(body).encode(), **named)


def read(server: Api2Server, asked: Request) -> Received[Any]:
    """The call that a request is."""
    received = server.read(asked, asked.url.partition("example")[2].partition("?")[0])
    assert received is not None
    return received


@pytest.mark.parametrize(
    ("method", "url", "operation", "store", "arguments"),
    [
        ("GET", f"{ENTRIES}/a%2Fb", GET, None, {"shop_id": "7", "entry_id": "a/b"}),
        (
            "GET",
            f"{ENTRIES}/1/store/german?attrs=sku,qty",
            GET,
            "german",
            {"shop_id": "7", "entry_id": "1", "store": "german", "attrs": "sku,qty"},
        ),
        (
            "GET",
            f"{ENTRIES}?filter[1][attribute]=qty&filter[1][gt]=2&limit=100&page=2",
            LIST,
            None,
            {"shop_id": "7", "filters": {"qty": {"gt": "2"}}, "limit": "100", "page": "2"},
        ),
        ("DELETE", f"{ENTRIES}/1", DELETE, None, {"shop_id": "7", "entry_id": "1"}),
        ("GET", "/api/rest/shelves/count?limit=101", COUNT, None, {"limit": "101"}),
    ],
)
def test_a_request_is_read(
    server: Api2Server, method: str, url: str, operation: Any, store: str | None, arguments: dict[str, Any]
) -> None:
    received = read(server, asking(method, url))
    assert (received.operation, received.arguments, received.store) == (operation, arguments, store)
    assert received.method.operation is operation


def test_an_entry_and_several_are_two_calls(server: Api2Server) -> None:
    one = read(server, asking("POST", ENTRIES, {"sku": "A", "qty": 2, "shop_id": 9}))
    assert (one.operation, one.method.name) == (CREATE, "entries.create")
    assert one.arguments == {"shop_id": "7", "data": Entry(sku="A", qty=2)}
    many = read(server, asking("POST", ENTRIES, [{"sku": "A"}, {"qty": 3}, {"sku": "B"}]))
    assert (many.operation, many.method.name) == (CREATE_MANY, "entries.create_many")
    assert many.arguments["data"] == [Entry(sku="A"), Entry(sku="B")]
    assert read(server, asking("PUT", ENTRIES, [{"sku": "A"}])).operation is UPDATE_MANY
    changed = read(server, asking("PUT", f"{ENTRIES}/1", {"qty": 3}))
    assert (changed.operation, changed.arguments["data"]) == (UPDATE, Entry(qty=3))


def test_a_body_may_be_xml(server: Api2Server) -> None:
    content = b"<magento_api><sku>A</sku><qty>2</qty></magento_api>"
    received = read(server, request("POST", ENTRIES, content, content_type="text/xml"))
    assert received.arguments["data"] == Entry(sku="A", qty=2)


def test_a_body_of_a_reading_request_is_left_alone(server: Api2Server) -> None:
    assert read(server, request("GET", ENTRIES, b"{", content_type="text/csv")).arguments == {"shop_id": "7"}


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        (asking("POST", ENTRIES), 400, "The request data is invalid."),
        (asking("POST", ENTRIES, {"qty": 1}), 400, "sku: Value is required and can't be empty"),
        (asking("PUT", f"{ENTRIES}/1", [{"qty": 1}]), 405, "Resource method not implemented yet."),
        (request("POST", ENTRIES, b"{", accept=JSON, content_type=JSON), 400, "Decoding error."),
        (asking("POST", ENTRIES, {}, content_type="text/csv"), 400, "Server can not understand Content-Type"),
        (asking("GET", f"{ENTRIES}?limit=101"), 400, "The paging limit exceeds the allowed number."),
        (asking("GET", f"{ENTRIES}?filter[1][gt]=2"), 400, "Resource collection filtering error."),
        (asking("GET", f"{ENTRIES}?filter[1]=2"), 400, "Resource collection filtering error."),
    ],
)
def test_what_the_shop_refuses_is_refused(
    server: Api2Server, asked: Request, status: int, message: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(server, asked)
    assert str(refused.value).startswith(message)
    assert refused.value.answer.status == status
    told = json.loads(refused.value.answer.content)["messages"]["error"][0]
    assert (told["code"], told["message"].startswith(message)) == (status, True)


def test_nothing_is_demanded_without_checks() -> None:
    received = read(Api2Server(OPERATIONS), asking("POST", ENTRIES, {"qty": 1}))
    assert received.arguments["data"] == Entry(qty=1)


@pytest.mark.parametrize(
    ("method", "where"),
    [
        ("GET", "/rest/shelves/7/entries"),
        ("GET", "/shelves/7/entries"),
        ("PATCH", ENTRIES),
        ("GET", "/api/rest/shelves"),
    ],
)
def test_what_is_no_call_is_left_to_others(server: Api2Server, method: str, where: str) -> None:
    assert server.read(request(method, where), where) is None


def test_a_route_of_ones_own_goes_before(server: Api2Server) -> None:
    assert server.custom("put", "/shelves/{id}/entries").name == "PUT /shelves/{id}/entries"
    received = read(server, asking("PUT", f"{ENTRIES}?x=1", {"qty": 1}))
    assert received.arguments == {"id": "7", "query": {"x": "1"}, "body": {"qty": "1"}}
    assert (received.store, server.result_type(received.operation)) == (None, Any)


def test_who_may_call_is_told_by_the_roles(server: Api2Server) -> None:
    assert [server.access(each) for each in (GET, LIST, CREATE)] == [(False, ()), (True, ()), (False, ())]


def test_results_have_the_types_of_their_operations(server: Api2Server) -> None:
    types = {each: server.result_type(each) for each in (GET, LIST, CREATE, UPDATE, UPDATE_MANY, COUNT)}
    assert types == {GET: Entry, LIST: list[Entry], CREATE: str, UPDATE: None, UPDATE_MANY: Any, COUNT: Any}
    assert server.open_answers is True


def written(server: Api2Server, operation: Any, value: Any, asked: Request, **arguments: Any) -> Answer:
    """The answer to a call with that result."""
    key = operation.id + (" (many)" if operation.answer == "verdicts" else "")
    return server.written(Received(server.methods[key], operation, arguments, None, asked), value)


def test_numbers_of_a_result_are_texts(server: Api2Server) -> None:
    answer = written(server, GET, {"sku": "A", "qty": 2, "felt": True, "no": None}, asking("GET", "/"))
    assert json.loads(answer.content) == {"sku": "A", "qty": "2", "felt": "1", "no": None}
    listed = written(server, LIST, [Entry(qty=1), Entry(sku="B")], asking("GET", "/"))
    assert json.loads(listed.content) == [{"qty": "1"}, {"sku": "B"}]
    plain = written(server, COUNT, {"count": 7}, asking("GET", "/"))
    assert json.loads(plain.content) == {"count": 7}
    xml = written(server, GET, Entry(sku="A"), request("GET", "/", accept="text/xml"))
    assert b"<sku>A</sku>" in xml.content
    with pytest.raises(TypeError, match=r"entries\.get"):
        written(server, GET, {"qty": "many"}, asking("GET", "/"))


def test_a_new_entrys_id_stands_in_location(server: Api2Server) -> None:
    answer = written(server, CREATE, "3/4", asking("POST", "/"), shop_id="7 8")
    assert (answer.status, answer.content, answer.content_type) == (200, b"", "")
    assert answer.headers == {"Location": "/api/rest/shelves/7%208/entries/3%2F4"}
    bare: ResourceOperation[str] = ResourceOperation("POST", ("/shelves/{shop_id}/entries",), "id")
    answer = written(server, bare, "5", asking("POST", "/"), shop_id="7")
    assert answer.headers == {"Location": "/api/rest/shelves/7/entries/5"}
    elsewhere = replace(bare, entry_path="/entries/{entry_id}")
    answer = written(server, elsewhere, "5", asking("POST", "/"), shop_id="7")
    assert answer.headers == {"Location": "/api/rest/entries/5"}


def test_what_answers_with_nothing_has_no_body(server: Api2Server) -> None:
    for operation in (UPDATE, DELETE):
        answer = written(server, operation, None, asking("PUT", "/"))
        assert (answer.status, answer.content, answer.content_type) == (200, b"", "")
    with pytest.raises(TypeError, match="answers with nothing"):
        written(server, DELETE, True, asking("DELETE", "/"))


def test_verdicts_are_grouped_with_those_of_the_shop_itself(server: Api2Server) -> None:
    verdicts = MultiStatus([Verdict(True, "Done.", 200, 0, {"sku": "A"}), Verdict(False, "No.", 404, 1)])
    body = [{"sku": "A"}, {"sku": "B"}, {"entry_id": "3"}]
    answer = written(server, CREATE_MANY, verdicts, asking("POST", "/", body))
    assert answer.status == 207
    assert json.loads(answer.content) == {
        "success": [{"sku": "A", "message": "Done.", "code": 200}],
        "error": [
            {"entry_id": "3", "message": "sku: Value is required and can't be empty", "code": 400},
            {"message": "No.", "code": 404},
        ],
    }
    all_well = written(server, CREATE_MANY, verdicts[:1], asking("POST", "/", body[:1]))
    assert list(json.loads(all_well.content)) == ["success"]


def test_a_refusal_is_told_as_the_shop_tells_it(server: Api2Server) -> None:
    refusal = Refusal(404, "No %1", "A", errors=["plain", ("no %field", {"field": "id"})], retry_after=3)
    answer = server.refused(asking("GET", "/"), refusal)
    assert (answer.status, answer.headers) == (404, {"Retry-After": "3"})
    assert json.loads(answer.content) == {
        "messages": {
            "error": [
                {"code": 404, "message": "No A"},
                {"code": 404, "message": "plain"},
                {"code": 404, "message": "no id"},
            ]
        }
    }
    own = server.refused(asking("GET", "/"), Refusal(400, "Bad", code=7))
    assert json.loads(own.content)["messages"]["error"] == [{"code": 7, "message": "Bad"}]
    xml = server.refused(request("GET", "/", accept="application/xml"), refusal)
    assert (xml.status, xml.content_type) == (404, "application/xml; charset=utf-8")
    nobody = server.refused(request("GET", "/", accept="text/csv"), refusal)
    assert (nobody.status, nobody.content_type) == (500, "text/html; charset=UTF-8")


def test_entries_are_kept_by_the_calls_of_a_resource(server: Api2Server) -> None:
    repository = server.repository([server.methods[GET.id]], None)
    assert repository is not None
    assert (repository.kind.entity, repository.kind.key) == (Entry, "entry_id")


def test_a_success_is_made_up_for_each_entry_that_was_sent(server: Api2Server) -> None:
    sent = read(server, asking("POST", ENTRIES, [{"sku": "A"}, {"sku": "B"}]))
    made = server.made_up(sent, "text")
    assert [(each.ok, each.code, each.index) for each in made] == [(True, 200, 0), (True, 200, 1)]
    assert made[0].message == "Resource updated successful."
    assert server.made_up(read(server, asking("GET", f"{ENTRIES}/1")), "text") == "text"
