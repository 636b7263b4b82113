"""The modules of `resources/`: services and operations of one Magento module each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from codegen.config import Modes
from codegen.ir import Api, Operation, Service
from codegen.symbols import Symbols
from codegen.symbols.words import camel
from codegen.targets.annotations import Annotations
from codegen.targets.documentation import needs
from codegen.targets.package import Reference
from codegen.targets.rest.methods import Methods
from codegen.targets.rest.views import MethodView, ModuleView, ServiceView
from codegen.targets.searching import models_by_name
from codegen.targets.text import prose

_NAMES = re.compile(r"[A-Za-z_]\w*")
_PLACES = ("ANY", "body", "path", "query", "search")
_RUNTIME = ".._runtime"


def rest_modules(api: Api, symbols: Symbols, modes: Modes) -> list[ModuleView]:
    """All modules with REST operations, sorted by name."""
    operations: dict[str, list[Operation]] = defaultdict(list)
    for operation in api.operations:
        if operation.rest is not None:
            operations[operation.service].append(operation)
    services: dict[str, list[Service]] = defaultdict(list)
    for service in sorted(api.services, key=lambda item: symbols.services[item.name]):
        if service.name in operations:
            services[symbols.services[service.name].module].append(service)
    models = models_by_name(api)

    def service_view(service: Service) -> ServiceView:
        members = sorted(
            operations[service.name],
            key=lambda item: (item.rest.path, item.rest.method) if item.rest else ("", ""),
        )
        names = [symbols.operations[item.id] for item in members]
        methods = Methods(
            symbols, models, Annotations(symbols, "builtins.list" if "list" in names else "list")
        )
        attribute = symbols.attributes[service.name]
        return ServiceView(
            name=symbols.services[service.name].name,
            attribute=attribute,
            doc=[prose(service.description, service.deprecated) or f"Service {service.name}."],
            methods=[
                methods.view(item, item.rest, f"{attribute}_{name}".upper())
                for item, name in zip(members, names, strict=True)
                if item.rest is not None
            ],
        )

    return [
        _module(name, [service_view(service) for service in members], members, modes)
        for name, members in sorted(services.items())
    ]


def _module(name: str, views: Sequence[ServiceView], services: Sequence[Service], modes: Modes) -> ModuleView:
    return ModuleView(
        name=name,
        title=next((service.module for service in services if service.module), name),
        namespace=camel(name, prefix="Module"),
        services=views,
        imports=_imports(views, modes),
        builtins=any("builtins.list" in text for view in views for text in _annotations(view.methods)),
    )


def _annotations(methods: Iterable[MethodView]) -> Iterable[str]:
    for method in methods:
        yield from (*method.signature, method.result, method.generic, method.source)
        yield from (place.source for place in method.places)
        if method.iterator is not None:
            yield from (*method.iterator.signature, method.iterator.item)


def _imports(views: Sequence[ServiceView], modes: Modes) -> list[tuple[str, list[str]]]:
    methods = [method for view in views for method in view.methods]
    used = {name for text in _annotations(methods) for name in _NAMES.findall(text)}
    used |= {place.place for method in methods for place in method.places} | {"RequestOptions"}
    if any(method.iterator for method in methods):
        used |= {"sync": {"Iterator"}, "async": {"AsyncIterator"}}.get(modes, {"AsyncIterator", "Iterator"})
    classes = {"sync": ["Namespace", "Resource"], "async": ["AsyncNamespace", "AsyncResource"]}
    bulk = any(view.bulk for view in views)
    wanted = [
        (
            "collections.abc",
            [name for name in ("AsyncIterator", "Iterator", "Mapping", "Sequence") if name in used],
        ),
        ("typing", [name for name in ("Any", "cast") if name in used]),
        ("..", ["models"] if "models" in used else []),
        (f"{_RUNTIME}.jobs", ["BulkNamespace", "BulkResource", "C", "bulk"] if bulk else []),
        (f"{_RUNTIME}.member", ["Member"]),
        (f"{_RUNTIME}.model", ["KeyedList"] if "KeyedList" in used else []),
        (f"{_RUNTIME}.omit", ["OMIT"] if "OMIT" in used else []),
        (f"{_RUNTIME}.options", ["RequestOptions"]),
        (f"{_RUNTIME}.paging", ["Keyset"] if "Keyset" in used else []),
        (f"{_RUNTIME}.resource", classes.get(modes, sorted(classes["sync"] + classes["async"]))),
        (
            f"{_RUNTIME}.rest",
            [
                *(name for name in ("ANY",) if name in used),
                "RestOperation",
                *(name for name in _PLACES[1:] if name in used),
            ],
        ),
        (f"{_RUNTIME}.search", ["SearchCriteria"] if "SearchCriteria" in used else []),
    ]
    return [item for item in wanted if item[1]]


def references(api: Api, modules: Iterable[ModuleView]) -> list[Reference]:
    """A row for each operation."""
    auth: Mapping[str, str] = {operation.id: needs(operation.auth) for operation in api.operations}
    return [
        Reference(
            route=f"{method.verb} {method.path}",
            call=f"shop.{module.name}.{service.attribute}.{method.name}({_arguments(method)})",
            needs=auth[f"{method.verb} {method.path}"],
            place=f"{module.name}.{method.constant}",
        )
        for module in modules
        for service in module.services
        for method in service.methods
    ]


def _arguments(method: MethodView) -> str:
    """The arguments that a call must have."""
    required = [text.partition(":")[0] for text in method.signature if ":" in text and " = " not in text]
    return ", ".join(f"{name}=…" for name in required)
