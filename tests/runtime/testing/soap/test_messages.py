"""Messages as the shop reads and writes them."""

from __future__ import annotations

import xmlrpc.client
from typing import Any

import pytest
from runtime.soap.answers import read_message
from runtime.soap.dialects import DIALECTS, Definition
from runtime.soap.envelope import WireFault
from runtime.soap.names import ENVELOPE_11, ENVELOPE_12
from runtime.testing.answers import Answer, Refusal
from runtime.testing.soap.messages import (
    Asked,
    answer,
    element,
    fault,
    page,
    plain_answer,
    read_request,
    wire_fault,
)

from tests.runtime.soap.shop import envelope
from tests.runtime.testing.soap.small_shop import DEFINITION, PLACES, TYPES

MAGENTO2 = Definition(("magento2",), "", PLACES, TYPES)
V1, V2, WSI, XMLRPC = (DIALECTS[mode] for mode in ("v1", "v2", "wsi", "xmlrpc"))


def asked(content: str) -> Asked:
    """What a SOAP request asks for."""
    return read_request(envelope(content), V2)


def test_a_soap_request_is_read_by_the_names_of_its_elements() -> None:
    made = asked("<n:productInfo><sessionId>7</sessionId><n:sku>A</n:sku><sku>B</sku><none/></n:productInfo>")
    assert made.name == "productInfo"
    assert (made.text(9, "sessionId"), made.text(9, "sku")) == ("7", "A")
    assert (made.text(0, "none"), made.text(0, "other")) == ("", "")
    assert [child.text for child in made.children("{urn:any}sku")] == ["A", "B"]
    assert made.child("other") is None
    assert (made.value(0, "sku", DEFINITION), made.value(0, "other", DEFINITION)) == ("A", None)


def test_an_xmlrpc_request_is_read_by_the_places_of_its_arguments() -> None:
    content = xmlrpc.client.dumps(("7", "product.info", [1, {"a": True}]), "call").encode()
    made = read_request(content, XMLRPC)
    assert (made.name, made.element) == ("call", None)
    assert (made.text(0, "sessionId"), made.text(3, "none")) == ("7", "")
    assert (made.value(2, "args", DEFINITION), made.value(3, "none", DEFINITION)) == ([1, {"a": True}], None)
    assert (made.children("args"), made.child("args")) == ([], None)


@pytest.mark.parametrize(
    ("content", "mode"),
    [
        (b"", "v2"),
        (b"text", "v2"),
        (b"<a/>", "wsi"),
        (envelope(""), "v1"),
        (envelope("<S:Fault><faultcode>1</faultcode></S:Fault>"), "v1"),
        (b"", "xmlrpc"),
        (b"<a/", "xmlrpc"),
    ],
)
def test_what_is_no_message_is_refused(content: bytes, mode: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_request(content, DIALECTS[mode])


def test_an_xmlrpc_message_without_a_method_asks_for_nothing() -> None:
    assert read_request(xmlrpc.client.dumps((1,)).encode(), XMLRPC).name == ""


def body(made: Answer) -> str:
    """What stands in the body of an envelope."""
    return made.content.decode().partition("Body>")[2].partition("</e:Body")[0]


def test_an_answer_is_an_envelope_of_the_mode() -> None:
    v1, wsi = answer("<a><b/></a>", DEFINITION, V1), answer("<a><b/></a>", DEFINITION, WSI)
    assert (v1.status, v1.content_type) == (200, "text/xml; charset=utf-8")
    assert body(v1) == "<a><b/></a>"
    assert body(wsi).strip() == "<a>\n<b/>\n</a>"
    assert body(answer("<a><b/></a>", DEFINITION, V2)).strip() == "<a>\n<b/>\n</a>"
    assert ENVELOPE_11.encode() in v1.content
    assert b'"urn:Shop"' in v1.content
    magento2 = answer("<a/>", MAGENTO2, DIALECTS["magento2"])
    assert magento2.content_type == "application/soap+xml; charset=utf-8"
    assert ENVELOPE_12.encode() in magento2.content
    assert b'"urn:magento"' in magento2.content


def test_only_what_has_types_says_null_by_an_attribute() -> None:
    null = '<a xsi:nil="true"/>'
    assert body(answer(null, DEFINITION, V1)) == null
    assert body(answer(null, DEFINITION, WSI)).strip() == "<a/>"


def test_another_systems_envelope_is_the_one_that_it_wants() -> None:
    other = Definition(("soap",), "urn:Other", PLACES, TYPES, version=ENVELOPE_12)
    assert answer("<a/>", other, DIALECTS["soap"]).content_type == "application/soap+xml; charset=utf-8"
    assert b"<e:Reason>" in fault(Refusal(500, "Down"), other, DIALECTS["soap"]).content


def test_plain_data_is_answered_in_every_mode() -> None:
    rpc = plain_answer("call", {"a": [1, None, "x\ry"]}, DEFINITION, XMLRPC)
    assert rpc.content_type == "text/xml; charset=utf-8"
    assert b"&#13;" in rpc.content
    assert xmlrpc.client.loads(rpc.content)[0] == ({"a": [1, None, "x\ry"]},)
    assert body(plain_answer("call", "A&B", DEFINITION, V1)) == (
        '<ns1:callResponse><callReturn xsi:type="xsd:string">A&amp;B</callReturn></ns1:callResponse>'
    )
    wsi = body(plain_answer("loginParam", "s", DEFINITION, WSI))
    assert "".join(wsi.split("\n")) == "<ns1:loginResponseParam><result>s</result></ns1:loginResponseParam>"


def test_a_page_is_that_of_a_web_server() -> None:
    made = page(Refusal(503, "Back %1 <soon>", "very", retry_after=3))
    assert (made.status, made.content_type) == (503, "text/html; charset=utf-8")
    assert made.content == b"<html><title>Back very &lt;soon&gt;</title></html>"
    assert made.headers == {"Retry-After": "3"}


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (Refusal(400), "6"),
        (Refusal(401), "2"),
        (Refusal(403), "2"),
        (Refusal(404), "3"),
        (Refusal(405), "4"),
        (Refusal(409), "1"),
        (Refusal(404, code=0), "0"),
        (Refusal(404, code="101"), "101"),
    ],
)
def test_a_status_stands_for_a_global_fault_of_magento_1(refusal: Refusal, code: str) -> None:
    assert wire_fault(refusal, version=ENVELOPE_11) == WireFault(code, "")
    for dialect in (V1, V2, WSI, XMLRPC):
        made = fault(refusal, DEFINITION, dialect)
        assert made.status == 200
        read = read_message(made.content.replace(b">\n<", b"><").strip())
        assert isinstance(read, WireFault)
        assert (read.code, read.message) == (code, "")


def test_a_fault_has_its_placeholders_filled_and_its_text_escaped() -> None:
    refusal = Refusal(404, "No %1 & %2", "<A>", 7, code="x&y")
    assert wire_fault(refusal, version=ENVELOPE_11) == WireFault("x&y", "No <A> & 7")
    read = read_message(fault(refusal, DEFINITION, V1).content)
    assert isinstance(read, WireFault)
    assert (read.code, read.message) == ("x&y", "No <A> & 7")


def test_a_code_that_is_no_number_is_1_in_xmlrpc() -> None:
    for code, number in (("-5", "-5"), ("Client", "1")):
        read = read_message(fault(Refusal(500, "No", code=code), DEFINITION, XMLRPC).content)
        assert isinstance(read, WireFault)
        assert (read.code, read.message) == (number, "No")


def test_a_fault_of_magento_2_keeps_its_placeholders() -> None:
    refusal = Refusal(
        404,
        "No %fieldName <%fieldValue>",
        fieldName="sku",
        fieldValue="A&B",
        errors=["plain", ("no %f", {"f": 1})],
    )
    assert wire_fault(refusal, version=ENVELOPE_12) == WireFault(
        "Sender", "No %fieldName <%fieldValue>", {"fieldName": "sku", "fieldValue": "A&B"}
    )
    made = fault(refusal, MAGENTO2, DIALECTS["magento2"])
    assert (made.status, made.content_type) == (200, "application/soap+xml; charset=utf-8")
    read = read_message(made.content)
    assert isinstance(read, WireFault)
    assert (read.code, read.message) == ("Sender", "No %fieldName <%fieldValue>")
    assert read.parameters == {"fieldName": "sku", "fieldValue": "A&B"}
    assert read.errors == (("plain", {}), ("no %f", {"f": "1"}))


@pytest.mark.parametrize(
    ("refusal", "code", "message"),
    [
        (Refusal(500, "Down"), "Receiver", "Down"),
        (Refusal(499, "Up"), "Sender", "Up"),
        (Refusal(401), "Sender", "The consumer isn't authorized to access %resources."),
        (Refusal(404), "Sender", "No such entity."),
        (Refusal(400), "Sender", ""),
    ],
)
def test_a_fault_of_magento_2_blames_one_side(refusal: Refusal, code: str, message: str) -> None:
    told = wire_fault(refusal, version=ENVELOPE_12)
    assert (told.code, told.message, told.parameters) == (code, message, {})
    read = read_message(fault(refusal, MAGENTO2, DIALECTS["magento2"]).content)
    assert isinstance(read, WireFault)
    assert (read.code, read.message) == (code, message)


def test_positions_of_a_fault_of_magento_2_count_from_1_and_nulls_are_left_out() -> None:
    read = read_message(fault(Refusal(400, "%1 %2 %3", "a", None, 0), MAGENTO2, DIALECTS["magento2"]).content)
    assert isinstance(read, WireFault)
    assert read.parameters == {"1": "a", "3": "0"}
    assert wire_fault(Refusal(400, "%1", "a"), version=ENVELOPE_12).parameters == {}
    bare = fault(Refusal(400, "No"), MAGENTO2, DIALECTS["magento2"])
    assert b"Detail" not in bare.content


def test_an_element_is_one_of_the_target_namespace_or_of_its_own() -> None:
    assert element("a", "<b/>") == "<ns1:a><b/></ns1:a>"
    assert element("{urn:x}a", "") == '<q:a xmlns:q="urn:x"></q:a>'
