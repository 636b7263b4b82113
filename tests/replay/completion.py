"""What a request says besides: path variables that the service method doesn't take are in the body's object too.

Told from Magento's contracts by hand: the variable of a route, and the field that its method reads instead.
"""

from __future__ import annotations

import copy
from typing import Any
from urllib.parse import unquote_plus

INTO = {
    "PUT /V1/products/{sku}": {"sku": "product.sku"},
    "PUT /V1/customers/{customerId}": {"customerId": "customer.id"},
    "PUT /V1/customerGroups/{id}": {"id": "group.id"},
    "PUT /V1/cmsBlock/{id}": {"id": "block.id"},
    "PUT /V1/categories/{id}": {"id": "category.id"},
    "POST /V1/carts/{quoteId}/items": {"quoteId": "cartItem.quote_id"},
    "PUT /V1/carts/{cartId}/items/{itemId}": {"cartId": "cartItem.quote_id", "itemId": "cartItem.item_id"},
    "POST /V1/guest-carts/{cartId}/items": {"cartId": "cartItem.quote_id"},
    "POST /V1/categories/{categoryId}/products": {"categoryId": "productLink.category_id"},
    "PUT /V1/categories/{categoryId}/products": {"categoryId": "productLink.category_id"},
    "POST /V1/products/{sku}/websites": {"sku": "productWebsiteLink.sku"},
    "PUT /V1/products/{sku}/media/{entryId}": {"entryId": "entry.id"},
    "PUT /V1/products/{sku}/downloadable-links/{id}": {"id": "link.id"},
    "PUT /V1/products/{sku}/stockItems/{itemId}": {"itemId": "stockItem.item_id"},
    "POST /V1/creditmemo/{id}/comments": {"id": "entity.parent_id"},
    "POST /V1/shipment/{id}/comments": {"id": "entity.parent_id"},
}
_OTHER_ROUTES = {"me", "mine", "validate"}
"""What stands where another route has a variable."""


def variables_of(template: str, route: str) -> dict[str, str] | None:
    """The values of a route's variables in a path, None where the path is not of that route."""
    parts, given = template.split("/"), route.split("/")
    if len(parts) != len(given):
        return None
    found = {}
    for part, text in zip(parts, given, strict=True):
        if part.startswith("{") and text not in _OTHER_ROUTES:
            found[part[1:-1]] = unquote_plus(text)
        elif part != text:
            return None
    return found


def completed(method: str, route: str, body: Any) -> Any:
    """A body with the fields that its path's variables belong in, where they are not set.

    In the entries of a bulk request (whose path names the variables `byId`) the variables stand beside the object, and
    are moved into it.
    """
    result = copy.deepcopy(body)
    for operation, places in INTO.items():
        own_method, _, template = operation.partition(" ")
        if own_method != method:
            continue
        if isinstance(result, list):
            by_name = "/".join(
                f"by{part[1].upper()}{part[2:-1]}" if part.startswith("{") else part
                for part in template.split("/")
            )
            if by_name == route:
                for entry in result:
                    _fill(entry, places, {name: entry.pop(name, None) for name in places})
            continue
        variables = variables_of(template, route)
        if variables is not None and isinstance(result, dict):
            _fill(result, places, variables)
    return result


def _fill(body: dict[str, Any], places: dict[str, str], variables: dict[str, Any]) -> None:
    for name, place in places.items():
        holder, _, field = place.partition(".")
        if (
            isinstance(body.get(holder), dict)
            and body[holder].get(field) is None
            and variables.get(name) is not None
        ):
            body[holder][field] = variables[name]


def contradiction(method: str, route: str, body: Any) -> bool:
    """Whether a body says another thing than the path in a field that stands for a variable of it."""
    for operation, places in INTO.items():
        own_method, _, template = operation.partition(" ")
        variables = variables_of(template, route) if own_method == method else None
        if variables is None or not isinstance(body, dict):
            continue
        for name, place in places.items():
            holder, _, field = place.partition(".")
            said = body.get(holder, {}).get(field) if isinstance(body.get(holder), dict) else None
            if said is not None and str(said) != variables.get(name, str(said)):
                return True
    return False
