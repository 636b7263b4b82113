"""SOAP and XML-RPC from the shop's side, in all modes of Magento 1."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Callable
from typing import Any

import pytest
from runtime.auth.credentials import BearerToken
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
from tests.runtime.testing.soap.models import Data
from tests.runtime.testing.soap.small_shop import (
    COUNTS,
    DEFINITION,
    DELETE,
    INFO,
    OLD,
    OPERATIONS,
    SCAN,
    UPDATE,
    Client,
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
    counts = server.read(*calling(mode, COUNTS, session, kind="x"))
    assert counts is not None
    assert (counts.operation, counts.arguments) == (COUNTS, {"kind": "x"})


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
        asked: list[Callable[[Request, str], object]] = [
            server.read,
            lambda request, path: server.special(request, path, nothing),
        ]
        for ask in asked:
            with pytest.raises(Refused, match=r".") as refused:
                ask(*sending(mode, b"text"))
            assert told(refused.value.answer)[0] == ("1" if mode == "xmlrpc" else "Client")


@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_call_is_left_to_others(server: SoapServer, mode: Mode) -> None:
    session = login(server, mode)
    request, path = calling(mode, DELETE, session, productId="7")
    assert server.read(request, "/api/rest/") is None
    assert server.read(request, f"{path}more") is None
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
    with pytest.raises(Refusal, match="do not match signature") as refused:
        several(server, calls, session, {"break": True})
    assert refused.value.code == "623"
