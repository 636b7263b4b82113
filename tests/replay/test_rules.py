"""The rules of the replay are in use: one that no recording needs any more is no rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.replay import meaning, rules
from tests.replay.answers import reading
from tests.replay.calls import typed_call, with_models
from tests.replay.completion import completed
from tests.replay.conftest import Shop
from tests.replay.exchanges import load
from tests.replay.meaning import body_differences
from tests.replay.soap import judging


@pytest.mark.parametrize("kind", ["NOT_TYPED", "REFUSED", "SHOPS_OWN"])
def test_every_exception_still_holds(kind: str, corpus: Path) -> None:
    recordings = load()
    found: tuple[rules.Rule, ...] = getattr(rules, kind)
    assert [rule.reason for rule in found if not any(map(rule.holds, recordings))] == []


def test_every_rule_for_answers_is_used(shop: Shop) -> None:
    used: Counter[str] = Counter()
    for exchange in load():
        operation = shop.operation_of(exchange)
        if exchange.status != 200 or operation is None:
            continue
        declared = operation.result() if operation.result is not None else None
        value = operation.decode(exchange.answer, exchange.content_type)
        found = judging.differences(value, reading(exchange), str, declared)
        used.update(rule for rule, _ in found)
    assert {"null", "number", "numbered", "flag", "nothing", "empty"} <= used.keys()
    assert not used[""]


def test_every_rule_for_bodies_is_used(shop: Shop) -> None:
    used: Counter[str] = Counter()
    for exchange in load():
        if rules.reason(exchange) or rules.refusal(exchange) or not exchange.body:
            continue
        call = typed_call(exchange, shop.generated, shop.package)
        try:
            call = with_models(call, shop.package)
        except ValueError:
            continue
        operation = shop.package.OPERATIONS[call.operation]
        by_wire_name = {
            name: call.arguments.get(shop.generated.symbols.parameters[operation.id, name])
            for name in (item.name for item in operation.parameters)
        }
        if not call.prefix:
            sent = operation.values(
                {name: value for name, value in by_wire_name.items() if value is not None}
            )
            expected = completed(exchange.method, exchange.route, rules.body_of(exchange))
            used.update(rule for rule, _ in body_differences(sent, expected))
    assert meaning.RULES.keys() <= used.keys()
