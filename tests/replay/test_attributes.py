"""The attributes of the recorded shop, of every kind: each recorded value is decoded, each recorded write reproduced.

The metadata is what the shop answered; what a value is in Python, and what is written, stands in tables here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from codegen.config import Selection
from codegen.shop.attributes.document import text_of
from codegen.shop.attributes.magento2 import read_attributes
from tests.peers.replay import Answer
from tests.replay.conftest import RecordedServer
from tests.replay.exchanges import FOLDER
from tests.runtime.soap.packages import build

SERVICE = "catalogProductRepositoryV1"
STORES = [{"id": 0, "code": "admin"}, {"id": 1, "code": "default"}, {"id": 2, "code": "fr"}]


def recorded(corpus: Path, name: str) -> Any:
    return json.loads((corpus / FOLDER / "exchanges-2" / f"{name}.json").read_bytes())


def answer(corpus: Path, name: str) -> Any:
    return json.loads(recorded(corpus, f"eav/{name}")["response"]["body"])


def metadata(corpus: Path) -> str:
    """`attributes.json` of what the shop answered about its attributes."""
    french = {"lab_select_025335": answer(corpus, "options_store_fr_select")}
    of_modules = [answer(corpus, f"module_attribute_get_{kind}") for kind in ("int", "decimal")]
    datetimes = {
        **of_modules[0],
        "attribute_code": "labx_datetime_030221",
        "backend_type": "datetime",
        "attribute_id": 0,
    }

    def ask(route: str, scope: str) -> Any:
        match urlsplit(route).path:
            case "/V1/store/storeViews":
                return STORES
            case "/V1/products/attributes":
                listed = answer(corpus, "product_attributes_all")["items"]
                items = [*listed, *of_modules, datetimes]
                if scope == "fr":
                    items = [
                        {**each, "options": french.get(each["attribute_code"], each["options"])}
                        for each in items
                    ]
                return {"items": items, "total_count": len(items)}
            case "/V1/categories/attributes":
                return answer(corpus, "category_attributes")
            case "/V1/attributeMetadata/customer":
                return answer(corpus, "meta_customer")
            case "/V1/attributeMetadata/customerAddress":
                return answer(corpus, "meta_customerAddress")
            case "/V1/products/attribute-sets/sets/list":
                return answer(corpus, "attribute_sets_products")
            case _:
                return answer(corpus, "attribute_set_attributes")

    entities, lacking = read_attributes(ask)
    assert lacking == []
    return text_of(entities, lacking)


@pytest.fixture(scope="module", params=["rest", "soap"])
def package(
    request: pytest.FixtureRequest, corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> ModuleType:
    folder = tmp_path_factory.mktemp("attributes")
    (folder / "attributes.json").write_text(metadata(corpus), "utf-8")
    wsdl = corpus / FOLDER / "wsdl" / f"{SERVICE}.wsdl"
    return build(
        f"attributes_{request.param}",
        [corpus / FOLDER / "xml", wsdl] if request.param == "rest" else [wsdl],
        folder,
        protocol=request.param,
        attributes_from=str(folder / "attributes.json"),
        include=Selection(services=(SERVICE,), attributes=("*",)),
    )


@pytest.fixture
def values(package: ModuleType) -> ModuleType:
    return package.attributes.catalog_product


def written(values: ModuleType) -> dict[str, dict[str, Any]]:
    """By recording, what is set, by Python name, for it."""
    select, multiselect = values.LabSelect025335, values.LabMultiselect025335
    return {
        "eav/value_boolean_str1": {"lab_boolean_025335": True},
        "eav/value_boolean_int0": {"lab_boolean_025335": False},
        "eav/value_date_iso": {"lab_date_025335": date(2026, 3, 4)},
        "eav/value_date_z": {"lab_date_025335": datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)},
        "eav/value_datetime_plain": {"lab_datetime_025335": datetime(2026, 3, 4, 5, 6, 7)},
        "eav/value_datetime_iso_t": {"lab_datetime_025335": datetime(2026, 3, 4, 5, 6, 7)},
        "eav/value_decimal_text": {"lab_decimal_text_025335": "12.75"},
        "eav/value_empty": {"lab_textarea_025335": ""},
        "eav/value_multiselect_csv": {"lab_multiselect_025335": list(multiselect)},
        "eav/value_null": {"lab_text_025335": None},
        "eav/value_price_string": {"lab_price_025335": 12.5},
        "eav/value_select_id_string": {"lab_select_025335": select.RED},
        "eav/value_select_unknown": {"lab_select_025335": 999999},
        "eav/value_store_fr": {"lab_text_025335": "Bonjour"},
        "eav/value_text_string": {"lab_text_025335": "a & b <c>"},
        "eav/value_textarea_crlf": {"lab_textarea_025335": "line 1\r\nline 2 – ü"},
        "eav/module_value_int_number": {"labx_int_030221": 7},
        "eav/module_value_decimal_number": {"labx_decimal_030221": 1.25},
        "eav/module_value_datetime": {"labx_datetime_030221": datetime(2026, 5, 6, 7, 8, 9)},
        "eav/special_price_null_a": {"special_price": None},
        "soap/value_boolean_1": {"lab_boolean_025335": True},
        "soap/value_date": {"lab_date_025335": date(2027, 1, 2)},
        "soap/value_multiselect_csv": {"lab_multiselect_025335": list(multiselect)},
        "soap/value_price": {"lab_price_025335": 3.5},
        "soap/value_select": {"lab_select_025335": select.from_label("Red")},
        "soap/value_text": {"lab_text_025335": "soap & text"},
        "soap/value_empty": {"lab_textarea_025335": ""},
        "soap/product_save_scalars_a": {
            "description": "<b>Größe & Maß</b>",
            "special_price": 3.25,
            "special_from_date": datetime(2026, 1, 2),
            "news_from_date": date(2026, 2, 3),
            "gift_message_available": values.GiftMessageAvailable.YES,
            "tax_class_id": values.TaxClassId(2),
        },
    }


def meaning(value: Any) -> Any:
    """A value as the server understands it: numbers are text to it, and of a moment it takes the parts."""
    if value is None:
        return None
    text = re.sub(r"^(\d{4}-\d\d-\d\d)T([\d:]+)Z?$", r"\1 \2", str(value))
    return re.sub(r"^(\d{4}-\d\d-\d\d) 00:00:00$", r"\1", text)


def sent_rest(body: bytes) -> dict[str, Any]:
    entries = json.loads(body)["product"]["custom_attributes"]
    return {each["attribute_code"]: meaning(each["value"]) for each in entries}


def sent_soap(body: bytes) -> dict[str, Any]:
    found = {}
    for item in etree.fromstring(body).iter("customAttributes"):
        for entry in item:
            value = entry.find("value")
            nil = value is not None and value.get("{http://www.w3.org/2001/XMLSchema-instance}nil") == "true"
            found[entry.findtext("attributeCode")] = (
                None if value is None or nil else meaning("".join(value.itertext()))
            )
    return found


def save(package: ModuleType, server: RecordedServer, exchange: Any, given: dict[str, Any]) -> bytes:
    """Save a product through the public client against a server that answers as recorded; the body that it got."""
    body = exchange["response"]["body"].encode()
    kind = next(value for name, value in exchange["response"]["headers"] if name.lower() == "content-type")
    server.play_all([Answer(body, exchange["response"]["status"], (("Content-Type", kind),))])
    product = package.models.catalog.Product(sku="A-1")
    for name, value in given.items():
        setattr(product.custom_attributes, name, value)
    options = package.RequestOptions(store="all")
    with package.Client(server.url, auth=package.BearerToken("token")) as shop:
        if "rest" in package.__name__:
            shop.catalog.product_repository.update(sku="A-1", product=product, options=options)
        else:
            shop.catalog.product_repository.save(product=product, options=options)
    return server.requests[-1].body


def test_each_recorded_write_is_what_a_typed_value_sends(
    corpus: Path, package: ModuleType, values: ModuleType, recorded_server: RecordedServer
) -> None:
    kind = "eav" if "rest" in package.__name__ else "soap"
    read = sent_rest if kind == "eav" else sent_soap
    checked = 0
    for name, given in written(values).items():
        if not name.startswith(kind):
            continue
        exchange = recorded(corpus, name)
        wanted = read(exchange["request"]["body"].encode())
        assert read(save(package, recorded_server, exchange, given)) == wanted, name
        checked += 1
    assert checked == (20 if kind == "eav" else 8)


def test_what_the_server_refused_no_typed_value_sends(
    corpus: Path, package: ModuleType, values: ModuleType, recorded_server: RecordedServer
) -> None:
    kind = "eav" if "rest" in package.__name__ else "soap"
    read = sent_rest if kind == "eav" else sent_soap
    accepted = recorded(corpus, f"{kind}/value_multiselect_csv")
    sizes = [str(each.value) for each in values.LabMultiselect025335]
    body = save(
        package, recorded_server, accepted, {"lab_multiselect_025335": sizes, "lab_boolean_025335": True}
    )
    assert read(body) == {"lab_multiselect_025335": "15,16,22", "lab_boolean_025335": "1"}
    assert b"true" not in body


READ = {
    "lab_date_025335": datetime(2026, 3, 4, 5, 6, 7),
    "lab_datetime_025335": datetime(2026, 3, 4, 5, 6, 7),
    "lab_boolean_025335": False,
    "lab_select_025335": 999999,
    "lab_price_025335": 0.0,
    "lab_decimal_text_025335": "12.75",
    "lab_text_025335": None,
    "lab_weee_025335": [],
    "category_ids": [],
    "has_options": "0",
}


def expected(package: ModuleType, values: ModuleType) -> Iterator[tuple[str, Any]]:
    rest = "rest" in package.__name__
    multiselect, select = values.LabMultiselect025335, values.LabSelect025335
    if rest:
        yield from READ.items()
        yield "lab_multiselect_025335", [multiselect.RED]
    else:
        yield "lab_date_025335", date(2027, 1, 2)
        yield "lab_datetime_025335", datetime(2027, 1, 2, 3, 4, 5)
        yield "lab_boolean_025335", False
        yield "lab_select_025335", select.RED
        yield "lab_multiselect_025335", [multiselect.RED, multiselect.GROSSE_M, multiselect.BLUE]
        yield "lab_price_025335", 3.5
    yield "msrp_display_actual_price_type", values.MsrpDisplayActualPriceType(0)
    yield "tax_class_id", values.TaxClassId(2)
    yield "options_container", values.OptionsContainer("container2")


def get(package: ModuleType, server: RecordedServer, exchange: Any) -> Any:
    kind = next(value for name, value in exchange["response"]["headers"] if name.lower() == "content-type")
    server.play_all([Answer(exchange["response"]["body"].encode(), 200, (("Content-Type", kind),))])
    with package.Client(server.url, auth=package.BearerToken("token"), store="all") as shop:
        return shop.catalog.product_repository.get(sku="ev-025335-1")


@pytest.mark.filterwarnings("ignore:attribute .* has the option")
def test_each_recorded_value_is_decoded_to_its_type(
    corpus: Path, package: ModuleType, values: ModuleType, recorded_server: RecordedServer
) -> None:
    name = "eav/product_with_all_values" if "rest" in package.__name__ else "soap/values_get"
    custom = get(package, recorded_server, recorded(corpus, name)).custom_attributes
    for attribute, value in expected(package, values):
        found = getattr(custom, attribute)
        assert (attribute, found) == (attribute, value)
        assert isinstance(found, type(value))


def test_reading_and_writing_back_changes_nothing(
    corpus: Path, package: ModuleType, recorded_server: RecordedServer
) -> None:
    rest = "rest" in package.__name__
    exchange = recorded(corpus, "eav/product_with_all_values" if rest else "soap/values_get")
    custom = get(package, recorded_server, exchange).custom_attributes
    before = {key: meaning(value) for key, value in custom.as_dict().items() if value not in ([], "", None)}
    given = {entry: getattr(custom, entry) for entry in before}
    body = save(package, recorded_server, exchange, given)
    sent = (sent_rest if rest else sent_soap)(body)
    assert {key: number(value) for key, value in sent.items()} == {
        key: number(value) for key, value in before.items()
    }


def number(text: str) -> Any:
    """A text that is a number, as one: `3.500000` is 3.5."""
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def test_labels_of_every_store_are_known(values: ModuleType) -> None:
    select = values.LabSelect025335
    assert (select.RED.label, select.RED.label_in("fr"), select.GROSSE_M.label_in("default")) == (
        "Red",
        "Rot",
        "Größe M",
    )
    assert select.from_label("Rot") is select.RED
    with pytest.raises(ValueError, match="is that of none"):
        select.from_label("Schwarz")


@pytest.mark.parametrize("kind", ["visual", "text"])
def test_swatches_are_selects_whose_swatches_no_answer_tells(
    corpus: Path, values: ModuleType, kind: str
) -> None:
    """The shop was given swatches (`swatch_visual`, `swatch_text`) and answers with a select (Magento_Swatches)."""
    code = f"lab_swatch_{kind}_025335"
    entities = json.loads(metadata(corpus))["entities"]
    known = {each["code"]: each for each in entities["catalog_product"]["attributes"]}[code]
    assert (known["input"], "swatch" in known) == ("select", False)
    assert [set(option) for option in known["options"]] == [{"value", "label"}] * 2
    options = getattr(values, f"LabSwatch{kind.title()}025335")
    assert [each.name for each in options] == ["RED", "GROSSE_M"]
    assert options.RED.swatch == ""
