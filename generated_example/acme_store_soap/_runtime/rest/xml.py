# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""REST answers as XML (`Accept: application/xml`), read into the values that the JSON would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..xml.documents import gathered, parse

if TYPE_CHECKING:
    from ..xml.documents import Element


def parse_xml(content: bytes) -> Any:
    """The value of an XML document's root: maps, lists and texts.

    An element whose children are all called `item` is a list, one with other children a map, and one without
    children a text (empty for an empty list, map or null alike). Raises ValueError (BadXml) as
    `xml.documents.parse` does.
    """
    return _value(parse(content.strip()))


def _value(element: Element) -> Any:
    if not len(element):
        return element.text or ""
    names = [child.tag.rpartition("}")[2] for child in element]
    if set(names) == {"item"}:
        return [_value(child) for child in element]
    return gathered(zip(names, map(_value, element), strict=True))
