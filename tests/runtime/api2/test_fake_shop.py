"""The shop in memory of a stock OpenMage's REST API: every operation both ways, and every recorded success repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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


def successes(root: Path | None) -> Iterator[Exchange]:
    """The recorded exchanges that ended well."""
    for folder, among in (*((name, "exchanges") for name in FOLDERS), ("rest", "exchanges-2")):
        for exchange in load(root, folder, among) if root else ():
            if exchange.status in (200, MANY) and "/oauth/" not in exchange.url:
                yield exchange


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
    origin = urlsplit(exchange.url)
    with import_module(f"{name}.testing").FakeShop(base_url=f"{origin.scheme}://{origin.netloc}") as shop:
        resource = getattr(shop.client, made.symbols.attributes[operation.service])
        method = getattr(resource, made.symbols.operations[operation.id])
        shop.on(method).returns(package.OPERATIONS[operation.id].decode_response(answer))
        response = shop.http_client().request(
            exchange.method, exchange.url, content=exchange.body, headers=headers
        )
    return replace(
        exchange,
        status=response.status_code,
        answer_headers={key.lower(): value for key, value in response.headers.items()},
        answer=response.content,
    )


def recordings() -> list[Any]:
    return [pytest.param(item, id=item.name) for item in successes(corpus_root())] or [
        pytest.param(None, marks=pytest.mark.skip("no corpus"))
    ]


@pytest.mark.parametrize("exchange", recordings())
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
