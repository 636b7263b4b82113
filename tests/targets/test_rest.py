"""REST packages: what is written, and that it works."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen.diagnostics import CodegenError
from codegen.emit.render import Renderer, md_code, py_str
from codegen.ir import ANY, INTEGER, STRING, Access, Api, Auth, List, Location, Named, RestBinding, Service
from codegen.machine.data_folders import templates
from codegen.output.formatting import left_alone
from codegen.symbols import assign
from codegen.values import replace
from tests.formatted import formatted
from tests.targets.apis import CRITERIA, GET, LIST, SERVICE, SHOP, TOOL, parameter, route
from tests.targets.conftest import Build, Load
from tests.type_checkers import Mypy

HOSTILE = 'x")\nimport os\n# """ \\ {{ y }} \u202e'


def test_a_resource_reads_like_its_routes(build: Build) -> None:
    text = build(SHOP)["resources/acme_tools.py"]
    assert """TOOL_REPOSITORY_GET = RestOperation(
    "GET", "/V1/tools/{id}", (path("id", int), query("editMode", bool)),
    result=lambda: models.acme_tools.Tool, acl=("Acme_Tools::tools",),
)""" in text
    assert (
        '''    def get(self, *, id: int, edit_mode: bool = OMIT, options: Options = None) -> models.acme_tools.Tool:
        """Get a tool.

        `GET /V1/tools/{id}` · needs `Acme_Tools::tools`

        Server defaults: edit_mode=False.
        """
        return self._call(TOOL_REPOSITORY_GET, {"id": id, "editMode": edit_mode}, options)
'''
        in text
    )
    assert '''    async def delete_by_id(self, *, id: int, options: Options = None) -> None:
        """`DELETE /V1/tools/{id}`."""
        return await self._call(TOOL_REPOSITORY_DELETE_BY_ID, {"id": id}, options)
''' in text


def test_a_docstring_says_what_the_server_refuses(build: Build) -> None:
    (binding,) = GET.bindings
    assert isinstance(binding, RestBinding)
    limited = replace(GET, bindings=(replace(binding, secure=True, array_limit=20),))
    text = build(replace(SHOP, operations=(limited,)))["resources/acme_tools.py"]
    assert (
        "`GET /V1/tools/{id}` · needs `Acme_Tools::tools` · https only · lists of at most 20 items\n" in text
    )


def test_the_formatter_has_nothing_left_to_do(build: Build) -> None:
    files = {path: text for path, text in build(SHOP).items() if not path.startswith("_runtime/")}
    assert formatted(files) == {
        path: left_alone(text) if path.endswith(".py") else text for path, text in files.items()
    }


def test_list_operations_can_be_walked_through(load: Load) -> None:
    resource = load(SHOP).Client("http://127.0.0.1:1").acme_tools.tool_repository
    assert list(inspect.signature(resource.get_list).parameters) == ["search_criteria", "options"]
    assert list(inspect.signature(resource.iter_list).parameters) == ["search_criteria", "keyset", "options"]
    assert hasattr(resource, "iter_pages_list")
    assert not hasattr(resource, "iter_get")


def searching(build: Build, **more: Any) -> str:
    """The resources of a shop whose search criteria have a further field."""
    further = replace(CRITERIA.fields[0], **more)
    criteria = replace(CRITERIA, fields=(*CRITERIA.fields, further))
    api = replace(SHOP, models=tuple(criteria if item is CRITERIA else item for item in SHOP.models))
    return " ".join(build(api)["resources/acme_tools.py"].split())


def test_a_search_with_more_than_the_usual_fields_takes_its_own_model_too(build: Build) -> None:
    text = searching(build, wire_name="request_name", required=False)
    accepted = "SearchCriteria | models.framework.SearchCriteria | inputs.framework.SearchCriteria"
    assert f"search_criteria: ( {accepted} | None ) = None" in text  # Black divides so long a line
    assert 'search("searchCriteria")' in text


def test_a_search_that_needs_more_has_no_default(build: Build) -> None:
    text = searching(build, wire_name="request_name", required=True, nullable=False)
    accepted = (
        "search_criteria: SearchCriteria | models.framework.SearchCriteria | inputs.framework.SearchCriteria"
    )
    assert f"{accepted}, *, options: Options = None" in text
    assert f"{accepted} | None" not in text
    assert "def iter_list( self, search_criteria: SearchCriteria, *, keyset" in text
    assert 'search("searchCriteria", needs=("request_name",))' in text


def test_an_iterator_that_could_never_succeed_is_not_generated(build: Build) -> None:
    text = searching(build, wire_name="scope_code", required=True, nullable=False)
    assert "def get_list" in text
    assert "def iter_" not in text


def test_only_what_is_used_is_loaded(load: Load) -> None:
    package = load(SHOP)
    shop = package.Client("http://127.0.0.1:1")
    loaded = {
        name.removeprefix(f"{package.__name__}.") for name in sys.modules if name.startswith(package.__name__)
    }
    assert not {name for name in loaded if name.startswith(("models.", "resources.")) or name == "bulk"}
    assert shop.acme_tools is shop.acme_tools
    assert shop.acme_tools.tool_repository is shop.acme_tools.tool_repository
    assert f"{package.__name__}.models.acme_tools" not in sys.modules


def test_operations_are_found_by_route_and_decode(load: Load) -> None:
    package = load(SHOP)
    assert sorted(package.OPERATIONS) == sorted(operation.id for operation in SHOP.operations)
    operation = package.OPERATIONS["GET /V1/tools/{id}"]
    assert (operation.method, operation.path, operation.acl) == (
        "GET",
        "/V1/tools/{id}",
        ("Acme_Tools::tools",),
    )
    tool = operation.decode(b'{"id": 7, "made_up": true}', "application/json")
    assert type(tool) is package.models.acme_tools.Tool
    assert (tool.id, tool.model_extra) == (7, {"made_up": True})
    with pytest.raises(KeyError):
        package.OPERATIONS["GET /V1/nothing"]


def test_every_exported_name_is_there(load: Load) -> None:
    package = load(SHOP)
    assert {"AdminToken", "SearchCriteria", "JobTimeout", "StoreScopeWarning"} < set(package.__all__)
    assert all(getattr(package, name) is not None for name in package.__all__)
    assert dir(package) == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        package.Nothing  # noqa: B018


def test_only_writing_routes_can_be_sent_in_bulk(load: Load) -> None:
    bulk = load(SHOP).Client("http://127.0.0.1:1").bulk.acme_tools.tool_repository
    assert {name for name in dir(bulk) if not name.startswith("_")} == {"save", "update", "delete_by_id"}


def test_an_api_without_writing_routes_has_no_bulk(build: Build) -> None:
    files = build(replace(SHOP, operations=(GET, LIST)))
    assert "bulk.py" not in files
    assert "bulk" not in files["client.py"]


def test_the_reference_leads_from_a_route_to_its_call(build: Build) -> None:
    reference = build(SHOP)["REFERENCE.md"]
    assert "### ToolRepository: `shop.acme_tools.tool_repository`" in reference
    assert ") -> acme_tools.Tool`  \n  `GET /V1/tools/{id}` · `Acme_Tools::tools`\n" in reference
    assert "- `delete_by_id(id: int) -> None`  \n  `DELETE /V1/tools/{id}` · a customer" in reference


@pytest.mark.parametrize("modes", ["sync", "async"])
def test_one_mode_alone_has_nothing_of_the_other(build: Build, modes: str) -> None:
    files = build(SHOP, modes=modes)
    text = files["resources/acme_tools.py"] + files["client.py"] + files["__init__.py"]
    assert ("class ToolRepository(" in text) == (modes == "sync")
    assert ("class AsyncToolRepository(" in text) == (modes == "async")
    assert ("AsyncClient" in text) == (modes == "async")
    reference = files["REFERENCE.md"]
    assert ("a `Client`" in reference, "`AsyncClient`" in reference) == (modes == "sync", modes == "async")
    assert ("awaited" in reference) == (modes == "async")


def test_the_http_library_is_named_in_one_file(build: Build) -> None:
    two, one = build(SHOP, http_library="httpx2"), build(SHOP, http_library="httpx")
    assert {path for path in two if two[path] != one[path]} == {"README.md", "_runtime/http/library.py"}
    assert "import httpx\n" in one["_runtime/http/library.py"]
    assert two["_runtime/http/library.py"] == (templates() / "runtime" / "http" / "library.py").read_text(
        encoding="utf-8"
    )


def test_a_new_route_changes_its_own_module_and_the_indexes_only(build: Build) -> None:
    other = Service(name="acmeStoreShelvesV1", module="Acme_Store", title="Shelves", version="V1")
    before = build(
        replace(
            SHOP,
            services=(SERVICE, other),
            operations=(*SHOP.operations, route("GET", "/V1/s", "get", service=other.name)),
        )
    )
    after = build(
        replace(
            SHOP,
            services=(SERVICE, other),
            operations=(
                *SHOP.operations,
                route("GET", "/V1/s", "get", service=other.name),
                route("GET", "/V1/s/all", "getAll", service=other.name),
            ),
        )
    )
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {"resources/acme_store.py", "operations.py", "REFERENCE.md", "_user_agent.py"}


def test_a_method_called_list_leaves_the_builtin_usable(load: Load) -> None:
    found = route("GET", "/V1/tools/all", "list", result=List(Named(TOOL.name)))
    codes = route("GET", "/V1/tools/codes", "codes", result=List(STRING))
    package = load(replace(SHOP, operations=(found, codes)))
    text = (
        Path(package.__file__ or "")
        .with_name("resources")
        .joinpath("acme_tools.py")
        .read_text(encoding="utf-8")
    )
    assert "def codes(self, *, options: Options = None) -> builtins.list[str]:" in text
    assert package.OPERATIONS["GET /V1/tools/codes"].decode(b'["a"]', "application/json") == ["a"]


def test_hostile_text_stays_text_everywhere(build: Build) -> None:
    odd = route(
        "GET",
        f"/V1/{HOSTILE}/{{a}}",
        HOSTILE,
        (parameter("a", STRING, description=HOSTILE), Location.PATH),
        (parameter(HOSTILE, ANY), Location.QUERY),
        auth=Auth(access=Access.RESOURCES, resources=(HOSTILE,)),
        text=HOSTILE,
    )
    services = (replace(SERVICE, description=HOSTILE, deprecated=HOSTILE),)
    files = build(replace(SHOP, services=services, operations=(odd,)))
    for path, text in files.items():
        assert "\u202e" not in text
        if path.endswith(".py") and not path.startswith("_runtime/"):
            names = {
                alias.name
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Import)
                for alias in node.names
            }
            assert "os" not in names
    assert len([line for line in files["REFERENCE.md"].splitlines() if line.startswith("- `")]) == 1


def test_hostile_descriptors_keep_their_exact_text(load: Load) -> None:
    odd = route("GET", "/V1/a", "get", (parameter(HOSTILE, INTEGER), Location.QUERY))
    operation = load(replace(SHOP, operations=(odd,))).OPERATIONS["GET /V1/a"]
    assert operation.parameters[0].name == HOSTILE


@pytest.mark.parametrize(
    "text", ["plain", 'say "hi"', "it's", "a\\b", "\0\n\r\t", "é", "\u202e", '"""', "{{ x }}", "\ud800"]
)
def test_string_literals_have_exactly_the_text(text: str) -> None:
    literal = py_str(text)
    assert ast.literal_eval(literal) == text
    assert "\n" not in literal
    assert "\u202e" not in literal


def test_markdown_cells_hold_their_text() -> None:
    assert md_code("a`b|c\nd") == "a'b\\|c d"


def test_a_template_of_the_user_replaces_ours(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "reference.md.jinja").write_text(
        "{{ references | length }} operations of {{ title }}\n", encoding="utf-8"
    )
    files = build(SHOP, templates=tmp_path)
    assert files["REFERENCE.md"] == "5 operations of Magento 2 REST API\n"
    assert files["resources/acme_tools.py"] == build(SHOP)["resources/acme_tools.py"]


def test_a_template_that_asks_for_what_it_is_not_given_fails() -> None:
    with pytest.raises(CodegenError, match="a template is wrong: 'schema_hash' is undefined"):
        Renderer().render("package/user_agent.py.jinja", {"header": ""})


def test_the_package_passes_strict_type_checks_and_has_no_unused_name(load: Load, mypy: Mypy) -> None:
    union = route("GET", "/V1/any", "any", result=ANY)
    void = route("POST", "/V1/void", "void", (parameter("codes", List(STRING)), Location.BODY))
    maybe = replace(route("GET", "/V1/maybe", "maybe", result=Named(TOOL.name)), result_nullable=True)
    listed = route("GET", "/V1/tools/all", "list", result=List(Named(TOOL.name)))
    api = replace(SHOP, operations=(*SHOP.operations, union, void, maybe, listed))
    package = load(api, attributes={"acme_tools_tool": {"brand": "int"}})
    folder = Path(package.__file__ or "").parent
    user = folder.parent / "user.py"
    user.write_text(
        f"""from {package.__name__} import AsyncClient, Client, SearchCriteria
from typing import Any, assert_type
from {package.__name__} import models

with Client("http://127.0.0.1:1", store="all") as shop:
    tools = shop.acme_tools.tool_repository
    tool = tools.get(id=1)
    assert_type(tool, models.acme_tools.Tool)
    assert_type(tools.list(), list[models.acme_tools.Tool])
    if tool.custom_attributes is not None:
        assert_type(tool.custom_attributes.brand, int | None)
    for item in tools.iter_list(SearchCriteria().where("id", "gt", 1)):
        assert_type(item, models.acme_tools.Tool)
    job = shop.bulk.acme_tools.tool_repository.save([{{"tool": {{"id": 1}}}}])
    assert_type(job.status().items[0].value, models.acme_tools.Tool | None)


async def use(shop: AsyncClient) -> None:
    assert_type(await shop.acme_tools.tool_repository.get(id=1), models.acme_tools.Tool)
    async for item in shop.acme_tools.tool_repository.iter_list():
        assert_type(item, models.acme_tools.Tool)
    await (await shop.bulk.acme_tools.tool_repository.save.one({{"tool": {{}}}})).wait()
""",
        encoding="utf-8",
    )
    command = ["ruff", "check", "--isolated", "--select", "F", "--ignore", "F403", str(folder)]
    for checked in (
        mypy(user, folder, cwd=folder.parent),
        subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False),
    ):
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_names_do_not_depend_on_the_order_of_the_input(build: Build) -> None:
    turned = replace(
        SHOP, operations=SHOP.operations[::-1], models=SHOP.models[::-1], services=SHOP.services[::-1]
    )
    assert build(turned) == build(SHOP)
    assert assign(turned, {}).pins() == assign(SHOP, {}).pins()


def test_an_empty_api_has_nothing_to_generate(build: Build) -> None:
    from codegen.diagnostics import CodegenError

    with pytest.raises(CodegenError, match="nothing to generate"):
        build(Api())


def test_a_package_has_a_shop_for_tests_unless_that_is_left_out(build: Build) -> None:
    files, without = build(SHOP), build(SHOP, testing=False)
    assert "class FakeShop(BaseFakeShop):" in files["testing.py"]
    assert "async_client" not in build(SHOP, modes="sync")["testing.py"]
    assert {path for path in files.keys() - without.keys() if not path.startswith("_runtime/testing/")} == {
        "testing.py"
    }
    assert not any("testing" in path for path in without)
