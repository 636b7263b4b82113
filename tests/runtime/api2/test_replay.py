"""Every recorded call of a real shop, made through the generated client."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.conftest import corpus_root
from tests.dumping import assert_dumps
from tests.peers.replay import Answer, ReplayServer, Request
from tests.replay.soap.judging import RULES, differences
from tests.replayed import REPLAYED
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.exchanges import FOLDERS, Call, Exchange, load, typed_call
from tests.runtime.api2.reading import reading


@dataclass(frozen=True)
class Rule:
    """Calls that no method makes so, and why; `shop.request` makes them."""

    reason: str
    holds: Callable[[Exchange], bool]


def _conditions(exchange: Exchange) -> list[tuple[str, str]]:
    """The number and the rest of the name of each filter parameter."""
    parts = (re.fullmatch(r"filter\[(\d+)\](.*)", name) for name, _ in exchange.query)
    return [(part[1], part[2]) for part in parts if part]


def _crowded(exchange: Exchange) -> bool:
    found: dict[str, set[str]] = {}
    for number, name in _conditions(exchange):
        found.setdefault(number, set()).add(name.split("]")[0].strip("["))
    return any(
        len(names - {"attribute"}) > 1 and names - {"attribute"} != {"from", "to"} for names in found.values()
    )


def _without_attribute(exchange: Exchange) -> bool:
    named = {number for number, name in _conditions(exchange) if name == "[attribute]"}
    return any(number not in named for number, _ in _conditions(exchange))


def _is_well_formed(exchange: Exchange) -> bool:
    try:
        etree.fromstring(exchange.body)
    except etree.XMLSyntaxError:
        return False
    return True


def _sends(exchange: Exchange) -> str:
    return exchange.headers.get("content-type", "") if exchange.body else ""


BY_HAND = (
    Rule("a filter without an attribute is refused before it is sent", _without_attribute),
    Rule("orders are read only", lambda item: item.method != "GET" and item.path.startswith("/orders")),
    Rule(
        "a text in place of a number is refused before it is sent", lambda item: b'"qty": "abc"' in item.body
    ),
    Rule("the API has no PATCH", lambda item: item.method == "PATCH"),
    Rule(
        "no stock resource deletes many entries at once",
        lambda item: item.method == "DELETE" and item.path == "/products",
    ),
    Rule(
        "the body is neither JSON nor XML",
        lambda item: _sends(item) not in ("", "application/json", "text/xml"),
    ),
    Rule(
        "the body is not well-formed", lambda item: _sends(item) == "text/xml" and not _is_well_formed(item)
    ),
    Rule(
        "a list is required where one entry was sent",
        lambda item: item.method == "PUT" and item.path == "/stockitems" and item.body.startswith(b"{"),
    ),
    Rule(
        "an order without direction descends: the client says asc",
        lambda item: {"order"} <= {name for name, _ in item.query} and "dir" not in dict(item.query),
    ),
    Rule(
        "the client sends gteq for moreq",
        lambda item: any("[moreq]" in name for _, name in _conditions(item)),
    ),
    Rule(
        "an unknown condition is refused before it is sent",
        lambda item: any("[nosuch]" in name for _, name in _conditions(item)),
    ),
    Rule("conditions other than a range go apart, for together they are ignored", _crowded),
    Rule("in takes a list", lambda item: any(name == "[in]" for _, name in _conditions(item))),
    Rule(
        "what only the shop writes is not sent",
        lambda item: item.method == "PUT" and re.search(rb'"(product|entity)_id"', item.body) is not None,
    ),
)


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
    for exchange in _recordings(root) if root else ():
        yield pytest.param(exchange, id=exchange.name)


def _recordings(root: Path) -> Iterator[Exchange]:
    for folder in FOLDERS:
        yield from load(root, folder)
    yield from (item for item in load(root, "rest", "exchanges-2") if "/oauth/" not in item.url)


def _by_rule(exchange: Exchange) -> bool:
    return any(rule.holds(exchange) for rule in BY_HAND)


@pytest.fixture(params=list(_exchanges()) or [pytest.param(None, marks=pytest.mark.skip("no corpus"))])
def exchange(request: pytest.FixtureRequest) -> Exchange:
    """One recorded exchange."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    """A shop on 127.0.0.1."""
    with ReplayServer() as running:
        yield running


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


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_request_and_answer(openmage: Generated, server: ReplayServer, exchange: Exchange, mode: str) -> None:
    package = openmage.package
    headers = tuple(
        (name, exchange.answer_headers[name])
        for name in ("content-type", "location")
        if name in exchange.answer_headers
    )
    server.requests.clear()
    server.add(
        exchange.method, urlsplit(exchange.url).path, Answer(exchange.answer, exchange.status, headers)
    )

    def perform(shop: Any) -> Any:
        if _by_rule(exchange):
            return _by_hand(shop, package, exchange)
        call = typed_call(exchange, openmage.api, openmage.symbols)
        assert call is not None
        return _make(shop, package, call, exchange)

    def make() -> Any:
        if mode == "sync":
            with package.Client(server.url, max_retries=0) as shop:
                return perform(shop)
        return asyncio.run(awaited())

    async def awaited() -> Any:
        async with package.AsyncClient(server.url, max_retries=0) as shop:
            return await perform(shop)

    if exchange.status < 400:
        _check_value(make(), exchange, openmage)
    else:
        with pytest.raises(getattr(package, _STATUS_ERRORS[exchange.status])) as caught:
            make()
        _check_error(caught.value, exchange)
    _check_request(server.requests[0], exchange)
    if mode == "sync":
        shop = "openmage " + exchange.name.partition("/")[0]
        REPLAYED[shop, "exchanges"] += 1
        REPLAYED[shop, "requests"] += 1
        REPLAYED[shop, "typed requests"] += not _by_rule(exchange)
        REPLAYED[shop, "answers" if exchange.status < 400 else "faults"] += 1


def _check_request(request: Request, exchange: Exchange) -> None:
    assert request.method == exchange.method
    assert request.path == urlsplit(exchange.url).path
    assert sorted(request.query) == sorted(exchange.query)
    if "accept" in exchange.headers:
        assert request.headers["accept"] == exchange.headers["accept"]
    if not exchange.body:
        assert request.body == b""
    elif exchange.headers["content-type"] == "application/json":
        assert request.headers["content-type"] == "application/json"
        assert request.json() == json.loads(exchange.body)
    else:
        assert request.headers["content-type"] == exchange.headers["content-type"]
        assert request.body == exchange.body


def _check_value(value: Any, exchange: Exchange, openmage: Generated) -> None:
    package = openmage.package
    assert_dumps(value, exchange.name)
    if exchange.method == "POST" and exchange.status == 200:
        assert value == exchange.answer_headers["location"].rpartition("/")[2]
    elif exchange.status == 207:
        assert isinstance(value, package.MultiStatus)
        recorded = reading(exchange)
        verdicts = [*(recorded.get("success") or ()), *(recorded.get("error") or ())]
        assert sorted(str(verdict.code) for verdict in value) == sorted(
            str(item["code"]) for item in verdicts
        )
        assert {verdict.message for verdict in value} == {item["message"] for item in verdicts}
    elif exchange.method != "GET":
        assert value is None
    else:
        found = list(differences(value, reading(exchange), str, _declared(exchange, openmage)))
        assert [place for rule, place in found if rule not in RULES] == []


def _declared(exchange: Exchange, openmage: Generated) -> Any:
    call = typed_call(exchange, openmage.api, openmage.symbols)
    assert call is not None
    return inspect.signature(
        getattr(getattr(openmage.package.Client("http://shop"), call.attribute), call.method), eval_str=False
    ).return_annotation


def _check_error(error: Any, exchange: Exchange) -> None:
    assert error.status == exchange.status
    if b"messages" in exchange.answer and exchange.content_type.startswith("application/json"):
        recorded = [entry["message"] for entry in json.loads(exchange.answer)["messages"]["error"]]
        assert list(error.messages) == recorded
        for message in recorded:
            assert message in str(error)
    elif b"messages" in exchange.answer:
        assert len(error.messages) == exchange.answer.count(b"<message>")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("114-405_put_orders", "class for this resource and role does not have this call"),
        ("117-500_accept_csv_not_406", "an Accept header that it does not know"),
    ],
)
def test_what_is_behind_a_recorded_refusal_is_told(
    openmage: Generated, corpus: Path, name: str, hint: str
) -> None:
    (exchange,) = [item for item in load(corpus, "rest") if item.name == f"rest/{name}"]
    answer = Answer(exchange.answer, exchange.status, (("Content-Type", exchange.content_type),))
    with ReplayServer() as server, openmage.package.Client(server.url, max_retries=0) as shop:
        server.add("GET", "/api/rest/products/1", answer)
        with pytest.raises(openmage.package.ApiError, match=hint):
            shop.products.get(id=1)


def test_every_rule_still_holds(corpus: Path) -> None:
    recordings = list(_recordings(corpus))
    assert [rule.reason for rule in BY_HAND if not any(map(rule.holds, recordings))] == []
