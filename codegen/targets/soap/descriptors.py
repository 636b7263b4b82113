"""SOAP operations as descriptors: `CATALOG_PRODUCT_LIST = SoapOperation(…)`."""

from __future__ import annotations

from codegen.emit.layout import filled, tuple_of
from codegen.emit.render import py_str
from codegen.ir import Access, Api, Operation, SoapBinding, SoapStyle
from codegen.symbols import Symbols
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.searching import Search
from codegen.targets.soap.tables import kind, path_line, soap_line, target_namespace
from codegen.targets.soap.views import DescriptorView

_READS = frozenset(
    {
        "getCarriers",
        "globalFaults",
        "info",
        "items",
        "level",
        "list",
        "options",
        "resourceFaults",
        "resources",
        "totals",
        "tree",
        "types",
    }
)
"""Names of Magento 1's methods that only read."""


def descriptor(
    constant: str, operation: Operation, search: Search | None, api: Api, symbols: Symbols, spell: Annotations
) -> DescriptorView:
    """The descriptor of an operation of the Api."""
    source = spell.source(operation.result)
    generic = "None" if operation.result is None else "Any" if source == "ANY" else ""
    if " | " in source:
        generic, source = source, "ANY"
    if operation.result_nullable and not generic:
        generic = spell.result(operation.result, nullable=True)
    source = "" if source in ("None", "ANY") else source
    bindings = (binding.operation for binding in operation.bindings if isinstance(binding, SoapBinding))
    items = ["DEFINITION", py_str(next(bindings, operation.id))]
    if operation.result is not None:
        items.append(py_str(kind(operation.result)))
    if source:
        items.append(f"lambda: {source}")
    items += [f"{name}={py_str(text)}" for name, text in _settings(operation, search, api, symbols)]
    items += [f"{name}=True" for name, holds in _marks(operation, api) if holds]
    if operation.auth.access is Access.RESOURCES:
        items.append(f"acl={tuple_of(py_str(resource) for resource in operation.auth.resources)}")
    return DescriptorView(constant, generic, source, filled(items))


def _settings(
    operation: Operation, search: Search | None, api: Api, symbols: Symbols
) -> list[tuple[str, str]]:
    """The keyword arguments that are texts and not empty."""
    document, rpc, first = operation.soap(SoapStyle.DOCUMENT), operation.soap(SoapStyle.RPC), operation.soap()
    magento1 = api.system == "magento1"
    namespace = target_namespace(api) if api.system == "soap" else ""
    has_paths = any(item.rpc is not None for item in api.operations)
    access = operation.auth.access
    settings = {
        "document": soap_line(operation, document, symbols, namespace) if document else "",
        "rpc": soap_line(operation, rpc, symbols, namespace) if rpc else "",
        "path": path_line(operation, symbols, has_paths) if magento1 else "",
        "resource": operation.rpc.path.partition(".")[0] if operation.rpc else "",
        "service": operation.service if api.system == "magento2" else "",
        "action": first.action if first and not magento1 and first.action != first.operation else "",
        "search": search.parameter.name if search else "",
        "access": access.value if access in (Access.ANONYMOUS, Access.SELF) else "",
    }
    return [(name, text) for name, text in settings.items() if text]


def _marks(operation: Operation, api: Api) -> list[tuple[str, bool]]:
    soap = operation.soap()
    whole = soap is not None and not soap.result and soap.result_type is not None
    return [("whole", whole), ("reads", _reads(operation, api.system))]


def _reads(operation: Operation, system: str) -> bool:
    """Whether an operation changes nothing, by the names that Magento gives to such: it may be sent again."""
    if system == "magento2":
        return operation.name.startswith(("get", "is"))
    return system == "magento1" and operation.name in _READS
