"""Every decoded answer can be dumped: nothing warns, nothing fails, and JSON holds all of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.dumping import assert_dumps
from tests.replay.soap.recorded import MAGENTO1, Recorded, Unreadable
from tests.replay.soap.shop import Package
from tests.replay.soap.test_magento1 import every_recording, typed_call
from tests.replay.soap.test_magento2 import magento2, operation_of, recordings
from tests.runtime.soap.packages import build_generated

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


def test_no_number_of_an_exact_package_is_rounded(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / MAGENTO1
    sources = [folder / "wsdl/v2_wsi.wsdl", folder / "wsdl/v2.wsdl", folder / "xml"]
    package = Package(*build_generated("exact_judged", sources, tmp_path, numbers="decimal"))
    numbers = 0
    for exchange in every_recording():
        operation = operation_called(exchange, package)
        if operation is not None and not exchange.folder.endswith("_ce1931"):
            value = operation.decode(exchange.answer, exchange.content_type)
            assert list(of_type(float, value)) == [], exchange.name
            numbers += len(list(of_type(Decimal, value)))
            assert_dumps(value, exchange.name)
    assert numbers > 100


def of_type(kind: type, value: Any) -> Iterator[Any]:
    """The values of a type anywhere in an answer."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, BaseModel):
        yield from of_type(kind, {**vars(value), **(value.model_extra or {})})
    elif isinstance(value, dict):
        for item in value.values():
            yield from of_type(kind, item)
    elif isinstance(value, list):
        for item in value:
            yield from of_type(kind, item)
