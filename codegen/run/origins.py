"""The places that a part of the API was read from: its own, and those of what it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.ir import Model, Operation, Origin


def of_model(model: Model) -> Iterator[Origin]:
    """The places of a model and its fields."""
    yield from filter(None, (model.origin, *(field.origin for field in model.fields)))


def of_operation(operation: Operation) -> Iterator[Origin]:
    """The places of an operation, its parameters and its bindings."""
    parts = (*operation.parameters, *operation.bindings)
    yield from filter(None, (operation.origin, *(part.origin for part in parts)))
