"""Arguments of a SOAP operation as source, `arg("store", str, v2="storeView")`, and what differs in single modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from codegen.emit.layout import bracketed
from codegen.emit.render import py_str
from codegen.ir import Api, List, Operation, SoapBinding, SoapStyle, TypeRef
from codegen.symbols import Symbols
from codegen.symbols.searching import Search
from codegen.targets.services.annotations import Annotations, is_plain
from codegen.targets.services.naming import python_name
from codegen.targets.soap.modes import only_v1
from codegen.values import Value, replace

_SWAPPED = "resourceFaults"
"""The operation whose session id stands behind its argument in Mage_Api's v1 WSDL."""


class Written(Value):
    """How a mode writes one of the operation's arguments."""

    argument: str
    element: str
    type: TypeRef
    header: bool = False


class Expression(NamedTuple):
    """An argument as written, and the names that are used for it."""

    text: str
    names: Sequence[str]


class WrittenRequest(Value):
    """How a mode writes a request: its element or path, the element of the session id, and the arguments in order."""

    name: str
    session: str
    arguments: Sequence[Written]


def requests(operation: Operation, api: Api) -> dict[str, WrittenRequest]:
    """How an operation is written in each mode that has it, by the runtime's names of modes; v1's are XML-RPC's too."""
    by_path = _by_path(operation, api) if api.system.paths else None
    if only_v1(api):
        return {"v1": by_path} if by_path is not None else {}
    found: dict[str, WrittenRequest] = {}
    for mode, style in (
        (api.system.document_mode, SoapStyle.DOCUMENT),
        (api.system.encoded_mode, SoapStyle.RPC),
    ):
        soap = operation.soap(style)
        if soap is not None:
            found.setdefault(mode, _of_binding(soap))
    return {**found, "v1": by_path} if by_path is not None else found


def _of_binding(soap: SoapBinding) -> WrittenRequest:
    """A request in document/literal or rpc/encoded.

    PHP hands the parts of an rpc request to the server's method in the order of the WSDL, and Magento's methods take
    the session id first. So where the WSDL has it later, as for `resourceFaults`, it goes into the first part, and the
    arguments into those behind.
    """
    names = [parameter.name for parameter in soap.parameters]
    request, session = soap.request, soap.session
    if soap.style is SoapStyle.RPC:
        request = soap.operation
        if session:
            names.insert(soap.session_position, session)
            session, *names = names
    written = [
        Written(argument, name, parameter.type, argument in soap.headers)
        for name, parameter, argument in zip(names, soap.parameters, soap.arguments, strict=True)
    ]
    return WrittenRequest(request, session, written)


def _by_path(operation: Operation, api: Api) -> WrittenRequest | None:
    """A v1 call: of a path of `api.xml`, or of a method of the API itself; None where there is none."""
    if operation.rpc is not None:
        parameters = {parameter.name: parameter for parameter in operation.parameters}
        named = ((argument, argument.removeprefix("*")) for argument in operation.rpc.arguments)
        written = [
            Written(name, name if name == argument else "*", parameters[name].type)
            for argument, name in named
            if name in parameters
        ]
        return WrittenRequest(operation.rpc.path, "", written)
    soap = operation.soap(SoapStyle.RPC) or operation.soap()
    known = only_v1(api) or any(item.rpc is not None for item in api.operations)
    if soap is None or operation.service != "api" or not known:
        return None
    if operation.id == _SWAPPED and soap.style is SoapStyle.DOCUMENT and soap.session:
        soap = replace(soap, session_position=len(soap.parameters))
    return _of_binding(replace(soap, style=SoapStyle.RPC))


def argument_sources(
    operation: Operation,
    written: Mapping[str, WrittenRequest],
    search: Search | None,
    symbols: Symbols,
    spell: Annotations,
) -> list[Expression]:
    """The arguments of an operation in order: each once, with what differs in single modes."""
    by_mode = {mode: {item.argument: item for item in request.arguments} for mode, request in written.items()}
    return [
        _source(
            operation, name, {mode: has.get(name) for mode, has in by_mode.items()}, search, symbols, spell
        )
        for name in argument_names(written)
    ]


def argument_names(written: Mapping[str, WrittenRequest]) -> list[str]:
    """The names of all arguments, in the order of the first mode."""
    return list(dict.fromkeys(item.argument for request in written.values() for item in request.arguments))


def _source(
    operation: Operation,
    name: str,
    by_mode: Mapping[str, Written | None],
    search: Search | None,
    symbols: Symbols,
    spell: Annotations,
) -> Expression:
    usual = next(item for item in by_mode.values() if item is not None)
    single = not by_mode.keys() & {"wsi", "v2", "v1"}
    type_source = _type(usual.type, spell)
    if search is not None and search.parameter.name == name and (single or usual.element == name):
        return Expression(_call("search", [py_str(name), type_source]), ("search", type_source))
    items = [py_str(name), type_source]
    if single and usual.element != name:
        items.append(f"element={py_str(usual.element)}")
    if (listed := items_of(usual.type)) is not None:
        items.append(f"items={py_str(listed)}")
    items += python_name(operation, name, symbols)
    if usual.header:
        items.append("header=True")
    for mode, item in by_mode.items() if not single else ():
        difference = _difference(item, name, usual, spell)
        if difference:
            items.append(f"{mode}={difference}")
    types = [spell.source(item.type) for item in by_mode.values() if item is not None]
    return Expression(_call("arg", items), ("arg", *types))


def _call(function: str, items: Sequence[str]) -> str:
    """A call as written inside the tuple of arguments."""
    return bracketed(f"{function}(", items, "),", 8).removesuffix(",")


def _difference(item: Written | None, name: str, usual: Written, spell: Annotations) -> str:
    if item is None:
        return "None"
    source = _type(item.type, spell)
    element = py_str(item.element) if item.element != name else ""
    other = source if source != _type(usual.type, spell) else ""
    return f"({element}, {other})" if element and other else element or other


def _type(type_ref: TypeRef, spell: Annotations) -> str:
    source = spell.source(type_ref)
    return source if is_plain(type_ref) else f"lambda: {source}"


def items_of(type_ref: TypeRef | None) -> str | None:
    """What the items of a list are called; None for no list, and for what the dialect calls all."""
    return type_ref.element if isinstance(type_ref, List) else None


def order(written: Mapping[str, WrittenRequest]) -> dict[str, Sequence[str]]:
    """The order of the arguments in the modes where it isn't that of the first."""
    names = argument_names(written)
    orders = {mode: [item.argument for item in request.arguments] for mode, request in written.items()}
    return {mode: has for mode, has in orders.items() if has != [name for name in names if name in has]}
