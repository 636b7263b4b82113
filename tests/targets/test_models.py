"""Models: what datamodel-code-generator makes of an Api, as its users have it."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from codegen.diagnostics import CodegenError
from codegen.ir import BINARY, INTEGER, NUMBER, STRING, Api, Field, Map, Model, Named, Union
from codegen.machine.cache import Cache
from codegen.targets.models import datamodel
from codegen.targets.models.datamodel import Question, begin_modules
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
    doc = load(api, models_only=True).models.acme_tools.Tool.__doc__
    assert doc.splitlines()[1] == '    A """ b \\ c d e {{ x }} {% y %} import os f ".'


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


def test_names_that_are_not_ours_are_an_internal_error() -> None:
    schema = {"$defs": {"Tool": {"type": "object", "properties": {"copy": {"type": "string"}}}}}
    with pytest.raises(CodegenError, match="chose other names: Tool has"):
        list(begin_modules([Question("acme_tools", schema, {}, {"Tool": ("copy",)})]))


def question(module: str, *classes: str, alias: str = "copy_") -> Question:
    """A question for classes with one field, whose Python name is another one."""
    definition = {"type": "object", "properties": {"copy": {"type": "string", "description": module}}}
    return Question(
        module,
        {"$defs": dict.fromkeys(classes, definition)},
        {f"{name}.copy": alias for name in classes},
        dict.fromkeys(classes, (alias,)),
    )


def test_modules_are_written_together_as_they_are_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    run = datamodel._run

    def noted(given: Question) -> str:
        asked.append(list(given.expected))
        return run(given)

    monkeypatch.setattr(datamodel, "_run", noted)
    questions = [
        question("one", "Tool", "Shelf"),
        question("two", "Rack"),
        question("three", "Tool", alias="copied"),  # a namesake
        question("four", *(f"C{number}" for number in range(70))),
        question("five", "Box"),
    ]
    together = list(begin_modules(questions))
    assert [len(names) for names in asked] == [3, 1, 70, 1]
    assert together == [answer for each in questions for answer in begin_modules([each])]
    assert "copied: str" in together[2].classes["Tool"]
    assert '"""three"""' in together[2].classes["Tool"]


def test_what_does_not_go_together_is_written_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    run = datamodel._run

    def confused(given: Question) -> str:
        return run(given if len(given.expected) == 1 else given._replace(aliases={}))

    questions = [question("one", "Tool"), question("two", "Shelf")]
    expected = list(begin_modules(questions))
    monkeypatch.setattr(datamodel, "_run", confused)
    assert list(begin_modules(questions)) == expected


def test_only_classes_that_changed_are_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    asked: list[list[str]] = []
    run = datamodel._run

    def noted(given: Question) -> str:
        asked.append(list(given.expected))
        return run(given)

    monkeypatch.setattr(datamodel, "_run", noted)
    first = list(begin_modules([question("one", "Tool", "Shelf"), question("two", "Rack")], cache))
    again = list(begin_modules([question("one", "Tool", "Shelf"), question("two", "Rack")], cache))
    more = list(begin_modules([question("one", "Box", "Shelf", "Tool"), question("two", "Rack")], cache))
    other = list(begin_modules([question("one", "Tool", "Shelf", alias="copied")], cache))
    assert asked == [["Tool", "Shelf", "Rack"], ["Box"], ["Tool", "Shelf"]]
    assert again == first
    assert more[0].classes["Tool"] == first[0].classes["Tool"]
    assert list(more[0].classes) == ["Box", "Shelf", "Tool"]
    assert "copied: str" in other[0].classes["Tool"]


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
