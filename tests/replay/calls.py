"""From a recorded request to the call of the generated client that stands for it, with plain or typed arguments."""

from __future__ import annotations

import inspect
import json
import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, Union, get_args, get_origin
from urllib.parse import unquote_plus

from pydantic import BaseModel

from codegen.ir import Location, Operation
from codegen.run.planning import Generated
from tests.replay.exchanges import Exchange
from tests.replay.meaning import parse_query, query_meaning, snake


@dataclass(frozen=True)
class Call:
    """One call: `shop.<namespace>.<service>.<method>(**arguments, options=RequestOptions(**options))`.

    `prefix` `/async` goes through `shop.bulk` with one item, `/async/bulk` with the list of `items`.
    """

    operation: str
    namespace: str
    service: str
    method: str
    prefix: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)

    def on(self, shop: Any) -> Any:
        """The bound method of a client."""
        root = shop.bulk if self.prefix else shop
        method = getattr(getattr(getattr(root, self.namespace), self.service), self.method)
        return method.one if self.prefix == "/async" else method

    def make(self, shop: Any, package: ModuleType, **changes: Any) -> Any:
        """Call it; `changes` go to the options. What is awaited in the async client is returned as it is."""
        options = package.RequestOptions(**{**self.options, **changes})
        method = self.on(shop)
        if self.prefix == "/async/bulk":
            return method(self.items, options=options)
        if self.prefix:
            return method(self.arguments, options=options)
        return method(**self.arguments, options=options)

    def lacks(self, shop: Any) -> set[str]:
        """The arguments without a default that the call leaves out."""
        if self.prefix:
            return set()
        parameters = inspect.signature(self.on(shop)).parameters.values()
        needed = {item.name for item in parameters if item.default is inspect.Parameter.empty}
        return needed - self.arguments.keys()


def with_models(call: Call, package: ModuleType) -> Call:
    """The same call with models in place of maps, each made with its constructor.

    Raises ValueError (pydantic's ValidationError is one) where no model holds a value.
    """
    declared = {
        item.name: item.type()
        for item in package.OPERATIONS[call.operation].parameters
        if item.place == "body" and item.type is not None
    }
    by_name = {snake(name): kind for name, kind in declared.items()}

    def typed(arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {name: as_model(value, by_name.get(snake(name), Any)) for name, value in arguments.items()}

    return replace(call, arguments=typed(call.arguments), items=[typed(item) for item in call.items])


def as_model(value: Any, declared: Any) -> Any:
    """A value as a user of the models writes it."""
    if get_origin(declared) in (Union, types.UnionType):
        members = [item for item in get_args(declared) if item is not type(None)]
        return as_model(value, members[0]) if len(members) == 1 else value
    if isinstance(declared, type) and issubclass(declared, BaseModel):
        if not isinstance(value, dict):
            raise ValueError(f"{value!r} is no {declared.__name__}")
        fields = {item.alias or name: (name, item.annotation) for name, item in declared.model_fields.items()}
        named = {key if key in fields else snake(key): item for key, item in value.items()}
        if not named.keys() <= fields.keys():
            raise ValueError(f"{declared.__name__} has no {sorted(named.keys() - fields.keys())}")
        return declared(**{fields[key][0]: as_model(item, fields[key][1]) for key, item in named.items()})
    if get_origin(declared) is list and isinstance(value, list):
        return [as_model(item, get_args(declared)[0]) for item in value]
    return value


def typed_call(exchange: Exchange, generated: Generated, package: ModuleType) -> Call:
    """The call for a recorded request. Raises LookupError where there is none."""
    operation, variables = operation_for(exchange, generated)
    symbols = generated.symbols
    (service,) = [item for item in generated.api.services if item.name == operation.service]
    names = {item.name: symbols.parameters[operation.id, item.name] for item in operation.parameters}
    arguments = {names[name]: value for name, value in variables.items()}
    options: dict[str, Any] = {}
    if exchange.store is not None:
        options["store"] = exchange.store
    if "accept" in exchange.headers:
        options["extra_headers"] = {"Accept": exchange.headers["accept"]}
    _add_query(exchange, operation, names, package, arguments, options)
    items = []
    body = json.loads(exchange.body) if exchange.body else {}
    if isinstance(body, list):
        items = body
    else:
        arguments |= _body(body, operation, names)
    return Call(
        operation.id,
        symbols.modules[service.module],
        symbols.attributes[service.name],
        symbols.operations[operation.id],
        exchange.prefix,
        arguments,
        items,
        options,
    )


def operation_for(exchange: Exchange, generated: Generated) -> tuple[Operation, dict[str, str]]:
    """The operation of a route with the values of its variables; of several the one with the fewest.

    The path of a bulk request has names where others have values. Raises LookupError where there is none.
    """
    found = []
    for operation in generated.api.operations:
        rest = operation.rest
        if rest is not None and rest.method == exchange.method:
            variables = _variables(rest.path, exchange)
            if variables is not None:
                found.append((operation, variables))
    if not found:
        raise LookupError(f"{exchange.name}: nothing sends {exchange.method} {exchange.url}")
    return min(found, key=lambda pair: len(pair[1]))


def _variables(template: str, exchange: Exchange) -> dict[str, str] | None:
    if exchange.prefix == "/async/bulk":
        by_name = re.sub(r"\{(\w)(\w*)\}", lambda match: f"by{match[1].upper()}{match[2]}", template)
        return {} if by_name == exchange.route else None
    match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), exchange.route)
    return {name: unquote_plus(text) for name, text in match.groupdict().items()} if match else None


def _body(body: dict[str, Any], operation: Operation, names: Mapping[str, str]) -> dict[str, Any]:
    known = {snake(wire_name): argument for wire_name, argument in names.items()}
    return {known[snake(key)]: value for key, value in body.items()}


def _add_query(
    exchange: Exchange,
    operation: Operation,
    names: Mapping[str, str],
    package: ModuleType,
    arguments: dict[str, Any],
    options: dict[str, Any],
) -> None:
    """Query parameters as arguments, as `fields`, and as extra ones where the operation does not know them."""
    assert operation.rest is not None
    known = {
        snake(item.name): names[item.name]
        for item in operation.rest.parameters
        if item.location is Location.QUERY and item.name in names
    }
    criteria = package.OPERATIONS[operation.id].search_parameter
    extra: dict[str, Any] = {}
    for name, value in parse_query(exchange.query).items():
        key = snake(name)
        if criteria is not None and key == snake(criteria):
            arguments[names[criteria]] = search_criteria(value, exchange, package)
        elif key in known:
            arguments[known[key]] = value
        elif key == "fields":
            options["fields"] = value
        else:
            extra[name] = value
    if extra:
        pairs = [(name, item) for name, value in extra.items() if isinstance(value, tuple) for item in value]
        options["extra_query"] = pairs or extra


def search_criteria(value: Any, exchange: Exchange, package: ModuleType) -> Any:
    """Criteria made with the builder; as a plain map where they were signed as spelt, or hold no filters but a text.

    Raises RequestError for what the builder refuses.
    """
    if not isinstance(value, dict):
        return package.SearchCriteria()
    plain = query_meaning(exchange.query)["search_criteria"]
    if "OAuth" in exchange.headers.get("authorization", "") or isinstance(plain.get("filter_groups"), str):
        return value
    built = package.SearchCriteria(request_name=plain.get("request_name"))
    for group in plain.get("filter_groups", ()):
        built = built.any_of(*map(_filter, group))
    for order in plain.get("sort_orders", ()):
        built = built.sort(order["field"], order["direction"])
    if "page_size" in plain:
        built = built.page(int(plain["page_size"]), int(plain.get("current_page", 1)))
    return built


def _filter(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    condition, value = entry["condition_type"], entry["value"]
    if condition in ("null", "notnull"):
        return entry["field"], condition
    return entry["field"], condition, value.split(",") if condition in ("in", "nin") else value
