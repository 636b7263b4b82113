"""The reader: modules, routes, types, and the Api they make."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.diagnostics import Diagnostic
from codegen.files import is_folder, real
from codegen.ir import Item, Origin, Status
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.magento2.asynchronous import read_synchronous_only
from codegen.readers.magento2.build import Builder
from codegen.readers.magento2.detect import is_webapi_file
from codegen.readers.magento2.modules import Modules, active_modules, folder_root
from codegen.readers.magento2.routes import read_routes
from codegen.readers.magento2.surroundings import definitions, unique
from codegen.readers.magento2.type_tables import type_tables
from codegen.roots import Root, Source, locate
from codegen.source import Inputs
from codegen.values import replace


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read all roots: routes, and the types of each from PHP contracts, or else from the WSDLs among the roots."""
    diagnostics: list[Diagnostic] = []
    folders = unique(folder_root(root) for root in roots if is_folder(root.path) or is_webapi_file(root))
    for folder in folders:
        inputs.enter(folder)
    modules = active_modules(folders, inputs)
    diagnostics.extend(modules.diagnostics)
    webapi = _webapi_sources(roots, modules, inputs)
    routes = read_routes(webapi, inputs)
    diagnostics.extend(routes.diagnostics)
    synchronous, bad = read_synchronous_only(definitions(modules.active, "webapi_async.xml", inputs), inputs)
    diagnostics.extend(bad)
    tables, found, version = type_tables(routes.routes, roots, folders, modules, inputs, options)
    diagnostics.extend(found)
    builder = Builder(routes.routes, tables, synchronous)
    api = builder.soap() if options.protocol == "soap" else builder.rest()
    diagnostics.extend(builder.diagnostics)
    items = [*api.items]
    items += [
        Item(id=bad.id, status=Status.SKIPPED, reason=bad.reason, origin=bad.origin) for bad in routes.bad
    ]
    names = tuple(sorted(module.name for module in modules.active if module.named))
    api = replace(api, items=tuple(sorted(items, key=lambda item: item.id)), modules=names, version=version)
    return Reading(api, tuple(sorted(dict.fromkeys(diagnostics), key=_place)))


def _place(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    origin = diagnostic.origin or Origin("")
    return origin.file, origin.line, origin.column, diagnostic.code, diagnostic.message


def _webapi_sources(roots: Sequence[Root], modules: Modules, inputs: Inputs) -> list[Source]:
    """The `webapi.xml` files in load order; of a root that is such a file, that file."""
    files = {real(root.path): root for root in roots if is_webapi_file(root)}
    sources = definitions(modules.active, "webapi.xml", inputs)
    known = {real(source.path) for source in sources}
    return sources + [locate(root, root.path) for path, root in sorted(files.items()) if path not in known]
