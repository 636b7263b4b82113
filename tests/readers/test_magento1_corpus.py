"""Magento 1 modules assembled and read, against what the server made of the same modules."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from codegen.ir import Access, Api, SoapStyle
from codegen.readers.base import ReadOptions
from codegen.readers.magento1 import READER
from codegen.readers.magento1.merge import assemble, read_template
from codegen.readers.magento1.modules import find_modules
from codegen.readers.wsdl import READER as WSDL_READER
from codegen.roots import Root, locate
from codegen.source import Inputs

Tree = tuple[str, tuple[tuple[str, str], ...], str, tuple["Tree", ...]]


def tree(element: etree._Element) -> Tree:
    """An element without the shop's address and name, its children in a fixed order."""
    of_shop = ("location", "name") if etree.QName(element).localname in ("definitions", "address") else ()
    attributes = tuple(
        sorted((str(key), str(value)) for key, value in element.attrib.items() if key not in of_shop)
    )
    children = tuple(sorted(tree(child) for child in element if isinstance(child.tag, str)))
    return str(element.tag), attributes, " ".join((element.text or "").split()), children


@pytest.mark.parametrize("wsi", [True, False], ids=["wsi", "rpc"])
@pytest.mark.parametrize(
    ("folder", "served"), [("xml", ""), ("xml_variants/1.9.3.1", "_ce1931")], ids=["20.0.20", "1.9.3.1"]
)
def test_assembled_is_what_the_server_serves(corpus: Path, folder: str, served: str, wsi: bool) -> None:
    shop = corpus / "openmage-20.0.20"
    inputs = Inputs()
    modules, diagnostics = find_modules([Root.of(str(shop / folder))], inputs)
    assembled, more = assemble(modules, inputs, wsi=wsi)
    assert [*diagnostics, *more] == []
    assert assembled is not None
    name = f"v2{'_wsi' if wsi else ''}{served}.wsdl"
    parser = etree.XMLParser(remove_comments=True)
    assert tree(assembled.root) == tree(etree.parse(str(shop / "wsdl" / name), parser).getroot())


@pytest.mark.parametrize(
    ("folder", "served"), [("xml", ""), ("xml_variants/1.9.3.1", "_ce1931")], ids=["20.0.20", "1.9.3.1"]
)
def test_v1_is_what_the_server_serves(corpus: Path, folder: str, served: str) -> None:
    shop = corpus / "openmage-20.0.20"
    root = Root.of(str(shop / folder / "Mage_Api" / "etc" / "wsdl.xml"))
    template = read_template(locate(root, root.path), Inputs(), {b"name": b"Magento"})
    assert tree(template) == tree(etree.parse(str(shop / "wsdl" / f"v1{served}.wsdl")).getroot())


def test_a_third_variant_is_read(corpus: Path) -> None:
    api = read(corpus / "openmage-20.0.20" / "xml_variants" / "main")
    address = api.model("salesOrderAddressEntity")
    assert address is not None
    assert {"vat_id", "vat_is_valid"} <= {field.wire_name for field in address.fields}
    assert len(api.operations) == 152


@cache
def read(*paths: Path) -> Api:
    reading = READER.read([Root.of(str(path)) for path in paths], Inputs(), ReadOptions())
    assert reading.diagnostics == ()
    return reading.api


def test_modules_give_what_the_served_wsdls_give(corpus: Path) -> None:
    shop = corpus / "openmage-20.0.20"
    served = WSDL_READER.read(
        [Root.of(str(shop / "wsdl" / name)) for name in ("v2_wsi.wsdl", "v2.wsdl")], Inputs(), ReadOptions()
    ).api
    modules = read(shop / "xml")
    assert [model.name for model in modules.models] == [model.name for model in served.models]
    for one, other in zip(modules.models, served.models, strict=True):
        assert [(field.wire_name, field.type, field.required) for field in one.fields] == [
            (field.wire_name, field.type, field.required) for field in other.fields
        ]
    for made, given in zip(modules.operations, served.operations, strict=True):
        assert (made.id, made.result, made.service, made.name) == (
            given.id,
            given.result,
            given.service,
            given.name,
        )
        assert [(one.name, one.type) for one in made.parameters] == [
            (one.name, one.type) for one in given.parameters
        ]


def has_v1_method(surface: dict[str, Any], path: str) -> bool:
    """Whether the class of v1 has the method of a path, as the server's own reflection found."""
    resource, _, method = path.partition(".")
    return surface["resources"][resource]["methods"][method]["v1"] is not None


def test_every_path_that_v1_serves_has_its_operation(corpus: Path) -> None:
    shop = corpus / "openmage-20.0.20"
    surface = json.loads((shop / "api-surface.json").read_bytes())
    operations = {operation.id: operation for operation in read(shop / "xml").operations}
    paths = {name: path for name, (_, path) in surface["v2_op_to_v1_path"].items() if path}
    served = {name: path for name, path in paths.items() if has_v1_method(surface, path)}
    assert {name: one.rpc.path for name, one in operations.items() if one.rpc} == served
    assert (len(paths), len(served)) == (144, 142)
    for name in paths.keys() - served.keys():
        assert "Not in v1 and XML-RPC" in operations[name].description
    for name, path in paths.items():
        resource, _, method = path.partition(".")
        known = surface["resources"][resource]
        rights = [right for right in (known["acl"], known["methods"][method]["acl"]) if right]
        auth = operations[name].auth
        assert auth.access is Access.SESSION
        assert list(auth.resources) == list(dict.fromkeys(rights))


def test_arguments_of_v1_are_those_of_the_php_methods(corpus: Path) -> None:
    shop = corpus / "openmage-20.0.20"
    surface = json.loads((shop / "api-surface.json").read_bytes())
    differing = set()
    for operation in read(shop / "xml").operations:
        if operation.rpc is None:
            continue
        resource, _, method = operation.rpc.path.partition(".")
        signature = surface["resources"][resource]["methods"][method]["v1"]
        names = [one["name"] for one in signature["params"]] if signature else []
        if names[: len(operation.rpc.arguments)] != list(operation.rpc.arguments):
            differing.add(operation.rpc.path)
    assert differing == {
        "catalog_product.getSpecialPrice",
        "catalog_product.setSpecialPrice",
        "sales_order_invoice.create",
    }, "v1 lacks these arguments, or calls one argument otherwise"


def test_faults_by_resource(corpus: Path) -> None:
    faults = read(corpus / "openmage-20.0.20" / "xml").faults
    assert {(one.code, one.name) for one in faults if not one.resource} >= {("5", "session_expired")}
    assert len({one.resource for one in faults}) > 25
    by_resource = {(one.resource, one.code): one.name for one in faults}
    assert by_resource["catalog_product", "101"] == "product_not_exists"
    assert by_resource["catalog_category", "102"] == "not_exists"


def test_paths_for_a_served_wsdl(corpus: Path) -> None:
    shop = corpus / "openmage-20.0.20"
    reading = READER.read(
        [Root.of(str(shop / "wsdl" / "v2.wsdl")), Root.of(str(shop / "xml"))], Inputs(), ReadOptions()
    )
    assert reading.diagnostics == ()
    assert all(operation.soap(SoapStyle.RPC) for operation in reading.api.operations if operation.rpc)
