"""What pyright says of the packages and of all that uses them: in one run, so that it reads the libraries once."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.type_checkers import pyright, refused
from tests.usage.conftest import CLEAN, HERE, MODES, REFUSED, Package, readme_tests

EXAMPLES = REPOSITORY / "generated_example"
USAGE = REPOSITORY / "tests" / "example" / "fake_shop" / "usage.py"


def test_pyright_finds_every_mistake_and_nothing_else(package: Package, tmp_path: Path) -> None:
    """The runtime is the same in every package: `.ci/run` has it checked where it comes from."""
    for optional in MODES:
        shutil.copytree(package(optional) / "acme_store", tmp_path / optional / "acme_store")
        if optional in CLEAN:
            shutil.copytree(HERE / "scripts", tmp_path / optional / "scripts")
    examples = tmp_path / "examples"
    examples.mkdir()
    for file in (HERE / "kept_types.py", HERE / REFUSED[0]):
        shutil.copy(file, tmp_path / "declared")
    for file in (USAGE, HERE / REFUSED[1]):
        shutil.copy(file, examples)
    (tmp_path / "declared" / "test_readme.py").write_text(readme_tests(), "utf-8")
    roots = [{"root": optional} for optional in MODES]
    said = pyright(
        tmp_path,
        executionEnvironments=[*roots, {"root": "examples", "extraPaths": [str(EXAMPLES)]}],
        exclude=["**/_runtime"],
    )
    found = defaultdict(set)
    for one in said["generalDiagnostics"]:
        found[Path(one["file"]).name].add(one["range"]["start"]["line"] + 1)
    refusing = [USAGE, *(HERE / name for name in REFUSED)]
    assert found == {file.name: refused(file) for file in refusing}, said
    assert said["summary"]["filesAnalyzed"] > len(MODES) * 20
