"""A WS-I service of another system, with qualified elements, attributes and repeated elements, called live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.peers.soap import SoapPeer
from tests.runtime_soap.packages import build

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
