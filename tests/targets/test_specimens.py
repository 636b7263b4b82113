"""Classes put together from specimens: byte for byte what datamodel-code-generator makes of them as a whole."""

from __future__ import annotations

import json
import keyword
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.emit.text import printable
from codegen.machine.cache import Cache
from codegen.run import planning
from codegen.source import Inputs
from codegen.targets.models import datamodel
from codegen.targets.models.datamodel import Question, write
from codegen.targets.models.module import by_module, draft_module
from codegen.targets.models.schema import ClassTerms, FieldTerms, place
from codegen.targets.models.specimens import begin_classes, kept
from codegen.targets.models.style import Style
from codegen.values import replace
from tests.command_line import EXAMPLE

TEXT = '{"type": "string"}'
CLASS = json.dumps({"type": "object", "x-python-type": place(0)})
SCHEMAS = (
    TEXT,
    '{"type": "integer"}',
    '{"type": "number"}',
    '{"type": "number", "format": "decimal"}',
    '{"type": "string", "format": "binary"}',
    "{}",
    CLASS,
    json.dumps({"type": "object", "x-python-type": "OptionalMomentField"}),
    json.dumps({"type": "object", "x-python-type": f"KeyedList[{place(0)}]"}),
    f'{{"type": "array", "items": {CLASS}}}',
    f'{{"type": "object", "additionalProperties": {TEXT}}}',
    f'{{"anyOf": [{CLASS}, {{"type": "array", "items": {{}}}}]}}',
)
STYLES = (Style(), Style("all", "float"), Style("none", "decimal"))


def field(
    name: str, schema: str = TEXT, *, wire_name: str = "", text: str = "", required: bool = False
) -> FieldTerms:
    classes = ("Shelf",) if place(0) in schema else ()
    return FieldTerms(name, wire_name or name, schema, classes, required, text)


def replaced(terms: ClassTerms, *fields: FieldTerms) -> ClassTerms:
    return replace(terms, fields=fields)


def whole(terms: ClassTerms) -> Question:
    """A class as one question."""
    properties = {}
    for item in terms.fields:
        schema = item.schema
        for number, name in enumerate(item.classes):
            schema = schema.replace(place(number), name)
        properties[item.wire_name] = json.loads(schema) | ({"description": item.text} if item.text else {})
    schema = {
        "type": "object",
        "properties": properties,
        "required": [item.wire_name for item in terms.fields if item.required],
    }
    return Question(
        terms.name,
        schema | ({"description": terms.text} if terms.text else {}),
        {item.wire_name: item.name for item in terms.fields if item.wire_name != item.name},
        tuple(item.name for item in terms.fields),
    )


def assert_same(classes: Sequence[ClassTerms]) -> None:
    """Hold classes, whose names differ, against datamodel-code-generator."""
    made = next(begin_classes([classes]))
    written = write([whole(terms) for terms in classes])
    for terms, found in zip(classes, written, strict=True):
        assert made.classes[terms.name] == found.source
    for found in written:
        for module, names in found.imports.items():
            assert {*names} <= {*made.imports[module]}
    used = {name for found in written for name in found.names}
    assert {name for names in made.imports.values() for name in names} <= used
    assert {name for name in made.names if name.endswith("Field") or name in ("ABSENT", "KeyedList")} <= used


def terms_of(source: Path, style: Style, **options: str) -> Iterator[ClassTerms]:
    client = ClientConfig(
        name="x", sources=(str(source),), output=source, package="x", keep_going=True, **options
    )
    api = planning.read(client, Inputs(Cache())).api
    symbols, _ = planning.name(api, client, {})
    for name, models in by_module(api, symbols).items():
        yield from draft_module(name, models, symbols, style).terms


def assert_all_same(terms: Iterator[ClassTerms]) -> int:
    """Hold all classes against datamodel-code-generator, each once; namesakes apart from each other."""
    rest = [*dict.fromkeys(terms)]
    number = len(rest)
    while rest:
        some = {each.name: each for each in reversed(rest)}
        assert_same(list(some.values()))
        rest = [each for each in rest if some[each.name] != each]
    return number


@pytest.mark.parametrize("folder", ["magento2", "magento1"])
@pytest.mark.parametrize("style", STYLES)
def test_classes_of_the_example(folder: str, style: Style) -> None:
    assert assert_all_same(terms_of(EXAMPLE / folder, style)) > 10


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("magento-2.4.6/wsdl/all.slim.wsdl", Style()),
        ("openmage-20.0.20/wsdl/v2.wsdl", Style("none", "decimal")),
        ("openmage-20.0.20/xml", Style()),
        ("third-party/Mollie_Payment", Style("all", "decimal")),
    ],
)
def test_classes_of_the_corpus(corpus: Path, source: str, style: Style) -> None:
    assert assert_all_same(terms_of(corpus / source, style)) > 10


ODD = [
    *keyword.kwlist,
    *keyword.softkwlist,
    *(
        "copy",
        "schema",
        "model_dump",
        "int",
        "str_",
        "date",
        "field",
        "any",
        "typing",
        "specimen_name",
        "a__b",
        "a_",
    ),
    *("Any", "Field", "Shelf", "Decimal", "ABSENT", "SpecimenClass0_", "customerID", "Tool"),
]
"""Names that some Python, pydantic or datamodel-code-generator knows."""
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NAMES = st.one_of(WORDS, WORDS, st.sampled_from(ODD))
WIRE_NAMES = st.one_of(NAMES, st.from_regex(r"[A-Za-z0-9_.\-' é]{1,8}", fullmatch=True))
TEXTS = st.one_of(
    st.just(""),
    st.sampled_from(["Any ABSENT, a {name}.", '"Quoted" text.', 'Text: "quoted"']),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(alphabet="\"'\\\n\t {%}a#\r", max_size=12),
    st.lists(st.sampled_from(["", "A line.", "Specimen line 1."]), max_size=4).map("\n".join),
).map(lambda text: printable(text).strip())
FIELDS = st.builds(
    lambda name, wire_name, same, schema, text, required: field(
        name, schema, wire_name=name if same else wire_name, text=text, required=required
    ),
    NAMES,
    WIRE_NAMES,
    st.booleans(),
    st.sampled_from(SCHEMAS),
    TEXTS,
    st.booleans(),
)
CLASSES = st.builds(
    ClassTerms,
    st.sampled_from(["Tool", "Shelf", "Item_Tool"]),
    TEXTS,
    st.lists(FIELDS, max_size=4, unique_by=(lambda item: item.name, lambda item: item.wire_name)).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(CLASSES)
def test_any_class_is_written_as_the_whole_or_refused(terms: ClassTerms) -> None:
    try:
        next(begin_classes([[terms]]))
    except CodegenError:
        assert any(item.name in ODD or item.wire_name in ODD for item in terms.fields)
    else:
        assert_same([terms])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many classes each call of datamodel-code-generator wrote."""
    numbers: list[int] = []
    run = datamodel._run

    def noted(questions: Sequence[Question]) -> str:
        numbers.append(len(questions))
        return run(questions)

    monkeypatch.setattr(datamodel, "_run", noted)
    return numbers


TOOL = ClassTerms(
    "Tool", "A tool.", (field("sku", text="Its name."), field("customer_id", wire_name="customerID"))
)
BOX = ClassTerms("Box", "Holds tools.", (field("code", text="Another."), field("id_of_it", wire_name="id")))


def test_only_new_shapes_are_asked_for(tmp_path: Path, asked: list[int]) -> None:
    cache = Cache(tmp_path)
    assert not kept(cache)
    first = next(begin_classes([[TOOL]], cache))
    assert kept(cache)
    assert next(begin_classes([[TOOL], [TOOL, BOX]], cache)) == first
    assert asked == [3]
    odd = replaced(BOX, field("note", text='Called "note"'))
    assert '"""Called "note\\""""' in next(begin_classes([[odd]], cache)).classes["Box"]
    assert asked == [3, 1]


def test_names_that_are_not_ours_are_an_internal_error() -> None:
    with pytest.raises(CodegenError, match="chose other names: Specimen1 has"):
        next(begin_classes([[replaced(TOOL, field("copy"))]]))
    with pytest.raises(CodegenError, match="can't be a class with the fields"):
        begin_classes([[replaced(TOOL, field("sku"), field("sku", wire_name="SKU"))]])


def test_a_field_that_hides_a_type_is_an_internal_error() -> None:
    hiding = field("Any", wire_name="any")
    with pytest.raises(CodegenError, match=r"Tool\.Any hides what anything uses"):
        next(begin_classes([[replaced(TOOL, hiding, field("anything", "{}"))]]))
    apart = [replaced(TOOL, hiding), replaced(BOX, field("anything", "{}"))]
    made = next(begin_classes([apart]))
    assert "    Any: str | None = Field(" in made.classes["Tool"]
    assert "    anything: Any | None = None" in made.classes["Box"]
    assert [*made.imports["typing"]] == ["Any"]


@pytest.mark.parametrize("mark", ["specimenWireName", "Specimen line 0."])
def test_an_answer_without_what_was_asked_is_an_internal_error(
    monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    run = datamodel._run
    monkeypatch.setattr(datamodel, "_run", lambda questions: run(questions).replace(mark, "other"))
    with pytest.raises(CodegenError, match=r"wrote .* without"):
        next(begin_classes([[TOOL]]))


def test_names_may_look_like_what_stands_for_names() -> None:
    assert_same(
        [replaced(TOOL, field("specimen_name"), field("a", wire_name="specimenWireName", text="{0}"))]
    )
    with pytest.raises(CodegenError, match="can't be told from"):
        next(begin_classes([[replaced(TOOL, field("a", wire_name="x-specimen_name"))]]))
