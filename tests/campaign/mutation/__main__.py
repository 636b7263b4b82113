"""Try mutants and say which of them no test noticed: `python -m tests.campaign.mutation --count 200 --seed 12`.

Every mutant is made in a copy of the repository, in a process forked from one that has the libraries loaded. Results
are appended to a file of lines of JSON, and mutants that are in it are not tried again: a run can be stopped, and
continued in slices. `--measure` first runs the near tests to find out which of them reach which lines; a mutant of the
runtime is then shown to those alone, the quickest first.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.campaign.mutation.judging import Bench
from tests.campaign.mutation.mutants import Mutant, sample
from tests.campaign.mutation.reach import Reach
from tests.campaign.mutation.verdicts import report

ROOT = Path(__file__).resolve().parents[3]
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.pyc", ".mypy_cache", ".ruff_cache")


def main() -> None:
    """Try the mutants that have no result yet, for a time, and print the figures of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.mutation", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--results", type=Path, default=Path("mutants.jsonl"))
    parser.add_argument("--reach", type=Path, default=Path("reach.json"), help="which tests reach what")
    parser.add_argument("--measure", action="store_true", help="write that file first")
    parser.add_argument("--minutes", type=float, default=1e9, help="start no mutant after so many")
    parser.add_argument("--part", default="1/1", help="2/3: the second of every three")
    parser.add_argument(
        "--far", action="store_true", help="judge with the far tests what the near ones let pass"
    )
    parser.add_argument("--report", action="store_true", help="only print the figures")
    options = parser.parse_args()
    known = _results(options.results)
    mutants = sample(ROOT, options.count, options.seed)
    if not options.report:
        _try(_chosen(mutants, options.part), known, options)
    report(mutants, _results(options.results))


def _try(mutants: list[Mutant], known: dict[str, Any], options: argparse.Namespace) -> None:
    ends = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT)
        bench = Bench(copy, far=options.far)
        if options.measure:
            bench.measure(options.reach.resolve())
        bench.reach = Reach.of(options.reach)
        checked: set[str] = set()
        for mutant in mutants:
            before = known.get(mutant.key)
            if before is not None and (before["killed"] or not options.far or before["far"]):
                continue
            if time.monotonic() > ends:
                break
            if mutant.area not in checked:
                bench.check(mutant.area)
                checked.add(mutant.area)
            killer = bench.killer(mutant)
            line = {"key": mutant.key, "killed": bool(killer), "by": killer, "far": options.far}
            with options.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            print("killed  " if killer else "SURVIVED", mutant.key, file=sys.stderr, flush=True)


def _chosen(mutants: list[Mutant], part: str) -> list[Mutant]:
    number, _, of = part.partition("/")
    return mutants[int(number) - 1 :: int(of)]


def _results(path: Path) -> dict[str, Any]:
    """The last result of each mutant, by its key."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {line["key"]: line for line in map(json.loads, lines)}


if __name__ == "__main__":
    main()
