"""What type checkers refuse: mistakes in maps, in items of bulk requests, and in conditions."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.usage.conftest import HERE, Package
from tests.usage.test_scripts import MYPY, PYRIGHT, checked_by

REFUSED = HERE / "refused.py"
WRONG = {
    number for number, line in enumerate(REFUSED.read_text("utf-8").splitlines(), 1) if "# refused" in line
}


def test_mypy_finds_every_mistake_and_nothing_else(package: Package) -> None:
    folder = package("declared")
    done = checked_by([*MYPY, str(REFUSED)], folder)
    assert {
        int(number) for number in re.findall(r"refused\.py:(\d+): error", done.stdout)
    } == WRONG, done.stdout


def test_pyright_finds_every_mistake_and_nothing_else(package: Package, tmp_path: Path) -> None:
    config = {
        "include": [str(REFUSED)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(package("declared"))],
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), "utf-8")
    done = checked_by([*PYRIGHT, "--project", str(tmp_path)], tmp_path)
    assert {
        int(number) for number in re.findall(r"refused\.py:(\d+):\d+ - error", done.stdout)
    } == WRONG, done.stdout
