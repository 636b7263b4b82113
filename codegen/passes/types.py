"""Walking and rewriting the types of an Api."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codegen.ir import Api, Binding, Operation, Origin, Parameter, SoapBinding, TypeRef
from codegen.values import replace

Rewrite = Callable[[TypeRef, Origin | None], TypeRef]


def operation_types(operation: Operation) -> Iterator[TypeRef]:
    """All types that an operation mentions itself: parameters and results, in every binding."""
    for parameter in operation.parameters:
        yield parameter.type
    if operation.result is not None:
        yield operation.result
    for binding in operation.bindings:
        if isinstance(binding, SoapBinding):
            for parameter in binding.parameters:
                yield parameter.type
            if binding.result_type is not None:
                yield binding.result_type


def all_types(api: Api) -> Iterator[TypeRef]:
    """The types of all fields, and all that `operation_types` gives."""
    for model in api.models:
        for field in model.fields:
            yield field.type
    for operation in api.operations:
        yield from operation_types(operation)


def map_types(api: Api, rewrite: Rewrite) -> Api:
    """The Api with each type of a field, parameter and result replaced by `rewrite(type, origin)`."""
    return replace(
        api,
        models=tuple(
            replace(
                model,
                fields=tuple(
                    replace(field, type=rewrite(field.type, field.origin or model.origin))
                    for field in model.fields
                ),
            )
            for model in api.models
        ),
        operations=tuple(_map_operation(operation, rewrite) for operation in api.operations),
    )


def _map_operation(operation: Operation, rewrite: Rewrite) -> Operation:
    def parameters(values: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
        return tuple(
            replace(value, type=rewrite(value.type, value.origin or operation.origin)) for value in values
        )

    def binding(value: Binding) -> Binding:
        if not isinstance(value, SoapBinding):
            return value
        result = value.result_type and rewrite(value.result_type, value.origin or operation.origin)
        return replace(value, parameters=parameters(value.parameters), result_type=result)

    return replace(
        operation,
        parameters=parameters(operation.parameters),
        result=operation.result and rewrite(operation.result, operation.origin),
        bindings=tuple(binding(value) for value in operation.bindings),
    )
