"""Makes the services of a package from an Api: the one part that every target with calls shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from codegen.config import Modes
from codegen.emit.render import Renderer
from codegen.ir import Operation, Service
from codegen.symbols.words import camel
from codegen.targets.kept import KeptParts
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.imports import module_imports
from codegen.targets.services.style import CallStyle
from codegen.targets.services.views import Method, MethodArgument, ServiceClass, ServiceModule, Services
from codegen.values import Format, replace, written

_MODULE = Format(ServiceModule)


def build_services(style: CallStyle, modes: Modes, renderer: Renderer | None = None) -> Services:
    """The services with operations that the style can call: modules by name, classes by name.

    Modules that were made before are found in the cache of the `renderer` that they are for.
    """
    symbols = style.symbols
    operations: dict[str, list[Operation]] = defaultdict(list)
    for operation in style.operations():
        operations[operation.service].append(operation)
    modules: dict[str, list[Service]] = defaultdict(list)
    for service in sorted(style.api.services, key=lambda item: symbols.services[item.name]):
        if service.name in operations:
            modules[symbols.services[service.name].module].append(service)
    services = Services(modules=(), sync=modes != "async", asynchronous=modes != "sync")
    ordered = sorted(modules.items())
    if not style.alone or renderer is None:
        made = [_module(style, services.prefixes, name, members, operations) for name, members in ordered]
        return replace(services, modules=tuple(made))
    choices = type(style).__name__, services.prefixes, style.numbers
    kept = KeptParts(renderer, "services", symbols.modules, symbols.models, choices)
    made = []
    for name, members in ordered:
        part = style.part(members, [each for service in members for each in operations[service.name]])
        key = kept.key(name, part.api, replace(part.symbols, modules={}, models={}))
        module = _MODULE.load(kept.find(key))
        if module is None:
            module = _module(part, services.prefixes, name, members, operations)
            kept.put(key, written(module))
        made.append(module)
    kept.keep()
    return replace(services, modules=tuple(made))


def _module(
    style: CallStyle,
    prefixes: Sequence[str],
    name: str,
    members: Sequence[Service],
    operations: Mapping[str, Sequence[Operation]],
) -> ServiceModule:
    """The module of that name with its services, whose operations are given by service."""
    module = ServiceModule(
        name=name,
        title=next((service.module for service in members if service.module), name),
        namespace="" if style.api.system.flat else camel(name, prefix="Module"),
        services=tuple(_service(style, name, item, operations[item.name]) for item in members),
        imports=(),
    )
    imports, hints = module_imports(module, prefixes, style.imports)
    return replace(module, imports=imports, hints=hints)


def _service(
    style: CallStyle, module: str, service: Service, operations: Sequence[Operation]
) -> ServiceClass:
    names = {style.symbols.operations[operation.id] for operation in operations}
    outside = Annotations(style.symbols, style.numbers)
    inside = replace(outside, list_name="builtins.list") if "list" in names else outside
    attribute = style.symbols.attributes[service.name]
    return ServiceClass(
        name=style.symbols.services[service.name].name,
        attribute=attribute,
        place=attribute if style.api.system.flat else f"{module}.{attribute}",
        base=style.base(service),
        doc=style.service_doc(service),
        methods=tuple(_method(style, operation, inside, outside) for operation in operations),
    )


def _method(style: CallStyle, operation: Operation, inside: Annotations, outside: Annotations) -> Method:
    """One operation; `inside` spells types as seen from its class, `outside` from its module."""
    arguments = tuple(sorted(style.arguments(operation, inside), key=_rank))
    return Method(
        id=operation.id,
        name=style.symbols.operations[operation.id],
        descriptor=style.descriptor(operation, style.symbols.constants[operation.id], outside),
        arguments=arguments,
        result=style.result(operation, inside),
        doc=tuple(style.doc(operation, arguments)),
        brief=tuple(style.brief(operation)),
        routes=style.routes(operation, arguments),
        needs=style.needs(operation),
        deprecated=operation.deprecated,
        asynchronous=style.is_asynchronous(operation),
        built_in=style.is_built_in(operation),
        iterators=style.iterators(operation, arguments, inside),
    )


def _rank(argument: MethodArgument) -> int:
    """Arguments that may go by position come first, then required ones, optional ones, and settings."""
    if argument.positional:
        return 0
    if argument.keywords:
        return 4
    if not argument.wire_name:
        return 3
    return 1 if argument.required else 2
