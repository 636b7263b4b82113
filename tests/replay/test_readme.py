"""The README's usage of a generated client, run as it stands."""

from __future__ import annotations

import re
import sys

import pytest

from tests.conftest import REPOSITORY
from tests.peers.replay import ReplayServer
from tests.replay.conftest import Shop


def test_the_usage_runs_as_it_stands(
    shop: Shop, replay: ReplayServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    usage, *_ = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    monkeypatch.setitem(sys.modules, "acme_store", shop.package)
    replay.add("POST", "/rest/V1/integration/admin/token", "a token")
    replay.add("GET", "/rest/default/V1/products/24-MB01", {"sku": "24-MB01", "name": "Bag", "price": 34})
    order = {"increment_id": "7", "grand_total": 2.5}
    replay.add("GET", "/rest/default/V1/orders", {"items": [order], "total_count": 1})
    replay.add("PUT", "/rest/all/V1/products/24-MB01", {"sku": "24-MB01"})
    exec(usage.replace("https://shop.example", replay.url), {})
    *shown, refused = capsys.readouterr().out.splitlines()
    assert shown == ["Bag 34.0", "7 2.5"]
    assert refused.startswith("404 no answer is prepared for GET")
    *_, orders, change, _ = replay.requests
    assert ("searchCriteria[page_size]", "50") in orders.query
    assert change.json() == {"product": {"sku": "24-MB01", "price": 39.0}}
