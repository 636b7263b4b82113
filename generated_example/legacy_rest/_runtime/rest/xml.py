# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""REST answers as XML (`Accept: application/xml`), read into the values that the JSON would hold."""

from __future__ import annotations

from typing import Any

from ..optional_libraries import require


def is_xml(content_type: str) -> bool:
    """Whether a media type is XML."""
    return content_type in ("application/xml", "text/xml") or content_type.endswith("+xml")


def parse_xml(content: bytes) -> Any:
    """The value of an XML document's root: maps, lists and texts.

    An element whose children are all called `item` is a list, one with other children a map, and one without
    children a text (empty for an empty list, map or null alike). Raises ValueError for malformed XML, and for one with
    a document type; nothing outside of the document is ever read.
    """
    etree = require("lxml.etree", "reading XML")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"malformed XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type declaration is not accepted")
    return _value(root)


def _value(element: Any) -> Any:
    children = list(element)
    if not children:
        return element.text or ""
    if all(child.tag == "item" for child in children):
        return [_value(child) for child in children]
    values: dict[str, Any] = {}
    repeated: set[str] = set()
    for child in children:
        name = child.tag.rpartition("}")[2]
        value = _value(child)
        if name not in values:
            values[name] = value
        elif name in repeated:
            values[name].append(value)
        else:
            values[name] = [values[name], value]
            repeated.add(name)
    return values
