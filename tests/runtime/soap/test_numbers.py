"""`numbers = "decimal"`: the digits of an answer, and those that are sent, over every protocol with XML."""

from __future__ import annotations

import xmlrpc.client
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from tests.conftest import EXAMPLE
from tests.runtime.soap.exchanges import exchanges
from tests.runtime.soap.packages import build

DIGITS = "16.990000000000000000100"
"""More digits than a binary number holds."""
PRICES = "acmeCatalogPriceStorageV1"
ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:m="urn:m"><s:Body>{body}</s:Body></s:Envelope>'
)
PRODUCT = {
    "wsi": "<m:catalogProductInfoResponseParam><result><tier_price><complexObjectArray><qty>2</qty><price>{digits}"
    "</price></complexObjectArray></tier_price></result></m:catalogProductInfoResponseParam>",
    "v2": "<m:catalogProductInfoResponse><info><tier_price><item><qty>2</qty>"
    '<price xsi:type="xsd:double">{digits}</price></item></tier_price></info></m:catalogProductInfoResponse>',
    "v1": '<m:callResponse xmlns:a="http://xml.apache.org/xml-soap"><callReturn xsi:type="a:Map"><item>'
    '<key>tier_price</key><value><item xsi:type="a:Map"><item><key>price</key><value xsi:type="xsd:float">{digits}'
    "</value></item></item></value></item></callReturn></m:callResponse>",
}
XMLRPC = (
    "<methodResponse><params><param><value><struct><member><name>tier_price</name><value><array><data><value><struct>"
    "<member><name>price</name><value><double>{digits}</double></value></member></struct></value></data></array></value>"
    "</member></struct></value></param></params></methodResponse>"
)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleType]:
    """Packages whose numbers are Decimal, by what they are called."""
    folder = tmp_path_factory.mktemp("exact")
    sources = {"rest": "magento2", "store": "magento2-wsdl", "legacy": "magento1"}
    return {
        name: build(f"exact_{name}", [EXAMPLE / source], folder, numbers="decimal")
        for name, source in sources.items()
    }


def test_answers_of_magento_1_keep_their_digits_in_every_mode(exact: dict[str, ModuleType]) -> None:
    operation = exact["legacy"].OPERATIONS["catalogProductInfo"]
    bodies = {mode: ENVELOPE.format(body=body.format(digits=DIGITS)) for mode, body in PRODUCT.items()}
    for mode, body in (*bodies.items(), ("xmlrpc", XMLRPC.format(digits=DIGITS))):
        (price,) = operation.decode(body.encode()).tier_price
        assert (type(price.price), str(price.price)) == (Decimal, DIGITS), mode


def test_what_no_definition_knows_keeps_its_digits_too(exact: dict[str, ModuleType]) -> None:
    operation = exact["legacy"].OPERATIONS["catalogProductInfo"]
    for body in (
        ENVELOPE.format(body=PRODUCT["v2"].replace("tier_price", "own").format(digits=DIGITS)),
        ENVELOPE.format(body=PRODUCT["v1"].replace("tier_price", "own").format(digits=DIGITS)),
        XMLRPC.replace("tier_price", "own").format(digits=DIGITS),
    ):
        assert DIGITS in repr(operation.decode(body.encode()).own)


def test_a_number_that_is_none_stays_what_it_is(exact: dict[str, ModuleType]) -> None:
    operation = exact["legacy"].OPERATIONS["catalogProductInfo"]
    for body in (
        ENVELOPE.format(body=PRODUCT["v1"].format(digits="n/a")),
        ENVELOPE.format(body=PRODUCT["v2"].format(digits="n/a")),
    ):
        assert operation.decode(body.encode()).tier_price[0].price == "n/a"


def test_operations_answer_with_decimals(exact: dict[str, ModuleType]) -> None:
    rest = exact["rest"].OPERATIONS["GET /V1/acme/products/prices"]
    (price,) = rest.decode(f"[{DIGITS}]".encode(), "application/json")
    assert (type(price), str(price)) == (Decimal, DIGITS)
    body = (
        f'<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><m:{PRICES}GetResponse'
        f' xmlns:m="urn:m"><result><item>{DIGITS}</item></result></m:{PRICES}GetResponse></env:Body></env:Envelope>'
    )
    (price,) = exact["store"].OPERATIONS[f"{PRICES}Get"].decode(body.encode())
    assert (type(price), str(price)) == (Decimal, DIGITS)


@pytest.mark.parametrize("mode", ["wsi", "v2", "v1", "xmlrpc"])
def test_the_digits_are_sent_to_magento_1(exact: dict[str, ModuleType], mode: str) -> None:
    definition = exact["legacy"].OPERATIONS["catalogProductCreate"].definition
    given = {
        "product_data": {"tier_price": [{"price": Decimal(DIGITS)}]},
        "type": "simple",
        "set": "4",
        "sku": "A",
    }
    body = (
        exact["legacy"]
        .OPERATIONS["catalogProductCreate"]
        .encode(given, "s", dialect=definition.dialect(mode))
    )
    if mode == "xmlrpc":
        (_, _, arguments), _ = xmlrpc.client.loads(body)
        assert arguments[3]["tier_price"][0]["price"] == DIGITS
    else:
        assert DIGITS in [element.text for element in etree.fromstring(body).iter()]


def test_the_digits_are_sent_to_magento_2(exact: dict[str, ModuleType]) -> None:
    given = {"prices": [{"sku": "A", "price": Decimal(DIGITS), "store_id": 0}]}
    body = exact["store"].OPERATIONS[f"{PRICES}Update"].encode(given, namespace="urn:x")
    assert etree.fromstring(body).findtext(".//price") == DIGITS


@pytest.mark.parametrize("folder", ["soap_v2", "soap_wsi"])
def test_recorded_prices_have_the_digits_of_their_bytes(
    openmage: Path, exact_magento1: ModuleType, folder: str
) -> None:
    name = "020-catalogProductInfo_tier_prices"
    (exchange,) = [item for item in exchanges(openmage / "exchanges" / folder) if item.name == name]
    read = exact_magento1.OPERATIONS["catalogProductInfo"].decode(exchange.response).tier_price
    written = etree.fromstring(exchange.response).findall(".//tier_price//price")
    assert [str(item.price) for item in read] == [element.text for element in written] != []


@pytest.fixture(scope="module")
def exact_magento1(openmage: Path, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    sources = [openmage / "wsdl/v2_wsi.wsdl", openmage / "wsdl/v2.wsdl", openmage / "xml"]
    return build("exact_magento1", sources, tmp_path_factory.mktemp("exact_magento1"), numbers="decimal")
