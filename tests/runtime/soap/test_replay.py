"""Every recorded call of a real OpenMage, replayed: requests, answers and faults."""

from __future__ import annotations

import sys
import xmlrpc.client
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import etree
from runtime.soap.names import local

from tests.runtime.soap.conftest import REPLAYED
from tests.runtime.soap.exchanges import Exchange, canonical, exchanges, naive, same

FOLDERS = {
    "soap_v2": "v2",
    "soap_v2_strfetch": "v2",
    "soap_v2_ce1931": "v2",
    "raw_v2": "v2",
    "soap_wsi": "wsi",
    "soap_wsi_strfetch": "wsi",
    "soap_wsi_ce1931": "wsi",
    "raw_wsi": "wsi",
    "soap_v1": "v1",
    "soap_v1_strfetch": "v1",
    "xmlrpc": "xmlrpc",
    "xmlrpc_strfetch": "xmlrpc",
}
UNREADABLE_REQUESTS = frozenset({"not_xml", "malformed_xml", "raw_get", "raw_wsdl", "get_no_wsdl"})
ODD_REQUESTS = frozenset(
    {
        # Hand-written to see what the server makes of them; a client sends none of these.
        "004-params_reordered",
        "005-params_misnamed",
        "007-v2_param_names",
        "010-no_params",
        "012-soap12_envelope",
        "033-soap12_envelope",
        "013-namespace_urn_Magento",
        "014-namespace_urn_Magento",
        "014-no_namespace",
        "013-qualified_children",
        "020-filter_apache_map",
        "022-int_param_garbage",
        "005-missing_sessionId",
        "018-empty_complexObjectArray_list",
        "021-int_param_empty",
        "022-int_empty",
        "002-empty_filters",
        "112-startSession",
        "030-startSession_elem",
        "024-call_args_array",
        "025-multiCall",
    }
)


def runtime(name: str, module: str) -> ModuleType:
    """A module of the runtime of the package that a module's name begins with."""
    return import_module(f"{name.partition('.')[0]}._runtime.{module}")


def operations(package: ModuleType, mode: str) -> dict[str, Any]:
    """Operations by the name that a request has on the wire."""
    found = {}
    for operation in package.OPERATIONS.values():
        wire = operation.wire(operation.definition.dialect(mode))
        if wire is not None:
            found[wire.request] = operation
    return found


def package_of(folder: str, request: pytest.FixtureRequest) -> ModuleType:
    name = "magento1_ce" if folder.endswith("_ce1931") else "magento1"
    package: ModuleType = request.getfixturevalue(name)
    return package


@pytest.mark.parametrize("folder", FOLDERS)
def test_requests(folder: str, openmage: Path, request: pytest.FixtureRequest) -> None:
    package = package_of(folder, request)
    mode = FOLDERS[folder]
    known = operations(package, mode)
    wrong = []
    for exchange in exchanges(openmage / "exchanges" / folder):
        REPLAYED[folder, "exchanges"] += 1
        if any(word in exchange.name for word in UNREADABLE_REQUESTS) or exchange.name in ODD_REQUESTS:
            continue
        for kind, body in requests_of(exchange, package, mode, known):
            bare = folder.startswith("raw_")
            if comparable(body, kind, bare) == comparable(exchange.request, kind, bare):
                REPLAYED[folder, kind] += 1
            else:
                wrong.append(f"{exchange.name} ({kind}):\n  {body.decode()}\n  {exchange.request.decode()}")
    assert not wrong, "\n".join(wrong)


def requests_of(
    exchange: Exchange, package: ModuleType, mode: str, known: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """The recorded request as the client would write it, from the arguments that it carries."""
    definition = next(iter(package.OPERATIONS.values())).definition
    posting = runtime(package.__name__, "soap.posting")
    dialect = definition.dialect(mode)
    if mode == "xmlrpc":
        yield from xmlrpc_requests(exchange, definition, dialect, posting, known)
        return
    element = etree.fromstring(exchange.request)[-1][0]
    name = local(element.tag)
    if mode == "v1":
        yield from v1_requests(element, definition, dialect, posting, known)
        return
    if name in ("login", "loginParam", "endSession", "endSessionParam") or name not in known:
        tables = runtime(package.__name__, "soap.tables")
        named = [(child.tag, tables.TEXT, child.text or "") for child in element]
        yield "requests", posting.method_body(definition, dialect, name, named)
        return
    operation = known[name]
    wire = operation.wire(dialect)
    fields = {field.element: field for field in wire.fields}
    arguments, session = {}, ""
    for child in element:
        if child.tag == wire.session:
            session = child.text or ""
        else:
            field = fields[child.tag]
            arguments[field.alias] = definition.decoders.of(field.kind)(child)
    yield "requests", operation.encode(arguments, session, dialect=dialect)


def v1_requests(
    element: Any, definition: Any, dialect: Any, posting: Any, known: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    decode = definition.decoders.any
    tables = runtime(posting.__name__, "soap.tables")
    named = [
        (child.tag, tables.LIST if child.tag == "calls" else tables.ANY, decode(child)) for child in element
    ]
    yield "requests", posting.method_body(definition, dialect, local(element.tag), named)
    values = {name: value for name, _, value in named}
    operation = known.get(values.get("resourcePath", ""))
    if operation is not None and "fault" not in str(values):
        yield "typed requests", typed_call(
            operation, values.get("args"), values["sessionId"], definition, dialect
        )


def xmlrpc_requests(
    exchange: Exchange, definition: Any, dialect: Any, posting: Any, known: dict[str, Any]
) -> Iterator[tuple[str, bytes]]:
    values, method = xmlrpc.client.loads(exchange.request, use_builtin_types=True)
    if method.startswith("system."):
        return
    yield "requests", posting.method_body(
        definition, dialect, method, [("", None, value) for value in values]
    )
    operation = known.get(str(values[1])) if method == "call" else None
    if operation is not None:
        args = values[2] if len(values) > 2 else None
        yield "typed requests", typed_call(operation, args, values[0], definition, dialect)


def typed_call(operation: Any, args: Any, session: Any, definition: Any, dialect: Any) -> bytes:
    """A v1 call written from typed arguments."""
    fields = operation.wire(dialect).fields
    from_plain = runtime(operation.__module__, "soap.v1_data").from_plain
    arguments = {
        field.alias: (
            filters_of(value, operation)
            if field.kind.name == "filters" and value
            else from_plain(value, field.kind, definition.parsed)
        )
        for field, value in zip(fields, args or (), strict=False)
    }
    body: bytes = operation.encode(arguments, str(session), dialect=dialect)
    return body


def filters_of(conditions: Any, operation: Any) -> Any:
    """v1's map of conditions as the builder has it."""
    package = sys.modules[operation.__module__.partition(".")[0]]
    filters = package.Filters()
    for field, condition in conditions.items():
        for name, value in condition.items() if isinstance(condition, dict) else [("eq", condition)]:
            filters.where(field, name, value)
    return filters


def comparable(body: bytes, kind: str, bare: bool) -> Any:
    """The canonical form; `bare` without attributes, as hand-written requests have no types.

    Typed v1 arguments are texts where the recorded ones may be numbers, which PHP takes alike.
    """
    tree = canonical(body)
    return loosened(tree) if kind == "typed requests" else stripped(tree) if bare else tree


def stripped(tree: Any) -> Any:
    """A canonical tree without attributes."""
    name, _, text, children = tree
    return (name, text, tuple(map(stripped, children)))


def loosened(tree: Any) -> Any:
    name, _, text, children = tree
    if local(name) in ("int", "i4", "string", "double"):
        name = "scalar"
    if not children and text.replace(".", "", 1).isdigit():
        text = f"{float(text):g}"
    return (name, text, tuple(map(loosened, children)))


@pytest.mark.parametrize("folder", FOLDERS)
def test_answers(folder: str, openmage: Path, request: pytest.FixtureRequest) -> None:
    package = package_of(folder, request)
    mode = FOLDERS[folder]
    known = operations(package, mode)
    wrong = []
    for exchange in exchanges(openmage / "exchanges" / folder):
        operation = operation_of(exchange, package, mode, known)
        problem = replayed(exchange, operation, package, mode)
        if problem.startswith("!"):
            wrong.append(f"{exchange.name}: {problem}")
        else:
            REPLAYED[folder, problem] += 1
    assert not wrong, "\n".join(wrong)


def operation_of(exchange: Exchange, package: ModuleType, mode: str, known: dict[str, Any]) -> Any:
    """The operation that an exchange called; a v1 call of an alias is that of any path."""
    default = package.OPERATIONS["storeList"]
    if mode == "xmlrpc":
        try:
            values, method = xmlrpc.client.loads(exchange.request, use_builtin_types=True)
        except Exception:
            return default
        return known.get(str(values[1])) if method == "call" else known.get(str(method))
    try:
        element = etree.fromstring(exchange.request)[-1][0]
    except (etree.XMLSyntaxError, IndexError, ValueError):
        return default
    if mode == "v1" and local(element.tag) == "call":
        path = element.find("resourcePath")
        return known.get(path.text or "" if path is not None else "")
    name = local(element.tag)
    by_name = {operation.operation: operation for operation in package.OPERATIONS.values()}
    return known.get(name) or by_name.get(name)


def replayed(exchange: Exchange, operation: Any, package: ModuleType, mode: str) -> str:
    """What became of an answer: `answers`, `faults`, `unreadable`, or text that begins with `!` for what went wrong."""
    body = exchange.response
    if exchange.method == "GET" and b"definitions" in body:
        return "unreadable"
    if not body.strip():
        return "unreadable"
    root = etree.fromstring(body.strip())
    fault = next((item for item in root.iter() if local(item.tag) in ("Fault", "fault")), None)
    if fault is not None:
        return fault_problem(exchange, operation or package.OPERATIONS["storeList"], fault, package)
    if operation is None:
        operation = package.OPERATIONS["storeList"]
        read = runtime(package.__name__, "soap.answers").read_message
        return "answers" if read(body.strip()) is not None else "!no content"
    value = operation.decode(body, exchange.content_type)
    if mode in ("v2", "wsi"):
        wrapper = root[-1][0]
        element = next(iter(child for child in wrapper if "soap-rpc" not in child.tag), None)
        if element is None:
            return "answers" if value in ("", None, []) else f"!{value!r} of nothing"
        if not same(naive(element), value):
            return f"!{naive(element)!r} was read as {value!r}"
    again = written_again(operation, value, mode)
    return "answers" if again == value else f"!{value!r} came back as {again!r}"


def written_again(operation: Any, value: Any, mode: str) -> Any:
    """A value after it was written as XML in the style of the mode and read again."""
    style = mode if mode in ("v2", "wsi") else "v2"
    definition = operation.definition
    dialect = definition.dialect(style)
    parts: list[str] = []
    definition.encoders(dialect, True).of(operation.kind)(("result", "result"), value, parts)
    close = runtime(operation.__module__, "soap.envelope").close_envelope
    text = f"<ns1:answer>{''.join(parts)}</ns1:answer>"
    body = close(text, version=dialect.version, namespace=definition.namespace, encoded=dialect.encoded)
    return operation.decode(body)


def fault_problem(exchange: Exchange, operation: Any, fault: Any, package: ModuleType) -> str:
    texts = [item.text for item in fault.iter() if item.text and item.text.strip()]
    try:
        value = operation.decode(exchange.response, exchange.content_type)
    except package.ApiFault as error:
        if error.fault_code not in [local(text) for text in texts] or error.message not in texts:
            return f"!{error!r} for {texts}"
        expected = expected_class(error, package)
        return "faults" if type(error) is expected else f"!{type(error)} is not {expected}"
    return f"!no fault but {value!r}"


def expected_class(error: Any, package: ModuleType) -> Any:
    """The class of a fault by its code, worked out apart from the runtime."""
    specific = [
        item
        for item in vars(package.faults).values()
        if isinstance(item, type)
        and (item.__dict__.get("resource"), item.__dict__.get("fault_code"))
        == (error.resource, error.fault_code)
    ]
    if specific and error.resource:
        return specific[0]
    codes = {
        "0": package.UnknownFault,
        "1": package.InternalFault,
        "2": package.AccessDenied,
        "3": package.InvalidApiPath,
        "4": package.NotCallable,
        "5": package.SessionExpired,
        "6": package.RequiredParameterMissing,
        "Server": package.ReceiverFault,
        "Sender": package.SenderFault,
        "Client": package.SenderFault,
    }
    if error.message.endswith("not present"):
        return package.ProcedureNotPresent
    return codes.get(error.fault_code, package.ApiFault)
