"""Our own PHP contracts: names, docblock styles, inheritance, newer PHP, and what Magento refuses."""

from __future__ import annotations

import pytest

from codegen.diagnostics import Diagnostic
from codegen.ir import Access, AnyType, KeyedList, Location, Model, ModelKind, Named, Status
from codegen.readers.base import Reading
from tests.readers.magento2_support import FRAGMENTS, item, magento_type, operation, read, types_of

BOX = "AcmeDepotDataBoxInterface"
DEPOT = "AcmeDepotDataDepotInterface"


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(FRAGMENTS / "Acme/Depot")


def _model(reading: Reading, name: str) -> Model:
    model = reading.api.model(name)
    assert model, name
    return model


def _about(reading: Reading, text: str) -> list[Diagnostic]:
    return [each for each in reading.diagnostics if text in each.message]


def test_names_resolve_as_php_resolves_them(reading: Reading) -> None:
    store = operation(reading.api, "POST /V1/depots/imports")
    assert types_of(store) == {
        "imported": DEPOT,
        "aliased": "AcmeDepotDataShelfInterface[]",
        "grouped": BOX,
        "partial": BOX,
        "relative": "AcmeDepotZoneZoneListInterface",
        "full": BOX,
        "list": f"{BOX}[]",
    }
    assert magento_type(store.result) == BOX
    assert [each.description for each in store.parameters][:2] == [
        "by a comma",
        "by a comma, with another name",
    ]
    find = operation(reading.api, "GET /V1/depots/imports")
    assert magento_type(find.result) == f"{BOX}[]"
    assert find.result_nullable
    assert find.result_description == "found ones"
    (grouped,) = _about(reading, "ImportsInterface")
    assert grouped.code == "short-class-name"
    assert "only the first name of a grouped `use`" in grouped.message
    assert grouped.message.endswith("write \\Acme\\Depot\\Api\\Data\\BoxInterface")
    assert item(reading.api, store.id).status is Status.DEGRADED


def test_docblock_styles(reading: Reading) -> None:
    plain = operation(reading.api, "POST /V1/depots/styles/plain")
    assert plain.description == "Several lines of text.   More    of it."
    assert types_of(plain) == {"name": "string", "count": "int", "either": "boolean", "ratio": "float"}
    assert plain.parameters[0].description == "the name, on two lines"
    assert [each.nullable for each in plain.parameters] == [False, True, False, True]
    assert all(each.required for each in plain.parameters)
    assert (magento_type(plain.result), plain.result_nullable) == ("string[]", True)
    one_line = operation(reading.api, "GET /V1/depots/styles/one-line")
    assert (magento_type(one_line.result), one_line.result_description) == ("int", "how many")
    assert one_line.description == ""


def test_native_types(reading: Reading) -> None:
    native = operation(reading.api, "POST /V1/depots/styles/native")
    assert types_of(native) == {
        "label": "string",
        "amount": "int",
        "box": BOX,
        "names": "string[]",
        "boxes": f"{BOX}[]",
        "anything": "anyType",
    }
    assert [each.name for each in native.parameters if each.nullable] == ["box"]
    assert native.result is None


def test_defaults(reading: Reading) -> None:
    defaults = operation(reading.api, "POST /V1/depots/styles/defaults")
    assert not any(each.required for each in defaults.parameters)
    values = {each.name: each.default.value for each in defaults.parameters if each.default}
    assert values == {
        "limit": 20,
        "names": (),
        "flag": True,
        "ratio": 1.5,
        "text": None,
        "quoted": "it's",
        "negative": -1,
    }
    assert next(each for each in defaults.parameters if each.name == "text").nullable


def test_deprecation_and_access(reading: Reading) -> None:
    old = operation(reading.api, "DELETE /V1/depots/styles/old")
    assert old.deprecated == "2.0 use something else"
    assert old.description == "Remove old things."
    assert (old.auth.access, old.auth.resources) == (
        Access.RESOURCES,
        ("Acme_Depot::store", "Acme_Depot::remove"),
    )
    assert old.rest
    assert old.rest.secure
    assert _model(reading, BOX).deprecated == "3.0 boxes are gone"
    assert _model(reading, BOX).description == "A box."


def test_inheritance_over_files(reading: Reading) -> None:
    inherited = operation(reading.api, "POST /V1/depots/inherited")
    assert types_of(inherited) == {"number": "int"}
    assert (magento_type(inherited.result), inherited.result_description) == ("string", "the text")
    overridden = operation(reading.api, "POST /V1/depots/overridden")
    assert magento_type(overridden.result) == "float"
    assert overridden.description == ""
    from_class = operation(reading.api, "POST /V1/depots/class")
    assert types_of(from_class) == {"box": BOX}
    assert magento_type(from_class.result) == BOX
    shelf = {
        field.wire_name: magento_type(field.type)
        for field in _model(reading, "AcmeDepotDataShelfInterface").fields
    }
    assert shelf == {
        "rows": f"{BOX}[][]",
        "width": "anyType",
        "open": "boolean",
        "lid": "boolean",
        "u_rl_key": "string",
        "label": "string",
    }


def test_field_names_and_what_can_be_sent(reading: Reading) -> None:
    fields = {field.wire_name: field for field in _model(reading, BOX).fields}
    assert list(fields) == ["width", "open", "lid", "u_rl_key", "label"]
    assert fields["u_rl_key"].soap_name == "uRLKey"
    assert fields["u_rl_key"].soap_aliases == ("uRlKey",)
    assert [name for name, field in fields.items() if field.writable] == ["width", "open", "u_rl_key"]
    assert fields["width"].description == "The width in millimetres"
    assert fields["label"].description == "read only"
    assert (fields["open"].required, fields["open"].nullable) == (False, True)


def test_a_type_without_setters_is_built_by_its_constructor(reading: Reading) -> None:
    fields = _model(reading, "AcmeDepotDataModernInterface").fields
    assert {field.wire_name for field in fields} == {"note", "code"}
    assert all(field.writable for field in fields)


def test_newer_php_parses(reading: Reading) -> None:
    modern = operation(reading.api, "GET /V1/depots/modern")
    assert modern.result == Named("AcmeDepotDataModernInterface")
    assert not _about(reading, "ModernInterface")
    assert not [each for each in reading.diagnostics if each.code == "php-syntax"]


def test_what_magento_refuses_is_any_and_costs_no_neighbour(reading: Reading) -> None:
    generics = operation(reading.api, "POST /V1/depots/refused/{what}")
    for parameter in generics.parameters[:4]:
        assert isinstance(parameter.type, AnyType)
        assert parameter.type.reason
    assert isinstance(generics.result, AnyType)
    assert types_of(generics)["what"] == "string"
    account = item(reading.api, generics.id)
    assert account.status is Status.DEGRADED
    assert account.reason
    mends = "\n".join(each.message for each in _about(reading, "::generics()"))
    assert "`@param BoxInterface[] $map`" in mends
    assert "`@param string[] $list`" in mends
    assert "array{a: int, b?: string}" in mends
    assert "write \\Acme\\Depot\\Api\\Data\\BoxInterface[]" in mends
    lines = {each.origin.line for each in _about(reading, "::generics()") if each.origin}
    assert lines == {9, 10, 11, 12, 13}
    neighbour = operation(reading.api, "GET /V1/depots/refused/neighbour")
    assert magento_type(neighbour.result) == "string"
    assert item(reading.api, neighbour.id).status is Status.GENERATED


def test_short_names_in_returns_are_resolved_with_a_warning(reading: Reading) -> None:
    short = operation(reading.api, "GET /V1/depots/refused/short")
    assert magento_type(short.result) == f"{BOX}[]"
    (found,) = _about(reading, "::short()")
    assert found.code == "short-class-name"
    assert found.message.endswith("write \\Acme\\Depot\\Api\\Data\\BoxInterface[]")
    assert item(reading.api, short.id).status is Status.DEGRADED


def test_extension_attributes(reading: Reading) -> None:
    extension = _model(reading, "AcmeDepotDataDepotExtensionInterface")
    assert extension.kind is ModelKind.EXTENSION
    fields = {field.wire_name: field for field in extension.fields}
    assert {name: magento_type(field.type) for name, field in fields.items()} == {
        "opening_hours": "string[]",
        "keeper_name": "string",
        "annex": f"{DEPOT}[]",
        "broken": "anyType",
    }
    assert not any(field.required for field in fields.values())
    assert all(field.writable and field.nullable for field in fields.values())
    assert fields["keeper_name"].description == "Needs `Acme_Depot::keepers`."
    (found,) = _about(reading, "extension attribute broken")
    assert found.origin
    assert found.origin.file.endswith("etc/extension_attributes.xml")
    assert found.origin.line == 9


def test_custom_attributes_are_a_keyed_list(reading: Reading) -> None:
    fields = {field.wire_name: field for field in _model(reading, DEPOT).fields}
    assert fields["custom_attributes"].type == KeyedList(
        Named("FrameworkAttributeInterface"), "attribute_code", "value"
    )
    assert _model(reading, "FrameworkAttributeInterface").kind is ModelKind.KEY_VALUE


def test_a_bad_extension_attribute_degrades_only_what_reaches_it(reading: Reading) -> None:
    degraded = {each.id for each in reading.api.items if each.status is Status.DEGRADED}
    assert item(reading.api, "POST /V1/depots").status is Status.DEGRADED
    assert "POST /V1/depots/class" not in degraded
    assert len(reading.api.items) == len(reading.api.operations) == 20


def test_routes(reading: Reading) -> None:
    api = reading.api
    save = operation(api, "POST /V1/depots")
    assert save.rest
    assert (save.rest.array_limit, save.rest.asynchronous, save.service) == (
        50,
        True,
        "acmeDepotDepotRepositoryV1",
    )
    update = operation(api, "PUT /V1/depots/{depot_id}")
    assert update.rest
    assert [(each.name, each.location, each.binds) for each in update.rest.parameters] == [
        ("depot", Location.BODY, ""),
        ("depot_id", Location.PATH, "depot.depot_id"),
    ]
    assert types_of(update) == {"depot": DEPOT, "depot_id": "int"}
    get = operation(api, "GET /V1/depots/{depot_id}")
    assert get.rest
    assert [(each.name, each.location) for each in get.rest.parameters] == [("depot_id", Location.PATH)]
    soap = get.soap()
    assert soap
    assert [each.name for each in soap.parameters] == ["depotId"]
    assert soap.arguments == ("depot_id",)
    assert (soap.operation, soap.request, soap.response, soap.version) == (
        "acmeDepotDepotRepositoryV1GetById",
        "acmeDepotDepotRepositoryV1GetByIdRequest",
        "acmeDepotDepotRepositoryV1GetByIdResponse",
        "1.2",
    )


def test_forced_parameters_are_gone(reading: Reading) -> None:
    own = operation(reading.api, "GET /V1/depots/me")
    assert own.name == "getOwn"
    assert own.parameters == ()
    assert own.auth.access is Access.SELF
    assert own.rest
    assert own.rest.forced == ("depot_id",)
    saved = operation(reading.api, "PUT /V1/depots/me")
    assert saved.name == "saveOwn"
    assert saved.rest
    assert saved.rest.forced == ("depot.depot_id",)
    soap = saved.soap()
    assert soap
    assert soap.operation == "acmeDepotDepotRepositoryV1SaveOwn"


def test_versions_defaults_of_routes_and_search(reading: Reading) -> None:
    zone = operation(reading.api, "GET /V2/depots/{depotId}/zone")
    assert zone.service == "acmeDepotZoneZoneListV2"
    service = next(each for each in reading.api.services if each.name == zone.service)
    assert (service.title, service.module, service.version) == ("ZoneZoneList", "Acme_Depot", "V2")
    assert types_of(zone) == {
        "criteria": "FrameworkSearchCriteriaInterface",
        "limit": "int",
        "depotId": "string",
    }
    limit = zone.parameters[1]
    assert not limit.required
    assert limit.default
    assert limit.default.value == 10


def test_synchronous_only_routes(reading: Reading) -> None:
    flags = {each.id: each.rest.asynchronous for each in reading.api.operations if each.rest}
    assert not flags["POST /V1/depots/styles/native"]
    assert flags["POST /V1/depots/styles/plain"]
    assert not flags["GET /V1/depots/me"]


def test_order_is_fixed(reading: Reading) -> None:
    api = reading.api
    assert [each.name for each in api.services] == sorted(each.name for each in api.services)
    assert [each.name for each in api.models] == sorted(each.name for each in api.models)
    assert [each.id for each in api.items] == sorted(each.id for each in api.items)
    assert reading == read(FRAGMENTS / "Acme/Depot")


def test_soap_operations_of_a_soap_client() -> None:
    api = read(FRAGMENTS / "Acme/Depot", protocol="soap").api
    ids = [each.id for each in api.operations]
    assert len(ids) == len(set(ids)) == len(api.items) == 19
    assert {each.id for each in api.items} == set(ids)
    save = operation(api, "acmeDepotDepotRepositoryV1Save")
    assert save.rest is None
    assert save.auth.resources == ("Acme_Depot::store",)
    own = operation(api, "acmeDepotDepotRepositoryV1GetOwn")
    assert own.parameters == ()
    assert own.auth.access is Access.SELF
    get = operation(api, "acmeDepotDepotRepositoryV1GetById")
    assert types_of(get) == {"depotId": "int"}
