"""The example's contracts, read from source, and its WSDLs say the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from codegen.diagnostics import Level
from codegen.ir import Api, List, Operation, TypeRef
from codegen.readers import registry
from codegen.readers.base import ReadOptions
from codegen.roots import Root
from codegen.source import Inputs
from tests.conftest import EXAMPLE


def read(*paths: Path) -> Api:
    roots = [Root.of(str(path)) for path in paths]
    reading = registry.read(roots, Inputs(), ReadOptions())
    assert [str(found) for found in reading.diagnostics if found.level is not Level.INFO] == []
    return reading.api


def shape(operation: Operation) -> tuple[object, ...]:
    parameters = [(entry.name, entry.type, entry.required) for entry in operation.parameters]
    return operation.service, parameters, operation.result


def flat(type_ref: TypeRef) -> TypeRef:
    """A type as a WSDL can say it: Magento writes a list of lists as a list there."""
    while isinstance(type_ref, List) and isinstance(type_ref.item, List):
        type_ref = type_ref.item
    return type_ref


def fields(api: Api) -> dict[str, dict[str, tuple[TypeRef, bool]]]:
    return {
        model.name: {entry.wire_name: (flat(entry.type), entry.required) for entry in model.fields}
        for model in api.models
    }


def test_models_from_source_equal_those_of_the_wsdls() -> None:
    assert fields(read(EXAMPLE / "magento2")) == fields(read(EXAMPLE / "magento2-wsdl"))


def test_routes_joined_to_wsdls_equal_those_from_source(tmp_path: Path) -> None:
    for path in sorted((EXAMPLE / "magento2/app/code/Acme").glob("*/etc/webapi.xml")):
        if path.parts[-3] != "GiftWrap":
            shutil.copytree(path.parent, tmp_path / f"Acme_{path.parts[-3]}" / "etc")
    joined, source = read(tmp_path, EXAMPLE / "magento2-wsdl"), read(EXAMPLE / "magento2")
    assert {item.id: item.status for item in joined.items} == {item.id: item.status for item in source.items}
    found = {operation.id: shape(operation) for operation in joined.operations}
    for operation in source.operations:
        assert found[operation.id] == shape(operation), operation.id
