"""What is sent: paths, queries, bodies, stores."""

from __future__ import annotations

import json
import warnings
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from runtime.client.options import RequestOptions
from runtime.errors import RequestError
from runtime.http.exchange import Core, CoreOptions
from runtime.http.messages import Request
from runtime.http.urls import camel_keys, flatten
from runtime.models.base import KeyedList, Model
from runtime.models.encode import encode
from runtime.omit import OMIT
from runtime.rest.operation import RestOperation, StoreScopeWarning, body, path, query
from runtime.search.criteria import SearchCriteria

from tests.runtime.shop import (
    DELETE,
    GET,
    GET_LIST,
    SAVE,
    UPDATE,
    Attribute,
    Picking,
    Product,
    ProductExtension,
    StockItem,
)

BASE = "https://shop.example"


def request(
    operation: RestOperation[Any],
    options: RequestOptions | None = None,
    store: str | None = "",
    **arguments: Any,
) -> Request:
    core = Core(CoreOptions(base_url=BASE, store=store), None)
    return operation.request(core, arguments, options)


def sent(operation: RestOperation[Any], **arguments: Any) -> Any:
    return json.loads(request(operation, **arguments).content)


@pytest.mark.parametrize(
    ("sku", "expected"),
    [
        ("24-MB01", "24-MB01"),
        ("with space", "with%20space"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ("pct%20sku", "pct%2520sku"),
        ("plus+sku", "plus%2Bsku"),
        ("ünï-☃", "%C3%BCn%C3%AF-%E2%98%83"),
        ("quote\"'", "quote%22%27"),
        ("dot.sku", "dot.sku"),
        ("...", "..."),
        (7, "7"),
        (True, "1"),
    ],
)
def test_path_variables_are_encoded(sku: Any, expected: str) -> None:
    assert request(GET, sku=sku).url == f"/rest/V1/products/{expected}"


@pytest.mark.parametrize("sku", ["", " ", ".", "..", None, OMIT])
def test_what_would_change_the_route_is_refused(sku: Any) -> None:
    with pytest.raises(RequestError, match="can't be a part of a path"):
        request(GET, sku=sku)


def test_optional_query_parameters_are_left_out() -> None:
    url = request(GET, sku="a", editMode=False, storeId=OMIT, tags=["x y"]).url
    assert url == "/rest/V1/products/a?editMode=0&tags%5B%5D=x%20y"


def test_a_search_always_sends_its_criteria() -> None:
    assert request(GET_LIST).url == "/rest/V1/products?searchCriteria="
    assert "searchCriteria%5Bpage_size%5D=2" in request(GET_LIST, searchCriteria=SearchCriteria().page(2)).url
    assert "searchCriteria%5Bpage_size%5D=2" in request(GET_LIST, searchCriteria={"page_size": 2}).url
    with pytest.raises(RequestError, match="SearchCriteria"):
        request(GET_LIST, searchCriteria="x")


def test_a_projection_and_further_parameters_go_into_the_query() -> None:
    options = RequestOptions(fields=("items", ["sku"]), extra_query={"x": {"y": 1}})
    assert request(GET_LIST, options).url == (
        "/rest/V1/products?searchCriteria=&fields=items%5Bsku%5D%2Ctotal_count&x%5By%5D=1"
    )
    assert request(GET_LIST, RequestOptions(fields="items[sku]")).url.endswith("&fields=items%5Bsku%5D")
    assert request(GET, RequestOptions(fields="sku"), sku="a").url == "/rest/V1/products/a?fields=sku"


def test_the_store_is_in_the_path() -> None:
    assert request(GET, store=None, sku="a").url == "/rest/V1/products/a"
    assert request(GET, store="de", sku="a").url == "/rest/de/V1/products/a"
    assert request(GET, RequestOptions(store="all"), "de", sku="a").url == "/rest/all/V1/products/a"
    assert request(GET, RequestOptions(store=""), "de", sku="a").url == "/rest/V1/products/a"
    assert request(GET, store="a/b", sku="a").url == "/rest/a%2Fb/V1/products/a"
    with pytest.raises(RequestError):
        request(GET, store="..", sku="a")


def test_a_write_without_a_chosen_store_warns() -> None:
    with pytest.warns(StoreScopeWarning, match='store="all"') as caught:
        request(SAVE, store=None, product={})
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        request(SAVE, store="", product={})
        request(SAVE, store="all", product={})
        request(GET, store=None, sku="a")
        request(DELETE, store=None, sku="a")
        request(
            RestOperation[bool]("POST", "/V1/orders/{id}/cancel", (path("id"),), acl=("a",)), store=None, id=1
        )
        request(RestOperation[None]("POST", "/V1/guest-carts", access="anonymous"), store=None)


def test_a_body_holds_what_was_given_only() -> None:
    assert sent(SAVE, product=Product(sku="a", price=None), saveOptions=OMIT) == {
        "product": {"sku": "a", "price": None}
    }
    assert sent(SAVE, product=Product(name="b"), saveOptions=False) == {
        "product": {"name": "b"},
        "saveOptions": False,
    }
    assert sent(SAVE) == {}
    assert request(DELETE, sku="a").content == b""
    assert "content-type" not in request(DELETE, sku="a").headers
    assert request(SAVE).headers["content-type"] == "application/json"


def test_partial_updates_send_what_was_changed_later() -> None:
    product = Product()
    product.name = "late"
    product.extension_attributes = ProductExtension(stock_item=StockItem(qty=3))
    assert sent(UPDATE, sku="a", product=product) == {
        "product": {"sku": "a", "name": "late", "extension_attributes": {"stock_item": {"qty": 3.0}}}
    }


@pytest.mark.parametrize(
    "product", [{"name": "n"}, {"name": "n", "sku": None}, Product(name="n"), {"sku": "a b"}]
)
def test_a_variable_of_the_path_is_said_in_the_body_too(product: Any) -> None:
    """The shop copies it there for a PUT with one body argument only."""
    made = request(UPDATE, sku="a b", product=product)
    assert made.url == "/rest/V1/products/a%20b"
    assert json.loads(made.content)["product"]["sku"] == "a b"
    assert not isinstance(product, Product) or product.sku is None


def test_a_variable_of_the_path_that_the_body_contradicts_is_refused() -> None:
    with pytest.raises(
        RequestError, match=r"sku='a' contradicts product\.sku='b'.*take 'sku' out of product"
    ):
        request(UPDATE, sku="a", product={"sku": "b"})


def test_maps_are_taken_as_they_are_but_for_names() -> None:
    given_map = {
        "sku": "a",
        "price": "19.90",
        "product_links": [{"sku": "b"}],
        "custom_attributes": {"color": "red", "tags": ["1", "2"]},
        "extension_attributes": {"stock_item": {"qty": Decimal("1.50")}},
    }
    assert sent(SAVE, product=given_map)["product"] == {
        **given_map,
        "custom_attributes": [
            {"attribute_code": "color", "value": "red"},
            {"attribute_code": "tags", "value": ["1", "2"]},
        ],
        "extension_attributes": {"stock_item": {"qty": "1.50"}},
    }


@pytest.mark.parametrize(
    ("product", "message"),
    [
        ({"skuu": "a"}, r"product has no field 'skuu'; did you mean 'sku'\?"),
        (Product(skuu="a"), r"product has no field 'skuu'; did you mean 'sku'\?"),  # type: ignore[call-arg]
        (
            {"extension_attributes": {"stock_itm": {}}},
            r"product\.extension_attributes has no field 'stock_itm'",
        ),
        ({"product_links": [{}, {"nme": 1}]}, r"product\.product_links\[1\] has no field 'nme'"),
        (
            {"custom_attributes": [{"attribute_cod": "x"}]},
            r"custom_attributes\[0\] has no field 'attribute_cod'",
        ),
        ({"sku": object()}, "no wire form"),
    ],
)
def test_unknown_fields_are_refused_before_sending(product: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        request(SAVE, product=product)


@pytest.mark.parametrize(
    ("product", "message"),
    [
        ("a", "product must be a Product or a map of its fields, not 'a'"),
        ([{"sku": "a"}], "product must be a Product"),
        ({"extension_attributes": {"stock_item": 5}}, "stock_item must be a StockItem"),
        ({"product_links": {"sku": "a"}}, "product.product_links must be a list"),
    ],
)
def test_what_is_no_object_or_list_is_refused_where_one_belongs(product: Any, message: str) -> None:
    with pytest.raises(RequestError, match=message):
        request(SAVE, product=product)
    request(SAVE, RequestOptions(allow_unknown_fields=True), product=product)


def test_unknown_fields_are_sent_when_that_is_asked_for() -> None:
    options = RequestOptions(allow_unknown_fields=True)
    sent_body = json.loads(request(SAVE, options, product=Product(brand="x")).content)  # type: ignore[call-arg]
    assert sent_body == {"product": {"brand": "x"}}
    assert json.loads(request(SAVE, options, product={"brand": {"a": 1}}).content) == {
        "product": {"brand": {"a": 1}}
    }


def test_camel_case_is_taken_as_magento_takes_it() -> None:
    given_map = {"typeId": "simple", "extensionAttributes": {"stockItem": {"isInStock": True}}}
    assert sent(SAVE, product=given_map) == {
        "product": {"type_id": "simple", "extension_attributes": {"stock_item": {"is_in_stock": True}}}
    }
    with pytest.raises(RequestError, match=r"product\.type_id is given twice"):
        request(SAVE, product={"typeId": "a", "type_id": "b"})


@pytest.mark.parametrize("value", ["\ud800", float("nan"), float("inf")])
def test_what_json_can_not_hold_is_refused(value: Any) -> None:
    with pytest.raises(RequestError, match="can't be sent as JSON"):
        request(SAVE, product={"name": value})


@pytest.mark.parametrize(
    "picking",
    [
        Picking(stock_id=1, note_text="n"),
        {"stock_id": 1, "note_text": "n"},
        {"stockId": 1, "noteText": "n"},
    ],
)
def test_what_a_constructor_takes_goes_by_the_names_of_its_parameters(picking: Any) -> None:
    pick = RestOperation[None]("POST", "/V1/pick", (body("picking", lambda: Picking),))
    assert sent(pick, picking=picking) == {"picking": {"stockId": 1, "note_text": "n"}}
    assert Picking.model_validate({"stock_id": 1}).stock_id == 1


def test_a_field_is_not_given_under_both_of_its_names() -> None:
    with pytest.raises(RequestError, match=r"picking\.stock_id is given twice"):
        encode({"stock_id": 1, "stockId": 2}, Picking, where="picking")


def test_a_decoded_answer_can_be_sent_again() -> None:
    content = b'{"id":1,"price":"9.5","custom_attributes":[{"attribute_code":"tags","value":["a"]}]}'
    product = GET.decode(content)
    assert product.custom_attributes is not None
    product.custom_attributes.set("color", "red")
    assert sent(SAVE, product=product) == {
        "product": {
            "id": 1,
            "price": 9.5,
            "custom_attributes": [
                {"attribute_code": "tags", "value": ["a"]},
                {"attribute_code": "color", "value": "red"},
            ],
        }
    }


def test_what_can_only_be_read_is_not_sent_back() -> None:
    product = GET.decode(b'{"extension_attributes":{"stock_item":{"qty":1,"show_message":false}}}')
    assert sent(SAVE, product=product) == {"product": {"extension_attributes": {"stock_item": {"qty": 1.0}}}}
    with pytest.raises(RequestError, match=r"stock_item\.show_message can only be read"):
        request(SAVE, product={"extension_attributes": {"stock_item": {"showMessage": True}}})


class Color(Enum):
    RED = "red"


def test_other_values_get_their_wire_form() -> None:
    assert encode({"a": (1, {3, 2}), "b": datetime(2026, 1, 2), "c": Color.RED, "d": True}) == {
        "a": [1, [2, 3]],
        "b": "2026-01-02 00:00:00",
        "c": "red",
        "d": True,
    }
    save_many = RestOperation[None]("POST", "/V1/x", (body("items", lambda: list[Product]), query("q")))
    assert sent(save_many, items=[{"sku": "a"}, Product(sku="b")]) == {"items": [{"sku": "a"}, {"sku": "b"}]}
    with pytest.raises(RequestError, match=r"items\[1\] has no field 'x'"):
        request(save_many, items=[{}, {"x": 1}])


def test_keyed_lists_are_maps_on_closer_look() -> None:
    product = Product(custom_attributes={"color": "red"})  # type: ignore[arg-type]
    attributes = product.custom_attributes
    assert isinstance(attributes, KeyedList)
    attributes.set("size", ["1"])
    attributes.set("color", "blue")
    assert attributes.as_dict() == {"color": "blue", "size": ["1"]}
    assert attributes.keys() == ["color", "size"]
    assert isinstance(attributes[1], Attribute)
    assert (attributes.get("size"), attributes.get("none"), attributes.get("none", 1)) == (["1"], None, 1)
    attributes.remove_key("color")
    attributes.remove_key("color")
    assert product.model_dump(exclude_unset=True) == {
        "custom_attributes": [{"attribute_code": "size", "value": ["1"]}]
    }
    assert Product(custom_attributes={"12": "by code"}).custom_attributes == [  # type: ignore[arg-type]
        Attribute(attribute_code="12", value="by code")
    ]


def test_a_keyed_list_is_made_from_a_map() -> None:
    made = KeyedList[Attribute]({"color": "4"})
    assert Product(custom_attributes=made).custom_attributes == [Attribute(attribute_code="color", value="4")]
    product = Product(sku="a")
    product.custom_attributes = made
    product.custom_attributes.set("size", "6,7")
    assert sent(SAVE, product=product)["product"]["custom_attributes"] == [
        {"attribute_code": "color", "value": "4"},
        {"attribute_code": "size", "value": "6,7"},
    ]


def test_a_keyed_list_takes_the_name_of_the_key_from_its_type() -> None:
    class Pair(Model):
        key: str | None = None
        value: Any = None

    class Filters(Model):
        filter: KeyedList[Pair] | None = None

    made = KeyedList[Pair]({"status": "pending"})
    assert Filters(filter=made).filter == [Pair(key="status", value="pending")]
    assert encode({"filter": made}, Filters) == {"filter": [{"key": "status", "value": "pending"}]}


def test_nested_query_parameters_are_written_in_camel_case() -> None:
    value = {"area": {"search_term": "DE", "radius": 5}, "sort": [{"sort_by": "name"}], "page_size": 2}
    assert dict(flatten("searchRequest", camel_keys(value))) == {
        "searchRequest[area][searchTerm]": "DE",
        "searchRequest[area][radius]": "5",
        "searchRequest[sort][0][sortBy]": "name",
        "searchRequest[pageSize]": "2",
    }
