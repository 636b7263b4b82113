"""Faults and answers that are no messages, as exceptions."""

from __future__ import annotations

from typing import Any

import pytest
from runtime.errors import (
    ApiError,
    AuthenticationError,
    DecodeError,
    NotFoundError,
    ServerError,
    UnavailableError,
)
from runtime.http.messages import Headers, Request, Response
from runtime.soap import faults
from runtime.soap.dialects import Definition
from runtime.soap.faults import ApiFault, Called, fault_table
from runtime.soap.operation import SoapOperation

from tests.runtime.soap.shop import answer, envelope, getting

SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


class ProductNotExists(ApiFault):
    """A fault of one resource."""

    resource = "product"
    fault_code = "101"


FAULTS = fault_table({"ProductNotExists": ProductNotExists, "other": 5})
DEFINITION = Definition(("v2", "wsi"), "urn:Shop", None, {}, faults=lambda: FAULTS)


def fault(code: str, text: str = "Oh no.", detail: str = "") -> bytes:
    """A fault of SOAP 1.1."""
    return envelope(
        f"<S:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring>{detail}</S:Fault>"
    )


def fault12(code: str, text: str, detail: str = "") -> bytes:
    """A fault of SOAP 1.2, as Magento 2 writes it."""
    return envelope(
        f"<S:Fault><S:Code><S:Value>{code}</S:Value></S:Code><S:Reason><S:Text>{text}</S:Text></S:Reason>{detail}</S:Fault>",
        SOAP_12,
    )


def raised(body: bytes, resource: str = "", **called: str) -> Any:
    """The exception that an answer raises."""
    path = f"{resource}.get" if resource else ""
    operation: SoapOperation[Any] = SoapOperation(DEFINITION, "get", result=lambda: str, path=path)
    with pytest.raises(ApiFault) as caught:
        operation.read(response(body), Called(**called))
    return caught.value


def response(body: bytes, status: int = 200, content_type: str = "text/xml") -> Response:
    """An answer to `get`."""
    request = Request(method="POST", url="http://shop.test/api/v2_soap/", operation="get")
    return Response(
        status=status, headers=Headers({"Content-Type": content_type}), content=body, request=request
    )


@pytest.mark.parametrize(
    ("body", "resource", "expected"),
    [
        (fault("101"), "product", ProductNotExists),
        (fault("101"), "customer", ApiFault),
        (fault("0"), "product", faults.UnknownFault),
        (fault("1"), "", faults.InternalFault),
        (fault("2"), "", faults.AccessDenied),
        (fault("3"), "", faults.InvalidApiPath),
        (fault("4"), "", faults.NotCallable),
        (fault("5"), "", faults.SessionExpired),
        (fault("6"), "", faults.RequiredParameterMissing),
        (fault("S:Server"), "", faults.ReceiverFault),
        (fault("S:Client"), "", faults.SenderFault),
        (fault("Sender", "Invalid XML"), "", faults.SenderFault),
        (fault("S:Server", "Procedure 'login' not present"), "", faults.ProcedureNotPresent),
        (fault12("rpc:ProcedureNotPresent", "Procedure not present"), "", faults.ProcedureNotPresent),
        (fault12("S:Sender", "No such entity."), "", faults.NoSuchEntity),
        (fault12("S:Receiver", "x"), "", faults.ReceiverFault),
    ],
)
def test_classes(body: bytes, resource: str, expected: type[ApiFault]) -> None:
    assert type(raised(body, resource)) is expected


def test_general_classes_catch_them_too() -> None:
    assert isinstance(raised(fault("2")), AuthenticationError)
    assert isinstance(raised(fault("5")), AuthenticationError)
    assert isinstance(raised(fault("3")), NotFoundError)
    assert isinstance(raised(fault("1")), ServerError)


def test_text_names_the_operation_and_what_to_do() -> None:
    error = raised(
        fault("S:Server", "Procedure 'loginParam' not present"),
        mode="wsi",
        namespace="urn:Shop",
        modes=("wsi", "v2"),
    )
    assert str(error).startswith("get: fault Server, HTTP 200: Procedure 'loginParam' not present\n")
    assert 'mode="v2"' in error.hint
    assert "'urn:Shop'" in error.hint
    assert (
        "base URL"
        in raised(fault12("rpc:ProcedureNotPresent", "Procedure not present"), mode="magento2").hint
    )


def test_magento2_fills_placeholders() -> None:
    detail = (
        '<S:Detail><m:GenericFault xmlns:m="http%3A%2F%2Fshop"><m:Parameters><m:GenericFaultParameter>'
        "<m:key>fieldName</m:key><m:value>sku</m:value></m:GenericFaultParameter></m:Parameters>"
        "<m:WrappedErrors><m:WrappedError><m:message>Bad %1</m:message><m:parameters><m:parameter><m:key>1</m:key>"
        "<m:value>price</m:value></m:parameter></m:parameters></m:WrappedError></m:WrappedErrors>"
        "<m:Trace>#0 x.php</m:Trace></m:GenericFault></S:Detail>"
    )
    error = raised(fault12("S:Sender", "No %fieldName here", detail))
    assert error.message == "No sku here"
    assert error.template == "No %fieldName here"
    assert error.parameters == {"fieldName": "sku"}
    assert [entry.message for entry in error.errors] == ["Bad price"]
    assert error.trace == "#0 x.php"


def test_a_refused_customer_is_told_about_the_store() -> None:
    detail = (
        "<S:Detail><p><Parameters><x><key>resources</key><value>self</value></x></Parameters></p></S:Detail>"
    )
    body = fault12("S:Sender", "The consumer isn't authorized to access %resources.", detail)
    error = raised(body, mode="magento2", store="all", access="self")
    assert type(error) is faults.Unauthorized
    assert 'store="default"' in error.hint
    assert error.message == "The consumer isn't authorized to access self."
    assert raised(body, mode="magento2", store="de", access="self").hint == ""


def test_xmlrpc_faults() -> None:
    body = (
        b"<?xml version='1.0'?><methodResponse><fault><value><struct><member><name>faultCode</name><value>"
        b"<int>101</int></value></member><member><name>faultString</name><value><string>No.</string></value></member></struct></value>"
        b"</fault></methodResponse>"
    )
    assert type(raised(body, "product")) is ProductNotExists


@pytest.mark.parametrize(
    ("status", "content_type", "body", "expected", "text"),
    [
        (
            503,
            "text/html",
            b"<html><h1>Down for maintenance</h1></html>",
            UnavailableError,
            "HTTP 503: Down for maintenance",
        ),
        (500, "text/html", b"", ServerError, "HTTP 500"),
        (
            500,
            "text/html",
            b"PHP Fatal error: Allowed memory size exhausted",
            ServerError,
            "Allowed memory size",
        ),
        (403, "text/html", b"<title>403 Forbidden</title>", ApiError, "403 Forbidden"),
        (
            200,
            "text/html",
            b"<br />\n<b>Fatal error</b>:  Uncaught Error in x.php",
            DecodeError,
            "get: HTTP 200 (text/html): PHP printed.*: Fatal error",
        ),
        (200, "text/html", b"", DecodeError, "it is empty"),
        (500, "text/html", b"", ServerError, "HTTP 500: no message"),
        (200, "text/xml", b"<a><b></a>", DecodeError, "no message of the API"),
        (200, "text/xml", b"<html/>", DecodeError, "no SOAP envelope"),
        (200, "text/xml", envelope("").replace(b"Body", b"Header"), DecodeError, "has no body"),
        (200, "text/xml", b"<methodResponse><params/></methodResponse>", DecodeError, "malformed XML-RPC"),
    ],
)
def test_answers_that_are_no_messages(
    status: int, content_type: str, body: bytes, expected: type[Exception], text: str
) -> None:
    with pytest.raises(expected, match=f"(?s){text.replace('(', '[(]').replace(')', '[)]')}"):
        getting("s").read(response(body, status, content_type))


def test_a_fault_counts_whatever_the_status() -> None:
    with pytest.raises(faults.ReceiverFault, match=r"HTTP 500: Oh no\."):
        getting("s").read(response(fault("S:Server"), 500))


def test_no_fault_no_error() -> None:
    assert getting("s").read(response(answer("<r>x</r>"), 200, "application/json")) == "x"
