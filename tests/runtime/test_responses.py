"""What comes back: typed values whatever the types say."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest
from hypothesis import given
from pydantic import Field
from runtime import errors
from runtime.client.operation import RawResponse
from runtime.errors import DecodeError
from runtime.models.base import KeyedList, Model
from runtime.models.decode import adapter_for, decode
from runtime.models.encode import encode
from runtime.rest.xml import parse_xml

from tests.runtime.any_json import json_values
from tests.runtime.server import Answer, serving
from tests.runtime.shop import GET, AsyncClient, Client, Product, ProductList


def read(value: Any, result_type: Any = Product) -> Any:
    return decode(json.dumps(value).encode(), "application/json; charset=utf-8", result_type)


def test_an_answer_that_keeps_to_its_types() -> None:
    product = read(
        {"id": 1, "price": 2, "custom_attributes": [{"attribute_code": "a", "value": [1]}], "new": {"x": 1}}
    )
    assert (product.id, product.price) == (1, 2.0)
    assert product.custom_attributes.as_dict() == {"a": [1]}
    assert product.model_extra == {"new": {"x": 1}}
    assert product.model_fields_set == {"id", "price", "custom_attributes", "new"}


@pytest.mark.parametrize(
    ("field", "sent", "expected"),
    [
        ("id", "7", 7),
        ("id", "x", "x"),
        ("id", 1.5, 1.5),
        ("id", [], []),
        ("id", {"a": 1}, {"a": 1}),
        ("name", 12, "12"),
        ("name", 1.5, "1.5"),
        ("name", True, True),
        ("name", ["a"], ["a"]),
        ("price", "n/a", "n/a"),
        ("price", "12.50", 12.5),
        ("visible", "1", True),
        ("visible", 2, 2),
        ("extension_attributes", "text", "text"),
        ("product_links", {"a": 1}, {"a": 1}),
        ("product_links", ["a"], ["a"]),
    ],
)
def test_a_value_of_another_type_is_kept(field: str, sent: Any, expected: Any) -> None:
    product = read({"sku": "a", field: sent, "type_id": "b"})
    value = getattr(product, field)
    assert value == expected
    assert type(value) is type(expected)
    assert (product.sku, product.type_id) == ("a", "b")
    assert field in product.model_fields_set


class Renamed(Model):
    copy_: str | None = Field(default=None, validation_alias="copy", serialization_alias="copy")


def test_a_value_of_another_type_is_kept_under_the_name_that_users_know() -> None:
    read_back = read({"copy": ["a"]}, Renamed)
    assert read_back.copy_ == ["a"]
    assert encode(read_back, allow_unknown=True) == {"copy": ["a"]}


def test_php_arrays_in_place_of_objects_and_lists() -> None:
    product = read(
        {
            "extension_attributes": [],
            "custom_attributes": {
                "0": {"attribute_code": "a", "value": 1},
                "3": {"attribute_code": "b", "value": 2},
            },
            "product_links": {"2": {"id": "5", "extension_attributes": {"stock_item": []}}},
        }
    )
    assert product.extension_attributes.stock_item is None
    assert product.custom_attributes.as_dict() == {"a": 1, "b": 2}
    assert product.product_links[0].extension_attributes.stock_item.qty is None
    assert read({"custom_attributes": []}).custom_attributes == []
    assert read({"items": None}, ProductList).items == []


@pytest.mark.filterwarnings("error")
def test_an_answer_that_lies_is_dumped_without_a_warning() -> None:
    body = b'{"id": "many", "price": ["1"], "custom_attributes": [{"attribute_code": 3, "value": {"a": 1}}]}'
    read = decode(body, "application/json", Product)
    assert (read.model_dump()["id"], read.model_dump(mode="json")["price"]) == ("many", ["1"])
    assert json.loads(read.model_dump_json(exclude_unset=True))["price"] == ["1"]
    with pytest.raises(Exception, match="Expected"):
        read.model_dump(warnings="error")


def test_many_odd_places_at_once() -> None:
    found = read(
        {
            "total_count": "2",
            "items": [None, {"id": "x", "product_links": [None, {"price": "?"}]}, {"id": 2}, "odd"],
        },
        ProductList,
    )
    assert found.total_count == 2
    assert found.items == [{"id": "x", "product_links": [{"price": "?"}]}, {"id": 2}, "odd"]
    found = read(
        {"items": [None, {"id": "x", "product_links": [None, {"price": "?"}]}, {"id": 2}]}, ProductList
    )
    assert [item.id for item in found.items] == ["x", 2]
    assert found.items[0].product_links[0].price == "?"


@pytest.mark.parametrize(
    ("value", "result_type", "expected"),
    [
        ("token", str, "token"),
        (5, str, "5"),
        ("2", int, 2),
        ("x", int, "x"),
        (True, bool, True),
        (1.5, float, 1.5),
        ([], str, None),
        ([], int, None),
        ([], bool, None),
        ([], None, None),
        ([], list[str], []),
        ([], Product, None),
        (["a"], list[str], ["a"]),
        ({"0": "a", "1": "b"}, list[str], ["a", "b"]),
        (["a", None], list[str], ["a"]),
        ([1, "x"], list[int], [1, "x"]),
        (None, Product, None),
        ({"a": [1]}, Any, {"a": [1]}),
        ({"a": 1}, dict[str, str], {"a": "1"}),
        ({"a": [1]}, dict[str, str], {"a": [1]}),
    ],
)
def test_results_of_all_kinds(value: Any, result_type: Any, expected: Any) -> None:
    assert read(value, result_type) == expected


def test_an_empty_body_is_no_value() -> None:
    assert decode(b"", "", None) is None
    for content in (b"", b" \n"):
        with pytest.raises(DecodeError, match="empty"):
            decode(content, "application/json", Product)


@given(json_values)
def test_no_json_fails_to_decode(value: Any) -> None:
    read(value)
    read(value, ProductList)
    read(value, list[Product])
    read(value, int)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'{"id": 1', "line 1 column 9"),
        (b'{\n "id": 1,\n "sku" "a"}', "line 3 column 8"),
        (b"\xff\xfe", "malformed JSON"),
    ],
)
def test_malformed_json_says_where(content: bytes, place: str) -> None:
    with (
        serving(lambda seen: Answer(content)) as server,
        Client(server.url) as shop,
        pytest.raises(DecodeError) as caught,
    ):
        shop.products.get(sku="a")
    assert place in str(caught.value)
    assert "GET /V1/products/{sku}" in str(caught.value)
    assert caught.value.response is not None
    assert caught.value.response.content == content


XML = b"""<?xml version="1.0"?>
<response><id>1</id><sku>&#xFC;</sku><price>11.25</price><visible>false</visible><name/>
<extension_attributes><website_ids><item>1</item></website_ids><stock_item><qty></qty></stock_item></extension_attributes>
<product_links/><custom_attributes><item><attribute_code>tags</attribute_code><value><item>1</item><item>2</item></value></item>
<item><attribute_code>color</attribute_code><value>red</value></item></custom_attributes></response>"""


def test_xml_decodes_to_the_same_model() -> None:
    product = decode(XML, "application/xml; charset=utf-8", Product)
    assert (product.id, product.sku, product.price, product.visible, product.name) == (
        1,
        "ü",
        11.25,
        False,
        "",
    )
    assert product.extension_attributes.website_ids == [1]
    assert product.extension_attributes.stock_item.qty is None
    assert product.product_links == []
    assert product.custom_attributes.as_dict() == {"tags": ["1", "2"], "color": "red"}
    assert decode(b"<response>false</response>", "text/xml", bool) is False
    assert decode(b"<response/>", "text/xml", list[str]) == []
    with pytest.raises(DecodeError, match="malformed XML"):
        decode(b"<response>", "application/xml", Product)


def test_xml_reads_nothing_but_itself() -> None:
    evil = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><response><sku>&x;</sku></response>'
    with pytest.raises(ValueError, match="DOCTYPE"):
        parse_xml(evil)
    assert parse_xml(b"<r><a>1</a><a>2</a><a>3</a><!-- c --></r>") == {"a": ["1", "2", "3"]}


def test_the_raw_answer_is_there_for_the_asking() -> None:
    with (
        serving(lambda seen: Answer({"id": 3}, headers={"X-Page": "7"})) as server,
        Client(server.url) as shop,
    ):
        raw: RawResponse[Product] = shop.with_raw_response(shop.products.get, sku="a")
        assert (raw.status, raw.headers["x-page"], raw.content) == (200, "7", b'{"id": 3}')
        assert raw.parse().id == 3
        assert shop.products.get(sku="a").id == 3
        with pytest.raises(errors.RequestError):
            shop.with_raw_response(len, "a")
        with pytest.raises(errors.RequestError, match="iter_list makes several requests"):
            shop.with_raw_response(shop.products.iter_list)


def test_the_async_client_gives_raw_answers_of_single_requests_only() -> None:
    async def main(url: str) -> RawResponse[Product]:
        async with AsyncClient(url) as shop:
            with pytest.raises(errors.RequestError, match="iter_list makes several requests"):
                await shop.with_raw_response(shop.products.iter_list)  # type: ignore[arg-type]
            return await shop.with_raw_response(shop.products.get, sku="a")

    with serving(lambda seen: Answer({"id": 3})) as server:
        assert asyncio.run(main(server.url)).parse().id == 3


def test_models_are_built_once_by_any_number_of_threads() -> None:
    for _ in range(5):

        class Leaf(Model):
            value: int | None = None

        class Tree(Model):
            leaves: KeyedList[Leaf] | None = None
            name: str | None = None

        failures: list[BaseException] = []
        gate = threading.Barrier(8)

        def build(tree: type[Tree] = Tree, gate: threading.Barrier = gate, failures: Any = failures) -> None:
            gate.wait()
            try:
                assert tree(name="x").name == "x"
                assert adapter_for(tree).validate_python({"name": 1}).name == "1"
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=build) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []


def test_a_descriptor_decodes_on_its_own() -> None:
    assert GET.decode(b'{"id": 1}', "application/json").id == 1
    assert (GET.id, GET.method, GET.path) == ("GET /V1/products/{sku}", "GET", "/V1/products/{sku}")
