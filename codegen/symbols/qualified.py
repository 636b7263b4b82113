"""Classes by the module that they are in."""

from __future__ import annotations

from codegen.values import Value


class QualifiedName(Value, order=True):
    """A class `name` in a Python `module`."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"
