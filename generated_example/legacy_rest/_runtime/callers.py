# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Which line of the user's led here, for warnings."""

from __future__ import annotations

import sys

from . import PACKAGE


def callers_level() -> int:
    """The `stacklevel` at which a warning shows the line of the user's that called into this package.

    It counts from the function that asks, which is the one that warns.
    """
    level = 1
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and f"{frame.f_globals.get('__name__', '')}.".startswith(f"{PACKAGE}."):
        frame = frame.f_back
        level += 1
    return level
