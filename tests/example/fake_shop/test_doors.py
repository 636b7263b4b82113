"""What stands beside the operations: logins, signatures, jobs, routes of one's own, entities that are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

Package = Callable[[str], Any]
ORDERS = "acme_sales.order_management"


@pytest.fixture
def store(package: Package) -> Any:
    """The example package."""
    return package("acme_store")


@pytest.fixture
def fake(package: Package) -> Any:
    """`fake(**settings)`: a shop that answers every call."""
    return lambda **settings: package("acme_store.testing").FakeShop(strict=False, **settings)


def test_a_token_is_handed_out_for_the_right_password_only(store: Any, fake: Any) -> None:
    with fake(auth=store.AdminToken("user", "secret")) as shop:
        shop.client.acme_sales.order_management.get_status(id=1)
        shop.client.acme_sales.order_management.get_status(id=2)
        assert [request.method for request in shop.requests] == ["POST", "GET", "GET"]
        assert shop.calls.last.request.headers["authorization"] == "Bearer token-1"
        shop.expire_tokens()
        shop.client.acme_sales.order_management.get_status(id=3)
        assert shop.calls.last.request.headers["authorization"] == "Bearer token-2"
        stranger = store.Client(
            shop.base_url, auth=store.AdminToken("user", "wrong"), http_client=shop.http_client()
        )
        with pytest.raises(store.AuthenticationError, match="account sign-in was incorrect"):
            stranger.acme_sales.order_management.get_status(id=1)
        guest = store.Client(shop.base_url, http_client=shop.http_client())
        with pytest.raises(store.AuthenticationError, match="isn't authorized to access Acme_Sales::orders"):
            guest.acme_sales.order_management.get_status(id=1)
        assert guest.acme_catalog.product_type_list.get_product_types() == ["text"]


@pytest.mark.parametrize("kind", ["CustomerToken", "ImsServerToServer"])
def test_other_logins_work_too(store: Any, fake: Any, kind: str) -> None:
    with fake(auth=getattr(store, kind)("me@example.org", "secret")) as shop:
        asyncio.run(shop.async_client.acme_customer.customer_repository.get_self())
        assert shop.calls.last.request.headers["authorization"] == "Bearer token-1"


def test_a_login_that_is_set_up_counts(store: Any, fake: Any) -> None:
    with fake(auth=store.AdminToken("user", "secret", otp="123456")) as shop:
        shop.client.acme_sales.order_management.get_status(id=1)
        assert shop.requests[0].url.endswith("/V1/tfa/provider/google/authenticate")


def test_signatures_are_verified(store: Any, fake: Any) -> None:
    pytest.importorskip("oauthlib")
    keys = store.OAuth1("consumer", "consumer secret", "token", "token secret")
    with fake(auth=keys) as shop:
        shop.client.acme_catalog.product_repository.get_list(
            store.SearchCriteria().where("sku", "like", "A +%").page(3)
        )
        wrong = store.OAuth1("consumer", "other secret", "token", "token secret")
        client = store.Client(shop.base_url, auth=wrong, http_client=shop.http_client())
        with pytest.raises(store.AuthenticationError, match="signature is invalid"):
            client.acme_catalog.product_repository.get(sku="A")
        again = store.RequestOptions(
            extra_headers={"Authorization": shop.calls.last.request.headers["authorization"]}
        )
        guest = store.Client(shop.base_url, http_client=shop.http_client())
        with pytest.raises(store.AuthenticationError, match="nonce is already being used"):
            guest.acme_catalog.product_repository.get(sku="A", options=again)
        unknown = store.OAuth1("someone", "consumer secret", "token", "token secret")
        client = store.Client(shop.base_url, auth=unknown, http_client=shop.http_client())
        with pytest.raises(store.AuthenticationError, match="specified key does not exist"):
            client.acme_catalog.product_repository.get(sku="A")


def test_bulk_jobs_are_carried_out(store: Any, package: Package) -> None:
    with package("acme_store.testing").FakeShop(store="all") as shop:
        products = shop.client.acme_catalog.product_repository

        def save(call: Any) -> Any:
            product = call.argument("product", store.models.acme_catalog.Product)
            if product.sku == "bad":
                raise package("acme_store.testing").Refusal(400, "%1 is bad", product.sku)
            return product

        shop.on(products.save).returns(save)
        bulk = shop.client.bulk.acme_catalog.product_repository
        status = bulk.save([{"product": {"sku": "A"}}, {"product": {"sku": "bad"}}]).wait(timeout=60)
        assert [(item.ok, item.message) for item in status.items][1] == (False, "%1 is bad")
        assert status.items[0].value == store.models.acme_catalog.Product(sku="A")
        assert [call.arguments["product"].sku for call in shop.calls(products.save)] == ["A", "bad"]

        shop.on(products.update).returns(lambda call: call.arguments["product"])
        one = bulk.update.one({"sku": "A/1", "product": {"name": "x"}}).wait(timeout=60)
        assert one.items[0].value == store.models.acme_catalog.Product(name="x", sku="A/1")
        shop.on(products.delete_by_id).returns(True)
        assert bulk.delete_by_id([{"sku": "A"}, {"sku": "B"}]).wait(timeout=60).failed == ()
        assert [call.arguments for call in shop.calls(products.delete_by_id)] == [{"sku": "A"}, {"sku": "B"}]

        job = shop.client.bulk.job("no-such")
        with pytest.raises(store.NotFoundError, match="No such entity with uuid = no-such"):
            job.status()


def test_an_item_that_can_not_be_read_is_rejected(store: Any, fake: Any) -> None:
    options = store.RequestOptions(allow_unknown_fields=True)
    with fake(store="all") as shop:
        bulk = shop.client.bulk.acme_catalog.product_repository
        status = bulk.save([{"product": {"colour": 1}}, {"product": {}}], options=options).wait(timeout=60)
        assert [item.status.name for item in status.items] == ["REJECTED", "COMPLETE"]


def test_a_route_of_ones_own_is_set_up_by_its_path(store: Any, fake: Any) -> None:
    with fake() as shop:
        shop.on_request("GET", "/V1/acme/things/{id}").returns({"name": "any"})
        shop.on_request("GET", "/V1/acme/things/{id}").given(id="7").returns({"name": "seventh"})
        shop.on_request("POST", "/V1/acme/things").given(body={"a": 1}).raises(409, "Taken")
        assert shop.client.request("GET", "/V1/acme/things/7", query={"x": [1, 2]}) == {"name": "seventh"}
        assert shop.calls.last.arguments == {"id": "7", "query": {"x": ["1", "2"]}, "body": None}
        product = store.models.acme_catalog.Product
        assert shop.client.request("GET", "/V1/acme/things/8", result=product).name == "any"
        with pytest.raises(store.ConflictError, match="Taken"):
            shop.client.request("POST", "/V1/acme/things", body={"a": 1})


@pytest.fixture
def held(store: Any, package: Package) -> Any:
    """A shop that holds five products, and what it holds."""
    product = store.models.acme_catalog.Product
    with package("acme_store.testing").FakeShop(store="all") as shop:
        products = [
            product(sku="A1", id=1, name="Red bag", price=10, status=1, category_ids=[3, 4]),
            product(sku="A2", id=2, name="blue Bag", price=9.5, status=2),
            product(sku="B1", id=3, name=None, price=100, status=1, custom_attributes={"brand": "7,8"}),
            product(sku="B2", id=4, name="Hat", price=None, status=1, created_at="2026-02-03 04:05:06"),
            product(sku="C_1", id=5, name="Cap", price=20, status=1, created_at="2026-11-03 04:05:06"),
        ]
        yield shop, shop.holds(shop.client.acme_catalog.product_repository, products)


@pytest.mark.parametrize(
    ("filters", "skus"),
    [
        ([("sku", "eq", "a1")], ["A1"]),
        ([("sku", "neq", "A1")], ["A2", "B1", "B2", "C_1"]),
        ([("name", "like", "%bag%")], ["A1", "A2"]),
        ([("name", "nlike", "%bag%")], ["B2", "C_1"]),
        ([("sku", "in", ["A1", "B2"])], ["A1", "B2"]),
        ([("sku", "nin", ["A1", "B2"])], ["A2", "B1", "C_1"]),
        ([("name", "null")], ["B1"]),
        ([("price", "notnull")], ["A1", "A2", "B1", "C_1"]),
        ([("price", "gt", 10)], ["B1", "C_1"]),
        ([("price", "gteq", 10)], ["A1", "B1", "C_1"]),
        ([("price", "moreq", 10)], ["A1", "B1", "C_1"]),
        ([("price", "lt", 10)], ["A2"]),
        ([("price", "lteq", 10)], ["A1", "A2"]),
        ([("price", "from", 10), ("price", "to", 20)], ["A1", "C_1"]),
        ([("created_at", "gt", "2026-06-01")], ["C_1"]),
        ([("category_ids", "finset", 4)], ["A1"]),
        ([("brand", "finset", 8)], ["B1"]),
        ([("brand", "nfinset", 9)], ["B1"]),
        ([("sku", "regexp", "^[ab]2$")], ["A2", "B2"]),
        ([("name", "seq", "")], ["B1"]),
        ([("name", "sneq", "hat")], ["A1", "A2", "C_1"]),
        ([("entity_id", "eq", 3)], ["B1"]),
    ],
)
def test_every_condition_is_carried_out(store: Any, held: Any, filters: list[Any], skus: list[str]) -> None:
    shop, _ = held
    criteria = store.SearchCriteria()
    for each in filters:
        criteria = criteria.where(*each)
    found = shop.client.acme_catalog.product_repository.get_list(criteria)
    assert ([product.sku for product in found.items], found.total_count) == (skus, len(skus))


def test_searches_are_grouped_sorted_and_paged(store: Any, held: Any) -> None:
    shop, _ = held
    products = shop.client.acme_catalog.product_repository
    criteria = (
        store.SearchCriteria()
        .any_of(("sku", "like", "A%"), ("price", "gt", 50))
        .where("status", "eq", 1)
        .sort("price", "DESC")
    )
    assert [product.sku for product in products.get_list(criteria).items] == ["B1", "A1"]
    by_price = store.SearchCriteria().sort("status").sort("price").page(2)
    assert [product.sku for product in products.iter_list(by_price)] == ["B2", "A1", "C_1", "B1", "A2"]
    by_key = products.iter_list(store.SearchCriteria().page(2), keyset=store.Keyset("entity_id", "id"))
    assert [product.id for product in by_key] == [1, 2, 3, 4, 5]


def test_entities_are_read_saved_and_deleted(store: Any, held: Any) -> None:
    shop, kept = held
    products = shop.client.acme_catalog.product_repository
    assert products.get(sku="A2").name == "blue Bag"
    assert products.update(sku="A2", product={"price": 3}).name == "blue Bag"
    assert products.get(sku="A2").price == 3
    assert products.save(product={"sku": "D/1", "name": "new"}).sku == "D/1"
    assert products.delete_by_id(sku="A1") is True
    assert [product.sku for product in kept.items] == ["A2", "B1", "B2", "C_1", "D/1"]
    for call in (products.get, products.delete_by_id):
        with pytest.raises(store.NotFoundError, match="No such entity with sku = A1"):
            call(sku="A1")


def test_a_number_is_given_to_what_has_no_key(store: Any, package: Package) -> None:
    with package("acme_store.testing").FakeShop(store="all") as shop:
        locations = shop.client.acme_store_locator.location_repository
        kept = shop.holds(locations)
        first = locations.save(location={"name": "Here"})
        second = locations.save(location={"name": "There"})
        assert [first.id, second.id] == [1, 2]
        assert locations.get_by_id(location_id=2).name == "There"
        assert kept.get(1).name == "Here"


def test_entities_are_kept_over_soap_too(package: Package) -> None:
    store = package("acme_store_soap")
    with package("acme_store_soap.testing").FakeShop(store="all") as shop:
        products = shop.client.acme_catalog.product_repository
        bag = store.models.acme_catalog.Product(sku="A", price=3)
        kept = shop.holds(products, [bag, store.models.acme_catalog.Product(sku="B", price=9)])
        assert products.get(sku="A") == bag
        assert [
            each.sku for each in products.get_list(store.SearchCriteria().where("price", "gt", 3)).items
        ] == ["B"]
        assert products.save(product={"sku": "A", "name": "Bag"}).price == 3
        assert products.delete_by_id(sku="B") is True
        assert [each.name for each in kept.items] == ["Bag"]
        with pytest.raises(store.NoSuchEntity, match="No such entity with sku = B"):
            products.get(sku="B")


def test_what_is_set_up_goes_before_what_is_held(store: Any, held: Any) -> None:
    shop, _ = held
    products = shop.client.acme_catalog.product_repository
    shop.on(products.get).given(sku="A1").raises(500, "Down")
    assert products.get(sku="A2").sku == "A2"
    with pytest.raises(store.ServerError, match="Down"):
        products.get(sku="A1")


def test_what_has_no_entities_holds_none(held: Any) -> None:
    shop, _ = held
    with pytest.raises(TypeError, match="has no method that reads an entity"):
        shop.holds(shop.client.acme_catalog.price_storage)
    with pytest.raises(TypeError, match="is no resource"):
        shop.holds(shop.client)
