"""Version 1's raw calls, and several calls in one request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from runtime.client.operation import ANY
from runtime.soap.dialects import DIALECTS
from runtime.soap.v1_calls import AsyncApiResource
from runtime.testing.answers import Answer, Failure, Outcome, Refusal
from runtime.testing.soap.messages import Asked, fault, plain_answer, read_request
from runtime.testing.soap.paths import MISMATCH, CallsInOne, is_raw_call, listed, raw_call

from tests.runtime.soap.shop import envelope
from tests.runtime.testing.soap.small_shop import DEFINITION, Client

CLIENT = Client("https://shop.example")
V1 = DIALECTS["v1"]


def test_only_call_of_the_api_is_a_raw_call() -> None:
    assert is_raw_call(CLIENT.api.call)
    assert is_raw_call(AsyncApiResource(CLIENT).call)  # type: ignore[arg-type]
    others: list[Callable[..., Any]] = [CLIENT.api.counts, CLIENT.api.multi_call, CLIENT.products.info, print]
    assert not any(map(is_raw_call, others))


def test_a_raw_call_takes_a_path_and_answers_anything() -> None:
    method = raw_call(DEFINITION)
    assert method.name == "api.call"
    assert method.names == {"path": "path", "arguments": "arguments"}
    assert method.types == {"path": str, "arguments": list[Any]}
    assert method.required == {"path"}
    operation: Any = method.operation
    assert (operation.id, operation.result_type, operation.definition) == ("call", ANY, DEFINITION)
    assert [parameter.name for parameter in operation.parameters] == ["path", "arguments"]


@pytest.mark.parametrize(
    ("given", "arguments"),
    [([1, 2], [1, 2]), ([], []), (None, []), ("a", ["a"]), (0, [0]), ({"a": 1}, [{"a": 1}])],
)
def test_an_argument_that_is_no_list_stands_for_itself(given: Any, arguments: list[Any]) -> None:
    assert listed(given) == arguments


def asked(calls: Any = None, options: Any = None) -> Asked:
    """A `multiCall` in XML-RPC."""
    return Asked("multiCall", None, ["session", calls, options])


def soap(options: str) -> Asked:
    """A `multiCall` in SOAP with one call."""
    calls = "<calls><item>product.info</item></calls>"
    return read_request(envelope(f"<n:multiCall><sessionId>s</sessionId>{calls}{options}</n:multiCall>"), V1)


def test_calls_and_options_are_read() -> None:
    assert CallsInOne.read(asked([["a.b"]], []), DEFINITION) == CallsInOne([["a.b"]], False)
    assert CallsInOne.read(asked("a.b"), DEFINITION) == CallsInOne([], False)
    assert CallsInOne.read(Asked("multiCall", None, ["session"]), DEFINITION) == CallsInOne([], False)


@pytest.mark.parametrize(("value", "stops"), [("1", True), ("0", False), ("true", False), ("", False)])
def test_the_first_that_fails_is_the_last_where_that_is_wanted(value: str, stops: bool) -> None:
    entry = f"<item><key>break</key><value>{value}</value></item>"
    pairs = f'<options xmlns:a="http://xml.apache.org/xml-soap" xsi:type="a:Map">{entry}</options>'
    assert CallsInOne.read(soap(pairs), DEFINITION).stops is stops
    flag = pairs.replace("<value>", '<value xsi:type="xsd:boolean">')
    assert CallsInOne.read(soap(flag), DEFINITION).stops is (value in ("1", "true"))


def test_no_options_stop_nothing_and_xmlrpc_can_not_have_any() -> None:
    assert CallsInOne.read(soap(""), DEFINITION) == CallsInOne(["product.info"], False)
    with pytest.raises(Refusal) as refused:
        CallsInOne.read(asked([], {"break": 1}), DEFINITION)
    assert refused.value is MISMATCH


def take(path: str, arguments: list[Any]) -> Outcome:
    """What a call is answered with: its arguments, or as its path says."""
    match path:
        case "a.fails":
            return fault(Refusal(404, "No", code="101"), DEFINITION, V1)
        case "a.void":
            return Answer(content=envelope("<n:callResponse/>"))
        case "a.nothing":
            return Answer(content=envelope(""))
        case "a.rpc":
            return plain_answer("call", {"rpc": True}, DEFINITION, DIALECTS["xmlrpc"])
        case "a.page":
            return Answer(status=503, content=b"<h1>Back soon</h1>")
        case "a.lost":
            return Failure("connection lost")
    return plain_answer("call", arguments, DEFINITION, V1)


def answered(*calls: Any, stops: bool = False) -> Any:
    """The results of calls."""
    return CallsInOne(calls, stops).answered(take, DEFINITION)


NO = {"isFault": True, "faultCode": "101", "faultMessage": "No"}
NO_PATH = {"isFault": True, "faultCode": "3", "faultMessage": "Invalid api path."}


def test_each_call_has_its_result() -> None:
    assert answered(["a.b", [1, "x"]], ["a.b", "one"], ["a.b"], "a.b") == [[1, "x"], ["one"], [], []]
    assert answered(["a.void"], ["a.nothing"], ["a.rpc"]) == [None, None, {"rpc": True}]
    assert answered() == []


def test_a_call_that_fails_leaves_the_others_alone() -> None:
    assert answered(["a.b", [1]], ["a.fails"], ["a.b", [2]]) == [[1], NO, [2]]
    assert answered(["a.b", [1]], ["a.fails"], ["a.b", [2]], stops=True) == [[1], NO]
    assert answered(["a.b", [1]], ["a.b", [2]], stops=True) == [[1], [2]]


@pytest.mark.parametrize("path", ["", "a", "a.", ".b", [], None, 7])
def test_what_is_no_path_fails(path: Any) -> None:
    assert answered([path], ["a.b"]) == [NO_PATH, []]
    assert answered([path], ["a.b"], stops=True) == [NO_PATH]
    assert answered([]) == [NO_PATH]


def test_what_one_runs_into_is_what_all_run_into() -> None:
    assert answered(["a.b"], ["a.lost"], ["a.b"]) == Failure("connection lost")
    assert answered(["a.b"], ["a.page"], ["a.b"]) == Answer(status=503, content=b"<h1>Back soon</h1>")
