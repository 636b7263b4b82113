"""The modules of `resources/`: services and operations of one Magento module each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from codegen.config import Modes
from codegen.ir import Api, Operation, Service
from codegen.symbols import Symbols
from codegen.symbols.words import camel
from codegen.targets.annotations import Annotations
from codegen.targets.soap.operations import Operations
from codegen.targets.soap.views import ModuleView, OperationView, ServiceView
from codegen.targets.text import prose

_NAMES = re.compile(r"[A-Za-z_]\w*")
_RUNTIME = ".._runtime"


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
    operations = [operation for view in views for operation in view.operations]
    return ModuleView(
        name=name,
        title=next((service.module for service in services if service.module), name),
        namespace="" if flat else camel(name, prefix="Module"),
        services=views,
        imports=_imports(views, modes, flat),
        builtins=any("builtins.list" in text for text in _texts(operations)),
    )


def _texts(operations: Iterable[OperationView]) -> Iterable[str]:
    for operation in operations:
        yield from (operation.generic, operation.source)
        if operation.method:
            yield from (*operation.signature, operation.result)
        if operation.iterator is not None:
            yield from (*operation.iterator.signature, operation.iterator.item)


def _imports(views: Sequence[ServiceView], modes: Modes, flat: bool) -> list[tuple[str, list[str]]]:
    operations = [operation for view in views for operation in view.operations]
    used = {name for text in _texts(operations) for name in _NAMES.findall(text)} | {"Options"}
    prefixes = {"sync": [""], "async": ["Async"]}.get(modes, ["Async", ""])
    if any(operation.iterator for operation in operations):
        used |= {f"{prefix}Iterator" for prefix in prefixes}
    bases = {view.base for view in views}
    common = ["Resource"] if "Resource" in bases else []
    wanted = [
        ("collections.abc", ["AsyncIterator", "Iterator", "Mapping", "Sequence"]),
        ("typing", ["Any"]),
        ("..", ["models"]),
        ("..definition", ["DEFINITION"]),
        (f"{_RUNTIME}.model", ["KeyedList"]),
        (f"{_RUNTIME}.omit", ["OMIT"]),
        (f"{_RUNTIME}.options", ["Options"]),
        (f"{_RUNTIME}.paging", ["Keyset"]),
        (f"{_RUNTIME}.search", ["SearchCriteria"]),
        (f"{_RUNTIME}.soap.criteria", ["Filters"]),
    ]
    imports = [
        (module, [name for name in names if name in used | {"DEFINITION"}]) for module, names in wanted
    ]
    shared = [*([] if flat else ["Namespace"]), *common]
    imports += [
        (f"{_RUNTIME}.member", [] if flat else ["Member"]),
        (f"{_RUNTIME}.resource", sorted(f"{prefix}{name}" for prefix in prefixes for name in shared)),
        (
            f"{_RUNTIME}.soap.api",
            [f"{prefix}ApiResource" for prefix in prefixes if "ApiResource" in bases],
        ),
        (f"{_RUNTIME}.soap.operation", ["SoapOperation"]),
    ]
    return sorted((module, names) for module, names in imports if names)
