"""The committed packages as such: fresh, importable with their dependencies alone, and typed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.example.conftest import GENERATED
from tests.type_checkers import Mypy

PACKAGES = sorted(path.parent.name for path in GENERATED.glob("*/codegen.lock"))
IMPORT = """
import importlib, importlib.abc, json, sys

package, folder, missing = sys.argv[1], sys.argv[2], set(json.loads(sys.argv[3]))

class OnlyDependencies(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"{name} is not installed here", name=name)

sys.meta_path.insert(0, OnlyDependencies())
sys.path.insert(0, folder)
module = importlib.import_module(package)
early = [name for name in sys.modules if name.startswith((package + ".models.", package + ".resources."))]
module.Client("https://shop.example").close()
for operation in module.OPERATIONS:
    module.OPERATIONS[operation]
for name in module.__all__:
    getattr(module, name)
print(json.dumps({"early": early, "modules": sorted(sys.modules)}))
"""


def dependencies(*names: str) -> set[str]:
    """Some distributions and all that they need."""
    wanted: set[str] = set()
    queue = list(names)
    while queue:
        name = queue.pop()
        if name in wanted:
            continue
        wanted.add(name)
        for requirement in metadata.requires(name) or ():
            if "extra ==" not in requirement:
                found = re.match(r"[A-Za-z0-9_.-]+", requirement)
                assert found is not None
                needed = found[0].lower().replace("_", "-")
                try:
                    metadata.distribution(needed)
                except metadata.PackageNotFoundError:
                    continue
                queue.append(needed)
    return wanted


def others(*names: str) -> list[str]:
    """Top-level modules that are installed here and that those distributions don't need."""
    wanted = dependencies(*names)
    return sorted(
        module
        for module, owners in metadata.packages_distributions().items()
        if not any(owner.lower().replace("_", "-") in wanted for owner in owners)
    )


def test_there_are_packages() -> None:
    assert {"acme_store", "acme_store_soap", "legacy_rest", "legacy_shop"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_with_its_dependencies_alone(package: str) -> None:
    missing = others("pydantic", "httpx2")
    assert {"lxml", "oauthlib", "jinja2"} <= set(missing)
    done = subprocess.run(
        [sys.executable, "-I", "-c", IMPORT, package, str(GENERATED), json.dumps(missing)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["early"] == []
    assert not {"lxml", "oauthlib", "codegen"} & set(answer["modules"])


def test_what_is_committed_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "codegen", "generate", "--check", "--strict"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_field_is_given_by_its_python_name_under_mypy_too(tmp_path: Path, mypy: Mypy) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from acme_store.models.acme_store_locator import OpeningHours\n"
        "assert OpeningHours(from_='9').model_dump(by_alias=True, exclude_unset=True) == {'from': '9'}\n"
        "assert OpeningHours.model_validate({'from': '9'}).from_ == '9'\n"
    )
    ran = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(GENERATED)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    for done in (mypy(script, cwd=GENERATED), ran):
        assert done.returncode == 0, done.stdout + done.stderr


def test_packages_pass_mypy_strict(mypy: Mypy) -> None:
    done = mypy(*(f"-p{package}" for package in PACKAGES), cwd=GENERATED)
    assert done.returncode == 0, done.stdout + done.stderr
