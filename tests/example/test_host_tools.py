"""A package in its new home: the linters and formatters of the project that vendors it find nothing and change nothing.

Each tool runs as it comes, and strictest; what one of them changes, the next `generate` would take for an edit.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGES = sorted(path.parent for path in (REPOSITORY / "generated_example").glob("*/codegen.lock"))
TOOLS = {
    "black": ["black", "--check", "--line-length", "79"],
    "black as it comes": ["black", "--check"],
    "flake8": ["flake8", "--isolated", "--max-complexity", "1"],
    "isort": ["isort", "--check", "--profile", "black", "--force-single-line-imports"],
    "isort as it comes": ["isort", "--check"],
    "pylint": ["pylint", "--enable", "all", "--disable", "I"],
    "ruff": ["ruff", "check", "--isolated", "--no-cache", "--select", "ALL"],
    "ruff as it comes": ["ruff", "check", "--isolated", "--no-cache"],
    "ruff format": ["ruff", "format", "--check", "--isolated", "--no-cache", "--line-length", "79"],
    "ruff format as it comes": ["ruff", "format", "--check", "--isolated", "--no-cache"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_finds_and_changes_nothing(tool: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *TOOLS[tool], *map(str, PACKAGES)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_tool_that_looks_would_find_much(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("import sys, os\nx = {  1:2}\n")
    for tool in ("black", "flake8", "isort", "pylint", "ruff"):
        done = subprocess.run(
            [sys.executable, "-m", *TOOLS[tool], "x.py"], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode, tool


def test_types_need_nothing_that_the_package_does_not() -> None:
    """A host that checks itself strictly must not have to install lxml's stubs, or pytest, for our sake."""
    files = {path: path.read_text("utf-8") for package in PACKAGES for path in package.rglob("*.py")}
    imported = {(name, path) for path, text in files.items() for name in imports(text)}
    others = {(name, str(path)) for name, path in imported if name not in sys.stdlib_module_names}
    needed = {"pydantic", "pydantic_core", "httpx2", "anyio"}  # two libraries, and what each of them brings
    assert {name for name, _ in others} <= needed, others


def imports(text: str) -> set[str]:
    """The top modules of what a file imports, wherever in it."""
    statements = list(ast.walk(ast.parse(text)))
    names = [each.name for one in statements if isinstance(one, ast.Import) for each in one.names]
    names += [
        one.module for one in statements if isinstance(one, ast.ImportFrom) and one.module and not one.level
    ]
    return {name.partition(".")[0] for name in names}
