"""The README's usage of a generated client, run as it stands."""

from __future__ import annotations

import re
import sys
from functools import partial
from importlib import import_module

import pytest

from tests.conftest import REPOSITORY
from tests.replay.conftest import Shop


def test_the_usage_runs_as_it_stands(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    usage, *_ = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    package = shop.package
    with import_module(f"{package.__name__}.testing").FakeShop(
        auth=package.AdminToken("user", "secret")
    ) as fake:
        products, orders = fake.client.catalog.product_repository, fake.client.sales.order_repository
        held = fake.holds(products, [package.models.catalog.Product(sku="24-MB01", name="Bag", price=34)])
        fake.holds(
            orders,
            [
                package.models.sales.Order(
                    entity_id=number, increment_id=f"{number}", status=status, grand_total=2.5
                )
                for number, status in ((6, "complete"), (7, "pending"))
            ],
        )
        monkeypatch.setattr(package, "Client", partial(package.Client, http_client=fake.http_client()))
        monkeypatch.setitem(sys.modules, "acme_store", package)
        exec(usage, {})
        assert capsys.readouterr().out.splitlines() == [
            "Bag 34.0",
            "7 2.5",
            "404 No such entity with sku = no such",
        ]
        assert held.get("24-MB01").price == 39
        assert [call.store for call in fake.calls] == ["default", "default", "all", "default"]
        assert fake.calls(orders.get_list).only.arguments["search_criteria"].page_size == 50
