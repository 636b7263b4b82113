"""The generated package as a whole."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from codegen.describe.document import document
from codegen.symbols import assign
from codegen.targets.api2 import TARGET
from tests.conftest import EXAMPLE, REPOSITORY
from tests.readers.test_api2 import SHOP, api2, put
from tests.runtime.api2.conftest import Generated
from tests.runtime.api2.packages import client_of, import_package, read, write_package

SCHEMAS = REPOSITORY / "schemas"

HOSTILE = """
<class><model>a/b</model><title>"""
HOSTILE += "&quot;&quot;&quot; + {0} \\ &lt;script&gt;\n${{x}}{% raw %}"
HOSTILE += """</title><privileges><admin><create>1</create><retrieve>1</retrieve><update>1</update></admin>
<gu-est><retrieve>1</retrieve></gu-est></privileges>
<attributes><__init__>"</__init__><model_config>'</model_config><self>#</self><list>x</list><émile.x>é</émile.x></attributes>
<routes><e><route>/x"y/:from/:self/:options/\\n</route><action_type>entity</action_type></e>
<c><route>/x"y/:page/:data</route><action_type>collection</action_type></c></routes><versions>1'</versions></class>
<Import-Thing.é><privileges><admin><retrieve>1</retrieve></admin></privileges>
<routes><c><route>import/:class</route><action_type>collection</action_type></c></routes></Import-Thing.é>
<collection><privileges><admin><retrieve>1</retrieve></admin></privileges>
<routes><c><route>/collections/:omit</route><action_type>collection</action_type></c></routes></collection>
<multi_status><privileges><admin><retrieve>1</retrieve></admin></privileges>
<routes><c><route>/multi</route><action_type>collection</action_type></c></routes></multi_status>
<close><privileges><admin><retrieve>1</retrieve></admin></privileges>
<routes><c><route>/request</route><action_type>collection</action_type></c></routes></close>
<request><privileges><admin><retrieve>1</retrieve></admin></privileges>
<routes><c><route>/closes</route><action_type>collection</action_type></c></routes></request>
"""


def test_hostile_definitions_make_a_package(tmp_path: Path) -> None:
    module = put(tmp_path, "Acme_Shop", api2(HOSTILE))
    _, symbols = write_package(client_of(module), tmp_path, "hostile_rest")
    package = import_package(tmp_path, "hostile_rest")
    assert len(package.OPERATIONS) == 12
    shop = package.Client("https://shop.example")
    for attribute in symbols.attributes.values():
        assert hasattr(getattr(shop, attribute), "list")
    for key in package.OPERATIONS:
        assert package.OPERATIONS[key].path.startswith("/")
    assert callable(shop.close)
    assert callable(shop.request)


@pytest.mark.parametrize("modes", ["sync", "async", "both"])
def test_modes(modes: str) -> None:
    client = client_of(SHOP, modes=modes)
    api = read(client).api
    files = dict(TARGET.plan(api, assign(api, {}, TARGET.reserved), client))
    classes = {
        node.name
        for path, text in files.items()
        if path.startswith("resources/") or path == "client.py"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef)
    }
    assert ("Products" in classes, "AsyncProducts" in classes) == (modes != "async", modes != "sync")
    assert ("Client" in classes, "AsyncClient" in classes) == (modes != "async", modes != "sync")


def test_both_modes_offer_the_same(shop_package: ModuleType) -> None:
    resources: Any = __import__("example_rest.resources.acme_catalog", fromlist=["*"])
    for name, method in inspect.getmembers(resources.Products, inspect.isfunction):
        if name.startswith("_"):
            continue
        twin = getattr(resources.AsyncProducts, name)
        assert list(inspect.signature(method).parameters) == list(inspect.signature(twin).parameters)
        assert inspect.iscoroutinefunction(twin) != name.startswith("iter")


def test_importing_loads_no_models(tmp_path: Path) -> None:
    write_package(client_of(SHOP), tmp_path, "lazy_rest")
    code = (
        "import sys, lazy_rest; lazy_rest.Client('https://shop.example').products; "
        "print([n for n in sys.modules if n.startswith(('lazy_rest.models.', 'lxml', 'oauthlib'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_output_depends_on_the_input_only(tmp_path: Path) -> None:
    def planned() -> dict[str, str]:
        client = client_of(SHOP)
        api = read(client).api
        return dict(TARGET.plan(api, assign(api, {}, TARGET.reserved), client))

    assert planned() == planned()
    assert str(EXAMPLE) not in "".join(planned().values())


def test_query_of_a_collection_is_typed(openmage: Generated) -> None:
    from runtime.api2.filters import ListQuery, WalkQuery

    assert set(typing.get_type_hints(ListQuery)) == {"filters", "order", "dir", "limit", "page", "attrs"}
    assert set(typing.get_type_hints(WalkQuery)) == {"filters", "order", "dir", "limit", "attrs"}
    with (
        openmage.package.Client("https://shop.example") as shop,
        pytest.raises(openmage.package.RequestError, match="takes no 'filter'"),
    ):
        shop.products.list(filter={})


def test_options_that_are_not_for_this_api(openmage: Generated) -> None:
    package = openmage.package
    with package.Client("https://shop.example") as shop:
        with pytest.raises(package.RequestError, match="attrs="):
            shop.products.get(id=1, options=package.RequestOptions(fields="sku"))
        with pytest.raises(package.RequestError, match="neither 'json' nor 'xml'"):
            shop.products.get(id=1, options=package.RequestOptions(format="csv"))
    with pytest.raises(package.RequestError, match="format 'csv' is neither"):
        package.Client("https://shop.example", response_format="csv")


def test_a_version_and_fields_on_demand(openmage: Generated) -> None:
    package = openmage.package
    core = package.Client("https://shop.example").core
    update = package.OPERATIONS["PUT /customers/{id}"]
    options = package.RequestOptions(version=1, allow_unknown_fields=True, extra_query={"x": "1"})
    request = update.request(core, {"id": 7, "data": {"entity_id": 7}}, options)
    assert request.headers["version"] == "1"
    assert request.url == "/api/rest/customers/7?x=1"
    assert request.content == b'{"entity_id":7}'
    assert "version" not in update.request(core, {"id": 7, "data": {"firstname": "J"}}).headers


def test_inspect_tells_roles_and_rules() -> None:
    reading = read(client_of(SHOP))
    shown = document(reading.api, assign(reading.api, {}), reading.diagnostics)
    schema = json.loads((SCHEMAS / "inspect.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(shown, schema)
    operations = {operation["id"]: operation for operation in shown["operations"]}
    binding = operations["GET /products/{id}"]["bindings"][1]
    assert binding["path"] == "/products/{id}/store/{store}"
    assert (binding["action_type"], binding["roles"]) == ("entity", ["admin", "customer", "guest"])
    assert operations["GET /products/{id}"]["python_path"] == "products.get"
    fields = {
        field["wire_name"]: field
        for model in shown["models"]
        for field in model["fields"]
        if model["name"] == "ShelfEntry"
    }
    assert fields["entry_id"]["access"] == [
        {"role": "admin", "reads": True, "writes": True, "forced": True, "entity_only": False}
    ]
    assert fields["minimum"]["rules"][1] == {
        "kind": "Between",
        "options": {"min": "0", "max": "500"},
        "message": "",
    }


def test_fields_that_the_file_does_not_list_are_open(openmage: Generated) -> None:
    answer = b'{"entity_id": 1, "sku": "A", "price": "9.5000"}'
    product = openmage.package.OPERATIONS["GET /products/{id}"].decode(answer)
    assert (product.sku, product.price) == ("A", "9.5000")
    product.colour = "red"
    core = openmage.package.Client("https://shop.example").core
    update = openmage.package.OPERATIONS["PUT /products/{id}"].request(core, {"id": 1, "data": product})
    assert json.loads(update.content) == {"sku": "A", "price": "9.5000", "colour": "red"}
