# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""SOAP envelopes, 1.1 and 1.2: what is in an answer's body, and the text around a request's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..xml.documents import BadXml, parse
from .names import APACHE, ENCODING_11, ENVELOPE_11, ENVELOPE_12, INSTANCE, RPC_12, SCHEMA, local
from .references import resolve_references

if TYPE_CHECKING:
    from ..xml.documents import Element


@dataclass(frozen=True, slots=True)
class WireFault:
    """A fault as it was sent. `code` has no prefix; `parameters` are by name, or by position from "1"."""

    code: str
    message: str
    parameters: dict[str, str] = field(default_factory=dict)
    errors: tuple[tuple[str, dict[str, str]], ...] = ()
    trace: str = ""


def open_envelope(body: bytes) -> Element | WireFault | None:
    """What stands in the body of an envelope: an element, a fault, or None for nothing.

    Raises BadXml when the bytes are no SOAP envelope.
    """
    root = parse(body)
    version, _, name = root.tag.rpartition("}")
    if name != "Envelope" or version[1:] not in (ENVELOPE_11, ENVELOPE_12):
        raise BadXml(f"the root element is {local(root.tag)!r}, which is no SOAP envelope")
    if b"href" in body:
        resolve_references(root)
    content = root.find(f"{version}}}Body")
    if content is None:
        raise BadXml("the envelope has no body")
    if not len(content):
        return None
    first = content[0]
    return read_fault(first) if first.tag == f"{version}}}Fault" else first


def result_of(wrapper: Element) -> Element | None:
    """The child of a response element that holds the value, whatever it is called; None when there is none.

    Messages of Magento have one; SOAP 1.2's rpc style puts an element of its own in front that names it.
    """
    for child in wrapper:
        if not child.tag.startswith(f"{{{RPC_12}}}"):
            return child
    return None


def read_fault(fault: Element) -> WireFault:
    """A fault of either version, with Magento 2's detail: parameters, wrapped errors and a trace.

    Magento 2 writes the detail in a namespace of its own making and not in the shape that its WSDL says, so only the
    local names count (Magento\\Framework\\Webapi\\Exception and Magento\\Webapi\\Model\\Soap\\Fault).
    """
    code = message = ""
    detail = None
    for child in fault:
        match local(child.tag):
            case "faultcode":
                code = (child.text or "").strip()
            case "faultstring":
                message = child.text or ""
            case "Code":
                code = _last_value(child)
            case "Reason":
                message = next((text.text or "" for text in child), "")
            case "detail" | "Detail":
                detail = child
            case _:
                pass
    parameters: dict[str, str] = {}
    errors: list[tuple[str, dict[str, str]]] = []
    trace = ""
    for entry in detail.iterdescendants() if detail is not None else ():
        match local(entry.tag):
            case "Parameters" if not any(
                local(parent.tag) == "WrappedError" for parent in entry.iterancestors()
            ):
                parameters = _parameters(entry)
            case "WrappedError":
                errors.append(_wrapped(entry))
            case "Trace" | "trace":
                trace = entry.text or ""
            case _:
                pass
    return WireFault(local(code), message, parameters, tuple(errors), trace)


def _last_value(code: Element) -> str:
    """The most exact of the nested codes of a SOAP 1.2 fault."""
    values = [element.text or "" for element in code.iterdescendants() if local(element.tag) == "Value"]
    return values[-1].strip() if values else ""


def _parameters(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in element:
        texts = {local(child.tag): child.text or "" for child in entry}
        if "key" in texts:
            found[texts["key"]] = texts.get("value", "")
    return found


def _wrapped(element: Element) -> tuple[str, dict[str, str]]:
    message = ""
    parameters: dict[str, str] = {}
    for child in element:
        name = local(child.tag).lower()
        if name == "message":
            message = child.text or ""
        elif name == "parameters":
            parameters = _parameters(child)
    return message, parameters


def close_envelope(content: str, *, version: str, namespace: str, encoded: bool, header: str = "") -> bytes:
    """A whole envelope around the texts of a body and a header; the prefix `ns1` stands for the target namespace."""
    target = namespace.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    declared = f'xmlns:e="{version}" xmlns:ns1="{target}" xmlns:xsd="{SCHEMA}" xmlns:xsi="{INSTANCE}"'
    if encoded:
        declared += f' xmlns:SOAP-ENC="{ENCODING_11}" xmlns:ns2="{APACHE}" e:encodingStyle="{ENCODING_11}"'
    head = f"<e:Header>{header}</e:Header>" if header else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<e:Envelope {declared}>{head}<e:Body>{content}</e:Body></e:Envelope>"
    ).encode()
