# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Members of a namespace, made when they are first used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

M = TypeVar("M")


class Member(Generic[M]):
    """A service on its namespace: `product_repository = Member(ProductRepository)`. It is made once for each client."""

    def __init__(self, make: Callable[[Any], M]) -> None:
        self._make = make
        self._name = ""

    @property
    def kind(self) -> Callable[[Any], M]:
        """What makes the member: its class."""
        return self._make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Member[M]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> M: ...

    def __get__(self, instance: Any, owner: type) -> Member[M] | M:
        if instance is None:
            return self
        member = instance.__dict__[self._name] = self._make(instance._client)
        return member
