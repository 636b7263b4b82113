"""OpenAPI documents: valid, and true of what real shops gave and took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

from codegen.commands.options import described_client
from codegen.diagnostics import CodegenError
from codegen.exporting.openapi import openapi
from codegen.run import planning
from codegen.source import Inputs
from codegen.symbols import assign
from tests.command_line import EXAMPLE, Run
from tests.exporting.documents import (
    Document,
    accepted,
    content,
    magento1_path,
    magento2_path,
    parsed,
    recorded,
)


def exported(*sources: Path, protocol: str | None = None, asynchronous: bool = True) -> dict[str, Any]:
    client = described_client(sources=tuple(map(str, sources)), output=None, package=None, protocol=protocol)
    api = planning.read(client, Inputs()).api
    return openapi(api, assign(api, {}), title="Shop", asynchronous=asynchronous)


@pytest.fixture(scope="module")
def magento2(corpus: Path) -> list[Document]:
    """What the shop served, without and with the module that its second factor brings."""
    folder = corpus / "magento-2.4.6"
    plain = (folder / "xml", folder / "wsdl")
    return [Document(exported(*plain)), Document(exported(*plain, folder / "xml_disabled"))]


@pytest.fixture(scope="module")
def magento1(corpus: Path) -> list[Document]:
    return [Document(exported(corpus / "openmage-20.0.20" / "xml", protocol="rest"))]


def compare(
    documents: list[Document], folder: Path, path_of: Callable[[str], str | None]
) -> tuple[Counter[str], list[str]]:
    """How many answers and accepted bodies fit, and what does not, of the requests to routes that are described."""
    counts: Counter[str] = Counter()
    wrong = []
    for name, exchange in recorded(folder):
        request, response = exchange["request"], exchange["response"]
        path = path_of(request["url"])
        found = [(each, each.operation(request["method"], path or "")) for each in documents]
        document, operation = next(((a, b) for a, b in found if b is not None), (documents[0], None))
        if path is None or operation is None:
            counts["not described"] += 1
            continue
        taken = accepted(response)
        parts = {
            "answer": (content(operation["responses"].get(str(response["status"]))), response["body"]),
            "body": (content(operation.get("requestBody")), request.get("body")),
        }
        for kind, (schema, text) in parts.items():
            value = parsed(text)
            if schema is None or value is ... or (kind == "answer" and response["status"] >= 300):
                continue
            faults = document.faults(schema, value)
            counts[f"{kind}{'' if taken else ' refused'}{' wrong' if faults else ''}"] += 1
            if faults and (taken or kind == "answer"):
                wrong.append(f"{name} {request['method']} {path} {kind}: {faults[0]}")
    return counts, wrong


def test_what_magento2_gave_and_took_fits(magento2: list[Document], corpus: Path) -> None:
    counts, wrong = compare(magento2, corpus / "magento-2.4.6", magento2_path)
    assert wrong == []
    assert counts["answer"] >= 300
    assert counts["body"] >= 120


def test_what_magento1_gave_and_took_fits(magento1: list[Document], corpus: Path) -> None:
    counts, wrong = compare(magento1, corpus / "openmage-20.0.20", magento1_path)
    assert wrong == []
    # A map where the shop wants a list: 207, with an error for each of its values.
    assert counts["body refused wrong"] >= 1
    assert counts["answer"] >= 100
    assert counts["body"] >= 20


def test_documents_are_valid(magento2: list[Document], magento1: list[Document]) -> None:
    for document in (*magento2, *magento1):
        validate(document.content)


def test_what_a_shop_refuses_for_its_type_does_not_fit(magento2: list[Document], corpus: Path) -> None:
    counts, _ = compare(magento2, corpus / "magento-2.4.6", magento2_path)
    assert counts["body refused wrong"] >= 8


def example(protocol: str | None = None, source: str = "magento2") -> dict[str, Any]:
    return exported(EXAMPLE / source, protocol=protocol)


def test_names_are_those_of_the_package() -> None:
    document = example()
    operation = document["paths"]["/V1/acme/products/{sku}"]["get"]
    assert operation["operationId"] == "acme_catalog.product_repository.get"
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/acme_catalog.Product"
    }
    assert operation["tags"] == ["Acme_Catalog"]
    ids = [item["operationId"] for path in document["paths"].values() for item in path.values()]
    assert len(ids) == len(set(ids))


def test_a_search_is_one_deep_object_that_must_be_sent() -> None:
    operation = example()["paths"]["/V1/acme/products"]["get"]
    search = operation["parameters"][0]
    assert {key: search[key] for key in ("name", "in", "required", "style", "explode")} == {
        "name": "searchCriteria",
        "in": "query",
        "required": True,
        "style": "deepObject",
        "explode": True,
    }
    assert {"$ref": "#/components/parameters/fields"} in operation["parameters"]


def test_who_may_call_is_told() -> None:
    document = example()
    operations = [item for path in document["paths"].values() for item in path.values()]
    needing = [item for item in operations if item.get("x-magento-acl")]
    assert needing
    assert all(item["security"] == [{"bearer": []}, {"oauth1": []}] for item in needing)
    assert any(item.get("security") == [] for item in operations)


def test_async_routes_only_when_asked() -> None:
    with_them = exported(EXAMPLE / "magento2")["paths"]
    without = exported(EXAMPLE / "magento2", asynchronous=False)["paths"]
    assert {path for path in with_them if path.startswith("/async/")}
    assert set(without) == {path for path in with_them if not path.startswith("/async/")}
    many = with_them["/async/bulk/V1/acme/products"]["post"]
    assert many["requestBody"]["content"]["application/json"]["schema"]["type"] == "array"
    assert next(iter(many["responses"])) == "202"


def test_attributes_of_the_configuration_are_told() -> None:
    client = described_client(
        sources=(str(EXAMPLE / "magento2"),), output=None, package=None, protocol=None
    )._replace(
        attributes={"acme_catalog_product": {"brand": "int"}},
    )
    api = planning.read(client, Inputs()).api
    schemas = openapi(api, assign(api, {}), title="Shop", asynchronous=False)["components"]["schemas"]
    for name in ("acme_catalog.Product", "acme_catalog.Product.input"):
        told = schemas[name]["properties"]["custom_attributes"]["x-magento-attributes"]
        assert told["brand"] == {"kind": "int"}
    assert "x-magento-attributes" not in schemas["acme_customer.Address"]["properties"]["custom_attributes"]


def test_an_entry_of_a_bulk_request_holds_what_the_method_takes() -> None:
    """A path variable is an argument of the entry where the shop's method takes it, and none elsewhere."""

    def entry(path: str, method: str) -> tuple[list[str], list[str]]:
        body = example()["paths"][f"/async/bulk/V1/acme/{path}"][method]["requestBody"]
        schema = body["content"]["application/json"]["schema"]["items"]
        return list(schema["properties"]), schema.get("required", [])

    assert entry("orders/byId/comments", "post") == (["id", "statusHistory"], ["id"])
    assert entry("products/bySku", "delete") == (["sku"], ["sku"])
    assert entry("orders/byEntity_id", "put") == (["entity"], ["entity"])


def test_requests_lack_what_the_server_refuses() -> None:
    schemas = example()["components"]["schemas"]
    taken = {name: set(schemas[name]["properties"]) for name in schemas if name.endswith(".input")}
    for name, fields in taken.items():
        given = schemas.get(name.removesuffix(".input"))
        if given is not None:
            assert fields <= set(given["properties"])


def test_an_api_without_rest_is_refused() -> None:
    with pytest.raises(CodegenError, match="no REST routes") as caught:
        example(source="magento1")
    assert caught.value.exit_code == 2


def test_the_command_writes_checks_and_prints(run: Run, tmp_path: Path) -> None:
    source = ("--source", EXAMPLE / "magento2")
    assert run("export", "openapi", *source, "-o", "api.yaml").returncode == 0
    written = yaml.safe_load((tmp_path / "api.yaml").read_text("utf-8"))
    assert json.loads(run("export", "openapi", *source).stdout) == written
    assert written["info"]["title"] == "Magento 2 REST API"
    assert run("export", "openapi", *source, "-o", "api.yaml", "--check").returncode == 0
    (tmp_path / "api.yaml").write_text("openapi: 3.1.1\n")
    stale = run("export", "openapi", *source, "-o", "api.yaml", "--check")
    assert stale.returncode == 1
    assert "api.yaml is stale" in stale.stdout + stale.stderr
    assert run("export", "openapi", *source, "--check").returncode == 2


def test_a_client_of_the_configuration_is_exported_with_its_choice(run: Run, shop: Path) -> None:
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text() + '\n[include]\nmodules = ["Acme_Sales"]\n')
    document = json.loads(run("export", "openapi", "store", cwd=shop).stdout)
    assert [tag["name"] for tag in document["tags"]] == ["Acme_Sales"]
    assert document["info"]["title"] == "store"


def test_a_file_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("export", "openapi", "--source", EXAMPLE / "magento2", "-o", "file/api.json")
    assert done.returncode == 3
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
