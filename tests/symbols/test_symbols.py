"""Python names: the rules, collisions, and pins that survive anything that is added."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from codegen.diagnostics import CodegenError
from codegen.ir import (
    INTEGER,
    STRING,
    Api,
    Default,
    Fault,
    List,
    Parameter,
    Service,
)
from codegen.symbols import Reserved, assign
from codegen.symbols.assign import FIELD_NAMES
from codegen.symbols.operations import pages_name
from codegen.symbols.pins import lasting
from codegen.symbols.words import camel, names, snake
from codegen.systems import MAGENTO1
from tests.symbols.apis import CRITERIA, SEARCH, api, model, route


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("customerID", "customer_id"),
        ("URLKey", "url_key"),
        ("ccLast4", "cc_last4"),
        ("X509Cert", "x509_cert"),
        ("3dSecure", "field_3d_secure"),
        ("_private", "private"),
        ("a-b.c d", "a_b_c_d"),
        ("größe", "groe"),
        ("Ünïcode", "unicode"),
        ("日本", "field"),
        ("", "field"),
    ],
)
def test_snake_case_knows_acronyms_and_always_gives_an_identifier(text: str, name: str) -> None:
    assert snake(text, prefix="field") == name


def test_camel_case_keeps_the_capitals_inside_a_word() -> None:
    assert camel("URLRewrite_item", prefix="Model") == "URLRewriteItem"
    assert camel("3d", prefix="Model") == "Model3d"


@pytest.mark.parametrize(
    ("magento", "module", "python"),
    [
        ("CatalogDataProductInterface", "Magento_Catalog", "catalog.Product"),
        ("CatalogDataProductExtensionInterface", "Magento_Catalog", "catalog.ProductExtension"),
        ("AcmeFooDataBarInterface", "Acme_Foo", "acme_foo.Bar"),
        ("FrameworkSearchCriteriaInterface", "Magento_Framework", "framework.SearchCriteria"),
        ("CatalogDatabaseInterface", "Magento_Catalog", "catalog.Database"),
        ("StoreDataInterface", "Magento_Store", "store.Data"),
        ("catalogProductEntity", "", "common.CatalogProductEntity"),
    ],
)
def test_model_names_are_short(magento: str, module: str, python: str) -> None:
    assert str(assign(api(model(magento, module=module)), {}).models[magento]) == python


def test_models_that_would_share_a_name_keep_more_of_their_own() -> None:
    symbols = assign(api(model("CatalogDataProductInterface"), model("CatalogProductInterface")), {})
    assert sorted(map(str, symbols.models.values())) == ["catalog.Product", "catalog.ProductInterface"]


def test_models_that_differ_only_in_case_get_names_that_differ_otherwise() -> None:
    symbols = assign(api(model("CatalogDataProductInterface"), model("CatalogDataproductInterface")), {})
    assert len({str(name).casefold() for name in symbols.models.values()}) == 2


def test_modules_that_would_share_a_name_keep_their_vendor() -> None:
    symbols = assign(api(model("A", module="Acme_Foo"), model("B", module="Magento_AcmeFoo")), {})
    assert symbols.modules == {"Acme_Foo": "acme_foo", "Magento_AcmeFoo": "magento_acme_foo"}


def test_a_module_named_like_a_member_of_the_client_or_a_keyword_is_renamed() -> None:
    symbols = assign(api(model("A", module="Magento_Bulk"), model("B", module="Magento_Import")), {})
    assert symbols.modules == {"Magento_Bulk": "magento_bulk", "Magento_Import": "magento_import"}


@pytest.mark.parametrize("name", ["Con", "NUL", "Aux", "Prn", "Com1", "Lpt9"])
def test_no_module_is_named_like_a_device_of_windows(name: str) -> None:
    symbols = assign(api(model("A", module=f"Magento_{name}")), {})
    assert symbols.modules == {f"Magento_{name}": f"magento_{name.lower()}"}


def test_a_field_keeps_a_plain_wire_name_and_has_first_choice_of_it() -> None:
    symbols = assign(
        api(model("M", "customerID", "customer_id", "type", "list", "copy", "class", "model_dump")), {}
    )
    assert [symbols.fields["M", name] for name in ("customer_id", "customerID")] == [
        "customer_id",
        "customer_id_",
    ]
    assert symbols.fields["M", "type"] == "type"
    assert symbols.fields["M", "list"] == "list_"
    assert symbols.fields["M", "copy"] == "copy_"
    assert symbols.fields["M", "class"] == "class_"
    assert symbols.fields["M", "model_dump"] == "model_dump_"


def test_no_field_hides_a_member_of_pydantic() -> None:
    assert {name for name in dir(BaseModel) if not name.startswith("_")} <= FIELD_NAMES


def test_routes_decide_their_own_names() -> None:
    store = Parameter(name="storeId", type=INTEGER, default=Default(value=None))
    symbols = assign(
        api(
            route("POST", "/V1/things", "save"),
            route("PUT", "/V1/things/{id}", "save"),
            route("PUT", "/V1/things/{id}/parts", "savePart"),
            route("GET", "/V1/things/{id}", "getById"),
            route("GET", "/V1/things/mine", "getById", forced=("customerId",)),
            route("DELETE", "/V1/things/mine/parts/{id}", "deleteById", forced=("cartId",)),
            route("PUT", "/V1/me", "saveSelf", forced=("customer.id",)),
            route("GET", "/V1/default", "getDefault", parameters=(store,)),
            route("GET", "/V1/default/{storeId}", "getDefault", parameters=(store,)),
        ),
        {},
    )
    assert symbols.operations == {
        "POST /V1/things": "save",
        "PUT /V1/things/{id}": "update",
        "PUT /V1/things/{id}/parts": "save_part",
        "GET /V1/things/{id}": "get_by_id",
        "GET /V1/things/mine": "get_mine",
        "DELETE /V1/things/mine/parts/{id}": "delete_by_id_mine",
        "PUT /V1/me": "save_self",
        "GET /V1/default": "get_default",
        "GET /V1/default/{storeId}": "get_default_by_store_id",
    }


def test_routes_that_would_share_a_name_tell_what_differs() -> None:
    symbols = assign(
        api(route("GET", "/V1/a", "get"), route("GET", "/V1/a/{id}", "get"), route("POST", "/V1/a", "get")),
        {},
    )
    assert sorted(symbols.operations.values()) == ["get", "get_by_id", "get_post"]


def test_a_method_and_the_iterator_of_another_do_not_share_a_name() -> None:
    search = route("GET", "/V1/a", "getItems", parameters=(SEARCH,), result=List(STRING))
    shop = api(CRITERIA, search, route("GET", "/V1/b", "iterItems"), route("GET", "/V1/c", "items"))
    symbols = assign(shop, {})
    assert symbols.operations == {"GET /V1/a": "get_items", "GET /V1/b": "iter_items", "GET /V1/c": "items"}
    assert symbols.iterators == {"GET /V1/a": "iter_get_items"}


def test_a_method_that_comes_later_leaves_the_iterators_alone() -> None:
    search = route("GET", "/V1/a", "getItems", parameters=(SEARCH,), result=List(STRING))
    first = assign(api(CRITERIA, search), {})
    assert first.iterators == {"GET /V1/a": "iter_items"}
    grown = assign(api(CRITERIA, search, route("GET", "/V1/b", "iterItems")), lasting(first))
    assert grown.iterators == first.iterators
    assert grown.operations == {"GET /V1/a": "get_items", "GET /V1/b": "iter_items_get"}


def test_of_two_searches_the_one_that_is_called_so_has_the_short_iterator() -> None:
    searches = [
        route("GET", f"/V1/{name}", name, parameters=(SEARCH,), result=List(STRING))
        for name in ("getList", "list")
    ]
    symbols = assign(api(CRITERIA, *searches), {})
    assert symbols.iterators == {"GET /V1/getList": "iter_get_list", "GET /V1/list": "iter_list"}
    assert pages_name("iter_list") == "iter_pages_list"
    assert pages_name("iter") == "iter_pages"


def test_constants_of_a_module_differ_whatever_class_they_belong_to() -> None:
    box, item = (
        Service(name=f"acme{title}V1", module="Acme_Box", title=title, version="V1")
        for title in ("Box", "BoxItem")
    )
    routes = (
        route("GET", "/V1/box/{id}/item", "itemGet", service=box.name),
        route("GET", "/V1/box-item/{id}", "get", service=item.name),
    )
    symbols = assign(api(box, item, *routes), {})
    assert symbols.constants == {
        "GET /V1/box/{id}/item": "BOX__ITEM_GET",
        "GET /V1/box-item/{id}": "BOX_ITEM_GET",
    }
    alone = assign(api(box, item, routes[0]), {})
    assert alone.constants == {"GET /V1/box/{id}/item": "BOX_ITEM_GET"}
    grown = assign(api(box, item, *routes), lasting(alone))
    assert grown.constants == {
        "GET /V1/box/{id}/item": "BOX_ITEM_GET",
        "GET /V1/box-item/{id}": "BOX_ITEM__GET",
    }


def test_faults_that_would_share_a_class_tell_their_code() -> None:
    faults = tuple(
        Fault(code=code, name=name, message="No.", resource=resource)
        for code, name, resource in (("100", "b_c", "a"), ("101", "c", "a_b"), ("1", "access", ""))
    )
    symbols = assign(Api(faults=faults), {})
    assert {(fault.resource, name) for fault, name in symbols.faults.items()} == {
        ("a", "ABC"),
        ("a_b", "ABC101"),
    }
    grown = assign(Api(faults=faults), lasting(assign(Api(faults=faults[1:]), {})))
    assert {(fault.resource, name) for fault, name in grown.faults.items()} == {
        ("a", "ABC100"),
        ("a_b", "ABC"),
    }


def test_arguments_leave_those_of_every_method_alone() -> None:
    operation = route(
        "GET",
        "/V1/a",
        "get",
        parameters=tuple(
            Parameter(name=name, type=STRING) for name in ("self", "options", "class", "editMode")
        ),
    )
    symbols = assign(api(operation), {}, Reserved(arguments=names("options self")))
    assert [name for _, name in symbols.parameters.items()] == ["self_", "options_", "class_", "edit_mode"]


def test_only_the_first_version_of_a_service_goes_without_it() -> None:
    first = Service(name="catalogItemV1", module="Magento_Catalog", title="Item", version="V1")
    second = Service(name="catalogItemV2", module="Magento_Catalog", title="Item", version="V2")
    symbols = assign(api(first, second), {})
    assert [str(name) for name in symbols.services.values()] == ["catalog.Item", "catalog.ItemV2"]
    assert symbols.attributes == {"catalogItemV1": "item", "catalogItemV2": "item_v2"}


def test_a_service_does_not_take_the_name_of_anothers_async_twin() -> None:
    one = Service(name="a", module="Magento_Catalog", title="Item", version="V1")
    two = Service(name="b", module="Magento_Catalog", title="AsyncItem", version="V1")
    names = [name.name for name in assign(api(one, two), {}).services.values()]
    assert names == ["Item", "AsyncItemV1"]


@pytest.mark.parametrize(
    ("pins", "words"),
    [
        ({"field:M.a": "no name"}, "is no Python name"),
        ({"field:M.a": "class"}, "is no Python name"),
        ({"field:M.a": "copy"}, "taken or reserved"),
        ({"field:M.a": "same", "field:M.b": "same"}, "taken or reserved"),
    ],
)
def test_pins_that_can_not_be_kept_are_a_usage_error(pins: dict[str, str], words: str) -> None:
    with pytest.raises(CodegenError, match=words) as caught:
        assign(api(model("M", "a", "b")), pins)
    assert caught.value.exit_code == 2


def test_magento_1_is_parted_into_areas_by_the_first_word_of_its_services() -> None:
    shop = Api(
        system=MAGENTO1,
        services=(Service(name="catalog_product", module="Mage_Catalog"), Service(name="sales_order")),
        models=(model("catalogProductEntity", module=""), model("associativeEntity", module="")),
    )
    symbols = assign(shop, {})
    assert str(symbols.services["catalog_product"]) == "catalog.CatalogProduct"
    assert str(symbols.services["sales_order"]) == "sales.SalesOrder"
    assert str(symbols.models["catalogProductEntity"]) == "catalog.CatalogProductEntity"
    assert str(symbols.models["associativeEntity"]) == "common.AssociativeEntity"
    assert symbols.attributes["catalog_product"] == "catalog_product"
