"""Packages of recorded shops."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.replayed import REPLAYED as REPLAYED
from tests.runtime.soap.packages import build


@pytest.fixture(scope="session")
def openmage(corpus: Path) -> Path:
    """The folder of the recorded OpenMage."""
    return corpus / "openmage-20.0.20"


@pytest.fixture(scope="session")
def magento1(openmage: Path, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package of that shop, with all its modes."""
    sources = [openmage / "wsdl/v2_wsi.wsdl", openmage / "wsdl/v2.wsdl", openmage / "xml"]
    return build("replayed_magento1", sources, tmp_path_factory.mktemp("magento1"))


@pytest.fixture(scope="session")
def magento1_ce(openmage: Path, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The package of the same shop with an older target namespace."""
    sources = [openmage / "wsdl/v2_wsi_ce1931.wsdl", openmage / "wsdl/v2_ce1931.wsdl", openmage / "xml"]
    return build("replayed_magento1_ce", sources, tmp_path_factory.mktemp("magento1_ce"))
