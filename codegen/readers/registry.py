"""Which readers there are. A new input format is one line here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import entry_points

from codegen.diagnostics import CodegenError
from codegen.readers.base import Reader, Reading, ReadOptions
from codegen.source import Inputs, Root

ENTRY_POINT_GROUP = "magento_codegen.readers"
BUILT_IN = (
    "codegen.readers.magento2",
    "codegen.readers.magento1",
    "codegen.readers.wsdl",
    "codegen.readers.api2",
)


def readers(protocol: str = "auto") -> list[Reader]:
    """All readers in the order they are asked: plug-ins first; Magento 1's REST before SOAP if asked for."""
    plugged = [
        point.load() for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name)
    ]
    built_in = [import_module(name).READER for name in BUILT_IN]
    if protocol == "rest":
        built_in.sort(key=lambda reader: reader.name in ("magento1", "wsdl"))
    return plugged + built_in


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read all roots with the first reader that claims one of them.

    Raises CodegenError (exit code 3) when no reader knows one of the roots.
    """
    available = readers(options.protocol)
    for reader in available:
        if any(reader.claims(root) for root in roots):
            strangers = [root for root in roots if not any(other.claims(root) for other in available)]
            if strangers:
                raise CodegenError(_nothing_in(strangers))
            return reader.read(roots, inputs, options)
    raise CodegenError(_nothing_in(roots))


def _nothing_in(roots: Sequence[Root]) -> str:
    names = ", ".join(root.shown for root in roots)
    return (
        f"{names}: no definitions found; a source is a Magento root, a module, or files named "
        "webapi.xml, *.wsdl, wsi.xml, api.xml or api2.xml"
    )
