"""What a resources module imports: only what its methods use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codegen.config import Modes
from codegen.emit.imports import Imports, grouped
from codegen.targets.api2.classes import Method, ResourceClass

_ABC, _TYPING, _RUNTIME = "collections.abc", "typing", ".._runtime.api2.resource"


def module_imports(classes: Sequence[ResourceClass], modes: Modes) -> list[Imports]:
    """The modules and the names from each, in groups."""
    used = {pair for resource in classes for method in resource.methods for pair in _used_by(method, modes)}
    used |= {(_RUNTIME, "RequestOptions"), (_RUNTIME, "ResourceOperation")}
    if modes != "async":
        used.add((_RUNTIME, "Resource"))
    if modes != "sync":
        used.add((_RUNTIME, "AsyncResource"))
    modules = {module for module, _ in used}
    return grouped((module, [name for place, name in used if place == module]) for module in modules)


def _used_by(method: Method, modes: Modes) -> Iterator[tuple[str, str]]:
    if method.model == "Any":
        yield _TYPING, "Any"
    elif method.sends or method.answer in ("entry", "collection"):
        yield "..", "models"
    if method.sends:
        yield from ((_ABC, "Mapping"), (_TYPING, "Any"))
    if method.many:
        yield from ((_ABC, "Sequence"), (_RUNTIME, "MultiStatus"))
    if method.answer == "entry":
        yield from ((_ABC, "Sequence"), (_RUNTIME, "OMIT"))
    if any(not argument.required for argument in method.arguments):
        yield _RUNTIME, "OMIT"
    if method.answer == "collection":
        yield from (
            (_TYPING, "Unpack"),
            (_RUNTIME, "Collection"),
            (_RUNTIME, "ListQuery"),
            (_RUNTIME, "WalkQuery"),
        )
        if modes != "async":
            yield _ABC, "Iterator"
        if modes != "sync":
            yield _ABC, "AsyncIterator"
