"""The README's usage of a client of Magento 1's REST API, run as it stands."""

from __future__ import annotations

import re
import sys
from functools import partial
from importlib import import_module

import pytest

from tests.conftest import REPOSITORY
from tests.runtime.api2.conftest import Generated


def test_the_usage_runs_as_it_stands(
    openmage: Generated, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    pages = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    (usage,) = (page for page in pages if "from legacy_rest import" in page)
    package = openmage.package
    keys = package.OAuth1("key", "secret", "token", "token secret")
    with import_module(f"{package.__name__}.testing").FakeShop(auth=keys) as fake:
        item = package.models.catalog_inventory.StockItem
        items = fake.holds(
            fake.client.stock_items,
            [item(item_id="1", qty="4.0000"), item(item_id="9", qty="5")],
            key="item_id",
        )
        products = fake.holds(fake.client.products)
        monkeypatch.setattr(package, "Client", partial(package.Client, http_client=fake.http_client()))
        monkeypatch.setitem(sys.modules, "legacy_rest", package)
        exec(usage, {})
        told, refused = capsys.readouterr().out.splitlines()
        assert told == "1 4.0"
        assert refused == "1 Resource not found."
        assert float(items.get(1).qty) == 5
        assert products.items[0].sku == "A-1"
        assert [call.arguments.get("limit") for call in fake.calls(fake.client.stock_items.list)] == ["100"]
        assert {request.headers["accept"] for request in fake.requests} == {"text/xml"}
