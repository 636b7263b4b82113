"""What `inspect` shows: an Api with its Python names as plain JSON values.

The document is a public contract; its JSON Schema is `schemas/inspect.schema.json`. The lock keeps its operations and
models in short, so that two packages can be compared without their inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from codegen.describe.attributes import described_attributes
from codegen.describe.short_form import shorten
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
from codegen.values import asdict

Json = dict[str, Any]


def document(api: Api, symbols: Symbols, diagnostics: Iterable[Diagnostic]) -> Json:
    """The whole document, with places."""
    return {
        **described(api, symbols),
        "items": [_item(item) for item in api.items],
        "counts": counts(api),
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in diagnostics],
    }


def surface(api: Api, symbols: Symbols) -> Json:
    """What the lock keeps: the same without places, written short."""
    return shorten(described(api, symbols))


def described(api: Api, symbols: Symbols) -> Json:
    """What a caller sees: operations, models and the shop's attributes, sorted by id and name, with places."""
    operations = sorted(api.operations, key=lambda operation: operation.id)
    models = sorted(api.models, key=lambda model: model.name)
    return {
        "system": api.system.name,
        **({"version": api.version} if api.version else {}),
        "operations": [_operation(api, operation, symbols) for operation in operations],
        "models": [_model(model, symbols) for model in models],
        **({"attributes": described_attributes(symbols.entities)} if symbols.entities else {}),
    }


def counts(api: Api) -> dict[str, int]:
    """How many items of the input ended how; the three add up to `total`."""
    found = Counter(item.status for item in api.items)
    return {**{status.value: found[status] for status in Status}, "total": len(api.items)}


def _operation(api: Api, operation: Operation, symbols: Symbols) -> Json:
    service = symbols.services[operation.service]
    python_name = symbols.operations[operation.id]
    attribute = symbols.attributes[operation.service]
    place = attribute if api.system.flat else f"{service.module}.{attribute}"
    return {
        "id": operation.id,
        "service": operation.service,
        "name": operation.name,
        "python_name": python_name,
        "python_path": f"{place}.{python_name}",
        "bindings": [_binding(binding) for binding in operation.bindings],
        "parameters": [_parameter(operation, parameter, symbols) for parameter in operation.parameters],
        "result": show(operation.result) if operation.result is not None else None,
        "auth": {"access": operation.auth.access.value, "resources": list(operation.auth.resources)},
        **_common(operation.deprecated, operation.origin),
    }


def _parameter(operation: Operation, parameter: Parameter, symbols: Symbols) -> Json:
    return {
        "name": parameter.name,
        "python_name": symbols.parameters[operation.id, parameter.name],
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


def _model(model: Model, symbols: Symbols) -> Json:
    name = symbols.models[model.name]
    return {
        "name": model.name,
        "python_name": name.name,
        "python_path": f"models.{name}",
        "module": model.module,
        "kind": model.kind.value,
        "fields": [_field(model, field, symbols) for field in model.fields],
        **_common(model.deprecated, model.origin),
    }


def _field(model: Model, field: Field, symbols: Symbols) -> Json:
    return {
        "wire_name": field.wire_name,
        "python_name": symbols.fields[model.name, field.wire_name],
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
