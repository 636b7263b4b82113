"""Reads the `api.xml` files of Magento 1 modules: resources, methods, access rights, faults, v2 prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from codegen.diagnostics import CodegenError, Diagnostic
from codegen.ir import Fault, Origin
from codegen.readers.magento1.modules import ModuleFiles
from codegen.readers.wsdl.naming import lower_first
from codegen.roots import Source
from codegen.source import Inputs, unusable


@dataclass(slots=True)
class PathMethod:
    """A method of a resource. `acl` is empty where only the resource's own right is asked for."""

    name: str
    title: str = ""
    acl: str = ""
    origin: Origin | None = None


@dataclass(slots=True)
class PathResource:
    """A resource of v1: its methods by name, its faults by name."""

    name: str
    module: str = ""
    title: str = ""
    acl: str = ""
    methods: dict[str, PathMethod] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    origin: Origin | None = None


@dataclass(slots=True)
class ApiConfig:
    """All modules' `api.xml` merged; later modules add to and override what earlier ones say."""

    resources: dict[str, PathResource] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def resource(self, name: str) -> PathResource | None:
        """The resource of that name or alias."""
        return self.resources.get(self.aliases.get(name, name))

    def prefix(self, operation: str) -> tuple[str, str] | None:
        """The name and text of the v2 prefix that the server picks for an operation: the last one that occurs anywhere.

        Source: Mage_Api_Model_Server_V2_Handler::__call.
        """
        matches = [(name, prefix) for name, prefix in self.prefixes.items() if prefix in operation]
        return matches[-1] if matches else None

    def route(self, operation: str) -> tuple[str, PathResource, PathMethod] | None:
        """The v2 prefix, the resource and the method that the server picks for a v2 operation.

        The method is what is left when as many characters as the prefix has are cut from the start.
        """
        picked = self.prefix(operation)
        if picked is None:
            return None
        name, prefix = picked
        resource = self.resource(name)
        method = resource.methods.get(lower_first(operation[len(prefix) :])) if resource else None
        return (prefix, resource, method) if resource and method else None

    def all_faults(self) -> tuple[Fault, ...]:
        """The global faults, then each resource's, in order of name and code."""
        faults = [*self.faults.values(), *(f for one in self.resources.values() for f in one.faults.values())]
        return tuple(sorted(faults, key=lambda fault: (fault.resource, fault.code.zfill(9), fault.name)))


def read_api_xml(modules: Iterable[ModuleFiles], inputs: Inputs) -> tuple[ApiConfig, list[Diagnostic]]:
    """Merge the `api.xml` of all modules, in their order. A file that can't be read costs only itself."""
    config = ApiConfig()
    diagnostics: list[Diagnostic] = []
    for module in modules:
        source = module.files.get("api.xml")
        if source is None:
            continue
        try:
            root = inputs.read_xml(source)
        except CodegenError as error:
            diagnostics.append(unusable(error, source))
            continue
        for api in root.iterfind("api"):
            _merge(config, api, module.name, source)
    return config, diagnostics


def _merge(config: ApiConfig, api: etree._Element, module: str, source: Source) -> None:
    for name, node in _named(api, "resources"):
        resource = config.resources.setdefault(
            name, PathResource(name, module=module, origin=source.at(node))
        )
        resource.title = _text(node, "title") or resource.title
        resource.acl = _text(node, "acl") or resource.acl
        for method_name, method_node in _named(node, "methods"):
            method = resource.methods.setdefault(
                method_name, PathMethod(method_name, origin=source.at(method_node))
            )
            method.title = _text(method_node, "title") or method.title
            method.acl = _text(method_node, "acl") or method.acl
        resource.faults.update(_faults(node, name))
    config.aliases.update((name, (node.text or "").strip()) for name, node in _named(api, "resources_alias"))
    config.prefixes.update(
        (name, (node.text or "").strip()) for name, node in _named(api, "v2/resources_function_prefix")
    )
    config.faults.update(_faults(api, ""))


def _faults(node: etree._Element, resource: str) -> Iterator[tuple[str, Fault]]:
    for name, fault in _named(node, "faults"):
        yield name, Fault(
            code=_text(fault, "code"), name=name, message=_text(fault, "message"), resource=resource
        )


def _named(node: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    for child in node.iterfind(f"{path}/*"):
        if isinstance(child.tag, str):
            yield etree.QName(child).localname, child


def _text(node: etree._Element, tag: str) -> str:
    return " ".join((node.findtext(tag) or "").split())
