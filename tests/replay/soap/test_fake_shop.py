"""The shops in memory of whole packages for SOAP: every operation both ways, in every mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.example.fake_shop.every_operation import differences
from tests.example.fake_shop.test_every_operation import OF_THE_API
from tests.replay.soap.shop import Package
from tests.runtime.soap.packages import build_generated

GIVEN_OTHERWISE = {"catalogProductCreate", "catalogProductUpdate", "catalogProductMultiUpdate"}
"""Operations whose additional attributes are a list in WS-I: given in v2 it arrives as a model."""


@pytest.mark.parametrize("mode", ["v2", "wsi", "v1", "xmlrpc"])
def test_all_that_is_given_and_set_arrives_at_magento1(magento1: Package, mode: str) -> None:
    found = {each.partition(":")[0] for each in differences(magento1.module.__name__, mode)} - OF_THE_API
    assert found == (GIVEN_OTHERWISE if mode == "v2" else set())


def test_all_that_is_given_and_set_arrives_at_magento2(corpus: Path, tmp_path: Path) -> None:
    sources = [corpus / "magento-2.4.6" / "wsdl"]
    package, _ = build_generated("soap_store", sources, tmp_path, protocol="soap")
    assert list(differences(package.__name__)) == []
