"""Every recorded call of a real Magento 2 over SOAP: made through the client, and its answer read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from codegen.ir import Operation, SoapStyle
from tests.conftest import corpus_root
from tests.peers.replay import Request
from tests.replay.soap import judging
from tests.replay.soap.recorded import MAGENTO2, XSI, Recorded, Unreadable, body_of, load
from tests.replay.soap.shop import Call, Package, RecordedShop
from tests.replayed import REPLAYED
from tests.runtime.soap.exchanges import canonical
from tests.runtime.soap.packages import build_generated

FOLDERS = ("exchanges", "exchanges-2/soap", "exchanges-2/soap_php_client")
SHOP = f"{MAGENTO2} SOAP"


def recordings() -> list[Recorded]:
    root = corpus_root()
    found = load(root, MAGENTO2, *FOLDERS) if root else []
    return [item for item in found if item.method == "POST" and "/soap" in item.url]


def every_exchange() -> list[Any]:
    return [pytest.param(item, id=f"{item.folder}/{item.name}") for item in recordings()] or [
        pytest.param(None, marks=pytest.mark.skip("no corpus"))
    ]


def services(exchange: Recorded) -> list[str]:
    """The services that a request's URL names."""
    return unquote(urlsplit(exchange.url).query).removeprefix("services=").split(",")


@pytest.fixture(scope="session")
def magento2(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A package of the services that were called."""
    names = {name for item in recordings() for name in services(item)}
    sources = [path for path in sorted((corpus / MAGENTO2 / "wsdl").glob("*V1.wsdl")) if path.stem in names]
    return Package(*build_generated("judged_magento2", sources, tmp_path_factory.mktemp("judged2")))


def operation_of(exchange: Recorded, package: Package) -> Operation | None:
    """The operation that was called."""
    try:
        name = exchange.called[0].removesuffix("Request")
    except Unreadable:
        return None
    return next((item for item in package.api.operations if item.id == name), None)


@dataclass(frozen=True)
class Rule:
    """Requests that no typed call sends, and why."""

    reason: str
    holds: Callable[[Recorded, Package], bool]


def _namespace(exchange: Recorded) -> str:
    """The namespace that the URL stands for."""
    return unquote(exchange.url)


def _called(exchange: Recorded) -> Any:
    try:
        return body_of(exchange.request)
    except Unreadable:
        return None


def _is_in_another_namespace(exchange: Recorded, package: Package) -> bool:
    element = _called(exchange)
    return element is not None and unquote(str(etree.QName(element).namespace)) != _namespace(exchange)


def _has_qualified_children(exchange: Recorded, package: Package) -> bool:
    element = _called(exchange)
    return element is not None and any(etree.QName(child).namespace for child in element)


def _lacks_an_argument(exchange: Recorded, package: Package) -> bool:
    operation = operation_of(exchange, package)
    sent = {name for name, _ in exchange.called[1]} if operation else set()
    return operation is not None and any(
        item.required and item.name not in sent for item in operation.parameters
    )


def _has(pattern: bytes) -> Callable[[Recorded, Package], bool]:
    return lambda exchange, package: re.search(pattern, exchange.request) is not None


READ_ONLY = rb"<(product|category|customer|stockItem)><(id|itemId)>.*<(createdAt|lowStockDate|created_at)>"
NOT_TYPED: tuple[Rule, ...] = (
    Rule("a message without a call", lambda exchange, package: _called(exchange) is None),
    Rule("Magento 2 speaks SOAP 1.2", _has(rb"schemas.xmlsoap.org/soap/envelope")),
    Rule("a call names its own service and no other", lambda exchange, package: len(services(exchange)) != 1),
    Rule("the namespace is that of the URL", _is_in_another_namespace),
    Rule("arguments are in no namespace", _has_qualified_children),
    Rule("criteria that are nil count as missing", _has(rb"<searchCriteria [^>]*nil=")),
    Rule(
        "criteria are always sent",
        lambda exchange, package: b"GetListRequest" in exchange.request
        and b"searchCriteria" not in exchange.request,
    ),
    Rule("a required argument can't be left out", _lacks_an_argument),
    Rule("there is no such field", _has(rb"<noSuch")),
    Rule("booleans are the words of XML Schema", _has(rb"<(editMode|forceReload)>(?!true|false)")),
    Rule("a number is none", _has(rb"<price>[^0-9<]")),
    Rule("an unset number is left out: empty or nil it is refused", _has(rb"<price( [^>]*)?/>")),
    Rule(
        "a list goes as items; as the server sends it it is misunderstood",
        _has(rb"<value>\s*<[a-z]+:string>"),
    ),
    Rule("what can only be read is not sent", _has(READ_ONLY)),
)


def reason(exchange: Recorded, package: Package) -> str:
    return next((rule.reason for rule in NOT_TYPED if rule.holds(exchange, package)), "")


def typed_call(exchange: Recorded, package: Package) -> Call:
    """The call for a recorded request. Raises LookupError where there is none."""
    operation = operation_of(exchange, package)
    binding = operation and operation.soap(SoapStyle.DOCUMENT)
    if operation is None or binding is None:
        raise LookupError(exchange.name)
    symbols = package.symbols
    names = dict(zip((item.name for item in binding.parameters), binding.arguments, strict=True))
    given = {
        symbols.parameters[operation.id, names[name]]: given_as(name, value)
        for name, value in exchange.called[1]
    }
    service = next(item for item in package.api.services if item.name == operation.service)
    place = f"{symbols.modules[service.module]}.{symbols.attributes[service.name]}"
    return Call(operation.id, place, symbols.operations[operation.id], given)


def given_as(name: str, value: Any) -> Any:
    """An argument as a user gives it: no criteria for all there is, and lists that may be empty."""
    if not name.endswith("riteria"):
        return value
    lists = ("filterGroups", "sortOrders")
    return (
        {key: [] if key in lists and item == "" else item for key, item in value.items()} if value else None
    )


@pytest.mark.parametrize("exchange", every_exchange())
def test_request_and_answer(exchange: Recorded, magento2: Package, recorded_shop: RecordedShop) -> None:
    REPLAYED[SHOP, "exchanges"] += 1
    if reason(exchange, magento2):
        kind = check_answer(exchange, magento2, lambda: decode(exchange, magento2))
        REPLAYED[SHOP, kind] += 1
        return
    call = typed_call(exchange, magento2)
    with recorded_shop.play(exchange), client_of(exchange, magento2, recorded_shop) as client:
        kind = check_answer(exchange, magento2, lambda: call.make(client))
    check_request(recorded_shop.calls[0], exchange, recorded_shop, call)
    REPLAYED[SHOP, kind] += 1
    REPLAYED[SHOP, "typed requests"] += 1


def client_of(exchange: Recorded, package: Package, shop: RecordedShop) -> Any:
    _, _, token = exchange.headers.get("authorization", "").partition(" ")
    auth = package.module.BearerToken(token) if token else None
    store = urlsplit(exchange.url).path.rpartition("/")[2]
    return package.module.Client(shop.url, auth=auth, store=store, max_retries=0)


def decode(exchange: Recorded, package: Package) -> Any:
    operation = operation_of(exchange, package)
    name = operation.id if operation else "catalogProductRepositoryV1Get"
    return package.module.OPERATIONS[name].decode(exchange.answer, exchange.content_type)


def check_request(sent: Request, exchange: Recorded, shop: RecordedShop, call: Call) -> None:
    """The request is the recorded one to PHP, which takes arguments and fields in any order."""
    assert sent.method == "POST"
    assert unquote(sent.target) == unquote(exchange.target)
    content, _, parameters = sent.headers["content-type"].partition(";")
    assert content == exchange.headers["content-type"].partition(";")[0] == "application/soap+xml"
    assert f'action="{call.operation}"' in parameters
    assert sent.headers.get("authorization") == exchange.headers.get("authorization")
    recorded = exchange.request.replace(exchange.origin.encode(), shop.url.encode())
    assert unordered(canonical(sent.body)) == unordered(canonical(recorded))


def unordered(tree: Any) -> Any:
    """A canonical tree without types, with the children of different names in one order."""
    name, attributes, text, children = tree
    kept = tuple(item for item in attributes if item[0] != f"{XSI}type")
    text = text.strip() if not children else ""
    return (name, kept, text, tuple(sorted(map(unordered, children), key=lambda child: str(child[0]))))


def snake(name: str) -> str:
    """The wire name of an element: as Magento makes it of a property's."""
    return re.sub(r"(.)([A-Z])", r"\1_\2", name).lower()


def check_answer(exchange: Recorded, package: Package, value: Callable[[], Any]) -> str:
    try:
        expected = exchange.answered
    except Unreadable:
        assert not exchange.answer.strip()
        assert value() is None
        return "answers"
    except LookupError as fault:
        with pytest.raises(package.module.ApiFault) as caught:
            value()
        check_fault(caught.value, *fault.args, exchange, package)
        return "faults"
    operation = operation_of(exchange, package)
    declared = package.module.OPERATIONS[operation.id].result_type if operation else Any
    found = list(judging.differences(value(), expected, snake, declared))
    assert [place for rule, place in found if rule not in judging.RULES] == []
    return "answers"


def check_fault(error: Any, code: str, message: str, exchange: Recorded, package: Package) -> None:
    """The error has code and text of the fault, with its parameters filled in, and the class that they stand for."""
    assert (error.fault_code, error.template) == (code, message)
    assert not re.search(r"%field\w+", error.message)
    module = package.module
    if "Procedure" in message:
        assert type(error) is module.ProcedureNotPresent
    elif "isn't authorized" in message:
        assert type(error) is module.Unauthorized
    elif message.startswith("No such entity"):
        assert type(error) is module.NoSuchEntity
    else:
        assert type(error) is (module.ReceiverFault if code == "Receiver" else module.SenderFault)


def test_every_exception_still_holds(magento2: Package) -> None:
    """A rule that no recording needs any more is no rule."""
    found = recordings()
    assert [rule.reason for rule in NOT_TYPED if not any(rule.holds(item, magento2) for item in found)] == []


def test_rules_for_answers_are_used(magento2: Package) -> None:
    used: Counter[str] = Counter()
    for exchange in recordings():
        operation = operation_of(exchange, magento2)
        try:
            expected = exchange.answered
        except (LookupError, Unreadable):
            continue
        if operation is not None:
            kind = magento2.module.OPERATIONS[operation.id]
            typed = kind.decode(exchange.answer, exchange.content_type)
            used.update(rule for rule, _ in judging.differences(typed, expected, snake, kind.result_type))
    assert {"number", "flag", "empty"} <= used.keys() - {""}
