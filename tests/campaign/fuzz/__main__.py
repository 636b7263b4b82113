"""Fuzzes everything, or what is named: see `--help`."""

from __future__ import annotations

import argparse
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.campaign.fuzz import campaign, guided
from tests.campaign.fuzz.targets import TARGETS

ENGINES = {"own": campaign.run, "atheris": guided.run}


def main() -> int:
    """Run each target in a process of its own; 1 when an input had an answer that it must not have."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"all by default: {', '.join(TARGETS)}")
    parser.add_argument("--seconds", type=float, help="for each target")
    parser.add_argument("--inputs", type=int, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write inputs with foreign exceptions there")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="own",
        help="'own' gives the same inputs for the same seed; 'atheris' is guided by coverage (extra `fuzz`)",
    )
    given = parser.parse_args()
    if given.seconds is None and given.inputs is None:
        parser.error("say how long: --seconds or --inputs")
    if given.engine == "atheris" and not guided.installed():
        parser.error("atheris is not installed: pip install -e '.[fuzz]'")
    run = partial(ENGINES[given.engine], seed=given.seed, seconds=given.seconds, inputs=given.inputs)
    found = []
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(given.processes, mp_context=fresh, max_tasks_per_child=1) as pool:
        for account in pool.map(run, given.targets or list(TARGETS)):
            print(account, flush=True)
            for kind, (_, told) in account.foreign.items():
                print(f"    {kind}\n        {told.splitlines()[0] if told else ''}", flush=True)
            if given.keep:
                campaign.keep(account, given.keep)
            found.append(account)
    print(
        f"{sum(each.inputs for each in found)} inputs, {sum(len(each.foreign) for each in found)} kinds of foreign "
        f"exceptions, {sum(each.slow for each in found)} over {campaign.LONGEST_SECONDS:.0f} s, at most "
        f"{max(each.memory for each in found)} MiB"
    )
    return int(any(each.foreign or each.slow for each in found))


if __name__ == "__main__":
    raise SystemExit(main())
