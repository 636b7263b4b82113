"""The passes over the model, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from codegen.diagnostics import Diagnostic
from codegen.ir import Api
from codegen.plugins import PASSES, guarded, load, plugins

if TYPE_CHECKING:
    from codegen.config import ClientConfig

Pass = Callable[[Api], tuple[Api, tuple[Diagnostic, ...]]]


def steps(client: ClientConfig) -> Iterator[Pass]:
    """Every pass for one client: what the input left open is settled first, then what the user asked for.

    Plug-ins come last: an entry point of the group is a `Pass`, and they run in the order of their names.
    """
    from codegen.passes.attributes import is_rest_of_magento1, type_attributes
    from codegen.passes.references import resolve_references
    from codegen.passes.repeating import mark_idempotent
    from codegen.passes.select import select_operations
    from codegen.passes.shop_attributes import choose_attributes

    yield resolve_references
    yield mark_idempotent
    yield lambda api: choose_attributes(api, client)
    yield lambda api: (type_attributes(api) if is_rest_of_magento1(api) else api, ())
    if client.overrides:
        from codegen.passes.override import apply_overrides

        yield lambda api: (apply_overrides(api, client.overrides), ())
    if client.include.of_operations or client.exclude.of_operations:
        yield lambda api: select_operations(api, client)
    for point in plugins(PASSES):
        yield guarded(point, load(point))
