"""The modules of `resources/`: services and operations of one Magento module each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.config import Modes
from codegen.emit.imports import Imports, grouped
from codegen.ir import Api, Model, Operation, RestBinding, Service
from codegen.symbols import Symbols
from codegen.symbols.words import camel
from codegen.targets.package import Reference
from codegen.targets.rest.methods import Methods
from codegen.targets.rest.views import MethodView, ModuleView, ServiceView
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.documentation import service_docstring

_NAMES = re.compile(r"[A-Za-z_]\w*")
_PREFIXES: Mapping[Modes, tuple[str, ...]] = {"both": ("", "Async"), "sync": ("",), "async": ("Async",)}
_IMPORTS = (
    ("collections.abc", ("AsyncIterator", "Iterator", "Mapping", "Sequence")),
    ("typing", ("Any", "cast")),
    ("..", ("models",)),
    (".._runtime.rest.jobs", ("BulkNamespace", "BulkResource", "C", "bulk")),
    (".._runtime.client.lazy_member", ("Member",)),
    (".._runtime.client.operation", ("ANY",)),
    (".._runtime.models.base", ("KeyedList",)),
    (".._runtime.omit", ("OMIT",)),
    (".._runtime.client.options", ("Options",)),
    (".._runtime.search.paging", ("OptionalKeyset",)),
    (".._runtime.client.resource", ("AsyncNamespace", "AsyncResource", "Namespace", "Resource")),
    (".._runtime.rest.operation", ("RestOperation", "body", "path", "query", "search")),
    (".._runtime.search.criteria", ("SearchCriteria",)),
)
"""What a module of `resources/` may import."""


def rest_modules(api: Api, symbols: Symbols, modes: Modes) -> list[ModuleView]:
    """All modules with REST operations, sorted by name."""
    operations: dict[str, list[tuple[Operation, RestBinding]]] = defaultdict(list)
    for operation in api.operations:
        if operation.rest is not None:
            operations[operation.service].append((operation, operation.rest))
    modules: dict[str, list[Service]] = defaultdict(list)
    for service in sorted(api.services, key=lambda item: symbols.services[item.name]):
        if service.name in operations:
            modules[symbols.services[service.name].module].append(service)
    models = {model.name: model for model in api.models}
    views = []
    for name, services in sorted(modules.items()):
        constants: set[str] = set()
        members = [_service(item, operations[item.name], symbols, models, constants) for item in services]
        title = next((service.module for service in services if service.module), name)
        views.append(_module(name, title, members, modes))
    return views


def _service(
    service: Service,
    operations: list[tuple[Operation, RestBinding]],
    symbols: Symbols,
    models: Mapping[str, Model],
    constants: set[str],
) -> ServiceView:
    """One service, its operations by path; `constants` are the descriptors' names that its module has so far."""
    attribute = symbols.attributes[service.name]
    names = {symbols.operations[operation.id] for operation, _ in operations}
    methods = Methods(symbols, models, Annotations(symbols, "builtins.list" if "list" in names else "list"))
    views = []
    for operation, rest in sorted(operations, key=lambda item: (item[1].path, item[1].method)):
        name = symbols.operations[operation.id]
        constant = next(
            constant
            for constant in (f"{attribute}_{name}".upper(), f"{attribute}__{name}".upper())
            if constant not in constants
        )
        constants.add(constant)
        views.append(methods.view(operation, rest, constant))
    return ServiceView(
        name=symbols.services[service.name].name,
        attribute=attribute,
        doc=service_docstring(service, symbols.services[service.name].name),
        methods=views,
    )


def _module(name: str, title: str, services: Sequence[ServiceView], modes: Modes) -> ModuleView:
    texts = [text for service in services for method in service.methods for text in _types(method)]
    namespace = camel(name, prefix="Module")
    return ModuleView(
        name=name,
        title=title,
        namespace=namespace,
        namespaces=[f"{prefix}{namespace}Namespace" for prefix in reversed(_PREFIXES[modes])],
        services=services,
        imports=_imports(services, texts, modes),
    )


def _types(method: MethodView) -> Iterator[str]:
    """What a method and its descriptor say of types and defaults, without the names of arguments."""
    iterator = method.iterator
    for argument in (*method.signature, *(iterator.signature if iterator else ())):
        yield argument.partition(":")[2]
    yield from (method.result, *method.descriptor.names, iterator.item if iterator else "")


def _imports(services: Sequence[ServiceView], texts: Iterable[str], modes: Modes) -> list[Imports]:
    used = {"Member", "RestOperation", *(name for text in texts for name in _NAMES.findall(text))}
    prefixes = _PREFIXES[modes]
    used |= {f"{prefix}{name}" for prefix in prefixes for name in ("Namespace", "Resource")}
    if any(method.iterator for service in services for method in service.methods):
        used |= {f"{prefix}Iterator" for prefix in prefixes}
    if any(service.bulk for service in services):
        used |= {"BulkNamespace", "BulkResource", "C", "bulk"}
    found = ((module, [name for name in names if name in used]) for module, names in _IMPORTS)
    builtins = [("builtins", ())] if "builtins" in used else []
    return grouped([*builtins, *((module, names) for module, names in found if names)])


def references(modules: Iterable[ModuleView]) -> list[Reference]:
    """A row for each operation."""
    return [
        Reference(
            route=method.id,
            call=f"shop.{module.name}.{service.attribute}.{method.name}({_required(method)})",
            needs=method.needs,
            place=f"{module.name}.{method.descriptor.constant}",
        )
        for module in modules
        for service in module.services
        for method in service.methods
    ]


def _required(method: MethodView) -> str:
    """The arguments that a call must have."""
    names = [text.partition(":")[0] for text in method.signature if ":" in text and " = " not in text]
    return ", ".join(f"{name}=…" for name in names)
