"""Running type checkers on what was generated, as a developer does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from filelock import FileLock

Verdict = subprocess.CompletedProcess[str]
Mypy = Callable[..., Verdict]


@pytest.fixture(scope="session")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> Mypy:
    """`mypy("-p", "acme_store", cwd=folder)`: the verdict of mypy's strict rules; files are given as absolute paths.

    Most of the work is on libraries and the same each time. So what was found out is kept for the tests that follow,
    in all processes, by `options`: with others mypy begins again. Two that want the same wait for one another, which is
    quicker than to begin twice. Files of one name are told apart by their paths. `MYPY_CACHE_DIR`, in `.ci/run` the
    folder of an earlier step that asked the same, is begun with.
    """
    base = tmp_path_factory.getbasetemp()
    caches = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "mypy"
    caches.mkdir(exist_ok=True)
    known = os.environ.get("MYPY_CACHE_DIR")

    def call(*checked: str | Path, cwd: Path, options: Sequence[str | Path] = ()) -> Verdict:
        given = ["--strict", *map(str, options)]
        cache = caches / sha256(repr(given).encode()).hexdigest()[:8]
        with FileLock(f"{cache}.lock"):
            if known and not options and not cache.exists():
                copytree(known, cache)
            command = ["mypy", *given, "--cache-dir", str(cache), *map(str, checked)]
            return _run(command, cwd)

    return call


def pyright(folder: Path, **more: Any) -> dict[str, Any]:
    """What pyright's strict rules say of all in a folder, for Python 3.11; its project, with `more`, is put there."""
    project = {"typeCheckingMode": "strict", "pythonVersion": "3.11", **more}
    (folder / "pyrightconfig.json").write_text(json.dumps(project), "utf-8")
    command = ["basedpyright", "--outputjson", "--pythonpath", sys.executable, "--project", str(folder)]
    said: dict[str, Any] = json.loads(_run(command, folder).stdout)
    return said


def refused(script: Path) -> set[int]:
    """The lines that a type checker is to refuse."""
    lines = enumerate(script.read_text("utf-8").splitlines(), 1)
    return {number for number, line in lines if line.endswith("# refused")}


def _run(command: Sequence[str], cwd: Path) -> Verdict:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
