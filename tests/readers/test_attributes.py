"""`attributes.json`: what is read, where the file is found, and what each mistake says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.ir import Attribute, AttributeKind, Option, Origin
from codegen.machine.cache import NO_CACHE
from codegen.machine.data_folders import schemas
from codegen.run.attributes import shop_attributes
from codegen.run.current import looked_through
from codegen.source import MISSING, Inputs
from codegen.systems import MAGENTO2, OTHER
from tests.conftest import EXAMPLE

TEXT = """\
{"entities": {
 "customer": {"attributes": []},
 "catalog_product": {"sets": ["Default"], "attributes": [
  {"code": "size", "input": "multiselect", "type": "text"},

  {"code": "color", "input": "select", "type": "int", "label": "Color", "labels": {"fr": "Couleur", "de": "Farbe"},
   "required": true, "scope": "store", "user_defined": true, "applies_to": ["simple"], "sets": ["Default"],
   "swatch": "visual", "options": [
    {"value": "", "label": " "},
    {"value": "4", "label": "Red", "labels": {"de": "Rot"}, "swatch": "#ff0000"},
    {"value": "4", "label": "Red again"}
   ]}
 ]}
}}
"""


def listed(client: ClientConfig) -> Inputs:
    """The inputs of a client once its sources were looked through."""
    inputs = Inputs()
    with looked_through(client, NO_CACHE) as current:
        listed = current.listing({})
        inputs.list_all = lambda: listed
    return inputs


def read(folder: Path, text: str | bytes = TEXT, **config: Any) -> tuple[Attribute, ...]:
    (folder / "attributes.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "source").mkdir(exist_ok=True)
    client = ClientConfig(
        name="shop",
        output=folder,
        package="shop",
        base=folder,
        **{"sources": ("source",), "attributes_from": "attributes.json", **config},
    )
    attributes, problems = shop_attributes(client, MAGENTO2, listed(client))
    if problems:
        raise CodegenError(str(problems[0]))
    return attributes


def test_all_that_the_file_says_is_read(tmp_path: Path) -> None:
    color, size = read(tmp_path)
    assert color == Attribute(
        entity="catalog_product",
        code="color",
        input="select",
        backend="int",
        label="Color",
        labels=(("de", "Farbe"), ("fr", "Couleur")),
        required=True,
        scope="store",
        user_defined=True,
        applies_to=("simple",),
        sets=("Default",),
        swatch="visual",
        options=(Option(value="4", label="Red", labels=(("de", "Rot"),), swatch="#ff0000"),),
        origin=Origin("attributes.json", 6),
    )
    assert (size.code, size.origin, size.user_defined) == ("size", Origin("attributes.json", 4), False)


@pytest.mark.parametrize(
    ("described", "kind"),
    [
        ({"input": "text", "type": "varchar"}, AttributeKind.TEXT),
        ({"input": "text", "type": "int"}, AttributeKind.INTEGER),
        ({"input": "text", "type": "decimal"}, AttributeKind.NUMBER),
        ({"input": "price", "type": "decimal"}, AttributeKind.NUMBER),
        ({"input": "textarea", "type": "text"}, AttributeKind.TEXT),
        (
            {"input": "boolean", "type": "int", "options": [{"value": "1"}, {"value": "0"}]},
            AttributeKind.BOOLEAN,
        ),
        ({"input": "date", "type": "datetime"}, AttributeKind.DATE),
        ({"input": "datetime", "type": "datetime"}, AttributeKind.MOMENT),
        ({"input": "select", "type": "int", "options": [{"value": "1"}]}, AttributeKind.OPTION),
        ({"input": "select", "type": "int"}, AttributeKind.INTEGER),
        ({"input": "multiselect", "type": "text", "options": [{"value": "1"}]}, AttributeKind.OPTIONS),
        ({"input": "multiselect", "type": "text"}, AttributeKind.TEXTS),
        ({"input": "media_image", "type": "varchar"}, AttributeKind.TEXT),
        ({"input": "weee", "type": "static"}, AttributeKind.ANY),
        ({"input": "", "type": "static"}, AttributeKind.ANY),
    ],
)
def test_the_kind_follows_from_input_and_column(
    tmp_path: Path, described: dict[str, Any], kind: AttributeKind
) -> None:
    text = json.dumps({"entities": {"customer": {"attributes": [{"code": "it", **described}]}}})
    assert [each.kind for each in read(tmp_path, text)] == [kind]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEXT.replace('"Color",', '"Color"'), "attributes.json:6:72: error unreadable-input malformed JSON"),
        (
            TEXT.replace('"code": "size", ', ""),
            ":4:3: error unreadable-input an attribute of `catalog_product` has no",
        ),
        (
            TEXT.replace('true, "scope"', '1, "scope"'),
            ":7:16: error unreadable-input `required` of an attribute",
        ),
        (
            TEXT.replace('"value": "4"', '"value": 4'),
            "`options` of an attribute of `catalog_product` can't be",
        ),
        (
            TEXT.replace('"size"', '"color"'),
            ":6: error unreadable-input attribute `catalog_product.color` is there twice",
        ),
        ("[]", ":1:1: error unreadable-input the document is no object"),
        ("{}", "has no `entities`"),
        ('{"entities": {"customer": {}}}', ":1:27: error unreadable-input `customer` has no `attributes`"),
        ('{"entities": {"customer": {"attributes": {}}}}', "`attributes` of `customer` is no list"),
        ("{} {}", "malformed JSON: Extra data"),
        ("", "malformed JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        ("[" * 100_000, "malformed JSON"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(CodegenError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "magento-codegen fetch" in str(caught.value)


def test_a_file_that_is_not_there_is_named_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(CodegenError, match=r"none\.json: no such file; `attributes_from` names") as caught:
        read(tmp_path, attributes_from="none.json")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("source", ["wsdl", "wsdl/one.wsdl", "."])
def test_the_file_beside_fetched_wsdls_is_found_by_itself(tmp_path: Path, source: str) -> None:
    (tmp_path / "wsdl").mkdir()
    (tmp_path / "wsdl" / "one.wsdl").write_text("<definitions/>", "utf-8")
    if source == "wsdl/one.wsdl":
        (tmp_path / "wsdl" / "attributes.json").write_text(TEXT, "utf-8")
    found = read(tmp_path, sources=(source,), attributes_from="")
    assert [each.code for each in found] == ["color", "size"]


def test_a_file_that_is_looked_for_and_not_there_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "wsdl").mkdir()
    (tmp_path / "wsdl" / "one.wsdl").write_text("<definitions/>", "utf-8")
    client = ClientConfig(name="x", sources=("wsdl",), output=tmp_path, package="x", base=tmp_path)
    inputs = listed(client)
    assert shop_attributes(client, MAGENTO2, inputs) == ((), ())
    assert inputs.hashes == {"wsdl/../attributes.json": MISSING}
    other = listed(client)
    assert shop_attributes(client, OTHER, other) == ((), ())
    assert other.hashes == {}


def test_the_example_and_the_golden_case_keep_to_the_schema() -> None:
    schema = json.loads((schemas() / "attributes.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    cases = Path(__file__).parents[1] / "cases"
    for path in (
        EXAMPLE / "magento1" / "attributes.json",
        EXAMPLE / "magento2-wsdl" / "attributes.json",
        cases / "m2_shop_attributes" / "attributes.json",
    ):
        jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text("utf-8")))
