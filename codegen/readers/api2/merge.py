"""Merging of configuration files, as Varien_Simplexml_Element::extend does it with overwriting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from codegen.origin import Origin
from codegen.readers.api2.sources import Api2Xml


@dataclass(slots=True)
class Node:
    """A merged element. `module` and `origin` are of the file that wrote it first (a leaf: last)."""

    name: str
    text: str = ""
    children: dict[str, Node] = field(default_factory=dict)
    module: str = ""
    origin: Origin | None = None

    def at(self, *path: str) -> Node | None:
        """The node at a path of names below this one."""
        node: Node | None = self
        for name in path:
            node = node.children.get(name) if node else None
        return node

    def under(self, *path: str) -> Iterator[Node]:
        """The children of the node at a path, none when there is no such node."""
        node = self.at(*path)
        return iter(node.children.values()) if node else iter(())

    def string(self, *path: str) -> str:
        """The trimmed text at a path, empty when there is none."""
        node = self.at(*path)
        return node.text.strip() if node else ""

    def flags(self, *path: str) -> tuple[str, ...]:
        """Names of the children at a path whose text PHP takes for true."""
        return tuple(node.name for node in self.under(*path) if node.text.strip() not in ("", "0"))


def merge_file(target: Node, root: etree._Element, definition: Api2Xml) -> None:
    """Merge one file's `<config>` into the tree, in place."""
    for element in root.iterchildren("*"):
        _merge(target, element, definition)


def _merge(parent: Node, element: etree._Element, definition: Api2Xml) -> None:
    """Children merge by name; a leaf replaces a leaf and moves to the end; a leaf never replaces a branch."""
    name = str(element.tag)
    children = list(element.iterchildren("*"))
    there = parent.children.get(name)
    if there is None or not (children or there.children):
        parent.children.pop(name, None)
        there = Node(
            name,
            "" if children else element.text or "",
            module=definition.module,
            origin=definition.source.at(element),
        )
        parent.children[name] = there
    for child in children:
        _merge(there, child, definition)
