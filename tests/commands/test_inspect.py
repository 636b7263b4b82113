"""`inspect`: its JSON and its schema, its table, and what a shop says otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from codegen.machine.data_folders import schemas
from tests.command_line import EXAMPLE, Run

SCHEMA = json.loads((schemas() / "inspect.schema.json").read_text("utf-8"))


def inspected(run: Run, *arguments: str | Path) -> dict[str, Any]:
    done = run("inspect", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


@pytest.mark.parametrize("name", ["magento2", "magento2-wsdl", "magento1", "magento1-rest --protocol=rest"])
def test_the_json_follows_its_schema_and_adds_up(run: Run, name: str) -> None:
    folder, *options = name.split()
    document = inspected(run, "--source", EXAMPLE / folder, *options)
    counts = document["counts"]
    assert (
        counts["generated"] + counts["degraded"] + counts["skipped"]
        == counts["total"]
        == len(document["items"])
    )
    assert counts["total"] > 0
    known = {model["name"] for model in document["models"]}
    assert len(known) == len(document["models"])
    assert len({operation["id"] for operation in document["operations"]}) == len(document["operations"])
    paths = [operation["python_path"] for operation in document["operations"]]
    assert len(set(paths)) == len(paths)


def test_an_operation_and_a_model_in_full(run: Run) -> None:
    document = inspected(run, "--source", EXAMPLE / "magento2")
    operations = {operation["id"]: operation for operation in document["operations"]}
    get = operations["GET /V1/acme/products/{sku}"]
    assert get["python_path"] == "acme_catalog.product_repository.get"
    assert get["bindings"][0]["kind"] == "rest"
    assert (get["bindings"][0]["method"], get["bindings"][0]["path"]) == ("GET", "/V1/acme/products/{sku}")
    assert get["parameters"][0]["name"] == "sku"
    models = {model["name"]: model for model in document["models"]}
    product = models[get["result"]]
    assert product["python_path"] == f"models.acme_catalog.{product['python_name']}"
    sku = next(field for field in product["fields"] if field["wire_name"] == "sku")
    assert sku == {
        "wire_name": "sku",
        "python_name": "sku",
        "type": "string",
        "required": True,
        "nullable": False,
    }


def test_what_a_route_refuses_is_told(run: Run) -> None:
    document = inspected(run, "--source", EXAMPLE / "magento2")
    limits = {
        operation["id"]: operation["bindings"][0]["array_limit"]
        for operation in document["operations"]
        if "array_limit" in operation["bindings"][0]
    }
    assert limits == {"POST /V1/acme/locations/bulk": 100, "POST /V1/acme/products/prices": 50}


def test_the_table_is_for_people_and_needs_no_pipe(run: Run) -> None:
    done = run("inspect", "--source", EXAMPLE / "magento2")
    assert done.returncode == 0
    assert "client.acme_catalog.product_repository" in done.stdout
    assert "  GET /V1/acme/products/{sku}" in done.stdout
    assert "Models (" in done.stdout


def test_the_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_what_is_derived_agrees_with_the_examples_wsdls(run: Run) -> None:
    done = run("inspect", "--source", EXAMPLE / "magento2", "--against", EXAMPLE / "magento2-wsdl")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Disagreements: 0\n")


def swagger(**changes: Any) -> dict[str, Any]:
    """What a Magento would answer for one route of the example."""
    return {
        "swagger": "2.0",
        "paths": {
            "/V1/acme/locations/{locationId}": {
                "delete": {
                    "parameters": [{"name": "locationId", "in": "path", "type": "integer", "required": True}],
                    "responses": {"200": {"schema": {"type": "boolean"}}},
                    **changes,
                }
            }
        },
        "definitions": {},
    }


@pytest.mark.parametrize(
    ("changes", "code", "kinds"),
    [
        ({}, 0, []),
        ({"responses": {"200": {"schema": {"type": "string"}}}}, 1, ["parameter-type"]),
        ({"parameters": []}, 1, ["parameter-extra"]),
        (
            {
                "parameters": [
                    {"name": "locationId", "in": "path", "type": "integer", "required": True},
                    {"name": "force", "in": "query", "type": "boolean"},
                ]
            },
            1,
            ["parameter-missing"],
        ),
    ],
)
def test_a_swagger_that_differs(
    tmp_path: Path, run: Run, changes: dict[str, Any], code: int, kinds: list[str]
) -> None:
    (tmp_path / "swagger.json").write_text(json.dumps(swagger(**changes)))
    arguments = ("inspect", "--source", EXAMPLE / "magento2", "--against", "swagger.json")
    done = run(*arguments, "--format", "json")
    assert done.returncode == code, done.stderr
    found = json.loads(done.stdout)
    assert [each["kind"] for each in found["disagreements"]] == kinds
    assert {each["kind"] for each in found["known"]} == {"operation-extra"}
    assert all(each["known"] for each in found["known"])
    table = run(*arguments)
    assert table.stdout.startswith(f"Disagreements: {len(kinds)}\n")
    assert "swagger lists only what its caller may access" in table.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("missing.json", None),
        ("other.json", "{}"),
        ("bad.json", "{"),
        ("bad.wsdl", "<definitions>"),
        ("gone.wsdl", None),
    ],
)
def test_what_can_not_be_compared_is_3(tmp_path: Path, run: Run, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    done = run("inspect", "--source", EXAMPLE / "magento2", "--against", name)
    assert done.returncode == 3, done.stdout
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_body_of_delete_is_a_known_fault(tmp_path: Path, run: Run) -> None:
    """The server reads a DELETE's parameters from the query; Magento's swagger puts them in a body."""
    routes = (
        '<routes><route url="/V1/acme/things/:id" method="DELETE"><service class="Acme\\Shop\\Api\\ThingsInterface"'
        ' method="drop"/><resources><resource ref="anonymous"/></resources></route></routes>'
    )
    php = (
        "<?php\nnamespace Acme\\Shop\\Api;\n\ninterface ThingsInterface\n{\n    /**\n     * @param int $id\n"
        "     * @param string $why\n     * @return bool\n     */\n    public function drop($id, $why);\n}\n"
    )
    module = tmp_path / "Acme_Shop"
    (module / "etc").mkdir(parents=True)
    (module / "Api").mkdir()
    (module / "etc/webapi.xml").write_text(routes)
    (module / "Api/ThingsInterface.php").write_text(php)
    body = {"type": "object", "properties": {"why": {"type": "string"}}, "required": ["why"]}
    parameters = [
        {"name": "id", "in": "path", "type": "integer", "required": True},
        {"name": "DeleteV1AcmeThingsIdBody", "in": "body", "schema": body},
    ]
    told = {"parameters": parameters, "responses": {"200": {"schema": {"type": "boolean"}}}}
    document = {"paths": {"/V1/acme/things/{id}": {"delete": told}}, "definitions": {}}
    (tmp_path / "swagger.json").write_text(json.dumps(document))
    done = run("inspect", "--source", module, "--against", "swagger.json", "--format", "json")
    assert done.returncode == 0, done.stdout
    known = json.loads(done.stdout)["known"]
    assert [(each["kind"], each["subject"]) for each in known] == [
        ("parameter-place", "DELETE /V1/acme/things/{id} query:why")
    ]


@pytest.mark.parametrize("name", ["swagger.json", "swagger-guest.json", "swagger-async.json"])
def test_the_recorded_swagger_agrees_with_routes_and_wsdls(corpus: Path, run: Run, name: str) -> None:
    magento = corpus / "magento-2.4.6"
    done = run(
        "inspect",
        "--source",
        magento / "xml",
        "--source",
        magento / "wsdl",
        "--against",
        magento / name,
        "--format",
        "json",
    )
    found = json.loads(done.stdout)
    assert found["disagreements"] == []
    assert found["known"]
