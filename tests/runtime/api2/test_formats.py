"""The XML and the JSON answer of one call mean the same."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from runtime.api2.body import decode_body, encode_body, wire_value
from runtime.api2.values import plain
from runtime.errors import RequestError
from runtime.xml.documents import BadXml

from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.exchanges import FOLDERS, Exchange, load, typed_call

_FORM_KEY = re.compile(rb"form_key(?:/|\\/)\w+")
"""Part of a product's URL that is new in every session."""


def _token(exchange: Exchange) -> str:
    found = re.search('oauth_token="([^"]+)"', exchange.headers.get("authorization", ""))
    return found[1] if found else ""


def _decoded(openmage: Generated, exchange: Exchange) -> Any:
    call = typed_call(exchange, openmage.api, openmage.symbols)
    assert call is not None
    constant = f"{call.attribute}_{call.method}".upper()
    modules = [value.module for value in openmage.symbols.services.values()]
    for module in modules:
        resources = __import__(f"{openmage.package.__name__}.resources.{module}", fromlist=["*"])
        if hasattr(resources, constant):
            answer = _FORM_KEY.sub(b"form_key/x", exchange.answer)
            return getattr(resources, constant).decode(answer, exchange.content_type)
    raise AssertionError(constant)


@pytest.mark.parametrize("folder", FOLDERS)
def test_recorded_pairs_are_equal(openmage: Generated, corpus: Path, folder: str) -> None:
    """Wherever the same user asked for the same thing in both formats, the models are equal."""
    pairs: dict[tuple[str, str], list[Exchange]] = defaultdict(list)
    for exchange in load(corpus, folder):
        if exchange.method == "GET" and exchange.status == 200:
            pairs[exchange.url, _token(exchange)].append(exchange)
    compared = 0
    for exchanges in pairs.values():
        json_ones = [item for item in exchanges if "json" in item.content_type]
        xml_ones = [item for item in exchanges if "xml" in item.content_type]
        for mine in json_ones[:1]:
            for its in xml_ones:
                told = json.dumps(without_false(json.loads(mine.answer))).encode()
                mine = Exchange(**{**vars(mine), "answer": told})
                assert _decoded(openmage, mine) == _decoded(openmage, its), (mine.name, its.name)
                compared += 1
    assert compared >= 7


def without_false(value: Any) -> Any:
    """A value with null for false, which XML can't tell from it."""
    if isinstance(value, dict):
        return {key: without_false(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_false(item) for item in value]
    return None if value is False else value


def test_false_stays_false() -> None:
    assert decode_body(b'{"a": false, "b": [false]}', "application/json") == {"a": False, "b": [False]}


def render_as_magento(value: Any) -> bytes:
    """XML as Mage_Api2_Model_Renderer_Xml writes it, for keys that are XML names."""
    root = etree.Element("magento_api")
    _render(root, value)
    return etree.tostring(root, xml_declaration=True)


def _render(element: Any, value: Any) -> None:
    if isinstance(value, dict | list):
        keyed = value if isinstance(value, dict) else dict(enumerate(value))
        numbered = re.fullmatch(r"\d+", "".join(map(str, keyed))) is not None
        for key, item in keyed.items():
            _render(etree.SubElement(element, "data_item" if numbered else str(key)), item)
    elif value is True:
        element.text = "1"
    elif value is not None and value is not False:
        element.text = str(value)


def test_every_recorded_json_answer_reads_the_same_as_xml(openmage: Generated, corpus: Path) -> None:
    compared = 0
    for folder in FOLDERS:
        for exchange in load(corpus, folder):
            if "json" not in exchange.content_type or exchange.status != 200 or exchange.method != "GET":
                continue
            value = without_false(json.loads(exchange.answer, parse_float=str))
            twin = Exchange(
                **{
                    **vars(exchange),
                    "answer": render_as_magento(value),
                    "answer_headers": {"content-type": "application/xml; charset=utf-8"},
                }
            )
            told = Exchange(**{**vars(exchange), "answer": json.dumps(value).encode()})
            assert _decoded(openmage, told) == _decoded(openmage, twin), exchange.name
            compared += 1
    assert compared > 80


_text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8).filter(
    lambda text: "\ufffe" not in text and "\uffff" not in text
)
_keys = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(
    lambda key: not key.startswith("data_item")
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_keys, _values, min_size=1, max_size=4))
def test_any_answer_reads_the_same_in_both_formats(value: dict[str, Any]) -> None:
    as_json = decode_body(json.dumps(without_false(value)).encode(), "application/json")
    assert as_json == decode_body(render_as_magento(value), "application/xml")


@given(st.dictionaries(_keys, _values, min_size=1, max_size=4))
def test_any_request_says_the_same_in_both_formats(value: dict[str, Any]) -> None:
    sent = wire_value(value, Any, "data")
    expected = plain(sent)
    assert decode_body(encode_body(sent, "json"), "application/json") == expected
    assert decode_body(encode_body(sent, "xml"), "text/xml") == expected


def test_numbers_keep_their_text() -> None:
    assert plain(json.loads('{"a": 10.50}', parse_float=str)) == {"a": "10.50"}
    assert decode_body(b'{"a": 10.50, "b": 7}', "application/json") == {"a": "10.50", "b": "7"}


def test_keys_that_begin_no_tag_come_back() -> None:
    document = b"<magento_api><data_item_5>x</data_item_5><name>y</name></magento_api>"
    assert decode_body(document, "text/xml") == {"5": "x", "name": "y"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("", b'<?xml version="1.0"?><magento_api><sku>A</sku></magento_api>'), ("text/html", b'{"sku": "A"}')],
)
def test_an_unusable_content_type_falls_back_to_the_body(content_type: str, body: bytes) -> None:
    assert decode_body(body, content_type) == {"sku": "A"}


def test_xml_refuses_what_it_cannot_carry() -> None:
    with pytest.raises(RequestError, match=r"magento_api\.a: .*control character"):
        encode_body({"a": "\x00"}, "xml")
    with pytest.raises(RequestError, match="'1a' can't be the name"):
        encode_body({"1a": "x"}, "xml")


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><magento_api>&a;</magento_api>',
        b"<magento_api><a></magento_api>",
        b"<magento_api>" + b"<a>" * 300 + b"</a>" * 300 + b"</magento_api>",
    ],
)
def test_hostile_xml_is_one_error(body: bytes) -> None:
    with pytest.raises(BadXml):
        decode_body(body, "text/xml")


def test_request_bodies() -> None:
    entry = {"name": "Ü & <x>", "is_in_stock": True, "types": ["image", "thumbnail"], "special_price": None}
    sent = wire_value(entry, Any, "data")
    assert json.loads(encode_body(sent, "json")) == {**entry, "is_in_stock": 1}
    assert encode_body(sent, "xml").decode() == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<magento_api><name>Ü &amp; &lt;x&gt;</name><is_in_stock>1</is_in_stock><types><data_item>image</data_item>"
        "<data_item>thumbnail</data_item></types><special_price/></magento_api>"
    )
