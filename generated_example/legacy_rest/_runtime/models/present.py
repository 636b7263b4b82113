# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Reading a value that may be missing, in one line and without a check."""

from __future__ import annotations

from typing import Any, TypeVar, overload

from ..errors import MissingValueError
from .base import Model

__all__ = ["present"]

T = TypeVar("T")


@overload
def present(value: T | None) -> T: ...


@overload
def present(value: Model | None, field: str) -> Any: ...


def present(value: Any, field: str | None = None) -> Any:
    """The value, once it is sure that there is one: `present(order.total_paid)`, `present(order, "total_paid")`.

    Raises MissingValueError where it is None; with a model and the name of a field it tells both.
    """
    if field is None:
        if value is None:
            raise MissingValueError("a value is missing (None); present(model, 'field') tells which one")
        return value
    if value is None:
        raise MissingValueError(f"there is no model to read {field!r} of (None)")
    found = getattr(value, field, None)
    if found is None:
        raise MissingValueError(f"{type(value).__name__}.{field} is missing (None)")
    return found
