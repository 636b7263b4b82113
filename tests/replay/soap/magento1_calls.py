"""Recorded calls of Magento 1 as a user writes them.

The arguments of v2 and WS-I calls are those of the recorded elements, read independently; those of v1 and XML-RPC are
positions, so the table below says by hand what each is called and how a user gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.replay.soap.recorded import Recorded, Unreadable, body_of
from tests.replay.soap.shop import Call, Package

ALIASES = {
    "cart": "cart",
    "category": "catalog_category",
    "country": "directory_country",
    "customer": "customer",
    "magento": "core_magento",
    "order": "sales_order",
    "order_invoice": "sales_order_invoice",
    "product": "catalog_product",
    "product_stock": "cataloginventory_stock_item",
    "region": "directory_region",
    "store": "core_store",
}
"""Names of v1's resources that stand for others; the client uses the resources' own."""


def _filters(value: Any, package: Any) -> Any:
    filters = package.Filters()
    for field, condition in value.items():
        given = condition.items() if isinstance(condition, dict) else [("eq", condition)]
        for name, operand in given:
            filters.where(field, name, operand)
    return filters


def _asked(value: Any, package: Any) -> Any:
    return {"attributes": value}


def _quantities(value: Any, package: Any) -> Any:
    if isinstance(value, Mapping):
        return [{"order_item_id": int(item), "qty": qty} for item, qty in value.items()]
    return value


def _creditmemo(value: Any, package: Any) -> Any:
    return {**value, "qtys": _quantities(value["qtys"], package)}


def _same(value: Any, package: Any) -> Any:
    return value


_Argument = tuple[str, Callable[[Any, Any], Any]]
_INFO: tuple[_Argument, ...] = (
    ("product_id", _same),
    ("store", _same),
    ("attributes", _asked),
    ("identifier_type", _same),
)
_CREATE: tuple[_Argument, ...] = (
    ("items_qty", _quantities),
    ("comment", _same),
    ("email", _same),
    ("include_comment", _same),
)
V1: Mapping[str, tuple[str, str, tuple[_Argument, ...]]] = {
    "cart.info": ("shopping_cart", "info", (("quote_id", _same),)),
    "cart_customer.set": ("shopping_cart_customer", "set", ()),
    "catalog_category.assignedProducts": ("catalog_category", "assigned_products", (("category_id", _same),)),
    "catalog_category.info": ("catalog_category", "info", (("category_id", _same),)),
    "catalog_category.tree": ("catalog_category", "tree", ()),
    "catalog_product.info": ("catalog_product", "info", _INFO),
    "catalog_product.list": ("catalog_product", "list", (("filters", _filters),)),
    "catalog_product.update": ("catalog_product", "update", (("product_id", _same), ("product_data", _same))),
    "catalog_product_link.list": ("catalog_product_link", "list", (("type", _same), ("product_id", _same))),
    "cataloginventory_stock_item.list": ("catalog_inventory_stock_item", "list", (("product_ids", _same),)),
    "cataloginventory_stock_item.update": (
        "catalog_inventory_stock_item",
        "update",
        (("product_id", _same), ("data", _same)),
    ),
    "core_magento.info": ("magento", "info", ()),
    "core_store.list": ("store", "list", ()),
    "customer.info": ("customer_customer", "info", (("customer_id", _same),)),
    "customer_address.list": ("customer_address", "list", (("customer_id", _same),)),
    "customer_group.list": ("customer_group", "list", ()),
    "directory_country.list": ("directory_country", "list", ()),
    "directory_region.list": ("directory_region", "list", (("country", _same),)),
    "sales_order.info": ("sales_order", "info", (("order_increment_id", _same),)),
    "sales_order.list": ("sales_order", "list", (("filters", _filters),)),
    "sales_order_creditmemo.create": (
        "sales_order_creditmemo",
        "create",
        (
            ("order_increment_id", _same),
            ("creditmemo_data", _creditmemo),
            ("comment", _same),
            ("notify_customer", _same),
            ("include_comment", _same),
            ("refund_to_store_credit_amount", _same),
        ),
    ),
    "sales_order_invoice.create": (
        "sales_order_invoice",
        "create",
        (("invoice_increment_id", _same), *_CREATE),
    ),
    "sales_order_invoice.list": ("sales_order_invoice", "list", ()),
    "sales_order_shipment.create": (
        "sales_order_shipment",
        "create",
        (("order_increment_id", _same), *_CREATE),
    ),
}
"""Resource, method and arguments by position of v1's paths, and how a plain argument is given by a user."""


@dataclass(frozen=True)
class Rule:
    """Requests that no typed call sends, and why."""

    reason: str
    holds: Callable[[Recorded, Package], bool]


def _called(exchange: Recorded) -> str:
    try:
        return exchange.called[0]
    except Unreadable:
        return ""


def _names(exchange: Recorded, package: Package) -> tuple[list[str], list[str]] | None:
    """The names of a SOAP request's arguments as sent, and as the definition has them."""
    found = package.operation(exchange.mode, _called(exchange))
    if found is None or exchange.mode not in ("v2", "wsi"):
        return None
    _, binding = found
    return [name for name, _ in exchange.called[1]], [
        binding.session,
        *(item.name for item in binding.parameters),
    ]


def _misnamed(exchange: Recorded, package: Package) -> bool:
    names = _names(exchange, package)
    return names is not None and not {*names[0]} <= {*names[1]}


def _disordered(exchange: Recorded, package: Package) -> bool:
    names = _names(exchange, package)
    return names is not None and names[0] != [name for name in names[1] if name in names[0]]


def _no_session(exchange: Recorded, package: Package) -> bool:
    names = _names(exchange, package)
    return names is not None and bool(names[1][0]) and names[1][0] not in names[0]


def _no_operation(exchange: Recorded, package: Package) -> bool:
    name = _called(exchange)
    if not name or exchange.mode not in ("v2", "wsi"):
        return bool(name) and name not in (
            "login",
            "startSession",
            "endSession",
            "call",
            "multiCall",
            "resources",
            "globalFaults",
            "resourceFaults",
        )
    return package.operation(exchange.mode, name) is None


def _path(exchange: Recorded) -> str:
    if _called(exchange) != "call" or exchange.mode not in ("v1", "xmlrpc"):
        return ""
    return own_path(str(exchange.called[1][1][1]))


def own_path(path: str) -> str:
    resource, _, method = path.partition(".")
    return f"{ALIASES.get(resource, resource)}.{method}"


EMPTY: Mapping[str, Any] = {"filters": {}, "itemsQty": [], "productIds": []}
"""What an empty element stands for where it isn't a text."""


def _of_other_calls(exchange: Recorded, package: Package) -> bool:
    if _called(exchange) != "multiCall" or exchange.mode not in ("v1", "xmlrpc"):
        return False
    return any(
        str(entry[0]) not in V1 and own_path(str(entry[0])) not in V1 for entry in exchange.called[1][1][1]
    )


NOT_TYPED: tuple[Rule, ...] = (
    Rule("a page is asked for, not an operation", lambda exchange, package: exchange.method != "POST"),
    Rule(
        "the request is no message",
        lambda exchange, package: exchange.method == "POST" and not _called(exchange),
    ),
    Rule("Magento 1 speaks SOAP 1.1", lambda exchange, package: b"2003/05/soap-envelope" in exchange.request),
    Rule("there is no such operation in this mode", _no_operation),
    Rule(
        "the operation is not in the definition's namespace",
        lambda exchange, package: exchange.mode != "xmlrpc"
        and bool(_called(exchange))
        and etree.QName(body_of(exchange.request)).namespace != package.api.namespace,
    ),
    Rule("an argument has a name that the operation doesn't know", _misnamed),
    Rule("arguments are not in the order of the definition", _disordered),
    Rule("a call without a session", _no_session),
    Rule(
        "filters are a model in v2, not an Apache map",
        lambda exchange, package: exchange.mode == "v2" and b"xml-soap" in exchange.request,
    ),
    Rule(
        "call and multiCall are for v1 and XML-RPC",
        lambda exchange, package: exchange.mode in ("v2", "wsi")
        and _called(exchange) in ("callParam", "multiCallParam", "call", "multiCall"),
    ),
    Rule(
        "a word or nothing where a number is declared",
        lambda exchange, package: exchange.folder.endswith(("raw_v2", "raw_wsi"))
        and exchange.title in ("int_param_garbage", "int_param_empty", "int_empty"),
    ),
    Rule(
        "a session is opened with a user and a key",
        lambda exchange, package: exchange.title == "login_missing_arg",
    ),
    Rule(
        "no such path",
        lambda exchange, package: bool(_path(exchange))
        and _path(exchange) not in V1
        and "multiUpdate" not in _path(exchange),
    ),
    Rule(
        "v1's classes have no multiUpdate, so the client refuses it there",
        lambda exchange, package: _path(exchange).endswith(".multiUpdate"),
    ),
    Rule(
        "a required argument can't be left out",
        lambda exchange, package: exchange.title
        in ("fault_missing_required_argument", "fault_php_too_few_arguments"),
    ),
    Rule(
        "quantities go as a map in v1, where a list was misunderstood by invoices and refused by shipments",
        lambda exchange, package: exchange.title.endswith("create_list_of_maps_a"),
    ),
    Rule("calls in one are operations of the package", _of_other_calls),
    Rule(
        "the options of calls in one can't be sent over XML-RPC",
        lambda exchange, package: exchange.mode == "xmlrpc"
        and _called(exchange) == "multiCall"
        and len(exchange.called[1]) > 2,
    ),
    Rule(
        "a carriage return goes as a reference, for a parser makes a line feed of a raw one",
        lambda exchange, package: exchange.mode == "xmlrpc" and b"\r" in exchange.request,
    ),
    Rule(
        "the builder sends gteq for moreq, which the server compares for equality",
        lambda exchange, package: b"moreq" in exchange.request,
    ),
)


def reason(exchange: Recorded, package: Package) -> str:
    """Why no typed call makes a request; empty for what one makes."""
    return next((rule.reason for rule in NOT_TYPED if rule.holds(exchange, package)), "")


def typed_call(exchange: Recorded, package: Package) -> Call:
    """The call for a recorded request. Raises LookupError where there is none."""
    if _path(exchange):
        return _v1_call(
            _path(exchange), exchange.called[1][2][1] if len(exchange.called[1]) > 2 else None, package
        )
    if exchange.mode in ("v1", "xmlrpc") or exchange.called[0] == "resourceFaults":
        return _api_call(exchange, package)
    operation, binding = package.operation(exchange.mode, exchange.called[0]) or (None, None)
    if operation is None or binding is None:
        raise LookupError(exchange.called[0])
    names = dict(zip((item.name for item in binding.parameters), binding.arguments, strict=True))
    given = {
        package.symbols.parameters[operation.id, names[name]]: (
            EMPTY.get(name, value) if value == "" else value
        )
        for name, value in exchange.called[1]
        if name != binding.session
    }
    symbols = package.symbols
    return Call(operation.id, symbols.attributes[operation.service], symbols.operations[operation.id], given)


def called_in_one(exchange: Recorded, package: Package) -> list[Call]:
    """The calls of a `multiCall`. Raises LookupError for one that the package has no method for."""
    entries = [
        (own_path(str(path)), values[0] if values else None) for path, *values in exchange.called[1][1][1]
    ]
    return [_v1_call(path, values, package) for path, values in entries]


def _v1_call(path: str, values: Any, package: Package) -> Call:
    service, method, arguments = V1[path]
    given = {
        name: None if value is None else form(value, package.module)
        for (name, form), value in zip(arguments, values or (), strict=False)
    }
    found = next(item.id for item in package.api.operations if item.rpc and item.rpc.path == path)
    return Call(found, service, method, given)


def _api_call(exchange: Recorded, package: Package) -> Call:
    """One of the methods of the API itself."""
    method = exchange.called[0]
    names = {"startSession": "start_session", "resources": "resources", "globalFaults": "global_faults"}
    if method == "resourceFaults":
        return Call(method, "api", "resource_faults", {"resource_name": exchange.called[1][-1][1]})
    return Call(method, "api", names[method], {})
