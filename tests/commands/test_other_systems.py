"""What differs on Windows and macOS, each difference simulated."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, REPOSITORY, Result, Run, environment, tree
from tests.type_checkers import Mypy

SIMULATION = Path(__file__).with_name("as_on_windows.py")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Run:
    if os.name != "posix":
        pytest.skip("this is one of those systems")

    def call(*arguments: str | Path, cwd: Path = tmp_path, env: dict[str, str] | None = None) -> Result:
        return subprocess.run(
            [sys.executable, str(SIMULATION), *map(str, arguments)],
            cwd=cwd,
            env=environment(tmp_path, **(env or {})),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=300,
        )

    return call


def test_the_package_is_the_same_as_here(run: Run, elsewhere: Run, shop: Path) -> None:
    package = shop / "src" / "acme_store"
    assert run("generate").returncode == 0
    here = tree(package)
    (package / "client.py").unlink()
    (package / "notes.txt").write_text("mine")
    done = elsewhere("generate", "--force")
    assert done.returncode == 0, done.stderr
    assert tree(package) == {**here, "notes.txt": b"mine"}
    assert sorted(path.name for path in package.parent.iterdir()) == ["acme_store"]
    assert elsewhere("generate", "--check").returncode == 0
    assert run("generate", "--check").returncode == 0


def test_long_paths_are_read_and_written(run: Run, elsewhere: Run, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-folder-with-a-name-of-some-length"] * 8)
    shutil.copytree(EXAMPLE / "magento2", deep / "magento")
    assert (
        run("generate", "--source", deep / "magento", "--output", tmp_path / "here" / "store").returncode == 0
    )
    done = elsewhere("generate", "--source", deep / "magento", "--output", deep / "store")
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"warning long-path \S+: has \d{3} characters, .* LongPathsEnabled set to 1", done.stderr
    )
    assert tree(deep / "store") == tree(tmp_path / "here" / "store")
    assert "long-path" not in run("generate", "--source", deep / "magento", "--output", deep / "store").stderr


def test_what_a_console_can_not_show_is_escaped(run: Run, shop: Path) -> None:
    routes = shop / "magento" / "app" / "code" / "Ünicode"
    routes.mkdir(parents=True)
    (routes / "webapi.xml").write_text("<routes")
    done = run("inspect", "--source", routes, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "webapi.xml" in done.stderr


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "latin-1"])
def test_json_is_the_same_in_every_encoding(run: Run, shop: Path, encoding: str) -> None:
    contract = shop / "magento/app/code/Acme/Catalog/Api/Data/CategoryInterface.php"
    text = contract.read_text("utf-8")
    contract.write_text(text.replace("@return string", "@return string Ø, œ, 商品, \U00020000", 1), "utf-8")
    command = ("export", "openapi", "--source", "magento")
    here = run(*command).stdout
    there = subprocess.run(
        [sys.executable, "-m", "codegen", *command],
        cwd=shop,
        env=environment(shop, PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        check=True,
    )
    assert "Ø, œ, 商品, \U00020000" in here
    assert json.loads(there.stdout.decode(encoding)) == json.loads(here)


def test_no_file_is_read_or_written_in_the_systems_own_encoding(run: Run, shop: Path) -> None:
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
    for arguments in (
        ("generate",),
        ("generate", "--check"),
        ("inspect", "--source", "magento"),
        ("diff", "src/acme_store", "src/acme_store"),
    ):
        done = run(*arguments, cwd=shop, env=strict)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("system", sorted({"win32", "darwin", "linux"} - {sys.platform}))
def test_types_hold_on_other_systems(system: str, mypy: Mypy) -> None:
    """On this one `.ci/run` checks them."""
    done = mypy("-pcodegen", "-pruntime", cwd=REPOSITORY, options=["--platform", system])
    assert done.returncode == 0, done.stdout
