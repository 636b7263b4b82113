"""Exception classes for the faults that `api.xml` documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codegen.emit.text import sentence
from codegen.ir import Api
from codegen.symbols.words import camel


@dataclass(frozen=True, slots=True)
class FaultView:
    """One exception class."""

    name: str
    code: str
    resource: str
    doc: str


def fault_views(api: Api) -> Sequence[FaultView]:
    """The classes of all faults of resources, sorted by resource and code; the global ones are the runtime's."""
    found: dict[str, FaultView] = {}
    for fault in sorted(api.faults, key=lambda item: (item.resource, item.code.zfill(8), item.name)):
        if not fault.resource:
            continue
        name = camel(f"{fault.resource}_{fault.name}", prefix="Fault")
        if name in found:
            name = f"{name}{camel(fault.code, prefix='')}"
        found.setdefault(
            name, FaultView(name, fault.code, fault.resource, f"{fault.code}: {sentence(fault.message)}")
        )
    return list(found.values())
