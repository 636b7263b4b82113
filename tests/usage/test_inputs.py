"""What type checkers refuse: mistakes in maps, in items of bulk requests, and in conditions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.type_checkers import Mypy, pyright
from tests.usage.conftest import HERE, Package

FILES = ("refused.py", "refused_legacy.py")


def wrong(script: Path) -> set[int]:
    """The lines that a type checker is to refuse."""
    lines = enumerate(script.read_text("utf-8").splitlines(), 1)
    return {number for number, line in lines if line.endswith("# refused")}


def folder_of(name: str, package: Package) -> Path:
    """The folder with the packages that a script imports."""
    return package("declared") if name == "refused.py" else REPOSITORY / "generated_example"


@pytest.mark.parametrize("name", FILES)
def test_mypy_finds_every_mistake_and_nothing_else(package: Package, mypy: Mypy, name: str) -> None:
    done = mypy(HERE / name, cwd=folder_of(name, package))
    found = re.findall(rf"{name}:(\d+): error", done.stdout)
    assert {int(number) for number in found} == wrong(HERE / name), done.stdout


@pytest.mark.parametrize("name", FILES)
def test_pyright_finds_every_mistake_and_nothing_else(package: Package, tmp_path: Path, name: str) -> None:
    done = pyright(tmp_path, HERE / name, extraPaths=[str(folder_of(name, package))])
    found = re.findall(rf"{name}:(\d+):\d+ - error", done.stdout)
    assert {int(number) for number in found} == wrong(HERE / name), done.stdout
