"""Joins what several documents say into one Api."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import (
    BOOLEAN,
    INTEGER,
    STRING,
    Api,
    Field,
    Item,
    Model,
    ModelKind,
    Operation,
    Parameter,
    Service,
    SoapBinding,
    SoapStyle,
    Status,
    TypeRef,
    Union,
)
from codegen.readers.wsdl.schema import conflict, same_shape
from codegen.systems import System
from codegen.values import Value, replace


class Part(Value):
    """What one document gave."""

    style: SoapStyle
    services: tuple[Service, ...]
    operations: tuple[Operation, ...]
    models: tuple[Model, ...]
    items: tuple[Item, ...]
    namespace: str


def merge(parts: Sequence[Part], system: System) -> tuple[Api, tuple[Diagnostic, ...]]:
    """One Api from all parts, which come in the order of precedence: the first to declare something is kept.

    What both Magento 1 dialects declare is joined: an operation gets both bindings. A type that is declared twice in
    different shapes is reported, and the first is kept. Of other systems' services two may have an operation of one
    name; the second one's id is `Service.Operation`.
    """
    diagnostics: list[Diagnostic] = []
    ordered = sorted(parts, key=lambda part: part.style is not SoapStyle.DOCUMENT)
    services: dict[str, Service] = {}
    operations: dict[str, Operation] = {}
    items: dict[str, Item] = {}
    models: dict[str, tuple[Model, SoapStyle]] = {}
    for part in ordered:
        for service in part.services:
            services.setdefault(service.name, service)
        ids: dict[str, str] = {}
        for operation in part.operations:
            known = operations.get(operation.id)
            if known is not None and system.own_envelope and known.service != operation.service:
                ids[operation.id] = f"{operation.service}.{operation.id}"
                operation = replace(operation, id=ids[operation.id])
                known = operations.get(operation.id)
            operations[operation.id] = operation if known is None else _join(known, operation, diagnostics)
        for item in part.items:
            item = replace(item, id=ids.get(item.id, item.id))
            earlier = items.get(item.id)
            if earlier is None or earlier.status is Status.SKIPPED:
                items[item.id] = item
        for model in part.models:
            first = models.get(model.name)
            if first is None:
                models[model.name] = model, part.style
            else:
                models[model.name] = _same_model(first, model, part.style, diagnostics), first[1]
    api = Api(
        system=system,
        services=tuple(services[name] for name in sorted(services)),
        operations=tuple(operations[name] for name in sorted(operations)),
        models=tuple(models[name][0] for name in sorted(models)),
        items=tuple(items[name] for name in sorted(items)),
        namespace=next((part.namespace for part in ordered), ""),
    )
    return api, tuple(diagnostics)


def _same_model(
    first: tuple[Model, SoapStyle], model: Model, style: SoapStyle, diagnostics: list[Diagnostic]
) -> Model:
    kept, kept_style = first
    if style is not kept_style or kept.kind is ModelKind.EXTENSION:
        return _united(kept, model)
    if same_shape(kept, model):
        return _united(kept, model)
    diagnostics.append(conflict(kept, model.origin))
    return kept


def _united(kept: Model, other: Model) -> Model:
    """A model with the fields of both; a field that is optional in one is, and one of two types takes either."""
    fields = {field.wire_name: field for field in kept.fields}
    for field in other.fields:
        known = fields.get(field.wire_name)
        fields[field.wire_name] = field if known is None else _united_field(known, field)
    return replace(kept, fields=tuple(fields.values()), description=kept.description or other.description)


def _united_field(known: Field, other: Field) -> Field:
    return replace(
        known,
        type=known.type if known.type == other.type else Union((known.type, other.type)),
        required=known.required and other.required,
        nullable=known.nullable or other.nullable,
        description=known.description or other.description,
    )


def _join(known: Operation, other: Operation, diagnostics: list[Diagnostic]) -> Operation:
    soap = other.soap()
    if soap is None:
        return known
    same = known.soap(soap.style)
    if same is not None:
        if _signature(known, same) != _signature(other, soap):
            diagnostics.append(
                Diagnostic(
                    Level.WARNING,
                    "conflicting-operation",
                    f"operation {other.id} is declared differently in {known.origin}, which is kept; "
                    "generate from definitions of one system",
                    other.origin,
                )
            )
            return known
        return _documented(known, other)
    arguments = align(known.parameters, soap.parameters)
    names = {parameter.name for parameter in known.parameters}
    added = tuple(
        replace(parameter, name=argument)
        for parameter, argument in zip(soap.parameters, arguments, strict=True)
        if argument not in names
    )
    return replace(
        known,
        parameters=known.parameters + added,
        result=_result(known.result, soap.result_type),
        bindings=(*known.bindings, replace(soap, arguments=arguments)),
        description=known.description or other.description,
    )


def _documented(known: Operation, other: Operation) -> Operation:
    """The operation with what only the other declaration documents."""
    notes = {parameter.name: parameter.description for parameter in other.parameters}
    return replace(
        known,
        description=known.description or other.description,
        result_description=known.result_description or other.result_description,
        parameters=tuple(
            replace(one, description=one.description or notes.get(one.name, "")) for one in known.parameters
        ),
    )


def _signature(operation: Operation, binding: SoapBinding) -> tuple[object, ...]:
    return (
        operation.service,
        tuple((one.name, one.type, one.required) for one in binding.parameters),
        binding.result_type,
    )


def _result(document: TypeRef | None, rpc: TypeRef | None) -> TypeRef | None:
    """Where WS-I answers a number or text for what rpc/encoded calls a boolean, it is a boolean."""
    return BOOLEAN if rpc == BOOLEAN and document in (INTEGER, STRING) else document


def align(parameters: Sequence[Parameter], others: Sequence[Parameter]) -> tuple[str, ...]:
    """For each of `others` the name of the parameter whose value it carries: the one of the same name, else the next
    in order that no other has; a parameter too many keeps its own name."""
    names = [parameter.name for parameter in parameters]
    taken = {other.name for other in others} & set(names)
    free = iter([name for name in names if name not in taken])
    return tuple(other.name if other.name in taken else next(free, other.name) for other in others)
