"""Corners of models that no recorded shop shows: fields of several types, values of other libraries, mended places."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, PydanticUndefinedAnnotation
from runtime.errors import DecodeError, RequestError
from runtime.http.error_answers import api_error
from runtime.http.messages import Headers, Request, Response
from runtime.models.base import KeyedList, Model
from runtime.models.decode import decode, decode_value
from runtime.models.encode import encode
from runtime.models.nearest import nearest
from runtime.rest.xml import parse_xml

from tests.runtime.shop import Attribute, Product, StockItem


class Elsewhere(BaseModel):
    """A model that isn't generated."""

    sku: str
    weight: float = 1.0


class Mixed(Model):
    tags: list[str] | str | None = None
    parts: list[str] | None = None


def test_a_field_of_several_types_is_not_filled() -> None:
    assert Mixed().tags is None
    assert Mixed().parts == []


def test_what_fits_no_type_of_several_stays_as_it_came() -> None:
    read = decode(b'{"tags": [{"a": 1}], "parts": [1]}', "application/json", Mixed)
    assert isinstance(read, Mixed)
    assert (read.tags, read.parts) == ([{"a": 1}], ["1"])


def test_what_is_put_into_an_empty_list_that_was_read_is_of_its_type() -> None:
    product = decode(b'{"custom_attributes": []}', "application/json", Product)
    product.custom_attributes.set("color", "4")
    assert list(product.custom_attributes) == [Attribute(attribute_code="color", value="4")]


def test_a_model_of_another_library_sends_what_was_set() -> None:
    assert encode({"thing": Elsewhere(sku="A")}) == {"thing": {"sku": "A"}}


def test_the_values_of_a_map_are_sent_by_their_type() -> None:
    class Shelf(Model):
        by_name: dict[str, StockItem] | None = None

    stock = {"left": {"isInStock": True}, "right": StockItem(qty=1)}
    assert encode({"by_name": stock}, Shelf) == {
        "by_name": {"left": {"is_in_stock": True}, "right": {"qty": 1}}
    }
    with pytest.raises(RequestError, match=r"shelf\.by_name\.left has no field 'quantity'"):
        encode({"by_name": {"left": {"quantity": 1}}}, Shelf, where="shelf")


def test_a_type_that_is_not_there_is_told() -> None:
    class Lost(Model):
        part: NoSuchType | None = None  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(PydanticUndefinedAnnotation, match="NoSuchType"):
        Lost.model_rebuild()


def test_a_keyed_list_of_json_is_read_without_python_values_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The part that takes longest of a page of products: the list stays pydantic's own until it is read."""
    entry = b'{"attribute_code": "color", "value": "4"}'
    listed, mapped = (b'{"custom_attributes": %s}' % form for form in (b"[%s]" % entry, b'{"0": %s}' % entry))
    expected = decode(mapped, "application/json", Product)
    assert expected.custom_attributes.as_dict() == {"color": "4"}

    def refuse(value: object) -> bool:
        raise AssertionError(f"{value!r} was made into a value of Python first")

    monkeypatch.setattr("runtime.models.base.is_map", refuse)
    found = decode(listed, "application/json", Product)
    assert found == expected
    assert type(found.custom_attributes) is KeyedList


def test_a_model_of_a_function_is_built_with_the_classes_beside_it() -> None:
    class Box(Model):
        lid: Lid | None = None

    class Lid(Model):
        colour: str | None = None

    Box.model_rebuild()
    assert Box.model_validate({"lid": {"colour": "red"}}).lid == Lid(colour="red")


def test_nulls_among_the_numbers_of_a_table_keep_their_places() -> None:
    assert decode_value([[1, None], [None, 4]], list[list[int]], keep_nulls=True) == [[1, None], [None, 4]]


def test_a_map_with_a_null_that_it_can_not_hold_stays_as_it_came() -> None:
    class Sizes(Model):
        sku: str | None = None
        by_name: dict[str, int] | None = None

    read = decode(b'{"sku": 1, "by_name": {"S": "1", "M": null}}', "application/json", Sizes)
    assert isinstance(read, Sizes)
    assert (read.sku, read.by_name) == ("1", {"S": "1", "M": None})


def test_a_model_of_another_type_stays_where_it_was() -> None:
    item = StockItem(qty=1.0)
    found = decode_value([{"sku": "A"}, item], list[Product])
    assert found[0].sku == "A"
    assert found[1] is item


def test_a_key_is_compared_by_its_text() -> None:
    entries: KeyedList[Any] = KeyedList([Attribute(attribute_code="color", value="4")])
    assert entries.get("".join(["col", "or"])) == "4"


def test_exact_numbers_keep_their_digits() -> None:
    assert str(decode(b"1.10", "application/json", Decimal)) == "1.10"
    assert str(decode(b"[1.10]", "application/json", list[Decimal])[0]) == "1.10"


def test_the_only_valid_name_is_told() -> None:
    assert nearest("something else", ["sku"]) == "; valid are sku"
    assert nearest("something else", []) == ""


def test_malformed_json_is_shown_where_it_is() -> None:
    text = f'{{"a": "{"x" * 100}", "b": !!, "c": "{"y" * 100}"}}'
    with pytest.raises(DecodeError) as caught:
        decode(text.encode(), "application/json", Product)
    place = text.index("!!")
    assert repr(text[place - 30 : place + 30]) in str(caught.value)


def test_instructions_and_comments_in_xml_are_no_content() -> None:
    assert parse_xml(b"<r><a><?php echo 1 ?>t</a><!-- c --><b/></r>") == {"a": "t", "b": ""}


def test_details_of_an_error_may_be_plain_texts() -> None:
    body = {"message": "Refused", "errors": ["The first.", {"message": "The %1.", "parameters": ["second"]}]}
    request = Request(method="GET", url="http://shop/rest/V1/x")
    headers = Headers({"content-type": "application/json"})
    error = api_error(
        Response(status=400, headers=headers, content=json.dumps(body).encode(), request=request)
    )
    assert [item.message for item in error.errors] == ["The first.", "The second."]


def test_the_first_of_several_messages_is_the_error_s_own() -> None:
    entries = [{"code": 400, "message": "The first."}, {"code": 400, "message": "The second."}]
    request = Request(method="GET", url="http://shop/api/rest/x")
    headers = Headers({"content-type": "application/json"})
    content = json.dumps({"messages": {"error": entries}}).encode()
    error = api_error(Response(status=400, headers=headers, content=content, request=request))
    assert error.message == "The first."
    assert [item.message for item in error.errors] == ["The second."]
