"""The shop's own attributes of the example: what editors see, what is sent, what is warned about."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tests.example.conftest import GENERATED
from tests.type_checkers import Mypy

Package = Callable[[str], Any]


@pytest.fixture
def acme(package: Package) -> ModuleType:
    store: ModuleType = package("acme_store")
    return store


def product(acme: ModuleType, **custom: Any) -> Any:
    return acme.models.acme_catalog.Product(sku="a", custom_attributes=custom)


def sent(acme: ModuleType, given: Any) -> dict[str, Any]:
    """The custom attributes of a product or a map for one as they are sent, by code."""
    encode = import_module("acme_store._runtime.models.encode").encode
    body = encode(given, acme.models.acme_catalog.Product, where="product")
    return {each["attribute_code"]: each["value"] for each in body["custom_attributes"]}


def test_values_are_read_with_their_types(acme: ModuleType) -> None:
    options = acme.attributes.acme_catalog_product
    custom = product(
        acme,
        available_from="2026-03-04 00:00:00",
        brand="12",
        care_labels="6,8",
        color="4",
        is_organic="0",
        lining_weight="1.500000",
        origin="PT",
        outlet_price="",
        restocked_at="2026-03-04 05:06:07",
        size_chart="/s/i/size.png",
    ).custom_attributes
    assert custom.available_from == date(2026, 3, 4)
    assert custom.brand == 12
    assert custom.care_labels == [options.CareLabels.MACHINE_WASH, options.CareLabels.IRON]
    assert custom.color is options.Color.RED
    assert custom.is_organic is False
    assert custom.lining_weight == 1.5
    assert custom.origin is options.Origin.PORTUGAL
    assert custom.outlet_price is None
    assert custom.restocked_at == datetime(2026, 3, 4, 5, 6, 7)
    assert custom.size_chart == "/s/i/size.png"


def test_values_are_sent_as_the_shop_takes_them_from_models_and_maps(acme: ModuleType) -> None:
    options = acme.attributes.acme_catalog_product
    values = {
        "available_from": datetime(2026, 3, 4),
        "care_labels": [options.CareLabels.DO_NOT_BLEACH, 8, "6"],
        "color": options.Color.BLUE,
        "is_organic": True,
        "lining_weight": Decimal("1.50"),
        "origin": options.Origin.GERMANY,
        "restocked_at": datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
    }
    wanted = {
        "available_from": "2026-03-04",
        "care_labels": "7,8,6",
        "color": "5",
        "is_organic": "1",
        "lining_weight": "1.50",
        "origin": "DE",
        "restocked_at": "2026-03-04 05:06:07",
    }
    item = product(acme)
    for name, value in values.items():
        setattr(item.custom_attributes, name, value)
    assert sent(acme, item) == wanted
    assert sent(acme, product(acme, **values)) == wanted
    assert sent(acme, {"custom_attributes": values}) == wanted
    entries = [{"attribute_code": code, "value": value} for code, value in values.items()]
    assert sent(acme, {"custom_attributes": entries}) == wanted
    by_code = product(acme)
    for code, value in values.items():
        by_code.custom_attributes.set(code, value)
    assert sent(acme, by_code) == wanted


def test_bulk_sends_the_same(acme: ModuleType, package: Package) -> None:
    color = acme.attributes.acme_catalog_product.Color
    body = {"product": {"sku": "a", "custom_attributes": {"color": color.RED, "is_organic": False}}}
    with package("acme_store.testing").FakeShop(strict=False, store="all") as shop:
        shop.client.bulk.acme_catalog.product_repository.save([body])
    (entry,) = json.loads(shop.requests[0].content)
    assert {each["attribute_code"]: each["value"] for each in entry["product"]["custom_attributes"]} == {
        "color": "4",
        "is_organic": "0",
    }


def test_soap_sends_the_same(package: Package) -> None:
    options = package("acme_store_soap").attributes.acme_catalog_product
    body = {"care_labels": [options.CareLabels.IRON, options.CareLabels.MACHINE_WASH], "is_organic": True}
    with package("acme_store_soap.testing").FakeShop(strict=False, store="all") as shop:
        shop.client.acme_catalog.product_repository.save(product={"sku": "a", "custom_attributes": body})
    text = shop.requests[0].content.decode()
    assert "<attributeCode>care_labels</attributeCode><value>8,6</value>" in text
    assert "<attributeCode>is_organic</attributeCode><value>1</value>" in text


def test_what_is_put_into_a_list_that_was_read_is_sent(acme: ModuleType) -> None:
    labels = acme.attributes.acme_catalog_product.CareLabels
    item = product(acme, care_labels="6")
    custom = item.custom_attributes
    custom.care_labels.append(labels.IRON)
    assert sent(acme, item) == {"care_labels": "6,8"}
    held = custom.care_labels
    held.extend([labels.DO_NOT_BLEACH])
    held.remove(labels.MACHINE_WASH)
    assert custom.care_labels is held
    assert sent(acme, item) == {"care_labels": "8,7"}
    custom.care_labels += [labels.MACHINE_WASH]
    custom.care_labels.sort()
    custom.care_labels[0] = labels.IRON
    assert sent(acme, item) == {"care_labels": "8,7,8"}
    custom.care_labels.clear()
    assert sent(acme, item) == {"care_labels": ""}


def test_a_list_that_another_took_the_place_of_and_a_copy_change_only_themselves(acme: ModuleType) -> None:
    labels = acme.attributes.acme_catalog_product.CareLabels
    item = product(acme, care_labels="6")
    replaced = item.custom_attributes.care_labels
    item.custom_attributes.care_labels = [labels.IRON]
    replaced.append(labels.DO_NOT_BLEACH)
    copies = [
        copy.copy(item.custom_attributes.care_labels),
        pickle.loads(pickle.dumps(item.custom_attributes.care_labels)),
    ]
    for each in copies:
        assert type(each) is list
        each.clear()
    other = item.model_copy(deep=True)
    other.custom_attributes.care_labels.append(labels.MACHINE_WASH)
    assert sent(acme, item) == {"care_labels": "8"}
    assert sent(acme, other) == {"care_labels": "8,6"}


@pytest.mark.parametrize("given", [True, ["6", "7"]])
def test_what_has_no_type_is_warned_about_by_name(acme: ModuleType, given: Any) -> None:
    with pytest.warns(
        acme.CustomAttributeWarning, match="custom attribute 'unknown_one' is sent as"
    ) as caught:
        assert sent(acme, product(acme, unknown_one=given)) == {"unknown_one": given}
    assert [warning.filename for warning in caught] == [__file__]


def test_what_the_shop_gives_and_takes_as_a_list_is_no_reason_to_warn(acme: ModuleType) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values = {"category_ids": ["2", "3"], "taxes": [{"value": 1}], "none": []}
        assert sent(acme, product(acme, **values)) == values


def test_an_option_that_came_later_is_its_plain_value_with_one_warning(acme: ModuleType) -> None:
    custom = product(acme, color="77", origin="FR").custom_attributes
    with pytest.warns(acme.UnknownOptionWarning, match="attribute 'color' has the option '77'"):
        assert custom.color == 77
    with pytest.warns(acme.UnknownOptionWarning, match="'origin'"):
        assert custom.origin == "FR"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert custom.color == 77
    assert sent(acme, acme.models.acme_catalog.Product(custom_attributes=custom)) == {
        "color": "77",
        "origin": "FR",
    }


def test_options_know_their_labels_and_can_be_pickled(acme: ModuleType) -> None:
    color = acme.attributes.acme_catalog_product.Color
    assert (color.RED.label, color.RED.label_in("de"), color.RED.label_in("fr")) == ("Red", "Rot", "Red")
    assert color.RED.swatch == "#ff0000"
    assert (color.from_label("Rot"), color.from_label("Off-white")) == (color.RED, color.OFF_WHITE)
    assert pickle.loads(pickle.dumps(color.RED)) is color.RED
    with pytest.raises(ValueError, match="'Green' must be the label of one Color, and is that of none"):
        color.from_label("Green")


def test_searches_take_options_and_attributes(acme: ModuleType) -> None:
    values = acme.attributes.acme_catalog_product
    attributes = values.ProductAttributes
    criteria = (
        acme.SearchCriteria()
        .where(values.Color.RED)
        .where(values.CareLabels.IRON)
        .where(attributes.color, "in", [values.Color.RED, values.Color.BLUE])
        .where(attributes.origin, "eq", values.Origin.GERMANY)
        .sort(attributes.available_from)
    )
    assert [(each.field, each.condition, each.value) for (each,) in criteria.groups] == [
        ("color", "eq", "4"),
        ("care_labels", "finset", "8"),
        ("color", "in", "4,5"),
        ("origin", "eq", "DE"),
    ]
    assert criteria.orders[0].field == "available_from"
    with pytest.raises(acme.RequestError, match="needs a condition"):
        acme.SearchCriteria().where("color")


def test_a_name_that_is_none_names_the_nearest(acme: ModuleType) -> None:
    custom = product(acme).custom_attributes
    with pytest.raises(
        AttributeError, match="ProductAttributes knows no attribute 'colour'; did you mean 'color'"
    ):
        custom.colour = 4
    with pytest.raises(AttributeError, match="did you mean 'color'"):
        _ = custom.colour
    custom.color = 4
    del custom.color
    assert custom == []
    assert {"color", "get"} <= {*dir(custom)}
    assert {"color", "get"} <= {*dir(acme.attributes.acme_catalog_product.ProductAttributes)}


def test_editors_and_type_checkers_see_them(mypy: Mypy) -> None:
    script = (
        "from typing import assert_type\n"
        "from acme_store import SearchCriteria, models\n"
        "from acme_store.attributes.acme_catalog_product import CareLabels, Color, ProductAttributes\n"
        "custom = models.acme_catalog.Product().custom_attributes\n"
        "assert_type(custom.color, Color | None)\n"
        "assert_type(custom.care_labels, list[CareLabels] | None)\n"
        "assert_type(custom.is_organic, bool | None)\n"
        "custom.color = Color.RED\n"
        "custom.care_labels = [CareLabels.IRON]\n"
        "SearchCriteria().where(Color.RED).where(ProductAttributes.color, 'eq', Color.BLUE)\n"
        "assert_type(Color.from_label('Red').label_in('de'), str)\n"
        "custom.is_organic = 'yes'  # type: ignore[assignment]\n"
        "custom.no_such_one  # type: ignore[attr-defined]\n"
    )
    done = mypy("-c", script, cwd=GENERATED)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_made_before_it_is_used() -> None:
    script = (
        "from acme_store import models\n"
        "custom = models.acme_catalog.Product(custom_attributes={'color': '4'}).custom_attributes\n"
        "from acme_store.attributes import acme_catalog_product as module\n"
        "print(sorted(module.TABLE._made))\n"
        "print(custom.color.name)\n"
        "print(sorted(module.TABLE._made))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=GENERATED, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.splitlines() == ["[]", "RED", "['Color']"]
