# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Types of fields that take more than they give.

A type checker sees that a price reads as `float` (or Decimal) and takes any number, and that a date reads as the shop's
text and takes a `date` or `datetime` as well. For pydantic they are the types that are read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, overload

Moment: TypeAlias = str | date
"""What an argument that is a date or a time takes: the shop's text, a `date` or a `datetime`."""

if TYPE_CHECKING:
    Read = TypeVar("Read", covariant=True)
    Written = TypeVar("Written", contravariant=True)

    class _Field(Generic[Read, Written]):
        @overload
        def __get__(self, instance: None, owner: type) -> Any: ...

        @overload
        def __get__(self, instance: object, owner: type) -> Read: ...

        def __get__(self, instance: Any, owner: type) -> Any: ...

        def __set__(self, instance: object, value: Written) -> None: ...

    class FloatField(_Field[float, float | Decimal]):
        """Reads as float, takes any number."""

    class OptionalFloatField(_Field[float | None, float | Decimal | None]):
        """Reads as float or None, takes any number or None."""

    class DecimalField(_Field[Decimal, float | Decimal]):
        """Reads as Decimal, takes any number."""

    class OptionalDecimalField(_Field[Decimal | None, float | Decimal | None]):
        """Reads as Decimal or None, takes any number or None."""

    class MomentField(_Field[str, str | date]):
        """Reads as text, takes a date or datetime as well."""

    class OptionalMomentField(_Field[str | None, str | date | None]):
        """Reads as text or None, takes a date or datetime as well."""

else:
    FloatField = float
    OptionalFloatField = float | None
    DecimalField = Decimal
    OptionalDecimalField = Decimal | None
    MomentField = str
    OptionalMomentField = str | None
