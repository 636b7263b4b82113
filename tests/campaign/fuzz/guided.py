"""Runs a target by coverage: atheris keeps the inputs that reach new code, and changes those further.

It never gives a process back, so a target has one of its own: `python -m tests.campaign.fuzz.guided` is that.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.campaign.fuzz.campaign import Account, feed, peak_memory
from tests.campaign.fuzz.mutation import LONGEST, mutate
from tests.campaign.fuzz.target import Target

INSTRUMENTED = ("codegen", "generated_example", "runtime")
"""The packages whose branches count."""
_CASE = 2
"""The bytes at the beginning of an input that say which case of its target reads the rest."""


def installed() -> bool:
    """Whether atheris is there: it has no wheels for some systems and versions of Python."""
    return find_spec("atheris") is not None


def run(name: str, seed: int, *, seconds: float | None = None, inputs: int | None = None) -> Account:
    """Feed a target for so long or so many inputs, in a process of its own."""
    with TemporaryDirectory() as folder:
        result = Path(folder, "account")
        asked = (name, seed, seconds, inputs, str(result))
        done = subprocess.run(
            [sys.executable, "-m", __name__, repr(asked)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if result.exists():
            account: Account = pickle.loads(result.read_bytes())
            return account
        told = done.stderr.decode(errors="replace")[-2000:]
        return Account(name, foreign={f"the process ended with {done.returncode}": (b"", told)})


def _fuzz(name: str, seed: int, seconds: float | None, inputs: int | None, result: str) -> None:
    """Fuzz in this process, and end it."""
    warnings.simplefilter("ignore")
    atheris: Any = import_module("atheris")
    atheris.instrument_imports(
        include=INSTRUMENTED
    ).__enter__()  # for good: readers are loaded when they are needed
    targets = import_module("tests.campaign.fuzz.targets").TARGETS
    with TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        target: Target = targets[name](Path(folder))
        _plant(target, corpus)
        account = Account(name)
        end = None if seconds is None else time.monotonic() + seconds

        def finished() -> bool:
            return (end is not None and time.monotonic() >= end) or (
                inputs is not None and account.inputs >= inputs
            )

        def read(data: bytes) -> None:
            if finished():
                account.memory = peak_memory()
                Path(result).write_bytes(pickle.dumps(account))
                os._exit(0)
            feed(
                target,
                target.cases[int.from_bytes(data[:_CASE], "big") % len(target.cases)],
                data[_CASE:],
                account,
            )

        limits = ["-timeout=0", "-rss_limit_mb=0", f"-max_len={LONGEST}", f"-seed={seed}"]

        def libfuzzer(data: bytes, longest: int) -> bytes:
            changed: bytes = atheris.Mutate(data, longest)  # another function before `Fuzz` than after
            return changed

        atheris.Setup([name, *limits, str(corpus)], read, custom_mutator=mutator(libfuzzer))
        atheris.Fuzz()


def _plant(target: Target, corpus: Path) -> None:
    """Write the seeds of all cases, each with the number of its case before it."""
    for number, case in enumerate(target.cases):
        for place, seed in enumerate(case.seeds):
            (corpus / f"{number}-{place}").write_bytes(number.to_bytes(_CASE, "big") + seed)


def mutator(libfuzzer: Callable[[bytes, int], bytes]) -> Callable[[bytes, int, int], bytes]:
    """Changes by words, elements or values mostly, now and then by libFuzzer's own; the case stays."""

    def change(data: bytes, longest: int, seed: int) -> bytes:
        random = Random(seed)
        case, rest = data[:_CASE].ljust(_CASE, b"\0"), bytes(data[_CASE:])
        changed = libfuzzer(rest, longest - _CASE) if random.randrange(4) == 0 else mutate(rest, random)
        return (case + changed)[:longest]

    return change


if __name__ == "__main__":
    import ast

    _fuzz(*ast.literal_eval(sys.argv[1]))
