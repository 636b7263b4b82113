"""The shop in memory of a stock OpenMage's REST API: every operation both ways, and every recorded success repeated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from codegen.ir import Operation
from tests.conftest import corpus_root
from tests.example.fake_shop.every_operation import differences
from tests.replay.likeness import RULES, unlike
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.exchanges import FOLDERS, Exchange, load
from tests.runtime.api2.reading import reading

MANY = 207


@pytest.mark.parametrize("response_format", ["json", "xml"])
def test_all_that_is_given_and_set_arrives(openmage: Generated, response_format: str) -> None:
    assert list(differences(openmage.package.__name__, response_format=response_format)) == []


def every_exchange(root: Path | None) -> Iterator[Exchange]:
    """The recorded exchanges of the API."""
    for folder, among in (*((name, "exchanges") for name in FOLDERS), ("rest", "exchanges-2")):
        for exchange in load(root, folder, among) if root else ():
            if "/oauth/" not in exchange.url:
                yield exchange


def successes(root: Path | None) -> Iterator[Exchange]:
    """Those that ended well."""
    return (exchange for exchange in every_exchange(root) if exchange.status in (200, MANY))


def refusals(root: Path | None) -> Iterator[Exchange]:
    """Those that the shop refused."""
    return (exchange for exchange in every_exchange(root) if exchange.status >= 400)


def operation_of(exchange: Exchange, made: Generated) -> Operation:
    """The operation whose route was called, on one entry or on many."""
    for operation in made.api.operations:
        many = operation.name in ("create_many", "update_many")
        for binding in operation.bindings:
            pattern = re.sub(r"\{\w+\}", "[^/]+", getattr(binding, "path", ""))
            if (
                getattr(binding, "method", "") == exchange.method
                and re.fullmatch(pattern, exchange.path)
                and many == (exchange.status == MANY)
            ):
                return operation
    raise LookupError(exchange.name)


def repeated(exchange: Exchange, made: Generated) -> Exchange:
    """The exchange with the answer of a shop in memory that was set up with the recorded one, decoded."""
    package, name = made.package, made.package.__name__
    operation = operation_of(exchange, made)
    messages = import_module(f"{name}._runtime.http.messages")
    headers = {key: value for key, value in exchange.headers.items() if key in ("accept", "content-type")}
    request = messages.Request(
        method=exchange.method, url=exchange.url, headers=messages.Headers(headers), content=exchange.body
    )
    answer = messages.Response(
        status=exchange.status,
        headers=messages.Headers(exchange.answer_headers),
        content=exchange.answer,
        request=request,
    )
    with shop_of(exchange, name) as shop:
        resource = getattr(shop.client, made.symbols.attributes[operation.service])
        method = getattr(resource, made.symbols.operations[operation.id])
        shop.on(method).returns(package.OPERATIONS[operation.id].decode_response(answer))
        return answered(exchange, shop)


def shop_of(exchange: Exchange, package: str, **settings: Any) -> Any:
    """A shop in memory at the address of an exchange."""
    origin = urlsplit(exchange.url)
    made = import_module(f"{package}.testing").FakeShop
    return made(base_url=f"{origin.scheme}://{origin.netloc}", **settings)


def answered(exchange: Exchange, shop: Any) -> Exchange:
    """The exchange with the answer of a shop."""
    headers = {key: value for key, value in exchange.headers.items() if key in ("accept", "content-type")}
    response = shop.http_client().request(
        exchange.method, exchange.url, content=exchange.body, headers={"accept": "", **headers}
    )
    return replace(
        exchange,
        status=response.status_code,
        answer_headers={key.lower(): value for key, value in response.headers.items()},
        answer=response.content,
    )


def recordings(found: Iterator[Exchange]) -> list[Any]:
    return [pytest.param(item, id=item.name) for item in found] or [
        pytest.param(None, marks=pytest.mark.skip("no corpus"))
    ]


@pytest.mark.parametrize("exchange", recordings(successes(corpus_root())))
def test_the_recorded_answer_is_written(openmage: Generated, exchange: Exchange) -> None:
    mine = repeated(exchange, openmage)
    assert mine.status == exchange.status
    assert mine.answer_headers.get("location") == exchange.answer_headers.get("location")
    assert bool(mine.answer) == bool(exchange.answer)
    if exchange.answer:
        assert mine.content_type.partition(";")[0] == exchange.content_type.partition(";")[0]
        assert [place for rule, place in unlike(reading(mine), reading(exchange)) if not rule] == []


def test_every_rule_is_used(openmage: Generated, corpus: Path) -> None:
    used: set[str] = set()
    for exchange in successes(corpus):
        if exchange.answer:
            used |= {rule for rule, _ in unlike(reading(repeated(exchange, openmage)), reading(exchange))}
        if used == RULES.keys():
            break
    assert used == RULES.keys()


@dataclass(frozen=True)
class Rule:
    """Refusals that no shop in memory makes by itself, and why."""

    reason: str
    holds: Callable[[Exchange], bool]


def _says(pattern: str) -> Callable[[Exchange], bool]:
    return lambda exchange: re.search(pattern, exchange.answer.decode()) is not None


NOT_BY_ITSELF = (
    Rule("who may call is told by a test", _says("Access denied|oauth_problem")),
    Rule("what there is is set up by a test", _says("Resource not found")),
    Rule(
        "a call that no class has is no call of the package",
        _says("not implemented yet|Invalid request method"),
    ),
    Rule(
        "attributes are the shop's",
        lambda item: b"ing error." in item.answer and ("[attribute]=" in item.url or "order=" in item.url),
    ),
    Rule("PHP ran into an error", lambda item: item.status == 500 and not item.answer),
    Rule(
        "what a product may be is known to its class",
        lambda item: item.path.startswith("/products") and b"pre-validation error" in item.answer,
    ),
    Rule("what a customer may be is told by the attributes of the shop", _says("is a required value")),
)


@pytest.mark.parametrize("exchange", recordings(refusals(corpus_root())))
def test_what_the_definitions_refuse_is_refused_in_the_same_words(
    openmage: Generated, exchange: Exchange
) -> None:
    if any(rule.holds(exchange) for rule in NOT_BY_ITSELF):
        return
    with shop_of(exchange, openmage.package.__name__, strict=False) as shop:
        mine = answered(exchange, shop)
    assert mine.status == exchange.status
    assert mine.content_type.partition(";")[0] == exchange.content_type.partition(";")[0]
    if exchange.content_type.startswith("text/html"):
        assert mine.answer == exchange.answer
    else:
        assert reading(mine) == reading(exchange)


def test_every_exception_still_holds(corpus: Path) -> None:
    """A rule that no recording needs any more is no rule."""
    found = list(refusals(corpus))
    assert [rule.reason for rule in NOT_BY_ITSELF if not any(map(rule.holds, found))] == []
