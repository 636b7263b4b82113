"""What a WSDL and its schemas say, name by name, before anything is made of it.

These values mirror the XML: qualified names are resolved, nothing else is. `codegen.readers.wsdl.parse` fills them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from codegen.origin import Origin
from codegen.values import Value

XSD = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
SOAP_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
APACHE = "http://xml.apache.org/xml-soap"


class QName(NamedTuple):
    """A name in a namespace."""

    namespace: str
    name: str


class ElementDeclaration(Value, kw_only=True):
    """An element declaration, global or inside a type.

    `type` names its type, `inline` is an anonymous one. `namespace` is empty for an unqualified element. `ref` is set
    for a reference to a global element.
    """

    name: str
    namespace: str = ""
    type: QName | None = None
    inline: ComplexType | None = None
    ref: QName | None = None
    required: bool = True
    repeated: bool = False
    nillable: bool = False
    default: str | None = None
    documentation: str = ""
    origin: Origin | None = None


class GroupReference(Value, kw_only=True):
    """The place where a named group's elements go. `optional` and `repeated` apply to all of them."""

    name: QName
    optional: bool = False
    repeated: bool = False
    origin: Origin | None = None


Particle = ElementDeclaration | GroupReference


class AttributeDeclaration(Value, kw_only=True):
    """An attribute of a complex type, or a reference to a group of them (`group`)."""

    name: str = ""
    type: QName | None = None
    required: bool = False
    documentation: str = ""
    group: QName | None = None
    origin: Origin | None = None


class ComplexType(Value, kw_only=True):
    """A complex type: what it extends (`base`), its simple content (`text`), a SOAP-ENC array's item (`array_of`)."""

    name: str
    namespace: str = ""
    particles: tuple[Particle, ...] = ()
    attributes: tuple[AttributeDeclaration, ...] = ()
    base: QName | None = None
    text: QName | None = None
    array_of: QName | None = None
    documentation: str = ""
    origin: Origin | None = None


class MessagePart(NamedTuple):
    """A part of a message: an element (document style) or a type (rpc style)."""

    name: str
    element: QName | None
    type: QName | None


class PortOperation(Value, kw_only=True):
    """An operation of a port type. `output` None is one-way."""

    name: str
    input: QName | None
    output: QName | None
    documentation: str = ""
    origin: Origin | None = None


class PortType(Value, kw_only=True):
    """A port type."""

    name: str
    operations: tuple[PortOperation, ...] = ()
    origin: Origin | None = None


class BindingOperation(Value, kw_only=True):
    """How one operation is bound: `style` and `use` as written, `namespace` of an rpc body.

    `headers` are the (message, part) pairs that travel in SOAP headers, `sent_headers` those of the request; `body` the
    parts that a body is limited to.
    """

    name: str
    action: str = ""
    style: str = ""
    use: str = "literal"
    namespace: str = ""
    headers: frozenset[tuple[str, str]] = frozenset()
    sent_headers: tuple[tuple[QName, str], ...] = ()
    body: frozenset[str] = frozenset()


class Binding(Value, kw_only=True):
    """A SOAP binding of a port type. `version` is `1.1` or `1.2`."""

    name: str
    port_type: QName
    version: str
    style: str = "document"
    operations: dict[str, BindingOperation] = field(default_factory=dict)
    origin: Origin | None = None


class Import(Value, kw_only=True):
    """A place that a document names for more of itself. `namespace` is what an include hands down."""

    location: str
    namespace: str = ""
    include: bool = False
    origin: Origin | None = None


@dataclass(slots=True)
class Document:
    """Everything that one WSDL declares, its imports included. The first declaration of a name counts."""

    origin: Origin
    name: str = ""
    namespace: str = ""
    types: dict[QName, ComplexType] = field(default_factory=dict)
    simple_types: dict[QName, QName] = field(default_factory=dict)
    elements: dict[QName, ElementDeclaration] = field(default_factory=dict)
    groups: dict[QName, tuple[Particle, ...]] = field(default_factory=dict)
    attribute_groups: dict[QName, tuple[AttributeDeclaration, ...]] = field(default_factory=dict)
    messages: dict[QName, tuple[MessagePart, ...]] = field(default_factory=dict)
    port_types: dict[QName, PortType] = field(default_factory=dict)
    bindings: list[Binding] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    repeated_types: list[ComplexType] = field(default_factory=list)
