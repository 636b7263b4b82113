"""Assembles the WSDLs that a Magento 1 serves from its modules' files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from codegen.diagnostics import CodegenError, Diagnostic
from codegen.origin import Origin
from codegen.readers.magento1.modules import BASE_MODULE, ModuleFiles
from codegen.readers.wsdl.document import Document
from codegen.readers.wsdl.parse import ComponentParser, components
from codegen.roots import Source
from codegen.source import Inputs, parse_xml, unusable

_PLACEHOLDER = re.compile(rb"\{\{var wsdl\.(\w+)\}\}")
_RPC_HANDLER = b"Mage_Api_Model_Server_V2_Handler"


class Assembled:
    """A WSDL made of several files; it knows for every element which file it came from."""

    def __init__(self, root: etree._Element, source: Source) -> None:
        self.root = root
        self._files: dict[etree._Element, Source] = {root: source}
        self._children: dict[etree._Element, _Children] = {}

    def extend(self, other: etree._Element, source: Source, *, wsi: bool) -> None:
        """Merge another file as Mage_Api_Model_Wsdl_Config_Element does: what is there stays, the rest is added."""
        self._extend(self.root, other, source, wsi)

    def origin(self, element: etree._Element) -> Origin:
        """Where an element was written."""
        holder: etree._Element | None = element
        while holder is not None and holder not in self._files:
            holder = holder.getparent()
        source = self._files[self.root if holder is None else holder]
        return source.at(element)

    def _known_children(self, parent: etree._Element) -> _Children:
        if parent not in self._children:
            self._children[parent] = _Children(parent)
        return self._children[parent]

    def _extend(self, target: etree._Element, other: etree._Element, source: Source, wsi: bool) -> None:
        for child in other:
            if not isinstance(child.tag, str) or (child.prefix == "wsdl" and not wsi):
                continue
            match = self._known_children(target).matching(child)
            if match is not None:
                self._extend(match, child, source, wsi)
                continue
            added = deepcopy(child)
            if len(added):
                added.text = None
                del added[:]
            self._known_children(target).add(added)
            target.append(added)
            self._files[added] = source
            self._extend(added, child, source, wsi)


class _Children:
    """The children of one element by tag and name."""

    def __init__(self, parent: etree._Element) -> None:
        self._by_name: dict[tuple[str, str | None], list[etree._Element]] = {}
        for child in parent.iterchildren(etree.Element):
            self.add(child)

    def add(self, child: etree._Element) -> None:
        """Remember one more child."""
        for name in {child.get("name"), None}:
            self._by_name.setdefault((str(child.tag), name), []).append(child)

    def matching(self, child: etree._Element) -> etree._Element | None:
        """The first child with the tag and with every attribute that the source child has."""
        for candidate in self._by_name.get((str(child.tag), child.get("name")), ()):
            if all(candidate.get(name) == value for name, value in child.attrib.items()):
                return candidate
        return None


def assemble(
    modules: Iterable[ModuleFiles], inputs: Inputs, *, wsi: bool, shop: str = "Magento"
) -> tuple[Assembled | None, list[Diagnostic]]:
    """The WS-I WSDL, or the rpc/encoded one, of these modules; None when no module has such a file.

    Files are merged in the order of the modules into the base file of `Mage_Api` (`wsi.xml`, `wsdl2.xml`); without
    that module the first file is the base. The `wsdl.xml` of Mage_Api is the v1 WSDL and no part of v2. `shop` is
    what the server calls itself in placeholders (`Magento`, `OpenMage`), unless the base file writes it out.
    """
    name = "wsi.xml" if wsi else "wsdl.xml"
    base = "wsi.xml" if wsi else "wsdl2.xml"
    sources = [
        (module.name == BASE_MODULE, module.files[wanted])
        for module in modules
        if (wanted := base if module.name == BASE_MODULE else name) in module.files
    ]
    sources.sort(key=lambda pair: not pair[0])
    values = {b"handler": b"" if wsi else _RPC_HANDLER, b"name": shop.encode()}
    assembled: Assembled | None = None
    diagnostics: list[Diagnostic] = []
    for _, source in sources:
        try:
            root = read_template(source, inputs, values)
        except CodegenError as error:
            diagnostics.append(unusable(error, source))
            continue
        if assembled is None:
            assembled = Assembled(root, source)
            values[b"name"] = root.get("name", shop).encode()
        else:
            assembled.extend(root, source, wsi=wsi)
    return assembled, diagnostics


def read_template(source: Source, inputs: Inputs, values: Mapping[bytes, bytes]) -> etree._Element:
    """Parse a file after filling in its `{{var wsdl.…}}` placeholders. Raises CodegenError."""
    data = inputs.read(source)
    return parse_xml(_PLACEHOLDER.sub(lambda found: values.get(found[1], b""), data), source)


def to_document(assembled: Assembled) -> Document:
    """What the assembled WSDL declares."""
    root = assembled.root
    document = Document(
        assembled.origin(root), name=root.get("name", ""), namespace=root.get("targetNamespace", "")
    )
    parser = ComponentParser(document, assembled.origin)
    for component in components(root):
        parser.add(component)
    return document
