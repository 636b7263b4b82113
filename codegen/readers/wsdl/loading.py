"""Loads WSDL files, streamed, with the local files that they import."""

from __future__ import annotations

import codecs
import lzma
import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from lxml import etree

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.files import complete, is_file, open_file, real, unopened
from codegen.readers.cached import NOT_FOLLOWED
from codegen.readers.wsdl.document import SOAP_ENCODING, WSDL, XSD, Document, Import
from codegen.readers.wsdl.parse import COMPONENT_TAGS, PARENT_TAGS, ComponentParser
from codegen.roots import Root, Source
from codegen.source import Inputs, malformed, unusable

CHUNK = 1 << 18
LARGEST = 1 << 29
"""The most bytes that one file may unpack to: twenty times the largest WSDL that Magento writes."""

_ROOTS = {f"{{{WSDL}}}definitions", f"{{{XSD}}}schema"}


def load(
    source: Source, roots: Sequence[Root], inputs: Inputs
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read one WSDL and what it imports from below the roots.

    The document is None when the file itself can't be used; one diagnostic says why. An import that can't be used
    costs only what it would have added.
    """
    document = Document(source.origin(1))
    loader = _Loader(document, roots, inputs)
    try:
        root_tag = loader.read(source)
        if root_tag != f"{{{WSDL}}}definitions":
            raise CodegenError(
                "this is an XML Schema, not a WSDL; give the WSDL that imports it", origin=source.origin(1)
            )
    except CodegenError as error:
        return None, (unusable(error, source),)
    return document, tuple(loader.diagnostics)


class _Loader:
    def __init__(self, document: Document, roots: Sequence[Root], inputs: Inputs) -> None:
        self._document = document
        self._roots = roots
        self._inputs = inputs
        self._seen: set[tuple[Path, str]] = set()
        self.diagnostics: list[Diagnostic] = []

    def read(self, source: Source, namespace: str = "") -> str:
        """Add one file and its imports to the document; returns the root's tag. Raises CodegenError."""
        self._seen.add((real(source.path), namespace))
        first_import = len(self._document.imports)
        root = self._stream(source, namespace)
        if not self._document.namespace:
            self._document.name = root.get("name", "")
            self._document.namespace = root.get("targetNamespace", "")
        for wanted in self._document.imports[first_import:]:
            self._follow(wanted, source)
        return str(root.tag)

    def _stream(self, source: Source, namespace: str) -> etree._Element:
        parser = etree.XMLPullParser(
            events=("end",),
            tag=COMPONENT_TAGS,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
        )
        components = ComponentParser(self._document, lambda element: source.at(element), namespace)
        try:
            for chunk in _readable(_chunks(source, self._inputs)):
                parser.feed(chunk)
                _consume(parser, components)
            root = parser.close()
        except etree.XMLSyntaxError as error:
            raise malformed(error, source) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise CodegenError(
                "has a document type declaration, which no WSDL needs; remove it", origin=source.origin(1)
            )
        if root.tag not in _ROOTS:
            raise CodegenError(
                f"the root element is <{etree.QName(root).localname}>, not a WSDL's <definitions>; "
                "save the WSDL itself (the address with ?wsdl)",
                origin=source.at(root),
            )
        return root

    def _follow(self, wanted: Import, importer: Source) -> None:
        found = _locate_import(wanted, importer, self._roots, self._inputs)
        if isinstance(found, str):
            if wanted.namespace not in _WELL_KNOWN:
                self.diagnostics.append(Diagnostic(Level.WARNING, NOT_FOLLOWED, found, wanted.origin))
            return
        namespace = wanted.namespace if wanted.include else ""
        if (real(found.path), namespace) in self._seen:
            return
        try:
            self.read(found, namespace)
        except CodegenError as error:
            self.diagnostics.append(unusable(error, found))


_WELL_KNOWN = frozenset({XSD, WSDL, SOAP_ENCODING, "http://www.w3.org/XML/1998/namespace"})


def _locate_import(wanted: Import, importer: Source, roots: Sequence[Root], inputs: Inputs) -> Source | str:
    """The file that an import means, or why it isn't read."""
    location = wanted.location
    if "\\" in location and "://" not in location:
        location = location.replace("\\", "/")  # as tools of Windows write it
    if "://" in location or location.startswith(("urn:", "//")):
        return (
            f"import of {location} is not followed: nothing is fetched while generating; "
            "save it beside this file and import it by its relative name"
        )
    if PurePosixPath(location).is_absolute() or PureWindowsPath(location).drive:
        return f"import of {location} is not followed: use a relative path below the source"
    if not is_file(importer.path.parent / location):
        location = unquote(location)  # a URI by XML Schema, in which a blank is %20
    path = Path(os.path.normpath(importer.path.parent / location))
    for root in roots:
        base = root.path if root.path.is_dir() else root.path.parent
        if not real(path).is_relative_to(real(base)):
            continue
        folder, slash, _ = importer.shown.rpartition("/")
        key = posixpath.normpath(posixpath.join(posixpath.dirname(importer.key), location))
        found = Source(path, f"{folder}{slash}{location}", key)
        if not is_file(path):
            inputs.note(found)
            return f"import of {location}: no such file; add it or remove the import"
        return found
    return (
        f"import of {location} is not followed: it lies outside the source; give the folder above as source"
    )


def _chunks(source: Source, inputs: Inputs) -> Iterator[bytes]:
    """The bytes of a file, unpacked when it ends in `.xz`; its hash is noted. Raises CodegenError."""
    inputs.note(source)
    unpacker = lzma.LZMADecompressor() if source.path.suffix == ".xz" else None
    size = 0
    try:
        with open_file(source.path) as file:
            head = complete(file.read(512), source.shown)
            file.seek(0)
            head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
            if head.startswith((b"<!doctype html", b"<html")):
                raise CodegenError(
                    "this is an HTML page, not a WSDL; open the address that it was saved from and see what it says",
                    origin=source.origin(1),
                )
            while packed := file.read(CHUNK):
                for chunk in _unpack(packed, unpacker):
                    size += len(chunk)
                    if size > LARGEST:
                        raise CodegenError(
                            f"is larger than {LARGEST >> 20} MiB; split it", origin=source.origin()
                        )
                    yield chunk
        if unpacker is not None and not unpacker.eof:
            raise CodegenError("ends in the middle of the xz data; copy it again", origin=source.origin())
    except OSError as error:
        raise unopened(error, source.shown) from error
    except lzma.LZMAError as error:
        raise CodegenError(
            f"is no xz file: {error}; rename or pack it again", origin=source.origin()
        ) from error


def _readable(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, relabelled where they are plainly no UTF-16 but say so, as .NET's StringWriter writes them."""
    for first in chunks:
        yield _LABELLED_UTF16.sub(rb"\1utf-8\2   ", first, count=1)
        yield from chunks


_LABELLED_UTF16 = re.compile(
    rb"""\A((?:\xef\xbb\xbf)?<\?xml\s[^>]{0,99}?encoding\s*=\s*["'])utf-?16(?:le|be)?(["'])""", re.IGNORECASE
)


def _unpack(packed: bytes, unpacker: lzma.LZMADecompressor | None) -> Iterator[bytes]:
    if unpacker is None:
        yield packed
        return
    while not unpacker.eof:
        chunk = unpacker.decompress(packed, max_length=CHUNK)
        packed = b""
        if not chunk:
            return
        yield chunk


def _consume(parser: etree.XMLPullParser, components: ComponentParser) -> None:
    """Read finished components and drop them from the tree, so that memory doesn't grow with the file."""
    for _, element in parser.read_events():
        if not isinstance(element, etree._Element):
            continue
        parent = element.getparent()
        if parent is None or parent.tag not in PARENT_TAGS:
            continue
        components.add(element)
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
