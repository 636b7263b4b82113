"""The same definitions give the same bytes, whatever the hash seed, the order of sources and the working directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, REPOSITORY

MODULES = EXAMPLE / "magento2" / "app" / "code" / "Acme"
SHOPS: dict[str, tuple[list[Path], list[str]]] = {
    "modules": (
        [MODULES / name for name in ("Catalog", "Customer", "Sales", "StoreLocator")],
        ["--php-path", str(EXAMPLE / "magento2" / "vendor" / "magento" / "framework")],
    ),
    "magento2 soap": (sorted((EXAMPLE / "magento2-wsdl").glob("*Catalog*.wsdl")), ["--protocol", "soap"]),
    "magento1 soap": (sorted((EXAMPLE / "magento1").glob("*.wsdl")), []),
}


def generate(output: Path, sources: list[str], more: list[str], *, seed: str, cwd: Path) -> dict[str, bytes]:
    command = [
        sys.executable,
        "-m",
        "codegen",
        "generate",
        "--output",
        str(output),
        "--package",
        "shop",
        *more,
    ]
    for source in sources:
        command += ["--source", source]
    env = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(REPOSITORY),
        "XDG_CACHE_HOME": str(output.with_suffix(".cache")),
    }
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("shop", SHOPS)
def test_two_runs_give_the_same_bytes(shop: str, tmp_path: Path) -> None:
    sources, more = SHOPS[shop]
    relative = [source.relative_to(REPOSITORY).as_posix() for source in sources]
    one = generate(tmp_path / "one", relative, more, seed="1", cwd=REPOSITORY)
    other = generate(
        tmp_path / "two", [str(source) for source in reversed(sources)], more, seed="4242", cwd=tmp_path
    )
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert not any(
        str(REPOSITORY).encode() in data or str(tmp_path).encode() in data for data in one.values()
    )
