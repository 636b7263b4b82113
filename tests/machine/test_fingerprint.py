"""The hash of the program tells every change of its files, whether it is kept or not."""

from __future__ import annotations

import builtins
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.machine import data_folders, fingerprint
from codegen.machine.cache import NO_CACHE, Cache

Told = Callable[[Cache], str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A program as it lies in a checkout."""
    for path in ("codegen/cli.py", "codegen/run/client.py", "templates/a.jinja", "templates/runtime/api.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read."""
    found: list[str] = []

    def opened(path: str, mode: str) -> object:
        found.append(path)
        return builtins.open(path, mode)

    monkeypatch.setattr(fingerprint, "open", opened, raising=False)
    return found


@pytest.fixture
def told(place: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a run of that program tells."""
    for module in (fingerprint, data_folders):
        monkeypatch.setattr(module, "PACKAGE", place / "codegen")

    def call(cache: Cache) -> str:
        monkeypatch.setattr(fingerprint, "_told", {})
        return fingerprint.program(cache)

    return call


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be far ahead of all files."""
    real = time.time_ns
    monkeypatch.setattr("time.time_ns", lambda: real() + 10**10)


@pytest.mark.usefixtures("later")
def test_what_nobody_touched_is_not_read_again(tmp_path: Path, told: Told, read: list[str]) -> None:
    cache = Cache(tmp_path / "cache")
    first = told(cache)
    assert len(read) == 4
    read.clear()
    assert (told(cache), read) == (first, [])
    assert told(NO_CACHE) == first
    assert len(read) == 4


@pytest.mark.usefixtures("later")
def test_every_change_shows(tmp_path: Path, place: Path, told: Told) -> None:
    cache = Cache(tmp_path / "cache")

    def in_place() -> None:
        file = place / "codegen/run/client.py"
        before = file.stat()
        time.sleep(0.02)
        file.write_text("codegen/run/CLIENT.py")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    seen = [told(cache)]
    for change in (
        in_place,
        lambda: (place / "templates/a.jinja").write_text("new"),
        lambda: (place / "templates/runtime/api.py").unlink(),
        lambda: (place / "codegen/more.py").write_text("more"),
        lambda: (place / "codegen/more.py").rename(place / "codegen/other.py"),
    ):
        change()
        seen.append(told(cache))
        assert told(NO_CACHE) == seen[-1]
    assert len(set(seen)) == len(seen)


def test_what_was_touched_this_very_moment_is_read_again(tmp_path: Path, told: Told, read: list[str]) -> None:
    cache = Cache(tmp_path / "cache")
    told(cache)
    told(cache)
    assert len(read) == 8


def test_it_is_the_same_for_a_checkout_and_an_installed_package(place: Path, told: Told) -> None:
    first = told(NO_CACHE)
    (place / "codegen/__pycache__").mkdir()
    (place / "codegen/__pycache__/cli.py").write_text("left by something")
    assert told(NO_CACHE) == first
    shutil.move(place / "templates", place / "codegen/templates")
    assert told(NO_CACHE) == first


def test_a_program_without_files_of_its_own_is_told_too(tmp_path: Path, place: Path, told: Told) -> None:
    shutil.rmtree(place / "codegen")
    shutil.rmtree(place / "templates")
    assert told(Cache(tmp_path / "cache")) == told(NO_CACHE)
