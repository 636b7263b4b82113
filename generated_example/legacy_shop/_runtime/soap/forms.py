# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What is made of models on first use, where models refer to themselves and to one another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

F = TypeVar("F")


class Forms(Generic[F]):
    """One form of each model, made once and seen by other threads only when it is complete.

    `make` gets a model's name and returns its form with a function that completes it; that one may ask for the forms
    of other models, and for the same again.
    """

    def __init__(self, make: Callable[[str], tuple[F, Callable[[], None]]]) -> None:
        self._make = make
        self._ready: dict[str, F] = {}
        self._pending: dict[str, F] = {}
        self._lock = threading.RLock()

    def get(self, name: str) -> F:
        """The form of a model. Raises KeyError when there is no such model."""
        form = self._ready.get(name)
        if form is not None:
            return form
        with self._lock:
            return self._ready.get(name) or self._pending.get(name) or self._build(name)

    def _build(self, name: str) -> F:
        outermost = not self._pending
        form, complete = self._make(name)
        self._pending[name] = form
        try:
            complete()
            if outermost:
                self._ready.update(self._pending)
        finally:
            if outermost:
                self._pending.clear()
        return form
