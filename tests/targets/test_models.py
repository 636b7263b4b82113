"""Models: what datamodel-code-generator makes of an Api, as its users have it."""

from __future__ import annotations

import ast
import inspect
import sys

import pytest

from codegen.diagnostics import CodegenError
from codegen.ir import BINARY, INTEGER, NUMBER, STRING, Api, Field, List, Map, Model, Named, Union
from codegen.values import replace
from tests.targets.apis import SHELF, SHOP, TOOL, fields, model
from tests.targets.conftest import Build, Load

HOSTILE = 'a """ b \\ c \0 d \u202e e {{ x }} {% y %}\n    import os\r\nf "'


def test_modules_that_refer_to_each_other_load_apart_and_resolve_on_first_use(load: Load) -> None:
    package = load(SHOP, models_only=True)
    tool = package.models.acme_tools.Tool
    assert f"{package.__name__}.models.acme_store" not in sys.modules
    made = tool.model_validate({"shelf": {"code": "a", "tools": [{"id": 3}]}})
    assert type(made.shelf) is package.models.acme_store.Shelf
    assert type(made.shelf.tools[0]) is tool


def test_namesakes_of_two_modules_are_told_apart(load: Load) -> None:
    one = model(
        "AcmeOneDataItemInterface", "Acme_One", *fields(a=STRING, other=Named("AcmeTwoDataItemInterface"))
    )
    two = model(
        "AcmeTwoDataItemInterface", "Acme_Two", *fields(b=STRING, more=Named("AcmeOneDataItemInterface"))
    )
    models = load(Api(models=(one, two)), models_only=True).models
    made = models.acme_one.Item.model_validate({"other": {"b": "x", "more": {"a": "y"}}})
    assert type(made.other) is models.acme_two.Item
    assert type(made.other.more) is models.acme_one.Item


def test_every_kind_of_type_is_annotated_and_optional(build: Build) -> None:
    odd = model(
        "AcmeXDataOddInterface", "Acme_X", *fields(m=Map(INTEGER), u=Union((STRING, NUMBER)), b=BINARY)
    )
    text = build(Api(models=(odd,)), models_only=True, optional="all")["models/acme_x.py"]
    assert "m: dict[str, int] | None = None" in text
    assert "u: str | float | None = None" in text
    assert "b: bytes | None = None" in text


def test_field_names_that_python_or_pydantic_keep_get_an_alias(load: Load) -> None:
    names = (
        "copy",
        "json",
        "class",
        "int",
        "customerID",
        "_x",
        "1a",
        "Tool",
        "model_dump",
        "a-b",
        "schema",
        "item",
    )
    odd = model(
        "AcmeToolsDataToolInterface", "Acme_Tools", *(Field(wire_name=name, type=INTEGER) for name in names)
    )
    tool = load(Api(models=(odd,)), models_only=True).models.acme_tools.Tool
    made = tool.model_validate({name: number for number, name in enumerate(names)})
    assert (made.copy_, made.json_, made.class_, made.int_, made.customer_id) == (0, 1, 2, 3, 4)
    assert made.model_dump(by_alias=True) == {name: number for number, name in enumerate(names)}


def test_hostile_text_stays_text(build: Build, load: Load) -> None:
    odd = Model(
        name="AcmeToolsDataToolInterface",
        module="Acme_Tools",
        description=HOSTILE,
        fields=(Field(wire_name="x", type=STRING, description=HOSTILE, deprecated=HOSTILE),),
    )
    api = Api(models=(odd,))
    text = build(api, models_only=True)["models/acme_tools.py"]
    assert text.isprintable() or not set(text) & {"\0", "\u202e", "\r"}
    tree = ast.parse(text)
    assert not any(
        "os" in names
        for names in ([a.name for a in n.names] for n in ast.walk(tree) if isinstance(n, ast.Import))
    )
    doc = inspect.getdoc(load(api, models_only=True).models.acme_tools.Tool) or ""
    assert doc.splitlines()[0] == 'A """ b \\ c d e {{ x }} {% y %} import os f ".'


def test_descriptions_that_repeat_the_name_are_left_out(build: Build) -> None:
    said = Field(wire_name="base_price", type=NUMBER, description="The tool base price value.")
    told = Field(wire_name="qty", type=NUMBER, description="how many there are")
    text = build(Api(models=(replace(TOOL, fields=(said, told)),)), models_only=True)["models/acme_tools.py"]
    assert "base price value" not in text
    assert '"""How many there are."""' in text


def test_a_module_depends_on_its_own_models_only(build: Build) -> None:
    before = build(SHOP, models_only=True)
    more = model("AcmeStoreDataRackInterface", "Acme_Store", *fields(a=STRING))
    after = build(replace(SHOP, models=(*SHOP.models, more)), models_only=True)
    assert {path for path in after if before.get(path) != after[path]} == {"models/acme_store.py"}


@pytest.mark.parametrize("name", ["Path", "Set", "Type", "Counter", "Mapping"])
def test_classes_may_be_called_like_types_of_python(load: Load, name: str) -> None:
    kind = model(f"AcmeTools{name}Interface", "Acme_Tools", *fields(code=STRING))
    user = model(
        "AcmeToolsDataToolInterface",
        "Acme_Tools",
        *fields(kind=Named(kind.name), kinds=List(Named(kind.name))),
    )
    other = model("AcmeStoreDataShelfInterface", "Acme_Store", *fields(kind=Named(kind.name)))
    models = load(Api(models=(kind, user, other)), models_only=True).models
    made = models.acme_tools.Tool.model_validate({"kind": {"code": "a"}, "kinds": [{"code": "b"}]})
    far = models.acme_store.Shelf.model_validate({"kind": {"code": "c"}})
    assert (made.kind.code, made.kinds[0].code, far.kind.code) == ("a", "b", "c")
    assert type(far.kind) is getattr(models.acme_tools, name)


def test_the_attribute_map_types_custom_attributes(load: Load) -> None:
    types = {"brand": "int", "sizes": "list[int]", "is_new": "bool", "sort": "str", "any": "any"}
    models = load(SHOP, models_only=True, attributes={"acme_tools_tool": types}).models
    listed = models.acme_tools.Tool(
        custom_attributes={"brand": "7", "sizes": "1,2", "is_new": "0"}
    ).custom_attributes
    assert (listed.brand, listed.sizes, listed.is_new, listed.sort_) == (7, [1, 2], False, None)
    listed.sizes = [3, 4]
    listed.is_new = True
    del listed.brand
    assert listed.as_dict() == {"sizes": "3,4", "is_new": "1"}


def test_a_value_of_another_type_than_the_map_says_is_handed_on(load: Load) -> None:
    models = load(SHOP, models_only=True, attributes={"AcmeToolsDataToolInterface": {"brand": "int"}}).models
    assert models.acme_tools.Tool(custom_attributes={"brand": "acme"}).custom_attributes.brand == "acme"


def test_an_attribute_map_for_nothing_is_a_usage_error(build: Build) -> None:
    with pytest.raises(CodegenError, match="did you mean acme_tools_tool") as caught:
        build(SHOP, models_only=True, attributes={"acme_tool": {"brand": "int"}})
    assert caught.value.exit_code == 2


def test_a_field_that_the_server_refuses_says_so(build: Build) -> None:
    refused = Field(wire_name="options", type=STRING, writable=False)
    text = build(Api(models=(replace(SHELF, fields=(refused,)),)), models_only=True)["models/acme_store.py"]
    assert '"""The server refuses it in requests."""' in text
