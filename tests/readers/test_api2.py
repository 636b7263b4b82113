"""What the reader makes of api2.xml."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError
from codegen.ir import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Access,
    Api,
    Field,
    List,
    Named,
    RestBinding,
    Status,
)
from codegen.readers.api2 import READER
from codegen.readers.base import Reading
from codegen.readers.magento1 import READER as SOAP
from codegen.roots import Root
from tests.conftest import EXAMPLE
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.packages import client_of, read

SHOP = EXAMPLE / "magento1-rest"


def api2(resources: str) -> str:
    """An api2.xml with these resources."""
    return f"<?xml version='1.0'?>\n<config><api2><resources>{resources}</resources></api2></config>"


def thing(
    inside: str = "", *, name: str = "thing", privileges: str = "<admin><retrieve>1</retrieve></admin>"
) -> str:
    """A resource with an entity and a collection route."""
    return (
        f"<{name}><model>acme/api2_{name}</model><privileges>{privileges}</privileges>{inside}<routes>"
        f"<route_entity><route>/{name}s/:id</route><action_type>entity</action_type></route_entity>"
        f"<route_collection><route>/{name}s</route><action_type>collection</action_type></route_collection>"
        f"</routes><versions>1</versions></{name}>"
    )


def put(folder: Path, module: str, text: str) -> Path:
    """Write a module's api2.xml; returns the module's folder."""
    target = folder.joinpath(*module.split("_")) / "etc" / "api2.xml"
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8")
    return target.parent.parent


def read_paths(*paths: Path) -> Reading:
    """Read sources as a client would."""
    return read(client_of(*paths))


def field_of(api: Api, model: str, name: str) -> Field:
    """A field of a model."""
    found = api.model(model)
    assert found is not None
    return next(field for field in found.fields if field.wire_name == name)


def test_modules_merge_in_the_order_of_their_dependencies() -> None:
    api = read_paths(SHOP).api
    assert [service.name for service in api.services] == [
        "order",
        "order_line",
        "product",
        "product_photo",
        "shelf_entry",
        "points_account",
    ]
    product = api.model("Product")
    assert product is not None
    assert product.description == "Things for sale, with points"
    assert product.module == "Acme_Catalog"
    assert product.fields[-1].wire_name == "points"
    assert product.fields[-1].type == INTEGER


def test_a_module_that_is_off_is_left_out(tmp_path: Path) -> None:
    modules = tmp_path / "app" / "etc" / "modules"
    modules.mkdir(parents=True)
    for name, active in (("Acme_On", "true"), ("Acme_Off", "false")):
        put(tmp_path / "app" / "code" / "local", name, api2(thing(name=name.lower())))
        declaration = f"<{name}><active>{active}</active><codePool>local</codePool></{name}>"
        (modules / f"{name}.xml").write_text(f"<config><modules>{declaration}</modules></config>")
    assert [service.name for service in read_paths(tmp_path).api.services] == ["acme_on"]


def test_routes_of_one_action_are_one_operation() -> None:
    api = read_paths(SHOP).api
    get = next(operation for operation in api.operations if operation.id == "GET /products")
    bindings = [binding for binding in get.bindings if isinstance(binding, RestBinding)]
    assert [binding.path for binding in bindings] == [
        "/products",
        "/products/store/{store}",
        "/products/category/{category_id}",
    ]
    assert {(item.name, item.required) for item in get.parameters} >= {
        ("store", False),
        ("category_id", False),
    }
    assert get.result == List(Named("Product"))
    assert get.auth.access is Access.ANONYMOUS


def test_ids_and_names_of_the_operations_of_a_resource(tmp_path: Path) -> None:
    every = "".join(f"<{name}>1</{name}>" for name in ("create", "retrieve", "update", "delete"))
    module = put(tmp_path, "Acme_Shop", api2(thing(privileges=f"<admin>{every}</admin>")))
    assert {operation.id: operation.name for operation in read_paths(module).api.operations} == {
        "GET /things/{id}": "get",
        "GET /things": "list",
        "POST /things": "create",
        "POST /things (many)": "create_many",
        "PUT /things/{id}": "update",
        "PUT /things": "update_many",
        "DELETE /things/{id}": "delete",
    }


def test_roles_and_what_nobody_is_granted() -> None:
    roles = {
        operation.id: operation.rest.roles
        for operation in read_paths(SHOP).api.operations
        if operation.rest and operation.service in ("product_photo", "order")
    }
    assert roles["GET /products/{id}/photos"] == ("admin", "guest")
    assert roles["PUT /products/{id}/photos/{photo}"] == ()
    assert roles["GET /orders/{id}"] == ("admin", "customer")
    assert not any(operation.startswith(("POST /orders", "PUT /orders")) for operation in roles)


def test_fields_by_role() -> None:
    api = read_paths(SHOP).api
    cost = {access.role: access for access in field_of(api, "Product", "cost").access}
    assert (cost["admin"].reads, cost["admin"].writes) == (True, True)
    assert (cost["guest"].reads, cost["guest"].writes) == (False, False)
    assert [
        access.role for access in field_of(api, "Product", "is_fragile").access if access.entity_only
    ] == ["guest"]
    assert not field_of(api, "Product", "created_at").writable
    forced = field_of(api, "ShelfEntry", "entry_id")
    assert forced.writable
    assert forced.access[0].forced
    margin = {access.role: access.reads for access in field_of(api, "Order", "margin").access}
    assert margin == {"admin": True, "customer": False}
    assert field_of(api, "PointsAccount", "balance").writable


def test_fields_say_what_differs_by_role() -> None:
    api = read_paths(SHOP).api
    assert field_of(api, "Product", "cost").description == "What we pay. Read by admin only."
    assert (
        field_of(api, "Product", "is_fragile").description == "Breaks easily. Not in collections for guest."
    )
    assert (
        field_of(api, "ShelfEntry", "qty").description
        == "Pieces. Required in every update. From -1000000 to 1000000."
    )
    assert field_of(api, "Order", "margin").description == "What is left of it. Read by admin only."
    assert field_of(api, "ProductPhoto", "content").description == "Read by admin only."


def test_types_come_from_validators_only() -> None:
    api = read_paths(SHOP).api
    types = {
        name: field_of(api, "ShelfEntry", name).type for name in ("entry_id", "qty", "minimum", "policy")
    }
    assert types == {"entry_id": STRING, "qty": NUMBER, "minimum": INTEGER, "policy": INTEGER}
    assert field_of(api, "Product", "is_fragile").type == BOOLEAN
    assert field_of(api, "Order", "order_lines").type == List(Named("OrderLine"))
    qty = field_of(api, "ShelfEntry", "qty")
    assert qty.required
    assert [(rule.kind, dict(rule.options)) for rule in qty.rules] == [
        ("Between", {"min": "-1000000", "max": "1000000"})
    ]
    assert field_of(api, "ShelfEntry", "minimum").rules[0].message == "Whole pieces only."


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/^[0,1]$/", BOOLEAN),
        ("/^[01]$/", BOOLEAN),
        ("#^(0|1)$#i", BOOLEAN),
        ("/^[0,1,2]$/", INTEGER),
        (r"/^\d+$/", INTEGER),
        ("/^[0-9]+$/", INTEGER),
        ("/^[a-z]+$/", STRING),
        ("[0,1]", STRING),
    ],
)
def test_types_of_patterns(tmp_path: Path, pattern: str, expected: object) -> None:
    rule = f"<r><type>Regex</type><options><pattern>{pattern}</pattern></options></r>"
    inside = f"<validators><fields><flag>{rule}</flag></fields></validators>"
    module = put(tmp_path, "Acme_Shop", api2(thing(inside)))
    assert field_of(read_paths(module).api, "Thing", "flag").type == expected


def test_switches_are_no_fields() -> None:
    order = read_paths(SHOP).api.model("Order")
    assert order is not None
    assert "_payment" not in [field.wire_name for field in order.fields]
    assert "payment" in [field.wire_name for field in order.fields]


def test_a_leaf_is_replaced_and_a_branch_stays(tmp_path: Path) -> None:
    first = put(
        tmp_path, "Acme_A", api2(thing("<title>Old</title><attributes><a>A</a><b>B</b></attributes>"))
    )
    second = put(
        tmp_path,
        "Acme_B",
        api2("<thing><title>New</title><attributes><a>Other</a></attributes><routes>no</routes></thing>"),
    )
    api = read_paths(first, second).api
    thing_model = api.model("Thing")
    assert thing_model is not None
    assert thing_model.description == "New"
    assert [(field.wire_name, field.description) for field in thing_model.fields] == [
        ("b", "B."),
        ("a", "Other."),
    ]
    assert len(api.operations) == 2


def test_a_route_that_cannot_be_used_is_skipped_and_costs_nothing_else(tmp_path: Path) -> None:
    more = (
        "<routes><odd><route>/odd</route><action_type>both</action_type></odd>"
        "<empty><action_type>entity</action_type></empty></routes>"
    )
    module = put(tmp_path, "Acme_Shop", api2(thing() + f"<thing>{more}</thing>"))
    reading = read_paths(module)
    skipped = {item.id: item.reason for item in reading.api.items if item.status is Status.SKIPPED}
    assert skipped == {
        "thing/odd": "its action_type is both, not entity or collection",
        "thing/empty": "it has no <route>",
    }
    assert [diagnostic.code for diagnostic in reading.diagnostics] == ["unusable-route", "unusable-route"]
    assert len(reading.api.operations) == 2


def test_remarks(tmp_path: Path) -> None:
    inside = "<excluded_attributes><admin><write><a>1</a></write></admin></excluded_attributes>"
    module = put(tmp_path, "Acme_Shop", api2(thing(inside) + "<bare><model>acme/bare</model></bare>"))
    said = {diagnostic.code: diagnostic.message for diagnostic in read_paths(module).diagnostics}
    assert said["ignored-element"].endswith("write <exclude_attributes>")
    assert "no <routes>" in said["resource-without-routes"]


def test_a_broken_file_costs_only_itself(tmp_path: Path) -> None:
    good, bad = put(tmp_path, "Acme_Good", api2(thing())), put(tmp_path, "Acme_Bad", "<config><api2>")
    reading = read_paths(good, bad)
    assert len(reading.api.operations) == 2
    assert [diagnostic.code for diagnostic in reading.diagnostics] == ["unreadable-input"]
    with pytest.raises(CodegenError, match="malformed XML"):
        read_paths(bad)


def test_what_is_claimed(tmp_path: Path) -> None:
    module = put(tmp_path, "Acme_Shop", api2(thing()))
    layout = tmp_path / "design" / "layout" / "api2.xml"
    layout.parent.mkdir(parents=True)
    layout.write_text("<layout/>")
    assert READER.claims(Root.of(str(module)))
    assert READER.claims(Root.of(str(module / "etc" / "api2.xml")))
    assert not READER.claims(Root.of(str(tmp_path / "design")))
    assert len(read_paths(module / "etc" / "api2.xml").api.operations) == 2
    assert read_paths(module / "etc" / "api2.xml").api.modules == ("Acme_Shop",)


def test_stock_definitions_are_complete(openmage: Generated) -> None:
    """Every resource, route and granted verb of the stock files is there, and the counts add up."""
    api = openmage.api
    assert len(api.services) == 11
    assert {item.status for item in api.items} == {Status.GENERATED}
    assert "PUT /customers" not in openmage.package.OPERATIONS  # which its classes refuse
    routes = [
        (binding.method, binding.path)
        for operation in api.operations
        for binding in operation.bindings
        if isinstance(binding, RestBinding)
    ]
    assert len(api.items) == len(routes) == len(openmage.package.OPERATIONS)
    assert {path for _, path in routes} == {
        "/customers",
        "/customers/addresses/{id}",
        "/customers/{customer_id}/addresses",
        "/customers/{id}",
        "/orders",
        "/orders/comments/{id}",
        "/orders/{id}",
        "/orders/{id}/comments",
        "/orders/{id}/items",
        "/orders/{order_id}/addresses",
        "/orders/{order_id}/addresses/{address_type}",
        "/products",
        "/products/category/{category_id}",
        "/products/category/{category_id}/store/{store}",
        "/products/store/{store}",
        "/products/store/{store}/category/{category_id}",
        "/products/{id}",
        "/products/{id}/categories",
        "/products/{id}/categories/{category_id}",
        "/products/{id}/images",
        "/products/{id}/images/store/{store}",
        "/products/{id}/images/{image}",
        "/products/{id}/images/{image}/store/{store}",
        "/products/{id}/store/{store}",
        "/products/{product_id}/websites",
        "/products/{product_id}/websites/{website_id}",
        "/stockitems",
        "/stockitems/{id}",
    }


def test_a_shop_with_rest_only_needs_no_protocol() -> None:
    root = Root.of(str(SHOP))
    assert READER.claims(root)
    assert not SOAP.claims(root)
