"""Every fragment goes through the whole pipeline: what it costs is one line, never its neighbours or a traceback.

`webapi/` holds one nasty `webapi.xml` a file, `wsdl/` one WSDL, `php/` a module whose contracts use every form. What
their readers make of them in detail is asserted in `tests/readers`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.ir import Status
from codegen.run import planning
from codegen.run.planning import Generated
from codegen.source import Inputs

HERE = Path(__file__).parent
SKIPPED, GENERATED = Status.SKIPPED, Status.GENERATED
GOOD = {"GET /V1/good/{id}": GENERATED}
ROUTES: dict[str, tuple[dict[str, Status], list[str]]] = {
    "class_with_slash": (GOOD, ["leading-backslash"]),
    "comments_and_cdata": (GOOD, []),
    "external_dtd": (GOOD, []),
    "forced_nobody": (GOOD | {"GET /V1/forced": GENERATED}, []),
    "latin1": (GOOD, []),
    "no_resources": (GOOD | {"GET /V1/unguarded": GENERATED}, ["no-resources"]),
    "no_service": (GOOD | {"GET /V1/bare": SKIPPED}, ["bad-route"]),
    "no_url": (GOOD | {"GET ?": SKIPPED}, ["bad-route"]),
    "repeated_route": (GOOD, []),
    "unknown_method": (GOOD | {"GET /V1/missing": SKIPPED}, ["no-method"]),
    "unknown_verb": (GOOD | {"PATCH /V1/patched/{id}": GENERATED}, ["unknown-method"]),
}
UNREADABLE = {
    "empty": "no definitions found",
    "external_entity": r"external_entity\.xml:12:\d+: .*external entity",
    "malformed": r"malformed\.xml:10:\d+: .*malformed XML",
    "no_routes": "define nothing to generate",
    "not_the_encoding": r"not_the_encoding\.xml:\d+:\d+: .*encoding",
}
WSDLS = sorted((HERE / "wsdl").glob("*.wsdl"))
UNREADABLE_WSDLS = {
    "attribute_bomb",
    "empty",
    "entity_bomb",
    "no_binding",
    "no_port_type",
    "page",
    "truncated",
    "wrong_root",
}


def generate(source: Path, *php_paths: Path) -> Generated:
    """The whole pipeline; every module of the package must compile."""
    client = ClientConfig(
        name="client",
        sources=(str(source),),
        output=HERE / "never written",
        package="client",
        php_paths=tuple(str(path) for path in php_paths),
    )
    generated = planning.generate(client, Inputs(), {})
    for path, text in generated.files:
        if path.endswith(".py"):
            compile(text, path, "exec")
    return generated


@pytest.mark.parametrize("name", ROUTES)
def test_a_bad_route_costs_itself_alone(name: str) -> None:
    expected, codes = ROUTES[name]
    generated = generate(HERE / "webapi" / f"{name}.xml", HERE / "webapi")
    assert {item.id: item.status for item in generated.api.items} == expected
    assert [found.code for found in generated.diagnostics] == codes
    assert all(found.origin and found.origin.line for found in generated.diagnostics)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_holds_nothing_readable_is_one_clear_line(name: str) -> None:
    with pytest.raises(CodegenError, match=UNREADABLE[name]) as caught:
        generate(HERE / "webapi" / f"{name}.xml", HERE / "webapi")
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


def test_nothing_outside_the_file_is_read() -> None:
    generated = generate(HERE / "webapi" / "entity_expansion.xml", HERE / "webapi")
    assert len(generated.api.items) == 2
    everything = "".join(text for _, text in generated.files)
    assert "must-not-be-read" not in everything
    assert len(everything) < 1_000_000


def test_odd_urls_keep_their_paths_and_get_distinct_names() -> None:
    generated = generate(HERE / "webapi" / "odd_urls.xml", HERE / "webapi")
    assert len(generated.api.items) == 12
    assert {item.status for item in generated.api.items} == {GENERATED}
    routes = [operation.rest for operation in generated.api.operations]
    assert {route.path for route in routes if route} >= {
        "/V1/space here/{id}",
        "/V1/ümlaut/{id}",
        "/V1/twice/{id}/{id}",
        "/V1/query?id=:id",
        "/V1/slash/{id}/",
    }
    names = [
        (generated.symbols.services[operation.service], generated.symbols.operations[operation.id])
        for operation in generated.api.operations
    ]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", WSDLS, ids=lambda path: path.stem)
def test_every_wsdl_with_something_readable_gives_a_package(path: Path) -> None:
    if path.stem not in UNREADABLE_WSDLS:
        assert generate(path).api.operations
        return
    with pytest.raises(CodegenError, match=rf"{path.name}(:\d+)?(:\d+)?: \w") as caught:
        generate(path)
    assert caught.value.exit_code == 3
    assert "\n" not in str(caught.value)


def test_the_module_of_all_contract_forms_gives_a_package() -> None:
    generated = generate(HERE / "php" / "Acme" / "Depot")
    assert generated.api.operations
    assert len({item.id for item in generated.api.items}) == len(generated.api.items)
