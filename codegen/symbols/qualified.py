"""Classes by the module that they are in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class QualifiedName:
    """A class `name` in a Python `module`."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"
