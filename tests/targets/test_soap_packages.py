"""SOAP packages as a whole: types, twins of clients, what importing loads, keywords."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import EXAMPLE
from tests.runtime.soap.packages import build
from tests.type_checkers import Mypy


@pytest.fixture(scope="module", params=["magento1", "magento2-wsdl"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A package of the example."""
    return build(
        f"planned_{request.param.replace('-', '_')}",
        [EXAMPLE / request.param],
        tmp_path_factory.mktemp("plan"),
    )


USER = """
from typing import Any, assert_type

from planned_magento1 import (
    OPERATIONS, ApiFault, ApiUser, AsyncClient, Client, Filters, NotFoundError, models,
)
from planned_magento1.attributes.catalog_product import CatalogProductAttributes, Color
from planned_magento1.faults import CatalogProductNotExists
from planned_magento1.resources.catalog import CATALOG_PRODUCT_INFO

with Client("http://127.0.0.1:1", auth=ApiUser("user", "key"), mode="v1") as shop:
    found = shop.catalog_product.list(filters=Filters().where("type", "eq", "simple").between("price", 1, 2.5))
    assert_type(found, list[models.catalog.CatalogProductEntity])
    shop.catalog_product.list(filters={"filter": {"type": "simple"}})
    product = shop.catalog_product.info(product_id="A", identifier_type="sku")
    assert_type(product, models.catalog.CatalogProductReturnEntity)
    if product.additional_attributes is not None:
        product.additional_attributes.set("color", "4")
        assert_type(product.additional_attributes.color, Color | None)
        assert_type(product.additional_attributes.as_dict(), dict[str, Any])
    single = CatalogProductAttributes[models.common.AssociativeEntity]({"color": Color.RED})
    more = models.catalog.CatalogProductAdditionalAttributesEntity(single_data=single)
    data = models.catalog.CatalogProductCreateEntity(name="New", additional_attributes=more)
    assert_type(shop.catalog_product.create(type="simple", set="4", sku="N", product_data=data), int)
    shop.catalog_product.create(type="simple", set="4", sku="N", product_data={"name": "New", "price": "1"})
    calls = shop.api.multi_call()
    first = calls.add(CATALOG_PRODUCT_INFO, product_id="A")
    second = calls.add(OPERATIONS["catalogProductInfo"], product_id="B")
    calls.send(stop_on_fault=True)
    try:
        assert_type(first.result, models.catalog.CatalogProductReturnEntity)
        print(second.result.sku, OPERATIONS["catalogProductInfo"].path)
    except CatalogProductNotExists as error:
        print(error.fault_code, error.resource, error.message)
    except (ApiFault, NotFoundError) as error:
        print(error.code)


async def use(shop: AsyncClient) -> None:
    assert_type(await shop.catalog_product.list(), list[models.catalog.CatalogProductEntity])
    calls = shop.api.multi_call()
    first = calls.add(CATALOG_PRODUCT_INFO, product_id="A")
    await calls.send()
    assert_type(first.result, models.catalog.CatalogProductReturnEntity)
"""
"""What a developer with a Magento 1 shop writes."""


def test_the_packages_pass_mypy_and_ruff(example: ModuleType, mypy: Mypy) -> None:
    assert example.__file__ is not None
    folder = Path(example.__file__).parent
    user = folder.parent / "user.py"
    user.write_text(USER if folder.name == "planned_magento1" else "", encoding="utf-8")
    command = [
        "ruff",
        "check",
        "--isolated",
        "--line-length=120",
        "--select=F,I",
        "--ignore=F403",
        str(folder),
    ]
    for done in (
        mypy(user, folder, cwd=folder.parent),
        subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False),
    ):
        assert done.returncode == 0, done.stdout + done.stderr


def test_sync_and_async_clients_are_twins(example: ModuleType) -> None:
    for operation in example.OPERATIONS.values():
        assert operation.encode.__doc__
    sync, awaited = example.Client("http://127.0.0.1:1"), example.AsyncClient("http://127.0.0.1:1")
    names = [name for name in dir(type(sync)) if not name.startswith("_")]
    assert names == [name for name in dir(type(awaited)) if not name.startswith("_")]


def test_importing_a_package_loads_no_operation(example: ModuleType) -> None:
    assert example.__file__ is not None
    folder = Path(example.__file__).parent
    code = (
        f"import sys, {folder.name}; from {folder.name} import Client, OPERATIONS\n"
        f"print([m for m in sys.modules if 'lxml' in m or m.startswith('{folder.name}.resources.')])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder.parent, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_methods_take_keywords_only(example: ModuleType) -> None:
    client = example.Client("http://127.0.0.1:1")
    service = (
        client.catalog_product
        if hasattr(client, "catalog_product")
        else client.acme_catalog.product_repository
    )
    for name, method in inspect.getmembers(service, inspect.ismethod):
        if name.startswith("_"):
            continue
        parameters = list(inspect.signature(method).parameters.values())
        by_position = [item.name for item in parameters if item.kind is not inspect.Parameter.KEYWORD_ONLY]
        assert by_position in ([], ["search_criteria"]), name
