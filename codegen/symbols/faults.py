"""Exception classes for the faults that `api.xml` documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.ir import Fault
from codegen.symbols.scope import Wish, settle
from codegen.symbols.words import camel, names

_MODULE_NAMES = names("ApiFault FAULTS fault_table")
"""Names that the module of faults uses itself."""


def fault_key(fault: Fault) -> str:
    """The pin of a fault's class."""
    return f"fault:{fault.resource}:{fault.code}:{fault.name}"


def fault_names(faults: Iterable[Fault], pinned: Mapping[str, str]) -> dict[Fault, str]:
    """The classes of all faults of resources, sorted by resource and code; the global ones are the runtime's."""
    own = {fault_key(fault): fault for fault in faults if fault.resource}
    ordered = sorted(own.values(), key=lambda item: (item.resource, item.code.zfill(8), item.name))
    settled = settle([_wish(fault) for fault in ordered], pinned, reserved=_MODULE_NAMES)
    return {fault: settled[fault_key(fault)] for fault in ordered}


def _wish(fault: Fault) -> Wish:
    name = camel(f"{fault.resource}_{fault.name}", prefix="Fault")
    return Wish(fault_key(fault), (name, f"{name}{camel(fault.code, prefix='')}"))
