# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Which entities a resource keeps, as type checkers see it: by its methods that read one, or list them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from ..models.base import Model
from .expectations import Page

E = TypeVar("E", bound=Model, covariant=True)


class Gets(Protocol[E]):
    """A resource whose `get` reads an entity."""

    @property
    def get(self) -> Callable[..., E | Awaitable[E]]:
        """The method."""
        ...


class GetsById(Protocol[E]):
    """A resource whose `get_by_id` reads an entity."""

    @property
    def get_by_id(self) -> Callable[..., E | Awaitable[E]]:
        """The method."""
        ...


class Informs(Protocol[E]):
    """A resource whose `info` reads an entity."""

    @property
    def info(self) -> Callable[..., E | Awaitable[E]]:
        """The method."""
        ...


class Searches(Protocol[E]):
    """A resource whose `get_list` finds entities."""

    @property
    def get_list(self) -> Callable[..., Page[E] | Awaitable[Page[E]]]:
        """The method."""
        ...


class Lists(Protocol[E]):
    """A resource whose `list` lists entities."""

    @property
    def list(self) -> Callable[..., Sequence[E] | Awaitable[Sequence[E]]]:
        """The method."""
        ...
