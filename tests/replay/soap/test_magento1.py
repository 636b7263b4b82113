"""Every recorded call of a real OpenMage over SOAP and XML-RPC: made through the client, and its answer read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import corpus_root
from tests.peers.replay import Request
from tests.replay.soap import judging
from tests.replay.soap.magento1_calls import NOT_TYPED, called_in_one, own_path, reason, typed_call
from tests.replay.soap.recorded import MAGENTO1, Recorded, Unreadable, load
from tests.replay.soap.shop import KEY, USER, Package, RecordedShop
from tests.replayed import REPLAYED
from tests.runtime.soap.exchanges import canonical

FOLDERS = (
    *(f"exchanges/{name}" for name in ("raw_v2", "raw_wsi", "soap_v1", "soap_v2", "soap_wsi", "xmlrpc")),
    *(f"exchanges/{name}_strfetch" for name in ("soap_v1", "soap_v2", "soap_wsi", "xmlrpc")),
    *(f"exchanges/{name}_ce1931" for name in ("soap_v2", "soap_wsi")),
    *(f"exchanges-2/{name}" for name in ("soap_v1", "soap_v2", "soap_wsi", "xmlrpc")),
)


def every_exchange(wanted: Callable[[Recorded], bool] = lambda exchange: True) -> list[Any]:
    root = corpus_root()
    found = [item for item in load(root, MAGENTO1, *FOLDERS) if wanted(item)] if root else []
    return [pytest.param(item, id=f"{item.folder}/{item.name}") for item in found] or [
        pytest.param(None, marks=pytest.mark.skip("no corpus"))
    ]


def is_path_call(exchange: Recorded) -> bool:
    """Whether an exchange of version 1 calls a method by its path."""
    try:
        by_path = exchange.called[0] == "call" and len(exchange.called[1]) > 1
    except Unreadable:
        return False
    return by_path and exchange.mode in ("v1", "xmlrpc")


def package_of(exchange: Recorded, request: pytest.FixtureRequest) -> Package:
    """The package of the shop's definitions at that time."""
    name = "magento1_ce" if exchange.folder.endswith("_ce1931") else "magento1"
    package: Package = request.getfixturevalue(name)
    return package


def session_of(exchange: Recorded) -> str:
    """The session that a request names, which PHP takes from the first place whatever its name."""
    return str(next((value for _, value in exchange.called[1]), ""))


@pytest.mark.parametrize("exchange", every_exchange())
def test_request_and_answer(
    exchange: Recorded, recorded_shop: RecordedShop, request: pytest.FixtureRequest
) -> None:
    package = package_of(exchange, request)
    folder = exchange.folder
    REPLAYED[f"openmage {folder}", "exchanges"] += 1
    if reason(exchange, package):
        kind = check_answer(exchange, package, lambda: decode(exchange, package))
        REPLAYED[f"openmage {folder}", kind] += 1
        return
    with recorded_shop.play(exchange, session_of(exchange)):
        kind = check_answer(exchange, package, lambda: perform(exchange, package, recorded_shop))
        check_request(sent_for(exchange, recorded_shop), exchange)
    REPLAYED[f"openmage {folder}", kind] += 1
    REPLAYED[f"openmage {folder}", "typed requests"] += 1


@pytest.mark.parametrize("exchange", every_exchange(is_path_call))
def test_calls_by_path(
    exchange: Recorded, recorded_shop: RecordedShop, request: pytest.FixtureRequest
) -> None:
    """What no method does can be called by its path: the request is the recorded one, types and all."""
    package = package_of(exchange, request)
    values = [value for _, value in exchange.called[1]]
    with recorded_shop.play(exchange, str(values[0])), client_of(exchange, package, recorded_shop) as client:
        if "." not in values[1]:
            with pytest.raises(package.module.RequestError, match="takes a path"):
                client.api.call(values[1])
            REPLAYED[f"openmage {exchange.folder}", "refused"] += 1
            return
        try:
            found = client.api.call(values[1], (values[2] if len(values) > 2 else None) or ())
        except package.module.ApiFault as error:
            check_fault(error, exchange, package)
        except package.module.ServerError:
            assert not exchange.answer.strip()
        else:
            assert not exchange.answer.strip() or found == exchange.answered
    check_headers(recorded_shop.calls[0], exchange)
    sent = replace(exchange, request=recorded_shop.calls[0].body)
    assert values[:2] == [value for _, value in sent.called[1]][:2]
    assert strict(values[2:]) == strict([value for _, value in sent.called[1]][2:])
    REPLAYED[f"openmage {exchange.folder}", "requests"] += 1


def strict(values: list[Any]) -> list[Any]:
    """Arguments by position; an absent list is one without entries, and keys are texts."""
    return [value for value in values if value not in (None, [])]


def client_of(
    exchange: Recorded, package: Package, shop: RecordedShop, user: str = USER, key: str = KEY
) -> Any:
    auth = package.module.ApiUser(user, key)
    return package.module.Client(shop.url, auth=auth, mode=exchange.mode, max_retries=0)


def perform(exchange: Recorded, package: Package, shop: RecordedShop) -> Any:
    """The typed value of the recorded call; of a login the session that the next call carries."""
    if exchange.title.startswith("login"):
        user, key = (str(value) for _, value in exchange.called[1])
        with client_of(exchange, package, shop, user, key) as client:
            client.api.global_faults() if exchange.mode == "v1" else client.store.list()
        return session_of(replace(exchange, request=shop.calls[1].body))
    with client_of(exchange, package, shop) as client:
        if exchange.called[0] == "multiCall":
            return in_one(exchange, package, client)
        if not exchange.title.startswith("endSession"):
            return typed_call(exchange, package).make(client)
        client.store.list()
    return ENDED


def in_one(exchange: Recorded, package: Package, client: Any) -> list[Any]:
    """The values and errors of the calls of a `multiCall`."""
    calls = client.api.multi_call()
    for call in called_in_one(exchange, package):
        calls.add(package.module.OPERATIONS[call.operation], **call.arguments)
    options = exchange.called[1][2][1] if len(exchange.called[1]) > 2 else None
    sent = calls.send(stop_on_fault=bool(options and options.get("break")))
    return [pending.error or (pending.result if pending.done else NOT_RUN) for pending in sent]


NOT_RUN = object()
"""The place of a call behind the one that failed."""
ENDED = object()
"""Nothing is made of the answer to the end of a session."""


def decode(exchange: Recorded, package: Package) -> Any:
    """The value of an answer to what no typed call asks for."""
    operation = package.module.OPERATIONS["call"]
    found = package.operation(exchange.mode, exchange.called[0]) if is_message(exchange) else None
    if found is not None:
        operation = package.module.OPERATIONS[found[0].id]
    elif is_message(exchange) and exchange.mode in ("v1", "xmlrpc") and is_path_call(exchange):
        try:
            operation = package.module.OPERATIONS[typed_call(exchange, package).operation]
        except (LookupError, TypeError):
            operation = package.module.OPERATIONS["call"]
    return operation.decode(exchange.answer, exchange.content_type)


def is_message(exchange: Recorded) -> bool:
    try:
        return bool(exchange.called)
    except Unreadable:
        return False


def sent_for(exchange: Recorded, shop: RecordedShop) -> Request:
    """The request that stands for the recorded one."""
    return shop.calls[-1] if exchange.title.startswith("endSession") else shop.calls[0]


def check_headers(sent: Request, exchange: Recorded) -> None:
    """What the server, or PHP before it, looks at."""
    assert sent.method == exchange.method
    assert (
        sent.headers["content-type"].partition(";")[0] == exchange.headers["content-type"].partition(";")[0]
    )
    assert sent.headers.get("soapaction", "") == exchange.headers.get(
        "soapaction", sent.headers.get("soapaction", "")
    )
    target = exchange.target.replace("/index.php", "").replace("/api.php?type=v2_soap", "/api/v2_soap/")
    assert sent.target == target


def check_request(sent: Request, exchange: Recorded) -> None:
    """The request says what the recorded one does, to PHP."""
    check_headers(sent, exchange)
    if exchange.mode in ("v2", "wsi"):
        bare = exchange.folder.startswith("exchanges/raw_")
        mine, its = canonical(sent.body), canonical(exchange.request)
        assert (stripped(mine) == stripped(its)) if bare else (mine == its)
        return
    if exchange.called[0] == "multiCall":
        exchange.called[1][1] = (
            "calls",
            [[own_path(entry[0]), *entry[1:]] for entry in exchange.called[1][1][1]],
        )
    method, arguments = replace(exchange, request=sent.body).called
    assert method == exchange.called[0]
    mine, its = [as_php(value) for _, value in arguments], [as_php(value) for _, value in exchange.called[1]]
    if method == "call":
        mine[1:], its[1:] = [str(mine[1]).rpartition(".")[2], *trimmed(mine[2:])], [
            str(its[1]).rpartition(".")[2],
            *trimmed(its[2:]),
        ]
    assert mine == its


def stripped(tree: Any) -> Any:
    """A canonical tree without attributes, as hand-written requests have no types."""
    name, _, text, children = tree
    return (name, text, tuple(map(stripped, children)))


def trimmed(arguments: list[Any]) -> list[Any]:
    """The arguments of a call without those at the end that say nothing."""
    values = list(arguments[0] or ()) if arguments else []
    while values and values[-1] is None:
        values.pop()
    return values


def as_php(value: Any) -> Any:
    """A value as PHP's comparisons have it: numbers and flags are texts, an empty map is an empty list."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, dict):
        return {str(key): as_php(item) for key, item in value.items()} or []
    if isinstance(value, list):
        return [as_php(item) for item in value]
    return (
        f"{float(value):g}"
        if isinstance(value, str) and value.replace(".", "", 1).isdigit() and "." in value
        else value
    )


def check_answer(exchange: Recorded, package: Package, value: Any) -> str:
    """What an answer was: `answers`, `faults` or `unreadable`. Fails where the typed one says otherwise."""
    try:
        expected = exchange.answered
    except Unreadable:
        with pytest.raises(package.module.MagentoError):
            value()
        return "unreadable"
    except LookupError:
        with pytest.raises(package.module.ApiFault) as caught:
            value()
        check_fault(caught.value, exchange, package)
        return "faults"
    typed = value()
    if is_message(exchange) and exchange.called[0] == "multiCall" and not reason(exchange, package):
        check_calls_in_one(typed, expected, exchange, package)
    elif typed is not ENDED:
        found = list(judging.differences(typed, expected, str, declared(exchange, package)))
        assert [place for rule, place in found if rule not in judging.RULES] == []
    return "answers"


def check_calls_in_one(typed: list[Any], expected: list[Any], exchange: Recorded, package: Package) -> None:
    """Each call has its value or the fault that stands in its place."""
    for call, mine, its in zip(called_in_one(exchange, package), typed, expected, strict=False):
        if isinstance(its, dict) and its.get("isFault"):
            assert (mine.fault_code, mine.message) == (str(its["faultCode"]), its["faultMessage"])
        else:
            kind = package.module.OPERATIONS[call.operation].result_type
            assert [place for rule, place in judging.differences(mine, its, str, kind) if not rule] == []
    assert [mine for mine in typed[len(expected) :] if mine is not NOT_RUN] == []


def declared(exchange: Recorded, package: Package) -> Any:
    """The declared type of the value."""
    if exchange.title.startswith("login"):
        return str
    try:
        call = typed_call(exchange, package)
    except (LookupError, Unreadable, TypeError):
        return Any
    return package.module.OPERATIONS[call.operation].result_type


GLOBAL = {
    "0": "UnknownFault",
    "1": "InternalFault",
    "2": "AccessDenied",
    "3": "InvalidApiPath",
    "4": "NotCallable",
    "5": "SessionExpired",
    "6": "RequiredParameterMissing",
    "Server": "ReceiverFault",
    "Client": "SenderFault",
    "Sender": "SenderFault",
}


def check_fault(error: Any, exchange: Recorded, package: Package) -> None:
    """The error has the code and the text of the fault, and the class that they stand for."""
    with pytest.raises(LookupError) as expected:
        _ = exchange.answered
    code, message = expected.value.args
    assert (error.fault_code, error.message) == (code, message)
    name = "ProcedureNotPresent" if message.endswith("not present") else GLOBAL.get(code, "")
    own = {
        (item.__dict__.get("resource"), item.__dict__.get("fault_code")): item
        for item in vars(package.module.faults).values()
        if isinstance(item, type)
    }
    default = getattr(package.module, name) if name else package.module.ApiFault
    assert type(error) is own.get((error.resource, code), default)


def every_recording() -> Iterator[Recorded]:
    root = corpus_root()
    yield from load(root, MAGENTO1, *FOLDERS) if root else ()


def test_every_exception_still_holds(magento1: Package, corpus: Path) -> None:
    """A rule that no recording needs any more is no rule, nor is a way to call a path that none calls."""
    recordings = [item for item in every_recording() if not item.folder.endswith("_ce1931")]
    idle = [rule.reason for rule in NOT_TYPED if not any(rule.holds(item, magento1) for item in recordings)]
    assert idle == []


def test_every_rule_for_answers_is_used(magento1: Package, corpus: Path) -> None:
    used: Counter[str] = Counter()
    for exchange in every_recording():
        try:
            expected = exchange.answered
            call = typed_call(exchange, magento1)
        except (LookupError, Unreadable, TypeError):
            continue
        operation = magento1.module.OPERATIONS[call.operation]
        typed = operation.decode(exchange.answer, exchange.content_type)
        used.update(rule for rule, _ in judging.differences(typed, expected, str, operation.result_type))
    of_magento2 = {"empty", "null", "numbered"}
    assert used.keys() - {""} == judging.RULES.keys() - of_magento2
