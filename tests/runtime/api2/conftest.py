"""The package of the corpus's own definitions, made once a run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from codegen.ir import Api
from codegen.symbols import Symbols
from tests.conftest import EXAMPLE, REPOSITORY
from tests.runtime.api2.packages import client_of, import_package, write_package


@dataclass(frozen=True)
class Generated:
    """A generated package, imported, with what it was made from."""

    package: ModuleType
    api: Api
    symbols: Symbols


@pytest.fixture(scope="session")
def openmage(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """The client of a stock OpenMage."""
    folder = tmp_path_factory.mktemp("api2")
    api, symbols = write_package(client_of(corpus / "openmage-20.0.20" / "xml"), folder, "openmage_rest")
    return Generated(import_package(folder, "openmage_rest"), api, symbols)


@pytest.fixture
def shop_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a shop in a process of its own; its parameter is how many products it has."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.api2.shop_server", str(getattr(request, "param", 3))],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="session")
def shop_package(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The client of our own example's api2.xml."""
    folder = tmp_path_factory.mktemp("api2-example")
    write_package(client_of(EXAMPLE / "magento1-rest"), folder, "example_rest")
    return import_package(folder, "example_rest")
