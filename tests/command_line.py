"""What tests of the command line share: running the program, with a cache of their own, and a shop to change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.loaded import LONGEST, POSSIBLE, Loaded

REPOSITORY = Path(__file__).resolve().parents[1]
HEAVY = ("black", "datamodel_code_generator", "jinja2", "tree_sitter", "lxml", "httpx2", "pydantic")
"""What a command must not import unless it needs it."""

EXAMPLE = REPOSITORY / "schemas" / "example"

Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


def environment(home: Path, **extra: str) -> dict[str, str]:
    """The environment of a child: this checkout, and a cache that no other test sees."""
    caches = dict.fromkeys(("XDG_CACHE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"), str(home / "cache"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAGENTO_")}
    return {**kept, "PYTHONPATH": str(REPOSITORY), **caches, **extra}


def named_pipe(path: Path) -> None:
    """Put a pipe in the place of a file; the test is skipped where pipes have no such names."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names of files here")
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose cache all tests share that don't look at the cache: they run quicker."""
    return tmp_path_factory.mktemp("warm")


@pytest.fixture(scope="session")
def loaded() -> Iterator[Loaded | None]:
    """A process that has loaded the program; None where runs can't be copies of it."""
    if not POSSIBLE:
        yield None
        return
    with Loaded() as process:
        yield process


@pytest.fixture
def run(tmp_path: Path, warm: Path, loaded: Loaded | None) -> Run:
    """`run("generate", "--check", cwd=..., env={...})`: the finished process, its output as text.

    With something in `env` that a Python itself looks at, it is one that loads the program anew.
    """

    def call(*arguments: str | Path, cwd: Path = tmp_path, env: dict[str, str] | None = None) -> Result:
        given = environment(warm, **(env or {}))
        if loaded is not None and not any(name.startswith("PYTHON") for name in env or ()):
            return loaded.run([*map(str, arguments)], cwd, given)
        return subprocess.run(
            [sys.executable, "-m", "codegen", *map(str, arguments)],
            cwd=cwd,
            env=given,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST,
        )

    return call


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the example's Magento 2 in `magento`, and a configuration beside it for a client `store`."""
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "magento")
    (tmp_path / "magento-codegen.toml").write_text(
        'sources = ["magento"]\noutput = "src/acme_store"\nname = "store"\n', "utf-8"
    )
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    """The content of all files below a folder, by path, without bytecode."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
