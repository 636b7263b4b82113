"""Runs a target: inputs one after the other, and what came of them."""

from __future__ import annotations

import hashlib
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType

from tests.campaign.fuzz.mutation import mutate
from tests.campaign.fuzz.target import Case, Target
from tests.campaign.fuzz.targets import TARGETS

LONGEST_SECONDS = 10.0
_FRAMES = 4


@dataclass
class Account:
    """What a campaign found. `foreign` has by kind the input and the traceback; `memory` is in MiB, of the process."""

    name: str
    inputs: int = 0
    refused: int = 0
    slow: int = 0
    slowest: float = 0.0
    memory: int = 0
    foreign: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.name:26} {self.inputs:8} inputs, {self.refused:8} refused, {len(self.foreign)} kinds of foreign "
            f"exceptions, {self.slow} over {LONGEST_SECONDS:.0f} s (slowest {self.slowest:.2f} s), {self.memory} MiB"
        )


class TooSlow(BaseException):
    """An input took longer than it may. No handler of what is fuzzed takes it for an error of its own."""


def run(name: str, seed: int, *, seconds: float | None = None, inputs: int | None = None) -> Account:
    """Feed a target with what the seed of the random numbers gives, for so long or so many inputs.

    The working directory and the environment may be other ones afterwards: run each target in a process of its own.
    """
    warnings.simplefilter("ignore")
    account = Account(name)
    random = Random(f"{seed} {name}")
    with TemporaryDirectory() as folder:
        target = TARGETS[name](Path(folder))
        end = None if seconds is None else time.monotonic() + seconds
        while (end is None or time.monotonic() < end) and (inputs is None or account.inputs < inputs):
            case = random.choice(target.cases)
            feed(target, case, mutate(random.choice(case.seeds), random), account)
    account.memory = peak_memory()
    return account


def peak_memory() -> int:
    """The most memory that this process has used, in MiB."""
    import resource  # not on Windows, where no campaign runs

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def feed(target: Target, case: Case, data: bytes, account: Account) -> None:
    """Give one input to a case."""
    account.inputs += 1
    began = time.perf_counter()
    try:
        with _limited():
            case.read(data)
    except target.refusals:
        account.refused += 1
    except TooSlow:
        _note(account, data, "too slow ")
    except Exception:  # what else a reader raises is what the campaign looks for
        _note(account, data, "")
    taken = time.perf_counter() - began
    account.slow += taken > LONGEST_SECONDS
    account.slowest = max(account.slowest, taken)


def _note(account: Account, data: bytes, what: str) -> None:
    kind, error, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    place = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    account.foreign.setdefault(
        f"{what}{kind.__name__ if kind else ''} {place}",
        (data, f"{str(error)[:300]}\n{traceback.format_exc()}"),
    )


@contextmanager
def _limited() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def keep(account: Account, folder: Path) -> None:
    """Write the inputs that were answered with a foreign exception into a folder, each beside its traceback."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, (data, told) in account.foreign.items():
        name = f"{account.name.replace('/', '-')}-{hashlib.sha256(kind.encode()).hexdigest()[:8]}"
        (folder / name).write_bytes(data)
        (folder / f"{name}.txt").write_text(f"{kind}\n{told}", "utf-8", errors="backslashreplace")
