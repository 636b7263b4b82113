"""What the codec writes and reads, form by form."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree
from pydantic import BaseModel, Field
from runtime.errors import RequestError
from runtime.models.base import KeyedList
from runtime.omit import OMIT
from runtime.soap.criteria import Filters
from runtime.soap.dialects import DIALECTS, Definition
from runtime.soap.operation import SoapOperation
from runtime.soap.tables import Kind
from runtime.soap.v1_data import from_plain

from tests.runtime.soap import shop_models
from tests.runtime.soap.shop import DEFINITION, GET, PLACES, TYPES, answer, getting, kind_of, plainly, saving
from tests.runtime.soap.shop_models import Pair

WSI, V2, V1, XMLRPC = (DIALECTS[mode] for mode in ("wsi", "v2", "v1", "xmlrpc"))


def body(data: bytes) -> str:
    """The content of a request's body, without the envelope's declarations."""
    element = etree.fromstring(data)[-1][0]
    text = etree.tostring(element, encoding="unicode")
    return re.sub(r' xmlns:(ns\d|e|xsd|xsi|SOAP-ENC)="[^"]*"', "", text)


def sent(model: str, value: Any, dialect: Any = WSI) -> str:
    """A value as it is written, without the element around it."""
    text = body(saving(model).encode({"data": value}, dialect=dialect))
    return text.partition("<data")[2].partition(">")[2].rpartition("</data>")[0]


def read(kind: str, content: str) -> Any:
    """The value of a result element."""
    return getting(kind).decode(answer(content))


@pytest.mark.parametrize(
    ("kind", "content", "value"),
    [
        ("s", "<r> x </r>", " x "),
        ("s", "<r/>", ""),
        ("s", '<r xsi:nil="true"/>', None),
        ("i", "<r>12</r>", 12),
        ("i", "<r> 12 </r>", 12),
        ("i", "<r/>", None),
        ("i", "<r>1.5</r>", 1.5),
        ("i", "<r>n/a</r>", "n/a"),
        ("i", "<r> </r>", None),
        *((letter, "<r> <a>1</a></r>", {"a": "1"}) for letter in "indby"),
        ("n", "<r>1.50</r>", 1.5),
        ("n", "<r></r>", None),
        ("b", "<r>1</r>", True),
        ("b", "<r>false</r>", False),
        ("b", "<r/>", None),
        ("b", "<r>maybe</r>", "maybe"),
        ("y", "<r>AAE=</r>", b"\x00\x01"),
        ("[s", "<r/>", []),
        ("[i", "<r><item>1</item><item>2</item></r>", [1, 2]),
        ("[s", "<r><complexObjectArray>a</complexObjectArray></r>", ["a"]),
        ("[s", '<r E:arrayType="xsd:string[0]"/>', []),
        ("+s", "<r>a</r><r>b</r>", ["a", "b"]),
        ("{s", '<r xsi:type="a:Map"><item><key>k</key><value>v</value></item></r>', {"k": "v"}),
        (".part", "<r><name>n</name><qty>2</qty></r>", {"name": "n", "qty": 2.0}),
        (".part", "<r/>", {}),
        (".part", "<r><name>n</name><new>x</new><new>y</new></r>", {"name": "n", "new": ["x", "y"]}),
        (".part", "<r><n:name>n</n:name></r>", {"name": "n"}),
        (".part", '<r xsi:type="a:Map"><item><key>qty</key><value>2</value></item></r>', {"qty": 2.0}),
        (".camel", "<r><typeID>a</typeID><uRlKey>b</uRlKey></r>", {"type_id": "a", "u_rl_key": "b"}),
        ("#key,value.pair", "<r><item><key>k</key><value>v</value></item></r>", [{"key": "k", "value": "v"}]),
        ("*", "<r><xsd:string>3</xsd:string><xsd:int>4</xsd:int></r>", ["3", 4]),
        ("*", '<r xsi:type="xsd:int">3</r>', 3),
        ("*", '<r xsi:type="xsd:double">1.5</r>', 1.5),
        ("*", '<r xsi:type="E:Array"><a>1</a></r>', ["1"]),
        ("*", '<r xsi:type="n:part"><qty>2</qty></r>', {"qty": 2.0}),
        (
            "*",
            '<r E:arrayType="xsd:int[2]"><x xsi:type="xsd:int">1</x><x xsi:type="xsd:boolean">0</x></r>',
            [1, False],
        ),
        ("*", "<r><a>1</a><a>2</a><b/></r>", {"a": ["1", "2"], "b": ""}),
        (
            ".inline",
            "<r><line>a</line><part><qty>1</qty></part><line>b</line></r>",
            {"line": ["a", "b"], "part": [{"qty": 1.0}]},
        ),
        (
            ".address",
            '<r kind="home"><o:street xmlns:o="urn:other">x</o:street></r>',
            {"kind": "home", "street": "x"},
        ),
        (".price", '<r currency="EUR">1.5</r>', {"amount": 1.5, "currency": "EUR"}),
        (".price", '<r currency="EUR"><net>1</net></r>', {"net": "1", "currency": "EUR"}),
        (
            ".either",
            "<r><more><item><key>k</key><value>v</value></item></more></r>",
            {"more": [{"key": "k", "value": "v"}]},
        ),
        (
            ".either",
            "<r><more><single><item><key>k</key><value>v</value></item></single></more></r>",
            {"more": {"single": [{"key": "k", "value": "v"}]}},
        ),
    ],
)
def test_values_are_read(kind: str, content: str, value: Any) -> None:
    assert read(kind, content) == value


def test_a_void_answer_is_none() -> None:
    assert getting("").decode(b"") is None
    assert getting("").decode(answer("")) is None


def test_the_response_element_may_itself_be_the_value() -> None:
    assert getting(".part", whole=True).decode(answer("<name>n</name><qty>1</qty>")) == {
        "name": "n",
        "qty": 1.0,
    }


def test_soap12_names_its_result_first() -> None:
    content = '<rpc:result xmlns:rpc="http://www.w3.org/2003/05/soap-rpc">info</rpc:result><info>x</info>'
    assert read("s", content) == "x"


def test_references_are_followed() -> None:
    content = '<r><item id="ref1"><name>n</name></item><item href="#ref1"/></r>'
    assert read("[.part", content) == [{"name": "n"}, {"name": "n"}]


def test_self_referring_models_are_read() -> None:
    assert read(".product", "<r><parent><parent><sku>x</sku></parent></parent></r>") == {
        "parent": {"parent": {"sku": "x"}}
    }


@pytest.mark.parametrize(
    ("model", "value", "document", "rpc"),
    [
        ("part", {"name": "a<&>\r", "qty": 2}, "<name>a&lt;&amp;&gt;&#13;</name><qty>2</qty>", None),
        ("part", {"name": None}, '<name xsi:nil="true"/>', '<name xsi:nil="true"/>'),
        (
            "part",
            {"name": OMIT, "qty": Decimal("1.50")},
            "<qty>1.50</qty>",
            '<qty xsi:type="xsd:double">1.50</qty>',
        ),
        ("part", {"name": 5}, "<name>5</name>", '<name xsi:type="xsd:string">5</name>'),
        (
            "product",
            {"active": True, "id": "7", "tags": ["a"]},
            "<id>7</id><active>true</active><tags><complexObjectArray>a</complexObjectArray></tags>",
            '<id xsi:type="xsd:int">7</id><active xsi:type="xsd:boolean">true</active>'
            '<tags SOAP-ENC:arrayType="xsd:string[1]" xsi:type="SOAP-ENC:Array">'
            '<item xsi:type="xsd:string">a</item></tags>',
        ),
        (
            "product",
            {"more": {"k": "v"}},
            "<more><complexObjectArray><key>k</key><value>v</value></complexObjectArray></more>",
            '<more SOAP-ENC:arrayType="ns1:pair[1]" xsi:type="SOAP-ENC:Array"><item xsi:type="ns1:pair">'
            '<key xsi:type="xsd:string">k</key><value xsi:type="xsd:string">v</value></item></more>',
        ),
        (
            "product",
            {"any": ["3", 4]},
            "<any><complexObjectArray>3</complexObjectArray><complexObjectArray>4</complexObjectArray></any>",
            None,
        ),
        (
            "product",
            {"any": {"a": 1}},
            "<any><a>1</a></any>",
            '<any xsi:type="ns2:Map"><item><key xsi:type="xsd:string">a</key>'
            '<value xsi:type="xsd:int">1</value></item></any>',
        ),
        (
            "product",
            {"any": []},
            "<any/>",
            '<any SOAP-ENC:arrayType="xsd:ur-type[0]" xsi:type="SOAP-ENC:Array"/>',
        ),
        ("product", {"image": b"\x00\x01"}, "<image>AAE=</image>", None),
        ("inline", {"line": ["a", "b"]}, "<line>a</line><line>b</line>", None),
        ("camel", {"url_key": "k", "typeId": "t"}, "<typeId>t</typeId><uRLKey>k</uRLKey>", None),
        (
            "labels",
            {"labels": {"a": "b"}},
            "<labels><item><key>a</key><value>b</value></item></labels>",
            None,
        ),
        ("address", {"street": "x"}, '<q:street xmlns:q="urn:other">x</q:street>', None),
        (
            "either",
            {"more": {"single": {"k": "v"}}},
            "<more><complexObjectArray><key>k</key><value>v</value></complexObjectArray></more>",
            None,
        ),
    ],
)
def test_values_are_written(model: str, value: Any, document: str, rpc: str | None) -> None:
    assert sent(model, value) == document
    if rpc is not None:
        assert sent(model, value, V2) == rpc


def test_a_list_becomes_the_model_that_holds_it_in_rpc() -> None:
    written = sent("either", {"more": [{"key": "k", "value": "v"}]}, V2)
    assert written.startswith('<more xsi:type="ns1:holder"><single SOAP-ENC:arrayType="ns1:pair[1]"')


def test_attributes_and_text_are_written() -> None:
    text = body(saving("price").encode({"data": {"amount": 1.5, "currency": 'E"'}}, dialect=WSI))
    assert '<data currency="E&quot;">1.5</data>' in text


class Part(BaseModel, extra="allow"):
    """A model as the generator makes them."""

    name: str | None = None
    quantity: float | None = Field(None, alias="qty")


def test_models_send_what_was_set() -> None:
    assert sent("part", Part(qty=2)) == "<qty>2</qty>"
    assert sent("part", Part(name=None, qty=2)) == '<name xsi:nil="true"/><qty>2</qty>'
    assert sent("product", {"any": Part(qty=2)}) == "<any><qty>2</qty></any>"
    assert sent("camel", shop_models.Camel(type_id="a", salable=True)) == "<typeId>a</typeId>"


def test_a_null_goes_where_a_server_takes_it() -> None:
    """Magento 2 answers with nulls that it refuses to take, and only a model can be such an answer."""
    magento2 = DIALECTS["magento2"]
    null = '<name>n</name><qty xsi:nil="true"/>'
    assert sent("part", Part(name="n", qty=None)) == null
    assert sent("part", {"name": "n", "qty": None}, magento2) == null
    assert sent("part", Part(name="n", qty=None), magento2) == "<name>n</name>"


def test_the_type_of_a_list_s_items_is_named_where_it_is_one() -> None:
    assert 'arrayType="xsd:int[2]"' in sent("product", {"any": [1, 2]}, V2)
    assert 'arrayType="xsd:ur-type[2]"' in sent("product", {"any": [1, None]}, V2)


def test_a_null_in_an_answer_of_v1_keeps_its_place() -> None:
    names: SoapOperation[Any] = SoapOperation(DEFINITION, "get", result=lambda: list[str], path="a.b")
    assert names.typed(["a", None, "c"]) == ["a", None, "c"]


def test_a_double_of_xmlrpc_is_a_float() -> None:
    """A Decimal is for those who asked for one."""
    double = b"<methodResponse><params><param><value><double>1.5</double></value></param></params></methodResponse>"
    found = getting("n").decode(double)
    assert (type(found), found) == (float, 1.5)


@pytest.mark.parametrize(
    ("model", "value", "message"),
    [
        ("part", {"nam": "x"}, "data: part has no field 'nam'; did you mean 'name'"),
        ("part", Part(color="x"), "data: part has no field 'color'"),
        ("product", {"parts": [{"qty": "many"}]}, "data.parts.0.qty: needs a number, not str 'many'"),
        ("product", {"parts": {"qty": 1}}, "data.parts: needs a list, not dict"),
        ("product", {"parts": "x"}, "data.parts: needs a list"),
        ("product", {"id": 1.5}, "data.id: needs an integer"),
        ("product", {"active": "yes"}, "data.active: needs a boolean"),
        ("product", {"price": float("nan")}, "data.price: needs a number"),
        ("product", {"sku": ["x"]}, "data.sku: needs text"),
        ("product", {"sku": "a\x00"}, r"data.sku: the character U\+0000 can't be written in XML"),
        ("product", {"sku": "\ud800"}, r"U\+D800"),
        ("product", {"parent": {"parent": {"id": "x"}}}, "data.parent.parent.id: needs an integer"),
        ("product", {"any": object()}, "data.any: can't send object"),
        ("product", {"any": {"<": 1}}, "can't be the name of an element"),
        ("product", 5, "data: needs a product or a mapping, not int 5"),
        ("camel", {"salable": True}, "can only be read"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(model: str, value: Any, message: str) -> None:
    with pytest.raises(RequestError, match=f"save: .*{message}"):
        sent(model, value)


def test_unknown_arguments_are_refused() -> None:
    with pytest.raises(RequestError, match="no argument 'sku' in this mode; it has product, store"):
        GET.encode({"sku": 1}, "s")


def test_unknown_fields_pass_when_asked() -> None:
    text = body(saving("part").encode({"data": {"new": "x", "name": "n"}}, dialect=WSI, unknown=True))
    assert "<name>n</name><new>x</new>" in text


def test_arguments_have_the_names_of_each_mode() -> None:
    assert body(GET.encode({"product": "1"}, "S", dialect=WSI)) == (
        "<ns1:productInfoRequestParam><sessionId>S</sessionId><productId>1</productId></ns1:productInfoRequestParam>"
    )
    assert "<storeView xsi:type=" in body(GET.encode({"product": "1", "store": "de"}, "S", dialect=V2))


def test_v1_arguments_go_by_position() -> None:
    assert GET.positional({"product": "1"}) == ["1"]
    assert GET.positional({"store_code": "de"}) == [None, "de"]
    assert b"<name>" not in GET.encode({"product": "1"}, "S", dialect=XMLRPC)
    assert b"product.info" in GET.encode({"product": "1"}, "S", dialect=V1)


@pytest.mark.parametrize(
    ("model", "value", "plain"),
    [
        ("product", {"more": {"k": "v"}, "tags": ("a",)}, {"more": {"k": "v"}, "tags": ["a"]}),
        (
            "filters",
            Filters().where("a", "eq", 1).where("b", "in", ["x", "y"]).between("c", 1, 2),
            {"a": "1", "b": {"in": ["x", "y"]}, "c": {"from": "1", "to": "2"}},
        ),
        ("codes", {"attributes": ["a"], "additional_attributes": ["b"]}, ["a", "b"]),
        ("labels", {"labels": {"a": "b"}}, {"labels": {"a": "b"}}),
        ("either", {"more": [{"key": "k", "value": "v"}]}, {"more": {"single": {"k": "v"}}}),
    ],
)
def test_models_become_the_maps_of_v1(model: str, value: Any, plain: Any) -> None:
    assert saving(model).positional({"data": value}) == [plain]


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        ("s", 5, "5"),
        ("s", 1.0, "1"),
        ("s", True, "1"),
        ("i", "5", 5),
        ("i", "", None),
        ("i", True, 1),
        ("n", "x", "x"),
        ("b", 0, False),
        (".part", [], {}),
        (".part", "", None),
        (".part", {"qty": "2", "new": 1}, {"qty": 2.0, "new": 1}),
        ("[s", {"3": 1, "7": 2}, ["1", "2"]),
        ("[s", "", []),
        ("#key,value.pair", {"k": "v"}, [{"key": "k", "value": "v"}]),
        ("{s", [1], {"0": "1"}),
    ],
)
def test_plain_answers_take_the_shape_of_models(kind: str, plain: Any, value: Any) -> None:
    assert from_plain(plain, kind_of(kind), DEFINITION.parsed) == value


@pytest.mark.parametrize(
    ("declared", "items", "kind"),
    [
        (str, None, kind_of("s")),
        (int, None, kind_of("i")),
        (float, None, kind_of("n")),
        (bool, None, kind_of("b")),
        (bytes, None, kind_of("y")),
        (Any, None, kind_of("*")),
        (str | None, None, kind_of("s")),
        (shop_models.Part, None, kind_of(".part")),
        (list[shop_models.Part], None, kind_of("[.part")),
        (list[str], "", kind_of("+s")),
        (list[str], "{urn:x}row", Kind("[", Kind("s"), name="{urn:x}row")),
        (KeyedList[Pair], None, replace(kind_of("#key,value.pair"), kept_in=KeyedList)),
        (dict[str, int], None, kind_of("{i")),
        (list[str] | shop_models.Part, None, Kind("?", kind_of("[s"), kind_of(".part"))),
        (str | int | bool, None, kind_of("*")),
    ],
)
def test_the_kind_of_a_type(declared: Any, items: str | None, kind: Kind) -> None:
    assert DEFINITION.parsed.kind(declared, items) == kind


def test_threads_see_whole_decoders_only() -> None:
    found: list[Any] = []

    def decode(operation: SoapOperation[Any]) -> None:
        found.append(operation.decode(answer("<r><last>1</last></r>")))

    for _ in range(20):
        definition = Definition(("v2",), "urn:Shop", PLACES, TYPES)
        operation = plainly(SoapOperation(definition, "get"), ".wide")
        threads = [threading.Thread(target=decode, args=(operation,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [{"last": 1}] * 80
