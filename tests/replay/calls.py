"""From a recorded request to the call of the generated client that stands for it."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any, get_args
from urllib.parse import unquote_plus

from codegen.ir import Location, Operation
from codegen.run.planning import Generated
from tests.replay.exchanges import Exchange
from tests.replay.meaning import parse_query, query_meaning, snake

BY_HAND: Mapping[str, tuple[str, str]] = {
    "async_products_post_missing": ("a call without a required argument is refused", ""),
    "async_get_not_allowed": ("nothing is read asynchronously", ""),
    "head_method": ("no route has HEAD", ""),
    "http_method_override": ("a method asks for itself", ""),
    "oauth_soap_wsdl": ("a WSDL is no operation", ""),
    "oauth_soap_wsdl2": ("a WSDL is no operation", ""),
    "options_method": ("no route has OPTIONS", ""),
    "path_double_slash": ("no route begins with two slashes", "GET /V1/store/storeViews"),
    "path_lowercase_v1": ("the version is written in upper case", ""),
    "product_create_custom_attributes_map": ("a map is made the list that Magento wants", ""),
    "product_create_malformed_json": ("bodies are well-formed", ""),
    "product_create_urlencoded": ("bodies are JSON", ""),
    "product_get_sku_slash_raw": ("a slash in a SKU is encoded", ""),
    "product_post_on_get_route": ("there is no such route", ""),
    "products_list_unknown_criteria_key": ("criteria have no such key", ""),
    "put_path_id_conflict_customer": ("an id that the body contradicts is refused", ""),
    "route_404": ("there is no such route", ""),
    "soap_wsdl_extra_param": ("a WSDL is no operation", ""),
    "soap_wsdl_guest_forbidden": ("a WSDL is no operation", ""),
    "soap_wsdl_list_guest": ("a WSDL is no operation", ""),
    "soap_wsdl_no_store": ("a WSDL is no operation", ""),
    "xml_no_criteria": ("criteria are always sent", ""),
    "xml_request_body": ("bodies are JSON", ""),
    "xml_request_body_single_item": ("bodies are JSON", "POST /V1/products"),
    "xml_request_malformed": ("bodies are well-formed", ""),
    "xml_request_skus_array": ("bodies are JSON", "POST /V1/products/base-prices-information"),
    "xml_request_skus_array_single": ("bodies are JSON", "POST /V1/products/base-prices-information"),
}
"""What no typed call sends, why, and the operation that reads the answer: these requests are sent as they are."""


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
        names = inspect.signature(method).parameters.values()
        missing = {item.name: package.OMIT for item in names if item.default is inspect.Parameter.empty}
        return method(**{**missing, **self.arguments}, options=options)


def typed_call(exchange: Exchange, generated: Generated, package: ModuleType) -> Call:
    """The call for a recorded request. Raises LookupError where there is none."""
    operation, variables = _operation(exchange, generated)
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


def _operation(exchange: Exchange, generated: Generated) -> tuple[Operation, dict[str, str]]:
    """The operation of a route with the values of its variables; of several the one with the fewest."""
    found = []
    for operation in generated.api.operations:
        rest = operation.rest
        if rest is not None and rest.method == exchange.method:
            match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", rest.path), exchange.route)
            if match:
                found.append(
                    (operation, {name: unquote_plus(text) for name, text in match.groupdict().items()})
                )
    if not found:
        raise LookupError(f"{exchange.name}: nothing sends {exchange.method} {exchange.url}")
    return min(found, key=lambda pair: len(pair[1]))


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
    """Criteria made with the builder; as a plain map where they were signed as spelt, or are none a builder makes."""
    if not isinstance(value, dict):
        return package.SearchCriteria()
    if "OAuth" in exchange.headers.get("authorization", "") or not _can_be_built(value, exchange, package):
        return value
    plain = query_meaning(exchange.query)["search_criteria"]
    built = package.SearchCriteria()
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


def _can_be_built(value: Mapping[str, Any], exchange: Exchange, package: ModuleType) -> bool:
    plain = query_meaning(exchange.query)["search_criteria"]
    groups, orders = plain.get("filter_groups", []), plain.get("sort_orders", [])
    if isinstance(groups, str):
        return False
    conditions = get_args(import_module(f"{package.__name__}._runtime.search.criteria").Condition)
    return all(entry["condition_type"] in conditions for group in groups for entry in group) and all(
        order["direction"] in ("ASC", "DESC") for order in orders
    )
