"""Every operation of a package called once with values made from the types, and what differs at the other end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any


def differences(package: str, mode: str = "", **settings: Any) -> Iterator[str]:
    """What was not read as it was given, and what was not decoded as it was set, for each operation with a method."""
    runtime = f"{package}._runtime"
    output = import_module(f"{runtime}.testing.output")
    same = import_module(f"{runtime}.testing.matching").differences
    shop = import_module(f"{package}.testing").FakeShop(**settings)
    server = shop._make_server()
    client = shop.client.with_options(mode=mode) if mode else shop.client
    for id in import_module(package).OPERATIONS:
        try:
            method = server.methods[id]
        except KeyError:
            yield f"{id}: no method"
            continue
        if mode and method.operation.wire(method.operation.definition.dialect(mode)) is None:
            continue
        given = arguments(method, output.made_up, runtime)
        result = output.made_up(server.result_type(method.operation))
        call: Any = client
        for part in method.name.split("."):
            call = getattr(call, part)
        shop.on(call).returns(result)
        got = call(**given)
        if got != result:
            yield f"{id}: {got!r:.200} was decoded, {result!r:.200} was set"
        read = shop.calls.last.arguments
        for name in {*same(given, read), *(read.keys() - given.keys())}:
            yield f"{id}: {name} is {read.get(name)!r:.200}, not {given.get(name)!r:.200}"


def arguments(method: Any, made_up: Any, runtime: str) -> dict[str, Any]:
    """Arguments of a method, by Python name, without what a request can't carry or would contradict itself with."""
    criteria = import_module(f"{runtime}.search.criteria").SearchCriteria()
    if any(getattr(parameter, "needs", ()) for parameter in getattr(method.operation, "parameters", ())):
        criteria = replace(criteria, request_name="name")
    given = {
        name: (
            criteria.where("sku", "like", "A%").sort("sku").page(3)
            if wire == method.operation.search_parameter
            else writable(made_up(method.types[name]), runtime)
        )
        for wire, name in method.names.items()
    }
    for parameter in getattr(method.operation, "parameters", ()):
        holder, _, field = getattr(parameter, "into", "").partition(".")
        entity = given.get(method.names.get(holder, ""))
        if field and entity is not None:
            alias = next(
                key
                for key, info in type(entity).model_fields.items()
                if field in (key, info.serialization_alias)
            )
            setattr(entity, alias, given[method.names[parameter.name]])
    return given


def writable(value: Any, runtime: str) -> Any:
    """A value without the fields that no request may carry."""
    base = import_module(f"{runtime}.models.base").Model
    read_only = import_module(f"{runtime}.models.encode").read_only
    if isinstance(value, list):
        return type(value)([writable(item, runtime) for item in value])
    if not isinstance(value, base):
        return value
    kind = type(value)
    kept = {
        name: writable(item, runtime)
        for name, item in vars(value).items()
        if name in value.model_fields_set
        and (kind.model_fields[name].serialization_alias or name) not in read_only(kind)
    }
    return kind(**kept)
