"""How the work of something grows with its input, whatever machine it runs on."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable

_NOTHING = 0.02
"""Seconds below which the time of a run says nothing about how it grows."""


def assert_linear(
    work: Callable[[int], object], size: int, *, refusals: tuple[type[Exception], ...] = ()
) -> None:
    """Four times the input may take eight times as long, where quadratic work takes sixteen times as long.

    Of three tries one will do: on a busy machine memory is slow at times.
    """
    tried = []
    for _ in range(3):
        small = min(_seconds(work, size, refusals) for _ in range(3))
        large = min(_seconds(work, 4 * size, refusals) for _ in range(2))
        if large < 8 * max(small, _NOTHING):
            return
        tried.append(f"{small:.3f} s for {size}, {large:.3f} s for {4 * size}")
    raise AssertionError("; ".join(tried))


def _seconds(work: Callable[[int], object], size: int, refusals: tuple[type[Exception], ...]) -> float:
    """The processor's time, without that of collecting what other tests made."""
    gc.disable()
    began = time.process_time()
    try:
        with contextlib.suppress(*refusals):
            work(size)
        return time.process_time() - began
    finally:
        gc.enable()
