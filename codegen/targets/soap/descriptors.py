"""SOAP operations as descriptors: `CATALOG_PRODUCT_LIST = SoapOperation(…)`."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.emit.layout import filled, tuple_lines, tuple_of
from codegen.emit.render import py_str
from codegen.ir import Access, Api, Operation, SoapBinding, SoapStyle
from codegen.symbols import Symbols
from codegen.symbols.searching import Search
from codegen.systems import MAGENTO1
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.views import Descriptor
from codegen.targets.soap.arguments import WrittenRequest, argument_sources, items_of, order, requests
from codegen.targets.soap.modes import modes
from codegen.targets.soap.tables import target_namespace


def descriptor(
    constant: str, operation: Operation, search: Search | None, api: Api, symbols: Symbols, spell: Annotations
) -> Descriptor:
    """The descriptor of an operation of the Api."""
    written = requests(operation, api)
    arguments = argument_sources(operation, written, search, symbols, spell)
    bindings = (binding.operation for binding in operation.bindings if isinstance(binding, SoapBinding))
    lines = filled(["DEFINITION", py_str(next(bindings, operation.id))])
    if arguments:
        lines += tuple_lines(argument.text for argument in arguments)
    result = spell.source(operation.result)
    keywords = [f"result=lambda: {result}"] if operation.result is not None else []
    keywords += [f"{name}={text}" for name, text in _settings(operation, written, api)]
    keywords += [f"{name}=True" for name, holds in _marks(operation, api) if holds]
    if operation.auth.access is Access.RESOURCES:
        keywords.append(f"acl={tuple_of(py_str(resource) for resource in operation.auth.resources)}")
    derived = not (operation.result_nullable or result in ("None", "ANY") or result.startswith("cast("))
    generic = "" if derived else spell.result(operation.result, nullable=operation.result_nullable)
    names = [name for argument in arguments for name in argument.names]
    names += ["DEFINITION", result if operation.result is not None else ""]
    return Descriptor(
        constant=constant,
        kind="SoapOperation",
        annotation=generic,
        lines=(*lines, *filled(keywords)),
        expressions=tuple(names),
    )


def _settings(operation: Operation, written: Mapping[str, WrittenRequest], api: Api) -> list[tuple[str, str]]:
    """The keyword arguments that are not empty, as source."""
    first, system = operation.soap(), api.system
    access = operation.auth.access
    by_path = written.get("v1")
    texts = {
        "path": by_path.name if by_path else "",
        "request": _request(operation, api),
        "service": operation.service if system.service_addresses else "",
        "action": first.action if first and not system.session and first.action != first.operation else "",
        "access": access.value if access in (Access.ANONYMOUS, Access.SELF) else "",
    }
    without = [mode for mode in modes(api) if mode in ("wsi", "v2") and mode not in written]
    orders = {mode: tuple_of(map(py_str, names)) for mode, names in order(written).items()}
    items = items_of(operation.result)
    settings = {
        **{name: py_str(text) for name, text in texts.items() if text},
        "session": _session(written),
        "order": _mapping(orders) if orders else "",
        "without": tuple_of(map(py_str, without)) if without else "",
        "items": "" if items is None else py_str(items),
    }
    return [(name, source) for name, source in settings.items() if source]


def _request(operation: Operation, api: Api) -> str:
    """The element of the request where it isn't called as the dialect calls them, or is in a namespace of its own."""
    soap = operation.soap(SoapStyle.DOCUMENT) or (operation.soap() if api.system.own_envelope else None)
    if soap is None:
        return ""
    request = soap.operation if soap.style is SoapStyle.RPC else soap.request
    if api.system.own_envelope and soap.namespace not in ("", target_namespace(api)):
        request = f"{{{soap.namespace}}}{request}"
    return request if request != soap.operation + api.system.request_suffix else ""


def _session(written: Mapping[str, WrittenRequest]) -> str:
    """The names of the session id, where they aren't the usual ones."""
    sessions = {
        mode: request.session
        for mode, request in written.items()
        if mode in ("wsi", "v2") or (mode == "v1" and "." not in request.name)
    }
    odd = {mode: py_str(name) for mode, name in sessions.items() if name != MAGENTO1.session}
    if len(odd) == len(sessions) and len(set(odd.values())) == 1:
        return next(iter(odd.values()))
    return _mapping(odd) if odd else ""


def _mapping(entries: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{py_str(name)}: {source}' for name, source in entries.items())}}}"


def _marks(operation: Operation, api: Api) -> list[tuple[str, bool]]:
    soap = operation.soap()
    whole = soap is not None and not soap.result and soap.result_type is not None
    encoded = api.system.own_envelope and soap is not None and soap.style is SoapStyle.RPC
    return [("whole", whole), ("encoded", encoded), ("reads", api.system.reads(operation.name))]
