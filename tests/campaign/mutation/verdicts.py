"""What became of the mutants, and why those that live are let live."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.campaign.mutation.mutants import Mutant

EQUAL = Path(__file__).with_name("equal.toml")


def equal_ones() -> Mapping[str, str]:
    """Mutants that mean the same as the original, by their key, each with the reason: they were looked at by eye."""
    found: dict[str, str] = tomllib.loads(EQUAL.read_text("utf-8"))["equal"]
    return found


def report(mutants: Sequence[Mutant], results: Mapping[str, Any]) -> None:
    """Print how many of each area were killed, survived, or are equal in meaning; and the survivors."""
    equal = equal_ones()
    figures: dict[str, Counter[str]] = {}
    for mutant in mutants:
        figures.setdefault(mutant.area, Counter())[_verdict(mutant, results, equal)] += 1
    for area, counts in (*figures.items(), ("all", sum(figures.values(), Counter()))):
        print(f"{area:10}", ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    for mutant in mutants:
        if _verdict(mutant, results, equal) == "survived":
            print(f"{mutant.module}:{mutant.line}\n    {mutant.before}\n    {mutant.after}")


def _verdict(mutant: Mutant, results: Mapping[str, Any], equal: Mapping[str, str]) -> str:
    found = results.get(mutant.key)
    if found is None:
        return "not tried"
    if found["killed"]:
        return "killed"
    return "equal" if mutant.key in equal else "survived"
