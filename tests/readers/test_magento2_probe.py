"""Every docblock and signature form of the probe module: what Magento accepts, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.ir import AnyType, Api, Status
from codegen.readers.base import Reading
from codegen.readers.php.docblock import DocBlock
from tests.readers.magento2_support import item, magento_type, normal, read, webapi, write

Json = dict[str, Any]


@pytest.fixture(scope="module")
def truth(corpus: Path) -> Json:
    found: Json = json.loads((corpus / "probe/types.json").read_text())
    return found


@pytest.fixture(scope="module")
def reading(corpus: Path) -> Reading:
    return read(corpus / "probe/module")


def _operations(api: Api, truth: Json) -> list[tuple[Any, Json]]:
    by_name = {(each.service, each.name): each for each in api.operations}
    return [
        (by_name[service, name], method)
        for service, facts in truth["services"].items()
        for name, method in facts["methods"].items()
    ]


def test_every_route_is_there(reading: Reading, corpus: Path) -> None:
    routes = json.loads((corpus / "probe/routes.json").read_text())["routes"]
    assert {f"{route['method']} {route['url']}" for route in routes} == {
        each.id for each in reading.api.items
    }
    assert len(reading.api.operations) == len(routes)


WRONG_CASE = "r56"
"""Names a class in another case: accepted, as something else had loaded the class; by itself it does not load."""


def test_accepted_signatures_are_the_same(reading: Reading, truth: Json) -> None:
    accepted = 0
    for operation, method in _operations(reading.api, truth):
        if "error" in method:
            continue
        accepted += 1
        interface = method["interface"] or {}
        expected = [
            (name, normal(facts["type"]), facts["required"], facts["documentation"] or "")
            for name, facts in interface.get("in", {}).get("parameters", {}).items()
        ]
        assert expected == [
            (each.name, magento_type(each.type), each.required, each.description)
            for each in operation.parameters
        ], operation.name
        result = interface.get("out", {}).get("parameters", {}).get("result")
        assert (normal(result["type"]) if result else None) == magento_type(operation.result), operation.name
        if operation.name not in ("fetch", WRONG_CASE):
            assert item(reading.api, operation.id).status is Status.GENERATED, operation.name
    assert accepted == 75


def test_defaults_are_the_same(reading: Reading, truth: Json) -> None:
    for operation, method in _operations(reading.api, truth):
        if "error" in method:
            continue
        for parameter in operation.parameters:
            facts = method["interface"]["in"]["parameters"][parameter.name]
            if "default" in facts and facts["default"] != ["x"]:
                assert parameter.default is not None, operation.name
                value = parameter.default.value
                assert ([] if value == () else value) == facts["default"], operation.name


def test_refused_methods_are_degraded_with_a_mend(reading: Reading, truth: Json) -> None:
    refused = 0
    for operation, method in _operations(reading.api, truth):
        if "error" not in method:
            continue
        refused += 1
        assert item(reading.api, operation.id).status is Status.DEGRADED, operation.name
        found = [each for each in reading.diagnostics if f"::{operation.name}()" in each.message]
        assert found, operation.name
        for diagnostic in found:
            assert diagnostic.origin
            assert diagnostic.origin.line > 1
            assert "Magento answers 500" in diagnostic.message
            assert diagnostic.message.count("; ") >= 1
    assert refused == 66


def test_fields(reading: Reading, truth: Json) -> None:
    for name, facts in truth["types"].items():
        if name.endswith("[]"):
            continue
        model = reading.api.model(name)
        assert model, name
        fields = {field.soap_name or field.wire_name: field for field in model.fields}
        assert set(fields) == {each["name"] for each in facts["fields"]}, name
        for expected in facts["fields"]:
            field = fields[expected["name"]]
            getter = expected["getter"]
            if "error" in expected or isinstance(expected["type"], dict):
                assert any(f"::{getter}()" in each.message for each in reading.diagnostics), getter
                resolved = any(
                    each.code == "short-class-name" and f"::{getter}()" in each.message
                    for each in reading.diagnostics
                )
                assert resolved or (isinstance(field.type, AnyType) and field.type.reason), getter
                continue
            assert magento_type(field.type) == (normal(expected["type"]) or "anyType"), getter
            assert field.required == expected["required"], getter
            assert field.wire_name == expected["rest"], getter
            assert field.description == (expected["documentation"] or ""), getter
            assert not (isinstance(field.type, AnyType) and field.type.reason), getter


def test_the_part_that_magento_accepts_has_no_complaint(corpus: Path) -> None:
    reading = read(corpus / "probe/partial")
    assert {each.id for each in reading.api.items if each.status is not Status.GENERATED} == {
        f"POST /V1/labprobe/returns/{WRONG_CASE}"
    }
    swagger: set[str] = set()
    for path in sorted((corpus / "probe/partial").glob("swagger.*.json")):
        paths = json.loads(path.read_text()[path.read_text().index("{") :])["paths"]
        swagger |= {f"{method.upper()} {url}" for url, methods in paths.items() for method in methods}
    assert {each.id for each in reading.api.operations} == swagger


def test_more_docblock_forms(corpus: Path, tmp_path: Path) -> None:
    forms = json.loads((corpus / "probe/extra-docblocks.json").read_text())
    files: dict[str, str | bytes] = {
        "Api/Data/StoreInterface.php": "<?php namespace Magento\\Store\\Api\\Data; interface StoreInterface {}"
    }
    routes = []
    for name, form in forms.items():
        files[f"Api/{name}Interface.php"] = (
            f"<?php\nnamespace Lab\\X\\Api;\ninterface {name}Interface {{\n"
            f"{form['doc']}\npublic function m({form['signature']});\n}}\n"
        )
        routes.append(("POST", f"/V1/x/{name}", f"Lab\\X\\Api\\{name}Interface", "m"))
    store = write(
        tmp_path / "store", {"Api/Data/StoreInterface.php": files.pop("Api/Data/StoreInterface.php")}
    )
    reading = read(write(tmp_path / "x", {**files, "etc/webapi.xml": webapi(*routes)}), php_paths=(store,))
    by_id = {each.id: each for each in reading.api.operations}
    for name, form in forms.items():
        operation = by_id[f"POST /V1/x/{name}"]
        if "error" in form:
            assert item(reading.api, operation.id).status is Status.DEGRADED, name
            continue
        assert item(reading.api, operation.id).status is Status.GENERATED, name
        interface = form["result"]["interface"]
        expected = {
            key: (normal(each["type"]), each["documentation"] or "")
            for key, each in interface.get("in", {}).get("parameters", {}).items()
        }
        assert expected == {
            each.name: (magento_type(each.type), each.description) for each in operation.parameters
        }
        result = interface["out"]["parameters"]["result"]
        assert magento_type(operation.result) == normal(result["type"]), name
        assert operation.result_description == (result["documentation"] or ""), name
        assert DocBlock(form["doc"]).description == form["result"]["documentation"], name
