"""Every recorded call of a real shop, made through the generated client."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2 as httpx
import pytest

from tests.conftest import corpus_root
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.exchanges import FOLDERS, Call, Exchange, load, typed_call

_BY_HAND = {
    "087-filter_malformed": "a filter without an attribute is refused before it is sent",
    "113-405_delete_orders": "orders are read only",
    "114-405_put_orders": "orders are read only",
    "115-400_patch": "the API has no PATCH",
    "116-405_delete_products_collection": "no stock resource deletes many entries at once",
    "125-400_bad_content_type": "the body is neither JSON nor XML",
    "128-400_bad_xml": "the body is not well-formed",
    "158-stock_multi_assoc_body": "a list is required where one entry was sent",
}
"""Calls that no method makes, and why; `shop.request` makes them."""

_STATUS_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    500: "ServerError",
}


def _exchanges() -> Iterator[Any]:
    root = corpus_root()
    for folder in FOLDERS if root else ():
        for exchange in load(root, folder):  # type: ignore[arg-type]
            yield pytest.param(exchange, id=exchange.name)


@pytest.fixture(params=list(_exchanges()) or [pytest.param(None, marks=pytest.mark.skip("no corpus"))])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    """One recorded exchange."""
    return request.param  # type: ignore[no-any-return]


def _answering(exchange: Exchange, seen: list[httpx.Request]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        headers = {
            name: value
            for name, value in exchange.answer_headers.items()
            if name in ("content-type", "location")
        }
        return httpx.Response(exchange.status, headers=headers, content=exchange.answer)

    return answer


def _make(shop: Any, package: Any, call: Call, exchange: Exchange) -> Any:
    arguments = dict(call.arguments)
    if "filters" in arguments:
        filters = package.Filters()
        for attribute, conditions in arguments.pop("filters"):
            names = list(conditions)
            if names == ["from", "to"]:
                filters.between(attribute, conditions["from"], conditions["to"])
            else:
                for name in names:
                    filters.where(attribute, name, conditions[name])
        arguments["filters"] = filters
    for name in ("limit", "page"):
        if name in arguments:
            arguments[name] = int(arguments[name])
    accept = exchange.headers.get("accept")
    standard = {"application/json": "json", "text/xml": "xml"}.get(accept or "")
    sent = exchange.headers.get("content-type")
    options = package.RequestOptions(
        format="json" if sent == "application/json" else standard,
        extra_headers={} if accept is None else {"Accept": accept},
        max_retries=0,
    )
    return getattr(getattr(shop, call.attribute), call.method)(**arguments, options=options)


def _by_hand(shop: Any, package: Any, exchange: Exchange) -> Any:
    headers = {name: value for name, value in exchange.headers.items() if name in ("accept", "content-type")}
    request = shop.request(
        exchange.method, exchange.path, query=exchange.query, headers=headers, content=exchange.body
    )
    if not inspect.isawaitable(request):
        return _decoded(package, exchange, request)

    async def answer() -> Any:
        return _decoded(package, exchange, await request)

    return answer()


def _decoded(package: Any, exchange: Exchange, response: Any) -> Any:
    return package.OPERATIONS[f"{exchange.method} {exchange.path}"].decode_response(response)


def _client(package: Any, mode: str, exchange: Exchange, seen: list[httpx.Request]) -> Any:
    transport = httpx.MockTransport(_answering(exchange, seen))
    url = exchange.url.partition("/api/")[0]
    if mode == "sync":
        return package.Client(url, http_client=httpx.Client(transport=transport))
    return package.AsyncClient(url, http_client=httpx.AsyncClient(transport=transport))


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_request_and_answer(openmage: Generated, exchange: Exchange, mode: str) -> None:
    seen: list[httpx.Request] = []
    package = openmage.package
    shop = _client(package, mode, exchange, seen).with_options(max_retries=0)
    call = typed_call(exchange, openmage.api, openmage.symbols)
    by_hand = exchange.name.partition("/")[2] in _BY_HAND

    def make() -> Any:
        if by_hand:
            value = _by_hand(shop, package, exchange)
        else:
            assert call is not None
            value = _make(shop, package, call, exchange)
        return asyncio.run(value) if mode == "async" else value

    if exchange.status < 400:
        _check_value(make(), exchange, package)
    else:
        with pytest.raises(getattr(package, _STATUS_ERRORS[exchange.status])) as caught:
            make()
        _check_error(caught.value, exchange)
    _check_request(seen[0], exchange)


def _check_request(request: httpx.Request, exchange: Exchange) -> None:
    assert request.method == exchange.method
    target = urlsplit(str(request.url))
    assert target.path == urlsplit(exchange.url).path
    assert sorted(parse_qsl(target.query, keep_blank_values=True)) == sorted(exchange.query)
    if "accept" in exchange.headers:
        assert request.headers["accept"] == exchange.headers["accept"]
    if not exchange.body:
        assert request.content == b""
    elif exchange.headers["content-type"] == "application/json":
        assert request.headers["content-type"] == "application/json"
        assert json.loads(request.content) == json.loads(exchange.body)
    else:
        assert request.content == exchange.body


def _check_value(value: Any, exchange: Exchange, package: Any) -> None:
    if exchange.method == "POST" and exchange.status == 200:
        assert value == exchange.answer_headers["location"].rpartition("/")[2]
    elif exchange.status == 207:
        assert isinstance(value, package.MultiStatus)
        assert {verdict.code for verdict in value} == {400}
    elif exchange.method != "GET":
        assert value is None
    elif exchange.content_type.startswith("application/json"):
        _same(value, json.loads(exchange.answer))
    else:
        assert value


def _same(value: Any, recorded: Any) -> None:
    """Nothing of a recorded JSON answer is lost or changed but for its form."""
    if isinstance(value, list):
        entries = list(recorded.values()) if isinstance(recorded, dict) else recorded
        assert len(value) == len(entries)
        for mine, its in zip(value, entries, strict=True):
            _same(mine, its)
    elif hasattr(value, "model_fields_set"):
        names = {field.alias or name: name for name, field in type(value).model_fields.items()}
        given = {**{wire: getattr(value, name) for wire, name in names.items()}, **(value.model_extra or {})}
        for wire, its in recorded.items():
            _same(given[wire], its)
    elif isinstance(value, dict):
        assert value.keys() == recorded.keys()
        for key, mine in value.items():
            _same(mine, recorded[key])
    elif value is None:
        assert recorded in (None, "", [], False)
    elif isinstance(value, bool):
        assert str(int(value)) == str(int(recorded))
    elif isinstance(value, int | float):
        assert float(value) == float(recorded)
    else:
        assert value == ("1" if recorded is True else str(recorded))


def _check_error(error: Any, exchange: Exchange) -> None:
    assert error.status == exchange.status
    if b"messages" in exchange.answer and exchange.content_type.startswith("application/json"):
        recorded = [entry["message"] for entry in json.loads(exchange.answer)["messages"]["error"]]
        assert list(error.messages) == recorded
        for message in recorded:
            assert message in str(error)
    elif b"messages" in exchange.answer:
        assert len(error.messages) == exchange.answer.count(b"<message>")


def test_every_exchange_is_covered(openmage: Generated, corpus: Path) -> None:
    """Prints the table of coverage; nothing but what is listed above is made by hand."""
    table: Counter[tuple[str, str]] = Counter()
    for folder in FOLDERS:
        for exchange in load(corpus, folder):
            short = exchange.name.partition("/")[2]
            call = None if short in _BY_HAND else typed_call(exchange, openmage.api, openmage.symbols)
            table[folder, f"{call.attribute}.{call.method}" if call else "request"] += 1
            assert call is not None or short in _BY_HAND, exchange.name
    for (folder, method), count in sorted(table.items()):
        print(f"{folder:15} {method:30} {count:4}")
    assert sum(table.values()) == len(list(_exchanges()))
