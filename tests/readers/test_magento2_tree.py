"""A real Magento 2.4.6 tree (`MAGENTO_CODEGEN_MAGENTO2_ROOT`), against what its own reflection computed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from codegen.ir import Status
from codegen.readers.base import Reading
from tests.readers.magento2_support import magento_type, normal, read

Json = dict[str, Any]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules of the tree's `vendor` folder, all of them on, in a root of their own."""
    named = os.environ.get("MAGENTO_CODEGEN_MAGENTO2_ROOT")
    if not named:
        pytest.skip("no tree: set MAGENTO_CODEGEN_MAGENTO2_ROOT to a Magento 2.4.6 source tree")
    folder = tmp_path_factory.mktemp("magento")
    (folder / "app/etc").mkdir(parents=True)
    (folder / "app/etc/di.xml").write_text("<config/>")
    (folder / "vendor").symlink_to(Path(named).resolve() / "vendor")
    return folder


@pytest.fixture(scope="module")
def everything(root: Path) -> Reading:
    return read(root)


@pytest.fixture(scope="module")
def recorded(root: Path, corpus: Path) -> Reading:
    """The tree with the modules off that were off in the recorded shop."""
    lines = (corpus / "magento-2.4.6/modules.tsv").read_text().splitlines()
    states = [line.split("\t")[:2] for line in lines]
    modules = ",".join(f"'{name}' => {int(state == 'enabled')}" for name, state in states)
    (root / "app/etc/config.php").write_text(f"<?php return ['modules' => [{modules}]];")
    reading = read(root)
    (root / "app/etc/config.php").unlink()
    return reading


def test_all_routes_of_all_modules(everything: Reading) -> None:
    assert len(everything.api.items) == 415
    assert {each.status for each in everything.api.items} == {Status.GENERATED}
    assert not everything.diagnostics


def test_rest_operations(recorded: Reading, corpus: Path) -> None:
    swagger = json.loads((corpus / "magento-2.4.6/swagger.json").read_text())
    served = {f"{method.upper()} {path}" for path, methods in swagger["paths"].items() for method in methods}
    assert {each.id for each in recorded.api.operations} == served


def test_all_types(recorded: Reading, corpus: Path) -> None:
    types: Json = json.loads((corpus / "magento-2.4.6/reflect/types.json").read_text())
    objects = {name: facts for name, facts in types.items() if not name.endswith("[]")}
    models = {model.name: model for model in recorded.api.models}
    assert set(models) == set(objects)
    assert len(objects) == 374
    for name, facts in objects.items():
        fields = {field.soap_name or field.wire_name: field for field in models[name].fields}
        assert set(fields) == set(facts.get("parameters", {})), name
        for key, expected in facts.get("parameters", {}).items():
            assert magento_type(fields[key].type) == normal(expected["type"]), (name, key)
            assert fields[key].required == expected["required"], (name, key)


def test_rest_field_names(recorded: Reading, corpus: Path) -> None:
    definitions = json.loads((corpus / "magento-2.4.6/swagger.json").read_text())["definitions"]
    by_name = {name.replace("-", ""): facts for name, facts in definitions.items()}
    compared = 0
    for model in recorded.api.models:
        facts = by_name.get(model.name.lower())
        if facts:
            compared += 1
            assert {field.wire_name for field in model.fields} == set(facts.get("properties", {})), model.name
    assert compared == 369


def test_services_and_signatures(recorded: Reading, corpus: Path) -> None:
    services: Json = json.loads((corpus / "magento-2.4.6/reflect/services.json").read_text())
    assert {each.name for each in recorded.api.services} == set(services)
    seen: dict[str, Json] = {}
    for each in recorded.api.operations:
        if each.name in services[each.service]["methods"] and each.soap():
            seen[f"{each.service}.{each.name}"] = services[each.service]["methods"][each.name]
            method = seen[f"{each.service}.{each.name}"]
            assert each.description == method["documentation"], each.id
            result = method["interface"].get("out", {}).get("parameters", {}).get("result")
            assert magento_type(each.result) == (normal(result["type"]) if result else None), each.id
    assert len(seen) == 341


def test_the_two_type_sources_agree(recorded: Reading, corpus: Path) -> None:
    shop = corpus / "magento-2.4.6"
    joined = read(shop / "xml", shop / "wsdl/all.slim.wsdl").api
    from_source = {model.name: model for model in recorded.api.models}
    flattened = 0
    for model in joined.models:
        mine = {field.wire_name: field for field in from_source[model.name].fields}
        assert set(mine) == {field.wire_name for field in model.fields}
        for field in model.fields:
            own = mine[field.wire_name]
            assert (own.required, own.nullable, own.soap_name) == (
                field.required,
                field.nullable,
                field.soap_name,
            )
            if own.type != field.type:
                flattened += 1
                assert magento_type(own.type) == f"{magento_type(field.type)}[]"
    assert flattened == 1, "Magento writes one list of lists into its WSDL as a list"


@pytest.mark.parametrize("module", ["Adyen_Payment", "Mollie_Payment", "TIG_PostNL"])
def test_third_party_modules(root: Path, corpus: Path, module: str) -> None:
    folder = os.environ.get("MAGENTO_CODEGEN_THIRD_PARTY")
    if not folder:
        pytest.skip("no modules: set MAGENTO_CODEGEN_THIRD_PARTY to a folder with one folder a module")
    truth = corpus / "third-party" / module
    reading = read(Path(folder) / module, php_paths=(root,))
    routes = json.loads((truth / "routes.json").read_text())["routes"]
    facts: Json = json.loads((truth / "types.json").read_text())
    assert {each.status for each in reading.api.items} == {Status.GENERATED}
    assert len(reading.api.operations) == len({(each["method"], each["url"]) for each in routes})
    by_name = {(each.service, each.name): each for each in reading.api.operations}
    for route in routes:
        found = by_name[route["serviceName"], route["serviceMethod"]]
        method = facts["services"][found.service]["methods"][found.name]
        result = (method["interface"] or {}).get("out", {}).get("parameters", {}).get("result")
        assert magento_type(found.result) == (normal(result["type"]) if result else None)
    types = {name: each for name, each in (facts["types"] or {}).items() if not name.endswith("[]")}
    assert {model.name for model in reading.api.models} == set(types)
    for model in reading.api.models:
        expected = {
            (each["name"], each["rest"], normal(each["type"]), each["required"])
            for each in types[model.name]["fields"]
        }
        assert expected == {
            (field.soap_name or field.wire_name, field.wire_name, magento_type(field.type), field.required)
            for field in model.fields
        }
