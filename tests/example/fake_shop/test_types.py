"""Type checkers know what a shop in memory can be set up to answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tests.example.conftest import GENERATED

USAGE = Path(__file__).with_name("usage.py")
WRONG = {
    number for number, line in enumerate(USAGE.read_text("utf-8").splitlines(), 1) if line.endswith("# wrong")
}


def test_mypy_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(USAGE)],
        cwd=GENERATED,
        capture_output=True,
        text=True,
        check=False,
    )
    assert {
        int(number) for number in re.findall(r"usage\.py:(\d+): error", result.stdout)
    } == WRONG, result.stdout


def test_pyright_finds_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "include": [str(USAGE)],
        "extraPaths": [str(GENERATED)],
        "pythonVersion": "3.11",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    result = subprocess.run(
        [sys.executable, "-m", "basedpyright", "-p", str(tmp_path), "--outputjson"],
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(result.stdout)["generalDiagnostics"]
    lines = {each["range"]["start"]["line"] + 1 for each in found if each["severity"] == "error"}
    assert lines == WRONG, result.stdout
