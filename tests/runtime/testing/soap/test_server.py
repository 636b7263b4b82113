"""SOAP and XML-RPC from the shop's side, in all modes of Magento 1."""

from __future__ import annotations

import xmlrpc.client
from typing import Any

import pytest
from runtime.auth.credentials import BearerToken
from runtime.client.operation import ANY
from runtime.errors import NotFoundError, RateLimitError
from runtime.http.messages import Headers, Request
from runtime.omit import OMIT
from runtime.soap.answers import Plain, read_message
from runtime.soap.dialects import DIALECTS, Mode
from runtime.soap.envelope import WireFault
from runtime.soap.operation import SoapOperation
from runtime.soap.session import ApiUser
from runtime.testing.answers import Answer, Failure, Outcome, Refusal
from runtime.testing.server import Received, Refused
from runtime.testing.soap.server import SoapServer

from tests.runtime.soap.shop import envelope
from tests.runtime.testing.soap.models import Data, Product
from tests.runtime.testing.soap.small_shop import (
    COUNTS,
    DEFINITION,
    DELETE,
    INFO,
    LIST,
    OLD,
    OPERATIONS,
    RESET,
    SCAN,
    TAGS,
    UPDATE,
    Client,
    ProductNotExists,
)

PRODUCTS = Client("https://shop.example").products
MODES = DEFINITION.modes


@pytest.fixture
def server() -> SoapServer:
    """A server that nobody has logged in to."""
    return SoapServer(OPERATIONS)


def sending(mode: Mode, content: bytes, method: str = "POST") -> tuple[Request, str]:
    """A request in a mode, and its path below the address of the shop."""
    path = f"/{DIALECTS[mode].path}"
    return Request(method=method, url=f"https://shop.example{path}", headers=Headers(), content=content), path


def calling(mode: Mode, operation: SoapOperation[Any], session: str, **arguments: Any) -> tuple[Request, str]:
    """A call of an operation."""
    return sending(mode, operation.encode(arguments, session, dialect=DIALECTS[mode]))


def of_method(mode: Mode, name: str, *texts: tuple[str, str]) -> tuple[Request, str]:
    """A call of a method of the API itself, which takes texts."""
    if mode == "xmlrpc":
        return sending(mode, xmlrpc.client.dumps(tuple(text for _, text in texts), name).encode())
    inner = "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts)
    return sending(mode, envelope(f"<n:{name}>{inner}</n:{name}>"))


def nothing(received: Received[Any]) -> Outcome:
    raise AssertionError(received)


def login(server: SoapServer, mode: Mode = "v2", user: str = "user", key: str = "key") -> str:
    """The id of a new session."""
    name = DIALECTS[mode].login
    answer = server.special(*of_method(mode, name, ("username", user), ("apiKey", key)), nothing)
    return str(told(answer))


def told(answer: Any) -> Any:
    """The plain data, or the fault, of an answer."""
    assert isinstance(answer, Answer)
    assert answer.status == 200
    message = read_message(answer.content.replace(b">\n<", b"><").strip())
    if isinstance(message, WireFault):
        return message.code, message.message
    if isinstance(message, Plain):
        return message.value
    assert message is not None
    return DEFINITION.decoders.any(message[0])


@pytest.mark.parametrize("mode", MODES)
def test_a_call_is_read_in_every_mode(server: SoapServer, mode: Mode) -> None:
    session = login(server, mode)
    received = server.read(*calling(mode, UPDATE, session, productId="7", data=Data(price=3.5)))
    assert received is not None
    assert (received.operation, received.method.name) == (UPDATE, "products.update")
    assert received.arguments == {"product_id": "7", "data": Data(price=3.5)}
    assert received.store is None
    whole = server.read(*calling(mode, SCAN, session, codes=["a", "b"]))
    assert whole is not None
    assert whole.arguments == {"codes": ["a", "b"]}
    counts = server.read(*calling(mode, COUNTS, session))
    assert counts is not None
    assert (counts.operation, counts.arguments) == (COUNTS, {})


@pytest.mark.parametrize("mode", MODES)
def test_a_call_needs_a_session_that_has_not_ended(server: SoapServer, mode: Mode) -> None:
    session = login(server, mode)
    expired = ("5", "Session expired. Try to relogin.")
    with pytest.raises(Refused, match="Session expired") as refused:
        server.read(*calling(mode, DELETE, "other", productId="7"))
    assert told(refused.value.answer) == expired
    assert server.read(*calling(mode, DELETE, session, productId="7")) is not None
    ended = server.special(*of_method(mode, DIALECTS[mode].logout, ("sessionId", session)), nothing)
    assert told(ended) in (True, "true")
    with pytest.raises(Refused, match="Session expired"):
        server.read(*calling(mode, DELETE, session, productId="7"))
    session = login(server, mode)
    server.expire()
    with pytest.raises(Refused, match="Session expired"):
        server.read(*calling(mode, COUNTS, session))


def test_only_ws_i_misses_a_session_as_an_argument(server: SoapServer) -> None:
    for mode, code in (("wsi", "6"), ("v2", "5")):
        with pytest.raises(Refused) as refused:
            server.read(*calling(mode, DELETE, "", productId="7"))  # type: ignore[arg-type]
        assert told(refused.value.answer)[0] == code


def test_no_two_sessions_are_called_the_same(server: SoapServer) -> None:
    first, second = login(server), login(server)
    server.special(*of_method("v2", "endSession", ("sessionId", first)), nothing)
    third = login(server)
    server.expire()
    assert len({first, second, third, login(server)}) == 4


@pytest.mark.parametrize("mode", MODES)
def test_only_known_users_log_in(server: SoapServer, mode: Mode) -> None:
    server.know(BearerToken("token"))
    assert login(server, mode, "any", "one").startswith("session-")
    server.know(ApiUser("a", "1"))
    server.know(ApiUser("b", lambda: "2"))
    assert login(server, mode, "a", "1") != login(server, mode, "b", "2")
    for user, key in (("a", "2"), ("c", "1")):
        with pytest.raises(Refusal, match=r"Access denied\.") as refused:
            login(server, mode, user, key)
        assert refused.value.code == "2"
    for user, key in (("", "1"), ("a", "")):
        with pytest.raises(Refusal, match="Required parameter is missing"):
            login(server, mode, user, key)


def test_clients_log_in_where_there_are_sessions(server: SoapServer) -> None:
    assert server.default_auth == ApiUser("user", "key")


@pytest.mark.parametrize("mode", MODES)
def test_a_call_without_what_it_needs_is_a_fault(server: SoapServer, mode: Mode) -> None:
    request = calling(mode, INFO, login(server, mode), productId=OMIT)
    with pytest.raises(Refused, match=r"^products\.info: Required parameter is missing") as refused:
        server.read(*request)
    assert told(refused.value.answer)[0] == "6"


def raw(session: str, path: str, arguments: Any, mode: Mode = "xmlrpc") -> tuple[Request, str]:
    """A call of a path."""
    return sending(mode, xmlrpc.client.dumps((session, path, arguments), "call", allow_none=True).encode())


def test_a_path_that_no_method_has_is_a_raw_call(server: SoapServer) -> None:
    session = login(server, "xmlrpc")
    for path in ("acme.list", "product", "counts"):
        received = server.read(*raw(session, path, {"a": 1}))
        assert received is not None
        assert (received.method.name, received.raw) == ("api.call", None)
        assert received.arguments == {"path": path, "arguments": [{"a": 1}]}
    known = server.read(*raw(session, "product.delete", "7"))
    assert known is not None
    assert (known.method.name, known.arguments) == ("products.delete", {"product_id": "7"})
    assert known.raw is not None
    assert known.raw.arguments == {"path": "product.delete", "arguments": ["7"]}
    assert server.method_of(Client("https://shop.example").api.call) is known.raw.method
    assert server.method_of(PRODUCTS.delete).operation is DELETE


def test_what_is_no_message_is_a_fault(server: SoapServer) -> None:
    for mode in MODES:
        for ask in (server.read, lambda *request: server.special(*request, nothing)):
            with pytest.raises(Refused, match=r".") as refused:
                ask(*sending(mode, b"text"))
            assert told(refused.value.answer)[0] == ("1" if mode == "xmlrpc" else "Client")


@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_call_is_left_to_others(server: SoapServer, mode: Mode) -> None:
    session = login(server, mode)
    request, path = calling(mode, DELETE, session, productId="7")
    assert server.read(request, "/api/rest/") is None
    assert server.special(request, "/api/rest/", nothing) is None
    assert server.special(request, path, nothing) is None
    assert server.read(*sending(mode, request.content, "GET")) is None
    assert server.read(*of_method(mode, "resources", ("sessionId", session))) is None
    for name in (DIALECTS[mode].login, DIALECTS[mode].logout):
        assert server.read(*of_method(mode, name, ("sessionId", session))) is None


def test_an_operation_is_called_in_the_modes_that_have_it(server: SoapServer) -> None:
    session = login(server)
    received = server.read(*calling("v2", OLD, session))
    assert received is not None
    assert received.operation is OLD
    assert server.read(*of_method("wsi", "productOldRequestParam", ("sessionId", session))) is None


def several(server: SoapServer, calls: Any, session: str, *options: Any) -> Any:
    """The answer to several calls in one; `take` answers with the arguments."""

    def take(received: Received[Any]) -> Outcome:
        if received.arguments.get("product_id") == "lost":
            return Failure("connection lost")
        if received.arguments.get("product_id") == "none":
            return server.refused(received.request, Refusal(404, "No", code="101"))
        return server.written(
            received, {"arguments": str(received.arguments)} if received.raw is None else True
        )

    content = xmlrpc.client.dumps((session, calls, *options), "multiCall").encode()
    return server.special(*sending("xmlrpc", content), take)


def test_several_calls_in_one_have_a_result_each(server: SoapServer) -> None:
    session = login(server, "xmlrpc")
    calls = [
        ["product.delete", "7"],
        ["product.delete", "none"],
        ["product.delete", []],
        ["acme.list", ["a"]],
    ]
    deleted, none, missing, listed = told(several(server, calls, session))
    assert (deleted, none["faultCode"], missing["faultCode"]) == (True, "101", "6")
    assert listed == {"arguments": "{'path': 'acme.list', 'arguments': ['a']}"}
    assert several(server, [["product.delete", "lost"]], session) == Failure("connection lost")
    with pytest.raises(Refused, match="Session expired"):
        several(server, calls, "other")
    with pytest.raises(Refusal, match="do not match signature"):
        several(server, calls, session, {"break": True})


def written(server: SoapServer, mode: Mode, operation: SoapOperation[Any], value: Any) -> Any:
    """What a client reads in the answer to a call with that result."""
    request, _ = calling(mode, operation, "s", **({"productId": "7"} if operation.parameters else {}))
    received: Received[Any] = Received(server.methods[operation.id], operation, {}, None, request)
    answer = server.written(received, value)
    return operation.decode(answer.content, answer.content_type)


@pytest.mark.parametrize("mode", MODES)
def test_a_result_is_written_in_the_mode_of_the_request(server: SoapServer, mode: Mode) -> None:
    bag = Product(product_id="7", sku="A&B", price=3.5)
    assert written(server, mode, INFO, bag) == bag
    assert written(server, mode, INFO, {"sku": "A"}) == Product(sku="A")
    assert written(server, mode, DELETE, False) is False
    assert written(server, mode, COUNTS, [1, 2]) == [1, 2]
    assert written(server, mode, COUNTS, []) == []
    assert written(server, mode, RESET, None) is None
    with pytest.raises(TypeError, match=r"products\.info can't answer"):
        written(server, mode, INFO, {"price": "cheap"})


def test_items_without_a_wrapper_are_written_one_by_one(server: SoapServer) -> None:
    assert written(server, "wsi", TAGS, ["a", "b"]) == ["a", "b"]
    assert written(server, "wsi", TAGS, None) == []


def test_only_version_1_answers_with_more_than_is_declared(server: SoapServer) -> None:
    assert written(server, "v1", INFO, {"colour": "red"}).colour == "red"
    with pytest.raises(TypeError, match="'colour'"):
        written(server, "v2", INFO, {"colour": "red"})
    assert server.open_answers is True


def test_a_call_of_a_path_is_answered_by_a_call_and_a_method_by_its_name(server: SoapServer) -> None:
    for operation, name in ((DELETE, b"callResponse"), (COUNTS, b"countsResponse")):
        request, _ = calling("v1", operation, "s", **({"productId": "7"} if operation is DELETE else {}))
        received: Received[Any] = Received(server.methods[operation.id], operation, {}, None, request)
        assert name in server.written(received, True if operation is DELETE else [1]).content


@pytest.mark.parametrize("mode", MODES)
def test_a_refusal_is_a_fault_or_a_page(server: SoapServer, mode: Mode) -> None:
    request, _ = calling(mode, DELETE, "s", productId="7")
    assert told(server.refused(request, Refusal(404, "No %1", 7, code="101"))) == ("101", "No 7")
    for status in (429, 502, 503, 504):
        made = server.refused(request, Refusal(status, "Soon"))
        assert (made.status, made.content_type) == (status, "text/html; charset=utf-8")


def test_the_error_of_a_fault_is_known() -> None:
    server = SoapServer(OPERATIONS)
    assert server.error_of(DELETE, Refusal(404, code="101")) is ProductNotExists
    assert issubclass(server.error_of(DELETE, Refusal(404)), NotFoundError)
    assert server.error_of(DELETE, Refusal(429)) is RateLimitError


def test_results_and_entities_are_those_of_its_operations(server: SoapServer) -> None:
    assert (server.result_type(INFO), server.result_type(RESET)) == (Product, None)
    assert server.access(LIST) == (False, ())
    repository = server.repository(server.methods.of_resource(PRODUCTS), None)
    assert repository is not None
    assert (repository.kind.entity, repository.kind.key) == (Product, "product_id")
    api = Client("https://shop.example").api
    assert server.result_type(server.method_of(api.call).operation) is ANY
    assert [method.name for method in server.methods.of_resource(api)] == ["api.counts"]
