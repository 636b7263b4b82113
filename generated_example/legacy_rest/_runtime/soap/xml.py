# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Reading XML from a server that nobody vouches for."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any, Protocol

from ..optional_libraries import require
from .mending import mended


class Element(Protocol):
    """What is used of lxml's element: its class has no public name, and lxml no types of its own."""

    text: str | None

    @property
    def tag(self) -> Any: ...
    @property
    def attrib(self) -> MutableMapping[str, str]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> Element: ...
    def get(self, name: str, default: str = ...) -> Any: ...
    def set(self, name: str, value: str) -> None: ...
    def extend(self, elements: Iterable[Element]) -> None: ...
    def find(self, path: str) -> Element | None: ...
    def items(self) -> list[tuple[str, str]]: ...
    def iter(self) -> Iterator[Element]: ...
    def iterchildren(self, tag: str = ...) -> Iterator[Element]: ...
    def iterancestors(self) -> Iterator[Element]: ...
    def iterdescendants(self) -> Iterator[Element]: ...


MAX_COPIES = 100_000
"""How many elements `href` references may add to one document, which keeps a small answer from growing without end."""


MAX_TAGS = 8_000_000
"""How many tags a document may have: an element takes up to 240 bytes of memory where its tag takes 4."""


class BadXml(ValueError):
    """The bytes are no XML that we take; the message is one line."""


def parse(body: bytes) -> Element:
    """The root element of a document.

    Control characters and HTML's entities are mended (see `mending`). libxml2's own limits stay on: 10 million
    characters in one text, 256 levels, bounded growth of entities. Nothing outside the bytes is read. Raises BadXml for
    what is not well-formed, is beyond the limits, has more than MAX_TAGS tags, or has a DOCTYPE, which no SOAP or
    XML-RPC message may have.
    """
    if len(body) > MAX_TAGS and body.count(b"<") > MAX_TAGS:
        raise BadXml(f"more than {MAX_TAGS} tags")
    etree = require("lxml.etree", "SOAP")
    try:
        root = _tree(etree, body)
    except (etree.XMLSyntaxError, ValueError) as error:
        text = mended(body)
        try:
            root = _tree(etree, text if text != body else b"")
        except (etree.XMLSyntaxError, ValueError):
            reason = " ".join(str(error).split()) or "not XML"
            raise BadXml(reason if len(reason) <= 200 else reason[:197] + "...") from None
    if root.getroottree().docinfo.doctype:
        raise BadXml("a DOCTYPE is not allowed in a message")
    element: Element = root
    return element


def _tree(etree: Any, body: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(body, parser)


def resolve_references(root: Element) -> None:
    """Put copies of the elements that `href="#id"` names in place of the references (SOAP 1.1 encoding, section 5.4).

    PHP writes an object that occurs twice in an answer once, and a reference afterwards. Raises BadXml for a reference
    to nothing and for one inside its own target.
    """
    targets = {element.get("id"): element for element in root.iter() if element.get("id")}
    copies = 0
    pending = [element for element in root.iter() if element.get("href", "").startswith("#")]
    while pending:
        element = pending.pop()
        target = targets.get(element.get("href", "")[1:])
        if target is None:
            raise BadXml(f"a reference to {element.get('href')!r}, which is not in the message")
        if any(parent is target for parent in element.iterancestors()):
            raise BadXml("an object that contains itself")
        copies += 1 + sum(1 for _ in target.iterdescendants())
        if copies > MAX_COPIES:
            raise BadXml(f"more than {MAX_COPIES} elements by reference")
        del element.attrib["href"]
        element.text = target.text
        for name, value in target.attrib.items():
            if name != "id":
                element.set(name, value)
        element.extend(copy.deepcopy(child) for child in target)
        pending.extend(inner for inner in element.iterdescendants() if inner.get("href", "").startswith("#"))
        if element.get("href", "").startswith("#"):
            pending.append(element)
