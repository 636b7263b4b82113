"""Nothing silently less: generated, degraded and skipped add up to what an independent reader counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.ir import Api, Status
from codegen.readers.base import Protocol
from codegen.run import planning
from codegen.source import Inputs
from codegen.systems import MAGENTO1_REST
from tests.command_line import EXAMPLE
from tests.readers import counting

LARGE = 3_000_000
"""Bytes of a WSDL that are read in other tests."""


def read(source: Path, protocol: Protocol = "auto") -> Api:
    client = ClientConfig(
        name="shop", sources=(str(source),), output=Path("p"), package="p", protocol=protocol, keep_going=True
    )
    return planning.read(client, Inputs()).api


def ids(api: Api) -> set[str]:
    """The ids of all items, none of which comes twice, each with what is generated of it."""
    counts = Counter(item.id for item in api.items)
    assert [name for name, count in counts.items() if count > 1] == []
    if api.system != MAGENTO1_REST:  # where the routes of a call are items
        called = {operation.id for operation in api.operations}
        assert called == {item.id for item in api.items if item.status is not Status.SKIPPED}
    return set(counts)


@pytest.mark.parametrize("name", ["magento2", "magento2/app/code/Acme/Catalog"])
def test_routes_of_the_example(name: str) -> None:
    assert ids(read(EXAMPLE / name)) == counting.routes(EXAMPLE / name)


def test_operations_of_the_example() -> None:
    folder = EXAMPLE / "magento2-wsdl"
    assert ids(read(folder)) == counting.operations(folder.glob("*.wsdl"))


def test_methods_and_operations_of_the_example() -> None:
    folder = EXAMPLE / "magento1"
    operations = counting.operations(folder.glob("*.wsdl"))
    methods = counting.methods([folder / "api.xml"])
    alone = {path for path, operation in methods.items() if operation not in operations}
    assert ids(read(folder)) == operations | alone


def test_rest_routes_of_the_example() -> None:
    folder = EXAMPLE / "magento1-rest"
    found = {name.partition(" ")[2].removesuffix(" (many)") for name in ids(read(folder, "rest"))}
    assert found == set(counting.rest_paths(folder.rglob("api2.xml")))


@pytest.mark.parametrize("name", ["probe/module", "probe/partial", "magento-2.4.6/xml"])
def test_routes_of_the_corpus(corpus: Path, name: str) -> None:
    """Docblocks that were put to a real Magento, most of which it refuses, and the routes of a whole one."""
    assert ids(read(corpus / name)) == counting.routes(corpus / name)


def test_wsdls_of_the_corpus(corpus: Path) -> None:
    files = [path for path in sorted(corpus.rglob("*.wsdl")) if path.stat().st_size < LARGE]
    assert files
    for file in files:
        assert ids(read(file)) == counting.operations([file]), file


@pytest.mark.parametrize("name", ["xml", "xml_variants/main", "xml_variants/1.9.3.1"])
def test_modules_of_the_corpus(corpus: Path, name: str) -> None:
    folder = corpus / "openmage-20.0.20" / name
    found = ids(read(folder))
    operations = {name for name in found if "." not in name}
    methods = counting.methods(folder.rglob("api.xml"))
    assert {path for path, operation in methods.items() if operation not in operations} == found - operations
    declared = counting.operations([*folder.rglob("wsdl.xml"), *folder.rglob("wsi.xml")])
    assert operations == declared
    paths = {name.partition(" ")[2].removesuffix(" (many)") for name in ids(read(folder, "rest"))}
    assert paths == set(counting.rest_paths(folder.rglob("api2.xml")))
