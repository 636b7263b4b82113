"""The scripts do what they say, whatever `optional` is, and type checkers have nothing to say of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runtime.server import Server
from tests.type_checkers import Mypy, pyright
from tests.usage.conftest import AWAITED, HERE, MODES, SCRIPTS, Package
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
CLEAN = ("declared", "none")
"""The modes in which a script needs no check for None; with `all` every field may be None."""
PLUGINS: dict[str, list[str | Path]] = {"plain": [], "plugin": ["--config-file", HERE / "with_plugin.ini"]}
"""What mypy is given, without the plug-in of pydantic and with it."""


def run(folder: Path, script: Path, url: str) -> subprocess.CompletedProcess[str]:
    """A script, finished, with the package in that folder and the shop at that address; a warning is an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", str(script), url],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
@pytest.mark.parametrize("optional", MODES)
def test_a_script_runs(package: Package, optional: str, script: Path) -> None:
    check_output(package(optional), script)


@pytest.mark.parametrize("script", AWAITED, ids=lambda script: script.stem)
def test_an_awaited_script_does_the_same(package: Package, script: Path) -> None:
    check_output(package("declared"), script)


def test_every_script_has_an_awaited_twin() -> None:
    assert [script.name for script in AWAITED] == [script.name for script in SCRIPTS]


def check_output(folder: Path, script: Path) -> None:
    """Run a script against a shop of its own, and compare what it prints."""
    shop = Shop(lambda: server.url)
    with Server(shop.answer) as server:
        done = run(folder, script, server.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == PRINTED[script.stem]


def test_a_shipment_arrives_as_it_was_meant(package: Package) -> None:
    shop = Shop(lambda: server.url)
    with Server(shop.answer) as server:
        run(package("declared"), HERE / "scripts" / "invoice_and_shipment.py", server.url)
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


def test_pyright_strict_accepts_the_packages_and_their_use(package: Package, tmp_path: Path) -> None:
    """All at once, so that it reads the libraries once."""
    for optional in MODES:
        shutil.copytree(package(optional) / "acme_store", tmp_path / optional / "acme_store")
        if optional in CLEAN:
            shutil.copytree(HERE / "scripts", tmp_path / optional / "scripts")
    done = pyright(tmp_path, tmp_path, executionEnvironments=[{"root": optional} for optional in MODES])
    assert done.returncode == 0, done.stdout
