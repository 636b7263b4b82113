"""The table of what was replayed of the recorded exchanges, which the test report ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

REPLAYED: Counter[tuple[str, str]] = Counter()
"""How many requests, answers and errors were replayed, by shop (and protocol) and kind."""

_KINDS = ("exchanges", "requests", "typed requests", "answers", "faults", "unreadable")


def counts() -> list[tuple[str, str, int]]:
    """All counts in a form that goes from process to process."""
    return [(shop, kind, count) for (shop, kind), count in REPLAYED.items()]


def add(others: Iterable[tuple[str, str, int]]) -> None:
    """Add the counts of another process."""
    for shop, kind, count in others:
        REPLAYED[shop, kind] += count


def report(terminal: pytest.TerminalReporter) -> None:
    """Print the table: of all exchanges, those with an equal request, and those whose answer or error was read."""
    if not REPLAYED:
        return
    terminal.section("replayed exchanges")
    terminal.line(_line("", [*_KINDS, "covered"]))
    shops = sorted({shop for shop, _ in REPLAYED})
    for shop in shops:
        terminal.line(_row(shop, [shop]))
    for first in sorted({shop.partition(" ")[0] for shop in shops if " " in shop}):
        parts = [shop for shop in shops if shop.partition(" ")[0] == first]
        if len(parts) > 1:
            terminal.line(_row(f"{first} together", parts))


def _row(title: str, shops: list[str]) -> str:
    counts = {kind: sum(REPLAYED[shop, kind] for shop in shops) for kind in _KINDS}
    covered = counts["answers"] + counts["faults"]
    return _line(title, [*map(str, counts.values()), f"{covered} of {counts['exchanges']}"])


def _line(first: str, columns: list[str]) -> str:
    return "  ".join([first.ljust(28), *(column.rjust(14) for column in columns)])
