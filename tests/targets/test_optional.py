"""What `optional` and `numbers` change of a package, and what they leave alone."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from codegen.ir import NUMBER, STRING, Api, Field, List, Named
from codegen.values import replace
from tests.targets.apis import SHOP, model
from tests.targets.conftest import Build, Load

OFFER = model(
    "AcmeToolsDataOfferInterface",
    "Acme_Tools",
    Field(wire_name="sku", type=STRING),
    Field(wire_name="note", type=STRING, required=False, nullable=True),
    Field(wire_name="nil", type=STRING, nullable=True),
    Field(wire_name="price", type=NUMBER),
    Field(wire_name="copy", type=NUMBER),
    Field(wire_name="steps", type=List(NUMBER), required=False, nullable=True),
    Field(wire_name="created_at", type=STRING),
    Field(wire_name="extension_attributes", type=Named("AcmeToolsDataOfferExtensionInterface")),
)
EXTENSION = model("AcmeToolsDataOfferExtensionInterface", "Acme_Tools", Field(wire_name="fee", type=NUMBER))
OFFERS = Api(models=(OFFER, EXTENSION))


def annotations(build: Build, **config: Any) -> dict[str, str]:
    text = build(OFFERS, models_only=True, **config)["models/acme_tools.py"]
    offer = text.partition("class Offer(Model):")[2].partition("\nclass ")[0]
    lines = (line.strip().partition(" = ")[0] for line in offer.splitlines() if " = " in line)
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def runtime(package: ModuleType, name: str) -> Callable[..., Any]:
    """`encode` or `decode` of a package."""
    found: Callable[..., Any] = getattr(
        importlib.import_module(f"{package.__name__}._runtime.models.{name}"), name
    )
    return found


def test_what_is_declared_is_typed_without_none(build: Build) -> None:
    assert annotations(build) == {
        "sku": "str",
        "note": "str | None",
        "nil": "str | None",
        "price": "FloatField",
        "copy_": "FloatField",
        "steps": "list[float]",
        "created_at": "MomentField",
        "extension_attributes": "OfferExtension",
    }


def test_all_fields_may_be_typed_optional_or_none_of_them(build: Build) -> None:
    everything = annotations(build, optional="all")
    assert all("None" in text or text.startswith("Optional") for text in everything.values())
    nothing = annotations(build, optional="none", numbers="decimal")
    assert not any("None" in text or text.startswith("Optional") for text in nothing.values())
    assert (nothing["price"], nothing["steps"]) == ("DecimalField", "list[Decimal]")


@pytest.mark.parametrize("optional", ["declared", "all", "none"])
def test_all_is_the_same_at_run_time(load: Load, optional: str) -> None:
    package = load(OFFERS, models_only=True, optional=optional)
    offer = package.models.acme_tools.Offer
    absent = offer.model_validate({})
    nulls = offer.model_validate_json(json.dumps(dict.fromkeys(field.wire_name for field in OFFER.fields)))
    for read in (absent, nulls, offer()):
        assert (read.sku, read.note, read.price, read.copy_, read.created_at) == (None,) * 5
        assert (read.steps, read.extension_attributes.fee) == ([], None)
    assert offer(price=2).model_fields_set == {"price"}
    assert offer(copy_=2).copy_ == offer.model_validate({"copy": 2}).copy_ == 2.0


@pytest.mark.parametrize("optional", ["declared", "none"])
def test_a_model_says_what_its_types_are_worth(load: Load, optional: str) -> None:
    models = load(OFFERS, models_only=True, optional=optional).models.acme_tools
    assert "reads None" in models.Offer.__doc__
    plain = load(OFFERS, models_only=True, optional="all").models.acme_tools
    assert "reads None" not in str(plain.Offer.__doc__)


def test_decimals_have_the_digits_of_the_answer(load: Load) -> None:
    package = load(replace(SHOP, models=(*SHOP.models, OFFER, EXTENSION)), numbers="decimal")
    offer = package.models.acme_tools.Offer
    decode = runtime(package, "decode")
    body = (
        b'[{"price": 19.990000000000000001, "copy": "0.10", "steps": [1e2, 3],'
        b' "extension_attributes": {"fee": 16.9900}}]'
    )
    (read,) = decode(body, "application/json", list[offer])
    texts = [str(value) for value in (read.price, read.copy_, *read.steps, read.extension_attributes.fee)]
    assert texts == ["19.990000000000000001", "0.10", "1E+2", "3", "16.9900"]
    assert str(decode(b"0.30000000000000000001", "application/json", Decimal)) == "0.30000000000000000001"
    xml = b"<response><price>19.990000000000000001</price></response>"
    assert str(decode(xml, "application/xml", offer).price) == "19.990000000000000001"
    encode = runtime(package, "encode")
    assert encode(read)["price"] == "19.990000000000000001"
    assert decode(b'{"price": "n/a"}', "application/json", offer).price == "n/a"


def test_custom_attributes_of_a_package_read_and_write_without_a_check(load: Load) -> None:
    package = load(SHOP, attributes={"acme_tools_tool": {"brand": "int"}})
    tool = package.models.acme_tools.Tool()
    assert (tool.custom_attributes.brand, tool.custom_attributes.get("color"), tool.model_fields_set) == (
        None,
        None,
        set(),
    )
    tool.custom_attributes.brand = 3
    encode = runtime(package, "encode")
    assert encode(tool) == {"custom_attributes": [{"attribute_code": "brand", "value": 3}]}
