"""What `inspect` shows: an Api with its Python names as plain JSON values.

The document is a public contract; its JSON Schema is `schemas/inspect.schema.json`. The lock keeps its operations and
models in short (`surface`), so that two packages can be compared without their inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from codegen.describe.attributes import described_attributes
from codegen.diagnostics import Diagnostic
from codegen.ir import (
    Api,
    Binding,
    Field,
    Item,
    Model,
    Operation,
    Origin,
    Parameter,
    RestBinding,
    Rule,
    SoapBinding,
    Status,
)
from codegen.passes.type_text import show
from codegen.symbols import Symbols
from codegen.values import Value, asdict

Json = dict[str, Any]


def document(api: Api, symbols: Symbols, diagnostics: Iterable[Diagnostic]) -> Json:
    """The whole document, with places."""
    return {
        **described(api, symbols),
        "items": [_item(item) for item in api.items],
        "counts": counts(api),
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in diagnostics],
    }


def described(api: Api, symbols: Symbols) -> Json:
    """What a caller sees: operations, models and the shop's attributes, sorted by id and name, with places."""
    return {
        "system": api.system.name,
        **({"version": api.version} if api.version else {}),
        "operations": [described_operation(*found) for found in named_operations(api, symbols)],
        "models": [described_model(*found) for found in named_models(api, symbols)],
        **({"attributes": described_attributes(symbols.entities)} if symbols.entities else {}),
    }


class PythonNames(Value):
    """What an operation or a model is called in Python, and its parameters or fields in their order."""

    name: str
    path: str
    members: tuple[str, ...]


def named_operations(api: Api, symbols: Symbols) -> Iterator[tuple[Operation, PythonNames]]:
    """The operations with their names, by id."""
    for operation in sorted(api.operations, key=lambda operation: operation.id):
        name, place = symbols.operations[operation.id], symbols.attributes[operation.service]
        if not api.system.flat:
            place = f"{symbols.services[operation.service].module}.{place}"
        members = [symbols.parameters[operation.id, each.name] for each in operation.parameters]
        yield operation, PythonNames(name, f"{place}.{name}", tuple(members))


def named_models(api: Api, symbols: Symbols) -> Iterator[tuple[Model, PythonNames]]:
    """The models with their names, by that of the input."""
    for model in sorted(api.models, key=lambda model: model.name):
        name = symbols.models[model.name]
        members = [symbols.fields[model.name, each.wire_name] for each in model.fields]
        yield model, PythonNames(name.name, f"models.{name}", tuple(members))


def counts(api: Api) -> dict[str, int]:
    """How many items of the input ended how; the three add up to `total`."""
    found = Counter(item.status for item in api.items)
    return {**{status.value: found[status] for status in Status}, "total": len(api.items)}


def described_operation(operation: Operation, names: PythonNames) -> Json:
    """One operation."""
    return {
        "id": operation.id,
        "service": operation.service,
        "name": operation.name,
        "python_name": names.name,
        "python_path": names.path,
        "bindings": [_binding(binding) for binding in operation.bindings],
        "parameters": [*map(_parameter, operation.parameters, names.members)],
        "result": show(operation.result) if operation.result is not None else None,
        "auth": {"access": operation.auth.access.value, "resources": list(operation.auth.resources)},
        **_common(operation.deprecated, operation.origin),
    }


def _parameter(parameter: Parameter, python_name: str) -> Json:
    return {
        "name": parameter.name,
        "python_name": python_name,
        "type": show(parameter.type),
        "required": parameter.required,
        "nullable": parameter.nullable,
        **({"default": _default(parameter)} if parameter.default else {}),
    }


def _default(parameter: Parameter) -> object:
    value = parameter.default.value if parameter.default else None
    return [] if value == () else value


def _binding(binding: Binding) -> Json:
    match binding:
        case RestBinding():
            return {
                "kind": "rest",
                "method": binding.method,
                "path": binding.path,
                "parameters": [
                    {
                        "name": each.name,
                        "location": each.location.value,
                        **({} if each.received else {"received": False}),
                        **({"binds": each.binds} if each.binds else {}),
                    }
                    for each in binding.parameters
                ],
                "forced": list(binding.forced),
                "idempotent": binding.idempotent,
                "secure": binding.secure,
                "asynchronous": binding.asynchronous,
                **({"array_limit": binding.array_limit} if binding.array_limit is not None else {}),
                **(_roles(binding) if binding.of_resource else {}),
            }
        case SoapBinding():
            return {
                "kind": "soap",
                "operation": binding.operation,
                "style": binding.style.value,
                "request": binding.request,
                "response": binding.response,
                "namespace": binding.namespace,
                "version": binding.version,
            }
        case _:
            return {"kind": "xmlrpc", "path": binding.path, "arguments": list(binding.arguments)}


def _roles(binding: RestBinding) -> Json:
    """What api2.xml says of a route besides."""
    return {
        "action_type": binding.action_type,
        "roles": list(binding.roles),
        "versions": list(binding.versions),
    }


def described_model(model: Model, names: PythonNames) -> Json:
    """One model."""
    return {
        "name": model.name,
        "python_name": names.name,
        "python_path": names.path,
        "module": model.module,
        "kind": model.kind.value,
        "fields": [*map(_field, model.fields, names.members)],
        **_common(model.deprecated, model.origin),
    }


def _field(field: Field, python_name: str) -> Json:
    return {
        "wire_name": field.wire_name,
        "python_name": python_name,
        "type": show(field.type),
        "required": field.required,
        "nullable": field.nullable,
        **({"soap_name": field.soap_name} if field.soap_name else {}),
        **({"input_name": field.input_name} if field.input_name else {}),
        **({} if field.writable else {"writable": False}),
        **({"access": [asdict(access) for access in field.access]} if field.access else {}),
        **({"rules": [_rule(rule) for rule in field.rules]} if field.rules else {}),
    }


def _rule(rule: Rule) -> Json:
    return {"kind": rule.kind, "options": dict(rule.options), "message": rule.message}


def _common(deprecated: str | None, origin: Origin | None) -> Json:
    return {
        **({"deprecated": deprecated} if deprecated is not None else {}),
        **({"origin": place(origin)} if origin else {}),
    }


def _item(item: Item) -> Json:
    return {
        "id": item.id,
        "status": item.status.value,
        **({"reason": item.reason} if item.reason else {}),
        **({"origin": place(item.origin)} if item.origin else {}),
    }


def _diagnostic(diagnostic: Diagnostic) -> Json:
    return {
        "level": diagnostic.level.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        **({"origin": place(diagnostic.origin)} if diagnostic.origin else {}),
    }


def place(origin: Origin) -> Json:
    """An origin as JSON; a line or column that is not known is left out."""
    return {
        "file": origin.file,
        **({"line": origin.line} if origin.line else {}),
        **({"column": origin.column} if origin.column else {}),
    }
