"""Magento 2's SOAP API from the shop's side."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.client.operation_index import OperationIndex
from runtime.client.resource import Resource
from runtime.http.messages import Headers, Request
from runtime.search.criteria import SearchCriteria
from runtime.soap.answers import read_message
from runtime.soap.arguments import arg, search
from runtime.soap.dialects import DIALECTS, Definition
from runtime.soap.envelope import WireFault
from runtime.soap.faults import NoSuchEntity, ReceiverFault, SenderFault
from runtime.soap.operation import SoapOperation
from runtime.testing.answers import Answer, Outcome, Refusal
from runtime.testing.server import Received, Refused
from runtime.testing.soap.server import SoapServer

from tests.runtime.testing.soap.models import Criteria, Page, Product
from tests.runtime.testing.soap.small_shop import PLACES, TYPES

DEFINITION = Definition(("magento2",), "", PLACES, TYPES)
SERVICE = "productV1"
GET = SoapOperation(
    DEFINITION,
    "productV1Get",
    (arg("sku", str),),
    lambda: Product,
    session="",
    service=SERVICE,
    acl=("Shop::a",),
    access="resources",
)
FIND = SoapOperation(
    DEFINITION,
    "productV1GetList",
    (search("searchCriteria", lambda: Criteria),),
    lambda: Page,
    session="",
    service=SERVICE,
    access="anonymous",
)
NOTIFY: SoapOperation[None] = SoapOperation(
    DEFINITION, "productV1Notify", session="", service=SERVICE, access="self"
)
UNUSED: SoapOperation[None] = SoapOperation(DEFINITION, "productV1Unused", session="", service=SERVICE)


class Products(Resource):
    def get(self, *, sku: str) -> Product:
        return self._call(GET, {"sku": sku}, None)

    def get_list(self, search_criteria: SearchCriteria | None = None) -> Page:
        return self._call(FIND, {"searchCriteria": search_criteria}, None)

    def notify(self) -> None:
        return self._call(NOTIFY, {}, None)


ALL: dict[str, SoapOperation[Any]] = {"GET": GET, "FIND": FIND, "NOTIFY": NOTIFY, "UNUSED": UNUSED}
OPERATIONS: OperationIndex[SoapOperation[Any]] = OperationIndex(
    __package__ or "", {each.id: f"test_server_magento2.{name}" for name, each in ALL.items()}
)


@pytest.fixture
def server() -> SoapServer:
    """The server of these operations."""
    return SoapServer(OPERATIONS)


def calling(operation: SoapOperation[Any], store: str = "default", **arguments: Any) -> tuple[Request, str]:
    """A call of an operation, and its path below the address of the shop."""
    content = operation.encode(arguments, dialect=DIALECTS["magento2"], namespace="urn:any")
    path = f"/soap/{store}"
    url = f"https://shop.example/sub{path}?services={SERVICE}"
    return Request(method="POST", url=url, headers=Headers(), content=content), path


def nothing(received: Received[Any]) -> Outcome:
    raise AssertionError(received)


def test_a_call_is_read_with_its_store(server: SoapServer) -> None:
    received = server.read(*calling(GET, "de%20ch", sku="A"))
    assert received is not None
    assert (received.operation, received.method.name) == (GET, "products.get")
    assert (received.arguments, received.store, received.raw) == ({"sku": "A"}, "de ch", None)
    found = server.read(*calling(FIND, searchCriteria=SearchCriteria(page_size=2)))
    assert found is not None
    assert found.arguments == {"search_criteria": SearchCriteria(page_size=2)}


def test_there_are_no_sessions(server: SoapServer) -> None:
    assert server.default_auth is None
    assert server.special(*calling(GET, sku="A"), nothing) is None


def test_who_may_call_is_told_by_the_operation(server: SoapServer) -> None:
    assert server.access(GET) == (True, ("Shop::a",))
    assert server.access(NOTIFY) == (True, ())
    assert server.access(FIND) == (False, ())


def fault_of(answer: Answer) -> WireFault:
    """The fault that an answer is."""
    message = read_message(answer.content)
    assert isinstance(message, WireFault)
    return message


def test_what_is_refused_is_a_fault_of_soap_12(server: SoapServer) -> None:
    with pytest.raises(Refused, match=r"^products\.get: .* is required") as refused:
        server.read(*calling(GET))
    assert fault_of(refused.value.answer).parameters == {"fieldName": "sku"}
    request, path = calling(GET, sku="A")
    assert fault_of(server.refused(request, Refusal(500, "Down"))).code == "Receiver"
    assert server.refused(request, Refusal(503, "Soon")).status == 503
    broken = Request(method="POST", url=request.url, headers=Headers(), content=b"text")
    with pytest.raises(Refused):
        server.read(broken, path)


def test_what_no_method_calls_is_left_to_others(server: SoapServer) -> None:
    assert server.read(*calling(UNUSED)) is None
    request, _ = calling(GET, sku="A")
    for path in ("/rest/V1/products", "/soapy", "/"):
        assert server.read(request, path) is None


def written(server: SoapServer, operation: SoapOperation[Any], value: Any, **arguments: Any) -> Answer:
    """The answer to a call with that result."""
    request, _ = calling(operation, **arguments)
    return server.written(Received(server.methods[operation.id], operation, {}, None, request), value)


def test_a_result_is_written_as_magento_2_writes_it(server: SoapServer) -> None:
    answer = written(server, GET, Product(sku="A", price=3.5), sku="A")
    assert answer.content_type == "application/soap+xml; charset=utf-8"
    assert b"<ns1:productV1GetResponse><result>" in answer.content
    assert GET.decode(answer.content, answer.content_type) == Product(sku="A", price=3.5)
    page = written(server, FIND, {"items": [{"sku": "A"}], "total_count": 1}, searchCriteria=SearchCriteria())
    assert FIND.decode(page.content, page.content_type) == Page(items=[Product(sku="A")], total_count=1)
    with pytest.raises(TypeError, match="'colour'"):
        written(server, GET, {"colour": "red"}, sku="A")
    assert server.open_answers is False


def test_void_is_an_empty_page(server: SoapServer) -> None:
    answer = written(server, NOTIFY, None)
    assert (answer.status, answer.content, answer.content_type) == (200, b"", "text/html; charset=UTF-8")


def test_the_error_of_a_fault_is_known(server: SoapServer) -> None:
    assert server.error_of(GET, Refusal(404)) is NoSuchEntity
    assert server.error_of(GET, Refusal(400, "No")) is SenderFault
    assert server.error_of(GET, Refusal(500, "No")) is ReceiverFault


def test_entities_are_kept_by_repositories_of_magento_2(server: SoapServer) -> None:
    repository = server.repository([server.methods[GET.id], server.methods[FIND.id]], None)
    assert repository is not None
    assert (repository.kind.entity, repository.kind.key) == (Product, "sku")
    assert set(repository.replies) == {"products.get", "products.get_list"}
