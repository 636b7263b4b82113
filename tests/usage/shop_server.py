"""A small shop in memory: what the scripts need of Magento 2's REST API, as strict as Magento is."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

from tests.runtime.server import Answer, Seen

TOKEN = "shop-token"
MOST = 50
"""No bulk update may set a higher price."""
KEYS = {"oauth_consumer_key": "key", "oauth_token": "token"}
SECRETS = {"client_secret": "secret", "resource_owner_secret": "token secret"}
PRODUCT_FIELDS = frozenset(
    (
        *("id", "sku", "name", "attribute_set_id", "price", "status", "type_id", "weight"),
        *("extension_attributes", "media_gallery_entries", "custom_attributes"),
    )
)
_CRITERION = re.compile(r"\w+\[(\w+)\](?:\[(\d+)\])?(?:\[filters\]\[(\d+)\])?(?:\[(\w+)\])?")
Route = Callable[..., Any]


class Refused(Exception):
    """An error answer: the status, and the body's message and parameters."""

    def __init__(self, status: int, message: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message} | ({"parameters": parameters} if parameters else {})


class Shop:
    """The shop's data, and `answer` for a server, whose address is `url`."""

    def __init__(self) -> None:
        self.url = ""
        self._numbers = itertools.count(100)
        moment = datetime.now(UTC) - timedelta(hours=2)
        self.products: dict[str, dict[str, Any]] = {
            "24-MB01": {"id": 1, "sku": "24-MB01", "name": "Duffle", "price": 34, "weight": 1.2},
            "24-MB02": {"id": 2, "sku": "24-MB02", "name": None, "price": 59.95, "custom_attributes": []},
        }
        self.orders = [
            _order(1, moment - timedelta(days=3), 5),
            _order(2, moment, 20.5, {"item_id": 7, "sku": "24-MB01", "qty_ordered": 2}),
            _order(3, moment, 11, {"item_id": 8, "sku": "24-MB02", "qty_ordered": 1.5}),
            _order(4, moment, 0.25),
        ]
        self.stock = {
            sku: {"item_id": number, "qty": qty, "is_in_stock": qty > 0, "min_qty": 0}
            for number, (sku, qty) in enumerate({"24-MB01": 3, "24-MB02": 0}.items(), 1)
        }
        self.customers: dict[int, dict[str, Any]] = {}
        self.pictures: dict[str, list[dict[str, Any]]] = {}
        self.documents: list[dict[str, Any]] = []
        self.jobs: dict[str, list[dict[str, Any]]] = {}

    def answer(self, seen: Seen) -> Answer:
        """What the shop says to a request."""
        try:
            return Answer(self._routed(seen))
        except Refused as refused:
            return Answer(refused.body, refused.status)

    def _routed(self, seen: Seen) -> Any:
        path = re.sub(r"^/rest(/(all|default))?(?=/)", "", seen.path)
        if path == "/V1/integration/admin/token":
            return TOKEN
        self._check_caller(seen)
        for pattern, route in _ROUTES.items():
            method, _, shape = pattern.partition(" ")
            found = re.fullmatch(shape, path)
            if found and method == seen.method:
                body = [seen.json] if seen.body else []
                asked = (
                    [seen.query]
                    if "criteria" in route.__code__.co_varnames[: route.__code__.co_argcount]
                    else []
                )
                return route(self, *map(unquote, found.groups()), *body, *asked)
        raise Refused(404, "Request does not match any route.")

    def _check_caller(self, seen: Seen) -> None:
        sent = seen.headers.get("authorization", "")
        if sent == f"Bearer {TOKEN}" or (sent.startswith("OAuth ") and self._is_signed(seen, sent)):
            return
        raise Refused(401, "The consumer isn't authorized to access %resources.", {"resources": "self"})

    def _is_signed(self, seen: Seen, sent: str) -> bool:
        """Whether oauthlib finds the signature right, which Magento makes as the standard has it."""
        pairs = dict(re.findall(r'(\w+)="([^"]*)"', sent))
        if any(pairs.get(name) != value for name, value in KEYS.items()):
            return False
        request = Request(self.url + seen.target, seen.method, headers={"Authorization": sent})
        request.params = signature.collect_parameters(
            uri_query=seen.target.partition("?")[2], headers=request.headers
        )
        request.signature = unquote(pairs["oauth_signature"])
        return signature.verify_hmac_sha256(
            request, SECRETS["client_secret"], SECRETS["resource_owner_secret"]
        )

    def list_orders(self, criteria: list[tuple[str, str]]) -> Any:
        """`GET /V1/orders`"""
        return _page(self.orders, criteria)

    def get_order(self, number: str) -> Any:
        """`GET /V1/orders/{id}`"""
        return next(order for order in self.orders if order["entity_id"] == int(number))

    def add_document(self, order: str, kind: str, body: dict[str, Any]) -> Any:
        """`POST /V1/order/{orderId}/invoice|ship`; the number comes as a text, as in Magento."""
        for item in body.get("items", ()):
            if not isinstance(item["order_item_id"], int) or item["qty"] <= 0:
                raise Refused(400, "The line can't be found.")
        self.documents.append({"order_id": int(order), "kind": kind, **body})
        return str(next(self._numbers))

    def list_products(self, criteria: list[tuple[str, str]]) -> Any:
        """`GET /V1/products`"""
        return _page(list(self.products.values()), criteria)

    def get_product(self, sku: str) -> Any:
        """`GET /V1/products/{sku}`"""
        if sku not in self.products:
            raise Refused(
                404, "The product that was requested doesn't exist. Verify the product and try again."
            )
        return self.products[sku]

    def save_product(self, *given: Any) -> Any:
        """`POST /V1/products`, `PUT /V1/products/{sku}`"""
        product = given[-1]["product"] | ({"sku": given[0]} if len(given) == 2 else {})
        unknown = product.keys() - PRODUCT_FIELDS
        if unknown:
            raise Refused(
                500, "Internal Error. Details are available in Magento log file. Report ID: webapi-1"
            )
        if "price" not in product and product["sku"] not in self.products:
            raise Refused(400, '"%field" is required.', {"field": "price"})
        known = self.products.setdefault(product["sku"], {"id": next(self._numbers)})
        attributes = {entry["attribute_code"]: entry for entry in known.get("custom_attributes", ())}
        attributes |= {entry["attribute_code"]: entry for entry in product.pop("custom_attributes", ())}
        known.update(product, custom_attributes=list(attributes.values()))
        return known

    def list_pictures(self, sku: str) -> Any:
        """`GET /V1/products/{sku}/media`"""
        return self.pictures.get(sku, [])

    def add_picture(self, sku: str, body: dict[str, Any]) -> Any:
        """`POST /V1/products/{sku}/media`"""
        entry = dict(body["entry"])
        content = entry.pop("content")
        if content.keys() != {"base64_encoded_data", "type", "name"}:
            raise Refused(400, "The image content is invalid. Verify the content and try again.")
        entry["file"] = f"/b/a/{content['name']}"
        self.pictures.setdefault(sku, []).append(entry)
        return str(next(self._numbers))

    def get_stock(self, sku: str) -> Any:
        """`GET /V1/stockItems/{productSku}`"""
        return self.stock[sku]

    def save_stock(self, sku: str, number: str, body: dict[str, Any]) -> Any:
        """`PUT /V1/products/{productSku}/stockItems/{itemId}`"""
        if self.stock[sku]["item_id"] != int(number):
            raise Refused(404, "The stock item was not found.")
        self.stock[sku].update(body["stockItem"])
        return number

    def create_customer(self, body: dict[str, Any]) -> Any:
        """`POST /V1/customers`"""
        number = next(self._numbers)
        self.customers[number] = {"id": number, "group_id": 1, **body["customer"]}
        return self.customers[number]

    def list_customers(self, criteria: list[tuple[str, str]]) -> Any:
        """`GET /V1/customers/search`"""
        return _page(list(self.customers.values()), criteria)

    def save_customer(self, number: str, body: dict[str, Any]) -> Any:
        """`PUT /V1/customers/{customerId}`"""
        self.customers[int(number)] = body["customer"] | {"id": int(number)}
        return self.customers[int(number)]

    def set_prices(self, entries: list[dict[str, Any]]) -> Any:
        """`POST /async/bulk/V1/products/base-prices`"""
        uuid = f"job-{next(self._numbers)}"
        self.jobs[uuid] = [_job_entry(index, entry) for index, entry in enumerate(entries)]
        taken = [{"id": index, "data_hash": "x", "status": "accepted"} for index in range(len(entries))]
        return {"bulk_uuid": uuid, "request_items": taken, "errors": False}

    def job(self, uuid: str) -> Any:
        """`GET /V1/bulk/{bulkUuid}/detailed-status`"""
        return {"operations_list": self.jobs[uuid], "bulk_id": uuid, "operation_count": len(self.jobs[uuid])}

    def thing(self, number: str, criteria: list[tuple[str, str]]) -> Any:
        """`GET /V1/acme/things/{id}`"""
        return {"id": int(number), "name": f"thing {dict(criteria)['verbose']}"}

    def find_thing(self, criteria: list[tuple[str, str]]) -> Any:
        """`GET /V1/acme/things`"""
        conditions = [value for name, value in criteria if name.endswith("[condition_type]")]
        return {"sku": "-".join(["T", *conditions])}


_ROUTES: dict[str, Route] = {
    "GET /V1/orders": Shop.list_orders,
    r"GET /V1/orders/(\d+)": Shop.get_order,
    r"POST /V1/order/(\d+)/(invoice|ship)": Shop.add_document,
    "GET /V1/products": Shop.list_products,
    "POST /V1/products": Shop.save_product,
    "GET /V1/products/([^/]+)": Shop.get_product,
    "PUT /V1/products/([^/]+)": Shop.save_product,
    "GET /V1/products/([^/]+)/media": Shop.list_pictures,
    "POST /V1/products/([^/]+)/media": Shop.add_picture,
    "GET /V1/stockItems/([^/]+)": Shop.get_stock,
    r"PUT /V1/products/([^/]+)/stockItems/(\d+)": Shop.save_stock,
    "POST /V1/customers": Shop.create_customer,
    "GET /V1/customers/search": Shop.list_customers,
    r"PUT /V1/customers/(\d+)": Shop.save_customer,
    "POST /async/bulk/V1/products/base-prices": Shop.set_prices,
    "GET /V1/bulk/([^/]+)/detailed-status": Shop.job,
    r"GET /V1/acme/things/(\d+)": Shop.thing,
    "GET /V1/acme/things": Shop.find_thing,
}


def _order(number: int, moment: datetime, total: float, *items: dict[str, Any]) -> dict[str, Any]:
    return {
        "entity_id": number,
        "increment_id": f"00000000{number}",
        "status": "pending",
        "customer_email": "Rosa@Example.org",
        "grand_total": total,
        "created_at": moment.strftime("%Y-%m-%d %H:%M:%S"),
        "items": list(items),
    }


def _job_entry(index: int, entry: dict[str, Any]) -> dict[str, Any]:
    (price,) = entry["prices"]
    if float(price["price"]) > MOST:
        text = f"{price['price']} is more than {price['sku']} may cost"
        return {"id": index, "status": 3, "result_message": text, "error_code": 0}
    return {"id": index, "status": 1, "result_serialized_data": json.dumps([])}


def _page(rows: list[dict[str, Any]], criteria: list[tuple[str, str]]) -> dict[str, Any]:
    """The rows that match, a page of them."""
    filters: dict[tuple[str, str], dict[str, str]] = {}
    paging: dict[str, str] = {}
    for name, value in criteria:
        found = _CRITERION.fullmatch(name)
        if found is None:
            raise Refused(400, f"{name} is no criterion")
        if found[3] is not None:
            filters.setdefault((found[2], found[3]), {})[found[4]] = value
        elif found[1] in ("page_size", "current_page"):
            paging[found[1]] = value
    if not criteria:
        raise Refused(400, '"%fieldName" is required. Enter and try again.', {"fieldName": "searchCriteria"})
    kept = [row for row in rows if all(_holds(row, entry) for entry in filters.values())]
    size, current = int(paging.get("page_size", 0)) or len(kept), int(paging.get("current_page", 1))
    start = (current - 1) * size
    return {"items": kept[start : start + size], "search_criteria": {}, "total_count": len(kept)}


def _holds(row: dict[str, Any], entry: dict[str, str]) -> bool:
    found, value = row.get(entry["field"]), entry["value"]
    match entry["condition_type"]:
        case "gteq":
            return str(found) >= value
        case "gt":
            return float(found or 0) > float(value)
        case "in":
            return str(found) in value.split(",")
        case "like":
            return re.fullmatch(re.escape(value).replace("%", ".*"), str(found), re.IGNORECASE) is not None
        case _:
            return str(found) == value
