# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The mark of an argument that was not given, which is not the same as None."""

from __future__ import annotations

from typing import Any, Final, final

__all__ = ["OMIT"]


@final
class Omit:
    """The type of `OMIT`. It is false, and there is one value of it."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "OMIT"

    def __copy__(self) -> Omit:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Omit:
        return self

    def __reduce__(self) -> str:
        return "OMIT"


OMIT: Final[Any] = Omit()
"""Default of every optional argument: leave it out of the request. Typed Any so that it fits any parameter."""
