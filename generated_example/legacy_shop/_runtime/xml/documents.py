# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Reading XML from a server that nobody vouches for."""

from __future__ import annotations

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


MAX_TAGS = 8_000_000
"""How many tags a document may have: an element takes up to 240 bytes of memory where its tag takes 4."""


class BadXml(ValueError):
    """The bytes are no XML that we take; the message is one line."""


def parse(body: bytes) -> Element:
    """The root element of a document.

    Control characters and HTML's entities are mended (see `mending`). libxml2's own limits stay on: 10 million
    characters in one text, 256 levels, bounded growth of entities. Nothing outside the bytes is read. Raises BadXml for
    what is not well-formed, is beyond the limits, has more than MAX_TAGS tags, or has a DOCTYPE, which no
    message may have.
    """
    if len(body) > MAX_TAGS and body.count(b"<") > MAX_TAGS:
        raise BadXml(f"more than {MAX_TAGS} tags")
    etree = require("lxml.etree", "reading XML")
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


def gathered(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The values of elements by name; those of a name that is repeated become a list."""
    found: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
        elif name in lists:
            lists[name].append(value)
        else:
            found[name] = lists[name] = [found[name], value]
    return found
