"""What a fuzzer is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One way to read bytes, and inputs that can be read so."""

    read: Callable[[bytes], object]
    seeds: Sequence[bytes]


@dataclass(frozen=True)
class Target:
    """What is fuzzed: its cases, and the exceptions with which an input may be refused."""

    cases: Sequence[Case]
    refusals: tuple[type[Exception], ...]
