"""Which routes may be sent twice, told from their paths and methods."""

from __future__ import annotations

import pytest

from codegen.ir import Api, Operation, RestBinding
from codegen.passes.repeating import is_idempotent, mark_idempotent


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/V1/products/{sku}", "get"),
        ("HEAD", "/V1/products", "getList"),
        ("DELETE", "/V1/carts/{cartId}/coupons", "remove"),
        ("PUT", "/V1/products/{sku}", "save"),
        ("PUT", "/V1/products/{productSku}/stockItems/{itemId}", "updateStockItemBySku"),
        ("PUT", "/V1/orders/{parent_id}", "save"),
        ("PUT", "/V1/customers/me", "saveSelf"),
        ("PUT", "/V1/carts/mine/coupons/{couponCode}", "set"),
        ("PUT", "/V1/products/attributes/{attributeCode}/options/{optionId}", "update"),
    ],
)
def test_what_may_be_sent_twice(method: str, path: str, name: str) -> None:
    assert is_idempotent(method, path, name)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("POST", "/V1/products/{sku}", "save"),
        ("PATCH", "/V1/products/{sku}", "save"),
        ("PUT", "/V1/orders/create", "save"),
        ("PUT", "/V1/guest-carts/{cartId}/order", "placeOrder"),
        ("PUT", "/V1/books/{id}", "placeOrder"),
        ("PUT", "/V1/books/{id}", "ship"),
        ("PUT", "/V1/books/{id}", "frobnicate"),
        ("PUT", "/V1/books/{id}", "saveAndInvoice"),
        ("PUT", "/V1/books/{id}/refund/{amount}", "save"),
        ("PUT", "/V1/books/{id}/comments/{text}", "save"),
        ("PUT", "/V1/creditmemo/{id}", "cancel"),
        ("PUT", "/V1/customers/{email}/activate", "activate"),
        ("PUT", "/V1/taxRates", "save"),
        ("PUT", "/V1/books/{id}", ""),
    ],
)
def test_what_may_not(method: str, path: str, name: str) -> None:
    assert not is_idempotent(method, path, name)


def test_the_bindings_say_so() -> None:
    bindings = (RestBinding(method="PUT", path="/V1/books/{id}"),)
    save = Operation(id="a", service="books", name="save", bindings=bindings)
    api, diagnostics = mark_idempotent(Api(operations=(save,)))
    assert api.operations[0].rest is not None
    assert api.operations[0].rest.idempotent
    assert not diagnostics
