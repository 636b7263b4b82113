"""Magento 1 modules of our own writing: load order, merging, api.xml, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from codegen.ir import ANY, Access, List, Named, Parameter, Status
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.magento1 import READER
from codegen.readers.magento1.merge import assemble
from codegen.readers.magento1.modules import find_modules
from codegen.roots import Root
from codegen.source import Inputs

FRAGMENTS = Path(__file__).resolve().parents[1] / "fragments" / "wsdl"
WSI = """<wsdl:definitions xmlns:typens="urn:{{{{var wsdl.name}}}}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    name="{{{{var wsdl.name}}}}" targetNamespace="urn:{{{{var wsdl.name}}}}">
  <wsdl:types><xsd:schema targetNamespace="urn:{{{{var wsdl.name}}}}">{types}</xsd:schema></wsdl:types>
  {messages}
  <wsdl:portType name="{{{{var wsdl.handler}}}}PortType">{operations}</wsdl:portType>
  <wsdl:binding name="{{{{var wsdl.handler}}}}Binding" type="typens:{{{{var wsdl.handler}}}}PortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>{bound}
  </wsdl:binding>
</wsdl:definitions>"""


def wsi(*operations: str, types: str = "") -> str:
    """A module's wsi.xml: each operation takes a session and an id, and answers with an item."""
    elements = "".join(
        f'<xsd:element name="{name}RequestParam"><xsd:complexType><xsd:sequence>'
        '<xsd:element minOccurs="1" maxOccurs="1" name="sessionId" type="xsd:string"/>'
        '<xsd:element minOccurs="1" maxOccurs="1" name="id" type="xsd:int"/>'
        "</xsd:sequence></xsd:complexType></xsd:element>"
        f'<xsd:element name="{name}ResponseParam"><xsd:complexType><xsd:sequence>'
        '<xsd:element minOccurs="1" maxOccurs="1" name="result" type="typens:item"/>'
        "</xsd:sequence></xsd:complexType></xsd:element>"
        for name in operations
    )
    return WSI.format(
        types=types + elements,
        messages="".join(
            f'<wsdl:message name="{name}{side}"><wsdl:part name="parameters" element="typens:{name}{side}Param"/>'
            "</wsdl:message>"
            for name in operations
            for side in ("Request", "Response")
        ),
        operations="".join(
            f'<wsdl:operation name="{name}"><wsdl:documentation>{name}</wsdl:documentation>'
            f'<wsdl:input message="typens:{name}Request"/><wsdl:output message="typens:{name}Response"/>'
            "</wsdl:operation>"
            for name in operations
        ),
        bound="".join(f'<wsdl:operation name="{name}"/>' for name in operations),
    )


def item(*fields: str) -> str:
    elements = "".join(fields)
    return f'<xsd:complexType name="item"><xsd:sequence>{elements}</xsd:sequence></xsd:complexType>'


def field(name: str, more: str = "") -> str:
    return f'<xsd:element name="{name}" type="xsd:string"{more}/>'


API = """<config><api>
  <resources>
    <acme_thing>
      <title>Things</title><acl>acme/thing</acl>
      <methods>
        <info><title>Read a thing</title><acl>acme/thing/info</acl></info>
        <hidden><title>Only in v1</title><method>secret</method></hidden>
      </methods>
      <faults><gone><code>101</code><message>It is
        gone.</message></gone></faults>
    </acme_thing>
  </resources>
  <resources_alias><thing>acme_thing</thing></resources_alias>
  <v2><resources_function_prefix><thing>acmeThing</thing></resources_function_prefix></v2>
  <faults><unknown><code>0</code><message>Unknown</message></unknown></faults>
</api></config>"""

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def save(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return save


def declare(write: Write, name: str, *depends: str, active: bool = True, pool: str = "community") -> None:
    needed = "".join(f"<{one}/>" for one in depends)
    write(
        f"app/etc/modules/{name}.xml",
        f"<config><modules><{name}><active>{str(active).lower()}</active><codePool>{pool}</codePool>"
        f"<depends>{needed}</depends></{name}></modules></config>",
    )


def read(path: Path) -> Reading:
    return READER.read([Root.of(str(path))], Inputs(), ReadOptions())


def test_a_module_adds_to_what_others_declared(write: Write, tmp_path: Path) -> None:
    write("Mage_Api/etc/wsi.xml", wsi("acmeThingInfo", types=item(field("id"), field("name"))))
    write(
        "Acme_Thing/etc/wsi.xml",
        wsi("acmeThingFind", types=item(field("name"), field("id", ' minOccurs="0"'), field("colour"))),
    )
    reading = read(tmp_path)
    assert reading.diagnostics == ()
    model = reading.api.model("item")
    assert model is not None
    assert [(one.wire_name, one.required) for one in model.fields] == [
        ("id", False),
        ("name", True),
        ("colour", True),
    ]
    assert [one.id for one in reading.api.operations] == ["acmeThingFind", "acmeThingInfo"]
    assert reading.api.modules == ("Acme_Thing", "Mage_Api")
    assert reading.api.namespace == "urn:Magento"


def test_a_shop_s_name_is_the_base_file_s(write: Write, tmp_path: Path) -> None:
    base = wsi("acmeThingInfo", types=item(field("id")))
    write("Mage_Api/etc/wsi.xml", base.replace("{{var wsdl.name}}", "OpenMage"))
    write("Acme_Thing/etc/wsi.xml", wsi("acmeThingFind"))
    reading = read(tmp_path)
    assert reading.diagnostics == ()
    assert reading.api.namespace == "urn:OpenMage"
    assert {one.result for one in reading.api.operations} == {Named("item")}


def test_added_elements_know_their_file(write: Write, tmp_path: Path) -> None:
    write("Mage_Api/etc/wsi.xml", wsi("acmeThingInfo", types=item(field("id"))))
    write("Acme_Thing/etc/wsi.xml", "\n\n" + wsi("acmeThingFind", types=item(field("colour"))))
    model = read(tmp_path).api.model("item")
    assert model is not None
    origins = [(Path(one.origin.file).parts[-3], one.origin.line) for one in model.fields if one.origin]
    assert origins == [("Mage_Api", 4), ("Acme_Thing", 6)]


def test_rpc_files_don_t_take_elements_with_the_prefix_wsdl(write: Write, tmp_path: Path) -> None:
    base = '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><message name="A"/></definitions>'
    more = (
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">'
        '<message name="B"/><wsdl:message name="C"/></definitions>'
    )
    write("Mage_Api/etc/wsdl2.xml", base)
    write("Mage_Api/etc/wsdl.xml", base.replace('"A"', '"v1"'))
    write("Acme_Thing/etc/wsdl.xml", more)
    modules, _ = find_modules([Root.of(str(tmp_path))], Inputs())
    assembled, _ = assemble(modules, Inputs(), wsi=False)
    assert assembled is not None
    assert [one.get("name") for one in assembled.root.iterchildren(etree.Element)] == ["A", "B"]


def test_a_root_loads_active_modules_by_their_dependencies(write: Write, tmp_path: Path) -> None:
    for name, pool in (
        ("Mage_Api", "core"),
        ("Acme_Late", "local"),
        ("Acme_Off", "local"),
        ("Zed_Base", "community"),
    ):
        vendor, _, module = name.partition("_")
        write(
            f"app/code/{pool}/{vendor}/{module}/etc/wsi.xml",
            wsi(f"acme{module}Info", types=item(field(module))),
        )
    declare(write, "Mage_Api", pool="core")
    declare(write, "Acme_Late", "Zed_Base", pool="local")
    declare(write, "Zed_Base", "Mage_Api")
    declare(write, "Acme_Off", active=False, pool="local")
    modules, diagnostics = find_modules([Root.of(str(tmp_path))], Inputs())
    assert diagnostics == []
    assert [module.name for module in modules] == ["Mage_Api", "Zed_Base", "Acme_Late"]
    model = read(tmp_path).api.model("item")
    assert model is not None
    assert [one.wire_name for one in model.fields] == ["Api", "Base", "Late"]


def test_openmage_puts_its_own_modules_in_its_own_order(write: Write, tmp_path: Path) -> None:
    for name in ("Acme_First", "Mage_Api", "Mage_Alpha", "Mage_Beta"):
        vendor, _, module = name.partition("_")
        write(f"app/code/core/{vendor}/{module}/etc/wsi.xml", wsi(f"acme{module}Info"))
        declare(write, name, pool="core")
    write(
        "app/code/core/Mage/Core/Model/Config.php",
        "<?php class X { const MAGE_MODULES = [ 'Mage_Beta' => 0, 'Mage_Alpha' => 7, # note\n 'Mage_Api' => 9 ]; }",
    )
    modules, diagnostics = find_modules([Root.of(str(tmp_path))], Inputs())
    assert diagnostics == []
    assert [module.name for module in modules] == ["Mage_Beta", "Mage_Alpha", "Mage_Api", "Acme_First"]


def test_api_xml_names_path_right_service_and_faults(write: Write, tmp_path: Path) -> None:
    write("Mage_Api/etc/wsi.xml", wsi("acmeThingInfo", types=item(field("id"))))
    write("Acme_Thing/etc/api.xml", API)
    reading = read(tmp_path)
    assert reading.diagnostics == ()
    by_id = {one.id: one for one in reading.api.operations}
    info = by_id["acmeThingInfo"]
    assert (info.service, info.name, info.auth.access) == ("acme_thing", "info", Access.SESSION)
    assert info.auth.resources == ("acme/thing", "acme/thing/info")
    assert info.rpc is not None
    assert (info.rpc.path, info.rpc.arguments) == ("acme_thing.info", ("id",))
    (service,) = reading.api.services
    assert (service.name, service.module, service.description) == ("acme_thing", "Acme_Thing", "Things")
    assert [(one.resource, one.code, one.message) for one in reading.api.faults] == [
        ("", "0", "Unknown"),
        ("acme_thing", "101", "It is gone."),
    ]


@pytest.mark.parametrize(
    ("folder", "served"), [("Mage_Catalog/etc", False), ("taken", False), ("Acme_Catalog/etc", True)]
)
def test_what_only_v2_s_class_has_is_no_path(write: Write, tmp_path: Path, folder: str, served: bool) -> None:
    """Mage_Catalog_Model_Product_Api has no multiUpdate; a class of the shop's own may have one."""
    paths = API.replace("acme_thing", "catalog_product").replace("acmeThing", "catalogProduct")
    write("Mage_Api/etc/wsi.xml", wsi("catalogProductMultiUpdate", types=item(field("id"))))
    write(f"{folder}/api.xml", paths.replace("hidden>", "multiUpdate>"))
    operations = {each.id: each for each in read(tmp_path).api.operations}
    rpc = operations["catalogProductMultiUpdate"].rpc
    assert (rpc is not None) is served
    assert ("Not in v1 and XML-RPC" in operations["catalogProductMultiUpdate"].description) is not served


def test_a_path_without_a_v2_operation_takes_any_arguments(write: Write, tmp_path: Path) -> None:
    write("Acme_Thing/etc/api.xml", API)
    reading = read(tmp_path)
    assert {one.id: one.status for one in reading.api.items} == {
        "acme_thing.hidden": Status.DEGRADED,
        "acme_thing.info": Status.DEGRADED,
    }
    hidden = reading.api.operations[0]
    assert (hidden.service, hidden.name, hidden.result) == ("acme_thing", "hidden", ANY)
    (parameter,) = hidden.parameters
    assert isinstance(parameter, Parameter)
    assert (parameter.type, parameter.required) == (List(ANY), False)
    assert hidden.rpc is not None
    assert hidden.rpc.arguments == ("*arguments",)


def test_the_last_matching_prefix_wins_as_on_the_server(write: Write, tmp_path: Path) -> None:
    write("Mage_Api/etc/wsi.xml", wsi("acmeThingInfo", types=item(field("id"))))
    write(
        "Acme_Thing/etc/api.xml",
        API.replace("</resources_function_prefix>", "<x>Info</x></resources_function_prefix>"),
    )
    reading = read(tmp_path)
    assert [one.code for one in reading.diagnostics] == ["no-api-method"]
    assert "acmeThingInfo" in reading.diagnostics[0].message


def test_api_xml_of_one_module_says_nothing_of_others(write: Write, tmp_path: Path) -> None:
    write("served.wsdl", (FRAGMENTS / "shop_wsi.wsdl").read_text(encoding="utf-8"))
    write("Acme_Thing/etc/api.xml", API)
    reading = read(tmp_path)
    assert reading.diagnostics == ()
    assert [one.id for one in reading.api.operations if one.rpc] == ["acme_thing.hidden", "acme_thing.info"]
    assert len(reading.api.operations) == 7


def test_a_single_api_xml_beside_a_wsdl_is_no_wsdl(write: Write, tmp_path: Path) -> None:
    write("served.wsdl", (FRAGMENTS / "shop_wsi.wsdl").read_text(encoding="utf-8"))
    write("Acme_Thing/etc/api.xml", API)
    names = ("served.wsdl", "Acme_Thing/etc/api.xml")
    roots = [Root.of(str(tmp_path / name)) for name in names]
    single = READER.read(roots, Inputs(), ReadOptions())
    assert not [each for each in single.diagnostics if each.code == "unreadable-input"]
    assert [item.status for item in single.api.items] == [item.status for item in read(tmp_path).api.items]


def test_a_broken_file_costs_only_itself(write: Write, tmp_path: Path) -> None:
    write("Mage_Api/etc/wsi.xml", wsi("acmeThingInfo", types=item(field("id"))))
    write("Acme_Bad/etc/wsi.xml", "<wsdl:definitions>")
    write("Acme_Bad/etc/api.xml", "<config>\n<api></config>")
    reading = read(tmp_path)
    places = [(Path(one.origin.file).name, one.code) for one in reading.diagnostics if one.origin]
    assert places == [("api.xml", "unreadable-input"), ("wsi.xml", "unreadable-input")]
    assert len(reading.api.operations) == 1


def test_no_operation_at_all_is_an_error(write: Write, tmp_path: Path) -> None:
    write("Acme_Thing/etc/api.xml", "<config/>")
    reading = read(tmp_path)
    assert [one.code for one in reading.diagnostics] == ["no-operations"]


def test_what_the_reader_claims(write: Write, tmp_path: Path) -> None:
    write("one/Acme/Thing/etc/api.xml", API)
    write("two/app/etc/modules/Mage_All.xml", "<config/>")
    write("three/etc/webapi.xml", "<routes/>")
    assert READER.claims(Root.of(str(tmp_path / "one")))
    assert READER.claims(Root.of(str(tmp_path / "one/Acme/Thing/etc/api.xml")))
    assert READER.claims(Root.of(str(tmp_path / "two")))
    assert not READER.claims(Root.of(str(tmp_path / "three")))
    assert read(tmp_path / "one").api.modules == ("Acme_Thing",)
