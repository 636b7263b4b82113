"""Generates and imports packages of Magento 1's REST API."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

from codegen.config import ClientConfig
from codegen.ir import Api
from codegen.passes import steps
from codegen.readers.api2 import READER
from codegen.readers.base import Reading, ReadOptions
from codegen.source import Inputs
from codegen.symbols import Symbols, assign
from codegen.targets.api2 import TARGET


def client_of(*sources: Path, **options: object) -> ClientConfig:
    """The configuration of a client for these sources."""
    return ClientConfig(
        name="shop",
        sources=tuple(str(source) for source in sources),
        output=Path("shop"),
        package="shop",
        protocol="rest",
        **options,  # type: ignore[arg-type]
    )


def read(client: ClientConfig) -> Reading:
    """What the reader and the passes make of a client's sources."""
    reading = READER.read(client.roots(), Inputs(), ReadOptions(protocol="rest"))
    api, diagnostics = reading.api, list(reading.diagnostics)
    for run in steps(client):
        api, found = run(api)
        diagnostics += found
    return Reading(api, tuple(diagnostics))


def write_package(client: ClientConfig, folder: Path, name: str) -> tuple[Api, Symbols]:
    """Write a client's package to `folder/name`, unformatted."""
    api = read(client).api
    symbols = assign(api, {}, TARGET.reserved)
    for path, text in TARGET.plan(api, symbols, client):
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return api, symbols


def import_package(folder: Path, name: str) -> ModuleType:
    """Import a package of a folder."""
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
