"""WSDLs as tools write them that don't keep to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.ir import INTEGER, STRING, Api, List, Named, Status
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs

WSDL = """<?xml version="1.0" encoding="{encoding}"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:stock" xmlns:o="urn:other" targetNamespace="urn:stock">
  <types><xsd:schema targetNamespace="urn:stock">{schema}
    <xsd:element name="get"><xsd:complexType><xsd:sequence>{asked}</xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="got"><xsd:complexType><xsd:sequence>
      <xsd:element name="result" type="xsd:string"/></xsd:sequence></xsd:complexType></xsd:element>
  </xsd:schema></types>
  <message name="In"><part name="parameters" element="t:get"/></message>
  <message name="Out"><part name="parameters" element="t:got"/></message>
  <portType name="P"><operation name="Get"><input message="t:In"/><output message="t:Out"/></operation></portType>
  <binding name="B" type="t:P">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Get"><soap:operation soapAction="x"/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>
  </binding>
</definitions>
"""


def read(folder: Path, *, schema: str = "", asked: str = "", encoding: str = "utf-8") -> Reading:
    """What a WSDL with such a schema, and such children of its request, says."""
    path = folder / "stock.wsdl"
    path.write_text(WSDL.format(schema=schema, asked=asked, encoding=encoding), "utf-8")
    return READER.read([Root.of(str(path))], Inputs(), ReadOptions())


def fields(api: Api, model: str) -> dict[str, tuple[object, str]]:
    found = api.model(model)
    assert found is not None
    return {field.wire_name: (field.type, field.soap_name) for field in found.fields}


@pytest.mark.parametrize("encoding", ["utf-16", "UTF-16LE", "utf16"])
def test_utf8_that_is_labelled_utf16_is_read(encoding: str, tmp_path: Path) -> None:
    reading = read(tmp_path, encoding=encoding, asked='<xsd:element name="größe" type="xsd:int"/>')
    assert [one.name for one in reading.api.operations[0].parameters] == ["größe"]
    assert reading.diagnostics == ()


@pytest.mark.parametrize(
    ("location", "file"),
    [
        ("kinds\\kind.xsd", "kinds/kind.xsd"),
        ("Kind%20v1.xsd", "Kind v1.xsd"),
        ("100%25.xsd", "100%.xsd"),
        ("a%20b.xsd", "a%20b.xsd"),
    ],
)
def test_locations_as_tools_write_them(location: str, file: str, tmp_path: Path) -> None:
    path = tmp_path / "wsdl" / file
    path.parent.mkdir(parents=True)
    path.write_text(
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:stock"><xsd:complexType name='
        '"Kind"><xsd:sequence><xsd:element name="id" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:schema>'
    )
    reading = read(
        tmp_path / "wsdl",
        schema=f'<xsd:include schemaLocation="{location}"/>',
        asked='<xsd:element name="kind" type="t:Kind"/>',
    )
    assert reading.diagnostics == ()
    assert reading.api.operations[0].parameters[0].type == Named("Kind")


@pytest.mark.parametrize("location", ["C:\\kinds\\kind.xsd", "..\\kind.xsd", "\\kind.xsd"])
def test_locations_outside_of_the_source_are_not_followed(location: str, tmp_path: Path) -> None:
    (tmp_path / "kind.xsd").write_text("<schema/>")
    (tmp_path / "wsdl").mkdir()
    reading = read(tmp_path / "wsdl", schema=f'<xsd:include schemaLocation="{location}"/>')
    assert ["not followed" in one.message for one in reading.diagnostics] == [True]


def test_a_type_in_another_namespace_is_named_with_it(tmp_path: Path) -> None:
    kind = '<xsd:complexType name="Kind"><xsd:sequence/></xsd:complexType>'
    reading = read(tmp_path, schema=kind, asked='<xsd:element name="kind" type="o:Kind"/>')
    assert [one.message for one in reading.diagnostics if one.code == "unknown-type"] == [
        "type Kind is not declared in urn:other, which is asked for, but in urn:stock; it becomes Any: write the same "
        "namespace in both places"
    ]


@pytest.mark.parametrize("name", ["Map", "Array", "Struct", "strng"])
def test_types_that_xml_schema_does_not_have_degrade(name: str, tmp_path: Path) -> None:
    reading = read(tmp_path, asked=f'<xsd:element name="a" type="xsd:{name}"/>')
    assert [one.code for one in reading.diagnostics] == ["unknown-type"]
    assert f"has no type {name}; it becomes Any" in reading.diagnostics[0].message
    assert [item.status for item in reading.api.items] == [Status.DEGRADED]


@pytest.mark.parametrize("name", ["string", "dateTime", "anyURI", "token", "duration", "NMTOKEN"])
def test_texts_of_xml_schema_are_texts(name: str, tmp_path: Path) -> None:
    reading = read(tmp_path, asked=f'<xsd:element name="a" type="xsd:{name}" maxOccurs="2"/>')
    assert reading.diagnostics == ()
    assert reading.api.operations[0].parameters[0].type == List(STRING, "")


def test_an_attribute_and_an_element_of_one_name_are_two_fields(tmp_path: Path) -> None:
    schema = (
        '<xsd:complexType name="Thing"><xsd:sequence><xsd:element name="id" type="xsd:int"/></xsd:sequence>'
        '<xsd:attribute name="id" type="xsd:string"/></xsd:complexType>'
    )
    reading = read(tmp_path, schema=schema, asked='<xsd:element name="thing" type="t:Thing"/>')
    assert fields(reading.api, "Thing") == {"id": (INTEGER, ""), "idAttribute": (STRING, "@id")}
