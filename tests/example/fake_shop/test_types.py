"""Type checkers know what a shop in memory can be set up to answer; `tests/usage/test_pyright.py` asks pyright."""

from __future__ import annotations

import re
from pathlib import Path

from tests.example.conftest import GENERATED
from tests.type_checkers import Mypy, refused

USAGE = Path(__file__).with_name("usage.py")


def test_mypy_finds_what_is_wrong_and_nothing_else(mypy: Mypy) -> None:
    result = mypy(USAGE, cwd=GENERATED)
    found = re.findall(r"usage\.py:(\d+): error", result.stdout)
    assert {int(number) for number in found} == refused(USAGE), result.stdout
