"""Recorded jobs from end to end: handed in with a typed call, and what became of each item as the shop told later."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.replay.calls import typed_call
from tests.replay.conftest import Clients, RecordedServer, Shop
from tests.replay.exchanges import Exchange, load
from tests.replay.soap.judging import RULES, differences

COMPLETE, OPEN = 1, 4
_STATUS = "__status"


def jobs() -> list[Any]:
    """Recorded requests with the recorded status of their job."""
    found = {exchange.name: exchange for exchange in load()}
    return [
        pytest.param(found[name.removesuffix(_STATUS)], exchange, id=name.removesuffix(_STATUS))
        for name, exchange in found.items()
        if name.endswith(_STATUS)
    ] or [pytest.param(None, None, marks=pytest.mark.skip("no corpus"))]


@pytest.mark.parametrize(("asked", "status"), jobs())
def test_a_job_from_end_to_end(
    shop: Shop, recorded_server: RecordedServer, clients: Clients, asked: Exchange, status: Exchange
) -> None:
    recorded_server.play(asked, status)
    call = typed_call(asked, shop.generated, shop.package)
    client = clients.blocking.with_options(auth=shop.auth_of(asked), max_retries=0)
    job = call.make(client, shop.package)
    found = job.status()
    told = json.loads(status.answer)["operations_list"]
    assert recorded_server.requests[-1].path.endswith(f"/V1/bulk/{job.bulk_uuid}/detailed-status")
    assert [(item.index, int(item.status), item.message) for item in found.items] == [
        (entry["id"], entry["status"], entry["result_message"] or None) for entry in told
    ]
    assert [item.ok for item in found.items] == [entry["status"] == COMPLETE for entry in told]
    assert found.finished is all(entry["status"] != OPEN for entry in told)
    for item, entry in zip(found.items, told, strict=True):
        if item.value is not None:
            plain = json.loads(entry["result_serialized_data"])
            wrong = [place for rule, place in differences(item.value, plain, str) if rule not in RULES]
            assert wrong == []
