"""The attributes of a Magento 2 shop, asked of its REST API.

Default labels are those of the administrators (scope `all`); a store view's own are asked in its scope, as options have
no others (Magento\\Eav\\Model\\Entity\\Attribute\\Source\\Table). Swatches are not told by that API.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from codegen.shop.attributes.reading import WITH_OPTIONS, Json, Lacking, own_labels, put_labels, put_options

Ask = Callable[[str, str], Any]
"""Asks a route (`/V1/store/storeViews`) in the scope of a store code: the JSON of the answer. Raises Refused."""

ADMIN = "all"
_PAGE = 100
_CATALOG = (("catalog_product", "/V1/products/attributes"), ("catalog_category", "/V1/categories/attributes"))
_CUSTOMERS = (
    ("customer", "/V1/attributeMetadata/customer"),
    ("customer_address", "/V1/attributeMetadata/customerAddress"),
)


def read_attributes(ask: Ask) -> tuple[dict[str, Json], list[str]]:
    """The entities of `attributes.json`, and what could not be read, one line each."""
    reading = _Reading(ask)
    entities = {
        **{entity: reading.entity(entity, partial(_pages, ask, route)) for entity, route in _CATALOG},
        **{entity: reading.entity(entity, partial(ask, route)) for entity, route in _CUSTOMERS},
    }
    found = {entity: each for entity, each in entities.items() if each is not None}
    if "catalog_product" in found:
        reading.put_sets(found["catalog_product"])
    return found, reading.lacking.lines


class _Reading:
    """Asks, and remembers what was refused."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.lacking = Lacking()
        self._try = self.lacking.attempt
        self._stores: dict[str, str] = self._try("store views", self._store_views) or {}

    def entity(self, entity: str, listed: Callable[[str], Iterable[Json]]) -> Json | None:
        """An entity with its attributes, `listed` in the scope of a store; None when they can't be read."""
        found = self._try(entity, lambda: [self._attribute(each) for each in listed(ADMIN)])
        if found is None:
            return None
        attributes = {each["code"]: each for each in found}
        for store in sorted(self._stores.values()):
            self._try(f"{entity} in the store view {store}", partial(_translate, attributes, listed, store))
        return {"attributes": found}

    def put_sets(self, entity: Json) -> None:
        """Add the attribute sets of products."""
        sets = self._try("attribute sets", self._sets) or {}
        members: dict[str, set[str]] = {}
        for number, name in sets.items():
            for code in self._try(f"attribute set {name}", partial(self._members, number)) or ():
                members.setdefault(code, set()).add(name)
        entity["sets"] = sorted(set(sets.values()))
        for attribute in entity["attributes"]:
            if attribute["code"] in members:
                attribute["sets"] = sorted(members[attribute["code"]])

    def _store_views(self) -> dict[str, str]:
        """The codes of store views by their numbers; 0 is the administrators'."""
        views = self._ask("/V1/store/storeViews", ADMIN)
        return {str(view["id"]): str(view["code"]) for view in views if str(view["id"]) != "0"}

    def _sets(self) -> dict[str, str]:
        """The names of attribute sets by their numbers."""
        listed = _pages(self._ask, "/V1/products/attribute-sets/sets/list", ADMIN)
        return {str(each["attribute_set_id"]): str(each["attribute_set_name"]) for each in listed}

    def _members(self, number: str) -> list[str]:
        """The codes of the attributes in a set."""
        return [
            str(each["attribute_code"])
            for each in self._ask(f"/V1/products/attribute-sets/{number}/attributes", ADMIN)
        ]

    def _attribute(self, answer: Json) -> Json:
        code, kind = str(answer["attribute_code"]), str(answer.get("frontend_input") or "")
        label = str(answer.get("default_frontend_label") or answer.get("frontend_label") or "").strip()
        labels = own_labels(answer.get("frontend_labels") or (), self._stores, label)
        attribute: Json = {"code": code}
        attribute |= {"input": kind} if kind else {}
        attribute |= {"type": str(answer["backend_type"])} if answer.get("backend_type") else {}
        attribute |= {"label": label} if label else {}
        attribute |= {"labels": labels} if labels else {}
        attribute |= {"required": True} if answer.get("is_required") or answer.get("required") else {}
        attribute |= {"scope": str(answer["scope"])} if answer.get("scope") else {}
        attribute |= (
            {"user_defined": True} if answer.get("is_user_defined") or answer.get("user_defined") else {}
        )
        attribute |= {"applies_to": sorted(answer["apply_to"])} if answer.get("apply_to") else {}
        if kind in WITH_OPTIONS:
            put_options(attribute, answer.get("options") or ())
        return attribute


def _pages(ask: Ask, route: str, scope: str) -> Iterator[Json]:
    """The items of all pages, each once: a page past the end may be the last one again."""
    seen: set[str] = set()
    for number in range(1, 10_000):
        order = "attribute_set_id" if "attribute-sets" in route else "attribute_id"
        query = (
            f"searchCriteria[pageSize]={_PAGE}&searchCriteria[currentPage]={number}"
            f"&searchCriteria[sortOrders][0][field]={order}&searchCriteria[sortOrders][0][direction]=ASC"
        )
        answer = ask(f"{route}?{quote(query, safe='=&')}", scope)
        fresh = [item for item in answer["items"] if str(item[order]) not in seen]
        seen.update(str(item[order]) for item in fresh)
        yield from fresh
        if not fresh or len(seen) >= answer["total_count"]:
            return


def _translate(attributes: Mapping[str, Json], listed: Callable[[str], Iterable[Json]], store: str) -> None:
    """Add the labels that a store view has of its own to the options of attributes, given by code."""
    for answer in listed(store):
        put_labels(attributes.get(answer["attribute_code"], {}), store, answer.get("options") or ())
