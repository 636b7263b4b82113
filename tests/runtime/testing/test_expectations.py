"""What a shop is set up to answer: which calls an expectation takes, and what it answers them with."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from runtime.client.options import RequestOptions
from runtime.errors import NotFoundError, RequestError, RequestTimeout
from runtime.search.criteria import SearchCriteria
from runtime.testing.answers import Answer, Failure, Outcome, Refusal
from runtime.testing.calls import Call
from runtime.testing.expectations import Expectation, ListExpectation
from runtime.testing.rest.server import RestServer
from runtime.testing.server import Received

from tests.runtime.shop import Client, Product
from tests.runtime.testing.small_shop import OPERATIONS, URL, call

PRODUCTS = Client(URL).products
SERVER = RestServer(OPERATIONS)


@pytest.fixture
def known() -> list[Expectation[..., Any]]:
    """What is set up."""
    return []


Expecting = Callable[[Callable[..., Any]], Any]


@pytest.fixture
def on(known: list[Expectation[..., Any]]) -> Expecting:
    """`on(method)`: an expectation of a method."""

    def expectation(method: Callable[..., Any]) -> Any:
        found = SERVER.method_of(method)
        kind = ListExpectation if found.operation.search_parameter else Expectation
        return kind(method, found, SERVER, known.append)

    return expectation


def asked(expectation: Any, **arguments: Any) -> Outcome:
    """The outcome of the next call."""
    reply, _ = expectation.next_reply()
    made = call(expectation.name, arguments)
    method = expectation._found
    received: Received[Any] = Received(method, method.operation, arguments, None, made.request)
    outcome: Outcome = reply.outcome(SERVER, received, made)
    return outcome


def told(expectation: Any, **arguments: Any) -> Any:
    """The body of the next call's answer."""
    answer = asked(expectation, **arguments)
    assert isinstance(answer, Answer)
    return json.loads(answer.content)


def test_it_is_set_up_with_its_first_reply_and_only_once(on: Expecting, known: list[Any]) -> None:
    expectation = on(PRODUCTS.get).given(sku="A").once()
    assert known == []
    expectation.returns(Product(sku="A")).raises(404)
    assert known == [expectation]
    assert expectation.name == "products.get"


def test_replies_come_in_turn_and_the_last_is_repeated(on: Expecting) -> None:
    expectation = on(PRODUCTS.order).returns(1, 2).raises(404, "No").returns(lambda call: len(call.arguments))
    assert [told(expectation), told(expectation)] == [1, 2]
    assert told(expectation) == {"message": "No"}
    assert [told(expectation, a=1), told(expectation, a=1, b=2)] == [1, 2]
    assert expectation.count == 5


def test_one_without_a_limit_is_never_spent(on: Expecting) -> None:
    expectation = on(PRODUCTS.order).returns(1)
    for _ in range(3):
        told(expectation)
    assert not expectation.spent


@pytest.mark.parametrize(("limit", "spent"), [(0, [True]), (1, [False, True]), (2, [False, False, True])])
def test_one_with_a_limit_is_spent_after_as_many_calls(on: Expecting, limit: int, spent: list[bool]) -> None:
    expectation = on(PRODUCTS.order).times(limit).returns(1)
    seen = [expectation.spent]
    for _ in range(limit):
        told(expectation)
        seen.append(expectation.spent)
    assert seen == spent


def test_once_is_one_time(on: Expecting) -> None:
    expectation = on(PRODUCTS.order).returns(1).once()
    assert not expectation.spent
    told(expectation)
    assert expectation.spent


def test_arguments_that_are_not_named_may_be_anything(on: Expecting) -> None:
    expectation = on(PRODUCTS.get).given(sku="A", store_id=1)
    assert expectation.expected == {"sku": "A", "store_id": 1}
    assert expectation.differences(call("", {"sku": "A", "store_id": "1", "edit_mode": True})) == []
    assert expectation.differences(call("", {"sku": "B"})) == ["sku", "store_id"]
    assert on(PRODUCTS.get).differences(call("", {"sku": "B"})) == []


def test_the_latest_given_counts(on: Expecting) -> None:
    assert on(PRODUCTS.get).given(sku="A", store_id=1).given(sku="B").expected == {"sku": "B"}


def test_arguments_may_be_given_as_the_method_takes_them(on: Expecting) -> None:
    criteria = SearchCriteria().page(2)
    assert on(PRODUCTS.get_list).given(criteria).expected == {"search_criteria": criteria}
    for given in ({}, {"sku": "A", "colour": 1}):
        with pytest.raises(TypeError, match=r"sku|colour"):
            on(PRODUCTS.get).given(**given)


@pytest.mark.parametrize(
    ("expected", "store", "wrong"),
    [
        (None, "german", []),
        ("german", "german", []),
        ("german", "all", ["store"]),
        ("german", None, ["store"]),
        ("", None, []),
        ("", "german", ["store"]),
    ],
)
def test_of_the_options_the_store_counts(
    on: Expecting, expected: str | None, store: str | None, wrong: list[str]
) -> None:
    expectation = on(PRODUCTS.get).given(sku="A", options=RequestOptions(store=expected, timeout=3))
    assert expectation.expected == {"sku": "A"}
    assert expectation.differences(call("", {"sku": "A"}, store)) == wrong


def test_a_method_without_options_expects_any_store(on: Expecting) -> None:
    assert on(PRODUCTS.get).given(sku="A").differences(call("", {"sku": "A"}, "german")) == []


def test_wrong_keywords_of_a_method_that_takes_any_are_arguments() -> None:
    def anything(path: str, *, options: RequestOptions | None = None, **more: object) -> None: ...

    found = SERVER.method_of(PRODUCTS.get)
    expectation: Expectation[..., Any] = Expectation(anything, found, SERVER, print)
    assert expectation.given("a", colour=1).expected == {"path": "a", "colour": 1}


def test_a_route_of_ones_own_takes_any_names() -> None:
    expectation: Expectation[..., Any] = Expectation(
        None, SERVER.custom("GET", "/V1/things/{id}"), SERVER, print
    )
    assert expectation.given(id=7, query={"a": 1}).expected == {"id": 7, "query": {"a": 1}}
    with pytest.raises(TypeError, match="has no order: name its variables"):
        expectation.given(7)


def test_a_map_and_a_function_stand_for_a_result(on: Expecting) -> None:
    expectation = on(PRODUCTS.get).returns({"sku": "A", "price": "3.5"}).returns(lambda call: {"sku": "B"})
    assert told(expectation) == {"sku": "A", "price": 3.5}
    assert told(expectation) == {"sku": "B"}


def test_no_result_is_null(on: Expecting) -> None:
    assert told(on(PRODUCTS.get).returns()) == []


def test_what_is_no_result_is_refused_at_once_and_sets_nothing_up(on: Expecting, known: list[Any]) -> None:
    for wrong in ({"skuu": "A"}, {"price": "cheap"}, 7):
        with pytest.raises(TypeError, match=r"products\.get"):
            on(PRODUCTS.get).returns(wrong)
    with pytest.raises(TypeError, match="order"):
        on(PRODUCTS.order).returns(1, "x")
    assert len(known) == 1


class OpenServer(RestServer):
    """A server whose answers have fields that no definition names."""

    open_answers = True


def test_a_server_may_know_more_fields_than_the_definitions() -> None:
    server = OpenServer(OPERATIONS)
    known: list[Any] = []
    Expectation(PRODUCTS.get, server.method_of(PRODUCTS.get), server, known.append).returns(
        {"fabric": "felt"}
    )
    assert len(known) == 1


def test_what_a_function_returns_is_checked_when_it_is_called(on: Expecting) -> None:
    expectation = on(PRODUCTS.get).returns(lambda call: {"skuu": "A"})
    with pytest.raises(TypeError, match="'skuu'"):
        told(expectation)


def test_a_function_may_refuse(on: Expecting) -> None:
    def none(call: Call) -> Any:
        raise Refusal(404, "No %1", call.arguments["sku"])

    answer = asked(on(PRODUCTS.get).returns(none), sku="A")
    assert isinstance(answer, Answer)
    assert (answer.status, json.loads(answer.content)) == (404, {"message": "No %1", "parameters": ["A"]})


def test_a_refusal_says_all_that_it_was_given(on: Expecting) -> None:
    expectation = on(PRODUCTS.get).raises(
        429, "Slow %down", code=17, errors=["plain", ("no %1", {"1": "id"})], retry_after=2, down="up"
    )
    answer = asked(expectation)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.headers) == (429, {"Retry-After": "2"})
    assert json.loads(answer.content) == {
        "message": "Slow %down",
        "errors": [
            {"message": "plain", "parameters": []},
            {"message": "no %1", "parameters": {"1": "id"}},
        ],
        "code": 17,
        "parameters": {"down": "up"},
    }
    assert told(on(PRODUCTS.get).raises(400)) == {"message": ""}
    assert told(on(PRODUCTS.get).raises(400, "Bad %1", "order")) == {
        "message": "Bad %1",
        "parameters": ["order"],
    }


def test_classes_of_errors_stand_for_refusals_and_failures(on: Expecting) -> None:
    answer = asked(on(PRODUCTS.get).raises(NotFoundError))
    assert isinstance(answer, Answer)
    assert answer.status == 404
    assert asked(on(PRODUCTS.get).raises(RequestTimeout)) == Failure("no answer")
    with pytest.raises(TypeError, match="not RequestError"):
        on(PRODUCTS.get).raises(RequestError)


def test_the_code_of_a_class_gives_way_to_one_that_is_given(on: Expecting) -> None:
    assert told(on(PRODUCTS.get).raises(NotFoundError, "No", code=5))["code"] == 5
    assert "code" not in told(on(PRODUCTS.get).raises(NotFoundError, "No"))


def test_an_answer_is_word_by_word(on: Expecting) -> None:
    expectation = (
        on(PRODUCTS.get)
        .answers(503, "späť", headers={"cf-ray": "1"})
        .answers(200, b"\xff", content_type="image/png")
    )
    assert asked(expectation) == Answer(
        status=503,
        content="späť".encode(),
        content_type="text/html; charset=utf-8",
        headers={"cf-ray": "1"},
    )
    assert asked(expectation) == Answer(content=b"\xff", content_type="image/png")
    assert asked(on(PRODUCTS.get).answers(204)) == Answer(status=204, content_type="text/html; charset=utf-8")


def test_each_reply_takes_its_own_time(on: Expecting) -> None:
    expectation = on(PRODUCTS.order).takes(1).returns(1).returns(2).takes(2).returns(3)
    assert [expectation.next_reply()[1] for _ in range(4)] == [1, 2, 0, 0]


def test_items_are_paged(on: Expecting) -> None:
    expectation = on(PRODUCTS.get_list).returns_items({"sku": sku} for sku in "ABC")
    page = told(expectation, search_criteria=SearchCriteria().page(2))
    assert (page["items"], page["total_count"]) == ([{"sku": "A"}, {"sku": "B"}], 3)
    page = told(expectation, search_criteria=SearchCriteria(page_size=2, current_page=2))
    assert (page["items"], page["total_count"]) == ([{"sku": "C"}], 3)
    beyond = told(expectation, search_criteria=SearchCriteria(page_size=2, current_page=3))
    assert (beyond["items"], beyond["total_count"]) == ([], 3)
    assert len(told(expectation)["items"]) == 3


def test_no_items_are_an_empty_page(on: Expecting) -> None:
    assert told(on(PRODUCTS.get_list).returns_items([])) == {"items": [], "total_count": 0}


def test_items_of_another_kind_are_refused_at_once(on: Expecting, known: list[Any]) -> None:
    with pytest.raises(TypeError, match="'skuu'"):
        on(PRODUCTS.get_list).returns_items([{"sku": "A"}, {"skuu": "B"}])
    assert known == []


def test_it_is_shown_as_the_call_that_it_expects(on: Expecting) -> None:
    assert str(on(PRODUCTS.get)) == "products.get()"
    expectation = on(PRODUCTS.get).given(sku="A", options=RequestOptions(store="")).once().returns()
    assert str(expectation) == "products.get(sku='A') in store ''"
    asked(expectation)
    assert str(expectation) == "products.get(sku='A') in store '', spent after 1"
