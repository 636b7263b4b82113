"""What else the program reads: its configuration and locks, its cache, and documents to compare with."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from codegen.cli import cli
from codegen.config import load_config
from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.ir import Api
from codegen.machine.cache import Cache
from codegen.origin import Origin
from codegen.readers import registry
from codegen.readers.base import Reading, ReadOptions
from codegen.roots import Root
from codegen.source import Inputs
from codegen.values import Format
from tests.campaign.fuzz.definitions import CASES
from tests.campaign.fuzz.target import Case, Target

_REFUSALS = (CodegenError, click.ClickException)
_CONFIGURATION = b"""\
sources = ["src"]
http_library = "httpx"
modes = "both"
optional = "none"
strict = false
php_paths = ["x"]
[include]
modules = ["Acme_*"]
acl = ["x"]
[attributes.catalog_product]
brand = "int"
[[overrides]]
target = "BooksDataBookInterface.title"
rename = "kind"
type = "list[string]"
[[clients]]
name = "a"
output = "o/a"
[[clients]]
name = "b"
output = "o/b"
distribution = {name = "acme-b", version = "1.0"}
"""
_SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "basePath": "/rest/default",
    "paths": {
        "/V1/books": {
            "get": {
                "parameters": [
                    {"name": "searchCriteria[pageSize]", "in": "query", "type": "integer"},
                    {"name": "ids", "in": "query", "type": "array", "items": {"type": "string"}},
                ],
                "responses": {"200": {"schema": {"$ref": "#/definitions/books-data-book-interface"}}},
            },
            "post": {
                "parameters": [
                    {
                        "name": "body",
                        "in": "body",
                        "schema": {
                            "properties": {"book": {"$ref": "#/definitions/books-data-book-interface"}}
                        },
                    }
                ],
                "responses": {"200": {"schema": {"type": "array", "items": {"type": "integer"}}}},
            },
        },
        "/V1/books/{sku}": {
            "get": {
                "parameters": [{"name": "sku", "in": "path", "required": True, "type": "string"}],
                "responses": {"200": {"schema": {"type": "boolean"}}, "default": {}},
            }
        },
    },
    "definitions": {
        "books-data-book-interface": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"type": "string"},
                "pages": {"type": "array", "items": {"type": "integer"}},
            },
        }
    },
}


def _run(*arguments: str | Path) -> str:
    """Run a command in this process; what it printed on standard output."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        cli.main([str(argument) for argument in arguments], standalone_mode=False)
    return out.getvalue()


def _configuration(folder: Path) -> Target:
    own, project = folder / "magento-codegen.toml", folder / "pyproject.toml"

    def as_own(data: bytes) -> None:
        own.write_bytes(data)
        for client in load_config(own):
            client.options()

    def as_project(data: bytes) -> None:
        project.write_bytes(data)
        load_config(project)

    table = _CONFIGURATION.replace(b"[[", b"[[tool.magento-codegen.").replace(
        b"\n[a", b"\n[tool.magento-codegen.a"
    )
    table = b"[tool.magento-codegen]\n" + table.replace(b"\n[i", b"\n[tool.magento-codegen.i")
    return Target([Case(as_own, [_CONFIGURATION]), Case(as_project, [table])], _REFUSALS)


def _lock(folder: Path) -> Target:
    source, package, damaged = folder / "source", folder / "package", folder / "damaged" / "package"
    shutil.copytree(CASES / "m2_search/input", source)
    _run("generate", "--source", source, "--output", package)
    shutil.copytree(package, damaged)
    lock = damaged / "codegen.lock"

    def compared(data: bytes) -> None:
        lock.write_bytes(data)
        _run("diff", damaged, package)

    def checked(data: bytes) -> None:
        lock.write_bytes(data)
        _run("generate", "--source", source, "--output", damaged, "--check")

    seeds = [(package / "codegen.lock").read_bytes()]
    return Target([Case(compared, seeds), Case(checked, seeds)], _REFUSALS)


def _cache(folder: Path) -> Target:
    cache = Cache(folder / "cache")
    form = Format(tuple[Api, tuple[Diagnostic, ...]])
    small = Reading(Api(), (Diagnostic(Level.WARNING, "b", "c", Origin("a", 1, 2)),))
    whole = registry.read([Root.of(str(CASES / "m2_search/input"))], Inputs(), ReadOptions())
    seeds = [data for reading in (small, whole) if (data := form.dump(reading)) is not None]
    key = Cache.key("fuzzed", "x")
    cache.put(key, seeds[0])
    (entry,) = (path for path in (folder / "cache").rglob("fuzzed-*"))
    sealed = entry.read_bytes()

    def found(data: bytes) -> None:
        entry.write_bytes(data)
        if cache.get(key) is not None and data != sealed:
            raise AssertionError("a changed entry is taken for a whole one")

    return Target([Case(form.load, seeds), Case(found, [sealed])], _REFUSALS)


def _swagger(folder: Path) -> Target:
    document = folder / "swagger.json"

    def against(data: bytes) -> None:
        document.write_bytes(data)
        _run("inspect", "--source", CASES / "m2_search/input", "--against", document)

    return Target([Case(against, [json.dumps(_SWAGGER).encode()])], _REFUSALS)


def _documents(folder: Path) -> Target:
    old, new = folder / "old.json", folder / "new.json"
    told = _run("inspect", "--source", CASES / "m2_search/input", "--format", "json")
    new.write_text(told)

    def compared(report: str) -> Callable[[bytes], None]:
        def run(data: bytes) -> None:
            old.write_bytes(data)
            _run("diff", old, new, "--format", report)
            _run("diff", new, old, "--format", report)

        return run

    return Target(
        [Case(compared(report), [told.encode()]) for report in ("text", "json", "markdown", "github")],
        _REFUSALS,
    )


def _cached(make: Callable[[Path], Target]) -> Callable[[Path], Target]:
    """With a cache of its own for the commands that are run."""

    def target(folder: Path) -> Target:
        os.environ["XDG_CACHE_HOME"] = str(folder / "home")
        return make(folder)

    return target


TARGETS: dict[str, Callable[[Path], Target]] = {
    "configuration": _configuration,
    "lock": _cached(_lock),
    "cache": _cache,
    "swagger": _cached(_swagger),
    "documents": _cached(_documents),
}
