"""A Magento 1's own attributes in its SOAP package: typed both ways, in the form that its server takes."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import require_php
from tests.example.conftest import GENERATED, Call
from tests.example.test_legacy_soap import Shop, run, shop
from tests.peers.magento1 import serving_magento1
from tests.type_checkers import Mypy

__all__ = ["shop"]

Package = Callable[[str], Any]
SENT = {
    "available_from": "2026-03-04",
    "care_labels": "8,6",
    "color": "4",
    "is_organic": "1",
    "outlet_price": "3.50",
    "washing_advice": "",
    "unknown_one": "as it is",
}


def given(package: Package) -> dict[str, Any]:
    """Values for all of `SENT`; None clears."""
    options = package("legacy_shop").attributes.catalog_product
    return {
        "available_from": date(2026, 3, 4),
        "care_labels": [options.CareLabels.IRON, 6],
        "color": options.Color.RED,
        "is_organic": True,
        "outlet_price": Decimal("3.50"),
        "washing_advice": None,
        "unknown_one": "as it is",
    }


def written(package: Package, form: str) -> Any:
    """The data of a product with these values, in one of the forms that users have."""
    catalog = package("legacy_shop").models.catalog
    values = given(package)
    if form == "map":
        return {"additional_attributes": {"single_data": values}}
    if form == "list":
        listed = package("legacy_shop").attributes.catalog_product.CatalogProductAttributes(values)
        return {"additional_attributes": catalog.CatalogProductAdditionalAttributesEntity(single_data=listed)}
    if form == "model":
        return catalog.CatalogProductCreateEntity(additional_attributes={"single_data": values})
    further = catalog.CatalogProductAdditionalAttributesEntity()
    for name, value in values.items():
        if form == "by code" or name == "unknown_one":
            further.single_data.set(name, value)
        else:
            setattr(further.single_data, name, value)
    return {"additional_attributes": further}


@pytest.mark.parametrize("form", ["map", "model", "list", "by name", "by code"])
def test_values_are_sent_as_the_shop_takes_them(call: Call, package: Package, shop: Shop, form: str) -> None:
    shop.peer.answer("catalogProductUpdate", {"result": True})
    data = written(package, form)
    run(call, package, shop, lambda client: client.catalog_product.update(product_id="7", product_data=data))
    (sent,) = shop.arguments("catalogProductUpdate", "sessionId", "product", "productData")
    further = sent["productData"]["additional_attributes"]["single_data"]
    assert {each["key"]: each["value"] for each in shop.plain(further)} == SENT


def test_values_are_read_with_their_types(call: Call, package: Package, shop: Shop) -> None:
    values = package("legacy_shop").attributes.catalog_product
    names = values.CatalogProductAttributes
    told = {**SENT, "outlet_price": "3.5000", "available_from": "2026-03-04 00:00:00"}
    entries = [{"key": code, "value": value} for code, value in told.items()]
    row = {"product_id": "7", "sku": "a", "set": "4", "type": "simple"}
    lists = {name: shop.items([]) for name in ("categories", "websites")}
    shop.peer.answer(
        "catalogProductInfo", {"result": {**row, **lists, "additional_attributes": shop.items(entries)}}
    )
    wanted = {"additional_attributes": [names.color, names.care_labels]}
    product = run(
        call, package, shop, lambda client: client.catalog_product.info(product_id="7", attributes=wanted)
    )
    check(product.additional_attributes, values)
    assert product.additional_attributes.get("unknown_one") == "as it is"
    (sent,) = shop.arguments("catalogProductInfo", "sessionId", "productId", "store", "attributes")
    assert shop.plain(sent["attributes"]["additional_attributes"]) == ["color", "care_labels"]


def check(custom: Any, values: Any) -> None:
    """That a product's attributes have the types that they are known by."""
    assert custom.available_from == date(2026, 3, 4)
    assert custom.care_labels == [values.CareLabels.IRON, values.CareLabels.MACHINE_WASH]
    assert custom.color is values.Color.RED
    assert custom.color.label_in("de") == "Rot"
    assert custom.is_organic is True
    assert custom.outlet_price == 3.5


@pytest.mark.parametrize("form", ["map", "model", "list", "by name", "by code"])
def test_in_v1_they_stand_among_the_other_fields_and_are_found_where_v2_has_them(
    tmp_path: Path, package: Package, form: str
) -> None:
    require_php()
    legacy = package("legacy_shop")
    told: dict[str, Any] = {**SENT, "color": 4, "outlet_price": "3.5000", "washing_advice": None}
    with serving_magento1(tmp_path / "shop") as server:
        server.holds(
            {
                "catalog_product.update": {"*": True},
                "catalog_product.info": {"*": {"product_id": "7", "sku": "a", **told}},
            }
        )
        with legacy.Client(server.url, auth=legacy.ApiUser("robot", "s3cret"), mode="v1") as client:
            client.catalog_product.update(product_id="7", product_data=written(package, form))
            product = client.catalog_product.info(product_id="7")
        assert server.calls[0] == ["catalog_product.update", ["7", SENT]]
    check(product.additional_attributes, legacy.attributes.catalog_product)
    assert product.additional_attributes.washing_advice is None
    assert product.unknown_one == "as it is"
    product.additional_attributes.care_labels.pop()
    assert product.additional_attributes.get("care_labels") == "8"


def test_an_option_that_came_later_is_its_plain_value_with_one_warning(package: Package) -> None:
    legacy = package("legacy_shop")
    custom = legacy.models.catalog.CatalogProductReturnEntity(additional_attributes={"color": "78"})
    with pytest.warns(legacy.UnknownOptionWarning, match="attribute 'color' has the option '78'"):
        assert custom.additional_attributes.color == 78
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert custom.additional_attributes.color == 78


def test_filters_take_options_and_attributes(package: Package) -> None:
    legacy = package("legacy_shop")
    values = legacy.attributes.catalog_product
    filters = (
        legacy.Filters()
        .where(values.Color.RED)
        .where(values.CareLabels.IRON)
        .where(values.CatalogProductAttributes.outlet_price, "lt", Decimal("9.90"))
    )
    assert filters.data() == {
        "filter": [{"key": "color", "value": "4"}],
        "complex_filter": [
            {"key": "care_labels", "value": {"key": "finset", "value": "8"}},
            {"key": "outlet_price", "value": {"key": "lt", "value": "9.90"}},
        ],
    }
    with pytest.raises(legacy.RequestError, match="a filter of 'color' needs a condition"):
        legacy.Filters().where("color")


def test_type_checkers_see_them(mypy: Mypy) -> None:
    script = (
        "from typing import assert_type\n"
        "from legacy_shop import Filters, models\n"
        "from legacy_shop.attributes.catalog_product import CareLabels, Color\n"
        "further = models.catalog.CatalogProductAdditionalAttributesEntity().single_data\n"
        "assert_type(further.color, Color | None)\n"
        "further.care_labels = [CareLabels.IRON]\n"
        "custom = models.catalog.CatalogProductReturnEntity().additional_attributes\n"
        "assert_type(custom.care_labels, list[CareLabels] | None)\n"
        "Filters().where(Color.RED).where('sku', 'eq', 'A')\n"
        "custom.is_organic = 'yes'  # type: ignore[assignment]\n"
        "Filters().where('sku')  # type: ignore[call-overload]\n"
    )
    done = mypy("-c", script, cwd=GENERATED)
    assert done.returncode == 0, done.stdout + done.stderr
