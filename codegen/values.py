"""What values are made of: each is frozen, equal to those of its class with the same fields, and can be kept as bytes.

Nothing in those bytes can run. They say what the fields of a value are and not of which class it is: what reads them
knows that, and checks them against it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar, dataclass_transform

import msgspec
from msgspec import field
from msgspec.structs import asdict, replace

__all__ = ["Format", "Value", "asdict", "field", "replace", "written"]

Kept = TypeVar("Kept")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The base of values. Where one of several classes can stand, each has a `tag`.

    No value leads back to itself, so none is looked at by what collects such (`gc=False`).
    """


def written(value: object) -> bytes | None:
    """A value, a named tuple, or a collection of them as bytes; None when something in it is none of these.

    That is also a number that takes more than 64 bits, or a text with bytes of a file's name that are no UTF-8.
    """
    try:
        return msgspec.msgpack.encode(value)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


class Format(Generic[Kept]):
    """How values of one type are written and read: a `Value`, a named tuple, an enum, or a collection."""

    def __init__(self, kind: type[Kept]) -> None:
        self._kind = kind

    def dump(self, value: Kept) -> bytes | None:
        """A value as `written`."""
        return written(value)

    def load(self, data: bytes | None) -> Kept | None:
        """The value of bytes that `dump` made; None for none, and for bytes that are no value of this type."""
        if data is None:
            return None
        try:
            return self._decoder.decode(data)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[Kept]:
        """Made when there is something to read: it looks at all that the type consists of."""
        return msgspec.msgpack.Decoder(self._kind)
