"""WSDLs of our own writing, each with something nasty in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.ir import (
    ANY,
    BINARY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    AnyType,
    Default,
    KeyedList,
    List,
    Map,
    ModelKind,
    Named,
    SoapStyle,
    Status,
    Union,
)
from codegen.readers.base import ReadOptions
from codegen.readers.wsdl import READER
from codegen.readers.wsdl.detect import wsdl_files
from codegen.readers.wsdl.reader import read_wsdls
from codegen.roots import Root
from codegen.source import Inputs
from codegen.systems import MAGENTO1, OTHER
from tests.readers.wsdl_fragments import FRAGMENTS, fields, lines, operations, read


def test_a_ws_i_service_of_another_system() -> None:
    reading = read("profile.wsdl")
    assert reading.diagnostics == ()
    assert (reading.api.system, reading.api.namespace) == (OTHER, "urn:depot")
    assert [service.name for service in reading.api.services] == ["Depot"]
    find = operations(reading)["FindPallets"]
    assert find.description == "Look for pallets."
    assert [(one.name, one.type, one.required, one.default) for one in find.parameters] == [
        ("State", STRING, False, None),
        ("Limit", INTEGER, False, Default(value=20)),
        ("Ids", List(INTEGER), True, None),
    ]
    soap = find.soap()
    assert soap is not None
    assert (soap.version, soap.action, soap.style) == ("1.1", "urn:find", SoapStyle.DOCUMENT)
    assert (soap.request, soap.response, soap.namespace) == (
        "FindPallets",
        "FindPalletsResponse",
        "urn:depot",
    )
    assert [one.name for one in soap.parameters] == [
        "{urn:depot}State",
        "{urn:depot}Limit",
        "{urn:depot}Ids",
    ]
    assert soap.arguments == ("State", "Limit", "Ids")
    assert soap.result == "{urn:depot}Pallet"
    assert not find.result_nullable


def test_how_lists_are_written_is_kept_but_is_no_part_of_the_type() -> None:
    find = operations(read("profile.wsdl"))["FindPallets"]
    wrapped, repeated = find.parameters[2].type, find.result
    assert isinstance(wrapped, List)
    assert isinstance(repeated, List)
    assert wrapped.element == "{urn:depot}Id"
    assert repeated.element == ""
    assert wrapped == List(INTEGER)


def test_bases_groups_choices_attributes_and_anonymous_types() -> None:
    reading = read("profile.wsdl")
    pallet = fields(reading, "Pallet")
    assert list(pallet) == ["Id", "Created", "By", "Bay", "Dock", "Box", "Under", "Note", "fragile"]
    assert pallet["Id"].description == "Number on the label."
    required = {name for name, field in pallet.items() if field.required}
    assert required == {"Id", "Box"}
    assert pallet["Box"].type == List(Named("PalletBox"))
    assert pallet["Under"].type == Named("Pallet")
    assert pallet["fragile"].soap_name == "@fragile"
    assert pallet["fragile"].type == BOOLEAN
    assert pallet["Note"].soap_name == ""
    assert pallet["Bay"].soap_name == "{urn:depot}Bay"
    assert fields(reading, "PalletBox")["Photo"].type == BINARY


def test_imported_and_included_schemas() -> None:
    reading = read("profile.wsdl")
    money = fields(reading, "Money")
    assert (money["value"].soap_name, money["value"].type) == ("#text", NUMBER)
    assert (money["currency"].soap_name, money["currency"].required) == ("@currency", True)
    assert fields(reading, "PalletBox")["Price"].type == Named("Money")
    weigh = operations(reading)["Weigh"]
    assert [(one.name, one.type) for one in weigh.parameters] == [("Place", STRING), ("unit", STRING)]
    soap = weigh.soap()
    assert soap is not None
    assert [one.name for one in soap.parameters] == ["{urn:depot:common}Place", "@unit"]


def test_an_answer_of_several_children_is_a_model_and_no_answer_is_void() -> None:
    reading = read("profile.wsdl")
    weigh, forget = operations(reading)["Weigh"], operations(reading)["Forget"]
    assert weigh.result == Named("WeighResponse")
    assert fields(reading, "WeighResponse")["Net"].nullable
    soap = weigh.soap()
    assert soap is not None
    assert soap.result == ""
    assert forget.result is None


def test_rpc_literal_is_a_wrapped_document() -> None:
    reading = read("rpc_literal.wsdl")
    soap = operations(reading)["Add"].soap()
    assert soap is not None
    assert (soap.style, soap.request, soap.response) == (SoapStyle.DOCUMENT, "Add", "AddResponse")
    assert (soap.namespace, soap.result, soap.result_type) == ("urn:body", "sum", INTEGER)
    assert lines(reading) == ["rpc_literal.wsdl:5 several-results"]


def test_a_magento_1_service() -> None:
    reading = read("shop_wsi.wsdl")
    assert reading.diagnostics == ()
    assert reading.api.system == MAGENTO1
    assert reading.api.namespace == "urn:Shop"
    assert [service.name for service in reading.api.services] == ["api", "customer_wish"]
    wishes = operations(reading)["customerWishList"]
    assert (wishes.service, wishes.name) == ("customer_wish", "list")
    assert [(one.name, one.required) for one in wishes.parameters] == [("customerId", True), ("store", False)]
    assert wishes.result == List(Named("wishEntity"))
    soap = wishes.soap()
    assert soap is not None
    assert (soap.request, soap.response) == ("oddlyNamed", "oddlyNamedAnswer")
    assert (soap.session, soap.result) == ("sessionId", "result")
    start = operations(reading)["startSession"].soap()
    assert start is not None
    assert (start.request, start.session, start.result) == ("", "", "result")
    assert operations(reading)["endSession"].parameters == ()


def test_lists_in_a_magento_1_service() -> None:
    reading = read("shop_wsi.wsdl")
    wish = fields(reading, "wishEntity")
    assert wish["options"].type == KeyedList(Named("associativeEntity"), "key", "value")
    assert wish["rows"].type == List(List(STRING))
    assert wish["tree"].type == List(Named("ArrayOfItself"))
    assert wish["stray"].type == List(INTEGER)
    stray, rows = wish["stray"].type, wish["rows"].type
    assert isinstance(stray, List)
    assert isinstance(rows, List)
    assert (stray.element, rows.element) == ("", None)
    assert not wish["note"].required
    assert [model.name for model in reading.api.models] == [
        "ArrayOfItself",
        "associativeEntity",
        "wishEntity",
    ]
    assert [model.kind for model in reading.api.models][1] is ModelKind.KEY_VALUE


def test_rpc_encoded_alone() -> None:
    reading = read("shop_rpc.wsdl")
    wishes = operations(reading)["customerWishList"]
    soap = wishes.soap()
    assert soap is not None
    assert (soap.style, soap.action, soap.result) == (SoapStyle.RPC, "urn:Action", "wishes")
    assert (soap.request, soap.response) == ("wishRequest", "wishResponse")
    assert [one.name for one in wishes.parameters] == ["customer", "storeView", "identifierType"]
    assert not any(one.required for one in wishes.parameters)
    assert wishes.result == List(Named("wishEntity"))
    assert fields(reading, "wishEntity")["extra"].type == Map(ANY)


@pytest.mark.parametrize("names", [("shop_wsi.wsdl", "shop_rpc.wsdl"), ("shop_rpc.wsdl", "shop_wsi.wsdl")])
def test_both_dialects_are_one_api(names: tuple[str, str]) -> None:
    reading = read(*names)
    assert reading.diagnostics == ()
    wishes = operations(reading)["customerWishList"]
    assert [one.name for one in wishes.parameters] == ["customerId", "store", "identifierType"]
    document, rpc = wishes.soap(SoapStyle.DOCUMENT), wishes.soap(SoapStyle.RPC)
    assert document is not None
    assert rpc is not None
    assert document.arguments == ("customerId", "store")
    assert [one.name for one in rpc.parameters] == ["customer", "storeView", "identifierType"]
    assert rpc.arguments == ("customerId", "store", "identifierType")
    options = fields(reading, "wishEntity")["options"].type
    assert options == Union((KeyedList(Named("associativeEntity"), "key", "value"), STRING))
    assert "extra" in fields(reading, "wishEntity")


def test_names_go_before_positions_and_booleans_before_numbers() -> None:
    clear = operations(read("shop_wsi.wsdl", "shop_rpc.wsdl"))["customerWishClear"]
    rpc, document = clear.soap(SoapStyle.RPC), clear.soap(SoapStyle.DOCUMENT)
    assert rpc is not None
    assert document is not None
    assert rpc.arguments == ("quiet", "customerId")
    assert (clear.result, document.result_type, rpc.result_type) == (BOOLEAN, INTEGER, BOOLEAN)


def test_a_magento_2_service() -> None:
    reading = read("magento2_cards.wsdl")
    assert reading.diagnostics == ()
    (service,) = reading.api.services
    assert (service.name, service.version) == ("acmeLoyaltyCardRepositoryV1", "V1")
    get = operations(reading)["acmeLoyaltyCardRepositoryV1Get"]
    assert (get.name, get.description) == ("get", "Find a card.")
    assert [(one.name, one.required, one.default, one.description) for one in get.parameters] == [
        ("cardNumber", True, None, ""),
        ("reload", False, Default(value=False), "Read it again."),
    ]
    soap = get.soap()
    assert soap is not None
    assert (soap.version, soap.result) == ("1.2", "result")
    assert operations(reading)["acmeLoyaltyCardRepositoryV1GetList"].result == List(
        Named("AcmeLoyaltyDataCardInterface")
    )
    forget = operations(reading)["acmeLoyaltyCardRepositoryV1Forget"]
    assert forget.result is None
    assert "GenericFault" not in [model.name for model in reading.api.models]


def test_field_names_of_magento_2() -> None:
    card = fields(read("magento2_cards.wsdl"), "AcmeLoyaltyDataCardInterface")
    assert [(one.wire_name, one.soap_name, one.soap_aliases) for one in card.values()][:2] == [
        ("rule_id", "ruleID", ("ruleId",)),
        ("u_rl_key", "uRLKey", ("uRlKey",)),
    ]
    assert card["points"].description == "Points left."
    assert card["custom_attributes"].type == KeyedList(
        Named("FrameworkAttributeInterface"), "attribute_code", "value"
    )
    assert card["rule_id"].required
    assert not card["points"].required
    assert card["points"].nullable


@pytest.mark.parametrize(
    ("known", "module", "title"),
    [
        ((), "Magento_AcmeLoyalty", "CardRepository"),
        (("Acme_Loyalty",), "Acme_Loyalty", "CardRepository"),
        (("Acme\\Loyalty\\Api\\CardRepositoryInterface",), "Acme_Loyalty", "CardRepository"),
        (("Acme_LoyaltyCard", "Acme_Loyalty"), "Acme_LoyaltyCard", "Repository"),
    ],
)
def test_modules_of_magento_2(known: tuple[str, ...], module: str, title: str) -> None:
    root = Root.of(str(FRAGMENTS / "magento2_cards.wsdl"))
    api = read_wsdls(wsdl_files(root), [root], Inputs(), known).api
    assert [(service.module, service.title) for service in api.services] == [(module, title)]
    model = api.model("FrameworkAttributeInterface")
    assert model is not None
    assert model.module == "Magento_Framework"


def test_what_travels_in_the_header_of_a_request_is_a_parameter_too() -> None:
    reading = read("headers.wsdl")
    assert reading.diagnostics == ()
    for name, result, sent in (("Ask", INTEGER, ["what", "key"]), ("Limit", None, ["what"])):
        operation = operations(reading)[name]
        assert [one.name for one in operation.parameters] == sent
        assert operation.result == result
    soap = operations(reading)["Ask"].soap()
    assert soap is not None
    assert soap.headers == ("key",)
    assert [one.name for one in soap.parameters] == ["what", "{urn:x}key"]


def test_two_services_may_have_an_operation_of_one_name(tmp_path: Path) -> None:
    reading = read("two_services.wsdl")
    assert reading.diagnostics == ()
    assert list(operations(reading)) == ["Get", "Shop.Get"]
    assert [item.id for item in reading.api.items] == ["Get", "Shop.Get"]
    text = (FRAGMENTS / "two_services.wsdl").read_text(encoding="utf-8")
    for name in ("News", "Shop"):
        other = "Shop" if name == "News" else "News"
        (tmp_path / f"{name}.wsdl").write_text(
            text.replace(f'type="tns:{other}Port"', f'type="tns:{name}Port"'), encoding="utf-8"
        )
    apart = READER.read([Root.of(str(tmp_path))], Inputs(), ReadOptions())
    assert [(one.id, one.service) for one in apart.api.operations] == [("Get", "News"), ("Shop.Get", "Shop")]
    assert [item.id for item in apart.api.items] == ["Get", "Shop.Get"]


def test_a_document_without_operations_is_reported_beside_others() -> None:
    assert lines(read("no_binding.wsdl", "shop_wsi.wsdl")) == ["no_binding.wsdl:1 no-binding"]
    assert lines(read("no_port_type.wsdl", "shop_wsi.wsdl")) == ["no_port_type.wsdl:3 no-port-type"]


def test_messages_that_are_plain_values() -> None:
    reading = read("bare.wsdl")
    ask, ping, find = (operations(reading)[name] for name in ("Ask", "Ping", "Find"))
    assert [(one.name, one.type) for one in ask.parameters] == [("value", INTEGER)]
    soap = ask.soap()
    assert soap is not None
    assert [one.name for one in soap.parameters] == ["#text"]
    assert (soap.request, soap.result, soap.result_type) == ("ask", "", BOOLEAN)
    assert (ping.parameters, ping.result) == ((), ANY)
    assert find.result == AnyType("type Elsewhere is not declared")
    assert [item.status for item in reading.api.items] == [
        Status.GENERATED,
        Status.DEGRADED,
        Status.GENERATED,
    ]
    assert lines(reading) == ["bare.wsdl:9 unknown-type"]


def test_simple_content_builds_on_simple_content() -> None:
    reading = read("profile.wsdl")
    tax = fields(reading, "Tax")
    assert {name: (field.soap_name, field.type) for name, field in tax.items()} == {
        "currency": ("@currency", STRING),
        "rate": ("@rate", INTEGER),
        "value": ("#text", NUMBER),
    }
    assert fields(reading, "Circle")["loop"].type == STRING


def test_anonymous_types_are_named_after_where_they_are() -> None:
    reading = read("anonymous.wsdl")
    find = operations(reading)["Find"]
    assert {one.name: one.type for one in find.parameters} == {
        "tag": List(Named("Tag")),
        "rows": List(Named("FindRowsRow")),
        "items": Named("FindItems_2"),
    }
    assert fields(reading, "FindRowsRow")["tag"].type == Named("Tag")
    assert list(fields(reading, "FindItems")) == ["other"]
