"""A tree that was looked through before is told as one that is looked through for the first time, with less work."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codegen.machine.cache import NO_CACHE, Cache
from codegen.run import folders
from codegen.run.folders import Tree


@pytest.fixture(autouse=True, params=["one process", "two processes", "whole paths"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the states of folders in this process alone, in two, or as systems do that open no folder."""
    if request.param == "two processes":
        monkeypatch.setattr(folders, "_WORTH_TWO", 0)
    elif request.param == "whole paths":
        monkeypatch.setattr(os, "supports_dir_fd", frozenset())


def told(root: Path, cache: Cache) -> list[str]:
    return Tree(str(root), lambda folder, name: name.endswith(".php"), cache, "test").told(sorted)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be far ahead of all files."""
    real = time.time_ns
    monkeypatch.setattr("time.time_ns", lambda: real() + 10**10)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that are looked into."""
    found: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: found.append(str(path)) or scandir(path))
    return found


def grow(root: Path) -> Path:
    for folder in ("a/b/c", "a/d", "e", "generated"):
        (root / folder).mkdir(parents=True)
        (root / folder / "x.php").write_text("<?php")
        (root / folder / "x.txt").write_text("")
    return root


@pytest.mark.usefixtures("later")
def test_only_folders_that_changed_are_looked_into(tmp_path: Path, looked: list[str]) -> None:
    root, cache = grow(tmp_path / "tree"), Cache(tmp_path / "cache")
    first = told(root, cache)
    assert first == ["a/b/c/x.php", "a/d/x.php", "e/x.php"]
    looked.clear()
    assert told(root, cache) == first
    assert looked == []
    (root / "a/d/x.php").write_text("<?php // changed")
    assert told(root, cache) == first
    assert looked == []
    (root / "a/d/y.php").write_text("<?php")
    assert told(root, cache) == sorted([*first, "a/d/y.php"])
    assert looked == [f"{root}/a/d/"]
    looked.clear()
    told(root, cache)
    assert looked == []


def test_folders_that_change_at_this_moment_are_looked_into_again(tmp_path: Path, looked: list[str]) -> None:
    root, cache = grow(tmp_path / "tree"), Cache(tmp_path / "cache")
    told(root, cache)
    looked.clear()
    told(root, cache)
    assert f"{root}/a/b/c/" in looked


@pytest.mark.usefixtures("later")
def test_links_are_followed_each_time(tmp_path: Path) -> None:
    root, cache = grow(tmp_path / "tree"), Cache(tmp_path / "cache")
    outside = grow(tmp_path / "outside")
    (root / "e/up").symlink_to(root)
    (root / "e/out").symlink_to(outside)
    (root / "e/lost.php").symlink_to(tmp_path / "lost")
    assert "e/out/a/d/x.php" in told(root, cache)
    assert "e/lost.php (broken link)" in told(root, cache)
    (tmp_path / "lost").write_text("<?php")
    (outside / "a/d/y.php").write_text("<?php")
    assert {"e/lost.php", "e/out/a/d/y.php"} <= {*told(root, cache)}
    shutil.rmtree(outside)
    assert told(root, cache) == told(root, NO_CACHE)


PATHS = st.sampled_from(["a/x.php", "a/b/x.php", "a/b/c/y.php", "e/z.php", "x.php", "f/g/x.php"])


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<?php")


def _remove(path: Path) -> None:
    shutil.rmtree(path.parent, ignore_errors=True) if path.name == "x.php" else path.unlink(missing_ok=True)


def _move(path: Path) -> None:
    target = path.parent.with_name(f"{path.parent.name}1")
    if path.parent.exists():
        shutil.rmtree(target, ignore_errors=True)
        path.parent.rename(target)


@pytest.mark.usefixtures("later")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from([_write, _remove, _move]), PATHS), min_size=1, max_size=6))
def test_any_change_shows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[Callable[[Path], None], str]]
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    root, cache = grow(folder / "tree"), Cache(folder / "cache")
    for change, path in steps:
        assert told(root, cache) == told(root, NO_CACHE)
        time.sleep(0.01)  # the clock that the system gives files ticks every few milliseconds
        if root.exists():
            change(root / path)
    assert told(root, cache) == told(root, NO_CACHE)


def test_a_folder_that_is_gone_has_no_files(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert [told(tmp_path / "none", cache), told(tmp_path / "none", cache)] == [[], []]
