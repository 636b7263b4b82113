"""What editors complete: types that mypy keeps (and pyright, see `test_pyright.py`), and the names that jedi offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jedi
import pytest

from tests.type_checkers import Mypy
from tests.usage.conftest import HERE, Package

KEPT = HERE / "kept_types.py"
TESTS = (
    "from acme_store.testing import FakeShop\n"
    "shop = FakeShop()\n"
    "products = shop.client.catalog.product_repository\n"
)
REPLIES = {"answers", "given", "once", "raises", "returns", "takes", "times"}
BLOCKING = "from acme_store import Client\nshop = Client('http://shop.example')\n"
AWAITED = "from acme_store import AsyncClient\nasync def work(shop: AsyncClient) -> None:\n"
PRODUCT = {"sku", "price", "custom_attributes"}
OFFERED = {
    "shop.": {"bulk", "catalog", "sales", "request", "with_raw_response"},
    "shop.catalog.": {"product_repository", "base_price_storage"},
    "shop.catalog.product_repository.": {"get", "get_list", "iter_list", "iter_pages_list", "save", "update"},
    "shop.catalog.product_repository.get(sku='A').": PRODUCT,
    "shop.catalog.product_repository.get(sku='A').custom_attributes.": {"as_dict", "set"},
    "for item in shop.catalog.product_repository.get_list().items:\n    item.": PRODUCT,
    "for order in shop.sales.order_repository.iter_list():\n    order.": {"increment_id", "grand_total"},
    "for page in shop.sales.order_repository.iter_pages_list():\n    page.": {"items", "total_count"},
    "shop.bulk.catalog.product_repository.": {"save", "update"},
    "shop.bulk.catalog.product_repository.save([]).": {"bulk_uuid", "status", "wait"},
    "shop.bulk.catalog.product_repository.save([]).wait().": {"failed", "finished", "items"},
    "shop.bulk.catalog.product_repository.save([]).wait().failed[0].": {"index", "message", "value"},
    "shop.with_raw_response(shop.catalog.product_repository.get, sku='A').": {"headers", "parse", "status"},
    "shop.with_raw_response(shop.catalog.product_repository.get, sku='A').parse().": PRODUCT,
}
"""What is offered behind the last dot, among more."""
OFFERED_AWAITED = {
    "    (await shop.catalog.product_repository.get(sku='A')).": PRODUCT,
    "    async for order in shop.sales.order_repository.iter_list():\n        order.": {"increment_id"},
}

OFFERED_IN_TESTS = {
    "shop.": {"async_client", "calls", "client", "expire_tokens", "holds", "http_client", "on", "on_request"},
    "shop.client.catalog.product_repository.": {"get", "get_list", "save"},
    "shop.on(products.get).": REPLIES,
    "shop.on(products.get).given(sku='A').": REPLIES,
    "shop.on(products.get_list).": REPLIES,
    "shop.calls(products.save).": {"last", "names", "only"},
    "shop.calls(products.save).last.": {"argument", "arguments", "request", "store"},
    "from acme_store import models\nproduct = models.catalog.Product\n"
    "shop.calls(products.save).last.argument('product', product).": PRODUCT,
    "def test_it(shop: FakeShop) -> None:\n    shop.client.": {"catalog", "sales"},
}


@pytest.fixture(scope="module", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep jedi out of the developer's home, and the processes of one run of tests from half-written files there."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jedi.settings, "cache_directory", str(tmp_path_factory.mktemp("jedi")))
        yield


def offered(folder: Path, code: str) -> set[str]:
    """The names that jedi offers at the end of some code."""
    lines = code.splitlines()
    script = jedi.Script(code, project=jedi.Project(folder, added_sys_path=[str(folder)]))
    return {name.name for name in script.complete(len(lines), len(lines[-1]))}


@pytest.mark.parametrize(("code", "names"), OFFERED.items())
def test_jedi_completes(package: Package, code: str, names: set[str]) -> None:
    assert names <= offered(package("declared"), BLOCKING + code)


@pytest.mark.parametrize(("code", "names"), OFFERED_AWAITED.items())
def test_jedi_completes_what_is_awaited(package: Package, code: str, names: set[str]) -> None:
    assert names <= offered(package("declared"), AWAITED + code)


@pytest.mark.parametrize(("code", "names"), OFFERED_IN_TESTS.items())
def test_jedi_completes_in_tests(package: Package, code: str, names: set[str]) -> None:
    assert names <= offered(package("declared"), TESTS + code)


def test_mypy_keeps_the_types(package: Package, mypy: Mypy) -> None:
    done = mypy(KEPT, cwd=package("declared"))
    assert done.returncode == 0, done.stdout
