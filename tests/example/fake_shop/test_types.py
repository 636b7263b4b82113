"""Type checkers know what a shop in memory can be set up to answer."""

from __future__ import annotations

import re
from pathlib import Path

from tests.example.conftest import GENERATED
from tests.type_checkers import Mypy, pyright

USAGE = Path(__file__).with_name("usage.py")
WRONG = {
    number for number, line in enumerate(USAGE.read_text("utf-8").splitlines(), 1) if line.endswith("# wrong")
}


def test_mypy_finds_what_is_wrong_and_nothing_else(mypy: Mypy) -> None:
    result = mypy(USAGE, cwd=GENERATED)
    assert {
        int(number) for number in re.findall(r"usage\.py:(\d+): error", result.stdout)
    } == WRONG, result.stdout


def test_pyright_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    result = pyright(tmp_path, USAGE, extraPaths=[str(GENERATED)])
    found = re.findall(r"usage\.py:(\d+):\d+ - error", result.stdout)
    assert {int(number) for number in found} == WRONG, result.stdout
