"""Clients for SOAP and XML-RPC: Magento 1 in all its modes, Magento 2, and WS-I services of other systems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.ir import Api
from codegen.machine.cache import NO_CACHE, Cache
from codegen.symbols import Symbols
from codegen.targets.base import File, Target
from codegen.targets.models import plan_models
from codegen.targets.package import (
    REFERENCE_FILE,
    Reference,
    header,
    package_files,
    with_user_agent,
)
from codegen.targets.runtime import with_runtime
from codegen.targets.soap.faults import fault_views
from codegen.targets.soap.modes import differences, modes
from codegen.targets.soap.modules import soap_modules
from codegen.targets.soap.tables import elements, target_namespace, types
from codegen.targets.soap.views import ModuleView, OperationView

_TITLES = {"magento1": "Magento 1 SOAP and XML-RPC API", "magento2": "Magento 2 SOAP API"}
_ERRORS = (
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "ConnectionFailed",
    "DecodeError",
    "MagentoError",
    "NotFoundError",
    "PermissionDeniedError",
    "RequestError",
    "RequestTimeout",
    "ServerError",
    "TransportError",
    "UnavailableError",
)
_FAULTS = (
    "AccessDenied",
    "ApiFault",
    "InternalFault",
    "InvalidApiPath",
    "NotCallable",
    "ProcedureNotPresent",
    "ReceiverFault",
    "RequiredParameterMissing",
    "SenderFault",
    "SessionExpired",
    "UnknownFault",
)
_MAGENTO2_FAULTS = (
    "ApiFault",
    "NoSuchEntity",
    "ProcedureNotPresent",
    "ReceiverFault",
    "SenderFault",
    "Unauthorized",
)


def claims(api: Api) -> bool:
    """Whether the Api has an operation that goes over SOAP or XML-RPC."""
    return any(operation.soap() or operation.rpc for operation in api.operations)


def plan(api: Api, symbols: Symbols, client: ClientConfig, cache: Cache = NO_CACHE) -> Iterator[File]:
    """The files of a package for the SOAP and v1 operations of an Api."""
    renderer = Renderer(client.templates, cache)
    return with_runtime(
        renderer, client, with_user_agent(renderer, client, _files(renderer, _once(api), symbols, client))
    )


def _files(renderer: Renderer, api: Api, symbols: Symbols, client: ClientConfig) -> Iterator[File]:
    """All but the user agent and the runtime; what takes long to format comes first."""
    attributes = client.attributes if api.system == "magento2" else {}
    models = plan_models(renderer, api, symbols, attributes, header(client))
    modules = soap_modules(api, symbols, client.modes)
    title = _TITLES.get(api.system, "SOAP API")
    context = {
        "header": header(client),
        "title": title,
        "sync": client.modes != "async",
        "asynchronous": client.modes != "sync",
        "flat": api.flat,
        "modules": modules,
    }
    faults = fault_views(api)
    definition = {
        "modes": modes(api),
        "namespace": target_namespace(api),
        "version": _version(api),
        "types": types(api, symbols),
        "elements": elements(api),
        "faults": bool(faults),
    }
    yield "definition.py", renderer.render("soap/definition.py.jinja", {**context, **definition})
    for module in modules:
        yield f"resources/{module.name}.py", renderer.render(
            "soap/resources.py.jinja", {**context, "module": module}
        )
    yield "resources/__init__.py", f'{header(client)}"""The services of the shop, by module."""\n'
    if faults:
        yield "faults.py", renderer.render("soap/faults.py.jinja", {**context, "faults": faults})
    for path, text in package_files(
        renderer,
        client,
        exports=_exports(api, client, bool(faults)),
        references=_references(modules, api.flat),
        kind=("._runtime.soap.operation", "SoapOperation"),
        title=title,
    ):
        yield path, text + _modes(renderer, api) if path == REFERENCE_FILE else text
    yield "client.py", renderer.render("soap/client.py.jinja", context)
    yield from models


def _modes(renderer: Renderer, api: Api) -> str:
    """What REFERENCE.md says of the modes of Magento 1's API."""
    if api.system != "magento1":
        return ""
    return renderer.render("soap/modes.md.jinja", {"modes": modes(api), "differences": differences(api)})


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
    return "1.2" if api.system == "soap" and versions == {"1.2"} else ""


def _exports(api: Api, client: ClientConfig, faults: bool) -> dict[str, Sequence[str]]:
    clients = {"both": ("AsyncClient", "Client"), "sync": ("Client",), "async": ("AsyncClient",)}
    exports: dict[str, Sequence[str]] = {
        ".": ("faults", "models") if faults else ("models",),
        ".client": clients[client.modes],
        ".operations": ("OPERATIONS",),
        "._runtime.errors": _ERRORS,
        "._runtime.models.base": ("KeyedList",),
        "._runtime.omit": ("OMIT",),
        "._runtime.client.operation": ("RawResponse",),
        "._runtime.client.options": ("RequestOptions",),
        "._runtime.soap.faults": _FAULTS if api.system == "magento1" else _MAGENTO2_FAULTS,
    }
    if api.system == "magento1":
        exports["._runtime.soap.criteria"] = ("Filters",)
        exports["._runtime.soap.session"] = ("ApiUser",)
    else:
        exports["._runtime.auth.credentials"] = ("AdminToken", "BearerToken", "CustomerToken")
        exports["._runtime.auth.oauth"] = ("OAuth1",)
        exports["._runtime.search.paging"] = ("Keyset",)
        exports["._runtime.search.criteria"] = ("SearchCriteria",)
    return exports


def _references(modules: Sequence[ModuleView], flat: bool) -> list[Reference]:
    return [
        Reference(
            route=operation.id,
            call=_call(service.attribute if flat else f"{module.name}.{service.attribute}", operation),
            needs=operation.needs,
            place=f"{module.name}.{operation.descriptor.constant}",
        )
        for module in modules
        for service in module.services
        for operation in service.operations
    ]


_BUILT_IN_CALLS = {"call": "call(path, arguments)", "multiCall": "multi_call()"}
"""How the methods are called that the runtime's resource has in place of an operation's own."""


def _call(place: str, operation: OperationView) -> str:
    if not operation.method:
        return f"shop.{place}.{_BUILT_IN_CALLS[operation.id]}"
    required = [text.partition(":")[0] for text in operation.signature if ":" in text and " = " not in text]
    return f"shop.{place}.{operation.name}({', '.join(f'{argument}=…' for argument in required)})"


TARGET = Target("soap", claims, plan)
