"""A WS-I service of another system, with qualified elements, attributes and repeated elements, called live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.peers.soap import SoapPeer
from tests.runtime.soap.packages import build

WSDL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:stock" targetNamespace="urn:stock" name="Stock">
  <types>
    <xsd:schema targetNamespace="urn:stock" elementFormDefault="{form}">
      <xsd:complexType name="Level">
        <xsd:sequence>
          <xsd:element name="sku" type="xsd:string"/>
          <xsd:element name="quantity" type="xsd:decimal" minOccurs="0"/>
          <xsd:element name="place" type="xsd:string" minOccurs="0" maxOccurs="unbounded"/>
        </xsd:sequence>
      </xsd:complexType>
      <xsd:element name="getLevels">
        <xsd:complexType><xsd:sequence>
          <xsd:element name="sku" type="xsd:string" maxOccurs="unbounded"/>
          <xsd:element name="limit" type="xsd:int" minOccurs="0"/>
        </xsd:sequence></xsd:complexType>
      </xsd:element>
      <xsd:element name="getLevelsResponse">
        <xsd:complexType><xsd:sequence>
          <xsd:element name="level" type="t:Level" minOccurs="0" maxOccurs="unbounded"/>
        </xsd:sequence></xsd:complexType>
      </xsd:element>
    </xsd:schema>
  </types>
  <message name="getLevelsIn"><part name="parameters" element="t:getLevels"/></message>
  <message name="getLevelsOut"><part name="parameters" element="t:getLevelsResponse"/></message>
  <portType name="StockPort">
    <operation name="getLevels"><input message="t:getLevelsIn"/><output message="t:getLevelsOut"/></operation>
  </portType>
  <binding name="StockBinding" type="t:StockPort">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="getLevels"><soap:operation soapAction="urn:stock#getLevels"/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
  </binding>
  <service name="Stock"><port name="StockPort" binding="t:StockBinding">
    <soap:address location="http://127.0.0.1/"/></port></service>
</definitions>
"""


@pytest.mark.parametrize("form", ["qualified", "unqualified"])
def test_another_system(form: str, tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]) -> None:
    path = tmp_path / "stock.wsdl"
    path.write_text(WSDL.format(form=form))
    package = build(f"stock_{form}", [path], tmp_path / "out")
    peer = soap_peer(path)
    namespace = ' xmlns="urn:stock"' if form == "qualified" else ""
    level = f"<level{namespace}><sku>A</sku><quantity>1.5</quantity><place>x</place><place>y</place></level>"
    body = (
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
        '<s:getLevelsResponse xmlns:s="urn:stock">'
        f"{level}{level.replace('A', 'B')}</s:getLevelsResponse></e:Body></e:Envelope>"
    )
    peer.answer("getLevels", {"body": body, "type": "text/xml"})
    operation = package.OPERATIONS["getLevels"]
    with package.Client(peer.url) as client:
        found = client.run(operation.call(client.core, {"sku": ["A", "B"], "limit": 5}, None))
    levels = found.level if hasattr(found, "level") else found
    assert [(item.sku, item.quantity, item.place) for item in levels] == [
        ("A", 1.5, ["x", "y"]),
        ("B", 1.5, ["x", "y"]),
    ]
    call = peer.requests("getLevels")[0]
    assert call["arguments"] == {"sku": ["A", "B"], "limit": 5}
    assert {name.lower(): value for name, value in call["headers"].items()}[
        "soapaction"
    ] == '"urn:stock#getLevels"'


SCHEMA = """<xsd:schema targetNamespace="urn:{0}">
  <xsd:element name="get{0}"><xsd:complexType><xsd:sequence><xsd:element name="id" type="xsd:int"/>
  </xsd:sequence></xsd:complexType></xsd:element>
  <xsd:element name="get{0}Response"><xsd:complexType><xsd:sequence><xsd:element name="result" type="xsd:string"/>
  </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>"""
MESSAGES = """<message name="in{0}"><part name="parameters" element="{0}:get{0}"/></message>
<message name="out{0}"><part name="parameters" element="{0}:get{0}Response"/></message>"""
PORT = """<operation name="get{0}"><input message="t:in{0}"/><output message="t:out{0}"/></operation>"""
BOUND = """<operation name="get{0}"><soap:operation soapAction="get{0}"/><input><soap:body use="literal"/></input>
<output><soap:body use="literal"/></output></operation>"""


def test_requests_may_have_namespaces_of_their_own(
    tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]
) -> None:
    schemas, messages, operations, bound = (
        "".join(text.format(name) for name in "AB") for text in (SCHEMA, MESSAGES, PORT, BOUND)
    )
    path = tmp_path / "two.wsdl"
    path.write_text(
        f"""<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:A="urn:A" xmlns:B="urn:B" targetNamespace="urn:t">
<types>{schemas}</types>{messages}<portType name="P">{operations}</portType>
<binding name="N" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
{bound}</binding>
<service name="S"><port name="P" binding="t:N"><soap:address location="http://127.0.0.1/"/></port></service>
</definitions>"""
    )
    package = build("two_namespaces", [path], tmp_path / "out")
    peer = soap_peer(path)
    with package.Client(peer.url) as client:
        for name in ("getA", "getB"):
            peer.answer(name, {"result": f"answer of {name}"})
            called = package.OPERATIONS[name].call(client.core, {"id": 5}, None)
            assert client.run(called) == f"answer of {name}"
            assert peer.requests(name)[0]["arguments"] == {"id": 5}


ENCODED = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:stock" targetNamespace="urn:stock" name="Stock">
  <types><xsd:schema targetNamespace="urn:stock">
    <xsd:complexType name="Level"><xsd:all>
      <xsd:element name="sku" type="xsd:string"/><xsd:element name="quantity" type="xsd:int"/>
    </xsd:all></xsd:complexType>
    <xsd:complexType name="Levels"><xsd:complexContent><xsd:restriction base="enc:Array">
      <xsd:attribute ref="enc:arrayType" wsdl:arrayType="t:Level[]"/></xsd:restriction></xsd:complexContent>
    </xsd:complexType>
  </xsd:schema></types>
  <message name="In"><part name="session" type="xsd:string"/><part name="levels" type="t:Levels"/></message>
  <message name="Out"><part name="return" type="t:Levels"/></message>
  <portType name="StockPort">
    <operation name="setLevels"><input message="t:In"/><output message="t:Out"/></operation>
  </portType>
  <binding name="StockBinding" type="t:StockPort">
    <soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="setLevels"><soap:operation soapAction="urn:stock#setLevels"/>
      <input><soap:body use="encoded" namespace="urn:calls"
        encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></input>
      <output><soap:body use="encoded" namespace="urn:calls"
        encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/></output></operation>
  </binding>
  <service name="Stock"><port name="StockPort" binding="t:StockBinding">
    <soap:address location="http://127.0.0.1/"/></port></service>
</definitions>
"""


def test_rpc_encoded_of_another_system(tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]) -> None:
    path = tmp_path / "encoded.wsdl"
    path.write_text(ENCODED)
    package = build("stock_encoded", [path], tmp_path / "out")
    peer = soap_peer(path)
    peer.answer("setLevels", {"result": [{"sku": "A", "quantity": 1}, {"sku": "B", "quantity": 2}]})
    with package.Client(peer.url) as client:
        found = client.stock.set_levels(session="s", levels=[{"sku": "A", "quantity": 1}])
    assert [(item.sku, item.quantity) for item in found] == [("A", 1), ("B", 2)]
    assert peer.requests("setLevels")[0]["arguments"] == ["s", [{"sku": "A", "quantity": 1}]]


def test_a_header_that_the_binding_asks_for_is_sent(
    tmp_path: Path, soap_peer: Callable[[Path], SoapPeer]
) -> None:
    text = (
        WSDL.format(form="qualified")
        .replace(
            "</xsd:schema>",
            '<xsd:element name="Login"><xsd:complexType><xsd:sequence><xsd:element name="token" type="xsd:string"/>'
            "</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>",
        )
        .replace("<portType", '<message name="Auth"><part name="h" element="t:Login"/></message><portType')
        .replace(
            "<input><soap:body", '<input><soap:header message="t:Auth" part="h" use="literal"/><soap:body'
        )
    )
    path = tmp_path / "header.wsdl"
    path.write_text(text)
    package = build("stock_header", [path], tmp_path / "out")
    peer = soap_peer(path)
    peer.answer("Login", {"result": None})
    peer.answer("getLevels", {"result": None})
    with package.Client(peer.url) as client:
        client.stock.get_levels(sku=["A"], login={"token": "secret"})
    assert peer.requests("Login")[0]["arguments"] == {"token": "secret"}
    assert peer.requests("getLevels")[0]["arguments"] == {"sku": ["A"]}
