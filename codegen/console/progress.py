"""The bar over the steps of a run."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import click

from codegen.console.printing import printable
from codegen.steps import SHARES

_WIDTH = 24
_PAUSE = 0.05
"""Seconds between two pictures of one step: a terminal is slower than what it shows."""
_HALF = 100
"""How many pieces are shown as half of a step of which nobody knows how many it has."""


class Progress:
    """One bar over the steps of a run, on a terminal only: `shop [####----] format 12 of 90, 3 s`.

    Each of `steps`, in their order, has a part of the bar for the time that it takes. A `quiet` bar shows nothing.
    """

    def __init__(self, label: str, steps: Sequence[str] = (), *, quiet: bool = False) -> None:
        self._label = label
        self._steps = steps
        self._begun = time.monotonic()
        self._drawn = 0.0
        self._name = ""
        self._shown = not quiet and sys.stderr.isatty()

    def step(self, name: str, done: int = 0, total: int = 0) -> None:
        """Show that the step of this name is at hand, and how much of it is done (`codegen.steps.Step`)."""
        if name != self._name:
            self._name = name
            self._drawn = 0.0
        within = min(done, total) / total if total else done / (done + _HALF)
        amount = f" {done} of {total}" if total else f" {done}" if done else ""
        before = sum(SHARES[step] for step in self._steps[: self._steps.index(name)])
        whole = sum(SHARES[step] for step in self._steps)
        self._draw((before + within * SHARES[name]) / whole, f"{name}{amount}")

    def count(self, done: int, total: int, name: str) -> None:
        """Show how much of a total is done, and the name of what is at hand."""
        self._draw(done / max(total, 1), name)

    def close(self) -> None:
        """Remove the bar."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def _draw(self, share: float, what: str) -> None:
        now = time.monotonic()
        if not self._shown or now - self._drawn < _PAUSE:
            return
        self._drawn = now
        filled = int(_WIDTH * min(share, 1.0))
        bar = "#" * filled + "-" * (_WIDTH - filled)
        text = printable(f"{self._label} [{bar}] {what}, {now - self._begun:.0f} s")
        click.echo(f"\r\033[K{text}", nl=False, err=True)
