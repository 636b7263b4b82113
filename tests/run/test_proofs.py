"""What was proven to be up to date is known at once, and nothing that changes it goes unseen.

Each change is judged twice: by a run that remembers its proof, and by one without a cache, which reads everything.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.console.progress import Progress
from codegen.console.reporting import Reporter
from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.output.lock import LOCK_FILE
from codegen.run import package
from codegen.run.client import Mode, run
from codegen.run.current import Look, looked_through
from codegen.steps import STEPS
from tests.command_line import EXAMPLE

CODE = "shop/app/code/Acme"
ROUTES = """<routes><route url="/V1/acme/extra" method="GET">
    <service class="Acme\\Catalog\\Api\\ProductRepositoryInterface" method="get"/>
    <resources><resource ref="anonymous"/></resources></route></routes>
"""


class Shop:
    """A copy of the example with its package, and a cache that remembers it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._cache = Cache(folder / "cache")
        shutil.copytree(EXAMPLE / "magento2", folder / "shop")
        module = self.path("shop/app/code/Acme/StoreLocator")
        module.rename(self.path("locator"))
        module.symlink_to("../../../../locator", target_is_directory=True)
        (self.path("shop/app/code/Acme/Dangling")).symlink_to("../../../../later", target_is_directory=True)
        self.client = ClientConfig(
            name="shop", sources=("shop",), output=folder / "out", package="shop", base=folder
        )

    def path(self, path: str) -> Path:
        """A path below the folder."""
        return self.folder / path

    def run(self, mode: Mode, *, remembers: bool = True) -> int:
        """What a run of `generate` exits with."""
        cache = self._cache if remembers else NO_CACHE
        progress = Progress("shop", STEPS, quiet=True)
        with looked_through(self.client, cache) as current:
            return run(self.client, mode, False, Reporter("text", quiet=True), progress, current, cache)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shop = Shop(tmp_path)
    assert shop.run("write") == 0
    return shop


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done of that which a proof saves: looking through all folders, and building."""
    done: list[str] = []
    build = package.build

    class Listened(Look):
        def __call__(self, folder: Path) -> tuple[str, bool]:
            done.append("looked")
            return super().__call__(folder)

    def built(*arguments: object, **named: object) -> object:
        done.append("built")
        return build(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("codegen.run.current.Look", Listened)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # in this process, where it can be listened to
    monkeypatch.setattr(package, "build", built)
    return done


def test_what_was_written_is_known_to_be_up_to_date(shop: Shop, looks: list[str]) -> None:
    assert shop.run("check") == 0
    assert shop.run("write") == 0
    assert looks == []


def test_who_remembers_nothing_looks_through_all_folders(shop: Shop, looks: list[str]) -> None:
    assert shop.run("check", remembers=False) == 0
    assert looks == ["looked"]


def test_what_was_found_to_change_nothing_is_not_looked_into_again(shop: Shop, looks: list[str]) -> None:
    lock = (shop.folder / "out" / LOCK_FILE).read_bytes()
    shop.path(f"{CODE}/Catalog/Api/NobodyAsked.php").write_text("<?php\n")
    assert shop.run("check") == 0
    assert "built" in looks
    looks.clear()
    assert shop.run("check") == 0
    assert looks == []
    assert (shop.folder / "out" / LOCK_FILE).read_bytes() == lock


def new(path: str, text: str) -> Callable[[Shop], object]:
    def change(shop: Shop) -> None:
        shop.path(path).parent.mkdir(parents=True, exist_ok=True)
        shop.path(path).write_text(text)

    return change


def gone(path: str) -> Callable[[Shop], object]:
    def change(shop: Shop) -> None:
        found = shop.path(path)
        shutil.rmtree(found) if found.is_dir() and not found.is_symlink() else found.unlink()

    return change


def renamed(path: str, name: str) -> Callable[[Shop], object]:
    return lambda shop: shop.path(path).rename(shop.path(path).with_name(name))


def led_elsewhere(shop: Shop) -> None:
    shutil.copytree(shop.path("locator"), shop.path("other"))
    gone("other/etc/webapi.xml")(shop)
    link = shop.path(f"{CODE}/StoreLocator")
    link.unlink()
    link.symlink_to("../../../../other", target_is_directory=True)


def led_somewhere(shop: Shop) -> None:
    shutil.copytree(shop.path(f"{CODE}/StoreLocator"), shop.path("later"))
    for name in ("registration.php", "etc/module.xml"):
        path = shop.path(f"later/{name}")
        path.write_text(path.read_text().replace("Acme_StoreLocator", "Acme_Dangling"))
    routes = shop.path("later/etc/webapi.xml")
    routes.write_text(routes.read_text().replace('url="/V1/', 'url="/V1/dangling/'))


def vendored(shop: Shop) -> None:
    new("shop/vendor/acme/new/etc/webapi.xml", ROUTES)(shop)
    new("shop/vendor/acme/new/registration.php", "<?php register('module', 'Acme_New', __DIR__);")(shop)


def nearer(shop: Shop) -> None:
    """A class that Composer's path leads to is found in the module's own folder before."""
    contract = shop.path(f"{CODE}/Sales/Api/Data").glob("*.php")
    path = next(iter(sorted(contract)))
    shop.path("shop/lib/internal/Acme/Sales/Api/Data").mkdir(parents=True)
    path.rename(shop.path("shop/lib/internal/Acme/Sales/Api/Data") / path.name)


CHANGES: dict[str, Callable[[Shop], object]] = {
    "routes in a module without": new(f"{CODE}/Extra/etc/webapi.xml", ROUTES),
    "extension attributes": new(f"{CODE}/Catalog/etc/extension_attributes.xml", "<config/>"),
    "a file of preferences": new(f"{CODE}/Catalog/etc/di.xml", "<config/>"),
    "no routes": gone(f"{CODE}/Sales/etc/webapi.xml"),
    "no registration": gone(f"{CODE}/Sales/registration.php"),
    "no module": gone(f"{CODE}/Sales"),
    "no contract": gone(f"{CODE}/Catalog/Api/Data/ProductInterface.php"),
    "a contract in another case": renamed(
        f"{CODE}/Catalog/Api/Data/ProductInterface.php", "productinterface.PHP"
    ),
    "a folder in another case": renamed(f"{CODE}/Catalog/Api", "API"),
    "no link to a module": gone(f"{CODE}/StoreLocator"),
    "a link that leads elsewhere": led_elsewhere,
    "a link that leads somewhere": led_somewhere,
    "a module behind a link that changed": gone("locator/etc/webapi.xml"),
    "a contract in another place": nearer,
    "a vendor's module": vendored,
    "a vendor's composer.json": new(
        "shop/vendor/acme/new/composer.json", '{"autoload": {"files": ["etc/registration.php"]}}'
    ),
    "no version": gone("shop/vendor/magento/framework/composer.json"),
    "no list of modules": gone("shop/app/etc/config.php"),
    "attributes": new("shop/attributes.json", '{"entities": {}}'),
    "another system": new("shop/app/Mage.php", "<?php\n"),
}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("change", CHANGES)
def test_no_change_goes_unseen(shop: Shop, change: str) -> None:
    assert shop.run("check") == 0  # the states of all folders are known now
    time.sleep(0.02)  # the least that some systems tell times apart by
    CHANGES[change](shop)
    judged = outcome(shop, remembers=True)
    assert judged != 0
    assert judged == outcome(shop, remembers=False)
    if judged == 1:
        assert shop.run("write") == 0
        assert shop.run("check") == shop.run("check", remembers=False) == 0


def outcome(shop: Shop, *, remembers: bool) -> int | str:
    try:
        return shop.run("check", remembers=remembers)
    except CodegenError as error:
        return str(error)
