"""Plausible values of the types of answers, and how each protocol writes them."""

from __future__ import annotations

import re
from random import Random
from typing import Any, get_args, get_origin
from xml.sax.saxutils import escape

from pydantic import BaseModel

_ENVELOPE = {
    11: "http://schemas.xmlsoap.org/soap/envelope/",
    12: "http://www.w3.org/2003/05/soap-envelope",
}
_PREFIXES = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
    'xmlns:enc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:map="http://xml.apache.org/xml-soap" '
    'xmlns:ns1="urn:Magento"'
)


def sample(kind: Any, random: Random, depth: int = 0) -> Any:
    """A plausible value of a type."""
    arguments = [each for each in get_args(kind) if each is not type(None)]
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        kind.model_rebuild()
        chosen = [each for each in kind.model_fields.items() if random.random() < 0.8 - 0.2 * depth]
        return {field.alias or name: sample(field.annotation, random, depth + 1) for name, field in chosen}
    if origin is dict:
        return {"a": sample(arguments[-1], random, depth + 1)}
    if isinstance(origin, type) and issubclass(origin, list):
        return [sample(arguments[0], random, depth + 1) for _ in range(random.choice([0, 1, 2]))]
    if arguments:
        return sample(random.choice(arguments), random, depth)
    if isinstance(kind, type) and issubclass(kind, list):
        return [{"attribute_code": "brand", "value": "1"}, {"key": "a", "value": ["b"]}]
    return {int: 5, float: 1.5, bool: True}.get(kind, "text")


def as_xml(tag: str, value: Any, item: str, typed: bool = False) -> str:
    """A value as XML; `typed` says the type of each element, as rpc/encoded does."""
    if isinstance(value, dict):
        parts = "".join(
            as_xml(name if re.fullmatch(r"\w+", str(name)) else "x", each, item, typed)
            for name, each in value.items()
        )
        return f"<{tag}>{parts}</{tag}>"
    if isinstance(value, list):
        array = f' xsi:type="enc:Array" enc:arrayType="xsd:anyType[{len(value)}]"' if typed else ""
        return f"<{tag}{array}>{''.join(as_xml(item, each, item, typed) for each in value)}</{tag}>"
    if value is None:
        return f'<{tag} xsi:nil="true"/>' if typed else f"<{tag}/>"
    text = str(value).lower() if isinstance(value, bool) else escape(str(value))
    kind = (
        f' xsi:type="xsd:{ {bool: "boolean", int: "int", float: "double"}.get(type(value), "string") }"'
        if typed
        else ""
    )
    return f"<{tag}{kind}>{text}</{tag}>"


def as_map(value: Any) -> str:
    """A value as PHP writes arrays in v1: maps of Apache's."""
    if isinstance(value, dict):
        items = "".join(
            f"<item><key>{escape(str(name))}</key><value{as_map(each)}</value></item>"
            for name, each in value.items()
        )
        return f' xsi:type="map:Map">{items}'
    return as_xml("x", value, "item", typed=True).removeprefix("<x").removesuffix("</x>")


def as_rpc(value: Any) -> str:
    """A value of XML-RPC."""
    if isinstance(value, dict):
        members = "".join(
            f"<member><name>{escape(str(name))}</name>{as_rpc(each)}</member>" for name, each in value.items()
        )
        return f"<value><struct>{members}</struct></value>"
    if isinstance(value, list):
        return f"<value><array><data>{''.join(map(as_rpc, value))}</data></array></value>"
    if value is None:
        return "<value><nil/></value>"
    if isinstance(value, bool):
        return f"<value><boolean>{int(value)}</boolean></value>"
    kind = {int: "int", float: "double"}.get(type(value), "string")
    return f"<value><{kind}>{escape(str(value))}</{kind}></value>"


def envelope(version: int, body: str) -> bytes:
    return f'<e:Envelope xmlns:e="{_ENVELOPE[version]}" {_PREFIXES}><e:Body>{body}</e:Body></e:Envelope>'.encode()


FAULT_11 = envelope(
    11,
    "<e:Fault><faultcode>101</faultcode><faultstring>No such &amp; product.</faultstring>"
    "<detail><x>1</x></detail></e:Fault>",
)
FAULT_12 = envelope(
    12,
    '<e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text xml:lang="en">No %1.</e:Text></e:Reason>'
    "<e:Detail><ns1:GenericFault><ns1:Parameters><ns1:GenericFaultParameter><ns1:key>1</ns1:key><ns1:value>x"
    "</ns1:value></ns1:GenericFaultParameter></ns1:Parameters><ns1:Trace>t</ns1:Trace></ns1:GenericFault></e:Detail>"
    "</e:Fault>",
)
FAULT_RPC = (
    b"<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>101</int></value></member>"
    b"<member><name>faultString</name><value><string>No.</string></value></member></struct></value></fault>"
    b"</methodResponse>"
)
