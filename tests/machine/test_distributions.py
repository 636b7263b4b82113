"""What is told of distributions is what `importlib.metadata` tells, or no less than that."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points, version
from pathlib import Path
from zipfile import ZipFile

import pytest

from codegen.machine.distributions import may_offer, version_of
from codegen.machine.requirements import required

OFFER = "[acme.readers]\ntoy = toy:READER\n"
NAMED = "Name: toy\nVersion: 1.0\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all that Python looks for modules in, beside one that is not there."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "gone"), str(folder)])
    return folder


def offered() -> bool:
    return bool(entry_points(group="acme.readers"))


def test_nothing_is_offered_where_no_distribution_names_the_group(place: Path) -> None:
    for name in ("toy-1.0.dist-info", "old.egg-info"):
        (place / name).mkdir()
    (place / "toy-1.0.dist-info/entry_points.txt").write_text("[console_scripts]\nacme = toy:main\n")
    (place / "single.egg-info").write_text("Name: single\n")
    assert (may_offer("acme.r"), offered()) == (False, False)


@pytest.mark.parametrize("name", ["toy-1.0.dist-info", "toy.egg-info", "Toy-1.0.DIST-INFO"])
def test_a_distribution_that_names_the_group_may_offer(place: Path, name: str) -> None:
    (place / name).mkdir()
    (place / name / "METADATA").write_text(NAMED)
    (place / name / "entry_points.txt").write_text(OFFER)
    assert (may_offer("acme.r"), offered()) == (True, True)


def test_the_working_directory_counts(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    test_a_distribution_that_names_the_group_may_offer(place, "toy-1.0.dist-info")
    monkeypatch.setattr(sys, "path", [""])
    assert not may_offer("acme.r")
    monkeypatch.chdir(place)
    assert (may_offer("acme.r"), offered()) == (True, True)


@pytest.mark.parametrize("kind", ["archive", "egg"])
def test_only_python_can_tell_what_archives_and_eggs_offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    if kind == "archive":
        with ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.writestr("toy-1.0.dist-info/METADATA", NAMED)
            archive.writestr("toy-1.0.dist-info/entry_points.txt", OFFER)
        monkeypatch.setattr(sys, "path", [str(tmp_path / "all.zip")])
    else:
        (tmp_path / "toy.egg/EGG-INFO").mkdir(parents=True)
        (tmp_path / "toy.egg/EGG-INFO/PKG-INFO").write_text(NAMED)
        (tmp_path / "toy.egg/EGG-INFO/entry_points.txt").write_text(OFFER)
        monkeypatch.setattr(sys, "path", [str(tmp_path / "toy.egg")])
    assert (may_offer("acme.r"), offered()) == (True, True)


def test_others_may_know_further_distributions(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        find_distributions = staticmethod(lambda context: ())
        find_spec = staticmethod(lambda *arguments: None)

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert may_offer("acme.r")


def test_versions_are_those_that_python_tells() -> None:
    for name in required():
        version_of.cache_clear()
        assert version_of(name) == version(name)


@pytest.mark.parametrize(
    ("folders", "told"),
    [
        (["To.y-1.0rc1.dist-info"], "1.0rc1"),
        (["to_y-1.0.dist-info", "to_yer-3.0.dist-info"], "1.0"),
        (["to_y.egg-info"], "2.0"),
        (["to_y-1.0-py3.11.egg-info"], "2.0"),
    ],
)
def test_a_version_is_in_the_name_of_what_a_wheel_installs(
    place: Path, folders: list[str], told: str
) -> None:
    for name in folders:
        (place / name).mkdir()
        (place / name / "PKG-INFO").write_text("Name: to-y\nVersion: 2.0\n")
    version_of.cache_clear()
    assert version_of("to-y") == told
    version_of.cache_clear()
