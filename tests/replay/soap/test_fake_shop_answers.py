"""A shop in memory that is set up with the decoded answer writes the recorded one to the recorded request.

The requests are those of independent programs, so the shop is shown to read what a server reads as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest
from lxml import etree

from codegen.ir import Operation
from tests.replay.likeness import RULES, rule_of, unlike
from tests.replay.soap.recorded import Recorded, Unreadable, body_of
from tests.replay.soap.shop import Package
from tests.replay.soap.test_magento1 import every_exchange, every_recording, is_path_call, package_of
from tests.runtime.soap.exchanges import canonical

OF_A_SESSION = ("login", "loginParam", "endSession", "endSessionParam")
SEVERAL = ("multiCall", "multiCallParam")
RAW = ("call", "callParam")
EXPIRED = "5"
SESSION = "session"
"""The rule for what a session is called: that is the shop's affair."""


def called(exchange: Recorded) -> str:
    """What a request calls, empty for what calls nothing."""
    try:
        return exchange.called[0]
    except Unreadable:
        return ""


def fault_of(exchange: Recorded) -> tuple[str, str]:
    """Code and text of the fault that was answered, empty for none."""
    try:
        _ = exchange.answered
    except LookupError as error:
        return str(error.args[0]), str(error.args[1])
    return "", ""


def operation_of(exchange: Recorded, package: Package) -> Operation | None:
    """The operation that is called by its own name; None for version 1's calls of paths, and for what has none."""
    name = called(exchange)
    if exchange.mode in ("v2", "wsi"):
        found = package.operation(exchange.mode, name)
        return found[0] if found else None
    return next((item for item in package.api.operations if item.id == name), None)


def operation_at(path: str, package: Package) -> Operation | None:
    """The operation that a path of version 1 stands for by the resource's own name."""
    return next((item for item in package.api.operations if item.rpc and item.rpc.path == path), None)


@dataclass(frozen=True)
class Rule:
    """Exchanges that no shop in memory repeats, and why."""

    reason: str
    holds: Callable[[Recorded, Package], bool]


OTHERWISE = (
    Rule("the request calls nothing", lambda item, package: not called(item)),
    Rule(
        "a shop in memory has one address",
        lambda item, package: "/index.php/" in item.url or "/api.php" in item.url,
    ),
    Rule(
        "what the package doesn't have is not expected",
        lambda item, package: called(item) not in (*OF_A_SESSION, *SEVERAL, *RAW)
        and operation_of(item, package) is None,
    ),
    Rule(
        "calls of paths are version 1's",
        lambda item, package: item.mode in ("v2", "wsi") and called(item) in (*SEVERAL, *RAW),
    ),
    Rule(
        "no argument is called as in the definition, so PHP goes by their places",
        lambda item, package: item.mode == "v2" and b"<a>" in item.request,
    ),
    Rule(
        "version 1 leaves it to PHP to miss an argument",
        lambda item, package: item.title
        in ("fault_php_too_few_arguments", "fault_missing_required_argument"),
    ),
)


def reason(exchange: Recorded, package: Package) -> str:
    """Why an exchange isn't repeated; empty for one that is."""
    return next((rule.reason for rule in OTHERWISE if rule.holds(exchange, package)), "")


class Repeated:
    """A shop in memory that is set up for one exchange."""

    def __init__(self, exchange: Recorded, package: Package) -> None:
        self._exchange = exchange
        self._package = package
        self.shop = import_module(f"{package.module.__name__}.testing").FakeShop(base_url=exchange.origin)
        self._client = self.shop.client.with_options(mode=exchange.mode)

    def answer(self) -> Recorded:
        """The exchange with the answer of the shop."""
        exchange = self._exchange
        headers = {name: exchange.headers[name] for name in ("content-type",) if name in exchange.headers}
        response = self.shop.http_client().post(exchange.url, content=exchange.request, headers=headers)
        return replace(
            exchange,
            status=response.status_code,
            content_type=response.headers["content-type"],
            answer=response.content,
        )

    def set_up(self) -> None:
        """Set the recorded answer up, decoded, or the account and the session that the request is about."""
        name, arguments = self._exchange.called
        values = [value for _, value in arguments]
        code, _ = fault_of(self._exchange)
        if name in ("login", "loginParam"):
            self._know(*map(str, values), known=not code)
            return
        if code != EXPIRED:
            self.shop._server._sessions |= {str(value) for value in values[:3]}
        if name in OF_A_SESSION:
            return
        if name in SEVERAL:
            self._set_up_several(values)
        elif is_path_call(self._exchange):
            self._set_up_path(str(values[1]))
        else:
            operation = operation_of(self._exchange, self._package)
            assert operation is not None
            self._set_up(operation, lambda: self._decoded(operation.id))

    def _know(self, user: str = "", key: str = "", *, known: bool) -> None:
        self.shop.accepts(self._package.module.ApiUser(user, key if known else f"not {key}"))

    def _decoded(self, operation: str) -> Any:
        found = self._package.module.OPERATIONS[operation]
        return found.decode(self._exchange.answer, self._exchange.content_type)

    def set_up_by_hand(self) -> None:
        """Set a path of version 1 up as plain data."""
        session, path, *_ = (str(value) for _, value in self._exchange.called[1])
        self.shop._server._sessions.add(session)
        self._reply(self.shop.on(self._client.api.call).given(path), lambda: self._decoded("call"))

    def _set_up_path(self, path: str) -> None:
        """Set up the method of a path; a path that no method has, or under another name, as it is."""
        operation = operation_at(path, self._package)
        if operation is not None:
            self._set_up(operation, lambda: self._decoded(operation.id))
        else:
            self.set_up_by_hand()

    def _set_up(self, operation: Operation, value: Callable[[], Any]) -> None:
        symbols = self._package.symbols
        resource = getattr(self._client, symbols.attributes[operation.service])
        self._reply(self.shop.on(getattr(resource, symbols.operations[operation.id])), value)

    def _reply(self, expectation: Any, value: Callable[[], Any]) -> None:
        try:
            expectation.returns(value())
        except self._package.module.ApiFault as fault:
            expectation.raises(type(fault), fault.message, code=fault.fault_code)

    def _set_up_several(self, values: list[Any]) -> None:
        """Set up each of the calls in one by its path: what it answered, or the fault that stands in its place."""
        if fault_of(self._exchange)[0]:
            return
        for call, answer in zip(values[1], self._exchange.answered, strict=False):
            given = call[1] if len(call) > 1 else []
            expectation = self.shop.on(self._client.api.call).given(str(call[0]), given)
            if isinstance(answer, dict) and answer.get("isFault"):
                expectation.raises(400, answer["faultMessage"], code=answer["faultCode"])
            else:
                expectation.returns(answer)


def recorded_results() -> list[Any]:
    """The exchanges that ended with HTTP 200, results and faults alike."""
    return every_exchange(lambda exchange: exchange.status == 200 and exchange.method == "POST")


@pytest.mark.parametrize("exchange", recorded_results())
def test_the_recorded_answer_is_written(exchange: Recorded, request: pytest.FixtureRequest) -> None:
    package = package_of(exchange, request)
    if reason(exchange, package):
        return
    repeated = Repeated(exchange, package)
    repeated.set_up()
    mine = repeated.answer()
    assert (mine.status, media_type(mine)) == (200, media_type(exchange))
    assert fault_of(mine) == fault_of(exchange)
    if not fault_of(exchange)[0]:
        assert [place for rule, place in differences(mine, exchange) if not rule] == []


@pytest.mark.parametrize(
    "exchange", every_exchange(lambda exchange: exchange.status == 200 and is_path_call(exchange))
)
def test_a_call_by_hand_is_answered_word_for_word(exchange: Recorded, request: pytest.FixtureRequest) -> None:
    package = package_of(exchange, request)
    code, _ = fault_of(exchange)
    if code == EXPIRED or reason(exchange, package):
        return
    repeated = Repeated(exchange, package)
    repeated.set_up_by_hand()
    mine = repeated.answer()
    assert fault_of(mine) == fault_of(exchange)
    assert code or mine.answered == exchange.answered


def media_type(exchange: Recorded) -> str:
    return exchange.content_type.partition(";")[0]


def differences(mine: Recorded, its: Recorded) -> Iterator[tuple[str, str]]:
    """How an answer differs from the recorded one: the rule that explains it (empty for none), and where."""
    if called(its).startswith("login"):
        yield (SESSION if mine.answered != its.answered else ""), ""
        return
    yield from unlike(mine.answered, its.answered)
    if its.mode == "v1" and names(mine) != names(its):
        yield "", f"{names(mine)} for {names(its)}"
    if its.mode in ("v2", "wsi"):
        yield from _tree_unlike(tree(mine), tree(its), "")


def names(exchange: Recorded) -> list[str]:
    """The names of the answer's element and of what is in it."""
    element = body_of(exchange.answer)
    return [str(element.tag), *(str(child.tag) for child in element)]


def tree(exchange: Recorded) -> Any:
    """The answer's element with all types and in the order of its elements, but without the name of rpc's only part.

    What that part is called isn't in the package, and a client takes it by its place.
    """
    body = etree.fromstring(exchange.answer.strip().replace(b">\n<", b"><"))[-1]
    name, attributes, text, children = canonical(etree.tostring(body[0]))
    values = [child for child in children if not child[0].startswith("{http://www.w3.org/2003/05/soap-rpc}")]
    return name, attributes, text, tuple(("", *child[1:]) for child in values)


def _tree_unlike(mine: Any, its: Any, place: str) -> Iterator[tuple[str, str]]:
    if mine[:2] != its[:2] or len(mine[3]) != len(its[3]):
        yield "", f"{place}: {mine[:2]} for {its[:2]}"
    elif mine[2] != its[2]:
        yield rule_of(mine[2], its[2]), f"{place}: {mine[2]!r} for {its[2]!r}"
    for one, other in zip(mine[3], its[3], strict=False):
        yield from _tree_unlike(one, other, f"{place}/{other[0]}")


def test_every_exception_still_holds(magento1: Package) -> None:
    """A rule that no recording needs any more is no rule."""
    found = [item for item in every_recording() if item.status == 200 and item.method == "POST"]
    assert [rule.reason for rule in OTHERWISE if not any(rule.holds(item, magento1) for item in found)] == []
    used: set[str] = set()
    for exchange in found:
        if used == {*RULES, SESSION}:
            break
        if not reason(exchange, magento1) and not fault_of(exchange)[0]:
            repeated = Repeated(exchange, magento1)
            repeated.set_up()
            used |= {rule for rule, _ in differences(repeated.answer(), exchange)}
    assert used == {*RULES, SESSION}
