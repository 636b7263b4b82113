"""Answers and requests of a type that extends the declared one (`xsi:type`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from runtime.models.decode import decode_value

from tests.peers.soap import SoapPeer
from tests.runtime.soap.packages import build
from tests.runtime.soap.shop import answer, getting

WSDL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:draw" targetNamespace="urn:draw" name="Draw">
  <types><xsd:schema targetNamespace="urn:draw" elementFormDefault="qualified">
    <xsd:complexType name="Figure" abstract="true"><xsd:sequence>
      <xsd:element name="id" type="xsd:int"/></xsd:sequence></xsd:complexType>
    <xsd:complexType name="Disc"><xsd:complexContent><xsd:extension base="t:Figure"><xsd:sequence>
      <xsd:element name="radius" type="xsd:decimal"/></xsd:sequence></xsd:extension></xsd:complexContent>
    </xsd:complexType>
    <xsd:complexType name="Note"><xsd:sequence>
      <xsd:element name="radius" type="xsd:string"/></xsd:sequence></xsd:complexType>
    <xsd:element name="put"><xsd:complexType><xsd:sequence>
      <xsd:element name="figure" type="t:Figure" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="putResponse"><xsd:complexType><xsd:sequence>
      <xsd:element name="count" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="get"><xsd:complexType><xsd:sequence>
      <xsd:element name="id" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="getResponse"><xsd:complexType><xsd:sequence>
      <xsd:element name="figure" type="t:Figure" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType></xsd:element>
  </xsd:schema></types>
  <message name="In"><part name="parameters" element="t:get"/></message>
  <message name="New"><part name="parameters" element="t:put"/></message>
  <message name="Done"><part name="parameters" element="t:putResponse"/></message>
  <message name="Out"><part name="parameters" element="t:getResponse"/></message>
  <portType name="DrawPort">
    <operation name="put"><input message="t:New"/><output message="t:Done"/></operation>
    <operation name="get"><input message="t:In"/><output message="t:Out"/></operation></portType>
  <binding name="B" type="t:DrawPort">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="put"><soap:operation soapAction="put"/><input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output></operation>
    <operation name="get"><soap:operation soapAction="get"/><input><soap:body use="literal"/></input>
      <output><soap:body use="literal"/></output></operation></binding>
  <service name="Draw"><port name="P" binding="t:B"><soap:address location="http://127.0.0.1/"/></port></service>
</definitions>
"""
ANSWER = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><e:Body><t:getResponse xmlns:t="urn:draw">'
    '<t:figure x:type="t:Disc"><t:id>1</t:id><t:radius>2.5</t:radius></t:figure>'
    "<t:figure><t:id>2</t:id></t:figure>"
    '<t:figure x:type="t:Note"><t:id>3</t:id></t:figure>'
    "</t:getResponse></e:Body></e:Envelope>"
)


def test_an_answer_of_a_subtype_is_of_its_model(
    tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]
) -> None:
    path = tmp_path / "draw.wsdl"
    path.write_text(WSDL)
    package = build("draw_subtypes", [path], tmp_path / "out")
    peer = soap_peer(path)
    peer.answer("get", {"body": ANSWER, "type": "text/xml"})
    with package.Client(peer.url) as client:
        found = client.draw.get(id=1)
    disc, plain, note = found
    assert (type(disc).__name__, disc.id, disc.radius) == ("Disc", 1, 2.5)
    assert (type(plain).__name__, plain.id) == ("Figure", 2)
    assert (type(note).__name__, note.id) == (
        "Figure",
        3,
    ), "a type that lacks the declared fields is none of its"


def test_a_null_among_scalars_keeps_its_place() -> None:
    nil = '<item xsi:nil="true"/>'
    texts = getting("[s").decode(answer(f"<r><item>a</item>{nil}<item>c</item></r>"))
    assert decode_value(texts, list[str], keep_nulls=True) == ["a", None, "c"]
    numbers = getting("[i").decode(answer(f"<r>{nil}<item>2</item>{nil}</r>"))
    assert decode_value(numbers, list[int], keep_nulls=True) == [None, 2, None]


def test_a_request_of_a_subtype_names_it(tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]) -> None:
    """PHP's server, which reads the fields of the type that is named, sees what only the subtype has."""
    path = tmp_path / "draw.wsdl"
    path.write_text(WSDL)
    package = build("draw_requests", [path], tmp_path / "out")
    peer = soap_peer(path)
    peer.answer("put", {"body": ANSWER.replace("getResponse", "putResponse"), "type": "text/xml"})
    figures = [package.models.common.Disc(id=1, radius=2.5), package.models.common.Figure(id=2)]
    with package.Client(peer.url) as client:
        client.draw.put(figure=figures)
    (call,) = peer.requests("put")
    disc, plain = call["arguments"]["figure"]
    assert (disc["id"], float(disc["radius"])) == (1, 2.5)
    assert plain == {"id": 2}
