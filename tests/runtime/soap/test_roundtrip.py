"""Any value of any model survives being written and read, in both styles and in v1's plain form."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLE
from tests.runtime.soap.packages import build

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
    max_size=20,
)
NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
SCALARS = {
    "s": TEXT,
    "i": st.integers(-(2**31), 2**31 - 1),
    "n": st.floats(allow_nan=False, allow_infinity=False, width=32),
    "b": st.booleans(),
    "y": st.binary(min_size=1, max_size=20),
    "*": TEXT,
}


def values(kind: Any, tables: Any, depth: int) -> st.SearchStrategy[Any]:
    """Plain data of a kind; below `depth` levels models are left out."""
    match kind.tag:
        case ".":
            return models(kind.name, tables, depth - 1)
        case "[" | "+":
            return st.lists(values(kind.item, tables, depth - 1), max_size=3)
        case "#":
            return st.lists(models(kind.item.name, tables, depth - 1), max_size=3)
        case "?" | "|":
            return values(kind.item, tables, depth)
    return SCALARS[kind.tag]


def models(name: str, tables: Any, depth: int) -> st.SearchStrategy[Any]:
    """Data of a model, by alias."""
    fields = {
        field.alias: values(field.kind, tables, depth)
        for field in tables[name].fields
        if field.writable and (depth > 0 or field.kind.tag in SCALARS)
    }
    if not fields:
        return st.just({})
    chosen = st.sets(st.sampled_from(sorted(fields)))
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: fields[name] for name in sorted(names)}))


def model_of(definition: Any, name: str) -> Any:
    """The class of a model by its name in the WSDL."""
    module, names = next((module, own) for module, own in definition.types.items() if name in own)
    return getattr(getattr(definition.models, module), names[name])


@pytest.fixture(scope="module", params=["magento1", "magento2-wsdl"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A package of the example."""
    name = f"roundtrip_{request.param.replace('-', '_')}"
    return build(name, [EXAMPLE / request.param], tmp_path_factory.mktemp("roundtrip"))


@given(st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_models_survive(package: ModuleType, data: st.DataObject) -> None:
    from importlib import import_module

    definition = next(iter(package.OPERATIONS.values())).definition
    soap = import_module(f"{package.__name__}._runtime.soap.operation")
    name = data.draw(st.sampled_from(sorted(name for own in definition.types.values() for name in own)))
    value = data.draw(models(name, definition.parsed, 3))
    argument = import_module(f"{package.__name__}._runtime.soap.arguments").arg(
        name, model_of(definition, name)
    )
    operation = soap.SoapOperation(definition, "echo", (argument,), session="")
    operation.__dict__["kind"] = definition.parsed.kind(model_of(definition, name))
    operation.__dict__["result_type"] = Any
    for mode in definition.modes:
        dialect = definition.dialect(mode)
        if dialect.by_path:
            continue
        body = operation.encode({name: value}, dialect=dialect, namespace="urn:x")
        assert operation.decode(body) == value


@given(st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_typed_models_survive(package: ModuleType, data: st.DataObject) -> None:
    from importlib import import_module

    operations = [
        operation
        for operation in package.OPERATIONS.values()
        if operation.kind is not None and "." in (operation.kind.tag, getattr(operation.kind.item, "tag", ""))
    ]
    operation = data.draw(st.sampled_from(sorted(operations, key=lambda item: str(item.id))))
    definition = operation.definition
    posting = import_module(f"{package.__name__}._runtime.soap.envelope")
    kind = operation.kind
    typed = import_module(f"{package.__name__}._runtime.models.decode").decode_value(
        data.draw(values(kind, definition.parsed, 3)), operation.result_type
    )
    for mode in definition.modes:
        dialect = definition.dialect(mode)
        if dialect.by_path:
            continue
        parts: list[str] = []
        definition.encoders(dialect).of(kind)(("result", "result"), typed, parts)
        text = f"<ns1:echoResponse>{''.join(parts)}</ns1:echoResponse>"
        body = posting.close_envelope(
            text, version=dialect.version, namespace="urn:x", encoded=dialect.encoded
        )
        assert operation.decode(body) == typed
