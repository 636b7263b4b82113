"""Every operation of the definitions at hand, called on PHP's SoapServer: arguments arrive, results come back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import EXAMPLE
from tests.peers.soap import SoapPeer
from tests.runtime.soap.packages import build

StartPeer = Callable[[Path], SoapPeer]
SCALARS = {"s": "téxt <&>", "i": 7, "n": 2.5, "b": True, "y": "AAE=", "*": "any"}
DEPTH = 3


def sample(kind: Any, tables: Any, depth: int = DEPTH) -> Any:
    """Data of a kind by alias. Lists have two items, as PHP unwraps one alone, or none below the depth."""
    match kind.tag:
        case ".":
            values = {
                field.alias: sample(field.kind, tables, depth - 1)
                for field in writable(kind, tables)
                if depth > -3 or field.kind.tag != "."
            }
            return {alias: value for alias, value in values.items() if value is not None}
        case "[" | "+" | "#":
            return [] if depth <= 0 else [sample(kind.item, tables, depth)] * 2
        case "?":
            return None
        case "|":
            return sample(kind.item, tables, depth)
        case "y":
            return b"\x00\x01"
    return SCALARS[kind.tag]


def writable(kind: Any, tables: Any) -> Iterable[Any]:
    return [field for field in tables[kind.name].fields if field.writable]


def seen(kind: Any, value: Any, tables: Any, item: str) -> Any:
    """The same data as PHP has it: by element, lists in their wrappers (`item` empty: none, as in rpc)."""
    if kind.tag == ".":
        fields = {field.alias: field for field in tables[kind.name].fields}
        return {
            fields[alias].element: seen(fields[alias].kind, entry, tables, item)
            for alias, entry in value.items()
        }
    if kind.tag in "[#+":
        entries = [seen(kind.item, entry, tables, item) for entry in value]
        return entries if not item or kind.tag == "+" else {item: entries} if entries else {}
    return "\x00\x01" if kind.tag == "y" else value


def call_all(package: ModuleType, peer: SoapPeer, mode: str, item: str, auth: Any = None) -> list[str]:
    """Call the operations that a peer can answer; what did not arrive or come back as it should."""
    wrong = []
    with package.Client(peer.url, auth=auth, mode=mode) as client:
        for operation in package.OPERATIONS.values():
            wire = operation.wire(operation.definition.dialect(mode))
            if wire is None or operation.operation in (
                "login",
                "endSession",
                "startSession",
                "call",
                "multiCall",
            ):
                continue
            tables = operation.definition.parsed
            arguments = {field.alias: sample(field.kind, tables) for field in wire.fields}
            given = {name: value for name, value in arguments.items() if value is not None}
            result = sample(operation.kind, tables) if operation.kind else None
            if operation.kind:
                peer.answer(operation.operation, {"result": seen(operation.kind, result, tables, item)})
            else:
                peer.answer(operation.operation, {"result": None})
            try:
                value = client.run(operation.call(client.core, given, None))
            except package.MagentoError as error:
                wrong.append(f"{operation.id}: {error}")
                continue
            if operation.kind and plain(value) != plain(result):
                wrong.append(f"{operation.id}: {plain(value)!r} is not {plain(result)!r}")
            arrived = calls(peer, operation.operation)[-1]["arguments"]
            expected = {
                field.element: seen(field.kind, given[field.alias], tables, item)
                for field in wire.fields
                if field.alias in given
            }
            got = (
                dict(zip(order(wire), arrived, strict=False))
                if isinstance(arrived, list)
                else dict(arrived or {})
            )
            got.pop(wire.session, None)
            if {name: entry for name, entry in got.items() if entry is not None} != expected:
                wrong.append(f"{operation.id}: {got!r} arrived instead of {expected!r}")
    return wrong


def calls(peer: SoapPeer, operation: str) -> list[dict[str, Any]]:
    """The calls of an operation; a one-way call is answered before PHP has it."""
    deadline = time.monotonic() + 60
    while not (found := peer.requests(operation)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def order(wire: Any) -> list[str]:
    """The names of rpc arguments in the order that PHP lists them."""
    return [*([wire.session] if wire.session else []), *(field.element for field in wire.fields)]


def plain(value: Any) -> Any:
    """A typed value as plain data without what was not set."""
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(by_alias=True, exclude_unset=True))
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def start(soap_peer: StartPeer, wsdl: Path) -> SoapPeer:
    peer = soap_peer(wsdl)
    peer.answer("login", {"result": "session"})
    peer.answer("endSession", {"result": True})
    return peer


@pytest.mark.parametrize(("mode", "item"), [("v2", ""), ("wsi", "complexObjectArray")])
class TestMagento1:
    """Both modes of Magento 1's v2."""

    def test_example(self, mode: str, item: str, soap_peer: StartPeer, tmp_path: Path) -> None:
        wsdl = EXAMPLE / "magento1" / ("v2.wsdl" if mode == "v2" else "wsi.wsdl")
        package = build(f"every_{mode}", [wsdl], tmp_path)
        auth = package.ApiUser("u", "k")
        assert call_all(package, start(soap_peer, wsdl), mode, item, auth=auth) == []

    def test_recorded_definitions(
        self, mode: str, item: str, corpus: Path, soap_peer: StartPeer, tmp_path: Path
    ) -> None:
        wsdl = corpus / "openmage-20.0.20/wsdl" / ("v2.wsdl" if mode == "v2" else "v2_wsi.wsdl")
        package = build(f"every_recorded_{mode}", [wsdl], tmp_path)
        auth = package.ApiUser("u", "k")
        assert call_all(package, start(soap_peer, wsdl), mode, item, auth=auth) == []


def test_magento2(soap_peer: StartPeer, tmp_path: Path) -> None:
    wsdls = EXAMPLE / "magento2-wsdl"
    package = build("every_magento2", [wsdls], tmp_path)
    assert call_all(package, soap_peer(wsdls), "magento2", "item") == []
