"""Which readers there are. A new input format is one line here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from codegen.diagnostics import CodegenError
from codegen.files import is_file
from codegen.plugins import READERS, guarded, load, plugins
from codegen.readers.apart import not_together
from codegen.readers.base import Reader, Reading, ReadOptions
from codegen.roots import Root
from codegen.source import Inputs

BUILT_IN = (
    "codegen.readers.magento2",
    "codegen.readers.magento1",
    "codegen.readers.wsdl",
    "codegen.readers.api2",
)
SOAP_OF_MAGENTO1 = ("codegen.readers.magento1", "codegen.readers.wsdl")


def readers(protocol: str = "auto") -> Iterator[Reader]:
    """All readers in the order they are asked, each imported when its turn comes.

    Plug-ins are first; Magento 1's REST is before its SOAP if asked for.
    """
    for point in plugins(READERS):
        reader = load(point)
        yield reader._replace(claims=guarded(point, reader.claims), read=guarded(point, reader.read))
    soap_last = sorted(BUILT_IN, key=lambda name: name in SOAP_OF_MAGENTO1)
    for name in soap_last if protocol == "rest" else BUILT_IN:
        yield import_module(name).READER


def file_names() -> tuple[str, ...]:
    """The names of all files that any reader reads, as `Reader.files` has them."""
    return tuple(sorted({name for reader in readers() for name in reader.files}))


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read all roots with the first reader that claims one of them.

    Raises CodegenError: exit code 3 when no reader knows one of the roots, 2 when that reader has no use for one.
    """
    known = tuple(readers(options.protocol))
    found = {root: next((reader for reader in known if reader.claims(root)), None) for root in roots}
    if strangers := [root for root, reader in found.items() if reader is None]:
        raise CodegenError(_nothing_in(strangers))
    by_reader = {
        reader: [root.shown for root in roots if found[root] is reader]
        for reader in known
        if reader in found.values()
    }
    first, *others = by_reader
    if any(reader.name not in first.also for reader in others):
        raise not_together({reader.name: shown for reader, shown in by_reader.items()})
    reading = first.read(roots, inputs, options)
    asked = (known[: known.index(reader) + 1] for reader in by_reader)
    inputs.folders_told = all(reader.asks_inputs for some in asked for reader in some)
    return reading._replace(diagnostics=(*reading.diagnostics, *dict.fromkeys(inputs.problems)))


def _nothing_in(roots: Sequence[Root]) -> str:
    swagger = next((root for root in roots if is_file(root.path) and root.path.suffix == ".json"), None)
    if swagger:
        return (
            f"{swagger.shown}: is JSON, and a Swagger document tells too little to generate from; give the Magento "
            "root, or the WSDLs that `magento-codegen fetch` takes, and compare them with it: "
            f"inspect --source … --against {swagger.shown}"
        )
    names = ", ".join(root.shown for root in roots)
    return (
        f"{names}: no definitions found; a source is a Magento root, a module, or files named "
        "webapi.xml, *.wsdl, wsi.xml, api.xml or api2.xml"
    )
