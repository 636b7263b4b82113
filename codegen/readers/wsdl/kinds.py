"""Which system wrote a WSDL, and WSDLs of several systems among the sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from codegen.diagnostics import Diagnostic, Level
from codegen.origin import Origin
from codegen.readers.apart import not_together
from codegen.readers.wsdl.document import Document
from codegen.systems import MAGENTO1, MAGENTO2, OTHER, System


def operation_names(document: Document) -> frozenset[str]:
    """The names of all operations that a document declares."""
    return frozenset(
        operation.name for port_type in document.port_types.values() for operation in port_type.operations
    )


def system_of(document: Document) -> System:
    """Which system wrote a WSDL."""
    if {"login", "endSession"} <= operation_names(document):
        return MAGENTO1
    if document.name == "MagentoWSDL" or any(name.name == "GenericFault" for name in document.elements):
        return MAGENTO2
    return OTHER


def left_out(
    systems: Mapping[str, System],
    *,
    own: tuple[System, Sequence[str]] | None = None,
    among: Collection[str] = (),
) -> dict[str, Diagnostic]:
    """The WSDLs that are no part of the API, by what the user calls the file, with what to say of each.

    `systems` are those of all WSDLs, `own` is the system whose other definitions were
    given too, and what the user calls those. A module may bring the WSDL of a service that it calls itself, a
    carrier's say: of those `among` the modules' files, other systems' are left out.

    Raises CodegenError (2) when the others are of several systems: none of them is to be lost.
    """
    aside = [shown for shown, system in systems.items() if system == OTHER and shown in among]
    by_system = {own[0].name: list(own[1])} if own else {}
    for shown, system in systems.items():
        if shown not in aside and not (own and system == own[0] and shown in among):
            by_system.setdefault(system.name, []).append(shown)
    if len(by_system) > 1:
        raise not_together(by_system)
    return {
        shown: Diagnostic(
            Level.INFO,
            "other-systems-wsdl",
            "is of another system, which a module calls, and is left out; give it as a source of its own to have a "
            "package for it",
            Origin(shown),
        )
        for shown in aside
    }
