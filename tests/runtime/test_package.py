"""The runtime as a whole: with the other HTTP library, typed, and cheap to import."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import runtime

import codegen
from tests.benchmarks.decode import answer, ratio
from tests.runtime.server import Answer, serving
from tests.targets.test_runtime import imported

RUNTIME = Path(__file__).resolve().parents[2] / "templates" / "runtime"
USE = """
import sys, types
sys.path.insert(0, sys.argv[1])
import vendored.http.library as http
assert http.httpx.__name__ == "httpx"
assert "httpx2" not in sys.modules
sys.modules["runtime"] = None
from vendored.client.base import BaseClient, BaseAsyncClient
from vendored.errors import ConnectionFailed, RequestTimeout
from vendored.client.operation import ANY
from vendored.rest.operation import RestOperation
OPERATION = RestOperation("GET", "/V1/a", (), result=lambda: ANY)
with BaseClient(sys.argv[2], max_retries=0) as shop:
    print(shop.run(OPERATION.call(shop.core, {}, None)))
try:
    with BaseClient("http://127.0.0.1:9", max_retries=0) as shop:
        shop.run(OPERATION.call(shop.core, {}, None))
except ConnectionFailed as error:
    print("failed", error.sent)
import asyncio
async def go():
    async with BaseAsyncClient(sys.argv[2], max_retries=0) as shop:
        print(await shop.run(OPERATION.call(shop.core, {}, None)))
asyncio.run(go())
"""


def test_no_file_imports_one_that_imports_it() -> None:
    arrows = {path: imported(path, RUNTIME) - {path} for path in RUNTIME.rglob("*.py")}
    left = set(arrows)
    while ready := {path for path in left if not arrows[path] & left}:
        left -= ready
    assert not left


def test_settings_are_handed_in_when_a_client_is_made() -> None:
    for path in RUNTIME.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for target in node.targets if isinstance(node, ast.Assign) else ():
                outside = isinstance(target, ast.Attribute) and ast.unparse(target).count(".") > 1
                assert not outside, f"{path}:{node.lineno}: {ast.unparse(target)} is set from outside"


def test_every_file_stands_in_the_table() -> None:
    table = runtime.__doc__ or ""
    for path in RUNTIME.rglob("*.py"):
        place = path.relative_to(RUNTIME)
        name = f"{place.parent}/" if path.name == "__init__.py" else place.stem
        assert name == "./" or f"`{name}" in table, place


def test_the_other_http_library_needs_one_other_file(tmp_path: Path) -> None:
    pytest.importorskip("httpx")

    shutil.copytree(RUNTIME, tmp_path / "vendored", ignore=shutil.ignore_patterns("__pycache__"))
    http = tmp_path / "vendored" / "http" / "library.py"
    http.write_text(http.read_text().replace("import httpx2 as httpx", "import httpx"))
    with serving(lambda seen: Answer({"a": 1})) as server:
        result = subprocess.run(
            [sys.executable, "-c", USE, str(tmp_path), server.url],
            capture_output=True,
            text=True,
            check=False,
        )
        assert all(" httpx/" in seen.headers["user-agent"] for seen in server.seen)
    assert result.stderr == ""
    assert result.stdout == "{'a': 1}\nfailed False\n{'a': 1}\n"


def test_only_one_file_names_the_http_library() -> None:
    for path in RUNTIME.rglob("*.py"):
        if path.relative_to(RUNTIME).as_posix() != "http/library.py":
            lines = [line.strip() for line in path.read_text().splitlines() if "import httpx" in line]
            assert all(
                line in ("from .library import httpx", "from ..http.library import httpx") for line in lines
            ), path


def test_modules_import_each_other_relatively_only() -> None:
    for path in RUNTIME.rglob("*.py"):
        for line in path.read_text().splitlines():
            assert not line.startswith(
                ("import runtime", "from runtime", "import codegen", "from codegen")
            ), path


def test_what_is_rarely_used_is_not_imported_at_first() -> None:
    code = (
        "import sys; import runtime.client.base, runtime.client.resource, runtime.rest.operation, runtime.models.base; "
        "import runtime.auth.oauth; "
        "print(sorted({'lxml', 'oauthlib', 'anyio', 'asyncio'} & set(sys.modules)))"
    )
    before = "import sys, pydantic, httpx2; print(sorted({'lxml', 'oauthlib', 'anyio', 'asyncio'} & set(sys.modules)))"
    environment = {"PYTHONPATH": str(RUNTIME.parent), "PATH": ""}
    outputs = [
        subprocess.run(
            [sys.executable, "-c", text], capture_output=True, text=True, check=True, env=environment
        ).stdout
        for text in (before, code)
    ]
    assert outputs[0] == outputs[1]


def test_a_client_is_made_without_loading_the_models_of_pydantic() -> None:
    code = (
        "import sys; from runtime.client.custom_routes import RestClient; "
        "from runtime.auth.credentials import AdminToken; from runtime.search.criteria import SearchCriteria; "
        "SearchCriteria().where('sku', 'eq', 'a'); "
        "RestClient('https://shop.example', auth=AdminToken('a', 'b')).close(); print('pydantic.main' in sys.modules)"
    )
    environment = {"PYTHONPATH": str(RUNTIME.parent), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == "False\n"


def test_what_reads_refusals_is_not_loaded_before_there_is_one() -> None:
    code = (
        "import sys; from runtime.client.custom_routes import RestClient; "
        "from runtime.auth.credentials import BearerToken; "
        "shop = RestClient(sys.argv[1], auth=BearerToken('t')); shop.request('GET', '/V1/fine'); "
        "rare = {'runtime.http.error_answers', 'runtime.client.environment', 'runtime.xml.documents', 'html'}; "
        "print(sorted(rare & set(sys.modules)))"
    )
    environment = {"PYTHONPATH": str(RUNTIME.parent), "PATH": ""}
    with serving(lambda seen: Answer({"a": 1})) as server:
        done = subprocess.run(
            [sys.executable, "-c", code, server.url],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
    assert done.stdout == "[]\n"


def test_the_version_is_the_generators() -> None:
    assert runtime.__version__ == codegen.__version__


def test_no_module_is_long() -> None:
    for path in sorted(RUNTIME.glob("*.py")):
        assert len(path.read_text().splitlines()) < 400, path.name


def test_decoding_costs_little_more_than_validation() -> None:
    content = answer(1000)
    assert any(ours <= bare * 1.5 for bare, ours in (ratio(content) for _ in range(3)))
