"""What a shop in memory was asked, and what it tells of calls that nobody expected."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
import unittest
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

import pytest

from tests.example.conftest import GENERATED

Package = Callable[[str], Any]


@pytest.fixture
def testing(package: Package) -> Any:
    """The example package's file for tests."""
    return package("acme_store.testing")


def test_arguments_are_as_the_server_reads_them(testing: Any, package: Package) -> None:
    models = package("acme_store").models.acme_catalog
    with testing.FakeShop(store="german") as shop:
        products = shop.client.acme_catalog.product_repository
        shop.on(products.update).returns({"sku": "A"})
        product = {"price": "12.5", "categoryIds": ["3"], "custom_attributes": {"brand": 4}}
        products.update(sku="A b/c", product=product)
        call = shop.calls(products.update).only
        sent = call.argument("product", models.Product)
        assert (sent.price, sent.category_ids, sent.custom_attributes.brand) == (12.5, [3], 4)
        assert (sent.sku, call.arguments["sku"], call.store) == ("A b/c", "A b/c", "german")
        assert "save_options" not in call.arguments
        assert call.request.headers["content-type"] == "application/json"


PRODUCT: dict[str, Any] = {"name": "Bag", "categoryIds": [3], "custom_attributes": {"brand": 4}}


@pytest.mark.parametrize("product", [PRODUCT, {**PRODUCT, "sku": "A"}])
@pytest.mark.parametrize("named", [True, False])
def test_arguments_may_be_expected_as_they_are_given(
    testing: Any, named: bool, product: dict[str, Any]
) -> None:
    with testing.FakeShop(store="all") as shop:
        update = shop.client.acme_catalog.product_repository.update
        shop.on(update).returns({"sku": "A"})
        shop.on(update).given(sku="A" if named else testing.ANY, product=product).returns({"name": "fits"})
        assert update(sku="A", product=PRODUCT).name == "fits"
        assert update(sku="A", product={**PRODUCT, "name": "Box"}).name is None
        assert update(sku="A", product={**PRODUCT, "custom_attributes": {"brand": 5}}).name is None


def test_what_is_expected_of_bulk_items_is_as_they_are_sent(testing: Any) -> None:
    with testing.FakeShop(store="all") as shop:
        update = shop.client.acme_catalog.product_repository.update
        shop.on(update).given(sku=testing.ANY, product={"sku": "A", "name": "Bag"}).returns({"sku": "A"})
        bulk = shop.client.bulk.acme_catalog.product_repository
        job = bulk.update([{"sku": "A", "product": {"sku": "A", "name": "Bag"}}])
        assert not job.wait().failed


def test_calls_are_counted_by_method_and_kept_in_order(testing: Any) -> None:
    with testing.FakeShop(strict=False, store="all") as shop:
        products, orders = (
            shop.client.acme_catalog.product_repository,
            shop.client.acme_sales.order_management,
        )
        products.get(sku="A")
        orders.cancel(id=1)
        products.get(sku="B")
        assert [call.arguments["sku"] for call in shop.calls(products.get)] == ["A", "B"]
        assert len(shop.calls(products.save)) == 0
        assert shop.calls.names == [
            "acme_catalog.product_repository.get",
            "acme_sales.order_management.cancel",
            "acme_catalog.product_repository.get",
        ]
        with pytest.raises(AssertionError, match="one call was expected, there were 2"):
            _ = shop.calls(products.get).only
        with pytest.raises(AssertionError, match="there was no such call"):
            _ = shop.calls(products.save).last
        with pytest.raises(AssertionError, match="was called without 'edit_mode'; sent were: sku"):
            shop.calls(products.get).last.argument("edit_mode", bool)
        with pytest.raises(AssertionError, match="'sku' is 'B', no int"):
            shop.calls(products.get).last.argument("sku", int)


def test_an_unexpected_call_names_what_comes_nearest(testing: Any) -> None:
    shop = testing.FakeShop()
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).given(sku="A", store_id=1).returns({"sku": "A"})
    shop.on(products.get).given(sku="B").returns({"sku": "B"})
    with pytest.raises(testing.UnexpectedCall) as unexpected:
        products.get(sku="A")
    assert str(unexpected.value).splitlines() == [
        "acme_catalog.product_repository.get(sku='A') was called, and nothing is set up for it.",
        "The nearest that is set up:",
        "    acme_catalog.product_repository.get(sku='A', store_id=1)",
        "    store_id: was not sent",
        "To set it up: shop.on(shop.client.acme_catalog.product_repository.get).returns(...)",
    ]
    with pytest.raises(
        testing.UnexpectedCall, match=r"Set up are:\n    acme_catalog.product_repository.get\(sku='A'"
    ):
        shop.client.acme_sales.order_repository.get(id=1)
    shop.on(products.delete_by_id).once().returns(True)
    products.delete_by_id(sku="A")
    with pytest.raises(testing.UnexpectedCall, match="has answered 1 calls, and no more"):
        products.delete_by_id(sku="A")


def test_a_route_that_the_package_lacks_is_unexpected(testing: Any) -> None:
    shop = testing.FakeShop()
    with pytest.raises(testing.UnexpectedCall, match="the package has no such route") as unexpected:
        shop.client.request("GET", "/V1/acme/produkts/A")
    assert "Near to it are:\n    GET /V1/acme/products\n" in str(unexpected.value)


def test_an_unexpected_call_that_was_caught_fails_the_test_at_its_end(testing: Any) -> None:
    shop = testing.FakeShop()
    with ExitStack() as stack:
        stack.enter_context(pytest.raises(testing.UnexpectedCall, match="nothing is set up"))
        stack.enter_context(shop)
        with suppress(AssertionError):
            shop.client.acme_sales.order_management.cancel(id=1)


def test_nothing_connects_while_a_shop_is_in_use(testing: Any, package: Package) -> None:
    connect = socket.socket.connect
    with (
        pytest.raises(testing.ConnectionOpened, match=r"127\.0\.0\.1"),
        testing.FakeShop(),
        suppress(AssertionError),
        socket.socket() as other,
    ):
        other.connect(("127.0.0.1", 9))
    with (
        pytest.raises(testing.ConnectionOpened, match=r"neither shop\.client"),
        testing.FakeShop(),
        package("acme_store").Client("http://127.0.0.1:9") as real,
    ):
        real.acme_sales.order_management.cancel(id=1)
    assert socket.socket.connect is connect
    with (
        testing.FakeShop(allow_connections=True),
        socket.socket() as other,
        pytest.raises(OSError, match="refused"),
    ):
        other.connect(("127.0.0.1", 9))


def test_a_client_of_ones_own_talks_to_the_shop_too(testing: Any, package: Package) -> None:
    with testing.FakeShop() as shop:
        shop.on(shop.client.acme_sales.order_management.get_status).returns("pending")
        with package("acme_store").Client("https://shop.example", http_client=shop.http_client()) as own:
            assert own.acme_sales.order_management.get_status(id=1) == "pending"


def test_threads_and_tasks_share_a_shop(testing: Any) -> None:
    with testing.FakeShop() as shop:
        shop.on(shop.client.acme_catalog.product_repository.get).returns(
            lambda call: {"sku": call.arguments["sku"]}
        )
        found: list[str] = []

        def read(name: str) -> None:
            for number in range(20):
                found.append(shop.client.acme_catalog.product_repository.get(sku=f"{name}{number}").sku)

        threads = [threading.Thread(target=read, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        async def read_all() -> list[Any]:
            get = shop.async_client.acme_catalog.product_repository.get
            return list(await asyncio.gather(*(get(sku=f"e{number}") for number in range(20))))

        assert [product.sku for product in asyncio.run(read_all())] == [f"e{number}" for number in range(20)]
        assert len(set(found)) == 80
        assert len(shop.calls) == 100


pytest_plugins = "pytester"


def test_a_fixture_is_one_line(pytester: pytest.Pytester, package: Package) -> None:
    package("acme_store")
    pytester.makeconftest("from acme_store.testing import FakeShop\n\nshop = FakeShop.fixture(store='all')\n")
    pytester.makepyfile("""
        def test_it(shop):
            orders = shop.client.acme_sales.order_management
            shop.on(orders.get_status).returns("pending")
            assert orders.get_status(id=1) == "pending"

        def test_unexpected(shop):
            try:
                shop.client.acme_sales.order_management.cancel(id=1)
            except AssertionError:
                pass
        """)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(
        ["*acme_sales.order_management.cancel(id=1) was called, and nothing is set up for it*"]
    )


def test_nothing_of_it_is_loaded_before_a_test_asks_for_it(package: Package) -> None:
    package("acme_store")
    clients = "import sys, acme_store; acme_store.Client('https://shop.example').acme_catalog.product_repository.get"
    asked = f"{clients}; import acme_store.testing; acme_store.testing.FakeShop()"
    shown = "; print(sorted(name for name in sys.modules if 'testing' in name and 'acme' in name or name == 'pytest'))"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code + shown], cwd=GENERATED, capture_output=True, text=True, check=True
        ).stdout
        for code in (clients, asked)
    ]
    assert outputs[0] == "[]\n"
    assert "acme_store.testing" in outputs[1]
    assert "pytest" not in outputs[1]


def test_it_is_used_from_unittest(testing: Any) -> None:
    class Case(unittest.TestCase):
        def test_it(self) -> None:
            shop = self.enterContext(testing.FakeShop())
            shop.on(shop.client.acme_sales.order_management.get_status).returns("pending")
            assert shop.client.acme_sales.order_management.get_status(id=1) == "pending"

    result = unittest.TestResult()
    Case("test_it").run(result)
    assert result.wasSuccessful()
