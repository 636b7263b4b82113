"""Which files of the runtime a package is given."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.emit.render import Renderer
from codegen.targets.runtime import _imported, is_own, with_runtime
from tests.conftest import REPOSITORY


def copied(*lines: str) -> set[str]:
    """The files of the runtime that go with a module of these lines."""
    client = ClientConfig(name="shop", package="shop", sources=("a",), output=Path("shop"))
    files = with_runtime(Renderer(), client, [("client.py", "\n".join(lines))])
    return {path.removeprefix("_runtime/") for path, _ in files} - {"client.py"}


def imported(path: Path, root: Path) -> set[Path]:
    """The files below `root` that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path.parents[node.level - 1] / Path(*(node.module or "").split("."))
            for place in (base, *(base / alias.name for alias in node.names)):
                found |= {place.with_suffix(".py"), place / "__init__.py"}
    return {place for place in found if place.is_relative_to(root) and place.is_file()}


def test_nothing_is_copied_but_what_is_used() -> None:
    assert copied("import typing") == {"LICENSE", "__init__.py"}
    assert copied("from ._runtime.models.base import Model") == {
        "LICENSE",
        "__init__.py",
        "callers.py",
        "models/__init__.py",
        "models/absent.py",
        "models/attribute_values.py",
        "models/attribute_warnings.py",
        "models/base.py",
        "models/forward_references.py",
        "models/moments.py",
        "models/options.py",
        "shapes.py",
    }


def test_what_it_imports_is_copied_as_well() -> None:
    files = copied('_PLACES = {"ApiUser": "._runtime.soap.session"}')
    assert {
        "soap/__init__.py",
        "soap/session.py",
        "auth/secrets.py",
        "auth/tokens.py",
        "http/authorization.py",
        "http/messages.py",
    } <= files
    assert (
        not {
            "http/retry.py",
            "rest/operation.py",
            "rest/bulk.py",
            "api2/client.py",
            "soap/xmlrpc.py",
            "http/library.py",
        }
        & files
    )
    assert "http/library.py" in copied("from .._runtime.client.base import BaseClient")
    assert copied("from ..._runtime.api2.xml import read_xml") >= {
        "xml/documents.py",
        "api2/values.py",
        "optional_libraries.py",
    }


@pytest.mark.parametrize("package", ["acme_store", "acme_store_soap", "legacy_rest", "legacy_shop"])
def test_the_examples_hold_all_that_the_runtime_imports(package: str) -> None:
    root = REPOSITORY / "generated_example" / package / "_runtime"
    source = REPOSITORY / "templates" / "runtime"
    held = {path.relative_to(root) for path in root.rglob("*.py")}
    wanted = {place.relative_to(source) for path in held for place in imported(source / path, source)}
    assert wanted <= held


def test_an_import_that_a_sentence_shows_is_none() -> None:
    lines = [
        '"""As `from .rest.jobs import Job`."""',
        "x = 1  # from .client.base import y",
        "  from .omit import z",
    ]
    assert set(_imported("", "\n".join(lines))) == {"", "omit", "omit.z"}


def test_what_came_with_the_program_is_told_from_what_a_template_made() -> None:
    client = ClientConfig(
        name="shop", package="shop", sources=("a",), output=Path("shop"), http_library="httpx"
    )
    lines = "from ._runtime.client.base import Client"
    files = dict(with_runtime(Renderer(), client, [("client.py", lines)]))
    others = {path for path, text in files.items() if not is_own(path, text)}
    assert others == {"client.py", "_runtime/http/library.py"}
    path, text = "_runtime/client/base.py", files["_runtime/client/base.py"]
    assert not is_own(path, f"{text} ")
    assert not is_own("runtime/client/base.py", text)
    assert not is_own("_runtime/none.py", text)
