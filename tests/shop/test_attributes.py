"""The snapshot of a shop's attributes: what is asked, what is kept, and that the same shop gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest

from codegen.machine.data_folders import schemas
from codegen.shop.asking import Refused
from codegen.shop.attributes.document import text_of
from codegen.shop.attributes.magento2 import read_attributes
from tests.command_line import Run
from tests.shop.test_snapshot import TOKEN, Shop, shop

__all__ = ["shop"]

STORES = [{"id": 0, "code": "admin"}, {"id": 1, "code": "default"}, {"id": 2, "code": "de"}]
LABELS = {"all": "Red", "default": "Red", "de": "Rot"}


def color(scope: str) -> dict[str, Any]:
    return {
        "attribute_id": 1093,
        "attribute_code": "color",
        "frontend_input": "select",
        "backend_type": "int",
        "is_required": False,
        "is_user_defined": True,
        "scope": "global",
        "apply_to": ["virtual", "simple"],
        "default_frontend_label": "Color",
        "frontend_labels": [{"store_id": 2, "label": "Farbe"}, {"store_id": 1, "label": "Color"}],
        "options": [
            {"label": " ", "value": ""},
            {"label": "Blue", "value": "12"},
            {"label": LABELS[scope], "value": "4"},
        ],
    }


def plain(number: int, scope: str) -> dict[str, Any]:
    return {
        "attribute_id": number,
        "attribute_code": f"a{number}",
        "frontend_input": "text",
        "backend_type": "varchar",
    }


class Answers:
    """A Magento 2 with 201 attributes of products; `refused` are parts of routes that it doesn't let one ask."""

    def __init__(self, *refused: str, reverse: bool = False) -> None:
        self.refused = refused
        self.reverse = reverse
        self.asked: list[str] = []

    def __call__(self, route: str, scope: str) -> Any:
        self.asked.append(f"{scope} {urlsplit(route).path}")
        if any(part in route for part in self.refused):
            raise Refused("HTTP 401 The consumer isn't authorized to access %resources.")
        parts = urlsplit(route)
        if parts.path == "/V1/store/storeViews":
            return STORES[::-1] if self.reverse else STORES
        if parts.path == "/V1/attributeMetadata/customer":
            groups = [{"label": "Main", "options": [{"label": "\u00a0 Shop", "value": "1"}]}]
            return [
                {
                    "attribute_code": "store_id",
                    "frontend_input": "select",
                    "backend_type": "static",
                    "options": groups,
                },
                {
                    "attribute_code": "nick",
                    "frontend_input": "text",
                    "frontend_label": "Nick",
                    "user_defined": True,
                    "required": True,
                },
            ]
        if parts.path == "/V1/products/attribute-sets/4/attributes":
            return [{"attribute_code": "color"}, {"attribute_code": "a7"}]
        if parts.path == "/V1/attributeMetadata/customerAddress":
            return []
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        size, page = int(query["searchCriteria[pageSize]"]), int(query["searchCriteria[currentPage]"])
        items = {
            "/V1/products/attributes": [color(scope), *(plain(each, scope) for each in range(200))],
            "/V1/categories/attributes": [plain(500, scope)],
            "/V1/products/attribute-sets/sets/list": [
                {"attribute_set_id": 4, "attribute_set_name": "Default"}
            ],
        }[parts.path]
        if self.reverse:
            items = items[::-1]
        last = (len(items) - 1) // size + 1
        start = (min(page, last) - 1) * size
        return {"items": items[start : start + size], "total_count": len(items)}


def document(answers: Answers) -> str:
    return text_of(*read_attributes(answers))


def test_labels_of_all_stores_and_sets_are_kept() -> None:
    entities = json.loads(document(Answers()))["entities"]
    assert sorted(entities) == ["catalog_category", "catalog_product", "customer", "customer_address"]
    products = {each["code"]: each for each in entities["catalog_product"]["attributes"]}
    assert len(products) == 201
    assert products["color"] == {
        "code": "color",
        "input": "select",
        "type": "int",
        "label": "Color",
        "labels": {"de": "Farbe"},
        "scope": "global",
        "user_defined": True,
        "applies_to": ["simple", "virtual"],
        "sets": ["Default"],
        "options": [
            {"value": "4", "label": "Red", "labels": {"de": "Rot"}},
            {"value": "12", "label": "Blue"},
        ],
    }
    assert entities["catalog_product"]["sets"] == ["Default"]
    assert products["a7"]["sets"] == ["Default"]
    customer = {each["code"]: each for each in entities["customer"]["attributes"]}
    assert customer["nick"] == {
        "code": "nick",
        "input": "text",
        "label": "Nick",
        "required": True,
        "user_defined": True,
    }
    assert customer["store_id"]["options"] == [{"value": "1", "label": "Shop"}]


def test_the_same_shop_gives_the_same_bytes_in_whatever_order_it_answers() -> None:
    assert document(Answers()) == document(Answers(reverse=True))
    validator = jsonschema.Draft202012Validator(
        json.loads((schemas() / "attributes.schema.json").read_text("utf-8"))
    )
    validator.validate(json.loads(document(Answers("storeViews", "categories"))))


@pytest.mark.parametrize(
    ("refused", "lacking", "kept"),
    [
        ("/V1/categories", "catalog_category: HTTP 401", {"catalog_product", "customer", "customer_address"}),
        ("/V1/store/storeViews", "store views: HTTP 401", None),
        ("attribute-sets", "attribute sets: HTTP 401", None),
        ("Metadata/customerAddress", "customer_address: HTTP 401", {"catalog_category", "catalog_product", "customer"}),
    ],
)  # fmt: skip
def test_what_may_not_be_read_is_named_and_the_rest_kept(
    refused: str, lacking: str, kept: set[str] | None
) -> None:
    data = json.loads(document(Answers(refused)))
    assert [line.startswith(lacking) for line in data["lacking"]] == [True]
    assert set(data["entities"]) == (
        kept or {"catalog_category", "catalog_product", "customer", "customer_address"}
    )


def test_fetch_writes_them_beside_the_wsdls(tmp_path: Path, run: Run, shop: Shop) -> None:
    item = {**color("all"), "options": []}
    listed = json.dumps({"items": [item], "total_count": 1}).encode()
    first = (
        "/rest/all/V1/products/attributes?searchCriteria%5BpageSize%5D=100&searchCriteria%5BcurrentPage%5D=1"
    )
    order = "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bfield%5D=attribute_id"
    order += "&searchCriteria%5BsortOrders%5D%5B0%5D%5Bdirection%5D=ASC"
    shop.answers = {first + order: listed}
    shop.broken = {"/rest/all/V1/attributeMetadata/customer"}
    done = run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": TOKEN})
    assert done.returncode == 0, done.stderr
    assert "6 files fetched, 0 failed" in done.stderr
    assert "warning attributes-lacking customer: HTTP 500 Internal Error" in done.stderr
    written = json.loads((tmp_path / "out" / "attributes.json").read_text("utf-8"))
    assert [each["code"] for each in written["entities"]["catalog_product"]["attributes"]] == ["color"]
    assert dict(shop.asked)[first + order] == TOKEN
    assert "attributes.json" in json.loads((tmp_path / "out" / "fetch.json").read_text("utf-8"))["files"]


def test_a_guest_asks_for_no_attributes(tmp_path: Path, run: Run, shop: Shop) -> None:
    assert run("fetch", shop.url, "-o", "out", "--guest").returncode == 0
    assert not [path for path, _ in shop.asked if "/V1/" in path]
