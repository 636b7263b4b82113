"""The package of the corpus's own definitions, made once a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from codegen.ir import Api
from codegen.symbols import Symbols
from tests.api2.packages import client_of, import_package, write_package


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
