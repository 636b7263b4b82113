"""Every recorded SOAP call of a real Magento 2, replayed: requests, answers and faults."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from runtime.soap.names import local

from tests.replayed import REPLAYED
from tests.runtime.soap.exchanges import Exchange, canonical, exchanges, naive, same
from tests.runtime.soap.packages import build

FOLDER = "magento-2.4.6"
SHOP = f"{FOLDER} SOAP"
ODD_REQUESTS = frozenset(
    {
        # Hand-written to see what the server makes of them; a client sends none of these.
        "soap_boolean_words",
        "soap_namespace_of_other_store",
        "soap_no_body_element",
        "soap_product_save_bad_price",
        "soap_product_save_single_custom_attribute_xsi",
        "soap_product_save_unknown_field",
        "soap_qualified_children",
        "soap_services_missing",
        "soap_soap11_envelope",
        "soap_wrong_namespace",
    }
)


@pytest.fixture(scope="module")
def recorded(corpus: Path) -> list[Exchange]:
    """The calls over SOAP."""
    found = exchanges(corpus / FOLDER / "exchanges")
    return [item for item in found if item.name.startswith("soap_") and item.method == "POST"]


@pytest.fixture(scope="module")
def package(corpus: Path, recorded: list[Exchange], tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A package of the services that were called."""
    names = {name for item in recorded for name in re.findall(r"[A-Za-z]+V1", urlsplit(item.url).query)}
    sources = [path for path in sorted((corpus / FOLDER / "wsdl").glob("*V1.wsdl")) if path.stem in names]
    return build("replayed_magento2", sources, tmp_path_factory.mktemp("magento2"))


def operation_of(exchange: Exchange, package: ModuleType) -> Any:
    """The operation that was called, None for none."""
    try:
        name = local(etree.fromstring(exchange.request)[-1][0].tag)
    except (etree.XMLSyntaxError, IndexError):
        return None
    return package.OPERATIONS.get(name.removesuffix("Request"))


def test_requests(package: ModuleType, recorded: list[Exchange]) -> None:
    endpoint = import_module("replayed_magento2._runtime.soap.dialects").magento2_endpoint
    wrong = []
    for exchange in recorded:
        REPLAYED[SHOP, "exchanges"] += 1
        operation = operation_of(exchange, package)
        if exchange.name in ODD_REQUESTS or operation is None:
            continue
        address = urlsplit(exchange.url)
        services = address.query.removeprefix("services=")
        url, namespace = endpoint(
            f"{address.scheme}://{address.netloc}", address.path.rpartition("/")[2], services
        )
        body = operation.encode(arguments_of(exchange, operation), namespace=namespace)
        if url == exchange.url and unordered(canonical(body)) == unordered(canonical(exchange.request)):
            REPLAYED[SHOP, "requests"] += 1
        else:
            wrong.append(f"{exchange.name} {url}\n  {body.decode()}\n  {exchange.request.decode()}")
    assert not wrong, "\n".join(wrong)


def unordered(tree: Any) -> Any:
    """A canonical tree with the children of different names in one order, as PHP takes them in any."""
    name, attributes, text, children = tree
    return (name, attributes, text, tuple(sorted(map(unordered, children), key=lambda child: str(child[0]))))


def arguments_of(exchange: Exchange, operation: Any) -> dict[str, Any]:
    """The arguments that a request carries."""
    definition = operation.definition
    fields = {
        field.element: field for field in operation.wire(operation.definition.dialect("magento2")).fields
    }
    found = {}
    for child in etree.fromstring(exchange.request)[-1][0]:
        field = fields[child.tag]
        value = definition.decoders.of(field.kind)(child)
        found[field.alias] = {} if value is None and field.kind.tag == "." else value
    return found


def test_answers(package: ModuleType, recorded: list[Exchange]) -> None:
    wrong = []
    for exchange in recorded:
        problem = replayed(exchange, operation_of(exchange, package), package)
        if problem.startswith("!"):
            wrong.append(f"{exchange.name}: {problem}")
        else:
            REPLAYED[SHOP, problem] += 1
    assert not wrong, "\n".join(wrong)


def replayed(exchange: Exchange, operation: Any, package: ModuleType) -> str:
    """What became of an answer: `answers`, `faults`, or text that begins with `!` for what went wrong."""
    body = exchange.response.strip()
    if operation is None:
        operation = package.OPERATIONS["catalogProductRepositoryV1Get"]
    if not body:
        return "answers" if operation.decode(body) is None else "!a value of nothing"
    fault = next((item for item in etree.fromstring(body).iter() if local(item.tag) == "Fault"), None)
    if fault is not None:
        return fault_problem(exchange, operation, fault, package)
    value = operation.decode(body, exchange.content_type)
    element = etree.fromstring(body)[-1][0][0]
    if not same(naive(element), by_element(value, operation)):
        return f"!{naive(element)!r} was read as {value!r}"
    return "answers" if written_again(operation, value) == value else f"!{value!r} came back otherwise"


def by_element(value: Any, operation: Any) -> Any:
    """A typed value as plain data under the names of elements."""
    encoders = operation.definition.encoders(operation.definition.dialect(None), True)
    parts: list[str] = []
    encoders.of(operation.kind)(("result", "result"), value, parts)
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    return naive(etree.fromstring(f"<root {xsi}>{''.join(parts)}</root>")[0])


def written_again(operation: Any, value: Any) -> Any:
    """A value after it was written as XML and read again."""
    envelope = import_module("replayed_magento2._runtime.soap.envelope")
    dialect = operation.definition.dialect(None)
    parts: list[str] = []
    operation.definition.encoders(dialect, True).of(operation.kind)(("result", "result"), value, parts)
    text = f"<ns1:answer>{''.join(parts)}</ns1:answer>"
    return operation.decode(
        envelope.close_envelope(text, version=dialect.version, namespace="urn:x", encoded=False)
    )


def fault_problem(exchange: Exchange, operation: Any, fault: Any, package: ModuleType) -> str:
    try:
        value = operation.decode(exchange.response, exchange.content_type)
    except package.ApiFault as error:
        reason = next(item.text for item in fault.iter() if local(item.tag) in ("Text", "faultstring"))
        if error.template != reason:
            return f"!{error.template!r} for {reason!r}"
        if any(f"%{name}" in error.message for name in error.parameters):
            return f"!{error.message!r} has placeholders"
        expected = expected_class(error, package)
        return "faults" if type(error) is expected else f"!{type(error)} is not {expected}"
    return f"!no fault but {value!r}"


def expected_class(error: Any, package: ModuleType) -> Any:
    """The class of a fault by what was recorded, worked out apart from the runtime."""
    if "Procedure" in error.message:
        return package.ProcedureNotPresent
    if "authorized" in error.message:
        return package.Unauthorized
    if error.message.startswith("No such entity"):
        return package.NoSuchEntity
    return package.ReceiverFault if error.fault_code == "Receiver" else package.SenderFault
