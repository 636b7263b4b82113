"""A package is the old one or the new one, whatever happens to a run."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from codegen.output.comparison import damaged
from codegen.output.lock import read_lock
from tests.command_line import Run, environment, tree


def variants(shop: Path) -> tuple[list[str], list[str]]:
    base = ["generate", "--source", "magento", "--output", "out/acme"]
    return base, [*base, "--http-library", "httpx", "--modes", "sync"]


def assert_whole(package: Path) -> None:
    """Every file is the one that the lock lists, and there is no other."""
    lock = read_lock(package)
    assert lock is not None
    assert damaged(package, lock) == []
    assert set(tree(package)) == {*lock.outputs, "codegen.lock"}


def test_killed_at_random_moments_the_package_is_whole(shop: Path, warm: Path, run: Run) -> None:
    one, two = variants(shop)
    package = shop / "out" / "acme"
    assert run(*two).returncode == 0
    started = time.monotonic()
    assert run(*one).returncode == 0
    lasts = time.monotonic() - started
    moments = random.Random(7)
    for turn in range(10):
        process = subprocess.Popen(
            [sys.executable, "-m", "codegen", *(two if turn % 2 else one)],
            cwd=shop,
            env=environment(warm),
            stderr=subprocess.DEVNULL,
        )
        time.sleep(lasts * moments.uniform(0.5, 1.05))
        process.kill()
        process.wait()
        assert_whole(package)
    assert run(*two).returncode == 0
    assert_whole(package)
    assert "import httpx\n" in (package / "_runtime" / "http" / "library.py").read_text()
    assert [path.name for path in package.parent.iterdir()] == ["acme"]


def test_two_runs_at_once_on_one_output(shop: Path, warm: Path) -> None:
    one, two = variants(shop)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "codegen", *arguments],
            cwd=shop,
            env=environment(warm),
            stderr=subprocess.PIPE,
            text=True,
        )
        for arguments in (one, two, one)
    ]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert_whole(shop / "out" / "acme")
