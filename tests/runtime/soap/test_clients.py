"""Clients of hand-written definitions against a server that gives prepared answers."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from runtime.auth.credentials import AdminToken, BearerToken
from runtime.auth.oauth import OAuth1
from runtime.client.options import RequestOptions
from runtime.client.resource import Resource
from runtime.errors import RequestError, UnavailableError
from runtime.soap.arguments import arg
from runtime.soap.client import AsyncSoapClient, SoapClient, shop_url
from runtime.soap.dialects import Definition, magento2_endpoint
from runtime.soap.faults import AccessDenied, ReceiverFault, SessionExpired, Unauthorized
from runtime.soap.operation import SoapOperation
from runtime.soap.session import ApiUser
from runtime.soap.v1_calls import ApiResource

from tests.peers.replay import Answer, ReplayServer, Request
from tests.runtime.soap.shop import DEFINITION, GET, PLACES, TYPES, answer, envelope, plainly
from tests.runtime.soap.shop_models import Part

XML = (("Content-Type", "text/xml"),)
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
MAGENTO2 = Definition(("magento2",), "", PLACES, TYPES)
THING: SoapOperation[Any] = plainly(
    SoapOperation(MAGENTO2, "acmeThingV1Get", (arg("sku", str),), service="acmeThingV1", access="self"),
    ".thing",
)


class Client(SoapClient):
    """A client of the small Magento 1 shop."""

    definition = DEFINITION


class AsyncClient(AsyncSoapClient):
    """The same, awaited."""

    definition = DEFINITION


class Client2(SoapClient):
    """A client of a Magento 2 shop."""

    definition = MAGENTO2


def xml(body: bytes, status: int = 200) -> Answer:
    """An answer of XML."""
    return Answer(body, status, XML)


def refused() -> bytes:
    """Magento 2's way to say that a token has expired, or that it doesn't do."""
    return envelope(
        "<S:Fault><S:Code><S:Value>S:Sender</S:Value></S:Code><S:Reason><S:Text>The consumer isn't authorized to "
        "access %resources.</S:Text></S:Reason><S:Detail><g><Parameters><p><key>resources</key><value>self</value></p>"
        "</Parameters></g></S:Detail></S:Fault>",
        SOAP_12,
    )


def expired() -> bytes:
    """Magento 1's way to say that a session has expired."""
    return envelope("<S:Fault><faultcode>5</faultcode><faultstring>Session expired.</faultstring></S:Fault>")


def test_magento2_sends_what_the_server_compares(replay: ReplayServer) -> None:
    replay.add("POST", "/soap/de", xml(envelope("<n:r><result><sku>A</sku></result></n:r>", SOAP_12)))
    with Client2(replay.url, auth=BearerToken("t"), store="de") as client:
        assert client.run(THING.call(client.core, {"sku": "A"}, None)) == {"sku": "A"}
    sent = replay.requests[0]
    assert sent.target == "/soap/de?services=acmeThingV1"
    assert sent.headers["authorization"] == "Bearer t"
    assert sent.headers["content-type"] == 'application/soap+xml; charset=utf-8; action="acmeThingV1Get"'
    assert f'xmlns:ns1="{replay.url}/soap/de?services=acmeThingV1"'.encode() in sent.body


def test_services_keep_their_order_in_the_namespace() -> None:
    url, namespace = magento2_endpoint("https://shop.test", None, "bV1,aV1")
    assert url == "https://shop.test/soap/default?services=bV1,aV1"
    assert namespace == "https://shop.test/soap/default?services=bV1%2CaV1"


def test_magento2_renews_an_expired_token_once(replay: ReplayServer) -> None:
    replay.add("POST", "/rest/V1/integration/admin/token", "first", "second")
    good = xml(envelope("<n:r><result><sku>A</sku></result></n:r>", SOAP_12))
    replay.add("POST", "/soap/default", xml(refused()), good)
    with Client2(replay.url, auth=AdminToken("user", "secret")) as client:
        assert client.run(THING.call(client.core, {"sku": "A"}, None)) == {"sku": "A"}
    tokens = [
        request.headers["authorization"] for request in replay.requests if request.path.startswith("/soap")
    ]
    assert tokens == ["Bearer first", "Bearer second"]


def test_magento2_does_not_log_in_again_for_a_lack_of_rights(replay: ReplayServer) -> None:
    replay.add("POST", "/rest/V1/integration/admin/token", "first", "second", "third", "fourth")
    replay.add("POST", "/soap/all", xml(refused()))
    with Client2(replay.url, auth=AdminToken("user", "secret"), store="all") as client:
        for _ in range(3):
            with pytest.raises(Unauthorized, match='store="default"'):
                client.run(THING.call(client.core, {"sku": "A"}, None))
    logins = [request for request in replay.requests if request.path.startswith("/rest")]
    assert len(logins) == 2


def test_magento2_signs_the_services(replay: ReplayServer) -> None:
    replay.add("POST", "/soap/default", xml(envelope("<n:r><result><sku>A</sku></result></n:r>", SOAP_12)))
    with Client2(replay.url, auth=OAuth1("a", "b", "c", "d")) as client:
        client.run(THING.call(client.core, {"sku": "A"}, None))
    assert replay.requests[0].headers["authorization"].startswith("OAuth ")


class Sessions:
    """A Magento 1 whose sessions end after some calls."""

    def __init__(self, server: ReplayServer, lasting: int) -> None:
        self.logins = self.ended = 0
        self.lasting = lasting
        self.left = 0
        server.add("POST", "/api/v2_soap/", self.reply)

    def reply(self, request: Request) -> Answer:
        """Answer a login, a call or a logout."""
        if b":login>" in request.body:
            self.logins += 1
            self.left = self.lasting
            return xml(answer(f"<loginReturn>session-{self.logins}</loginReturn>"))
        if b"endSession" in request.body:
            self.ended += 1
            return xml(answer("<endSessionReturn>true</endSessionReturn>"))
        current = f"session-{self.logins}".encode() in request.body
        if not current or not self.left:
            return xml(expired())
        self.left -= 1
        return xml(answer("<info><sku>A</sku></info>"))


def test_a_session_is_replaced_whenever_it_expires(replay: ReplayServer) -> None:
    shop = Sessions(replay, lasting=2)
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        for _ in range(6):
            assert client.run(GET.call(client.core, {"product": "A"}, None)) == {"sku": "A"}
    assert (shop.logins, shop.ended) == (3, 1)


def test_tasks_that_meet_an_expired_session_log_in_once(replay: ReplayServer) -> None:
    shop = Sessions(replay, lasting=100)

    async def calls() -> None:
        async with AsyncClient(replay.url, auth=ApiUser("u", lambda: "k"), mode="v2") as client:
            await client.run(GET.call(client.core, {"product": "A"}, None))
            shop.left = 0
            await asyncio.gather(
                *(client.run(GET.call(client.core, {"product": "A"}, None)) for _ in range(8))
            )

    asyncio.run(calls())
    assert (shop.logins, shop.ended) == (2, 1)


def test_copies_share_the_session_and_do_not_end_it(replay: ReplayServer) -> None:
    shop = Sessions(replay, lasting=100)
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        with client.with_options(timeout=5) as copy:
            copy.run(GET.call(copy.core, {"product": "A"}, None))
        assert shop.ended == 0
        client.run(GET.call(client.core, {"product": "A"}, None))
    assert (shop.logins, shop.ended) == (1, 1)


def test_a_session_that_never_lasts_is_an_error(replay: ReplayServer) -> None:
    shop = Sessions(replay, lasting=0)
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client, pytest.raises(SessionExpired):
        client.run(GET.call(client.core, {"product": "A"}, None))
    assert shop.logins == 2


def test_a_wrong_key_is_sent_once_until_it_is_to_be_tried_again(replay: ReplayServer) -> None:
    right = False

    def reply(request: Request) -> Answer:
        if right and b":login>" in request.body:
            return xml(answer("<loginReturn>session</loginReturn>"))
        if right:
            return xml(answer("<info><sku>A</sku></info>"))
        return xml(
            envelope("<S:Fault><faultcode>2</faultcode><faultstring>Access denied.</faultstring></S:Fault>")
        )

    replay.add("POST", "/api/v2_soap/", reply)
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        for _ in range(3):
            with pytest.raises(AccessDenied):
                client.run(GET.call(client.core, {"product": "A"}, None))
        assert len(replay.requests) == 1
        right = True
        client.retry_login()
        assert client.run(GET.call(client.core, {"product": "A"}, None)) == {"sku": "A"}


def test_closing_does_not_fail_when_the_shop_is_gone(replay: ReplayServer) -> None:
    Sessions(replay, lasting=9)
    client = Client(replay.url, auth=ApiUser("u", "k"), mode="v2", max_retries=0)
    client.run(GET.call(client.core, {"product": "A"}, None))
    replay.add("POST", "/api/v2_soap/", Answer(b"<html>gone</html>", 503, (("Content-Type", "text/html"),)))
    client.close()


def test_maintenance_is_no_session_trouble(replay: ReplayServer) -> None:
    replay.add("POST", "/api/v2_soap/", Answer(b"<h1>Down</h1>", 503, (("Content-Type", "text/html"),)))
    with (
        Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client,
        pytest.raises(UnavailableError, match="Down"),
    ):
        client.run(GET.call(client.core, {"product": "A"}, None))


def test_a_session_needs_a_user(replay: ReplayServer) -> None:
    with Client(replay.url, mode="wsi") as client, pytest.raises(RequestError, match="auth=ApiUser"):
        client.run(GET.call(client.core, {"product": "A"}, None))


def test_modes_are_checked() -> None:
    with pytest.raises(RequestError, match="it knows 'wsi', 'v2', 'v1', 'xmlrpc'"):
        Client("http://127.0.0.1:1", mode="soap")
    client = Client("http://127.0.0.1:1", mode="v1")
    assert client.with_options(mode="v2").core.options.mode == "v2"  # type: ignore[attr-defined]
    assert client.with_options(timeout=1).core.options.mode == "v1"  # type: ignore[attr-defined]
    with pytest.raises(RequestError, match="v1 only"):
        ApiResource(Client("http://127.0.0.1:1", auth=ApiUser("u", "k"), mode="v2")).call("a.b")


class Products(Resource):
    """A resource as it is generated."""

    def info(self, *, product: str, options: RequestOptions | None = None) -> Any:
        """Get a product."""
        return self._call(GET, {"product": product}, options)


def test_answers_can_be_had_raw(replay: ReplayServer) -> None:
    Sessions(replay, lasting=9)
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        raw = client.with_raw_response(Products(client).info, product="A")
    assert raw.status == 200
    assert re.search(rb"<sku>A</sku>", raw.content)
    assert raw.parse() == {"sku": "A"}


def test_unknown_fields_are_sent_when_asked(replay: ReplayServer) -> None:
    Sessions(replay, lasting=9)
    save: SoapOperation[Any] = SoapOperation(DEFINITION, "save", (arg("data", lambda: Part),))
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        client.run(save.call(client.core, {"data": {"new": 1}}, RequestOptions(allow_unknown_fields=True)))
    assert b"<new" in replay.requests[-2].body


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://shop.test", "https://shop.test"),
        ("https://shop.test/sub/", "https://shop.test/sub"),
        ("https://shop.test/api/v2_soap/?wsdl=1", "https://shop.test"),
        ("https://shop.test/index.php/api/v2_soap?wsdl", "https://shop.test/index.php"),
        ("https://shop.test/api/xmlrpc/", "https://shop.test"),
        ("https://shop.test/?x=1", "https://shop.test/?x=1"),
    ],
)
def test_the_address_may_be_that_of_the_api(given: str, address: str) -> None:
    assert shop_url(given) == address


def test_only_what_reads_is_sent_again(replay: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.http.retry.FIRST_DELAY", 0.001)
    down = Answer(b"<h1>Down</h1>", 503, (("Content-Type", "text/html"),))
    replay.add(
        "POST", "/soap/default", down, xml(envelope("<n:r><result><sku>A</sku></result></n:r>", SOAP_12))
    )
    reading: SoapOperation[Any] = SoapOperation(MAGENTO2, "get", service="acmeThingV1", reads=True)
    plainly(reading, ".thing")
    with Client2(replay.url) as client:
        assert client.run(reading.call(client.core, {}, None)) == {"sku": "A"}
    replay.add("POST", "/soap/default", down)
    with Client2(replay.url) as client, pytest.raises(UnavailableError):
        client.run(THING.call(client.core, {"sku": "A"}, None))
    assert len(replay.requests) == 3


def test_what_reads_in_a_session_is_sent_again(replay: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runtime.http.retry.FIRST_DELAY", 0.001)
    shop, failures = Sessions(replay, lasting=9), [2]

    def reply(request: Request) -> Answer:
        if b"productInfo" in request.body and failures[0]:
            failures[0] -= 1
            return Answer(b"<h1>Down</h1>", 503, (("Content-Type", "text/html"),))
        return shop.reply(request)

    replay.add("POST", "/api/v2_soap/", reply)
    sku = (arg("product", str),)
    reading: SoapOperation[Any] = SoapOperation(DEFINITION, "productInfo", sku, path="a.b", reads=True)
    plainly(reading, ".product")
    with Client(replay.url, auth=ApiUser("u", "k"), mode="v2") as client:
        assert client.run(reading.call(client.core, {"product": "A"}, None)) == {"sku": "A"}
        failures[0] = 1
        with pytest.raises(UnavailableError):
            client.run(GET.call(client.core, {"product": "A"}, None))
    assert (shop.logins, failures) == (1, [0])


def test_a_good_answer_of_magento2_costs_no_second_login(replay: ReplayServer) -> None:
    replay.add("POST", "/rest/V1/integration/admin/token", "first", "second")
    for sku in ("A", "A" * 30_000):
        replay.add(
            "POST", "/soap/default", xml(envelope(f"<n:r><result><sku>{sku}</sku></result></n:r>", SOAP_12))
        )
        with Client2(replay.url, auth=AdminToken("user", "secret")) as client:
            before = len(replay.requests)
            assert client.run(THING.call(client.core, {"sku": "A"}, None)) == {"sku": sku}
        assert len(replay.requests) == before + 2


def test_the_end_of_a_line_is_no_part_of_a_key(replay: ReplayServer) -> None:
    Sessions(replay, lasting=9)
    for key in ("k\n", lambda: "k\n"):
        with Client(replay.url, auth=ApiUser("u", key), mode="v2") as client:
            client.run(GET.call(client.core, {"product": "A"}, None))
    logins = [request.body for request in replay.requests if b":login>" in request.body]
    assert len(logins) == 2
    assert all(re.search(rb"<apiKey[^>]*>k</apiKey>", body) for body in logins)


def test_a_fault_is_not_asked_for_again(replay: ReplayServer) -> None:
    fault = envelope("<S:Fault><faultcode>S:Server</faultcode><faultstring>Oh no.</faultstring></S:Fault>")
    replay.add("POST", "/soap/default", xml(fault, 500))
    reading: SoapOperation[Any] = SoapOperation(MAGENTO2, "get", result=lambda: str, reads=True)
    with Client2(replay.url) as client, pytest.raises(ReceiverFault):
        client.run(reading.call(client.core, {}, None))
    assert len(replay.requests) == 1


def test_options_of_one_call(replay: ReplayServer) -> None:
    replay.add("POST", "/soap/de", xml(envelope("<n:r><result><sku>A</sku></result></n:r>", SOAP_12)))
    options = RequestOptions(store="de", extra_query={"debug": 1}, extra_headers={"X-Trace": "t"})
    with Client2(replay.url, store="en") as client:
        client.run(THING.call(client.core, {"sku": "A"}, options))
        with pytest.raises(RequestError, match="fields= is for REST"):
            client.run(THING.call(client.core, {"sku": "A"}, RequestOptions(fields="sku")))
    assert replay.requests[0].target == "/soap/de?services=acmeThingV1&debug=1"
    assert replay.requests[0].headers["x-trace"] == "t"
