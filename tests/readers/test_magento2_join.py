"""Routes from `webapi.xml`, types from WSDLs: the recorded shop, whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.ir import Location, Status
from codegen.readers.base import Reading
from tests.readers.magento2_support import magento_type, normal, operation, read


@pytest.fixture(scope="module")
def shop(corpus: Path) -> Path:
    return corpus / "magento-2.4.6"


@pytest.fixture(scope="module")
def reading(shop: Path) -> Reading:
    return read(shop / "xml", shop / "wsdl/all.slim.wsdl")


@pytest.fixture(scope="module")
def swagger(shop: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shop / "swagger.json").read_text())
    return found


def test_every_served_route_is_generated(reading: Reading, swagger: dict[str, Any]) -> None:
    served = {f"{method.upper()} {path}" for path, methods in swagger["paths"].items() for method in methods}
    assert len(served) == 390
    assert {each.id for each in reading.api.operations} == served
    assert {each.status for each in reading.api.items} == {Status.GENERATED}
    assert not reading.diagnostics


def test_routes_without_types_are_skipped_and_the_counts_add_up(shop: Path) -> None:
    reading = read(shop / "xml", shop / "wsdl/all.slim.wsdl", shop / "xml_disabled")
    statuses = [each.status for each in reading.api.items]
    assert len(statuses) == 415
    assert statuses.count(Status.GENERATED) == len(reading.api.operations)
    skipped = [each for each in reading.api.items if each.status is Status.SKIPPED]
    assert len(skipped) + len(reading.api.operations) == 415
    assert all(each.reason.startswith("no type source") for each in skipped)
    assert all("TwoFactorAuth" in str(each.origin) for each in skipped)


def test_services_and_operations(reading: Reading, shop: Path) -> None:
    services = json.loads((shop / "reflect/services.json").read_text())
    assert {each.name for each in reading.api.services} == set(services)
    expected = {
        name + method[0].upper() + method[1:]
        for name, facts in services.items()
        for method in facts["methods"]
    }
    assert len(expected) == 341
    assert {soap.operation for each in reading.api.operations if (soap := each.soap())} == expected


def test_signatures(reading: Reading, shop: Path) -> None:
    services = json.loads((shop / "reflect/services.json").read_text())
    seen = set()
    for each in reading.api.operations:
        soap = each.soap()
        if not soap:
            continue
        method = services[each.service]["methods"][each.name]
        forced = {name for name, given in (method["parameters"] or {}).items() if given["force"]}
        expected = [
            (name, normal(facts["type"]), facts["required"])
            for name, facts in method["interface"].get("in", {}).get("parameters", {}).items()
            if name not in forced
        ]
        assert expected == [(p.name, magento_type(p.type), p.required) for p in soap.parameters], each.id
        result = method["interface"].get("out", {}).get("parameters", {}).get("result")
        assert magento_type(each.result) == (normal(result["type"]) if result else None), each.id
        seen.add(soap.operation)
    assert len(seen) == 341


def test_routes_are_merged_as_magento_merges_them(reading: Reading, shop: Path) -> None:
    merged = json.loads((shop / "reflect/merged-webapi-config.json").read_text())["routes"]
    by_url = {(each.rest.method, each.rest.path): each for each in reading.api.operations if each.rest}
    for url, methods in merged.items():
        path = "/".join(f"{{{part[1:]}}}" if part.startswith(":") else part for part in url.split("/"))
        for method, facts in methods.items():
            found = by_url[method, path]
            assert found.rest
            assert found.rest.secure == facts["secure"]
            assert found.rest.array_limit == facts["input-array-size-limit"]
            forced = [name for name, given in (facts["parameters"] or {}).items() if given["force"]]
            assert list(found.rest.forced) == sorted(forced)
            assert (list(found.auth.resources) or [found.auth.access.value]) == list(facts["resources"])


def test_placement_is_that_of_swagger(reading: Reading, swagger: dict[str, Any]) -> None:
    for path, methods in swagger["paths"].items():
        for method, facts in methods.items():
            rest = operation(reading.api, f"{method.upper()} {path}").rest
            assert rest
            places = {
                location: {p.name for p in rest.parameters if p.location is location} for location in Location
            }
            given = facts.get("parameters", [])
            assert places[Location.PATH] == {p["name"] for p in given if p["in"] == "path"}
            query = {p["name"].partition("[")[0] for p in given if p["in"] == "query"}
            assert places[Location.QUERY] == query, (method, path)
            bodies = [p["schema"].get("properties", {}) for p in given if p["in"] == "body"]
            assert places[Location.BODY] == (set(bodies[0]) if bodies else set()), (method, path)


def test_asynchronous_routes(reading: Reading, shop: Path) -> None:
    paths = json.loads((shop / "swagger-async.json").read_text())["paths"]
    served = sum(len(methods) for methods in paths.values())
    assert sum(each.rest.asynchronous for each in reading.api.operations if each.rest) == served == 215


def test_the_source_order_does_not_matter(reading: Reading, shop: Path) -> None:
    assert read(shop / "wsdl/all.slim.wsdl", shop / "xml").api == reading.api


def test_soap_operations_of_a_soap_client(shop: Path) -> None:
    services = json.loads((shop / "reflect/services.json").read_text())
    api = read(shop / "xml", shop / "wsdl/all.slim.wsdl", protocol="soap").api
    assert len(api.operations) == len(api.items) == 341
    for each in api.operations:
        method = services[each.service]["methods"][each.name]
        assert each.id == f"{each.service}{each.name[0].upper()}{each.name[1:]}"
        given = [*each.auth.resources] or [each.auth.access.value]
        assert set(given) | ({"self"} & set(method["resources"])) == set(method["resources"])
