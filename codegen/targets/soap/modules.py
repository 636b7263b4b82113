"""The modules of `resources/`: services and operations of one Magento module each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from codegen.config import Modes
from codegen.emit.imports import Imports, grouped
from codegen.emit.text import prose
from codegen.ir import Api, Operation, Service
from codegen.symbols import Symbols
from codegen.symbols.words import camel
from codegen.targets.services.annotations import Annotations
from codegen.targets.soap.operations import Operations
from codegen.targets.soap.views import ModuleView, OperationView, ServiceView

_NAMES = re.compile(r"[A-Za-z_]\w*")
_PREFIXES: Mapping[Modes, tuple[str, ...]] = {"both": ("", "Async"), "sync": ("",), "async": ("Async",)}
_IMPORTS = (
    ("collections.abc", ("AsyncIterator", "Iterator", "Mapping", "Sequence")),
    ("typing", ("Any", "cast")),
    ("..", ("models",)),
    (".._runtime.client.lazy_member", ("Member",)),
    (".._runtime.client.operation", ("ANY",)),
    (".._runtime.models.base", ("KeyedList",)),
    (".._runtime.omit", ("OMIT",)),
    (".._runtime.client.options", ("Options",)),
    (".._runtime.search.paging", ("OptionalKeyset",)),
    (".._runtime.client.resource", ("AsyncNamespace", "AsyncResource", "Namespace", "Resource")),
    (".._runtime.search.criteria", ("SearchCriteria",)),
    (".._runtime.soap.v1_calls", ("ApiResource", "AsyncApiResource")),
    (".._runtime.soap.criteria", ("Filters",)),
    (".._runtime.soap.arguments", ("arg", "search")),
    (".._runtime.soap.operation", ("SoapOperation",)),
    ("..definition", ("DEFINITION",)),
)
"""What a module of `resources/` may import."""


def soap_modules(api: Api, symbols: Symbols, modes: Modes) -> list[ModuleView]:
    """All modules with operations, sorted by name."""
    operations: dict[str, list[Operation]] = defaultdict(list)
    for operation in sorted(api.operations, key=lambda item: item.id):
        if operation.soap() is not None or operation.rpc is not None:
            operations[operation.service].append(operation)
    services: dict[str, list[Service]] = defaultdict(list)
    for service in sorted(api.services, key=lambda item: symbols.services[item.name]):
        if service.name in operations:
            services[symbols.services[service.name].module].append(service)
    models = {model.name: model for model in api.models}
    magento1 = api.system == "magento1"

    def service_view(service: Service) -> ServiceView:
        members = operations[service.name]
        names = [symbols.operations[item.id] for item in members]
        annotations = Annotations(symbols, "builtins.list" if "list" in names else "list")
        views = Operations(api, symbols, models, annotations)
        attribute = symbols.attributes[service.name]
        return ServiceView(
            name=symbols.services[service.name].name,
            attribute=attribute,
            base="ApiResource" if magento1 and service.name == "api" else "Resource",
            doc=[prose(service.description, service.deprecated) or f"Service {service.name}."],
            operations=[
                views.view(item, f"{attribute}_{name}".upper())
                for item, name in zip(members, names, strict=True)
            ],
        )

    return [
        _module(name, [service_view(service) for service in members], members, modes, flat=api.flat)
        for name, members in sorted(services.items())
    ]


def _module(
    name: str, views: Sequence[ServiceView], services: Sequence[Service], modes: Modes, *, flat: bool
) -> ModuleView:
    return ModuleView(
        name=name,
        title=next((service.module for service in services if service.module), name),
        namespace="" if flat else camel(name, prefix="Module"),
        services=views,
        imports=_imports(views, modes, flat),
    )


def _types(operation: OperationView) -> Iterator[str]:
    """What an operation says of types and defaults, without the names of arguments."""
    yield from operation.descriptor.names
    signature = list(operation.signature) if operation.method else []
    if operation.method:
        yield operation.result
    if operation.iterator is not None:
        yield operation.iterator.item
        signature += operation.iterator.signature
    for argument in signature:
        yield argument.partition(":")[2]


def _imports(views: Sequence[ServiceView], modes: Modes, flat: bool) -> list[Imports]:
    operations = [operation for view in views for operation in view.operations]
    used = {name for operation in operations for text in _types(operation) for name in _NAMES.findall(text)}
    used |= {"DEFINITION", "Options", "SoapOperation", *([] if flat else ["Member"])}
    prefixes = _PREFIXES[modes]
    bases = {*(view.base for view in views), *([] if flat else ["Namespace"])}
    bases |= {"Iterator"} if any(operation.iterator for operation in operations) else set()
    used |= {f"{prefix}{name}" for prefix in prefixes for name in bases}
    found = ((module, [name for name in names if name in used]) for module, names in _IMPORTS)
    builtins = [("builtins", ())] if "builtins" in used else []
    return grouped([*builtins, *((module, names) for module, names in found if names)])
