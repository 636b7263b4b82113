"""The snapshot of a Magento 1's attributes, from a SOAP server of PHP's own and from answers that are none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codegen.diagnostics import CodegenError
from codegen.machine.data_folders import schemas
from codegen.shop.asking import Refused
from codegen.shop.attributes.document import text_of
from codegen.shop.attributes.magento1 import read_attributes
from codegen.shop.magento1 import Call, Magento1Api
from codegen.shop.runtime import ApiUser
from tests.command_line import Run
from tests.conftest import require_php
from tests.peers.magento1 import Answers, Magento1, serving_magento1
from tests.peers.replay import Answer, ReplayServer

USER = {"MAGENTO_API_USER": "robot", "MAGENTO_API_KEY": "s3cret"}
COLOR, SIZES, NAME, SEASON = 92, 133, 71, 140
STORES = [
    {"store_id": "2", "code": "de", "name": "Deutsch"},
    {"store_id": "1", "code": "default", "name": "English"},
]
EMPTY = {"value": "", "label": ""}


def listed(number: int, code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "attribute_id": str(number),
        "code": code,
        "type": kind,
        "required": "0",
        "scope": "store",
        **more,
    }


ANSWERS: Answers = {
    "store.list": {(): STORES},
    "catalog_product_attribute_set.list": {(): [{"set_id": "9", "name": "Shoes"}, {"set_id": "4", "name": "Default"}]},
    "catalog_product_attribute.list": {
        ("4",): [
            listed(NAME, "name", "text", required="1"),
            listed(COLOR, "color", "select", scope="global"),
            {"attribute_id": None, "code": "entity_id", "type": None, "required": None, "scope": "global"},
        ],
        ("9",): [listed(NAME, "name", "text", required="1"), listed(SIZES, "sizes", "multiselect")],
    },
    "catalog_product_attribute.info": {
        (str(COLOR),): {
            "attribute_code": "color",
            "apply_to": ["virtual", "simple"],
            "frontend_label": [{"store_id": 0, "label": "Color"}, {"store_id": 2, "label": "Farbe"}],
        },
        (str(NAME),): {"apply_to": [], "frontend_label": [{"store_id": 0, "label": "Name"}]},
        (str(SIZES),): {"apply_to": [], "frontend_label": [{"store_id": "0", "label": None}]},
    },
    "catalog_product_attribute.options": {
        (str(COLOR),): [EMPTY, {"value": "12", "label": "Blue"}, {"value": "4", "label": " Red "}],
        (str(COLOR), "de"): [EMPTY, {"value": "12", "label": "Blau"}, {"value": "4", "label": "Red"}],
        (str(COLOR), "default"): [EMPTY, {"value": "12", "label": "Blue"}, {"value": "4", "label": "Red"}],
        (str(SIZES),): [{"label": "Women", "value": [{"value": "36", "label": "36"}]}],
        (str(SIZES), "de"): [],
        (str(SIZES), "default"): [],
    },
    "catalog_category_attribute.list": {(): [listed(SEASON, "season", "select"), listed(41, "name", "text")]},
    "catalog_category_attribute.options": {
        (str(SEASON),): [{"value": "21", "label": "Summer"}],
        (str(SEASON), "de"): [{"value": "21", "label": "Sommer"}],
        (str(SEASON), "default"): [{"value": "21", "label": "Summer"}],
    },
}  # fmt: skip
PRODUCTS = [
    {
        "code": "color",
        "input": "select",
        "scope": "global",
        "user_defined": True,
        "sets": ["Default"],
        "label": "Color",
        "labels": {"de": "Farbe"},
        "applies_to": ["simple", "virtual"],
        "options": [
            {"value": "4", "label": "Red"},
            {"value": "12", "label": "Blue", "labels": {"de": "Blau"}},
        ],
    },
    {
        "code": "name",
        "input": "text",
        "required": True,
        "scope": "store",
        "sets": ["Default", "Shoes"],
        "label": "Name",
    },
    {
        "code": "sizes",
        "input": "multiselect",
        "scope": "store",
        "user_defined": True,
        "sets": ["Shoes"],
        "options": [{"value": "36", "label": "36"}],
    },
]
CUSTOMERS = "customer and customer_address: Magento 1's API tells nothing of their attributes"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Magento1]:
    require_php()
    with serving_magento1(tmp_path / "shop") as server:
        server.holds(ANSWERS)
        yield server


def test_fetch_asks_the_shops_own_api(tmp_path: Path, run: Run, shop: Magento1) -> None:
    done = run("fetch", shop.url, "-o", "out", env=USER)
    assert done.returncode == 0, done.stderr
    assert "3 files fetched, 0 failed" in done.stderr
    assert f"warning attributes-lacking {CUSTOMERS}" in done.stderr
    text = (tmp_path / "out" / "attributes.json").read_text("utf-8")
    document = json.loads(text)
    assert document["entities"]["catalog_product"] == {"sets": ["Default", "Shoes"], "attributes": PRODUCTS}
    season = document["entities"]["catalog_category"]["attributes"][1]
    assert season["options"] == [{"value": "21", "label": "Summer", "labels": {"de": "Sommer"}}]
    assert document["lacking"] == [CUSTOMERS]
    assert "s3cret" not in text + done.stderr
    schema = json.loads((schemas() / "attributes.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert run("fetch", shop.url, "-o", "again", env=USER).returncode == 0
    assert (tmp_path / "again" / "attributes.json").read_text("utf-8") == text


def test_many_attributes_are_asked_for_in_few_requests(tmp_path: Path, run: Run, shop: Magento1) -> None:
    numbers = [str(number) for number in range(1, 121)]
    shop.holds(
        {
            **ANSWERS,
            "catalog_product_attribute_set.list": {(): [{"set_id": "4", "name": "Default"}]},
            "catalog_product_attribute.list": {
                ("4",): [listed(int(each), f"a{each}", "text") for each in numbers]
            },
            "catalog_product_attribute.info": {
                (each,): {"apply_to": [], "frontend_label": [{"store_id": 0, "label": f"Label {each}"}]}
                for each in numbers
            },
        }
    )
    assert run("fetch", shop.url, "-o", "out", env=USER).returncode == 0
    document = json.loads((tmp_path / "out" / "attributes.json").read_text("utf-8"))
    found = {each["code"]: each["label"] for each in document["entities"]["catalog_product"]["attributes"]}
    assert found == {f"a{each}": f"Label {each}" for each in numbers}
    assert shop.requests == {"login": 1, "multiCall": 9, "endSession": 1}


def test_what_was_fetched_types_the_package(tmp_path: Path, run: Run, shop: Magento1) -> None:
    assert run("fetch", shop.url, "-o", "out", env=USER).returncode == 0
    done = run("generate", "--source", "out/v2.wsdl", "--output", "package")
    assert done.returncode == 0, done.stderr
    stub = (tmp_path / "package" / "attributes" / "catalog_product.pyi").read_text("utf-8")
    assert "    color: KeyedAttribute[Color]\n" in stub
    assert "    sizes: KeyedAttribute[list[Sizes]]\n" in stub
    assert "name: " not in stub


def test_what_may_not_be_read_is_named_once_and_the_rest_kept(
    tmp_path: Path, run: Run, shop: Magento1
) -> None:
    shop.holds(ANSWERS, "store.list", "catalog_product_attribute.info", "catalog_category_attribute.list")
    done = run("fetch", shop.url, "-o", "out", env=USER)
    assert done.returncode == 0, done.stderr
    document = json.loads((tmp_path / "out" / "attributes.json").read_text("utf-8"))
    assert document["lacking"] == [
        "catalog_category_attribute.list: fault 2 Access denied.",
        "catalog_product_attribute.info: fault 2 Access denied.",
        CUSTOMERS,
        "store.list: fault 2 Access denied.",
    ]
    assert list(document["entities"]) == ["catalog_product"]
    color = document["entities"]["catalog_product"]["attributes"][0]
    assert color["options"] == [{"value": "4", "label": "Red"}, {"value": "12", "label": "Blue"}]
    assert ["catalog_product_attribute.options", [str(COLOR), "de"]] not in shop.calls


def test_a_login_that_is_refused_is_told_without_the_key(tmp_path: Path, run: Run, shop: Magento1) -> None:
    done = run("fetch", shop.url, "-o", "out", env={**USER, "MAGENTO_API_KEY": "s3cret-wrong"})
    assert done.returncode == 3
    assert f"{shop.url}: no login: fault 2" in done.stderr
    assert "Access denied." in done.stderr
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b"<html>Down for maintenance</html>", 200, (("Content-Type", "text/html"),)), "no login: "),
        (Answer(b"{}", 503), "no login: HTTP 503"),
    ],
)
def test_a_login_without_an_answer_ends_all(replay: ReplayServer, answer: Answer, told: str) -> None:
    replay.add("POST", "/api/soap/", answer)
    with Magento1Api(replay.url, ApiUser("robot", "s3cret")) as shop, pytest.raises(CodegenError, match=told):
        shop.ask([("store.list", [])])


def test_other_credentials_are_told_whose_attributes_are(tmp_path: Path, run: Run, shop: Magento1) -> None:
    done = run("fetch", shop.url, "-o", "out", env={"MAGENTO_TOKEN": "t"})
    assert done.returncode == 0, done.stderr
    assert "2 files fetched, 0 failed" in done.stderr
    assert "are for users of its SOAP API: MAGENTO_API_USER and MAGENTO_API_KEY" in done.stderr


class Without:
    """The same answers without a server: `wrong` replaces what some paths answer."""

    def __init__(self, wrong: dict[str, Any]) -> None:
        self.wrong = wrong

    def __call__(self, calls: Sequence[Call]) -> list[Any]:
        return [
            self.wrong.get(path, ANSWERS[path].get(tuple(given), Refused("fault 3"))) for path, given in calls
        ]


@pytest.mark.parametrize("wrong", ["", 7, [7], {"a": 1}, [{}], None, [None]])
@pytest.mark.parametrize("path", ANSWERS)
def test_answers_that_are_none_of_magentos_cost_no_more_than_themselves(path: str, wrong: Any) -> None:
    entities, lacking = read_attributes(Without({path: wrong}))
    text_of(entities, lacking)
    assert all(line == CUSTOMERS or line.startswith(f"{path}: ") for line in lacking)
    assert "catalog_product" in entities or path.startswith("catalog_product")


def test_an_order_of_its_own_changes_no_byte() -> None:
    turned = {
        path: {key: value[::-1] if isinstance(value, list) else value for key, value in known.items()}
        for path, known in ANSWERS.items()
    }

    def ask(calls: Sequence[Call]) -> list[Any]:
        return [turned[path][tuple(given)] for path, given in calls]

    assert text_of(*read_attributes(ask)) == text_of(*read_attributes(Without({})))
