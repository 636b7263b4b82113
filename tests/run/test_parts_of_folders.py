"""A part of a reading depends on what was asked about folders for it, and on nothing else that lies in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.machine.cache import NO_CACHE, Cache
from tests.run.test_parts import CODE, assert_same, edited, example, parsed, read


@pytest.fixture
def client(tmp_path: Path) -> ClientConfig:
    return example(tmp_path)


def test_a_file_that_nobody_asked_for_makes_nothing_anew(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    first, _ = read(client, cache)
    data = tmp_path / "shop" / CODE / "Sales" / "Api" / "Data"
    (data / "NewInterface.php").write_text("<?php\n")
    names = parsed(monkeypatch)
    assert read(client, cache)[0] == first
    assert names == []
    (data / "NewInterface.php").unlink()
    assert read(client, cache)[0] == first
    assert names == []


def test_a_file_that_was_missing_makes_anew_what_missed_it(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    path = tmp_path / "shop" / CODE / "StoreLocator" / "Api" / "Data" / "OpeningHoursInterface.php"
    hidden = path.rename(path.with_suffix(".hidden"))
    without, _ = read(client, cache)
    hidden.rename(path)
    names = parsed(monkeypatch)
    found, _ = read(client, cache)
    assert found != without
    assert path.name in names
    assert "ProductInterface.php" not in names
    assert read(client, NO_CACHE)[0] == found


def returning(tmp_path: Path, contract: str, name: str) -> None:
    """Let a contract have one getter more, which returns a class."""
    path = tmp_path / "shop" / CODE / contract
    getter = f"    /** @return \\{name} */ public function getMore();\n}}\n".replace("\\", "\\\\")
    path.write_text(edited(path.read_text(), r"\}\s*$", getter, 0))


def declared(path: Path, name: str, getter: str) -> None:
    """Write a file with an interface, which has one getter."""
    namespace, _, short = name.rpartition("\\")
    path.parent.mkdir(parents=True)
    body = f"/** @return string */ public function {getter}();"
    path.write_text(f"<?php\nnamespace {namespace};\n\ninterface {short}\n{{\n    {body}\n}}\n")


def test_a_folder_in_which_a_class_is_found_before_makes_it_anew(
    client: ClientConfig, tmp_path: Path
) -> None:
    cache = Cache(tmp_path / "cache")
    name = "Magento\\Framework\\Service\\Thing"
    returning(tmp_path, "Catalog/Api/Data/ProductInterface.php", name)
    declared(tmp_path / "shop/lib/internal/Magento/Framework/Service/Thing.php", name, "getOld")
    far = assert_same(client, cache)
    declared(tmp_path / "shop/vendor/magento/framework/Service/Thing.php", name, "getNew")
    assert assert_same(client, cache) != far


@pytest.mark.parametrize("found", ["One", "Two"])
def test_a_folder_in_which_only_the_end_of_a_name_is_found_makes_it_anew(
    client: ClientConfig, tmp_path: Path, found: str
) -> None:
    cache = Cache(tmp_path / "cache")
    returning(tmp_path, "Catalog/Api/Data/ProductInterface.php", "Elsewhere\\One\\Thing")
    returning(tmp_path, "Sales/Api/Data/OrderInterface.php", "Elsewhere\\Two\\Thing")
    without = assert_same(client, cache)
    declared(tmp_path / "shop" / found / "Thing.php", f"Elsewhere\\{found}\\Thing", "getNew")
    assert assert_same(client, cache) != without
