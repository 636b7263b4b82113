# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The XML format: `<magento_api>`, `<data_item>` for what is numbered, an empty element for nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import RequestError
from ..optional_libraries import require
from ..shapes import is_dict, is_list
from ..xml.documents import gathered, parse
from .values import Plain

if TYPE_CHECKING:
    from ..xml.documents import Element

etree = require("lxml.etree", "the XML format")

ROOT = "magento_api"
ITEM = "data_item"

_PREFIXED = re.compile(rf"{ITEM}_([0-9,.-].*)", re.DOTALL)
_TAG = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def read_xml(content: bytes) -> Plain:
    """The value of an XML document. Raises ValueError (BadXml) for what is not well-formed or beyond the limits."""
    return _value(parse(content))


def write_xml(value: Any) -> bytes:
    """The document of a value of maps, lists, text and numbers. Raises RequestError for what XML can't carry."""
    root = etree.Element(ROOT)
    _fill(root, value, ROOT)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return document


def _value(element: Element) -> Plain:
    if not len(element):
        return element.text or None
    names = [str(child.tag) for child in element]
    if set(names) == {ITEM}:
        return [_value(child) for child in element]
    return gathered(zip(map(_key, names), map(_value, element), strict=True))


def _key(tag: str) -> str:
    """The key of an element: one that may begin no tag was prefixed (Mage_Api2_Model_Renderer_Xml::_prepareKey)."""
    prefixed = _PREFIXED.fullmatch(tag)
    return prefixed[1] if prefixed else tag


def _fill(element: Element, value: Any, path: str) -> None:
    if is_dict(value):
        for key, item in value.items():
            if not _TAG.fullmatch(str(key)):
                raise RequestError(
                    f"{path}: {key!r} can't be the name of an XML element; send this request as JSON"
                )
            _fill(etree.SubElement(element, str(key)), item, f"{path}.{key}")
    elif is_list(value):
        for index, item in enumerate(value):
            _fill(etree.SubElement(element, ITEM), item, f"{path}[{index}]")
    elif value is not None:
        try:
            element.text = str(value)
        except ValueError:
            raise RequestError(f"{path}: the text holds a control character, which XML can't carry") from None
