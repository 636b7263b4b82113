"""What PHP classes, SOAP definitions and the configuration add to api2.xml."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError
from codegen.ir import ANY, INTEGER, NUMBER, STRING, List
from tests.conftest import EXAMPLE
from tests.readers.test_api2 import SHOP, api2, field_of, put, read_paths, thing
from tests.runtime.api2.packages import client_of, read

PHP = {
    "Model/Api2/Thing/Rest.php": """<?php
        abstract class Acme_Shop_Model_Api2_Thing_Rest extends Mage_Api2_Model_Resource {
            protected function _retrieve() { return []; }
            protected function _update(array $data) { $this->_critical(self::RESOURCE_METHOD_NOT_ALLOWED); }
            protected function _delete() { $this->_critical(self::RESOURCE_METHOD_NOT_IMPLEMENTED); }
        }""",
    "Model/Api2/Thing/Rest/Admin/V2.php": """<?php
        class Acme_Shop_Model_Api2_Thing_Rest_Admin_V2 extends Acme_Shop_Model_Api2_Thing_Rest {
            protected function _delete() { $this->getThing()->delete(); }
            protected function _create(array $data) { return '/x'; }
            protected function _multiDelete(array $data) { }
            protected function _multiUpdate(array $data)
            {
                $this->_critical(self::RESOURCE_METHOD_NOT_ALLOWED, Mage_Api2_Model_Server::HTTP_FORBIDDEN);
            }
        }""",
    "Model/Api2/Thing/Rest/Guest/V2.php": """<?php
        class Acme_Shop_Model_Api2_Thing_Rest_Guest_V2 extends Acme_Shop_Model_Api2_Thing_Rest { }""",
}


def test_classes_tell_what_can_be_done(tmp_path: Path) -> None:
    privileges = (
        "<admin><retrieve>1</retrieve><update>1</update><delete>1</delete></admin>"
        "<guest><retrieve>1</retrieve><delete>1</delete></guest>"
    )
    text = api2(thing(privileges=privileges).replace("<versions>1<", "<versions>1,2<"))
    module = put(tmp_path, "Acme_Shop", text)
    (module / "etc" / "config.xml").write_text(
        "<config><modules><Acme_Shop/></modules><global><models><acme><class>Acme_Shop_Model</class></acme></models>"
        "</global></config>"
    )
    for path, source in PHP.items():
        target = module / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source)
    reading = read_paths(module)
    assert {
        operation.id: operation.rest and operation.rest.roles for operation in reading.api.operations
    } == {
        "GET /things/{id}": ("admin", "guest"),
        "POST /things": (),
        "DELETE /things/{id}": ("admin",),
        "DELETE /things": ("admin",),
    }
    told = [diagnostic.message for diagnostic in reading.diagnostics if diagnostic.code == "not-implemented"]
    assert [text.split(" for ")[1] for text in told] == [
        "GET /things; left out",
        "PUT /things/{id}; left out",
        "PUT /things; left out",
    ]
    (module / "Model/Api2/Thing/Rest.php").unlink()
    assert len(read_paths(module).api.operations) == 6


def test_soap_types_of_the_same_entity(tmp_path: Path) -> None:
    inside = (
        "<working_model>acme/thing</working_model><attributes><weight>W</weight><parts>P</parts><name>N</name>"
        "<owner>O</owner><size>S</size></attributes><validators><fields><size><i><type>Int</type></i></size></fields>"
        "</validators>"
    )
    module = put(tmp_path, "Acme_Shop", api2(thing(inside)))
    wsdl = (EXAMPLE / "magento1" / "wsi.wsdl").read_text(encoding="utf-8")
    entity = (
        '<xsd:complexType name="acmeThingEntity"><xsd:sequence>'
        '<xsd:element name="weight" type="xsd:double"/><xsd:element name="name" type="xsd:string"/>'
        '<xsd:element name="parts"><xsd:complexType><xsd:sequence>'
        '<xsd:element name="complexObjectArray" type="xsd:int" minOccurs="0" maxOccurs="unbounded"/>'
        "</xsd:sequence></xsd:complexType></xsd:element>"
        '<xsd:element name="owner" type="typens:acmeThingEntity"/><xsd:element name="size" type="xsd:string"/>'
        "</xsd:sequence></xsd:complexType>"
    )
    assert "</xsd:schema>" in wsdl
    (module / "etc" / "wsi.wsdl").write_text(wsdl.replace("</xsd:schema>", f"{entity}</xsd:schema>", 1))
    (module / "etc" / "api.xml").write_text("<config><api><resources/></api></config>")
    api = read_paths(module).api
    assert field_of(api, "Thing", "size").type == INTEGER
    assert field_of(api, "Thing", "name").type == STRING
    assert field_of(api, "Thing", "weight").type == NUMBER
    assert field_of(api, "Thing", "owner").type == ANY


def test_the_attribute_map_types_what_the_file_does_not() -> None:
    attributes = {
        "product": {"weight": "float", "name": "any"},
        "acme_stock_shelf_entry": {"tags": "list[str]"},
    }
    api = read(client_of(SHOP, attributes=attributes)).api
    assert field_of(api, "Product", "weight").type == NUMBER
    assert field_of(api, "Product", "name").type == ANY
    assert field_of(api, "ShelfEntry", "tags").type == List(STRING)
    with pytest.raises(CodegenError, match=r"attributes\.produkt: .* did you mean product\?"):
        read(client_of(SHOP, attributes={"produkt": {"a": "int"}}))
