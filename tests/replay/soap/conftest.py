"""The packages of the recorded shops, and a server that plays what was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.replay import ReplayServer
from tests.replay.soap.recorded import MAGENTO1
from tests.replay.soap.shop import Package, RecordedShop
from tests.runtime.soap.packages import build_generated


@pytest.fixture(scope="session")
def magento1(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of the recorded OpenMage, with all its modes."""
    folder = corpus / MAGENTO1
    sources = [folder / "wsdl/v2_wsi.wsdl", folder / "wsdl/v2.wsdl", folder / "xml"]
    return Package(*build_generated("judged_magento1", sources, tmp_path_factory.mktemp("judged1")))


@pytest.fixture(scope="session")
def magento1_ce(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of the same shop with an older target namespace."""
    folder = corpus / MAGENTO1
    sources = [folder / "wsdl/v2_wsi_ce1931.wsdl", folder / "wsdl/v2_ce1931.wsdl", folder / "xml"]
    return Package(*build_generated("judged_magento1_ce", sources, tmp_path_factory.mktemp("judged1ce")))


@pytest.fixture(scope="session")
def recorded_shop() -> Iterator[RecordedShop]:
    """The server."""
    with ReplayServer() as server:
        yield RecordedShop(server)
