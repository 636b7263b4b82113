"""Whatever an input calls its things and says of them, the package is Python that means the same."""

from __future__ import annotations

import ast
import keyword
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from codegen.config import ClientConfig
from codegen.ir import (
    ANY,
    BINARY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    Api,
    Field,
    KeyedList,
    List,
    Location,
    Map,
    Model,
    Named,
    Operation,
    Service,
    TypeRef,
    Union,
)
from codegen.symbols import assign
from codegen.systems import MAGENTO2
from codegen.targets.registry import target_for
from codegen.values import replace
from tests.targets.apis import parameter, route

NAMES = (
    "AcmeToolsDataAInterface",
    "AcmeToolsDataBInterface",
    "AcmeOtherDataAInterface",
    "modelDump",
    "Field",
)
WORDS = [
    *keyword.kwlist,
    *keyword.softkwlist,
    "copy",
    "schema",
    "int",
    "list",
    "Any",
    "Model",
    "model_fields",
    "_x",
]
WIRE_NAMES = st.one_of(
    st.sampled_from(WORDS), st.text(min_size=1, max_size=8), st.text(alphabet="aA1_-. ", min_size=1)
)
TEXTS = st.one_of(st.just(""), st.text(max_size=30), st.text(alphabet="\"'\\\n\t{%} a", max_size=12))
LEAVES: st.SearchStrategy[TypeRef] = st.one_of(
    st.sampled_from([STRING, INTEGER, NUMBER, BOOLEAN, BINARY, ANY]),
    st.sampled_from([Named(name) for name in NAMES]),
    st.just(KeyedList(Named(NAMES[0]), "key", "value")),
)
TYPES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(List),
        inner.map(Map),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: Union(tuple(items))),
    ),
    max_leaves=4,
)
FIELDS = st.lists(
    st.builds(
        Field,
        wire_name=WIRE_NAMES,
        type=TYPES,
        description=TEXTS,
        deprecated=st.none() | TEXTS,
        writable=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda item: item.wire_name,
).map(tuple)
MODELS = st.tuples(*(st.tuples(FIELDS, TEXTS) for _ in NAMES))
PARAMETERS = st.lists(
    st.tuples(WIRE_NAMES, TYPES, st.booleans(), TEXTS, st.sampled_from([Location.QUERY, Location.BODY])),
    max_size=4,
    unique_by=lambda item: item[0],
)


def an_api(models: tuple[tuple[tuple[Field, ...], str], ...], *operations: Operation) -> Api:
    modules = ("Acme_Tools", "Acme_Tools", "Acme_Other", "", "Acme_Tools")
    return Api(
        system=MAGENTO2,
        models=tuple(
            Model(name=name, module=module, fields=fields, description=text)
            for name, module, (fields, text) in zip(NAMES, modules, models, strict=True)
        ),
        operations=operations,
        services=(Service(name="acmeToolsToolRepositoryV1", module="Acme_Tools", title="ToolRepository"),),
    )


def planned(api: Api, **config: object) -> dict[str, str]:
    client = ClientConfig(name="shop", sources=(), output=Path("shop"), package="shop", **config)  # type: ignore[arg-type]
    target = target_for(api, client)
    files = dict(target.plan(api, assign(api, {}, target.reserved), client))
    return {path: text for path, text in files.items() if not path.startswith("_runtime/")}


def compile_all(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec", dont_inherit=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MODELS)
def test_models_are_python(models: tuple[tuple[tuple[Field, ...], str], ...]) -> None:
    api = an_api(models)
    files = planned(api, models_only=True)
    compile_all(files)
    found = [
        fields for path, text in files.items() if path.startswith("models/") for fields in wire_names(text)
    ]
    assert sorted(found) == sorted([item.wire_name for item in model.fields] for model in api.models)


def wire_names(text: str) -> list[list[str]]:
    """The wire names of the fields of each class in a module of models."""
    return [
        [
            _alias(node.value) or ast.unparse(node.target)
            for node in item.body
            if isinstance(node, ast.AnnAssign)
        ]
        for item in ast.parse(text).body
        if isinstance(item, ast.ClassDef)
    ]


def _alias(value: ast.expr | None) -> str | None:
    keywords = value.keywords if isinstance(value, ast.Call) else []
    return next((ast.literal_eval(item.value) for item in keywords if item.arg == "validation_alias"), None)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WIRE_NAMES, PARAMETERS, TYPES, TEXTS)
@example("list", [], List(STRING), "")
@example("models", [("cast", Union((STRING, Named(NAMES[0]))), False, '"', Location.BODY)], Map(ANY), '"""')
def test_resources_are_python(
    name: str, parameters: list[tuple[str, TypeRef, bool, str, Location]], result: TypeRef, text: str
) -> None:
    placed = [
        (parameter(wire, type_ref, required=required, description=told), location)
        for wire, type_ref, required, told, location in parameters
    ]
    operation = route("POST", "/V1/x", name, *placed, result=result, text=text)
    empty = tuple(((), "") for _ in NAMES)
    files = planned(an_api(empty, replace(operation, result_description=text)))
    compile_all(files)
    assert len([line for line in files["REFERENCE.md"].splitlines() if line.startswith("- `")]) == 1
