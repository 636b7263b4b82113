"""Decoders of answers, and what else the runtime reads that others wrote: with the committed example packages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from pydantic import BaseModel

from tests.campaign.fuzz.bodies import FAULT_11, FAULT_12, FAULT_RPC, as_map, as_rpc, as_xml, envelope, sample
from tests.campaign.fuzz.target import Case, Target

_MOST_OPERATIONS = 40
_ERRORS: list[Any] = [
    {"message": "a %1 %fieldName", "parameters": {"fieldName": "x"}, "code": 5, "trace": "t"},
    {"message": "m %1", "parameters": ["a"], "errors": [{"message": "m %1", "parameters": ["q"]}]},
    {"message": "2fa", "parameters": {"active_providers": ["google"]}},
    {"messages": {"error": [{"code": 404, "message": "x", "trace": "t"}]}},
    {"messages": {"error": {"data_item": {"code": 404, "message": "x"}}}},
    {"error": "invalid_client", "error_description": "x"},
]
_PAGES = [
    b"<!DOCTYPE html><html><head><title>Down &amp; out</title><style>a{}</style></head><body><h1>503</h1>"
    b"<script>x()</script><p>Back <b>soon</b></p><!-- x --></body></html>",
    b"Error report webapi-0123456789ab",
    b"oauth_problem=token_rejected&message=x",
]
_FORMS = [
    b"oauth_consumer_key=a1&oauth_consumer_secret=b2&store_base_url=https%3A%2F%2Fshop.example%2F&oauth_verifier=c3",
    b"oauth_token=a&oauth_token_secret=b",
    b"oauth_problem=Consumer+key+has+expired",
]


class _Package:
    """A package, and the parts of its runtime."""

    def __init__(self, name: str) -> None:
        self._name = f"generated_example.{name}"
        self.module = import_module(self._name)
        self.messages = self.runtime("http.messages")

    def runtime(self, name: str) -> Any:
        return import_module(f"{self._name}._runtime.{name}")

    def operations(self) -> list[Any]:
        found = self.module.OPERATIONS
        return list(islice((found[name] for name in sorted(found)), _MOST_OPERATIONS))

    def response(self, content: bytes, content_type: str, status: int = 200, operation: str = "") -> Any:
        request = self.messages.Request(
            method="GET", url="https://shop.example/rest/V1/x", operation=operation
        )
        headers = self.messages.Headers({"content-type": content_type, "retry-after": content_type})
        return self.messages.Response(status=status, headers=headers, content=content, request=request)

    def target(self, cases: list[Case]) -> Target:
        return Target(cases, (self.module.MagentoError,))


def _used(value: Any) -> None:
    """Do with a value what anybody does."""
    for each in value[:3] if isinstance(value, list) else [value]:
        repr(each)
        if isinstance(each, BaseModel):
            each.model_dump()
            each.model_dump(by_alias=True, exclude_unset=True)


def _results(operation: Any, random: Random) -> Any:
    kind = operation.result_type if hasattr(operation, "result_type") else _rest_result(operation)
    return None if kind is None else sample(kind, random)


def _rest_result(operation: Any) -> Any:
    if hasattr(operation, "model"):
        return operation.model() if operation.model else Any
    return operation.result() if operation.result else None


Written = Callable[[Any, Any], bytes]
"""Writes the answer of an operation with a value."""


def _cases(package: _Package, write: Written, content_type: str, *more: bytes) -> list[Case]:
    random = Random(0)
    found = []
    for operation in package.operations():
        seeds = [write(operation, _results(operation, random)) for _ in range(2)]

        def decoded(data: bytes, operation: Any = operation) -> None:
            _used(operation.decode(data, content_type))

        found.append(Case(decoded, [*seeds, *more]))
    return found


def _rest_json(_: Path) -> Target:
    package = _Package("acme_store")
    return package.target(
        _cases(package, lambda _, value: json.dumps(value).encode(), "application/json", b"[]")
    )


def _rest_xml(_: Path) -> Target:
    package = _Package("acme_store")

    def write(_: Any, value: Any) -> bytes:
        return f'<?xml version="1.0"?>\n{as_xml("response", value, "item")}'.encode()

    return package.target(_cases(package, write, "application/xml"))


def _soap12(_: Path) -> Target:
    package = _Package("acme_store_soap")

    def write(operation: Any, value: Any) -> bytes:
        name = f"ns1:{operation.operation}Response"
        return envelope(12, f"<{name}>{as_xml('result', value, 'item')}</{name}>")

    return package.target(_cases(package, write, "application/soap+xml", FAULT_12))


def _soap11(_: Path) -> Target:
    package = _Package("legacy_shop")

    def encoded(operation: Any, value: Any) -> bytes:
        name = f"ns1:{operation.operation}Response"
        return envelope(11, f"<{name}>{as_xml('result', value, 'item', typed=True)}</{name}>")

    def wsi(operation: Any, value: Any) -> bytes:
        name = f"ns1:{operation.operation}ResponseParam"
        return envelope(11, f"<{name}>{as_xml('result', value, 'complexObjectArray')}</{name}>").replace(
            b"><", b">\n<"
        )

    return package.target(
        [*_cases(package, encoded, "text/xml", FAULT_11), *_cases(package, wsi, "text/xml", FAULT_11)]
    )


def _v1(_: Path) -> Target:
    package = _Package("legacy_shop")

    def write(_: Any, value: Any) -> bytes:
        return envelope(11, f"<ns1:callResponse><callReturn{as_map(value)}</callReturn></ns1:callResponse>")

    return package.target(_cases(package, write, "text/xml", FAULT_11))


def _xmlrpc(_: Path) -> Target:
    package = _Package("legacy_shop")

    def write(_: Any, value: Any) -> bytes:
        return f"<methodResponse><params><param>{as_rpc(value)}</param></params></methodResponse>".encode()

    return package.target(_cases(package, write, "text/xml", FAULT_RPC))


_VERDICTS = {
    "success": [{"code": 200, "message": "ok", "item_id": "1"}],
    "error": [{"code": 400, "message": "no", "item_id": "2"}],
}


def _api2_json(_: Path) -> Target:
    package = _Package("legacy_rest")
    seeds = [json.dumps(value).encode() for value in (*_ERRORS, _VERDICTS, {"1": {"a": "b"}})]
    return package.target(
        _cases(package, lambda _, value: json.dumps(value).encode(), "application/json", *seeds)
    )


def _api2_xml(_: Path) -> Target:
    package = _Package("legacy_rest")

    def write(_: Any, value: Any) -> bytes:
        return f'<?xml version="1.0"?>\n{as_xml("magento_api", value, "data_item")}'.encode()

    return package.target(
        _cases(package, write, "text/xml", *(write(None, value) for value in (*_ERRORS, _VERDICTS)))
    )


def _error_cases(package: _Package, summary: Callable[[Any], Any]) -> Iterator[Case]:
    bodies = {
        "application/json; charset=x": [json.dumps(value).encode() for value in _ERRORS],
        "application/xml": [
            f"<response>{as_xml('error', value, 'item')}</response>".encode() for value in _ERRORS
        ],
        "text/html; charset=utf-16": _PAGES,
        "text/html": _PAGES,
        "": _PAGES,
    }
    for content_type, seeds in bodies.items():
        for status in (400, 401, 403, 404, 429, 503, 999):

            def summed(data: bytes, status: int = status, content_type: str = content_type) -> None:
                response = package.response(data, content_type, status)
                error = summary(response)
                assert len(str(error)) < 30_000, "a message as long as the answer"
                _ = response.retry_after

            yield Case(summed, seeds)


def _errors(_: Path) -> Target:
    package = _Package("acme_store")
    return package.target(list(_error_cases(package, package.runtime("http.error_answers").api_error)))


def _api2_errors(_: Path) -> Target:
    package = _Package("legacy_rest")
    return package.target(list(_error_cases(package, package.runtime("api2.refusal").refusal)))


def _activation(_: Path) -> Target:
    package = _Package("acme_store")
    activation, problems = package.runtime("auth.activation"), package.runtime("auth.oauth_problems")

    def parsed(data: bytes) -> None:
        found = activation.IntegrationActivation.parse(data)
        activation.check_shop_url(found.store_base_url, "https://shop.example")

    def refused(data: bytes) -> None:
        str(problems.activation_error(package.response(data, "text/html", 401)))

    def token(data: bytes) -> None:
        package.runtime("auth.tokens").token_lifetime(data.decode("latin-1"))

    return package.target(
        [Case(parsed, _FORMS), Case(refused, _FORMS), Case(token, [b"eyJ9.eyJleHAiOjE2fQ.x"])]
    )


def _redaction(_: Path) -> Target:
    package = _Package("acme_store")
    redaction = package.runtime("http.redaction")
    request = package.messages.Request(method="POST", url="https://x/", operation="x")
    secrets = [
        b'{"attribute_code": "password", "value": "S3CRET"}',
        b"items%5B0%5D%5Bkey%5D=password&items%5B0%5D%5Bvalue%5D=S3CRET&password=S3CRET",
        b"<a><ns1:apiKey xsi:type='x'>S3CRET</ns1:apiKey><password><![CDATA[S3CRET]]></password></a>",
        b"<item><key xsi:type='x'>password</key><value>S3CRET</value></item>",
    ]

    def body(data: bytes) -> None:
        redaction.redact_body(data, request)

    def url(data: bytes) -> None:
        redaction.redact_url(data.decode("utf-8", "surrogateescape"))

    return package.target(
        [Case(body, secrets), Case(url, [b"https://u:p@x.example:1/rest/a?token=S3CRET&b=%20#c"])]
    )


_TICKET = {"bulk_uuid": "u", "request_items": [{"id": 0, "status": "rejected", "error_message": "no"}]}
_STATUS = {
    "operation_count": 2,
    "operations_list": [
        {
            "id": 0,
            "status": 1,
            "result_message": "ok",
            "result_serialized_data": '{"sku": "a"}',
            "error_code": None,
        },
        {"id": 1, "status": 2, "result_message": "no", "error_code": 5},
    ],
}


def _bulk(_: Path) -> Target:
    package = _Package("acme_store")
    bulk = package.runtime("rest.bulk")
    operation = package.operations()[0]

    def asked(data: bytes) -> None:
        bulk._ticket(package.response(data, "application/json"), 2)

    def told(data: bytes) -> None:
        answer = bulk._object(package.response(data, "application/json"))
        _used(bulk._status(operation, bulk.Ticket("u", 2, {}), answer))

    return package.target(
        [Case(asked, [json.dumps(_TICKET).encode()]), Case(told, [json.dumps(_STATUS).encode()])]
    )


_EXCHANGES = [
    b'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"sku": "a"}',
    b'HTTP/1.1 200 OK\nContent-Type: application/json\n\n"a token"',
    b"HTTP/1.1 302 Found\nLocation: https://shop.example/rest/V1/x?a=b\nSet-Cookie: PHPSESSID=S3CRET; path=/\n\n",
    b"HTTP/1.1 308 Moved\nLocation: //other.example:8443/x\n\n",
    b"HTTP/1.1 429 Slow down\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\nContent-Type: text/html\n\n<h1>Slow",
    b'HTTP/1.1 401 No\nWWW-Authenticate: Bearer\nContent-Type: application/json\n\n{"message": "%1"}',
    b"HTTP/1.1 503 Down\nContent-Encoding: gzip\nContent-Length: 5\nRetry-After: 1\n\nno gz",
]


def _exchanges(_: Path) -> Target:
    """Whole calls: every answer to a call, to its login and after redirects is the input."""
    package = _Package("acme_store")
    shop_package = package.module
    http: Any = import_module("httpx2")
    answer = [b""]

    def respond(_: Any) -> Any:
        head, _, body = answer[0].partition(b"\n\n")
        first, *fields = head.split(b"\n")
        status = re.search(rb"[1-9][0-9]{2}", first)
        headers = [
            (name.strip(), value.strip())
            for name, _, value in (field.partition(b":") for field in fields)
            if re.fullmatch(rb"[A-Za-z-]+", name.strip()) and not re.search(rb"[\0\r\n]", value)
        ]
        return http.Response(int(status[0]) if status else 200, headers=headers, content=body)

    auths: list[Callable[[], Any]] = [lambda: None, lambda: shop_package.AdminToken("user", "S3CRET")]
    auths.append(lambda: shop_package.OAuth1("a", "b", "c", "d"))

    def case(auth: Callable[[], Any], use: Callable[[Any], object]) -> Case:
        def exchanged(data: bytes) -> None:
            answer[0] = data
            client = http.Client(transport=http.MockTransport(respond))
            with shop_package.Client(
                "https://shop.example", auth=auth(), http_client=client, max_retries=0, timeout=1
            ) as shop:
                use(shop)

        return Case(exchanged, _EXCHANGES)

    uses: list[Callable[[Any], object]] = [
        lambda shop: shop.acme_catalog.product_repository.get(sku="a"),
        lambda shop: shop.request("GET", "/V1/x"),
        lambda shop: shop.with_raw_response(shop.acme_catalog.product_repository.get, sku="a").parse(),
    ]
    return package.target([case(auth, use) for auth in auths for use in uses])


TARGETS: dict[str, Callable[[Path], Target]] = {
    "REST JSON": _rest_json,
    "REST XML": _rest_xml,
    "SOAP 1.2": _soap12,
    "SOAP 1.1": _soap11,
    "v1": _v1,
    "XML-RPC": _xmlrpc,
    "api2 JSON": _api2_json,
    "api2 XML": _api2_xml,
    "bulk": _bulk,
    "exchanges": _exchanges,
    "errors": _errors,
    "api2 errors": _api2_errors,
    "activation": _activation,
    "redaction": _redaction,
}
