"""What a shop in memory reads is what was given, and what a client decodes is what was set, for every operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.example.fake_shop.every_operation import differences

Package = Callable[[str], Any]


OF_THE_API = {"call", "endSession", "login", "multiCall"}
"""Methods of Magento 1's API itself, which log in or out, or make other calls."""


def test_all_that_is_given_and_set_arrives_over_rest(package: Package) -> None:
    package("acme_store")
    assert list(differences("acme_store", store="all")) == []


def test_all_that_is_given_and_set_arrives_over_soap(package: Package) -> None:
    package("acme_store_soap")
    assert list(differences("acme_store_soap")) == []


@pytest.mark.parametrize("response_format", ["json", "xml"])
def test_all_that_is_given_and_set_arrives_over_magento_1s_rest(
    package: Package, response_format: str
) -> None:
    package("legacy_rest")
    assert list(differences("legacy_rest", response_format=response_format)) == []


@pytest.mark.parametrize("mode", ["v2", "wsi", "v1", "xmlrpc"])
def test_all_that_is_given_and_set_arrives_in_every_mode(package: Package, mode: str) -> None:
    package("legacy_shop")
    found = [each for each in differences("legacy_shop", mode) if each.partition(":")[0] not in OF_THE_API]
    assert found == []
