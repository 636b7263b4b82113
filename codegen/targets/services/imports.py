"""What a module of `resources/` imports: those names of its target's table that its text uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codegen.emit.imports import Imports, grouped
from codegen.symbols import Reserved
from codegen.symbols.words import names
from codegen.targets.services.views import Method, ServiceModule

_NAMES = re.compile(r"[A-Za-z_]\w*")
COMMON: Imports = (
    ("collections.abc", ("AsyncIterator", "Iterator", "Mapping", "Sequence")),
    ("decimal", ("Decimal",)),
    ("typing", ("TYPE_CHECKING", "Any", "Required", "TypedDict", "Unpack", "cast")),
    ("..", ("models",)),
    (".._runtime.models.base", ("KeyedList",)),
    (".._runtime.models.fields", ("Moment",)),
    (".._runtime.omit", ("OMIT",)),
)
"""What a module of any target may import."""

INPUTS = ("..", ("inputs",))
"""What it imports for type checkers only."""

NAMESPACES: Imports = (
    (".._runtime.client.lazy_member", ("Member",)),
    (".._runtime.client.resource", ("AsyncNamespace", "Namespace")),
)
"""What a module needs whose services sit on a namespace."""

RESOURCES: Imports = ((".._runtime.client.resource", ("AsyncResource", "Resource")),)
SEARCHES: Imports = (
    (".._runtime.search.criteria", ("SearchCriteria",)),
    (".._runtime.search.paging", ("OptionalKeyset",)),
)


def reserved(imports: Imports, *, arguments: str, path_arguments: str = "") -> Reserved:
    """What a target with these imports takes; `arguments` are names divided by blanks."""
    classes = {name for _, found in imports for name in found} | {"builtins", "inputs", "models"}
    return Reserved(frozenset(classes), names(arguments), names(path_arguments))


def module_imports(
    module: ServiceModule, prefixes: Sequence[str], available: Imports
) -> tuple[tuple[Imports, ...], Imports]:
    """The imports of a module, in groups: of what is `available` that what its classes and descriptors use; and what it
    imports for type checkers only."""
    used = set(_NAMES.findall("\n".join(_texts(module))))
    hints = [INPUTS] if used.intersection(INPUTS[1]) else []
    used |= {f"{prefix}{name}" for prefix in prefixes for name in _bases(module)}
    if module.namespace:
        used.add("Member")
    if module.bulk:
        used |= {"BulkMethod", "BulkNamespace", "BulkResource", "C", "TypedDict", "bulk"}
    if hints or module.bulk:
        used.add("TYPE_CHECKING")
    found: dict[str, list[str]] = {"builtins": []} if "builtins" in used else {}
    for place, offered in available:
        wanted = [name for name in offered if name in used]
        if wanted:
            found.setdefault(place, []).extend(wanted)
    return tuple(grouped(found.items())), hints


def _bases(module: ServiceModule) -> set[str]:
    """The classes that there are one of for each kind of client."""
    bases = {service.base for service in module.services}
    bases |= {"Namespace"} if module.namespace else set()
    walked = any(method.iterators for service in module.services for method in service.methods)
    return bases | ({"Iterator"} if walked else set())


def _texts(module: ServiceModule) -> Iterator[str]:
    """What methods and descriptors say of types and defaults, without the names of arguments."""
    for service in module.services:
        for method in service.methods:
            yield method.descriptor.kind
            yield method.descriptor.annotation
            yield from method.descriptor.expressions
            if not method.built_in:
                yield from _typed(method)
        for method in service.bulk:
            yield from (annotation for _, annotation in method.item)


def _typed(method: Method) -> Iterator[str]:
    yield method.result
    for arguments in (method.arguments, *(iterator.arguments for iterator in method.iterators)):
        for argument in arguments:
            yield argument.annotation
            yield argument.default
    for iterator in method.iterators:
        yield iterator.yields
