"""The packages that the scripts import: one for each mode of `optional`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.run.planning import generate
from codegen.source import Inputs
from tests.conftest import REPOSITORY

HERE = Path(__file__).parent
SCRIPTS = sorted((HERE / "scripts").glob("*.py"))
AWAITED = sorted((HERE / "scripts" / "awaited").glob("[!_]*.py"))
"""The same scripts with the other client."""
MODES = ("declared", "all", "none")
CLEAN = ("declared", "none")
"""The modes in which a script needs no check for None; with `all` every field may be None."""
REFUSED = ("refused.py", "refused_legacy.py")
"""Files with mistakes that type checkers are to find."""
Package = Callable[[str], Path]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """`package("declared")`: the folder in which `acme_store` is, generated in that mode."""
    made: dict[str, Path] = {}

    def make(optional: str) -> Path:
        if optional not in made:
            folder = made[optional] = tmp_path_factory.mktemp(f"usage_{optional}")
            config = ClientConfig(
                name="acme_store",
                sources=(str(HERE / "definitions"),),
                output=folder / "acme_store",
                package="acme_store",
                optional=optional,  # type: ignore[arg-type]
            )
            for path, text in generate(config, Inputs(), {}).files:
                target = folder / "acme_store" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
        return made[optional]

    return make


def readme_tests() -> str:
    """The example of the README's section."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    section = readme.partition("\n## Testing your code\n")[2].partition("\n## ")[0]
    return re.findall(r"^```python\n(.*?)^```", section, re.DOTALL | re.MULTILINE)[0]
