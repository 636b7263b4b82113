"""Values as a server takes them, where that isn't how it gives them: each a fact of a recording."""

from __future__ import annotations

import xmlrpc.client
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree

from tests.conftest import EXAMPLE
from tests.runtime.soap.packages import build

FAULT = (
    '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Code><env:Value>'
    "env:Sender</env:Value></env:Code><env:Reason><env:Text>{text}</env:Text></env:Reason>{detail}</env:Fault>"
    "</env:Body></env:Envelope>"
)
PARAMETER = (
    '<env:Detail><m:GenericFault xmlns:m="urn:m"><m:Parameters><m:GenericFaultParameter><m:key>{name}</m:key>'
    "<m:value>{value}</m:value></m:GenericFaultParameter></m:Parameters></m:GenericFault></env:Detail>"
)
SAVE = "acmeCatalogProductRepositoryV1Save"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return build("writing_store", [EXAMPLE / "magento2-wsdl"], tmp_path_factory.mktemp("writing2"))


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return build("writing_legacy", [EXAMPLE / "magento1"], tmp_path_factory.mktemp("writing1"))


def custom_attribute(store: ModuleType, value: Any) -> Any:
    """What is in the `<value>` of a custom attribute of a product: its text, or the names and texts in it."""
    body = store.OPERATIONS[SAVE].encode(
        {"product": {"sku": "A", "custom_attributes": {"code": value}}}, namespace="urn:x"
    )
    found = etree.fromstring(body).find(".//value")
    return [(child.tag, child.text) for child in found] or found.text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (["2", "3"], [("item", "2"), ("item", "3")]),
        ([2], [("item", "2")]),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "2026-01-02 03:04:05"),
    ],
)
def test_custom_attributes_go_in_the_form_of_requests(store: ModuleType, value: Any, written: Any) -> None:
    assert custom_attribute(store, value) == written


def test_missing_criteria_go_as_an_empty_element(store: ModuleType) -> None:
    body = store.OPERATIONS["acmeCatalogProductRepositoryV1GetList"].encode(
        {"searchCriteria": None}, namespace="urn:x"
    )
    element = etree.fromstring(body)[-1][0][0]
    assert (element.tag, dict(element.attrib), len(element)) == ("searchCriteria", {}, 0)


def test_a_keyed_list_goes_inside_a_mapping(store: ModuleType, legacy: ModuleType) -> None:
    entries = store.KeyedList({"color": "4"})
    body = store.OPERATIONS[SAVE].encode({"product": {"custom_attributes": entries}}, namespace="urn:x")
    assert b"<attributeCode>color</attributeCode><value>4</value>" in body
    data = {"additional_attributes": {"single_data": legacy.KeyedList({"color": "4"})}}
    create = legacy.OPERATIONS["catalogProductCreate"]
    sent = create.encode({"type": "s", "set": "4", "sku": "A", "productData": data}, "sid")
    assert sent.count(b"color") == 1


@pytest.mark.parametrize("mode", ["v1", "xmlrpc", "v2"])
def test_dates_go_as_the_shop_has_them(legacy: ModuleType, mode: str) -> None:
    create = legacy.OPERATIONS["catalogProductCreate"]
    codes = {"special_from_date": date(2026, 1, 2), "special_to_date": datetime(2026, 2, 3, 4, 5, 6)}
    data = {"additional_attributes": {"single_data": codes}}
    dialect = create.definition.dialect(mode)
    body = create.encode({"type": "s", "set": "4", "sku": "A", "productData": data}, "sid", dialect=dialect)
    assert b">2026-01-02<" in body
    assert b">2026-02-03 04:05:06<" in body


def test_carriage_returns_get_through_xmlrpc(legacy: ModuleType) -> None:
    info = legacy.OPERATIONS["catalogProductInfo"]
    body = info.encode({"productId": "a\r\nb\rc"}, "sid", dialect=info.definition.dialect("xmlrpc"))
    assert xmlrpc.client.loads(body)[0][2] == ["a\r\nb\rc"]


def fault(store: ModuleType, text: str, detail: str = "") -> Any:
    with pytest.raises(store.ApiFault) as caught:
        store.OPERATIONS[SAVE].decode(FAULT.format(text=text, detail=detail).encode())
    return caught.value


def test_a_parameter_that_is_null_is_nothing(store: ModuleType) -> None:
    error = fault(
        store,
        "No such entity with %fieldName = %fieldValue",
        PARAMETER.format(name="fieldName", value="cartId"),
    )
    assert error.message == "No such entity with cartId = "


@pytest.mark.parametrize(
    "text",
    [
        "The consumer isn't authorized to access Acme_Catalog::products.",
        "Kein Zugriff auf %resources erlaubt.",
    ],
)
def test_a_refusal_without_parameters_is_an_authorisation_error(store: ModuleType, text: str) -> None:
    assert isinstance(fault(store, text), store.Unauthorized)
    assert isinstance(fault(store, text), store.AuthenticationError)


def test_a_refusal_is_known_by_its_parameters_in_any_language(store: ModuleType) -> None:
    detail = PARAMETER.format(name="resources", value="Acme_Catalog::products")
    assert isinstance(fault(store, "Kein Zugriff.", detail), store.Unauthorized)


def test_a_fault_with_html_entities_is_read(store: ModuleType) -> None:
    assert fault(store, "f&uuml;nf &amp; &lt;sechs&gt;").message == "fünf & <sechs>"


def test_a_package_of_one_mode_names_no_other(tmp_path: Path) -> None:
    package = build("writing_v2_only", [EXAMPLE / "magento1/v2.wsdl"], tmp_path)
    from importlib import import_module

    faults = import_module("writing_v2_only._runtime.soap.faults")
    hint = faults.Called("v2", "urn:Acme", modes=("v2",)).hint(package.ProcedureNotPresent)
    assert 'try mode="wsi"' not in hint
    assert "knows no mode 'wsi'" in hint
    both = faults.Called("v2", "urn:Acme", modes=("v2", "wsi")).hint(package.ProcedureNotPresent)
    assert 'try mode="wsi"' in both


def test_an_unknown_store_is_named(store: ModuleType) -> None:
    from importlib import import_module

    called = import_module("writing_store._runtime.soap.faults").Called("magento2", store="nosuch")
    assert "'nosuch'" in called.hint(store.SenderFault, "Specified request cannot be processed.")


def test_v1_beside_others_is_a_mode(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "openmage-20.0.20/wsdl"
    build("writing_three", [folder / "v1.wsdl", folder / "v2.wsdl", folder / "v2_wsi.wsdl"], tmp_path)
    from importlib import import_module

    assert import_module("writing_three.definition").DEFINITION.modes == ("v2", "wsi", "v1", "xmlrpc")
