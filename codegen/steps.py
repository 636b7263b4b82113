"""How work that takes a while says how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol

READ, RESOLVE, NAME, RENDER, FORMAT, WRITE = STEPS = ("read", "resolve", "name", "render", "format", "write")
"""The steps of a run that writes a package."""

READING = (READ, RESOLVE)
"""Those of a run that only reads."""

SHARES = {READ: 30, RESOLVE: 3, NAME: 2, RENDER: 45, FORMAT: 18, WRITE: 2}
"""What each takes of a hundred seconds, roughly: that of the first package of a whole Magento."""


class Step(Protocol):
    """Called with the name of the step that is at hand, and how many of how many pieces of it are done.

    The same name again is the same step. `total` is 0 where nobody knows it yet.
    """

    def __call__(self, name: str, done: int = 0, total: int = 0, /) -> None: ...


def no_step(name: str, done: int = 0, total: int = 0, /) -> None:
    """For whoever doesn't listen."""
