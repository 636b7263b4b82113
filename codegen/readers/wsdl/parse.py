"""Turns the top-level XML elements of WSDLs and schemas into the values of `codegen.readers.wsdl.document`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from codegen.origin import Origin
from codegen.readers.wsdl.document import (
    SOAP11,
    SOAP12,
    WSDL,
    XSD,
    AttributeDeclaration,
    Binding,
    BindingOperation,
    ComplexType,
    Document,
    ElementDeclaration,
    GroupReference,
    Import,
    MessagePart,
    Particle,
    PortOperation,
    PortType,
    QName,
)

Place = Callable[[etree._Element], Origin]

ANY_TYPE = QName(XSD, "anyType")
STRING = QName(XSD, "string")

_SCHEMA_COMPONENTS = (
    "complexType",
    "simpleType",
    "element",
    "group",
    "attributeGroup",
    "import",
    "include",
    "redefine",
)
_WSDL_COMPONENTS = ("message", "portType", "binding", "import")
COMPONENT_TAGS = tuple(f"{{{XSD}}}{name}" for name in _SCHEMA_COMPONENTS) + tuple(
    f"{{{WSDL}}}{name}" for name in _WSDL_COMPONENTS
)
PARENT_TAGS = frozenset({f"{{{XSD}}}schema", f"{{{WSDL}}}definitions"})


def components(root: etree._Element) -> Iterator[etree._Element]:
    """The top-level components below a parsed root, in document order."""
    for element in root.iter(*COMPONENT_TAGS):
        parent = element.getparent()
        if parent is not None and parent.tag in PARENT_TAGS:
            yield element


class ComponentParser:
    """Adds components to a `Document`. `place` tells where an XML element was written.

    `namespace` is the target namespace for a schema that was included and has none of its own.
    """

    def __init__(self, document: Document, place: Place, namespace: str = "") -> None:
        self._document = document
        self._place = place
        self._inherited = namespace
        self._namespace = namespace
        self._qualified = False

    def add(self, component: etree._Element) -> None:
        """Read one top-level component."""
        parent = component.getparent()
        assert parent is not None
        self._namespace = parent.get("targetNamespace", self._inherited)
        self._qualified = parent.get("elementFormDefault") == "qualified"
        tag = etree.QName(component)
        name = QName(self._namespace, component.get("name", ""))
        document = self._document
        match tag.localname:
            case "complexType":
                complex_type = self._complex_type(component, name.name)
                if document.types.setdefault(name, complex_type) is not complex_type:
                    document.repeated_types.append(complex_type)
            case "simpleType":
                document.simple_types.setdefault(name, self._simple_base(component))
            case "element":
                document.elements.setdefault(name, self._element(component, optional=False, repeated=False))
            case "group":
                document.groups.setdefault(name, tuple(self._particles(component)))
            case "attributeGroup":
                document.attribute_groups.setdefault(name, tuple(self._attributes(component)))
            case "message":
                document.messages.setdefault(name, tuple(self._parts(component)))
            case "portType":
                document.port_types.setdefault(name, self._port_type(component))
            case "binding":
                binding = self._binding(component)
                if binding is not None:
                    document.bindings.append(binding)
            case "import" | "include" | "redefine":
                self._import(component, tag)

    def _import(self, component: etree._Element, tag: etree.QName) -> None:
        location = component.get("location" if tag.namespace == WSDL else "schemaLocation")
        if location:
            include = tag.localname != "import"
            self._document.imports.append(
                Import(
                    location=location,
                    namespace=self._namespace if include else component.get("namespace", ""),
                    include=include,
                    origin=self._place(component),
                )
            )

    def _qname(self, element: etree._Element, text: str | None) -> QName | None:
        if not text:
            return None
        prefix, _, local = text.strip().rpartition(":")
        namespace = element.nsmap.get(prefix or None)
        if namespace is None and not prefix:
            # Included schemas without a target namespace name their own types like this.
            namespace = self._namespace
        return QName(namespace or "", local)

    def _complex_type(self, element: etree._Element, name: str) -> ComplexType:
        base = text = array_of = None
        body = element
        content = element.find(f"{{{XSD}}}complexContent")
        simple = element.find(f"{{{XSD}}}simpleContent")
        if simple is not None:
            body = _first(simple, "extension", "restriction", default=simple)
            base = text = self._qname(body, body.get("base")) or STRING
        elif content is not None:
            body = _first(content, "extension", "restriction", default=content)
            if body.tag == f"{{{XSD}}}extension":
                base = self._qname(body, body.get("base"))
            array_of = self._array_item(body)
        return ComplexType(
            name=name,
            namespace=self._namespace,
            particles=tuple(self._particles(body)),
            attributes=() if array_of else tuple(self._attributes(body)),
            base=base,
            text=text,
            array_of=array_of,
            documentation=_documentation(element),
            origin=self._place(element),
        )

    def _array_item(self, body: etree._Element) -> QName | None:
        for attribute in body.findall(f"{{{XSD}}}attribute"):
            item = self._qname(attribute, attribute.get(f"{{{WSDL}}}arrayType"))
            if item is not None:
                return QName(item.namespace, item.name.partition("[")[0])
        return None

    def _particles(
        self, parent: etree._Element, *, optional: bool = False, repeated: bool = False
    ) -> Iterator[Particle]:
        for child in parent:
            match child.tag:
                case _Tags.ELEMENT:
                    yield self._element(child, optional=optional, repeated=repeated)
                case _Tags.SEQUENCE | _Tags.ALL | _Tags.CHOICE:
                    yield from self._particles(
                        child,
                        optional=optional or child.tag == _Tags.CHOICE or child.get("minOccurs") == "0",
                        repeated=repeated or _many(child),
                    )
                case _Tags.GROUP:
                    name = self._qname(child, child.get("ref"))
                    if name is not None:
                        yield GroupReference(
                            name=name,
                            optional=optional or child.get("minOccurs") == "0",
                            repeated=repeated or _many(child),
                            origin=self._place(child),
                        )

    def _element(self, element: etree._Element, *, optional: bool, repeated: bool) -> ElementDeclaration:
        reference = self._qname(element, element.get("ref"))
        inline = None
        type_name = self._qname(element, element.get("type"))
        if type_name is None and reference is None:
            complex_type = element.find(_Tags.COMPLEX_TYPE)
            simple_type = element.find(_Tags.SIMPLE_TYPE)
            if complex_type is not None:
                inline = self._complex_type(complex_type, "")
            else:
                type_name = ANY_TYPE if simple_type is None else self._simple_base(simple_type)
        form = element.get("form")
        qualified = form == "qualified" if form else self._qualified
        return ElementDeclaration(
            name=element.get("name", reference.name if reference else ""),
            namespace=self._namespace if qualified else "",
            type=type_name,
            inline=inline,
            ref=reference,
            required=not optional and element.get("minOccurs") != "0",
            repeated=repeated or _many(element),
            nillable=element.get("nillable") in ("true", "1"),
            default=_default(element),
            documentation=_documentation(element),
            origin=self._place(element),
        )

    def _simple_base(self, element: etree._Element) -> QName:
        restriction = element.find(f"{{{XSD}}}restriction")
        if restriction is None:
            return STRING
        base = self._qname(restriction, restriction.get("base"))
        if base is not None:
            return base
        inner = restriction.find(_Tags.SIMPLE_TYPE)
        return STRING if inner is None else self._simple_base(inner)

    def _attributes(self, parent: etree._Element) -> Iterator[AttributeDeclaration]:
        for child in parent:
            if child.tag == f"{{{XSD}}}attribute" and child.get("name"):
                simple = child.find(_Tags.SIMPLE_TYPE)
                yield AttributeDeclaration(
                    name=child.get("name", ""),
                    type=self._qname(child, child.get("type"))
                    or (STRING if simple is None else self._simple_base(simple)),
                    required=child.get("use") == "required",
                    documentation=_documentation(child),
                    origin=self._place(child),
                )
            elif child.tag == f"{{{XSD}}}attributeGroup":
                yield AttributeDeclaration(
                    group=self._qname(child, child.get("ref")), origin=self._place(child)
                )

    def _parts(self, message: etree._Element) -> Iterator[MessagePart]:
        for part in message.findall(f"{{{WSDL}}}part"):
            yield MessagePart(
                part.get("name", ""),
                self._qname(part, part.get("element")),
                self._qname(part, part.get("type")),
            )

    def _port_type(self, element: etree._Element) -> PortType:
        return PortType(
            name=element.get("name", ""),
            operations=tuple(
                PortOperation(
                    name=operation.get("name", ""),
                    input=self._message(operation, "input"),
                    output=self._message(operation, "output"),
                    documentation=_text(operation.find(f"{{{WSDL}}}documentation")),
                    origin=self._place(operation),
                )
                for operation in element.findall(f"{{{WSDL}}}operation")
            ),
            origin=self._place(element),
        )

    def _message(self, operation: etree._Element, direction: str) -> QName | None:
        element = operation.find(f"{{{WSDL}}}{direction}")
        return None if element is None else self._qname(element, element.get("message"))

    def _binding(self, element: etree._Element) -> Binding | None:
        for namespace, version in ((SOAP11, "1.1"), (SOAP12, "1.2")):
            soap = element.find(f"{{{namespace}}}binding")
            port_type = self._qname(element, element.get("type"))
            if soap is not None and port_type is not None:
                operations = (
                    self._binding_operation(operation, namespace)
                    for operation in element.findall(f"{{{WSDL}}}operation")
                )
                return Binding(
                    name=element.get("name", ""),
                    port_type=port_type,
                    version=version,
                    style=soap.get("style", "document"),
                    operations={operation.name: operation for operation in operations},
                    origin=self._place(element),
                )
        return None

    def _binding_operation(self, element: etree._Element, namespace: str) -> BindingOperation:
        soap = element.find(f"{{{namespace}}}operation")
        body = element.find(f"{{{WSDL}}}input/{{{namespace}}}body")
        headers = element.findall(f"{{{WSDL}}}*/{{{namespace}}}header")
        sent = (
            (self._qname(one, one.get("message")), one.get("part", ""))
            for one in element.findall(f"{{{WSDL}}}input/{{{namespace}}}header")
        )
        return BindingOperation(
            name=element.get("name", ""),
            action="" if soap is None else soap.get("soapAction", ""),
            style="" if soap is None else soap.get("style", ""),
            use="literal" if body is None else body.get("use", "literal"),
            namespace="" if body is None else body.get("namespace", ""),
            headers=frozenset(
                (one.get("message", "").rpartition(":")[2], one.get("part", "")) for one in headers
            ),
            sent_headers=tuple((message, part) for message, part in sent if message is not None),
            body=frozenset(() if body is None else body.get("parts", "").split()),
        )


class _Tags:
    ELEMENT = f"{{{XSD}}}element"
    SEQUENCE = f"{{{XSD}}}sequence"
    ALL = f"{{{XSD}}}all"
    CHOICE = f"{{{XSD}}}choice"
    GROUP = f"{{{XSD}}}group"
    COMPLEX_TYPE = f"{{{XSD}}}complexType"
    SIMPLE_TYPE = f"{{{XSD}}}simpleType"
    ANNOTATION = f"{{{XSD}}}annotation"
    DOCUMENTATION = f"{{{XSD}}}documentation"
    APPINFO = f"{{{XSD}}}appinfo"


def _first(parent: etree._Element, *names: str, default: etree._Element) -> etree._Element:
    return next((child for name in names for child in parent.findall(f"{{{XSD}}}{name}")), default)


def _many(element: etree._Element) -> bool:
    return element.get("maxOccurs", "1") not in ("0", "1")


def _default(element: etree._Element) -> str | None:
    """The default value: XML Schema's own, or the one that Magento 2 leaves in `appinfo`."""
    written = element.get("default")
    if written is not None:
        return written
    annotation = element.find(_Tags.ANNOTATION)
    appinfo = None if annotation is None else annotation.find(_Tags.APPINFO)
    if appinfo is not None:
        for note in appinfo:
            if isinstance(note.tag, str) and note.tag.endswith("}default"):
                return note.text
    return None


def _documentation(element: etree._Element) -> str:
    annotation = element.find(_Tags.ANNOTATION)
    return "" if annotation is None else _text(annotation.find(_Tags.DOCUMENTATION))


def _text(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return " ".join("".join(str(text) for text in element.itertext()).split())
