"""Whatever a reader asks of folders is told: each question to the system is about something that `Inputs` knows of.

What a proof of freshness rests on (`run/proofs`) is complete only if this holds. So the system itself is listened to.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from codegen.config import ClientConfig
from codegen.contents import folder_key
from codegen.machine.cache import NO_CACHE
from codegen.readers import registry
from codegen.readers.base import Reader, ReadOptions
from codegen.roots import path_locator
from codegen.run.attributes import shop_attributes
from codegen.source import Inputs
from codegen.systems import MAGENTO2
from tests.command_line import EXAMPLE

ASKING = ("stat", "lstat", "scandir", "listdir", "access", "open", "readlink")
CODE = "app/code/Acme"


@contextmanager
def listened() -> Iterator[set[str]]:
    """The paths, from the top of the system on, that the system is asked about inside the block."""
    asked: set[str] = set()
    real = {name: getattr(os, name) for name in ASKING}

    def listening(name: str) -> Callable[..., Any]:
        def ask(path: Any = ".", *more: Any, **named: Any) -> Any:
            if not isinstance(path, int):
                asked.add(os.path.join(os.getcwd(), os.fspath(path)))
            return real[name](path, *more, **named)

        return ask

    with pytest.MonkeyPatch.context() as patched:
        for name in ASKING:
            patched.setattr(os, name, listening(name))
        yield asked


@dataclass
class Shop:
    """A copy of the example as `shop`, with what is odd in it, and how it is given to the generator."""

    folder: Path

    def client(self, *sources: str, php_paths: Sequence[str] = ()) -> ClientConfig:
        return ClientConfig(
            name="shop",
            sources=sources,
            output=self.folder / "out",
            package="shop",
            base=self.folder,
            php_paths=tuple(php_paths),
        )

    def put(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "shop")
    return Shop(tmp_path)


def a_whole_shop(shop: Shop) -> ClientConfig:
    return shop.client("shop")


def one_of_several_modules(shop: Shop) -> ClientConfig:
    return shop.client(f"shop/{CODE}/Sales", f"shop/{CODE}/Catalog")


def a_module_by_itself(shop: Shop) -> ClientConfig:
    (shop.folder / "shop" / CODE / "Sales").rename(shop.folder / "sales")
    return shop.client("sales")


def a_module_with_contracts_elsewhere(shop: Shop) -> ClientConfig:
    (shop.folder / "shop" / CODE / "Sales").rename(shop.folder / "sales")
    return shop.client("sales", php_paths=["shop"])


def a_file_of_routes(shop: Shop) -> ClientConfig:
    return shop.client(f"shop/{CODE}/Sales/etc/webapi.xml")


def routes_and_wsdls(shop: Shop) -> ClientConfig:
    shutil.copytree(EXAMPLE / "magento2-wsdl", shop.folder / "shop" / CODE / "Sales" / "wsdl")
    return shop.client(f"shop/{CODE}/Sales")


def attributes_beside_it(shop: Shop) -> ClientConfig:
    shop.put("shop/attributes.json", '{"entities": {}}')
    return shop.client("shop")


def packages_of_composer(shop: Shop) -> ClientConfig:
    module = shop.folder / "shop" / CODE / "GiftWrap"
    module.rename(shop.folder / "gift")
    vendor = shop.folder / "shop/vendor/acme"
    vendor.mkdir(parents=True, exist_ok=True)
    (vendor / "gift").symlink_to("../../../gift", target_is_directory=True)
    (vendor / "gone").symlink_to("../nowhere", target_is_directory=True)
    shop.put(
        "shop/vendor/acme/many/composer.json",
        '{"autoload": {"files": ["src/registration.php", "none/registration.php"], "psr-4": {"Many\\\\": "src/"}}}',
    )
    shop.put("shop/vendor/acme/many/src/registration.php", "<?php register('module', 'Acme_Many', __DIR__);")
    shop.put(
        "shop/vendor/acme/library/composer.json", '{"autoload": {"psr-4": {"Library\\\\": ["src", "lib"]}}}'
    )
    shop.put("shop/vendor/acme/library/lib/Thing.php", "<?php namespace Library; interface Thing {}")
    return shop.client("shop")


def classes_that_are_nowhere(shop: Shop) -> ClientConfig:
    for path in (shop.folder / "shop" / CODE / "Catalog" / "Api").rglob("*.php"):
        text = path.read_text().replace("@return string", "@return \\Acme\\Nowhere\\Api\\Thing[]")
        path.write_text(text.replace("extends ", "extends \\Elsewhere\\Thing, "))
    return shop.client("shop")


@pytest.mark.parametrize(
    "given",
    [
        a_whole_shop,
        one_of_several_modules,
        a_module_by_itself,
        a_module_with_contracts_elsewhere,
        a_file_of_routes,
        routes_and_wsdls,
        attributes_beside_it,
        packages_of_composer,
        classes_that_are_nowhere,
    ],
)
def test_each_question_is_told(shop: Shop, given: Callable[[Shop], ClientConfig]) -> None:
    client = given(shop)
    inputs = Inputs(NO_CACHE)
    with listened() as asked:
        reading = registry.read(
            client.roots(), inputs, ReadOptions(protocol=client.protocol, php_paths=client.php_roots())
        )
        shop_attributes(client, MAGENTO2, inputs)
    assert reading.api.operations
    assert inputs.folders_told
    located = path_locator(client.all_roots())
    read = {located(key) for key in inputs.hashes}
    above = {os.fspath(each) for root in client.all_roots() for each in (root.path, *root.path.parents)}
    untold = {
        path
        for path in map(os.path.normpath, asked)
        if path not in read | above
        and any(Path(path).is_relative_to(folder) for folder in (shop.folder, *shop.folder.parents[:-1]))
        and folder_key(path) not in inputs.folders.states
        and folder_key(os.path.dirname(path)) not in inputs.folders.states
    }
    assert not untold


def test_the_answers_are_those_about_the_folders_that_are_told(shop: Shop) -> None:
    client = packages_of_composer(shop)
    inputs = Inputs(NO_CACHE)
    registry.read(client.roots(), inputs, ReadOptions())
    assert {key.partition("\0")[0] for key in inputs.folders.answers} <= inputs.folders.states.keys()
    assert any(state.startswith("linked:") for state in inputs.folders.states.values())


def test_what_another_reader_asked_is_told_by_nobody(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that claims nothing has looked all the same, and need not say so."""
    known = [*registry.readers()]
    silent = Reader(name="silent", files=(), claims=lambda root: False, read=known[0].read)
    monkeypatch.setattr(registry, "readers", lambda protocol: iter([silent, *known]))
    client = a_whole_shop(shop)
    inputs = Inputs(NO_CACHE)
    registry.read(client.roots(), inputs, ReadOptions(protocol=client.protocol))
    assert not inputs.folders_told
