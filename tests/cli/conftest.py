"""What the command line's tests share: running the program, with a cache of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "schemas" / "example"

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def environment(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a child: this checkout, and a cache that no other test sees."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGENTO_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "XDG_CACHE_HOME": str(home / "cache"), **extra}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("generate", "--check", cwd=..., env={...})`: the finished process, its output as text."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, env: dict[str, str] | None = None) -> Result:
        return subprocess.run(
            [sys.executable, "-m", "codegen", *map(str, arguments)],
            cwd=cwd,
            env=environment(tmp_path, **(env or {})),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=120,
        )

    return call
