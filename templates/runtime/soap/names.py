"""Namespaces and qualified names of SOAP, XML Schema and Apache's Map."""

from __future__ import annotations

ENVELOPE_11 = "http://schemas.xmlsoap.org/soap/envelope/"
ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope"
ENCODING_11 = "http://schemas.xmlsoap.org/soap/encoding/"
RPC_12 = "http://www.w3.org/2003/05/soap-rpc"
SCHEMA = "http://www.w3.org/2001/XMLSchema"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
APACHE = "http://xml.apache.org/xml-soap"

NIL = f"{{{INSTANCE}}}nil"
TYPE = f"{{{INSTANCE}}}type"
ARRAY_TYPE = f"{{{ENCODING_11}}}arrayType"

CONTENT_TYPES = {ENVELOPE_11: "text/xml; charset=utf-8", ENVELOPE_12: "application/soap+xml; charset=utf-8"}


def local(name: str) -> str:
    """The part of a `{namespace}name` or `prefix:name` after its namespace."""
    if "}" in name:
        name = name.rpartition("}")[2]
    return name.rpartition(":")[2] if ":" in name else name


def tag(name: str) -> tuple[str, str]:
    """What stands in the start tag and in the end tag of an element: a `{namespace}name` brings its own prefix."""
    namespace, closed, plain = name.rpartition("}")
    if not closed:
        return name, name
    target = namespace[1:].replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'q:{plain} xmlns:q="{target}"', f"q:{plain}"
