"""Packages of recorded shops, and the table of what was replayed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.runtime_soap.packages import build

REPLAYED: Counter[tuple[str, str]] = Counter()
"""How many requests, answers and faults were replayed, by folder and kind."""


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much of each folder was replayed."""
    if not REPLAYED:
        return
    terminalreporter.section("replayed exchanges")
    folders = sorted({folder for folder, _ in REPLAYED})
    kinds = ("exchanges", "requests", "typed requests", "answers", "faults", "unreadable")
    terminalreporter.line("  ".join(["folder".ljust(22), *(kind.rjust(14) for kind in kinds)]))
    for folder in folders:
        counts = [str(REPLAYED[folder, kind]).rjust(14) for kind in kinds]
        terminalreporter.line("  ".join([folder.ljust(22), *counts]))
