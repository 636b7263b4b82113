"""What type checkers refuse: mistakes in maps, in items of bulk requests, and in conditions.

`test_pyright.py` asks pyright of all at once.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.type_checkers import Mypy, refused
from tests.usage.conftest import HERE, REFUSED, Package


def folder_of(name: str, package: Package) -> Path:
    """The folder with the packages that a script imports."""
    return package("declared") if name == "refused.py" else REPOSITORY / "generated_example"


@pytest.mark.parametrize("name", REFUSED)
def test_mypy_finds_every_mistake_and_nothing_else(package: Package, mypy: Mypy, name: str) -> None:
    done = mypy(HERE / name, cwd=folder_of(name, package))
    found = re.findall(rf"{name}:(\d+): error", done.stdout)
    assert {int(number) for number in found} == refused(HERE / name), done.stdout
