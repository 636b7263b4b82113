"""A piece of work that was begun, wherever it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

Outcome = tuple[bool, Any]
"""Whether a piece of work was done, and its answer or what it raised."""


class Begun(Generic[Answer]):
    """Work that was begun; `wait` gives its outcome, and is asked once."""

    def __init__(self, wait: Callable[[], Outcome]) -> None:
        self._wait = wait
        self._outcome: Outcome | None = None

    def result(self) -> Answer:
        """What the work gives, once it is done. Raises what the work raised."""
        if self._outcome is None:
            self._outcome = self._wait()
        done, answer = self._outcome
        if not done:
            raise answer
        found: Answer = answer
        return found


def outcome_of(work: Callable[[Item], Answer], item: Item) -> Outcome:
    """Do a piece of work: its answer, or what it raised, for whoever asks for the result."""
    try:
        return True, work(item)
    except Exception as error:  # whatever the work raises: `Begun.result` raises it
        return False, error
