"""What is known of a class names all files that it was read from, whenever and in whatever order it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codegen.contents import folder_of
from codegen.readers.php.autoload import Autoload
from codegen.readers.php.classes import Classes
from codegen.readers.php.model import PhpClass
from codegen.roots import Root
from codegen.source import Inputs

FILES = {
    "A.php": "<?php namespace Acme; interface A extends B { public function one(); }",
    "B.php": "<?php namespace Acme; interface B extends \\Other\\C { public function two(); }",
    "lib/C.php": "<?php namespace Other; interface C { public function three(); }",
    "lib/D.php": "<?php namespace Other; interface D {}",
    "Deep/Misnamed.php": "<?php namespace Elsewhere; interface Misnamed {}",
    "Broken.php": "<?php namespace Acme; interface Broken { public function one(); } }}",
}


class Traced:
    """Classes of a folder, one of which only its `composer.json` tells of."""

    def __init__(self, folder: Path) -> None:
        root = Root(folder, "shop", "shop")
        self._inputs = Inputs()
        autoload = Autoload([root], self._inputs, [(root, folder)])
        autoload.register("Acme", root, folder)
        self.classes = Classes(autoload, self._inputs)

    def get(self, name: str) -> tuple[PhpClass | None, set[str], list[str]]:
        """A class, the files that it and its methods are from, and the codes of what is said of them."""
        with self._inputs.traced() as trace:
            found = self.classes.get(name)
            if found:
                self.classes.methods(found)
        files = {key.removeprefix("shop/") for key in trace.keys if folder_of(key) is None}
        return found, files, [each.code for each in trace.told]


@pytest.fixture
def shop(tmp_path: Path) -> Traced:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    declared = {"autoload": {"psr-4": {"Other\\": "lib/"}}}
    (tmp_path / "composer.json").write_text(json.dumps(declared))
    return Traced(tmp_path)


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A"), ("A", "A", "B", "B")])
def test_methods_are_from_all_that_they_are_inherited_from(shop: Traced, order: tuple[str, ...]) -> None:
    above = {"A": {"A.php", "B.php", "lib/C.php"}, "B": {"B.php", "lib/C.php"}}
    for name in order:
        found, keys, _ = shop.get(f"Acme\\{name}")
        assert found
        assert "three" in shop.classes.methods(found)
        assert keys == {*above[name], "composer.json"}


def test_a_class_that_only_composer_knows_is_from_its_file_too(shop: Traced) -> None:
    for name in ("C", "D", "C"):
        assert shop.get(f"Other\\{name}")[1] == {f"lib/{name}.php", "composer.json"}


def test_one_that_is_nowhere_is_from_what_was_looked_into(shop: Traced) -> None:
    """Two names lead to one file, which declares neither."""
    for name in ("One\\Deep\\Misnamed", "Two\\Deep\\Misnamed", "One\\Deep\\Misnamed"):
        assert shop.get(name) == (None, {"Deep/Misnamed.php", "composer.json"}, [])


def test_what_there_is_to_say_of_a_file_is_said_each_time(shop: Traced) -> None:
    for _ in range(2):
        assert shop.get("Acme\\Broken")[1:] == ({"Broken.php"}, ["php-syntax"])


def test_what_is_found_does_not_depend_on_what_was_looked_for_before(tmp_path: Path) -> None:
    """A registered namespace comes before one that a `composer.json` tells of, whether that was read already or not."""
    for name in ("registered/Deep/D.php", "declared/D.php", "declared/E.php"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<?php namespace Acme\\Deep; interface {Path(name).stem} {{}}")
    declared = {"autoload": {"psr-4": {"Acme\\Deep\\": "declared/"}}}
    (tmp_path / "composer.json").write_text(json.dumps(declared))
    root = Root(tmp_path, "shop", "shop")
    found = []
    for order in (["D", "E"], ["E", "D"]):
        autoload = Autoload([root], Inputs())
        autoload.register("Acme", root, tmp_path / "registered")
        classes = Classes(autoload, Inputs())
        found.append({name: classes.get(f"Acme\\Deep\\{name}") for name in order})
    assert found[0] == found[1]
    assert found[0]["D"]
    assert found[0]["D"].source.shown == "shop/registered/Deep/D.php"
