"""The scripts do what they say, whatever `optional` is, and type checkers have nothing to say of them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.runtime.server import Server
from tests.type_checkers import Mypy
from tests.usage.conftest import AWAITED, CLEAN, HERE, MODES, SCRIPTS, Package
from tests.usage.shop_server import Shop

PRINTED = {
    "bulk_prices": ["2 prices, 1 refused", "1 65.94 is more than 24-MB02 may cost"],
    "custom_endpoint": ["thing 1", "t-like-null", "application/json; charset=utf-8 24-MB01"],
    "customers": ["rosa@example.org Rosa 1990-05-17 ['New Town', 'Port']"],
    "errors": [
        "404 The product that was requested doesn't exist. Verify the product and try again.",
        "\"price\" is required. \"%field\" is required. {'field': 'price'}",
        "PUT /V1/products/{sku}: product has no field 'prise'; did you mean 'price'? "
        "(RequestOptions(allow_unknown_fields=True) sends it all the same)",
        "Product.weight is missing (None)",
    ],
    "image": ["100", "1 FROM THE SIDE thumbnail"],
    "invoice_and_shipment": ["order 000000002: invoice 100, shipment 101"],
    "oauth": ["2 ['Duffle', None]"],
    "orders_of_the_last_day": [
        "000000002 rosa@example.org: 2 x 24-MB01",
        "000000003 rosa@example.org: 1.5 x 24-MB02",
        "000000004 rosa@example.org: ",
        "total 31.75",
    ],
    "product_with_custom_attributes": [
        "100 4 2026-01-31",
        "b-1 17.0 {'color': '5', 'news_from_date': '2026-01-31'}",
        "1.5",
    ],
    "stock": ["24-MB01: 3 -> 13, for sale", "24-MB02: 0 -> 2.5, for sale"],
}
"""What each script prints."""
PLUGINS: dict[str, list[str | Path]] = {"plain": [], "plugin": ["--config-file", HERE / "with_plugin.ini"]}
"""What mypy is given, without the plug-in of pydantic and with it."""


ONE_AFTER_ANOTHER = """
import contextlib, io, json, runpy, sys
printed = {}
for script, url in json.loads(sys.argv[1]):
    sys.argv[:] = [script, url]
    with contextlib.redirect_stdout(io.StringIO()) as text:
        runpy.run_path(script, run_name="__main__")
    printed[script] = text.getvalue().splitlines()
print(json.dumps(printed))
"""


def printed(folder: Path, shops: Mapping[Path, Shop]) -> dict[str, list[str]]:
    """What scripts print with the package in that folder, each asking a shop of its own; a warning is an error.

    They run in one process, which loads the package once.
    """
    with ExitStack() as stack:
        asked = [(str(script), stack.enter_context(serving(shop))) for script, shop in shops.items()]
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", ONE_AFTER_ANOTHER, json.dumps(asked)],
            env={**os.environ, "PYTHONPATH": str(folder)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    return {Path(script).stem: lines for script, lines in json.loads(done.stdout).items()}


@contextmanager
def serving(shop: Shop) -> Iterator[str]:
    """The address of a shop, which learns it."""
    with Server(shop.answer) as server:
        shop.url = server.url
        yield server.url


@pytest.mark.parametrize("optional", MODES)
def test_the_scripts_do_what_they_say(package: Package, optional: str) -> None:
    shops = {script: Shop() for script in SCRIPTS}
    assert printed(package(optional), shops) == PRINTED
    arrived(shops[HERE / "scripts" / "invoice_and_shipment.py"])


def test_the_awaited_scripts_do_the_same(package: Package) -> None:
    assert printed(package("declared"), {script: Shop() for script in AWAITED}) == PRINTED


def test_every_script_has_an_awaited_twin() -> None:
    assert [script.name for script in AWAITED] == [script.name for script in SCRIPTS]


def arrived(shop: Shop) -> None:
    """Assert that an invoice and a shipment arrived as they were meant."""
    invoice, shipment = shop.documents
    assert invoice == {"order_id": 2, "kind": "invoice", "capture": True, "notify": True}
    assert shipment["items"] == [{"order_item_id": 7, "qty": 2}]
    assert shipment["tracks"] == [{"track_number": "TR-77", "title": "Parcel", "carrier_code": "custom"}]


def test_no_script_silences_a_type_checker() -> None:
    for script in [*SCRIPTS, *AWAITED]:
        words = set(re.findall(r"\w+", script.read_text("utf-8")))
        assert not words & {"assert", "cast", "ignore", "noqa", "Any"}, script.name


@pytest.mark.parametrize("optional", MODES)
@pytest.mark.parametrize("plugins", PLUGINS)
def test_mypy_strict_accepts_the_package_and_its_use(
    package: Package, mypy: Mypy, optional: str, plugins: str
) -> None:
    folder = package(optional)
    scripts = [*SCRIPTS, *AWAITED] if optional in CLEAN else []
    done = mypy(folder / "acme_store", *scripts, cwd=folder, options=PLUGINS[plugins])
    assert done.returncode == 0, done.stdout
