"""The table of what was replayed of the recorded exchanges, which the test report ends with."""

from __future__ import annotations

from collections import Counter

import pytest

REPLAYED: Counter[tuple[str, str]] = Counter()
"""How many requests, answers and errors were replayed, by shop (and protocol) and kind."""

_KINDS = ("exchanges", "requests", "typed requests", "answers", "faults", "unreadable")


def report(terminal: pytest.TerminalReporter) -> None:
    """Print the table: of all exchanges, those with an equal request, and those whose answer or error was read."""
    if not REPLAYED:
        return
    terminal.section("replayed exchanges")
    terminal.line(_line("", [*_KINDS, "covered"]))
    for shop in sorted({shop for shop, _ in REPLAYED}):
        counts = {kind: REPLAYED[shop, kind] for kind in _KINDS}
        covered = counts["answers"] + counts["faults"]
        terminal.line(_line(shop, [*map(str, counts.values()), f"{covered} of {counts['exchanges']}"]))


def _line(first: str, columns: list[str]) -> str:
    return "  ".join([first.ljust(28), *(column.rjust(14) for column in columns)])
