"""Every decoded answer can be dumped: nothing warns, nothing fails, and JSON holds all of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dumping import assert_dumps
from tests.replay.soap.recorded import Recorded, Unreadable
from tests.replay.soap.shop import Package
from tests.replay.soap.test_magento1 import every_recording, typed_call
from tests.replay.soap.test_magento2 import magento2, operation_of, recordings

__all__ = ["magento2"]


def operation_called(exchange: Recorded, package: Package) -> Any:
    try:
        _ = exchange.answered
        return package.module.OPERATIONS[typed_call(exchange, package).operation]
    except (LookupError, Unreadable, TypeError):
        return None


def test_magento1(magento1: Package) -> None:
    for exchange in every_recording():
        operation = operation_called(exchange, magento1)
        if operation is not None and not exchange.folder.endswith("_ce1931"):
            assert_dumps(operation.decode(exchange.answer, exchange.content_type), exchange.name)


def test_magento2(magento2: Package) -> None:
    for exchange in recordings():
        operation = operation_of(exchange, magento2)
        if operation is None or not exchange.answer.strip() or b"Fault>" in exchange.answer:
            continue
        found = magento2.module.OPERATIONS[operation.id]
        assert_dumps(found.decode(exchange.answer, exchange.content_type), exchange.name)


@pytest.mark.parametrize("mode", ["v1", "xmlrpc"])
def test_a_customer_s_confirmation_is_the_key_or_a_flag(mode: str, magento1: Package) -> None:
    found = {
        type(operation.decode(exchange.answer, exchange.content_type).confirmation)
        for exchange in every_recording()
        if exchange.mode == mode and "customer_info" in exchange.name
        if (operation := operation_called(exchange, magento1)) is not None
    }
    assert found == {str, type(None)}
