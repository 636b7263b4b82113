"""Times whole processes side by side: A B A B …, so that a drifting machine drifts for both.

Beside the time on the wall, which others on the machine lengthen, stands the time that all processors worked for a run:
for its helper processes too, also for those that it leaves behind.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A process to time. `before` puts the world in order before each run and is not timed."""

    arguments: Sequence[str | Path]
    cwd: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    accepts: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run: seconds on the wall, seconds of work, and peak memory of its largest process in MiB."""

    seconds: float
    work: float
    mebibytes: float


_SUBREAPER = 36
"""Linux' PR_SET_CHILD_SUBREAPER: processes whose parent is gone become children of this one, and count here."""
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


_BYTECODE = tempfile.TemporaryDirectory()
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPYCACHEPREFIX": _BYTECODE.name
}
"""What processes are given: each side finds its modules compiled by its first run, which is not counted."""


def _worked() -> float:
    """Seconds of work of all processes that ended so far below this one."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_once(command: Command) -> Run:
    """Run a command to its end. Raises RuntimeError with the end of its output when it fails."""
    if command.before:
        command.before()
    worked = _worked()
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(argument) for argument in command.arguments],
        cwd=command.cwd,
        env={**_ENVIRONMENT, **command.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdout.close()
    if process.returncode not in command.accepts:
        tail = output.decode(errors="replace")[-2000:]
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(map(str, command.arguments))}\n{tail}")
    return Run(seconds, _worked() - worked, usage.ru_maxrss / 1024)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians of both sides and of the pairwise ratios of their times and of their work."""

    name: str
    budget: str
    ours: float
    theirs: float
    ratio: float
    work: float
    mebibytes: float

    def __str__(self) -> str:
        return (
            f"{self.name:<58} {self.ours * 1000:>8.0f} ms {self.theirs * 1000:>8.0f} ms "
            f"{self.ratio:>7.2f} × (work {self.work:.2f} ×) {self.mebibytes:>6.0f} MiB  budget {self.budget}"
        )


def compare(name: str, ours: Command, theirs: Command, *, budget: str, runs: int) -> Comparison:
    """Run both commands `runs` times in turn after one run of each that is not counted."""
    run_once(ours)
    run_once(theirs)
    pairs = [(run_once(ours), run_once(theirs)) for _ in range(runs)]
    return Comparison(
        name,
        budget,
        statistics.median(a.seconds for a, _ in pairs),
        statistics.median(b.seconds for _, b in pairs),
        statistics.median(a.seconds / b.seconds for a, b in pairs),
        statistics.median(a.work / b.work for a, b in pairs),
        statistics.median(a.mebibytes for a, _ in pairs),
    )


def python(*arguments: str | Path, **options: Any) -> Command:
    """A command of this interpreter."""
    return Command([sys.executable, *arguments], **options)
