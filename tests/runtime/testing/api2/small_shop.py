"""A shop in memory for the small hand-written resource."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from runtime.api2.client import ResourceClient
from runtime.testing.api2.checks import Checks
from runtime.testing.api2.server import Api2Server
from runtime.testing.shop import BaseFakeShop

from tests.runtime.testing.api2.shelf import OPERATIONS, Entries


class Client(ResourceClient):
    """A client that blocks."""

    @cached_property
    def entries(self) -> Entries:
        """The resource."""
        return Entries(self)


class FakeShop(BaseFakeShop):
    """A shop in memory, with a client; `checks` are by model."""

    def __init__(self, checks: Mapping[str, Checks] = MappingProxyType({}), **settings: Any) -> None:
        self._checks = checks
        super().__init__(**settings)

    def _make_server(self) -> Api2Server:
        return Api2Server(OPERATIONS, self._checks)

    @cached_property
    def client(self) -> Client:
        """A client that blocks."""
        return self._blocking(Client)
