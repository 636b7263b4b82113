"""A shop in memory that is set up with the decoded answer of a Magento 2 over SOAP writes the recorded one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest
from lxml import etree

from tests.replay.soap.recorded import Recorded, body_of, fault_texts, plain
from tests.replay.soap.shop import Package
from tests.replay.soap.test_magento2 import every_exchange, magento2, operation_of, recordings

__all__ = ["magento2"]


@dataclass(frozen=True)
class Rule:
    """Exchanges that no shop in memory repeats, and why."""

    reason: str
    holds: Callable[[Recorded, Package], bool]


OTHERWISE: tuple[Rule, ...] = (
    Rule("Magento 2's clients speak SOAP 1.2", lambda item, package: b"schemas.xmlsoap.org" in item.request),
    Rule(
        "who is logged in is not known to a shop in memory",
        lambda item, package: b"GetSelfRequest" in item.request and b"customerId" not in item.request,
    ),
)


def reason(exchange: Recorded, package: Package) -> str:
    """Why an exchange isn't repeated; empty for one that is."""
    return next((rule.reason for rule in OTHERWISE if rule.holds(exchange, package)), "")


def has_answer(exchange: Recorded) -> bool:
    """Whether an exchange ended with HTTP 200 and a result, a fault, or nothing for void."""
    return exchange.status == 200 and (not exchange.answer.strip() or b"Envelope" in exchange.answer)


def repeated(exchange: Recorded, package: Package) -> Recorded:
    """The exchange with the answer of a shop in memory that was set up with the recorded one, decoded."""
    operation = operation_of(exchange, package)
    assert operation is not None
    found = package.module.OPERATIONS[operation.id]
    shop = import_module(f"{package.module.__name__}.testing").FakeShop(base_url=exchange.origin)
    symbols = package.symbols
    service = next(item for item in package.api.services if item.name == operation.service)
    module = getattr(shop.client, symbols.modules[service.module])
    resource = getattr(module, symbols.attributes[service.name])
    method = getattr(resource, symbols.operations[operation.id])
    try:
        shop.on(method).returns(found.decode(exchange.answer, exchange.content_type))
    except package.module.ApiFault as fault:
        told = {name: value or None for name, value in fault.parameters.items()}  # Magento leaves out nulls
        values = tuple(told.values()) if all(map(str.isdigit, told)) else ()
        named = {} if values else told
        errors = [(error.template, error.parameters) for error in fault.errors]
        shop.on(method).raises(400, fault.template, *values, errors=errors, **named)
    headers = {name: exchange.headers[name] for name in ("content-type",) if name in exchange.headers}
    response = shop.http_client().post(exchange.url, content=exchange.request, headers=headers)
    return replace(
        exchange,
        status=response.status_code,
        content_type=response.headers["content-type"],
        answer=response.content,
    )


def recorded_results() -> list[Any]:
    return [each for each in every_exchange() if each.values[0] is None or has_answer(each.values[0])]


@pytest.mark.parametrize("exchange", recorded_results())
def test_the_recorded_answer_is_written(exchange: Recorded, magento2: Package) -> None:
    if reason(exchange, magento2):
        return
    mine = repeated(exchange, magento2)
    assert (mine.status, media_type(mine)) == (exchange.status, media_type(exchange))
    if not exchange.answer.strip():
        assert not mine.answer.strip()
    elif b"Fault>" in exchange.answer:
        assert fault(mine) == fault(exchange)
    else:
        assert mine.answered == exchange.answered


def media_type(exchange: Recorded) -> str:
    return exchange.content_type.partition(";")[0]


def fault(exchange: Recorded) -> Any:
    """All that a fault says: code, text, parameters, and the errors in it."""
    element = body_of(exchange.answer)
    assert etree.QName(element).localname == "Fault"
    return fault_texts(element), plain(element[-1])


def test_every_exception_still_holds(magento2: Package) -> None:
    """A rule that no recording needs any more is no rule."""
    found = [item for item in recordings() if has_answer(item)]
    assert [rule.reason for rule in OTHERWISE if not any(rule.holds(item, magento2) for item in found)] == []
