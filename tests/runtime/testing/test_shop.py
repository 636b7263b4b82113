"""The shop in memory: what it makes of its parts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from runtime.auth.credentials import AdminToken, BearerToken
from runtime.client.options import RequestOptions
from runtime.errors import AuthenticationError, BadRequestError, NotFoundError, ServerError
from runtime.search.criteria import SearchCriteria
from runtime.soap.session import ApiUser
from runtime.testing.expectations import ListExpectation
from runtime.testing.shop import BaseFakeShop
from runtime.testing.sockets import ConnectionOpened
from runtime.testing.unexpected import UnexpectedCall

from tests.runtime.shop import Client, Product
from tests.runtime.testing.small_shop import FakeShop
from tests.runtime.testing.soap.small_shop import FakeShop as SoapFakeShop

ADMIN = AdminToken("user", "secret")


@pytest.fixture
def shop() -> Any:
    """An empty shop, whose clients write default values."""
    with FakeShop(store="all") as shop:
        yield shop


def stranger(shop: FakeShop, **settings: Any) -> Client:
    """A client that the shop doesn't know."""
    return Client(shop.base_url, http_client=shop.http_client(), **settings)


def test_both_clients_and_those_of_ones_own_are_answered(shop: FakeShop) -> None:
    shop.on(shop.client.products.get).returns(Product(sku="A"))
    assert shop.client.products.get(sku="A") == Product(sku="A")
    assert asyncio.run(shop.async_client.products.get(sku="A")) == Product(sku="A")
    assert stranger(shop).products.get(sku="A") == Product(sku="A")
    assert shop.calls.names == ["products.get"] * 3
    assert [call.store for call in shop.calls] == ["all", "all", None]


def test_of_several_that_fit_the_one_with_the_most_arguments_counts_then_the_latest(shop: FakeShop) -> None:
    get = shop.client.products.get
    shop.on(get).given(sku="A", store_id=1).returns({"name": "in 1"})
    shop.on(get).given(sku="A").returns({"name": "early"})
    shop.on(get).given(sku="A").returns({"name": "late"})
    shop.on(get).returns({"name": "other"})
    shop.on(shop.client.products.delete).returns(True)
    assert [get(sku="A", store_id=1).name, get(sku="A").name, get(sku="B").name] == ["in 1", "late", "other"]


def test_what_is_spent_leaves_the_rest_to_others(shop: FakeShop) -> None:
    get = shop.client.products.get
    shop.on(get).returns({"name": "always"})
    shop.on(get).given(sku="A").times(2).returns({"name": "first"}, {"name": "second"}, {"name": "never"})
    assert [get(sku="A").name for _ in range(4)] == ["first", "second", "always", "always"]


def test_an_expectation_that_is_never_met_is_no_failure() -> None:
    with FakeShop() as shop:
        shop.on(shop.client.products.get).given(sku="A").once().returns({"sku": "A"})
    shop.check()
    assert len(shop.calls) == 0


def test_list_operations_are_set_up_with_their_items(shop: FakeShop) -> None:
    assert isinstance(shop.on(shop.client.products.get_list), ListExpectation)
    assert not isinstance(shop.on(shop.client.products.get), ListExpectation)
    shop.on(shop.client.products.get_list).returns_items([Product(sku=sku) for sku in "ABC"])
    criteria = SearchCriteria().page(2)
    assert [product.sku for product in shop.client.products.iter_list(criteria)] == ["A", "B", "C"]


def test_a_call_that_nothing_is_set_up_for_fails_at_once_and_at_the_end() -> None:
    shop = FakeShop()
    with pytest.raises(UnexpectedCall, match=r"products\.get\(sku='A'\)"):
        shop.client.products.get(sku="A")
    with pytest.raises(UnexpectedCall, match=r"To set it up: shop\.on\(shop\.client\.products\.get\)"):
        shop.check()
    assert shop.calls.names == ["products.get"]


def test_an_error_of_the_test_goes_before_what_was_unexpected() -> None:
    def test() -> None:
        with FakeShop() as shop:
            with suppress(UnexpectedCall):
                shop.client.products.get(sku="A")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        test()


def test_a_shop_with_an_awaited_client_only_says_so() -> None:
    class AsyncOnly(BaseFakeShop):
        _make_server = FakeShop._make_server

    shop = AsyncOnly()
    with pytest.raises(UnexpectedCall, match=r"shop\.on\(shop\.async_client\.products\.get\)"):
        Client(shop.base_url, http_client=shop.http_client()).products.get(sku="A")


def test_a_route_that_is_not_known_is_unexpected(shop: FakeShop) -> None:
    unknown = FakeShop()
    with pytest.raises(UnexpectedCall, match="the package has no such route") as unexpected:
        unknown.client.request("GET", "/V1/produkts/A")
    assert "Near to it are:\n    GET /V1/products" in str(unexpected.value)
    with pytest.raises(UnexpectedCall):
        unknown.check()
    assert len(unknown.calls) == 0


def test_one_that_is_not_strict_makes_answers_up() -> None:
    with FakeShop(strict=False) as shop:
        assert shop.client.products.order(product={}) == 1
        shop.on(shop.client.products.order).returns(7)
        assert shop.client.products.order(product={}) == 7


def test_a_route_of_ones_own_is_answered(shop: FakeShop) -> None:
    shop.on_request("get", "/V1/things/{id}").returns({"a": 1})
    shop.on_request("GET", "/V1/things/{id}").given(id=7).raises(404, "No seventh")
    assert shop.client.request("GET", "/V1/things/8") == {"a": 1}
    with pytest.raises(NotFoundError, match="No seventh"):
        shop.client.request("GET", "/V1/things/7")
    assert shop.calls.names == ["GET /V1/things/{id}"] * 2


def test_what_is_held_is_answered_and_what_is_set_up_goes_before(shop: FakeShop) -> None:
    products = shop.client.products
    held = shop.holds(products, [Product(sku="A", price=1)])
    shop.on(products.get).given(sku="B").returns({"name": "set up"})
    products.save(product={"sku": "C"})
    assert [products.get(sku="A").price, products.get(sku="B").name] == [1, "set up"]
    with pytest.raises(NotFoundError, match="No such entity with sku = B2"):
        products.get(sku="B2")
    assert [product.sku for product in held.items] == ["A", "C"]
    again = shop.holds(products, key="name")
    with pytest.raises(NotFoundError):
        products.get(sku="A")
    assert list(again.items) == []


def test_what_is_held_is_read_by_both_clients(shop: FakeShop) -> None:
    held = shop.holds(shop.async_client.products, [Product(sku="A", price=1)], key="sku")
    assert asyncio.run(shop.async_client.products.get(sku="A")) is not held.items[0]
    assert asyncio.run(shop.async_client.products.get(sku="A")) == held.items[0]
    assert shop.client.products.get(sku="A") == held.items[0]


def test_only_resources_with_entities_hold_any(shop: FakeShop) -> None:
    with pytest.raises(TypeError, match="is no resource"):
        shop.holds(shop.client)  # type: ignore[call-overload]
    soap = SoapFakeShop()
    with pytest.raises(TypeError, match=r"^Api has no method that reads an entity"):
        soap.holds(soap.client.api)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="which field of Product is its key"):
        shop.holds(shop.client.products, key="colour")


def test_an_account_makes_strangers_be_refused() -> None:
    with FakeShop(auth=ADMIN, store="all") as shop:
        shop.on(shop.client.products.get).returns({"sku": "A"})
        assert shop.client.products.get(sku="A").sku == "A"
        assert asyncio.run(shop.async_client.products.get(sku="A")).sku == "A"
        other = BearerToken("other")
        for client in (stranger(shop), stranger(shop, auth=other)):
            with pytest.raises(
                AuthenticationError, match="isn't authorized to access Magento_Catalog::products"
            ):
                client.products.get(sku="A")
        shop.accepts(other)
        assert stranger(shop, auth=other).products.get(sku="A").sku == "A"
        assert [call.name for call in shop.calls] == ["products.get"] * 3
        with pytest.raises(AuthenticationError, match="sign-in was incorrect"):
            stranger(shop, auth=AdminToken("user", "wrong")).products.get(sku="A")


def test_expired_tokens_are_renewed_also_for_jobs() -> None:
    with FakeShop(auth=ADMIN, store="all") as shop:
        shop.on(shop.client.products.save).returns(lambda call: call.arguments["product"])
        shop.client.products.save(product={"sku": "A"})
        shop.expire_tokens()
        status = shop.client.bulk.products.save([{"product": {"sku": "B"}}]).wait(timeout=60)
        assert [item.ok for item in status.items] == [True]
        logins = [request for request in shop.requests if request.url.endswith("/admin/token")]
        assert (len(logins), len(shop.calls)) == (2, 2)


def test_a_strangers_job_is_refused_as_a_whole() -> None:
    with FakeShop(auth=ADMIN) as shop, pytest.raises(AuthenticationError):
        stranger(shop, store="all").bulk.products.save([{"product": {"sku": "A"}}])
    assert len(shop.calls) == 0


def test_a_login_may_be_set_up_as_a_route_of_ones_own() -> None:
    with FakeShop(auth=ADMIN) as shop:
        shop.on_request("POST", "/V1/integration/admin/token").raises(500, "Down")
        with pytest.raises(ServerError, match="Down"):
            stranger(shop, auth=ADMIN, max_retries=0).products.get(sku="A")


def test_a_path_called_by_hand_is_the_method_where_that_is_set_up() -> None:
    with SoapFakeShop() as shop:
        call = shop.client.with_options(mode="v1").api.call
        shop.on(shop.client.api.call).returns("by hand")
        assert call("product.delete", ["7"]) == "by hand"
        shop.on(shop.client.products.delete).returns(True)
        assert call("product.delete", ["7"]) is True
        assert shop.calls.names == ["api.call", "products.delete"]


def test_a_server_knows_its_own_kind_of_account_and_ends_sessions() -> None:
    with SoapFakeShop(auth=ApiUser("user", "key")) as shop:
        shop.on(shop.client.products.delete).returns(True)
        assert shop.client.products.delete(product_id="7")
        with pytest.raises(AuthenticationError, match="Access denied"):
            shop.client.with_options(auth=ApiUser("user", "other")).products.delete(product_id="7")
        shop.expire_tokens()
        before = len(shop.requests)
        assert shop.client.products.delete(product_id="7")
        assert len(shop.requests) == before + 3  # refused, logged in, done


def test_what_the_shop_refuses_by_itself_is_noted(shop: FakeShop) -> None:
    with pytest.raises(BadRequestError, match='"product" is required'):
        shop.client.request("POST", "/V1/products", body={})
    assert shop.refusals == ['products.save: "%fieldName" is required. Enter and try again.']
    assert [request.method for request in shop.requests] == ["POST"]
    assert len(shop.calls) == 0


def test_pauses_are_noted_and_take_no_time(shop: FakeShop) -> None:
    shop.on(shop.client.products.get).raises(429, retry_after=20).returns({"sku": "A"})
    assert shop.client.products.get(sku="A").sku == "A"
    assert len(shop.waits) == 1
    shop.on(shop.client.products.get).raises(429, retry_after=20).returns({"sku": "A"})
    assert asyncio.run(shop.async_client.products.get(sku="A")).sku == "A"
    assert len(shop.waits) == 2


def test_an_answer_takes_its_time(shop: FakeShop) -> None:
    shop.on(shop.client.products.get).returns({"sku": "A"}).takes(0.05)
    raw = shop.client.with_raw_response(shop.client.products.get, sku="A")
    assert raw.response.elapsed >= 0.05


def test_settings_are_those_of_its_clients() -> None:
    shop = FakeShop(base_url="https://other.example/sub", store="german", max_retries=0)
    shop.on(shop.client.products.get).raises(503).returns({"sku": "A"})
    with pytest.raises(ServerError):
        shop.client.products.get(sku="A")
    asyncio.run(shop.async_client.products.get(sku="A", options=RequestOptions(store="french")))
    assert [request.url.partition("?")[0] for request in shop.requests] == [
        "https://other.example/sub/rest/german/V1/products/A",
        "https://other.example/sub/rest/french/V1/products/A",
    ]


def test_a_connection_that_was_caught_fails_the_test() -> None:
    with pytest.raises(ConnectionOpened), FakeShop(), suppress(AssertionError), socket.socket() as other:
        other.connect(("127.0.0.1", 9))


def test_connections_may_be_allowed() -> None:
    with FakeShop(allow_connections=True), socket.socket() as other, pytest.raises(OSError, match="refused"):
        other.connect(("127.0.0.1", 9))


def test_nothing_is_guarded_after_the_shop() -> None:
    before = socket.socket.connect
    with FakeShop():
        assert socket.socket.connect is not before
    assert socket.socket.connect is before


def test_a_fixture_is_such_a_shop_and_checks_it() -> None:
    fixture: Any = FakeShop.fixture(store="german")
    make: Callable[[], Any] = (
        fixture.__wrapped__ if hasattr(fixture, "__wrapped__") else fixture._get_wrapped_function()
    )
    shops = make()
    shop = next(shops)
    assert isinstance(shop, FakeShop)
    with suppress(UnexpectedCall):
        shop.client.products.get(sku="A")
    assert shop.calls.last.store == "german"
    with pytest.raises(UnexpectedCall):
        next(shops)
