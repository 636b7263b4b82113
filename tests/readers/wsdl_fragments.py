"""How tests read WSDLs of our own writing, and look at what came of it."""

from __future__ import annotations

from pathlib import Path

from codegen.ir import (
    Field,
    Operation,
)
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs

FRAGMENTS = Path(__file__).resolve().parents[1] / "fragments" / "wsdl"


def read(*names: str) -> Reading:
    return READER.read([Root.of(str(FRAGMENTS / name)) for name in names], Inputs(), ReadOptions())


def operations(reading: Reading) -> dict[str, Operation]:
    return {operation.id: operation for operation in reading.api.operations}


def fields(reading: Reading, model: str) -> dict[str, Field]:
    found = reading.api.model(model)
    assert found is not None
    return {field.wire_name: field for field in found.fields}


def lines(reading: Reading) -> list[str]:
    return [
        f"{Path(one.origin.file).name if one.origin else ''}:{one.origin.line if one.origin else ''} {one.code}"
        for one in reading.diagnostics
    ]
