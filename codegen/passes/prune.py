"""Drops what nothing refers to any more once operations were left out."""

from __future__ import annotations

from codegen.ir import Api, Operation, named_types
from codegen.passes.types import operation_types
from codegen.values import replace


def reachable_models(api: Api, operations: tuple[Operation, ...]) -> frozenset[str]:
    """Names of the models that the operations mention, directly or through fields."""
    models = {model.name: model for model in api.models}
    found: set[str] = set()
    waiting = [
        name
        for operation in operations
        for type_ref in operation_types(operation)
        for name in named_types(type_ref)
    ]
    while waiting:
        name = waiting.pop()
        if name in found or name not in models:
            continue
        found.add(name)
        waiting += [inner for field in models[name].fields for inner in named_types(field.type)]
    return frozenset(found)


def keep_operations(api: Api, operations: tuple[Operation, ...]) -> Api:
    """The Api with only these operations, the services they belong to, and the models they reach.

    Items of operations that were left out by choice are dropped too: they are no part of what was asked for.
    """
    kept = {operation.id for operation in operations}
    known = {operation.id for operation in api.operations}
    services = {operation.service for operation in operations}
    models = reachable_models(api, operations)
    return replace(
        api,
        operations=operations,
        services=tuple(service for service in api.services if service.name in services),
        models=tuple(model for model in api.models if model.name in models),
        items=tuple(item for item in api.items if item.id in kept or item.id not in known),
    )
