"""Applies the user's `overrides`: type, required and drop on the model, rename on the names of the lock.

A target is a wire name: `Model`, `Model.field`, an operation's id, `id:parameter`, or a service.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import NamedTuple

from codegen.config import Override
from codegen.diagnostics import CodegenError, nearest
from codegen.ir import AnyType, Api, Binding, Model, Operation, RestBinding, SoapBinding, TypeRef, named_types
from codegen.passes.prune import keep_operations
from codegen.passes.type_text import parse
from codegen.passes.types import map_types
from codegen.values import replace


class Addressed(NamedTuple):
    """What an override addresses: `kind` is model, field, operation, parameter or service."""

    kind: str
    name: str
    member: str = ""

    @property
    def pin(self) -> str:
        """The key of its Python name in the lock."""
        separator = {"field": ".", "parameter": ":"}.get(self.kind, "")
        return f"{self.kind}:{self.name}{separator}{self.member}"


def _find_target(api: Api, override: Override) -> Addressed:
    """What the override addresses. Raises CodegenError (2) naming the nearest wire name when there is no such thing."""
    targets = _targets(api)
    found = targets.get(override.target)
    if found is None:
        near = nearest(override.target, targets, likeness=0.3)
        hint = f"; did you mean `{near}`?" if near else ""
        raise _error(override, f"matches nothing{hint}")
    return found


def apply_overrides(api: Api, overrides: tuple[Override, ...]) -> Api:
    """The Api with every override but renames applied, in their order. Raises CodegenError (2) on a wrong one."""
    for override in overrides:
        target = _find_target(api, override)
        type_ref = _type(api, override)
        if target.kind in ("model", "service") and type_ref is not None:
            raise _error(override, f"is a {target.kind}, which has no type")
        if target.kind in ("model", "service", "operation") and override.required is not None:
            raise _error(override, f"is {_article(target.kind)}, which can't be required")
        if target.kind in ("model", "field"):
            api = _on_model(api, target, override, type_ref)
        else:
            api = _on_operation(api, target, override, type_ref)
    return api


def rename_pins(api: Api, overrides: tuple[Override, ...], pins: Mapping[str, str]) -> dict[str, str]:
    """The Python names that `rename` asks for, by lock key; models and services stay in their module.

    What was dropped or not selected has no name; `apply_overrides` has looked at every target before.
    Raises CodegenError (2) for a name that is no public identifier.
    """
    targets = _targets(api)
    renames: dict[str, str] = {}
    for override in overrides:
        target = targets.get(override.target)
        if not override.rename or target is None:
            continue
        if keyword.iskeyword(override.rename):
            raise _error(
                override,
                f"can't be renamed: `{override.rename}` is a keyword of Python; `{override.rename}_` is none",
            )
        if not override.rename.isidentifier() or override.rename.startswith("_"):
            raise _error(
                override,
                f"can't be renamed: `{override.rename}` is no public Python identifier, as `product_type` is",
            )
        module, dot, _ = pins.get(target.pin, "").rpartition(".")
        renames[target.pin] = f"{module}{dot}{override.rename}"
    return renames


def _targets(api: Api) -> dict[str, Addressed]:
    found = {service.name: Addressed("service", service.name) for service in api.services}
    for operation in api.operations:
        found[operation.id] = Addressed("operation", operation.id)
        for parameter in operation.parameters:
            found[f"{operation.id}:{parameter.name}"] = Addressed("parameter", operation.id, parameter.name)
    for model in api.models:
        found[model.name] = Addressed("model", model.name)
        for field in model.fields:
            found[f"{model.name}.{field.wire_name}"] = Addressed("field", model.name, field.wire_name)
    return found


def _type(api: Api, override: Override) -> TypeRef | None:
    if not override.type:
        return None
    try:
        type_ref = parse(override.type)
    except ValueError as error:
        raise _error(override, f"has no valid type: {error}") from error
    known = {model.name for model in api.models}
    for name in named_types(type_ref):
        if name not in known:
            near = nearest(name, known, likeness=0.3)
            raise _error(
                override, f"names the unknown type `{name}`" + (f"; nearest: `{near}`" if near else "")
            )
    return type_ref


def _on_model(api: Api, target: Addressed, override: Override, type_ref: TypeRef | None) -> Api:
    if target.kind == "model":
        return _without_model(api, target.name) if override.drop else api

    def change(model: Model) -> Model:
        fields = []
        for field in model.fields:
            if field.wire_name == target.member:
                if override.drop:
                    continue
                required = field.required if override.required is None else override.required
                field = replace(field, type=type_ref or field.type, required=required)
            fields.append(field)
        return replace(model, fields=tuple(fields))

    return replace(
        api, models=tuple(change(model) if model.name == target.name else model for model in api.models)
    )


def _without_model(api: Api, name: str) -> Api:
    api = replace(api, models=tuple(model for model in api.models if model.name != name))
    return map_types(
        api,
        lambda type_ref, _: AnyType("dropped by an override") if name in named_types(type_ref) else type_ref,
    )


def _on_operation(api: Api, target: Addressed, override: Override, type_ref: TypeRef | None) -> Api:
    if override.drop and target.kind in ("operation", "service"):
        dropped = (target.kind == "service", target.name)
        kept = tuple(
            operation
            for operation in api.operations
            if dropped != (True, operation.service) and dropped != (False, operation.id)
        )
        return keep_operations(api, kept)

    def change(operation: Operation) -> Operation:
        if target.kind == "parameter":
            return _change_parameter(operation, target.member, override, type_ref)
        return replace(operation, result=type_ref) if type_ref is not None else operation

    return replace(
        api,
        operations=tuple(
            change(operation) if operation.id == target.name else operation for operation in api.operations
        ),
    )


def _change_parameter(
    operation: Operation, name: str, override: Override, type_ref: TypeRef | None
) -> Operation:
    if override.drop:
        return replace(
            operation,
            parameters=tuple(parameter for parameter in operation.parameters if parameter.name != name),
            bindings=tuple(_without_parameter(binding, name) for binding in operation.bindings),
        )
    parameters = []
    for parameter in operation.parameters:
        if parameter.name == name:
            required = parameter.required if override.required is None else override.required
            parameter = replace(parameter, type=type_ref or parameter.type, required=required)
        parameters.append(parameter)
    bindings = tuple(
        _with_type(binding, name, type_ref) if type_ref else binding for binding in operation.bindings
    )
    return replace(operation, parameters=tuple(parameters), bindings=bindings)


def _with_type(binding: Binding, name: str, type_ref: TypeRef) -> Binding:
    if not isinstance(binding, SoapBinding):
        return binding
    return replace(
        binding,
        parameters=tuple(
            replace(parameter, type=type_ref) if argument == name else parameter
            for parameter, argument in zip(binding.parameters, binding.arguments, strict=True)
        ),
    )


def _without_parameter(binding: Binding, name: str) -> Binding:
    match binding:
        case RestBinding():
            return replace(
                binding, parameters=tuple(each for each in binding.parameters if each.name != name)
            )
        case SoapBinding():
            kept = [index for index, argument in enumerate(binding.arguments) if argument != name]
            return replace(
                binding,
                parameters=tuple(binding.parameters[index] for index in kept),
                arguments=tuple(binding.arguments[index] for index in kept),
            )
        case _:
            return replace(binding, arguments=tuple(each for each in binding.arguments if each != name))


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _error(override: Override, message: str) -> CodegenError:
    return CodegenError(f"override target `{override.target}` {message}", exit_code=2, origin=override.origin)
