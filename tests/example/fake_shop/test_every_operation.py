"""What a shop in memory reads is what was given, and what a client decodes is what was set, for every operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.example.fake_shop.every_operation import differences

Package = Callable[[str], Any]


@pytest.mark.parametrize(("name", "settings"), [("acme_store", {"store": "all"})])
def test_all_that_is_given_and_set_arrives(package: Package, name: str, settings: dict[str, Any]) -> None:
    package(name)
    assert list(differences(name, **settings)) == []
