"""Recorded exchanges of the SOAP and XML-RPC endpoints, and a reading of their bodies that knows nothing of ours.

Bodies are read with `lxml` and `xmlrpc.client` into plain dicts, lists, texts and numbers.
"""

from __future__ import annotations

import json
import re
import xmlrpc.client
from dataclasses import dataclass
from functools import cached_property
from html.entities import name2codepoint
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ENCODED_ARRAY = "{http://schemas.xmlsoap.org/soap/encoding/}arrayType"
SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
ENVELOPES = (
    "{http://schemas.xmlsoap.org/soap/envelope/}Envelope",
    "{http://www.w3.org/2003/05/soap-envelope}Envelope",
)
MODES = {
    "soap_v2": "v2",
    "raw_v2": "v2",
    "soap_wsi": "wsi",
    "raw_wsi": "wsi",
    "soap_v1": "v1",
    "xmlrpc": "xmlrpc",
}
MAGENTO1 = "openmage-20.0.20"
MAGENTO2 = "magento-2.4.6"


class Unreadable(ValueError):
    """A body that is no message."""


@dataclass(frozen=True)
class Recorded:
    """One exchange. Header names are in lower case; of an answer's repeated header the last counts."""

    folder: str
    name: str
    method: str
    url: str
    headers: dict[str, str]
    request: bytes
    status: int
    content_type: str
    answer: bytes
    note: str

    @property
    def mode(self) -> str:
        """The mode of the client that makes this call."""
        short = self.folder.rpartition("/")[2]
        return MODES.get(short.removesuffix("_strfetch").removesuffix("_ce1931"), "magento2")

    @property
    def title(self) -> str:
        """The name without its number."""
        first, _, rest = self.name.partition("-")
        return rest if first.isdigit() else self.name

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        url = urlsplit(self.url)
        return f"{url.scheme}://{url.netloc}"

    @property
    def target(self) -> str:
        """Path and query."""
        return self.url.removeprefix(self.origin)

    @cached_property
    def called(self) -> tuple[str, list[tuple[str, Any]]]:
        """The method or element that was called, and the arguments by name (no names in XML-RPC), as plain data.

        Raises Unreadable for what calls nothing.
        """
        if self.mode == "xmlrpc":
            try:
                values, method = xmlrpc.client.loads(self.request, use_builtin_types=True)
            except Exception as error:
                raise Unreadable(str(error)) from None
            return str(method), [("", value) for value in values]
        element = body_of(self.request)
        return etree.QName(element).localname, [(str(child.tag), plain(child)) for child in element]

    @cached_property
    def answered(self) -> Any:
        """The value of the answer as plain data. Raises Unreadable for none, LookupError for a fault."""
        if not self.answer.strip():
            raise Unreadable("nothing was sent")
        if self.mode == "xmlrpc":
            try:
                return xmlrpc.client.loads(self.answer, use_builtin_types=True)[0][0]
            except xmlrpc.client.Fault as fault:
                raise LookupError(str(fault.faultCode), str(fault.faultString)) from None
        element = body_of(self.answer)
        if etree.QName(element).localname == "Fault":
            raise LookupError(*fault_texts(element))
        values = [child for child in element if "soap-rpc" not in str(child.tag)]
        return plain(values[0], broken=self.mode in ("v2", "wsi")) if values else None


def load(root: Path, shop: str, *folders: str) -> list[Recorded]:
    """The exchanges of a shop's folders (`exchanges/soap_v2`), in the order of their names."""
    found = []
    for folder in folders:
        for path in sorted((root / shop / folder).glob("*.json")):
            data: dict[str, Any] = json.loads(path.read_text("utf-8"))
            request, response = data["request"], data["response"]
            found.append(
                Recorded(
                    folder,
                    path.stem,
                    request["method"],
                    request["url"],
                    lower(request["headers"]),
                    (request["body"] or "").strip().encode(),
                    response["status"],
                    lower(response["headers"]).get("content-type", ""),
                    (response["body"] or "").encode(),
                    data.get("note") or "",
                )
            )
    return found


def lower(headers: Any) -> dict[str, str]:
    """Headers, recorded as a map or as pairs, by name in lower case."""
    pairs = headers.items() if isinstance(headers, dict) else headers
    return {name.lower(): value for name, value in pairs}


def body_of(message: bytes) -> Any:
    """The element in the body of an envelope. Raises Unreadable where there is none."""
    named = re.sub(rb"&(\w+);", lambda match: _reference(match[1].decode()), message.strip())
    try:
        root = etree.fromstring(named)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(str(error)) from None
    if root.tag not in ENVELOPES or not len(root) or not len(root[-1]):
        raise Unreadable("no envelope with a body")
    return root[-1][0]


def _reference(name: str) -> bytes:
    """A reference to an entity as XML has it; Magento 2 writes HTML's as well, which XML doesn't know."""
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return f"&{name};".encode()
    return f"&#{name2codepoint[name]};".encode()


def fault_texts(fault: Any) -> tuple[str, str]:
    """Code and text of a fault of either version."""
    code = next(item for item in fault.iter() if etree.QName(item).localname in ("faultcode", "Value"))
    text = next(item for item in fault.iter() if etree.QName(item).localname in ("faultstring", "Text"))
    return (code.text or "").rpartition(":")[2], text.text or ""


def plain(element: Any, *, broken: bool = False) -> Any:
    """An element as plain data, by its `xsi:type` where it has one, else by its shape.

    `broken` reads a lone line break as the empty text that the server breaks between its tags.
    """
    if element.get(f"{XSI}nil") in ("true", "1"):
        return None
    kind = str(element.get(f"{XSI}type", "")).rpartition(":")[2]
    children = list(element)
    names = [etree.QName(child).localname for child in children]
    if kind == "Map":
        return {str(plain(item[0])): plain(item[1], broken=broken) for item in children}
    if element.get(ENCODED_ARRAY) is not None or kind.endswith("Array"):
        return [plain(child, broken=broken) for child in children]
    if not children:
        return scalar(element.text or "", kind, broken)
    if set(names) <= {"item"} or set(names) <= {"complexObjectArray"}:
        return [plain(child, broken=broken) for child in children]
    if str(children[0].tag).startswith(SCHEMA):
        return [child.text or "" for child in children]
    found: dict[str, Any] = {}
    for name, child in zip(names, children, strict=True):
        value = plain(child, broken=broken)
        found[name] = value if name not in found else [*as_list(found[name]), value]
    return found


def as_list(value: Any) -> list[Any]:
    """A value that came repeatedly, as the list that it stands for."""
    return value if isinstance(value, list) else [value]


def scalar(text: str, kind: str, broken: bool) -> Any:
    """A text as its XML Schema type has it."""
    if broken and text == "\n":
        return ""
    if kind in ("int", "integer", "long") and text.lstrip("-").isdigit():
        return int(text)
    if kind in ("double", "float") and text:
        return float(text)
    if kind == "boolean" and text in ("true", "false", "0", "1"):
        return text in ("true", "1")
    return text
