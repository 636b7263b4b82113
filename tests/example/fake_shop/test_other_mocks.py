"""What the standard library's mocks know of a client: what the README says of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from unittest.mock import create_autospec

import pytest

Package = Callable[[str], Any]


def test_a_class_shows_no_resources(package: Package) -> None:
    for client in (package("acme_store").Client, package("acme_store").AsyncClient):
        with pytest.raises(AttributeError, match="product_repository"):
            _ = create_autospec(client, instance=True).acme_catalog.product_repository


def test_a_client_of_a_shop_in_memory_shows_them_all(package: Package) -> None:
    product = package("acme_store").models.acme_catalog.Product(sku="A")
    shop = package("acme_store.testing").FakeShop()
    mock = create_autospec(shop.client)
    mock.acme_catalog.product_repository.get.return_value = product
    assert mock.acme_catalog.product_repository.get(sku="A") is product
    with pytest.raises(TypeError, match="sku"):
        mock.acme_catalog.product_repository.get(skuu="A")
    with pytest.raises(AttributeError, match="fetch"):
        _ = mock.acme_catalog.product_repository.fetch
    awaited = create_autospec(shop.async_client)
    awaited.acme_catalog.product_repository.get.return_value = product
    assert asyncio.run(awaited.acme_catalog.product_repository.get(sku="A")) is product
