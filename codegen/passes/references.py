"""Replaces references to models that nobody defined by "any", with one diagnostic a name."""

from __future__ import annotations

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import AnyType, Api, Origin, Status, TypeRef, named_types
from codegen.passes.types import all_types, map_types, operation_types
from codegen.values import replace


def resolve_references(api: Api) -> tuple[Api, tuple[Diagnostic, ...]]:
    """Return the Api without dangling references; operations whose own types lost one are degraded items."""
    known = {model.name for model in api.models}
    if known.issuperset(name for type_ref in all_types(api) for name in named_types(type_ref)):
        return api, ()
    missing: dict[str, Origin | None] = {}

    def settle(type_ref: TypeRef, origin: Origin | None) -> TypeRef:
        unknown = [name for name in named_types(type_ref) if name not in known]
        if not unknown:
            return type_ref
        for name in unknown:
            missing.setdefault(name, origin)
        return AnyType(f"type {unknown[0]} is not defined")

    degraded = {
        operation.id: name
        for operation in api.operations
        for type_ref in operation_types(operation)
        for name in named_types(type_ref)
        if name not in known
    }
    api = map_types(api, settle)
    items = tuple(
        (
            replace(item, status=Status.DEGRADED, reason=f"type {degraded[item.id]} is not defined")
            if item.id in degraded and item.status is Status.GENERATED
            else item
        )
        for item in api.items
    )
    return replace(api, items=items), tuple(
        Diagnostic(
            Level.WARNING,
            "unknown-type",
            f"type {name} is not defined in the sources and becomes Any; add the source that defines it",
            origin,
        )
        for name, origin in sorted(missing.items())
    )
