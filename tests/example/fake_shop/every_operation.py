"""Every operation of a package called once with values made from the types, and what differs at the other end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any


def differences(package: str, mode: str = "", response_format: str = "", **settings: Any) -> Iterator[str]:
    """What was not read as it was given, and what was not decoded as it was set, for each operation with a method."""
    runtime = f"{package}._runtime"
    output = import_module(f"{runtime}.testing.output")
    same = import_module(f"{runtime}.testing.matching").differences
    shop = import_module(f"{package}.testing").FakeShop(**settings)
    server = shop._make_server()
    chosen = {name: value for name, value in (("mode", mode), ("response_format", response_format)) if value}
    client = shop.client.with_options(**chosen) if chosen else shop.client
    for id in import_module(package).OPERATIONS:
        try:
            method = server.methods[id]
        except KeyError:
            yield f"{id}: no method"
            continue
        given = arguments(id, method, output.made_up, runtime)
        if mode:
            wire = method.operation.wire(method.operation.definition.dialect(mode))
            if wire is None:
                continue
            there = {method.names[field.alias] for field in wire.fields}
            given = {name: value for name, value in given.items() if name in there}
        result = made_result(server, method, output.made_up, package)
        if mode in ("v1", "xmlrpc"):
            given = {name: told_apart(value, runtime) for name, value in given.items()}
            result = told_apart(result, runtime)
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


def arguments(id: str, method: Any, made_up: Any, runtime: str) -> dict[str, Any]:
    """Arguments of a method, by Python name, without what a request can't carry or would contradict itself with."""
    criteria = import_module(f"{runtime}.search.criteria").SearchCriteria()
    if any(getattr(parameter, "needs", ()) for parameter in getattr(method.operation, "parameters", ())):
        criteria = replace(criteria, request_name="name")
    refused = getattr(method.operation, "read_only", frozenset())
    other_routes = {
        name for path in getattr(method.operation, "paths", ()) for name in re.findall(r"{(\w+)}", path)
    } - set(re.findall(r"{(\w+)}", id))
    given = {
        name: (
            criteria.where("sku", "like", "A%").sort("sku").page(3)
            if wire == method.operation.search_parameter
            else writable(made_up(method.types[name]), runtime, refused)
        )
        for wire, name in method.names.items()
        if wire not in other_routes
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


def made_result(server: Any, method: Any, made_up: Any, package: str) -> Any:
    """A result of a method; verdicts have no type that says what is in them: one on the one entry that is sent."""
    if getattr(method.operation, "answer", "") == "verdicts":
        home = import_module(package)
        return home.MultiStatus([home.Verdict(True, "Done.", 200, 0)])
    return made_up(server.result_type(method.operation))


def writable(value: Any, runtime: str, refused: frozenset[str]) -> Any:
    """A value without the fields that no request may carry."""
    base = import_module(f"{runtime}.models.base").Model
    read_only = import_module(f"{runtime}.models.encode").read_only
    if isinstance(value, list):
        return type(value)([writable(item, runtime, refused) for item in value])
    if not isinstance(value, base):
        return value
    kind = type(value)
    kept = {
        name: writable(item, runtime, refused)
        for name, item in vars(value).items()
        if name in value.model_fields_set
        and (kind.model_fields[name].serialization_alias or name) not in {*read_only(kind), *refused}
    }
    return kind(**kept)


def told_apart(value: Any, runtime: str) -> Any:
    """A value without what version 1 can't tell from something else.

    Additional attributes stand among the others there, and of one field there is one condition.
    """
    base = import_module(f"{runtime}.models.base").Model
    if isinstance(value, list):
        return type(value)([told_apart(item, runtime) for item in value])
    if not isinstance(value, base):
        return value
    kept = {
        name: told_apart(getattr(value, name), runtime)
        for name in value.model_fields_set - {"additional_attributes"}
    }
    if kept.keys() == {"filter", "complex_filter"}:
        kept["filter"] = [item.model_copy(update={"key": "another"}) for item in kept["filter"]]
    return type(value)(**kept)
