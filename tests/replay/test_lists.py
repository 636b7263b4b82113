"""The iterators of list operations, walking through recorded answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.peers.replay import Answer
from tests.replay.calls import Call, typed_call
from tests.replay.conftest import Clients, RecordedServer, Shop, every_exchange
from tests.replay.exchanges import Exchange
from tests.replay.meaning import MEANT, query_meaning
from tests.replay.rules import reason, refusal
from tests.replay.soap.judging import RULES, differences

MODES = pytest.mark.parametrize("mode", ["blocking", "awaited"])


def is_search(exchange: Exchange | None) -> bool:
    """Whether an exchange is a search that found something, or nothing, with criteria that the builder makes."""
    if exchange is None:
        return True
    answer = exchange.answer.lstrip()
    asked = "earchCriteria" in exchange.url or "search_criteria" in exchange.url
    built = "OAuth" not in exchange.headers.get("authorization", "") and "filterGroups]=" not in exchange.url
    known = not reason(exchange) and refusal(exchange) is None
    return asked and built and known and exchange.status == 200 and answer.startswith(b'{"items"')


SEARCHES = [item for item in every_exchange() if is_search(item.values[0])]


async def _all(items: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in items]


def walk(clients: Clients, exchange: Exchange, call: Call, kind: str, mode: str) -> list[Any]:
    """What `iter_...` or `iter_pages_...` of the call's method yields."""
    client = (clients.blocking if mode == "blocking" else clients.awaited).with_options(
        auth=clients.shop.auth_of(exchange)
    )
    service = getattr(getattr(client, call.namespace), call.service)
    method = getattr(service, f"{kind}_{call.method.removeprefix('get_')}")
    options = clients.shop.package.RequestOptions(**call.options)
    found = method(**call.arguments, options=options)
    return list(found) if mode == "blocking" else clients.runner.run(_all(found))


@MODES
@pytest.mark.parametrize("exchange", SEARCHES)
def test_the_items_of_an_answer(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, exchange: Exchange, mode: str
) -> None:
    call = typed_call(exchange, shop.generated, shop.package)
    recorded_server.play(exchange)
    items = walk(clients, exchange, call, "iter", mode)
    recorded = exchange.recorded()
    found = list(differences(items, recorded["items"], str))
    assert [place for rule, place in found if rule not in RULES] == []
    first = recorded_server.requests[0]
    asked, sent = query_meaning(exchange.query, MEANT), query_meaning(first.target.partition("?")[2])
    for part in ("filter_groups", "sort_orders"):
        assert criteria_part(sent, part) == criteria_part(asked, part)
    assert len(recorded_server.requests) == (1 if ends_with(recorded, asked) else 2)


def criteria_part(query: dict[str, Any], part: str) -> Any:
    """A part of the criteria of a query; an empty list for none."""
    criteria = query.get("search_criteria", {})
    return criteria.get(part, [])


def ends_with(answer: dict[str, Any], query: dict[str, Any]) -> bool:
    """Whether an answer says that there is no page after it: it has no items, or the last of all that are counted."""
    criteria = query.get("search_criteria", {})
    size = int(criteria.get("page_size", 100))
    seen = (int(criteria.get("current_page", 1)) - 1) * size + len(answer["items"])
    return not answer["items"] or seen >= answer.get("total_count", seen + 1)


@MODES
@pytest.mark.parametrize("exchange", SEARCHES)
def test_the_pages_of_an_answer(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, exchange: Exchange, mode: str
) -> None:
    recorded_server.play(exchange)
    call = typed_call(exchange, shop.generated, shop.package)
    pages = walk(clients, exchange, call, "iter_pages", mode)
    recorded = exchange.recorded()
    assert len(pages) == (1 if recorded["items"] else 0)
    for page in pages:
        found = list(differences(page, recorded, str))
        assert [place for rule, place in found if rule not in RULES] == []


@MODES
def test_an_answer_in_pages(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, corpus: Any, mode: str
) -> None:
    """All recorded orders, customers and the like, served one a page."""
    walked = 0
    for exchange in (item.values[0] for item in SEARCHES):
        recorded = exchange.recorded()
        items = recorded["items"]
        if len(items) < 2 or "currentPage" in exchange.url:
            continue
        call = typed_call(exchange, shop.generated, shop.package)
        alone = [{**recorded, "items": [item], "total_count": len(items)} for item in items]
        recorded_server.play_all([Answer(json.dumps(page).encode()) for page in alone])
        call.arguments["search_criteria"] = call.arguments["search_criteria"].page(1)
        found = walk(clients, exchange, call, "iter", mode)
        assert [place for rule, place in differences(found, items, str) if rule not in RULES] == []
        assert len(recorded_server.requests) == len(items)
        walked += 1
    assert walked >= 10


@MODES
def test_a_bare_list_is_a_page(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, mode: str
) -> None:
    recorded_server.play_all([Answer(b'[{"agreement_id": 1}, {"agreement_id": 2}]')])
    client = clients.blocking if mode == "blocking" else clients.awaited
    found = client.checkout_agreements.checkout_agreements_list.iter_list()
    items = list(found) if mode == "blocking" else clients.runner.run(_all(found))
    assert [item.agreement_id for item in items] == [1, 2]
    assert len(recorded_server.requests) == 2


def test_every_searched_route_has_iterators(shop: Shop) -> None:
    searched = [id for id, operation in shop.package.OPERATIONS.items() if operation.search_parameter]
    services, names = (shop.generated.symbols.attributes, shop.generated.symbols.operations)
    client = shop.package.Client("http://127.0.0.1:1")
    missing = []
    for operation in shop.generated.api.operations:
        if operation.id not in searched:
            continue
        (service,) = [item for item in shop.generated.api.services if item.name == operation.service]
        holder = getattr(
            getattr(client, shop.generated.symbols.modules[service.module]), services[service.name]
        )
        if not hasattr(holder, f"iter_{names[operation.id].removeprefix('get_')}"):
            missing.append(operation.id)
    client.close()
    assert missing == []
    assert len(searched) == 35
