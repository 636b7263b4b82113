"""Walking through lists, against a real server."""

from __future__ import annotations

import asyncio
import tracemalloc
from typing import Any

import pytest
from runtime.client.options import RequestOptions
from runtime.errors import BadRequestError, RequestError
from runtime.search.criteria import SearchCriteria
from runtime.search.paging import Keyset

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import AsyncClient, Client


class Catalog:
    """A list of products that is searched as Magento does."""

    def __init__(
        self, count: int, *, limit: int | None = None, counts: bool = True, repeats: bool = False
    ) -> None:
        self.items = [
            {"id": number, "sku": f"sku-{number}", "name": "x" * 200} for number in range(1, count + 1)
        ]
        self.limit = limit
        self.counts = counts
        self.repeats = repeats

    def __call__(self, seen: Seen) -> Answer:
        query = dict(seen.query)
        size = int(query["searchCriteria[page_size]"])
        page = int(query["searchCriteria[current_page]"])
        if self.limit and size > self.limit:
            message = {
                "message": "Maximum SearchCriteria pageSize is %max",
                "parameters": {"max": self.limit},
            }
            return Answer(message, 400)
        items = self.items
        if query.get("searchCriteria[filter_groups][0][filters][0][condition_type]") == "gt":
            last = int(query["searchCriteria[filter_groups][0][filters][0][value]"])
            items = [item for item in items if int(item["id"]) > last]  # type: ignore[call-overload]
        if self.repeats:
            page = min(page, max(1, -(-len(items) // size)))
        body: dict[str, Any] = {
            "items": items[(page - 1) * size : page * size],
            "search_criteria": {"page": page},
        }
        if self.counts:
            body["total_count"] = len(items)
        return Answer(body)


def ids(shop: Client, criteria: SearchCriteria | None = None, **more: Any) -> list[int | None]:
    return [product.id for product in shop.products.iter_list(criteria, **more)]


def test_all_pages_are_walked_and_the_count_ends_it() -> None:
    with serving(Catalog(250)) as server, Client(server.url) as shop:
        assert ids(shop) == list(range(1, 251))
        assert len(server.seen) == 3
        pages = list(shop.products.iter_pages_list(SearchCriteria().page(120)))
        assert [len(page.items or []) for page in pages] == [120, 120, 10]


def test_walking_starts_at_the_page_asked_for() -> None:
    with serving(Catalog(25)) as server, Client(server.url) as shop:
        assert ids(shop, SearchCriteria().page(10, 2)) == list(range(11, 26))


@pytest.mark.parametrize("repeats", [True, False])
def test_without_a_count_a_repeated_or_an_empty_page_ends_it(repeats: bool) -> None:
    with serving(Catalog(30, counts=False, repeats=repeats)) as server, Client(server.url) as shop:
        assert ids(shop, SearchCriteria().page(10)) == list(range(1, 31))
        assert len(server.seen) == 4


def test_a_count_that_is_too_high_does_not_walk_for_ever() -> None:
    catalog = Catalog(30, repeats=True)

    def lying(seen: Seen) -> Answer:
        answer = catalog(seen)
        answer.body["total_count"] = 1000
        return answer

    with serving(lying) as server, Client(server.url) as shop:
        assert ids(shop, SearchCriteria().page(10)) == list(range(1, 31))


def test_an_empty_list_and_null_items_have_no_items() -> None:
    with serving(Catalog(0)) as server, Client(server.url) as shop:
        assert ids(shop) == []
    with (
        serving(lambda seen: Answer({"items": None, "total_count": 0})) as server,
        Client(server.url) as shop,
    ):
        assert ids(shop) == []


def test_a_list_that_knows_no_pages_ends_with_its_count() -> None:
    items = [{"id": 1}, {"id": 2}, {"id": 3}]
    with (
        serving(lambda seen: Answer({"items": items, "total_count": 3})) as server,
        Client(server.url) as shop,
    ):
        assert ids(shop, SearchCriteria().page(2)) == [1, 2, 3]
        assert len(server.seen) == 1


def test_the_page_size_is_lowered_to_the_shops_limit() -> None:
    with serving(Catalog(250, limit=60)) as server, Client(server.url) as shop:
        assert ids(shop) == list(range(1, 251))
        sizes = [dict(seen.query)["searchCriteria[page_size]"] for seen in server.seen]
        assert sizes == ["100", "60", "60", "60", "60", "60"]


def test_a_limit_that_appears_on_the_way_repeats_and_skips_nothing() -> None:
    catalog = Catalog(250)
    with serving(catalog) as server, Client(server.url) as shop:
        walk = shop.products.iter_list(SearchCriteria().page(100))
        first = [next(walk).id for _ in range(100)]
        catalog.limit = 30
        assert first + [product.id for product in walk] == list(range(1, 251))


def test_another_400_is_raised() -> None:
    with (
        serving(lambda seen: Answer({"message": "Invalid attribute name: x"}, 400)) as server,
        Client(server.url) as shop,
        pytest.raises(BadRequestError),
    ):
        ids(shop)


@pytest.mark.parametrize("wrong", [5, ["entity_id"], object()])
def test_a_keyset_is_the_name_of_a_field(wrong: Any) -> None:
    with (
        serving(lambda seen: Answer({})) as server,
        Client(server.url) as shop,
        pytest.raises(RequestError, match="keyset takes the name of a field"),
    ):
        ids(shop, keyset=wrong)
    assert not server.seen


def test_keyset_walks_by_value_and_survives_changes() -> None:
    catalog = Catalog(50)
    with serving(catalog) as server, Client(server.url) as shop:
        walk = shop.products.iter_list(SearchCriteria().page(10), keyset=Keyset("entity_id", "id"))
        seen = [next(walk).id for _ in range(10)]
        del catalog.items[0:5]
        seen += [product.id for product in walk]
        assert seen == list(range(1, 51))
        query = dict(server.seen[-1].query)
        assert query["searchCriteria[sort_orders][0][field]"] == "entity_id"
        assert query["searchCriteria[current_page]"] == "1"
        with pytest.raises(RequestError, match="no 'entity_id'"):
            ids(shop, keyset="entity_id")
        with pytest.raises(RequestError, match="no sort order"):
            ids(shop, SearchCriteria().sort("name"), keyset="entity_id")


def test_a_projection_keeps_the_count() -> None:
    with serving(Catalog(5)) as server, Client(server.url) as shop:
        ids(shop, options=RequestOptions(fields=("items", ["id"])))
        ids(shop, options=RequestOptions(fields="items[id]"))
        assert [dict(seen.query)["fields"] for seen in server.seen] == ["items[id],total_count"] * 2


def test_the_async_client_walks_as_well() -> None:
    async def go(url: str) -> tuple[list[int | None], list[int]]:
        async with AsyncClient(url) as shop:
            found = [product.id async for product in shop.products.iter_list(SearchCriteria().page(20))]
            pages = [len(page.items or []) async for page in shop.products.iter_pages_list()]
            return found, pages

    with serving(Catalog(50)) as server:
        found, pages = asyncio.run(go(server.url))
    assert found == list(range(1, 51))
    assert pages == [50]


def test_ten_thousand_items_take_the_memory_of_one_page() -> None:
    with serving(Catalog(10_000)) as server, Client(server.url) as shop:
        walk = shop.products.iter_list(SearchCriteria().page(200))
        for _ in range(1000):
            next(walk)
        server.seen.clear()
        tracemalloc.start()
        early = 0
        for number, _product in enumerate(walk):
            if number == 1000:
                early = tracemalloc.get_traced_memory()[0]
        late, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert number == 8999
        assert late < early + 500_000
