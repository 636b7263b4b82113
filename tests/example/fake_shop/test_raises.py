"""Every class of errors of every package: what a shop is told to raise is raised, or refused when it is set up."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Package = Callable[[str], Any]
CALLS: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    "acme_store": (lambda client: client.acme_sales.order_management.cancel, {"id": 1}),
    "acme_store_soap": (lambda client: client.acme_catalog.product_repository.delete_by_id, {"sku": "A"}),
    "legacy_shop": (lambda client: client.catalog_product.delete, {"product_id": "1"}),
    "legacy_rest": (lambda client: client.products.get, {"id": 1}),
}
"""A method of each package, and its arguments."""
OF_ALL = {
    "ApiError",
    "AuthenticationError",
    "BadRequestError",
    "ServerError",
    "NotFoundError",
    "RateLimitError",
}
OF_TRANSPORT = {"ConnectionFailed", "DecodeError", "RequestTimeout", "UnavailableError"}
RAISED = {
    "acme_store": {"ConflictError", "MethodNotAllowedError", "PermissionDeniedError"},
    "acme_store_soap": {"ApiFault", "NoSuchEntity", "ReceiverFault", "SenderFault", "Unauthorized"},
    "legacy_shop": {
        *(
            "AccessDenied",
            "ApiFault",
            "InternalFault",
            "InvalidApiPath",
            "MethodNotAllowedError",
            "NotCallable",
        ),
        *("RequiredParameterMissing", "SessionExpired", "UnknownFault"),
        *("CatalogProductDataInvalid", "CatalogProductNotExists", "CatalogProductStoreNotExists"),
    },
    "legacy_rest": {"ConflictError", "MethodNotAllowedError", "PermissionDeniedError"},
}
"""The classes that a call of each package may end with, besides those of all."""


def classes(package: Package, name: str) -> Iterator[Any]:
    """All classes of errors that a package has."""
    modules = [package(name), *([package("legacy_shop.faults")] if name == "legacy_shop" else [])]
    for module in modules:
        for each in dict.fromkeys([*getattr(module, "__all__", ()), *vars(module)]):
            kind = getattr(module, each)
            if inspect.isclass(kind) and issubclass(kind, package(name).MagentoError):
                yield kind


@contextmanager
def call_of(package: Package, name: str) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """An expectation, and the call that it is for."""
    find, arguments = CALLS[name]
    with package(f"{name}.testing").FakeShop() as shop:
        method = find(shop.client)
        yield shop.on(method), lambda: method(**arguments)


@pytest.mark.parametrize("name", CALLS)
def test_what_is_raised_is_of_the_class_and_all_else_is_refused(package: Package, name: str) -> None:
    raised: set[str] = set()
    for kind in classes(package, name):
        with call_of(package, name) as (expectation, call):
            try:
                expectation.raises(kind)
            except TypeError:
                continue
            with pytest.raises(kind):
                call()
            raised.add(kind.__name__)
    assert raised == OF_ALL | OF_TRANSPORT | RAISED[name]


def test_magento2_tells_faults_over_soap_by_their_texts(package: Package) -> None:
    store = package("acme_store_soap")
    wrong = "don't raise NotFoundError for a refusal of this call with that message"
    with call_of(package, "acme_store_soap") as (expectation, _), pytest.raises(TypeError, match=wrong):
        expectation.raises(store.NotFoundError, "It is gone")
    with call_of(package, "acme_store_soap") as (expectation, call):
        expectation.raises(
            store.NotFoundError, "No such entity with %fieldName = %fieldValue", fieldName="sku"
        )
        with pytest.raises(store.NoSuchEntity):
            call()


@pytest.mark.parametrize("name", ["acme_store_soap", "legacy_shop"])
def test_a_web_server_before_a_shop_of_soap_writes_pages(package: Package, name: str) -> None:
    with call_of(package, name) as (expectation, call):
        expectation.raises(503, "Back soon").raises(429, "Slow down", retry_after=3)
        with pytest.raises(package(name).UnavailableError, match="Back soon"):
            call()
        with pytest.raises(package(name).RateLimitError) as limited:
            call()
        assert limited.value.retry_after == 3


@pytest.mark.parametrize(
    ("told", "error", "processed"),
    [
        (ConnectionRefusedError, "ConnectionFailed", False),
        (ConnectionResetError, "ConnectionFailed", True),
        (TimeoutError, "RequestTimeout", True),
    ],
)
def test_connections_fail_before_and_after_the_request(
    package: Package, told: type[OSError], error: str, processed: bool
) -> None:
    with call_of(package, "acme_store") as (expectation, call):
        expectation.raises(told)
        with pytest.raises(getattr(package("acme_store"), error)) as failed:
            call()
        assert failed.value.may_have_been_processed is processed
