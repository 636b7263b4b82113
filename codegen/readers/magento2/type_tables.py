"""Which sources tell the types of routes, the best first: PHP contracts, then WSDLs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from codegen.diagnostics import Diagnostic
from codegen.ir import Api
from codegen.parts import PartKind, under
from codegen.readers.base import ReadOptions
from codegen.readers.cached import cached
from codegen.readers.magento2.constructors import Constructors, read_preferences
from codegen.readers.magento2.contracts import Contracts
from codegen.readers.magento2.detect import claims, is_webapi_file
from codegen.readers.magento2.extension_attributes import (
    ExtensionAttribute,
    ExtensionAttributes,
    read_extension_attributes,
)
from codegen.readers.magento2.modules import Modules, is_magento_root
from codegen.readers.magento2.objects import Facts, PartOf
from codegen.readers.magento2.routes import Route
from codegen.readers.magento2.surroundings import definitions, surroundings
from codegen.readers.magento2.type_source import TypeTables
from codegen.readers.magento2.version import Rules, read_rules
from codegen.readers.magento2.wsdl_types import read_wsdl_types
from codegen.readers.php.classes import Classes
from codegen.readers.wsdl.detect import wsdl_files
from codegen.roots import Root, Source
from codegen.source import Inputs
from codegen.values import Format

_WSDLS = Format(tuple[Api, tuple[Diagnostic, ...]])
_EXTENSIONS: PartKind[tuple[ExtensionAttributes, tuple[Diagnostic, ...]]] = PartKind(
    "extension attributes", tuple[dict[str, dict[str, ExtensionAttribute]], tuple[Diagnostic, ...]]
)
_PREFERENCES: PartKind[Mapping[str, str]] = PartKind("preferences", dict[str, str])
_RULES = PartKind("rules", Rules)


def type_tables(
    routes: Sequence[Route],
    roots: Sequence[Root],
    folders: list[Root],
    modules: Modules,
    inputs: Inputs,
    options: ReadOptions,
) -> tuple[list[TypeTables], list[Diagnostic], str]:
    """What each source of types knows, the best source first, and the version whose rules were used."""
    around = surroundings(folders, modules, inputs, options)
    part = _parts(inputs, around)
    extensions, diagnostics = part(
        _EXTENSIONS,
        "",
        lambda: read_extension_attributes(
            definitions(around.modules, "extension_attributes.xml", inputs), inputs
        ),
    )
    preferences = part(
        _PREFERENCES, "", lambda: read_preferences(definitions(around.modules, "di.xml", inputs), inputs)
    )
    rules = part(_RULES, "", lambda: read_rules(around.roots, inputs))
    autoload = around.autoload(inputs)
    with_async = any(module.name == "Magento_AsynchronousOperations" for module in modules.active)
    classes = Classes(autoload, inputs)
    constructors = Constructors(preferences, inputs, classes, autoload)
    facts = _parts(inputs, around, extensions, preferences, rules)
    with inputs.traced() as trace:
        tables = [
            Contracts(classes, extensions, constructors, rules, facts, with_async=with_async).read(routes)
        ]
    found = [*diagnostics, *trace.told, *tables[0].diagnostics]
    known = sorted({route.service_class for route in routes} | {module.name for module in modules.active})
    api, more = _wsdls(roots, inputs, known)
    if api is not None:
        found.extend(more)
        tables.append(read_wsdl_types(api, routes))
    return tables, found, rules.version


def _parts(inputs: Inputs, *circumstances: object) -> PartOf:
    """What keeps parts of the reading that depend on these values; which files there are is known besides."""
    beginning = under(*circumstances)

    def part(kind: PartKind[Facts], name: str, make: Callable[[], Facts]) -> Facts:
        return inputs.part(kind, f"{beginning} {name}", make)

    return part


def _wsdls(
    roots: Sequence[Root], inputs: Inputs, known: Sequence[str]
) -> tuple[Api | None, Sequence[Diagnostic]]:
    """What the WSDLs among the roots hold, None where there are none; `known` are names of modules and classes."""
    wsdls = {root: wsdl_files(root, inputs) for root in roots if _may_hold_wsdls(root, inputs)}
    sources = [source for found in wsdls.values() for source in found]
    if not sources:
        return None, ()
    own = [root for root in roots if claims(root)]
    among = {source.shown for root in own for source in wsdls.get(root, ())}
    shown = [root.shown for root in own]
    return cached(
        "wsdls",
        _WSDLS,
        sources,
        inputs,
        [*known, *shown],
        lambda: _read_wsdls(sources, roots, inputs, known, shown, among),
    )


def _may_hold_wsdls(root: Root, inputs: Inputs) -> bool:
    return not is_magento_root(root.path, inputs) and not is_webapi_file(root)


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
