"""The attributes of a Magento 1 shop, asked of its SOAP API.

That API tells the attributes of products by attribute set, without galleries and images
(Mage_Catalog_Model_Product_Attribute_Api), and those of categories without labels
(Mage_Catalog_Model_Category_Attribute_Api); of customers and addresses it tells none. It says neither what a column
holds nor which attributes the shop has made itself: here, those are all that no Magento 1 has when it is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from codegen.shop.asking import Refused
from codegen.shop.attributes.reading import WITH_OPTIONS, Json, Lacking, own_labels, put_labels, put_options
from codegen.shop.magento1 import Call
from codegen.symbols.words import names

Ask = Callable[[Sequence[Call]], Sequence[Any]]
"""Makes calls: what each answers, a Refused for one that fails."""

_PRODUCTS, _CATEGORIES = "catalog_product_attribute", "catalog_category_attribute"
_INSTALLED = {
    "catalog_product": names(
        "category_ids country_of_manufacture created_at custom_design custom_design_from custom_design_to "
        "custom_layout_update description enable_googlecheckout gallery gift_message_available group_price has_options "
        "image image_label is_imported is_recurring links_exist links_purchased_separately links_title media_gallery "
        "meta_description meta_keyword meta_title minimal_price msrp msrp_display_actual_price_type msrp_enabled name "
        "news_from_date news_to_date old_id options_container page_layout price price_type price_view "
        "recurring_profile required_options samples_title shipment_type short_description sku sku_type small_image "
        "small_image_label special_from_date special_price special_to_date status tax_class_id thumbnail "
        "thumbnail_label tier_price updated_at url_key url_path visibility weight weight_type"
    ),
    "catalog_category": names(
        "all_children available_sort_by children children_count created_at custom_apply_to_products custom_design "
        "custom_design_apply custom_design_from custom_design_to custom_layout_update custom_use_parent_settings "
        "default_sort_by description display_mode filter_price_range image include_in_menu is_active is_anchor "
        "landing_page level meta_description meta_keywords meta_title name page_layout path path_in_store position "
        "thumbnail updated_at url_key url_path"
    ),
}
"""What Mage_Catalog_Model_Resource_Setup::getDefaultEntities and the setup of Mage_Bundle, Mage_Downloadable,
Mage_GiftMessage, Mage_GoogleCheckout and Mage_Tax put there. `color`, `manufacturer` and `cost` are user-defined."""


def read_attributes(ask: Ask) -> tuple[dict[str, Json], list[str]]:
    """The entities of `attributes.json`, and what could not be read, one line each."""
    reading = _CatalogReading(ask)
    found = {"catalog_product": reading.products(), "catalog_category": reading.categories()}
    reading.lacking.add("customer and customer_address: Magento 1's API tells nothing of their attributes")
    return {entity: each for entity, each in found.items() if each is not None}, reading.lacking.lines


class _Question(NamedTuple):
    """A call, and what is done with its answer."""

    path: str
    arguments: Sequence[Any]
    read: Callable[[Any], Any]


class _CatalogReading:
    """Asks, and remembers what was refused. Attributes are known by their numbers meanwhile."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.lacking = Lacking()
        self._stores: dict[str, str] = self._one(_Question("store.list", (), _stores)) or {}

    def products(self) -> Json | None:
        """Products with their attribute sets; None when they can't be read."""
        sets: dict[str, str] | None = self._one(_Question("catalog_product_attribute_set.list", (), _sets))
        if sets is None:
            return None
        read = partial(_listed, "catalog_product")
        answers = self._all([_Question(f"{_PRODUCTS}.list", (number,), read) for number in sets])
        if not any(listed is not None for listed in answers):
            return None
        attributes: dict[str, Json] = {}
        for name, listed in zip(sets.values(), answers, strict=True):
            for number, attribute in (listed or {}).items():
                attributes.setdefault(number, attribute).setdefault("sets", set()).add(name)
        self._all(
            [
                _Question(f"{_PRODUCTS}.info", (number,), partial(_put_details, attribute, self._stores))
                for number, attribute in attributes.items()
            ]
        )
        self._put_options(attributes, f"{_PRODUCTS}.options")
        listed = [{**each, "sets": sorted(each["sets"])} for each in attributes.values()]
        return {"sets": sorted(set(sets.values())), "attributes": listed}

    def categories(self) -> Json | None:
        """Categories; None when they can't be read."""
        question = _Question(f"{_CATEGORIES}.list", (), partial(_listed, "catalog_category"))
        attributes: dict[str, Json] | None = self._one(question)
        if attributes is None:
            return None
        self._put_options(attributes, f"{_CATEGORIES}.options")
        return {"attributes": list(attributes.values())}

    def _put_options(self, attributes: Mapping[str, Json], path: str) -> None:
        """Add the options, with the labels of administrators (asked without a store), then those of each store."""
        chosen = {
            number: attribute
            for number, attribute in attributes.items()
            if attribute.get("input") in WITH_OPTIONS
        }
        self._all([_Question(path, (number,), partial(put_options, each)) for number, each in chosen.items()])
        self._all(
            [
                _Question(path, (number, store), partial(put_labels, each, store))
                for store in sorted(self._stores.values())
                for number, each in chosen.items()
            ]
        )

    def _one(self, question: _Question) -> Any:
        return self._all([question])[0]

    def _all(self, questions: Sequence[_Question]) -> list[Any]:
        """What is read of each answer, None where it is refused."""
        answers = self._ask([(question.path, question.arguments) for question in questions])
        return [
            self.lacking.attempt(question.path, partial(_read, question, answer))
            for question, answer in zip(questions, answers, strict=True)
        ]


def _read(question: _Question, answer: Any) -> Any:
    if isinstance(answer, Refused):
        raise answer
    return question.read(answer)


def _stores(answer: Iterable[Json]) -> dict[str, str]:
    """The codes of stores by their numbers."""
    return {str(store["store_id"]): str(store["code"]) for store in answer}


def _sets(answer: Iterable[Json]) -> dict[str, str]:
    """The names of attribute sets by their numbers."""
    return {str(each["set_id"]): str(each["name"]) for each in answer}


def _listed(entity: str, answer: Iterable[Json]) -> dict[str, Json]:
    """Attributes by their numbers; what has none is a column of the entity's own table."""
    return {str(each["attribute_id"]): _attribute(entity, each) for each in answer if each["attribute_id"]}


def _attribute(entity: str, answer: Json) -> Json:
    code = str(answer["code"])
    attribute: Json = {"code": code}
    attribute |= {"input": str(answer["type"])} if answer.get("type") else {}
    attribute |= {"required": True} if str(answer.get("required")) in ("1", "True") else {}
    attribute |= {"scope": str(answer["scope"])} if answer.get("scope") else {}
    attribute |= {} if code in _INSTALLED[entity] else {"user_defined": True}
    return attribute


def _put_details(attribute: Json, stores: Mapping[str, str], answer: Json) -> None:
    """Add the labels of an attribute, and the types of product that it is for."""
    labels = answer["frontend_label"]
    default = next((str(each["label"] or "") for each in labels if str(each["store_id"]) == "0"), "")
    own = own_labels(labels, stores, default)
    attribute |= {"label": default} if default else {}
    attribute |= {"labels": own} if own else {}
    attribute |= {"applies_to": sorted(answer["apply_to"])} if answer.get("apply_to") else {}
