"""The reader: modules, routes, types, and the Api they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from codegen import ir
from codegen.diagnostics import Diagnostic, Level
from codegen.files import is_folder, real
from codegen.ir import (
    Api,
    Item,
    Origin,
    Status,
)
from codegen.machine.values import Codec
from codegen.readers.base import Reading, ReadOptions
from codegen.readers.cached import cached
from codegen.readers.magento2.asynchronous import read_synchronous_only
from codegen.readers.magento2.build import Builder
from codegen.readers.magento2.constructors import Constructors
from codegen.readers.magento2.contracts import Contracts
from codegen.readers.magento2.detect import claims, is_webapi_file
from codegen.readers.magento2.extension_attributes import read_extension_attributes
from codegen.readers.magento2.modules import (
    Module,
    Modules,
    active_modules,
    enclosing_root,
    folder_root,
    installed_modules,
    is_magento_root,
)
from codegen.readers.magento2.routes import Route, read_routes
from codegen.readers.magento2.type_source import TypeTables
from codegen.readers.magento2.version import read_rules
from codegen.readers.magento2.wsdl_types import read_wsdl_types
from codegen.readers.php.autoload import Autoload
from codegen.readers.php.classes import Classes
from codegen.readers.wsdl.detect import wsdl_files
from codegen.source import Inputs, Root, Source, locate
from codegen.systems import System

_KEPT = Codec(ir, System, Diagnostic, Level)


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Read all roots: routes, and the types of each from PHP contracts, or else from the WSDLs among the roots."""
    diagnostics: list[Diagnostic] = []
    folders = _unique(folder_root(root) for root in roots if is_folder(root.path) or is_webapi_file(root))
    for folder in folders:
        inputs.enter(folder)
    modules = active_modules(folders, inputs)
    diagnostics.extend(modules.diagnostics)
    webapi = _webapi_sources(roots, modules)
    routes = read_routes(webapi, inputs)
    diagnostics.extend(routes.diagnostics)
    synchronous, bad = read_synchronous_only(_definitions(modules.active, "webapi_async.xml"), inputs)
    diagnostics.extend(bad)
    tables, found, version = _type_tables(routes.routes, roots, folders, modules, inputs, options)
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


def _unique(roots: Iterable[Root]) -> list[Root]:
    """Roots without those that name the same folder again."""
    return list({real(root.path): root for root in roots}.values())


def _definitions(modules: Iterable[Module], name: str) -> list[Source]:
    return [source for module in modules if (source := module.definition(name))]


def _webapi_sources(roots: Sequence[Root], modules: Modules) -> list[Source]:
    """The `webapi.xml` files in load order; of a root that is such a file, that file."""
    files = {real(root.path): root for root in roots if is_webapi_file(root)}
    sources = _definitions(modules.active, "webapi.xml")
    known = {real(source.path) for source in sources}
    return sources + [locate(root, root.path) for path, root in sorted(files.items()) if path not in known]


def _may_hold_wsdls(root: Root) -> bool:
    return not is_magento_root(root.path) and not is_webapi_file(root)


class _Surroundings(NamedTuple):
    """Where contracts are looked for: roots, their modules in load order."""

    roots: list[Root]
    modules: list[Module]


def _surroundings(
    folders: list[Root], modules: Modules, inputs: Inputs, options: ReadOptions
) -> _Surroundings:
    """The sources themselves, the Magento roots they sit in, and `--php-path`."""
    others = [folder_root(root) for root in options.php_paths]
    by_key = sorted(
        folders, key=lambda folder: folder.key, reverse=True
    )  # one root has one key, in any order
    others += [root for folder in by_key if (root := enclosing_root(folder))]
    others = _unique(root for root in others if real(root.path) not in {real(f.path) for f in folders})
    for root in others:
        inputs.enter(root)
    known = {module.name for module in modules.active}
    around = [*active_modules(others, inputs).active]
    for folder in folders:
        if not is_magento_root(folder.path):
            around += installed_modules(folder, inputs)
    return _Surroundings(
        [*folders, *others], [*(module for module in around if module.name not in known), *modules.active]
    )


def _type_tables(
    routes: Sequence[Route],
    roots: Sequence[Root],
    folders: list[Root],
    modules: Modules,
    inputs: Inputs,
    options: ReadOptions,
) -> tuple[list[TypeTables], list[Diagnostic], str]:
    """What each source of types knows, the best source first, and the version whose rules were used."""
    surroundings = _surroundings(folders, modules, inputs, options)
    extensions, diagnostics = read_extension_attributes(
        _definitions(surroundings.modules, "extension_attributes.xml"), inputs
    )
    folders_and_modules = [(root, root.path) for root in surroundings.roots]
    folders_and_modules += [
        (module.root, module.folder)
        for module in surroundings.modules
        if not is_magento_root(module.root.path)
    ]
    loose = [(root, folder / below) for root, folder in folders_and_modules for below in ("", "src")]
    autoload = Autoload(surroundings.roots, inputs, list(dict.fromkeys(loose)))
    for module in surroundings.modules:
        if module.named:
            autoload.register(module.name.replace("_", "\\", 1), module.root, module.folder)
    with_async = any(module.name == "Magento_AsynchronousOperations" for module in modules.active)
    rules = read_rules(surroundings.roots, inputs)
    classes = Classes(autoload, inputs)
    preferences = _definitions(surroundings.modules, "di.xml")
    constructors = Constructors(preferences, inputs, classes, autoload)
    tables = [Contracts(classes, extensions, constructors, rules, with_async=with_async).read(routes)]
    found = [*diagnostics, *tables[0].diagnostics]
    wsdls = {root: wsdl_files(root, inputs) for root in roots if _may_hold_wsdls(root)}
    if sources := [source for found_there in wsdls.values() for source in found_there]:
        own = [root for root in roots if claims(root)]
        among = {source.shown for root in own for source in wsdls.get(root, ())}
        known = sorted({route.service_class for route in routes} | {module.name for module in modules.active})
        shown = [root.shown for root in own]
        api, more = cached(
            "wsdls",
            _KEPT,
            sources,
            inputs,
            [*known, *shown],
            lambda: _read_wsdls(sources, roots, inputs, known, shown, among),
        )
        found.extend(more)
        tables.append(read_wsdl_types(api, routes))
    return tables, found, rules.version


def _read_wsdls(
    wsdls: Sequence[Source],
    roots: Sequence[Root],
    inputs: Inputs,
    known: Sequence[str],
    own: Sequence[str],
    among: Collection[str],
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """What WSDLs hold; their reader is loaded when they were not read before."""
    from codegen.readers.wsdl.reader import read_wsdls

    reading = read_wsdls(wsdls, roots, inputs, known, own=own, among=among)
    return reading.api, reading.diagnostics
