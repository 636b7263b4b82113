"""The passes over the model, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codegen.diagnostics import Diagnostic
from codegen.ir import Api

if TYPE_CHECKING:
    from codegen.config import ClientConfig

Pass = Callable[[Api], tuple[Api, tuple[Diagnostic, ...]]]


def steps(client: ClientConfig) -> Iterator[Pass]:
    """Every pass for one client: what the input left open is settled first, then what the user asked for."""
    from codegen.passes.references import resolve_references

    yield resolve_references
