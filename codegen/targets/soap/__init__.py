"""Clients for SOAP and XML-RPC: Magento 1 in all its modes, Magento 2, and WS-I services of other systems."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.emit.text import sentence
from codegen.ir import Api, Fault
from codegen.symbols import Symbols
from codegen.systems import MAGENTO2
from codegen.targets.attributes import OFFERED as ATTRIBUTES
from codegen.targets.attributes import attributes_export, plan_attributes
from codegen.targets.attributes.told import attribute_sections
from codegen.targets.base import File, Target
from codegen.targets.clients import parts, whole
from codegen.targets.inputs import offered_names
from codegen.targets.package import header
from codegen.targets.services.files import COMMON, REFERENCE_FILE, ClientBase, service_files
from codegen.targets.services.logins import AUTH_MAGENTO2, LOGINS_MAGENTO1, LOGINS_MAGENTO2, LoginExample
from codegen.targets.services.views import Services
from codegen.targets.soap.calls import RESERVED, SoapCalls
from codegen.targets.soap.modes import differences, modes
from codegen.targets.soap.tables import elements, maps, target_namespace, types
from codegen.values import replace

_BASE = ClientBase(
    "._runtime.soap.client",
    "SoapClient",
    ("._runtime.soap.operation", "SoapOperation"),
    definition=True,
    server=("._runtime.testing.soap.server", "SoapServer"),
)
OFFERED = (*COMMON, "client.options", "soap.faults")
OFFERED_MAGENTO1 = (*OFFERED, "soap.criteria", "soap.session")
OFFERED_MAGENTO2 = (*OFFERED, *AUTH_MAGENTO2, *ATTRIBUTES, "search.criteria", "search.paging")
OFFERED_OTHERS = (*OFFERED, "auth.credentials", "auth.oauth", "search.criteria", "search.paging")


def claims(api: Api) -> bool:
    """Whether the Api has an operation that goes over SOAP or XML-RPC."""
    return any(operation.soap() or operation.rpc for operation in api.operations)


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime; what takes long to format comes first."""
    api = _once(api)
    models, services, inputs = parts(renderer, api, symbols, client, SoapCalls)
    context = {"header": header(client)}
    definition = {
        "modes": modes(api),
        "namespace": target_namespace(api),
        "version": _version(api),
        "exact": client.numbers == "decimal",
        "types": types(api, symbols),
        "elements": elements(api),
        "maps": maps(api),
        "faults": bool(symbols.faults),
    }
    yield "definition.py", renderer.render("soap/definition.py.jinja", {**context, **definition})
    if symbols.faults:
        faults = [(name, fault, fault_doc(fault)) for fault, name in symbols.faults.items()]
        yield "faults.py", renderer.render("soap/faults.py.jinja", {**context, "faults": faults})
    for path, text in service_files(
        renderer,
        client,
        services,
        replace(_BASE, variables="._runtime.soap.variables") if api.system.session else _BASE,
        title=api.system.soap_title,
        offered=_offered(api, symbols),
        logins=_logins(api),
        own=offered_names(inputs, _export(symbols)),
        attributes=attribute_sections(symbols, client.numbers),
    ):
        yield path, text + _modes(renderer, api, symbols, services) if path == REFERENCE_FILE else text
    yield from inputs
    yield from plan_attributes(renderer, symbols, client.numbers, header(client))
    yield from models


def _export(symbols: Symbols) -> dict[str, list[str]]:
    """What the package offers of its own besides clients and models, by relative module."""
    own = ["faults"] if symbols.faults else []
    return {".": [*own, *attributes_export(symbols).get(".", ())]} if own or symbols.entities else {}


def _offered(api: Api, symbols: Symbols) -> tuple[str, ...]:
    """The modules of the runtime whose public names the package offers."""
    if api.system.session:
        return (*OFFERED_MAGENTO1, *ATTRIBUTES) if symbols.entities else OFFERED_MAGENTO1
    return OFFERED_MAGENTO2 if api.system == MAGENTO2 else OFFERED_OTHERS


def _logins(api: Api) -> tuple[LoginExample, ...]:
    """The ways to log in; other systems have their own."""
    if api.system.session:
        return LOGINS_MAGENTO1
    return LOGINS_MAGENTO2 if api.system == MAGENTO2 else ()


def fault_doc(fault: Fault) -> str:
    """What the exception class of a fault says."""
    return f"{fault.code}: {sentence(fault.message)}"


def _modes(renderer: Renderer, api: Api, symbols: Symbols, services: Services) -> str:
    """What REFERENCE.md says of the modes of Magento 1's API."""
    if not api.system.paths:
        return ""
    context = {
        "client": f"{services.prefixes[0]}Client",
        "modes": modes(api),
        "differences": differences(api),
        "faults": bool(symbols.faults),
        "paths": any(operation.rpc is not None for operation in api.operations) or not api.version_1,
    }
    return renderer.render("soap/modes.md.jinja", context)


def _once(api: Api) -> Api:
    """The Api with each SOAP operation once: several routes of Magento 2 may stand for the same one."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for operation in api.operations:
        soap = operation.soap()
        name = (soap.port_type, soap.operation) if soap else ("", operation.id)
        if name not in seen:
            seen.add(name)
            kept.append(operation)
    return replace(api, operations=tuple(kept))


def _version(api: Api) -> str:
    """The envelope version that another system's WSDL asks for, where it isn't 1.1."""
    versions = {soap.version for operation in api.operations if (soap := operation.soap())}
    return "1.2" if api.system.own_envelope and versions == {"1.2"} else ""


TARGET = Target("soap", claims, whole(_files), RESERVED, SoapCalls)
