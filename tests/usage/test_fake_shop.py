"""The README's tests with a shop in memory, run as they stand, and those of ordinary scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.type_checkers import Mypy
from tests.usage.conftest import HERE, Package, readme_tests


def test_the_readmes_tests_pass(package: Package, script: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(script)],
        cwd=package("declared"),
        env={"PYTHONPATH": str(package("declared")), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 passed" in done.stdout, done.stdout


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A file with the README's tests."""
    file = tmp_path / "test_readme.py"
    file.write_text(readme_tests(), "utf-8")
    return file


def test_mypy_accepts_the_readmes_tests(package: Package, mypy: Mypy, script: Path) -> None:
    done = mypy(script, cwd=package("declared"))
    assert done.returncode == 0, done.stdout


def test_the_ten_scripts_pass_their_authors_tests(package: Package) -> None:
    script = HERE / "tests_of_scripts.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(HERE), str(script)],
        cwd=package("declared"),
        env={"PYTHONPATH": f"{package('declared')}{os.pathsep}{HERE / 'scripts'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "." * 21 in done.stdout
