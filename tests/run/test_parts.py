"""What is taken from the parts of an earlier reading is what would be read: the same API, words, hashes and listing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.machine.cache import NO_CACHE, Cache
from codegen.parts import NOTHING, Kept, PartKind, ReadingPart, ReadingParts, kept_parts
from codegen.readers.base import Reading
from codegen.readers.php import files
from codegen.run import planning
from codegen.source import Inputs
from codegen.values import written
from tests.command_line import EXAMPLE

CODE = "app/code/Acme"
PRODUCT = f"{CODE}/Catalog/Api/Data/ProductInterface.php"
PREFERENCES = """<config>
    <preference for="Acme\\StoreLocator\\Api\\Data\\LocationInterface" type="Acme\\StoreLocator\\Model\\Place"/>
</config>
"""
PLACE = """<?php
namespace Acme\\StoreLocator\\Model;

class Place implements \\Acme\\StoreLocator\\Api\\Data\\LocationInterface
{
    public function __construct(string $closesOn, array $floorPlans)
    {
    }
}
"""


@pytest.fixture
def client(tmp_path: Path) -> ClientConfig:
    return example(tmp_path)


def example(folder: Path) -> ClientConfig:
    """A client of a copy of the example, in which one type is made by its constructor."""
    shutil.copytree(EXAMPLE / "magento2", folder / "shop")
    module = folder / "shop" / CODE / "StoreLocator"
    (module / "etc" / "di.xml").write_text(PREFERENCES)
    (module / "Model").mkdir()
    (module / "Model" / "Place.php").write_text(PLACE)
    return ClientConfig(name="shop", sources=("shop",), output=folder / "out", package="shop", base=folder)


def read(client: ClientConfig, cache: Cache) -> tuple[Reading | str, Inputs]:
    inputs = Inputs(cache)
    try:
        return planning.read(client, inputs), inputs
    except CodegenError as error:
        return str(error), inputs


def assert_same(client: ClientConfig, cache: Cache) -> Reading | str:
    """Read with the cache and without one, and compare all that comes of it."""
    warm, known = read(client, cache)
    cold, inputs = read(client, NO_CACHE)
    assert warm == cold
    assert known.hashes == inputs.hashes
    assert known.listing == inputs.listing
    assert known.problems in (inputs.problems, [])  # those of a reading that is kept are in it
    return warm


def edited(text: str, pattern: str, put: str, nth: int) -> str:
    """The text with one of the places that match replaced; with a line more where there is none."""
    places = list(re.finditer(pattern, text))
    if not places:
        return f"{text}\n"
    place = places[nth % len(places)]
    return text[: place.start()] + place.expand(put) + text[place.end() :]


EDITS: dict[str, tuple[str, str]] = {
    "a getter more": (r"\}\s*$", r"    /** @return string[] */ public function getMore();\n}\n"),
    "another name": (r"public function (\w+)", r"public function \g<1>Other"),
    "another type": (r"@return [^\n]*", r"@return \\Acme\\Catalog\\Api\\Data\\CategoryInterface[]"),
    "an unknown type": (r"@return [^\n]*", r"@return \\Acme\\Nowhere\\Api\\Data\\Nothing"),
    "no type": (r"@(return|param) [^\n]*", ""),
    "another parent": (r"extends [\\\w, ]+", r"extends \\Magento\\Framework\\Api\\SearchResultsInterface "),
    "its own parent": (r"interface (\w+)[^{]*", r"interface \g<1> extends \g<1> "),
    "no parent": (r"extends [\\\w, ]+", ""),
    "another class": (r"(interface|class) (\w+)", r"\g<1> \g<2>Other"),
    "another import": (r"use ([\w\\]+);", r"use Acme\\\g<1>;"),
    "another constructor": (r"(string|array) \$(\w+)", r"int $\g<2>Other"),
    "another preference": (r'type="([^"]+)"', r'type="\g<1>Other"'),
    "no sequence": (r"<sequence>", "<!-- -->"),
    "cut": (r"(?s).{40}$", ""),
    "a line more": (r"^", "\n"),
    "a route less": (r"(?s)<route .*?</route>", ""),
    "in conflict": (r"\n", r"\n<<<<<<< HEAD\n"),
    "switched off": (r"=> 1", "=> 0"),
}
NAMES = sorted(
    path.relative_to(EXAMPLE / "magento2").as_posix() for path in (EXAMPLE / "magento2").rglob("*.*")
)
FILES = [*NAMES, f"{CODE}/StoreLocator/etc/di.xml", f"{CODE}/StoreLocator/Model/Place.php"]
Step = tuple[str, str, int]
steps = st.tuples(st.sampled_from(FILES), st.sampled_from([*EDITS, "gone", "mended"]), st.integers(0, 20))


def take(step: Step, shop: Path, whole: Path) -> None:
    file, how, nth = step
    path = shop / file
    if how == "mended":
        shutil.rmtree(shop)
        shutil.copytree(whole, shop)
    elif path.exists():
        if how == "gone":
            path.unlink()
        else:
            path.write_text(edited(path.read_text(), *EDITS[how], nth))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=st.lists(steps, min_size=1, max_size=4))
def test_any_changes_are_read_as_without_a_cache(
    tmp_path_factory: pytest.TempPathFactory, taken: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("shop")
    client = example(folder)
    shutil.copytree(folder / "shop", folder / "whole")
    cache = Cache(folder / "cache")
    assert_same(client, cache)
    for step in taken:
        take(step, folder / "shop", folder / "whole")
        assert_same(client, cache)


@pytest.mark.parametrize("how", [*EDITS, "gone"])
def test_every_change_of_a_contract_is_read_as_without_a_cache(
    client: ClientConfig, tmp_path: Path, how: str
) -> None:
    shutil.copytree(tmp_path / "shop", tmp_path / "whole")
    cache = Cache(tmp_path / "cache")
    first = assert_same(client, cache)
    for file in (PRODUCT, "vendor/magento/framework/Api/SearchResultsInterface.php"):
        take((file, how, 0), tmp_path / "shop", tmp_path / "whole")
        assert_same(client, cache)
        take((file, "mended", 0), tmp_path / "shop", tmp_path / "whole")
    assert assert_same(client, cache) == first


@pytest.mark.parametrize(
    ("file", "pattern", "put"),
    [
        (f"{CODE}/StoreLocator/etc/di.xml", "Model.Place", r"Model\\Nothing"),
        (f"{CODE}/StoreLocator/etc/extension_attributes.xml", r'type="[^"]*"', 'type="int[]"'),
        ("vendor/magento/framework/composer.json", r'"type"', '"version": "100.1.9", "type"'),
        ("app/etc/config.php", r"'Acme_StoreLocator' => 1", "'Acme_StoreLocator' => 0"),
    ],
)
def test_what_facts_of_contracts_depend_on_is_known(
    client: ClientConfig, tmp_path: Path, file: str, pattern: str, put: str
) -> None:
    """None of these files is read for a contract, but each decides about some."""
    cache = Cache(tmp_path / "cache")
    first = assert_same(client, cache)
    path = tmp_path / "shop" / file
    assert re.search(pattern, path.read_text())
    path.write_text(edited(path.read_text(), pattern, put, 0))
    assert assert_same(client, cache) != first


def test_modules_of_the_sources_and_of_the_shop_around_them_are_told_apart(
    client: ClientConfig, tmp_path: Path
) -> None:
    client = client._replace(sources=(f"shop/{CODE}/Sales", f"shop/{CODE}/Customer"))
    cache = Cache(tmp_path / "cache")
    for number in range(2):
        assert_same(client, cache)
        path = f"{CODE}/Sales/Api/OrderRepositoryInterface.php"
        take((path, "a line more", number), tmp_path / "shop", tmp_path / "none")


@pytest.mark.parametrize("how", ["in conflict", "another class", "cut", "its own parent", "gone"])
def test_what_was_said_of_one_file_is_said_again_when_another_changes(
    client: ClientConfig, tmp_path: Path, how: str
) -> None:
    cache = Cache(tmp_path / "cache")
    whole = assert_same(client, cache)
    take((PRODUCT, how, 0), tmp_path / "shop", tmp_path / "none")
    damaged = assert_same(client, cache)
    assert isinstance(whole, Reading)
    assert isinstance(damaged, Reading)
    assert set(damaged.diagnostics) > set(whole.diagnostics)
    for file in (f"{CODE}/Sales/Api/OrderRepositoryInterface.php", f"{CODE}/Sales/etc/webapi.xml"):
        take((file, "a line more", 0), tmp_path / "shop", tmp_path / "none")
        assert_same(client, cache)


def test_what_can_not_be_read_is_a_problem_of_every_run(client: ClientConfig, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    registration = tmp_path / "shop" / CODE / "Sales" / "registration.php"
    registration.unlink()
    registration.symlink_to("nothing")
    for number in range(3):
        damaged = assert_same(client, cache)
        assert isinstance(damaged, Reading)
        assert "unreadable-input" in {found.code for found in damaged.diagnostics}
        take((PRODUCT, "a line more", number), tmp_path / "shop", tmp_path / "none")


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the PHP files that are parsed from now on."""
    names: list[str] = []
    real = files.read_php

    def read_php(inputs: Inputs, source: files.Source) -> object:
        names.append(source.path.name)
        return real(inputs, source)

    monkeypatch.setattr("codegen.readers.php.classes.read_php", read_php)
    return names


def test_only_what_has_to_do_with_a_changed_class_is_parsed(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    names = parsed(monkeypatch)
    first, inputs = read(client, cache)
    everything = set(names)
    names.clear()
    path = tmp_path / "shop" / CODE / "StoreLocator" / "Api" / "Data" / "OpeningHoursInterface.php"
    path.write_text(edited(path.read_text(), *EDITS["a getter more"], 0))
    changed, known = read(client, cache)
    assert changed != first
    assert "OpeningHoursInterface.php" in names
    assert len({*names}) < len(everything) / 3
    assert known.hashes.keys() == inputs.hashes.keys()


def test_a_route_needs_no_contract_that_is_known(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    read(client, cache)
    path = tmp_path / "shop" / CODE / "Sales" / "etc" / "webapi.xml"
    path.write_text(edited(path.read_text(), *EDITS["a route less"], 0))
    names = parsed(monkeypatch)
    warm, _ = read(client, cache)
    assert names == []
    assert read(client, NO_CACHE)[0] == warm


def test_what_changes_while_it_is_read_is_read_again(
    client: ClientConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that one part was made from, known to be unchanged, changes before it is read for another."""
    cache = Cache(tmp_path / "cache")
    read(client, cache)
    product = tmp_path / "shop" / PRODUCT
    results = tmp_path / "shop" / CODE / "Catalog" / "Api" / "Data" / "ProductSearchResultsInterface.php"
    results.write_text(edited(results.read_text(), r"\n", "\n\n", 0))
    real = files.read_php

    def read_php(inputs: Inputs, source: files.Source) -> object:
        if source.path.name == results.name and "getMore" not in product.read_text():
            product.write_text(edited(product.read_text(), *EDITS["a getter more"], 0))
        return real(inputs, source)

    monkeypatch.setattr("codegen.readers.php.classes.read_php", read_php)
    warm, known = read(client, cache)
    assert "getMore" in product.read_text()
    cold, inputs = read(client, NO_CACHE)
    assert (warm, known.hashes) == (cold, inputs.hashes)


NUMBERS = PartKind("numbers", int)
WORDS = PartKind("words", str)


def kept(parts: ReadingParts, states: dict[str, str], now: dict[str, str] | None = None) -> Kept:
    data = parts.dump(states)
    assert data is not None
    return kept_parts(data, lambda keys: {key: (now or states)[key] for key in keys})


def test_layers_become_one_before_there_are_many() -> None:
    states = {f"f{number}": "1" for number in range(30)}
    known = NOTHING
    most = 0
    for number in range(30):
        parts = ReadingParts(lambda known=known: known)
        for earlier in range(number):
            assert parts.find(NUMBERS, str(earlier)) == ReadingPart(earlier, (f"f{earlier}",), ())
        parts.add(NUMBERS, str(number), ReadingPart(number, (f"f{number}",), ()))
        known = kept(parts, states)
        most = max(most, len(known.layers["numbers"]))
    assert 2 < most < 10


def test_what_no_run_asks_for_is_kept_no_longer() -> None:
    parts = ReadingParts()
    for name in ("a", "b"):
        parts.add(WORDS, name, ReadingPart(name, (), ()))
    known = kept(parts, {})
    again = ReadingParts(lambda: known)
    assert again.find(WORDS, "a")
    assert not ReadingParts(lambda: kept(again, {})).find(WORDS, "b")


def test_parts_of_a_changed_file_are_gone_and_nothing_else_is_written_anew() -> None:
    parts = ReadingParts()
    parts.add(NUMBERS, "a", ReadingPart(1, ("x", "y"), ()))
    parts.add(NUMBERS, "b", ReadingPart(2, ("y",), ()))
    known = kept(parts, {"x": "1", "y": "1"}, {"x": "2", "y": "1"})
    again = ReadingParts(lambda: known)
    assert not again.find(NUMBERS, "a")
    assert again.find(NUMBERS, "b")
    assert again.dump({"y": "1"}) is None
    assert not again.torn({"x": "2", "y": "1"})
    assert again.torn({"y": "2"})


@pytest.mark.parametrize("name", ["surrogate \udc80", "plain"])
def test_parts_that_no_bytes_can_be_are_not_kept_and_others_are(name: str) -> None:
    parts = ReadingParts()
    parts.add(NUMBERS, "a", ReadingPart(1, (), ()))
    parts.add(WORDS, "a", ReadingPart(name, (), ()))
    again = ReadingParts(lambda: kept(parts, {}))
    assert again.find(NUMBERS, "a") == ReadingPart(1, (), ())
    assert bool(again.find(WORDS, "a")) == (name == "plain")


@pytest.mark.parametrize("rows", [b"", b"rotten", [("a", "no number", ())]])
def test_rows_that_are_others_count_as_none(rows: object) -> None:
    layer = {"a": ()}, written(rows) if isinstance(rows, list) else rows
    assert ReadingParts(lambda: Kept({}, {}, {"numbers": [layer]})).find(NUMBERS, "a") is None
    assert kept_parts(b"rotten", lambda keys: {}) == NOTHING
