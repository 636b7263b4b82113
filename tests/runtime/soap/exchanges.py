"""Recorded exchanges, and XML in a form that can be compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

SOAP_ENC = "http://schemas.xmlsoap.org/soap/encoding/"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_ARRAY = f"{{{SOAP_ENC}}}Array"
_IGNORED = ("encodingStyle",)


@dataclass(frozen=True)
class Exchange:
    """One recorded exchange."""

    name: str
    folder: str
    method: str
    url: str
    request: bytes
    status: int
    content_type: str
    response: bytes


def exchanges(folder: Path) -> list[Exchange]:
    """All exchanges of a folder in order."""
    found = []
    for path in sorted(folder.glob("*.json")):
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        headers = data["response"]["headers"]
        found.append(
            Exchange(
                path.stem,
                folder.name,
                data["request"]["method"],
                data["request"]["url"],
                (data["request"]["body"] or "").strip().encode(),
                data["response"]["status"],
                next((value for name, value in headers if name.lower() == "content-type"), ""),
                (data["response"]["body"] or "").encode(),
            )
        )
    return found


def canonical(body: bytes) -> Any:
    """A tree of names, attributes and texts that doesn't depend on prefixes or white space between elements.

    Type names are resolved; an array's own type counts as `SOAP-ENC:Array`. A nil element has no other type in
    rpc/encoded; in document/literal it is the same as an empty one, to the server too.
    """
    encoded = SOAP_ENC.encode() in body
    return _canonical(etree.fromstring(body), encoded)


def _canonical(element: Any, encoded: bool) -> Any:
    attributes = {}
    for name, value in element.attrib.items():
        if etree.QName(name).localname in _IGNORED:
            continue
        if name == f"{XSI}type" or name.endswith("}arrayType"):
            value = _resolved(element, value)
        attributes[name] = value
    if f"{{{SOAP_ENC}}}arrayType" in attributes:
        attributes[f"{XSI}type"] = _ARRAY
    if attributes.get(f"{XSI}nil") == "true":
        attributes = {f"{XSI}nil": "true"} if encoded else {}
    children = [_canonical(child, encoded) for child in element]
    text = "" if children else element.text or ""
    return (element.tag, tuple(sorted(attributes.items())), text, tuple(children))


def _resolved(element: Any, value: str) -> str:
    prefix, _, name = value.rpartition(":")
    return f"{{{element.nsmap.get(prefix or None, '')}}}{name}"


def naive(element: Any) -> Any:
    """What a plain reading makes of an element: texts, lists of `item`s, maps; None for nil."""
    if element.get(f"{XSI}nil") == "true":
        return None
    children = list(element)
    if not children:
        return [] if element.get(f"{{{SOAP_ENC}}}arrayType") else element.text or ""
    names = [etree.QName(child).localname for child in children]
    if set(names) <= {"item"} or set(names) <= {"complexObjectArray"}:
        return [naive(child) for child in children]
    return {name: naive(child) for name, child in zip(names, children, strict=True)}


def same(read: Any, typed: Any) -> bool:
    """Whether a typed value says the same as a plain reading of it."""
    if hasattr(typed, "model_dump"):
        typed = typed.model_dump(by_alias=True, exclude_unset=True)
    if isinstance(read, dict) and isinstance(typed, dict):
        return read.keys() == typed.keys() and all(same(read[name], typed[name]) for name in read)
    if isinstance(read, list) and isinstance(typed, list):
        return len(read) == len(typed) and all(map(same, read, typed))
    if read in ("", [], None):
        return typed in ("", [], None, {})
    if isinstance(typed, bool):
        return read in (("true", "1") if typed else ("false", "0"))
    if isinstance(typed, float):
        return isinstance(read, str) and float(read) == typed
    return bool(str(typed) == read)
