"""The WSDL reader against the WSDLs of real servers and what these servers say of themselves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from codegen.ir import Api, KeyedList, List, Named, Operation, SoapStyle, Status, named_types
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.wsdl import READER
from codegen.readers.wsdl.magento1 import service_name, split_operation
from codegen.roots import Root
from codegen.source import Inputs
from tests.conftest import REPOSITORY

MEASURE = """
import re, sys
from pathlib import Path
from codegen.readers.base import ReadOptions
from codegen.readers.wsdl import READER
from codegen.roots import Root
from codegen.source import Inputs
api = READER.read([Root.of(sys.argv[1])], Inputs(), ReadOptions()).api
peak = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
print(len(api.services), len(api.operations), int(peak[1]) // 1024)
"""
"""Linux's own count of one program's peak: `ru_maxrss` of a child begins with what its parent held."""


@cache
def read(*paths: Path) -> Reading:
    return READER.read([Root.of(str(path)) for path in paths], Inputs(), ReadOptions())


def shape(api: Api) -> dict[str, list[tuple[object, ...]]]:
    """What the models are, without where they were read."""
    return {
        model.name: [(field.wire_name, field.type, field.required) for field in model.fields]
        for model in api.models
    }


def calls(operation: Operation) -> tuple[object, ...]:
    parameters = tuple((one.name, one.type, one.required) for one in operation.parameters)
    return operation.service, operation.name, parameters, operation.result


@pytest.fixture(scope="session")
def magento2(corpus: Path) -> Reading:
    return read(*sorted((corpus / "magento-2.4.6" / "wsdl").glob("*V1.wsdl")))


def test_all_services_of_magento_2(magento2: Reading) -> None:
    assert magento2.diagnostics == ()
    api = magento2.api
    assert (len(api.services), len(api.operations), len(api.models)) == (159, 341, 371)
    assert Counter(item.status for item in api.items) == {Status.GENERATED: 341}
    known = {model.name for model in api.models}
    mentioned = {name for model in api.models for field in model.fields for name in named_types(field.type)}
    assert mentioned <= known
    assert sum(operation.result is None for operation in api.operations) == 11


def test_one_file_or_many_are_the_same_magento_2(corpus: Path, magento2: Reading) -> None:
    folder = corpus / "magento-2.4.6" / "wsdl"
    for name in ("all.slim.wsdl", "all.wsdl.xz"):
        reading = read(folder / name)
        assert reading.diagnostics == ()
        assert shape(reading.api) == shape(magento2.api)
        assert [calls(one) for one in reading.api.operations] == [
            calls(one) for one in magento2.api.operations
        ]
    together = read(folder)
    assert together.diagnostics == ()
    documented = [(one.id, one.description) for one in together.api.operations]
    assert documented == [(one.id, one.description) for one in magento2.api.operations]


def test_the_largest_wsdl_takes_little_memory(corpus: Path) -> None:
    path = corpus / "magento-2.4.6" / "wsdl" / "all.wsdl.xz"
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    services, operations, megabytes = map(int, done.stdout.split())
    assert (services, operations) == (159, 341)
    assert megabytes < 300


def test_fields_are_those_of_magento_2s_own_swagger(corpus: Path, magento2: Reading) -> None:
    swagger = json.loads((corpus / "magento-2.4.6" / "swagger.json").read_bytes())["definitions"]
    compared = 0
    for model in magento2.api.models:
        definition = swagger.get(re.sub(r"(?<!^)([A-Z])", r"-\1", model.name).lower())
        if definition is None:
            continue
        compared += 1
        assert {field.wire_name for field in model.fields} == set(
            definition.get("properties", {})
        ), model.name
        required = {field.wire_name for field in model.fields if field.required}
        assert required == set(definition.get("required", [])), model.name
    assert compared == 369


def test_modules_are_those_of_the_php_classes(corpus: Path) -> None:
    services = json.loads((corpus / "magento-2.4.6" / "reflect" / "services.json").read_bytes())
    api = read(corpus / "magento-2.4.6" / "wsdl" / "all.slim.wsdl").api
    wrong = {
        service.name
        for service in api.services
        if service.module != "_".join(services[service.name]["class"].split("\\")[:2])
    }
    assert wrong == {"payPalBraintreeAuthV1"}, "the one vendor that only a class or module name can tell"


def test_wsdls_of_third_parties(corpus: Path) -> None:
    for folder, count in (("Adyen_Payment", 18), ("Mollie_Payment", 8), ("TIG_PostNL", 6)):
        reading = read(corpus / "third-party" / folder / "wsdl")
        assert reading.diagnostics == ()
        assert len(reading.api.services) == count


WSDLS = [("v2_wsi.wsdl", 149, SoapStyle.DOCUMENT), ("v2.wsdl", 150, SoapStyle.RPC)]


@pytest.mark.parametrize(("name", "count", "style"), WSDLS)
def test_v2_of_magento_1(corpus: Path, name: str, count: int, style: SoapStyle) -> None:
    folder = corpus / "openmage-20.0.20" / "wsdl"
    reading = read(folder / name)
    assert reading.diagnostics == ()
    assert len(reading.api.operations) == count
    assert Counter(item.status for item in reading.api.items) == {Status.GENERATED: count}
    for operation in reading.api.operations:
        binding = operation.soap(style)
        assert binding is not None
        assert "sessionId" not in [parameter.name for parameter in operation.parameters]
        assert bool(binding.session) is (operation.id not in ("login", "startSession"))
    older = read(folder / name.replace(".wsdl", "_ce1931.wsdl"))
    assert older.api.namespace == "urn:Magento"
    assert reading.api.namespace == "urn:OpenMage"


def test_lists_of_magento_1_have_no_wrappers(corpus: Path) -> None:
    api = read(corpus / "openmage-20.0.20" / "wsdl" / "v2_wsi.wsdl").api
    assert not [
        model.name for model in api.models if "complexObjectArray" in {f.wire_name for f in model.fields}
    ]
    operations = {operation.id: operation for operation in api.operations}
    assert operations["catalogProductList"].result == List(Named("catalogProductEntity"))
    filters = api.model("filters")
    assert filters is not None
    assert filters.fields[0].type == KeyedList(Named("associativeEntity"), "key", "value")


def test_both_dialects_give_the_same_models_and_names(corpus: Path) -> None:
    folder = corpus / "openmage-20.0.20" / "wsdl"
    document, rpc = shape(read(folder / "v2_wsi.wsdl").api), shape(read(folder / "v2.wsdl").api)
    differing = {
        name
        for name in document.keys() & rpc.keys()
        if [field[:2] for field in document[name]] != [field[:2] for field in rpc[name]]
    }
    assert differing == {"catalogProductCreateEntity"}
    assert document.keys() ^ rpc.keys() == {
        "catalogProductAdditionalAttributesEntity",
        "catalogProductDownloadableLinkInfoEntity",
        "catalogProductDownloadableLinkListEntity",
    }
    both = read(folder / "v2_wsi.wsdl", folder / "v2.wsdl")
    assert both.diagnostics == ()
    assert len(both.api.operations) == 152
    bindings = Counter(len(operation.bindings) for operation in both.api.operations)
    assert bindings == {2: 147, 1: 5}


def test_v1_of_magento_1(corpus: Path) -> None:
    reading = read(corpus / "openmage-20.0.20" / "wsdl" / "v1.wsdl")
    assert reading.diagnostics == ()
    assert len(reading.api.operations) == 8
    assert {operation.service for operation in reading.api.operations} == {"api"}
    v2 = corpus / "openmage-20.0.20" / "wsdl" / "v2.wsdl"
    both = read(corpus / "openmage-20.0.20" / "wsdl" / "v1.wsdl", v2)
    assert both.diagnostics == ()
    assert both.api.operations == read(v2).api.operations


def test_services_are_found_by_the_operations_name_alone(corpus: Path) -> None:
    surface = json.loads((corpus / "openmage-20.0.20" / "api-surface.json").read_bytes())
    wrong = []
    for operation, (path, _) in surface["v2_op_to_v1_path"].items():
        if path is None:
            assert split_operation(operation) == ("api", operation)
            continue
        method = path.partition(".")[2]
        prefix = operation[: -len(method)]
        if split_operation(operation) != (service_name(prefix), method):
            wrong.append(operation)
    assert wrong == []
