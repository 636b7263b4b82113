"""Asynchronous and bulk requests against a real server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from runtime.client.options import RequestOptions
from runtime.errors import DecodeError, RequestError
from runtime.rest import bulk
from runtime.rest.bulk import ItemStatus, JobTimeout, Ticket
from runtime.rest.jobs import BulkCall
from runtime.rest.operation import RestOperation, StoreScopeWarning, path, query

from tests.runtime.server import Answer, Seen, serving
from tests.runtime.shop import SAVE, AsyncClient, Client, Product


class Queue:
    """A shop that works off one item of the job at each look at it; negative prices fail."""

    def __init__(self, stuck: bool = False) -> None:
        self.items: list[Any] = []
        self.done = 0
        self.stuck = stuck

    def __call__(self, seen: Seen) -> Answer:
        if seen.method != "GET":
            self.items = seen.json if "bulk" in seen.path else [seen.json]
            entries = [
                {"id": index, "data_hash": "x", "status": "accepted"}
                for index, item in enumerate(self.items)
                if item["product"].get("sku") != "rejected"
            ]
            entries += [
                {"id": index, "status": "rejected", "error_message": "No."}
                for index, item in enumerate(self.items)
                if item["product"].get("sku") == "rejected"
            ]
            return Answer({"bulk_uuid": "u/1", "request_items": entries, "errors": False}, 202)
        self.done += 0 if self.stuck else 1
        operations = [
            self.operation(index, item)
            for index, item in enumerate(self.items)
            if item["product"].get("sku") != "rejected"
        ]
        return Answer(
            {"bulk_id": "u/1", "operation_count": len(operations), "operations_list": operations[::-1]}
        )

    def operation(self, index: int, item: Any) -> dict[str, Any]:
        if index >= self.done:
            return {"id": index, "status": 4, "result_message": None, "error_code": None}
        if item["product"].get("price", 0) < 0:
            return {"id": index, "status": 3, "result_message": "Bad price", "error_code": 7}
        result = json.dumps({"id": 100 + index, **item["product"]})
        return {
            "id": index,
            "status": 1,
            "result_message": "ok",
            "error_code": None,
            "result_serialized_data": result,
        }


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_FIRST_WAIT", 0.01)


ITEMS: list[dict[str, Any]] = [
    {"product": {"sku": "a"}},
    {"product": Product(sku="b", price=-1)},
    {"product": {"sku": "rejected"}},
    {"product": {"sku": "d"}, "save_options": True},
]


def test_a_bulk_job_is_handed_in_and_waited_for() -> None:
    with serving(Queue()) as server, Client(server.url, store="all") as shop:
        job = shop.bulk.products.save(ITEMS)
        assert job.bulk_uuid == "u/1"
        assert server.seen[0].path == "/rest/all/async/bulk/V1/products"
        assert server.seen[0].json[3] == {"product": {"sku": "d"}, "saveOptions": True}
        status = job.status()
        assert not status.finished
        assert server.seen[1].path == "/rest/all/V1/bulk/u%2F1/detailed-status"
        final = job.wait(timeout=60)
        assert final.finished
        assert [item.index for item in final.items] == [0, 1, 2, 3]
        assert [item.status for item in final.items] == [
            ItemStatus.COMPLETE,
            ItemStatus.FAILED,
            ItemStatus.REJECTED,
            ItemStatus.COMPLETE,
        ]
        assert isinstance(final.items[3].value, Product)
        assert final.items[3].value.id == 103
        assert [(item.index, item.message, item.error_code, item.ok) for item in final.failed] == [
            (1, "Bad price", 7, False),
            (2, "No.", None, False),
        ]
        assert final.counts[ItemStatus.COMPLETE] == 2


def test_variables_of_the_path_go_where_the_shop_looks_for_them() -> None:
    """An entry's keys that are no parameter of the shop's method are ignored: the shop would make a new product."""
    with serving(Queue()) as server, Client(server.url, store="") as shop:
        update = shop.bulk.products.update
        update([{"sku": "a/b", "product": {"name": "n"}}, {"product": {"sku": "c", "name": "m"}}])
        assert server.seen[0].path == "/rest/async/bulk/V1/products/bySku"
        assert server.seen[0].json == [
            {"product": {"name": "n", "sku": "a/b"}},
            {"product": {"sku": "c", "name": "m"}},
        ]
        update.one({"sku": "a/b", "product": {"name": "n"}})
        assert server.seen[1].path == "/rest/async/V1/products/a%2Fb"
        assert server.seen[1].json == {"product": {"name": "n", "sku": "a/b"}}


def test_parameters_of_the_method_stay_beside_the_body_wherever_they_travel_else() -> None:
    price = RestOperation[bool](
        "DELETE",
        "/V1/products/{sku}/tiers/{groupId}/{note}",
        (
            *(path("sku"), path("groupId"), path("note", received=False)),
            *(query("force", required=True), query("reason")),
        ),
        result=lambda: bool,
    )
    ticket = Answer({"bulk_uuid": "u", "request_items": []}, 202)
    with serving(lambda seen: ticket) as server, Client(server.url, store="") as shop:
        call = BulkCall(shop, price)
        call([{"sku": "a", "group_id": 1, "force": True}])
        assert server.seen[0].json == [{"sku": "a", "groupId": 1, "force": True}]
        call([{"sku": "a", "group_id": 1, "force": True, "reason": "old"}])
        assert server.seen[1].json == [{"sku": "a", "groupId": 1, "force": True, "reason": "old"}]
        with pytest.raises(RequestError, match=r"item 0: DELETE .* needs 'groupId'"):
            call([{"sku": "a", "force": True}])
        with pytest.raises(RequestError, match=r"item 0: DELETE .* needs 'force'"):
            call([{"sku": "a", "groupId": 1}])


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"sku": "a"}, r"item 1: PUT /V1/products/\{sku\} needs 'product'"),
        ({"sku": "a", "product": None}, r"item 1: PUT /V1/products/\{sku\} needs 'product'"),
        ({"product": {"name": "n"}}, r"item 1: PUT .* needs 'sku', or product\.sku"),
        ({"sku": "a", "product": {"sku": "b"}}, r"item 1: sku='a' contradicts product\.sku='b'"),
    ],
)
def test_an_item_that_the_shop_would_misunderstand_is_refused(item: Any, message: str) -> None:
    with serving(Queue()) as server, Client(server.url, store="") as shop:
        with pytest.raises(RequestError, match=message):
            shop.bulk.products.update([{"sku": "a", "product": {"name": "n"}}, item])
        assert server.seen == []
        with pytest.raises(RequestError, match="needs 'product'"):
            shop.bulk.products.save.one({"save_options": True})


def test_the_async_client_hands_in_as_well() -> None:
    async def go(url: str) -> None:
        async with AsyncClient(url, store="all") as shop:
            job = await shop.bulk.products.save.one({"product": {"sku": "a"}})
            assert not (await job.status()).failed
            final = await job.wait(5)
            assert final.items[0].value is not None
            assert final.items[0].value.sku == "a"
            many = await shop.bulk.products.save(ITEMS)
            assert len((await many.wait(5)).items) == 4

    with serving(Queue()) as server:
        asyncio.run(go(server.url))


def test_waiting_ends_at_the_timeout() -> None:
    with serving(Queue(stuck=True)) as server, Client(server.url, store="all") as shop:
        job = shop.bulk.products.save([{"product": {"sku": "a"}}])
        with pytest.raises(JobTimeout, match=r"u/1 is not finished after 0\.05 s") as caught:
            job.wait(timeout=0.05)
        assert caught.value.status.counts[ItemStatus.OPEN] == 1
        taken_up: Any = shop.bulk.products.save.job(caught.value.bulk_uuid)
        assert taken_up.bulk_uuid == "u/1"


def test_what_can_not_be_sent_is_refused_before() -> None:
    with Client("http://127.0.0.1:9", store="all") as shop:
        with pytest.raises(RequestError, match="no argument 'prodct'; did you mean 'product'"):
            shop.bulk.products.save([{"prodct": {}}])
        with pytest.raises(RequestError, match=r"item 1: product has no field 'skuu'"):
            shop.bulk.products.save([{"product": {"sku": "a"}}, {"product": {"skuu": 1}}])
        with pytest.raises(RequestError, match=r"bulk POST /V1/products takes a list of items"):
            shop.bulk.products.save({"product": {"sku": "a"}})  # type: ignore[arg-type]
        with pytest.raises(RequestError, match="needs 'sku'"):
            shop.bulk.products.update.one({"product": {}})


def test_an_answer_without_a_job_is_an_error() -> None:
    bodies: list[Any] = [[], {"bulk_uuid": ""}, b"<html>"]
    for body in bodies:
        with (
            serving(lambda seen, body=body: Answer(body, 202)) as server,  # type: ignore[misc]
            Client(server.url, store="all") as shop,
            pytest.raises(DecodeError),
        ):
            shop.bulk.products.save([])


def test_a_bulk_write_without_a_chosen_store_warns() -> None:
    with (
        serving(Queue()) as server,
        Client(server.url) as shop,
        pytest.warns(StoreScopeWarning, match="POST /V1/products") as caught,
    ):
        shop.bulk.products.save(ITEMS)
    assert caught[0].filename == __file__


def test_options_hold_for_the_job() -> None:
    with serving(Queue()) as server, Client(server.url) as shop:
        shop.bulk.products.save(ITEMS, options=RequestOptions(store="de")).wait(5)
        assert {seen.path.split("/")[2] for seen in server.seen} == {"de"}


@pytest.mark.parametrize(
    ("name", "finished", "states"),
    [
        ("bulk_status_open", False, [4, 4]),
        ("bulk_status_done", True, [1, 3]),
        ("bulk_detailed_status_done", True, [1, 3]),
    ],
)
def test_recorded_states_are_read(corpus: Path, name: str, finished: bool, states: list[int]) -> None:
    exchange = json.loads((corpus / "magento-2.4.6" / "exchanges" / f"{name}.json").read_text())
    status = bulk._status(SAVE, Ticket("u", 2, {}), json.loads(exchange["response"]["body"]))
    assert status.finished is finished
    assert [item.status for item in status.items] == states
    if name == "bulk_detailed_status_done":
        assert status.items[0].value is not None
        assert status.items[0].value.sku == "ASY-3"


def test_a_job_is_taken_up_again_by_its_id() -> None:
    with serving(Queue()) as server, Client(server.url, store="all") as shop:
        uuid = shop.bulk.products.save([{"product": {"sku": "a"}}, {"product": {"price": -1}}]).bulk_uuid
        status = shop.bulk.products.save.job(uuid).wait(5)
        assert [item.ok for item in status.items] == [True, False]
        assert status.items[0].value == Product(id=100, sku="a")
        again: Any = shop.bulk.job(uuid)
        assert again.bulk_uuid == uuid
        with pytest.raises(AttributeError):
            again.ticket = Ticket("another", 1, {})
        assert again.status().items[0].value == {"id": 100, "sku": "a"}
        assert [item.message for item in again.wait(5).failed] == ["Bad price"]


def test_the_async_client_takes_a_job_up_again() -> None:
    async def main(url: str) -> list[Any]:
        async with AsyncClient(url, store="all") as shop:
            job = await shop.bulk.products.save([{"product": {"sku": "a"}}])
            typed = await shop.bulk.products.save.job(job.bulk_uuid).wait(5)
            plain = await shop.bulk.job(job.bulk_uuid).wait(5)
            return [typed.items[0].value, plain.items[0].value]

    with serving(Queue()) as server:
        assert asyncio.run(main(server.url)) == [Product(id=100, sku="a"), {"id": 100, "sku": "a"}]


def test_an_item_that_the_shop_tells_nothing_of_is_open() -> None:
    def shop(seen: Seen) -> Answer:
        if seen.method != "GET":
            return Answer({"bulk_uuid": "u", "request_items": [], "errors": False}, 202)
        return Answer({"operation_count": 2, "operations_list": [{"id": 1, "status": 1}]})

    with serving(shop) as server, Client(server.url) as client:
        status = client.bulk.products.save([{"product": {"sku": "a"}}, {"product": {"sku": "b"}}]).status()
    assert [(item.index, item.status) for item in status.items] == [
        (0, ItemStatus.OPEN),
        (1, ItemStatus.COMPLETE),
    ]
    assert not status.finished
