"""The reader: the modules' definitions merged as the server does it, and the Api that they make."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.magento1.api_xml import read_api_xml
from codegen.readers.magento1.detect import claims
from codegen.readers.magento1.file_names import API_FILES
from codegen.readers.magento1.joining import join
from codegen.readers.magento1.merge import Assembled, assemble, read_template, to_document
from codegen.readers.magento1.modules import (
    BASE_MODULE,
    ModuleFiles,
    find_modules,
    is_magento1,
)
from codegen.readers.wsdl.detect import wsdl_files
from codegen.readers.wsdl.kinds import left_out, system_of
from codegen.readers.wsdl.magento1_classes import STOCK, with_classes
from codegen.readers.wsdl.reader import load_all, read_documents
from codegen.roots import Root
from codegen.source import Inputs, unusable
from codegen.systems import MAGENTO1
from codegen.values import replace


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read the modules of all roots, and Magento 1 WSDLs that lie beside them.

    The WS-I and the rpc/encoded WSDL are assembled as the server does it; `api.xml` adds the v1 path, the access
    right and the service of every operation, and the faults. Raises CodegenError (2) when WSDLs are of other systems.
    """
    modules, diagnostics = find_modules(roots, inputs)
    config, found = read_api_xml(modules, inputs)
    diagnostics += found
    own = [root for root in roots if claims(root)]
    wsdls = {root: wsdl_files(root, inputs) for root in roots if _may_hold_wsdls(root)}
    documents, found = load_all([source for sources in wsdls.values() for source in sources], roots, inputs)
    diagnostics += found
    aside = left_out(
        {document.origin.file: system_of(document) for document in documents if document.bindings},
        own=(MAGENTO1, [root.shown for root in own]),
        among={source.shown for root in own for source in wsdls.get(root, ())},
    )
    diagnostics += aside.values()
    documents = [document for document in documents if document.origin.file not in aside]
    shop = next((document.name for document in documents if document.name), "Magento")
    assembled = []
    for wsi in (True, False):
        made, found = assemble(modules, inputs, wsi=wsi, shop=shop)
        diagnostics += found
        if made is not None:
            assembled.append(made)
    if not assembled and not documents:
        v1, found = _v1(modules, inputs)
        diagnostics += found
        assembled += v1
    reading = read_documents([*documents, *(to_document(made) for made in assembled)], system=MAGENTO1)
    complete = any(module.name == BASE_MODULE for module in modules)
    api, found = join(reading.api, config, complete=complete)
    api = with_classes(api, STOCK)
    diagnostics += [*reading.diagnostics, *found]
    if not api.items:
        diagnostics.append(
            Diagnostic(
                Level.ERROR,
                "no-operations",
                "no operation was found in the modules' wsi.xml, wsdl.xml and api.xml; give the root of the Magento",
            )
        )
    names = tuple(sorted(module.name for module in modules))
    return Reading(replace(api, modules=names), tuple(diagnostics))


def _may_hold_wsdls(root: Root) -> bool:
    """Whether a root may hold finished WSDLs: a module's own files are templates, which `assemble` reads."""
    return not is_magento1(root) and root.path.name not in API_FILES


def _v1(modules: Sequence[ModuleFiles], inputs: Inputs) -> tuple[list[Assembled], list[Diagnostic]]:
    """The WSDL of v1, which knows only how to log in and `call`."""
    source = next((one.files.get("wsdl.xml") for one in modules if one.name == BASE_MODULE), None)
    if source is None:
        return [], []
    try:
        return [Assembled(read_template(source, inputs, {b"name": b"Magento"}), source)], []
    except CodegenError as error:
        return [], [unusable(error, source)]
