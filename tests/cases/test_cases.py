"""Golden cases: each folder holds `config.toml`, its input, and in `expected/` what is worth reading of the package.

`UPDATE_CASES=1 pytest tests/cases` writes `expected/` anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from codegen.config import load_config
from codegen.ir import Status
from codegen.run.package import build
from codegen.steps import no_step
from tests.type_checkers import Mypy

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/config.toml"))
TRICKY = (
    "colliding_names",
    "hostile_text",
    "m2_custom_attributes",
    "m2_results_and_defaults",
    "m2_shop_attributes",
    "numbers_decimal",
    "rpc_v2",
)
SHOWN = ("models/", "resources/", "attributes/", "inputs/", "REFERENCE.md")


def generated(case: Path) -> dict[str, str]:
    """The files of a case that are compared, and one that holds what was said while making them."""
    (client,) = load_config(case / "config.toml")
    built = build(client, None, no_step)
    files = {
        path: text
        for path, text in built.files.items()
        if path.startswith(SHOWN) and not path.endswith("__init__.py")
    }
    said = [str(diagnostic) for diagnostic in built.generated.diagnostics]
    items = [item for item in built.generated.api.items if item.status is not Status.GENERATED]
    said += [f"{item.id}: {item.status.value} ({item.reason})" for item in items]
    return files | ({"diagnostics.txt": "\n".join(said) + "\n"} if said else {})


def stored(folder: Path) -> dict[str, str]:
    """The files below a folder by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_output_is_as_expected(case: Path) -> None:
    files, expected = generated(case), case / "expected"
    if os.environ.get("UPDATE_CASES"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in files.items():
            target = expected / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    assert files == stored(expected)


def test_tricky_packages_pass_mypy_strict(tmp_path: Path, mypy: Mypy) -> None:
    for name in TRICKY:
        (client,) = load_config(Path(__file__).parent / name / "config.toml")
        for path, text in build(client, None, no_step).files.items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    done = mypy(*(f"-p{name}" for name in TRICKY), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
