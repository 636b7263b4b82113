"""What type checkers refuse: mistakes in maps, in items of bulk requests, and in conditions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.usage.conftest import HERE, Package
from tests.usage.test_scripts import MYPY, PYRIGHT, checked_by

FILES = ("refused.py", "refused_legacy.py")


def wrong(script: Path) -> set[int]:
    """The lines that a type checker is to refuse."""
    lines = enumerate(script.read_text("utf-8").splitlines(), 1)
    return {number for number, line in lines if line.endswith("# refused")}


def folder_of(name: str, package: Package) -> Path:
    """The folder with the packages that a script imports."""
    return package("declared") if name == "refused.py" else REPOSITORY / "generated_example"


@pytest.mark.parametrize("name", FILES)
def test_mypy_finds_every_mistake_and_nothing_else(package: Package, name: str) -> None:
    done = checked_by([*MYPY, str(HERE / name)], folder_of(name, package))
    found = re.findall(rf"{name}:(\d+): error", done.stdout)
    assert {int(number) for number in found} == wrong(HERE / name), done.stdout


@pytest.mark.parametrize("name", FILES)
def test_pyright_finds_every_mistake_and_nothing_else(package: Package, tmp_path: Path, name: str) -> None:
    config = {
        "include": [str(HERE / name)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(folder_of(name, package))],
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), "utf-8")
    done = checked_by([*PYRIGHT, "--project", str(tmp_path)], tmp_path)
    found = re.findall(rf"{name}:(\d+):\d+ - error", done.stdout)
    assert {int(number) for number in found} == wrong(HERE / name), done.stdout
