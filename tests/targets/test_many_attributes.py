"""Thousands of attributes with tens of thousands of options cost a run and an import no more than their text.

That 5,000 with 50,000 options take less than twice the time of none is what `tests/benchmarks/run.py` measures; what
takes the time is held here, as numbers that no machine changes.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from tests.benchmarks.many_attributes import many_attributes
from tests.command_line import EXAMPLE, REPOSITORY

ENTITY = "acme_catalog_product"
OPTIONS = 10
FEW, MANY = 50, 5_000
_CALLS = """
import sys
import acme_store.models.acme_catalog
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
sys.setprofile(count)
from acme_store.attributes import acme_catalog_product as module
sys.setprofile(None)
print(calls, module.Shape7.MODEL_7_3.label_in("de"), sorted(module.TABLE._made))
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Where packages of few and of many attributes are."""
    folders: dict[int, Path] = {}
    for count in (FEW, MANY):
        folder = folders[count] = tmp_path_factory.mktemp(f"attributes{count}")
        (folder / "attributes.json").write_text(many_attributes(ENTITY, count, OPTIONS), "utf-8")
        (folder / "magento-codegen.toml").write_text(
            f'sources = ["{EXAMPLE / "magento2"}"]\noutput = "acme_store"\nattributes_from = "attributes.json"\n',
            "utf-8",
        )
        done = subprocess.run(
            [sys.executable, "-m", "codegen", "generate"],
            cwd=folder,
            env={"PYTHONPATH": str(REPOSITORY), "XDG_CACHE_HOME": str(folder / "cache"), "PATH": ""},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return folders


def text(folder: Path, end: str) -> str:
    return (folder / "acme_store" / "attributes" / f"{ENTITY}{end}").read_text("utf-8")


def test_what_is_formatted_does_not_grow(packages: dict[int, Path]) -> None:
    """Black works for each token of a module: its texts are one each, however many options they tell of."""
    tokens = {
        count: len(list(tokenize.generate_tokens(io.StringIO(text(folder, ".py")).readline)))
        for count, folder in packages.items()
    }
    assert tokens[MANY] == tokens[FEW]


def test_an_option_is_a_line_of_text_and_a_line_of_the_stub(packages: dict[int, Path]) -> None:
    """Name, value and labels, and what divides them; an attribute has two lines in the module."""
    few, many = packages[FEW], packages[MANY]
    more = OPTIONS * (MANY - FEW)
    assert text(many, ".py").count("\n") - text(few, ".py").count("\n") == 2 * (MANY - FEW) + more
    assert len(text(many, ".py")) - len(text(few, ".py")) < 70 * more
    assert len(text(many, ".pyi")) - len(text(few, ".pyi")) < 70 * more


def test_importing_them_calls_as_little_as_importing_few(packages: dict[int, Path]) -> None:
    """The text is read when an attribute is asked for, and then only one class is made."""
    told = {
        count: subprocess.run(
            [sys.executable, "-c", _CALLS],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
        for count, folder in packages.items()
    }
    assert told[MANY] == told[FEW]
    assert told[MANY].endswith(" Modell 7-3 ['Shape7']\n")
