"""The README's usage of a client of Magento 1's REST API, run as it stands."""

from __future__ import annotations

import json
import re
import sys

import pytest

from tests.conftest import REPOSITORY
from tests.peers.replay import Answer, ReplayServer
from tests.runtime.api2.conftest import Generated

XML = (("Content-Type", "text/xml"),)


def test_the_usage_runs_as_it_stands(
    openmage: Generated,
    replay: ReplayServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    pages = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    (usage,) = (page for page in pages if "from legacy_rest import" in page)
    items = "<data_item><item_id>1</item_id><qty>4.0000</qty></data_item>"
    refused = {"error": [{"message": "Resource not found.", "code": 404, "item_id": 2}]}
    location = ("Location", "/api/rest/products/8")
    replay.add(
        "GET", "/api/rest/stockitems", Answer(f"<magento_api>{items}</magento_api>".encode(), 200, XML)
    )
    replay.add("POST", "/api/rest/products", Answer(b"", 200, (location,)))
    replay.add("PUT", "/api/rest/stockitems", Answer(json.dumps(refused).encode(), 207))
    monkeypatch.setitem(sys.modules, "legacy_rest", openmage.package)
    exec(usage.replace("https://shop.example", replay.url), {})
    item, verdict = capsys.readouterr().out.splitlines()
    assert item == "1 4.0"
    assert verdict.endswith("Resource not found.")
    stock, create, update = replay.requests
    assert ("filter[1][lt]", "5") in stock.query
    assert ("limit", "100") in stock.query
    assert b"<sku>A-1</sku>" in create.body
    assert update.body.count(b"<data_item>") == 2
