"""The reader: documents, one part of an Api from each, and the Api that they make together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from codegen.diagnostics import CodegenError, Diagnostic
from codegen.ir import Operation, Service, SoapStyle
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.cached import cached
from codegen.readers.wsdl import magento1, magento2
from codegen.readers.wsdl.detect import wsdl_files
from codegen.readers.wsdl.document import Document
from codegen.readers.wsdl.kinds import left_out, operation_names, system_of
from codegen.readers.wsdl.loading import load
from codegen.readers.wsdl.magento1_classes import STOCK, with_classes
from codegen.readers.wsdl.merging import Part, merge
from codegen.readers.wsdl.messages import Messages
from codegen.readers.wsdl.operations import Naming, Operations
from codegen.readers.wsdl.schema import SchemaTypes
from codegen.roots import Root, Source
from codegen.source import Inputs, unusable_at
from codegen.systems import MAGENTO1, MAGENTO2, OTHER, System
from codegen.values import Format, replace

SYSTEMS = (MAGENTO2, MAGENTO1, OTHER)


class DocumentReading(NamedTuple):
    """What one document gave: a part of an Api, which system wrote it, and the names of all its operations.

    `shown` is what the user calls the file.
    """

    shown: str
    part: Part
    system: System
    operations: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


_KEPT = Format(tuple[DocumentReading | None, tuple[Diagnostic, ...]])


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read all WSDLs of the roots. Raises CodegenError when none can be read (3) or they are of several systems (2)."""
    sources = [source for root in roots for source in wsdl_files(root, inputs)]
    readings, diagnostics = _read_all(sources, roots, inputs)
    if not readings and diagnostics:
        first, *others = diagnostics
        raise CodegenError(
            "\n".join([first.message, *(f"{other.origin}: {other.message}" for other in others)]),
            origin=first.origin,
        )
    left_out(_systems(readings))
    reading = _combine(readings)
    if reading.api.system == MAGENTO1:
        reading = reading._replace(api=with_classes(reading.api, STOCK))
    return reading._replace(diagnostics=(*diagnostics, *reading.diagnostics))


def read_wsdls(
    sources: Iterable[Source],
    roots: Sequence[Root],
    inputs: Inputs,
    known_modules: Iterable[str] = (),
    *,
    own: Sequence[str] = (),
    among: Collection[str] = (),
) -> Reading:
    """Read Magento 2's WSDLs into one Api; their order doesn't matter.

    `roots` bound what imports may reach. `known_modules` are module names (`Acme_Foo`) or PHP classes
    (`Acme\\Foo\\Api\\BarInterface`) that tell where a joined name like `AcmeFooDataBarInterface` splits. `own` and
    `among` are as `kinds.left_out` has them, which may raise CodegenError.
    """
    readings, diagnostics = _read_all(sources, roots, inputs)
    aside = left_out(
        _systems(readings),
        own=(MAGENTO2, own) if own else None,
        among=among,
    )
    reading = _combine([reading for reading in readings if reading.shown not in aside], known_modules)
    return reading._replace(diagnostics=(*diagnostics, *aside.values(), *reading.diagnostics))


def _read_all(
    sources: Iterable[Source], roots: Sequence[Root], inputs: Inputs
) -> tuple[list[DocumentReading], list[Diagnostic]]:
    """Read WSDL files in a fixed order, from the cache those that are as they were."""
    readings: list[DocumentReading] = []
    diagnostics: list[Diagnostic] = []
    for source in _in_order(sources):
        reading, found = cached(
            "wsdl", _KEPT, [source], inputs, (), partial(_read_one, source, roots, inputs)
        )
        diagnostics += found
        if reading is not None:
            readings.append(reading)
    return readings, diagnostics


def _read_one(
    source: Source, roots: Sequence[Root], inputs: Inputs
) -> tuple[DocumentReading | None, tuple[Diagnostic, ...]]:
    document, found = load(source, roots, inputs)
    reading, excess = (None, ()) if document is None else _read_document(document, None)
    return reading, (*found, *excess)


def _in_order(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: (source.key, source.shown))


def load_all(
    sources: Iterable[Source], roots: Sequence[Root], inputs: Inputs
) -> tuple[list[Document], list[Diagnostic]]:
    """Load WSDL files in a fixed order; one that can't be read costs only itself."""
    documents: list[Document] = []
    diagnostics: list[Diagnostic] = []
    for source in _in_order(sources):
        document, found = load(source, roots, inputs)
        diagnostics += found
        if document is not None:
            documents.append(document)
    return documents, diagnostics


def read_documents(
    documents: Sequence[Document], known_modules: Iterable[str] = (), system: System | None = None
) -> Reading:
    """Make one Api of documents that are already loaded, in order of precedence.

    `system` says which system they come from where the caller knows it better than the documents tell.
    """
    read = [_read_document(document, system) for document in documents]
    found = [diagnostic for _, excess in read for diagnostic in excess]
    reading = _combine([reading for reading, _ in read if reading is not None], known_modules, system)
    return reading._replace(diagnostics=(*found, *reading.diagnostics))


def _combine(
    readings: Sequence[DocumentReading], known_modules: Iterable[str] = (), system: System | None = None
) -> Reading:
    version_1 = any(_is_v1(reading) for reading in readings)
    readings = _without_v1(readings)
    systems = [reading.system for reading in readings]
    api, found_in_merge = merge(
        [reading.part for reading in readings], min(systems, key=SYSTEMS.index, default=system or OTHER)
    )
    api = replace(api, version_1=version_1)
    if api.system == MAGENTO2:
        modules = magento2.ModuleNames(known_modules)
        modules.learn(model.name for model in api.models)
        api = replace(
            api,
            services=tuple(modules.service(service) for service in api.services),
            models=tuple(replace(model, module=modules.split(model.name)[0]) for model in api.models),
        )
    diagnostics = [diagnostic for reading in readings for diagnostic in reading.diagnostics]
    return Reading(api, (*diagnostics, *found_in_merge))


def _systems(readings: Iterable[DocumentReading]) -> dict[str, System]:
    """The systems of the documents that have something to call, by what the user calls the file."""
    return {reading.shown: reading.system for reading in readings if reading.part.items}


def _without_v1(readings: Sequence[DocumentReading]) -> Sequence[DocumentReading]:
    """The readings without the WSDL of Magento 1's v1 if there is one of v2, which says all that and more."""
    return [reading for reading in readings if not _is_v1(reading)] or readings


def _is_v1(reading: DocumentReading) -> bool:
    """Whether a document knows no operation but those of the API itself."""
    return bool(reading.operations) and reading.operations <= magento1.BASE_OPERATIONS


def _read_document(
    document: Document, system: System | None
) -> tuple[DocumentReading | None, tuple[Diagnostic, ...]]:
    """What a document says; None, and why, for one of a size that no shop's has, which costs only itself."""
    try:
        return _read_usable(document, system), ()
    except CodegenError as error:
        return None, (unusable_at(error, document.origin),)


def _read_usable(document: Document, system: System | None) -> DocumentReading:
    system = system or system_of(document)
    types = SchemaTypes(document, system)
    naming: Naming = {MAGENTO1: magento1.naming, MAGENTO2: magento2.naming}.get(system, _other_naming)
    messages = Messages(document, types)
    operations = Operations(document, types, messages, system, naming)
    read_operations = operations.read()
    models = types.models(leave_out=messages.types)
    encoded = any(operation.soap(SoapStyle.RPC) for operation in read_operations)
    part = Part(
        style=SoapStyle.RPC if encoded else SoapStyle.DOCUMENT,
        services=tuple(operations.services.values()),
        operations=tuple(read_operations),
        models=models,
        items=tuple(operations.items),
        namespace=_namespace(document, read_operations, system),
    )
    found = (*types.diagnostics, *operations.diagnostics)
    return DocumentReading(document.origin.file, part, system, operation_names(document), found)


def _namespace(document: Document, operations: Sequence[Operation], system: System) -> str:
    """The namespace of requests: Magento's is the document's, others often keep their elements in one of their own."""
    if system.own_envelope and (soap := next((one.soap() for one in operations), None)):
        return soap.namespace
    return document.namespace


def _other_naming(port_type: str, operation: str) -> tuple[Service, str]:
    name = port_type
    for suffix in ("PortType", "Port", "Soap"):
        name = name.removesuffix(suffix) or name
    return Service(name=name, title=name), operation
