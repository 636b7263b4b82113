"""The messages of one document: what a request or a response holds, as its binding has it travel."""

from __future__ import annotations

from codegen.ir import BOOLEAN, INTEGER, NUMBER, STRING, AnyType, Default, Parameter, TypeRef
from codegen.readers.wsdl.document import (
    BindingOperation,
    ComplexType,
    Document,
    ElementDeclaration,
    MessagePart,
    PortOperation,
    QName,
)
from codegen.readers.wsdl.naming import upper_first
from codegen.readers.wsdl.schema import SchemaTypes, soap_name
from codegen.values import Value

TEXT = "#text"


class WireMessage(Value):
    """One message: its element (or message) name and namespace, and its children or the plain value that it holds."""

    name: str
    namespace: str
    parameters: tuple[Parameter, ...]
    owner: ComplexType | None = None
    type_name: QName | None = None
    value: TypeRef | None = None


class UnusableOperation(Exception):
    """An operation that can't be generated; the text says why."""


class Messages:
    """Reads messages. `types` grows by the named types that they are made of as a whole, which are no models."""

    def __init__(self, document: Document, types: SchemaTypes) -> None:
        self.types: set[QName] = set()
        self._document = document
        self._schema = types

    def read(
        self, port: PortOperation, message: QName | None, bound: BindingOperation, style: str, side: str
    ) -> WireMessage:
        """The message of one side (`Request` or `Response`). Raises UnusableOperation."""
        read = self._rpc if style == "rpc" else self._document_literal
        return read(port, message, bound, side)

    def header(self, message: QName, part: str, port: PortOperation) -> Parameter:
        """A part that travels in the header of the request. Raises UnusableOperation for one that isn't declared."""
        found = next((one for one in self._document.messages.get(message, ()) if one.name == part), None)
        element = self._document.elements.get(found.element) if found and found.element else None
        if found is None or found.element is None or element is None:
            raise UnusableOperation(f"its header {part} of message {message.name} is no declared element")
        kind = self._schema.of_element(element, "")
        return Parameter(
            name=f"{{{found.element.namespace}}}{found.element.name}",
            type=kind,
            description=element.documentation or "Travels in the header of the envelope.",
            origin=element.origin or port.origin,
        )

    def _parts(
        self, message: QName | None, port: PortOperation, bound: BindingOperation
    ) -> list[MessagePart]:
        """The parts of a message that travel in the body."""
        if message is None:
            return []
        parts = self._document.messages.get(message)
        if parts is None:
            raise UnusableOperation(f"message {message.name} is not declared")
        limited = bound.body if message == port.input else frozenset()
        return [
            part
            for part in parts
            if (message.name, part.name) not in bound.headers and (not limited or part.name in limited)
        ]

    def _rpc(
        self, port: PortOperation, message: QName | None, bound: BindingOperation, side: str
    ) -> WireMessage:
        """An rpc message: its parts are the children. Parts say nothing of being required: a server takes null for
        what is left out."""
        children = tuple(
            Parameter(
                name=part.name,
                type=self._part_type(part, port),
                required=False,
                nullable=True,
                origin=port.origin,
            )
            for part in self._parts(message, port, bound)
        )
        encoded = bound.use == "encoded"
        name = (message.name if message else "") if encoded else port.name + side.removeprefix("Request")
        return WireMessage(name, bound.namespace, children)

    def _part_type(self, part: MessagePart, port: PortOperation) -> TypeRef:
        if part.type is None:
            raise UnusableOperation(f"part {part.name} of an rpc message has no type")
        return self._schema.named(part.type, port.origin)

    def _document_literal(
        self, port: PortOperation, message: QName | None, bound: BindingOperation, side: str
    ) -> WireMessage:
        parts = self._parts(message, port, bound)
        if not parts:
            return WireMessage("", "", ())
        name = parts[0].element
        if name is None:
            raise UnusableOperation(f"part {parts[0].name} of a document-style message names no element")
        element = self._document.elements.get(name)
        if element is None:
            raise UnusableOperation(f"element {name.name} is not declared")
        owner = element.inline or self._document.types.get(element.type or name)
        if owner is None:
            return self._simple(name, element)
        if element.type is not None:
            self.types.add(element.type)
        elements, attributes = self._schema.content(owner)
        children = [self._child(child, upper_first(name.name)) for child in elements]
        for attribute in attributes:
            kind = STRING if attribute.type is None else self._schema.named(attribute.type, attribute.origin)
            children.append(
                Parameter(
                    name=f"@{attribute.name}",
                    type=kind,
                    required=attribute.required,
                    description=attribute.documentation,
                    origin=attribute.origin,
                )
            )
        return WireMessage(name.name, name.namespace, tuple(children), owner, element.type)

    def _simple(self, name: QName, element: ElementDeclaration) -> WireMessage:
        """A message whose element holds a plain value, or nothing that the schema tells of."""
        value = self._schema.of_element(element, "")
        if isinstance(value, AnyType):
            return WireMessage(name.name, name.namespace, (), value=value)
        text = Parameter(name=TEXT, type=value, description=element.documentation, origin=element.origin)
        return WireMessage(name.name, name.namespace, (text,), value=value)

    def _child(self, element: ElementDeclaration, owner: str) -> Parameter:
        declared = self._schema.declared(element)
        kind = self._schema.of_element(element, owner)
        return Parameter(
            name=soap_name(declared),
            type=kind,
            required=element.required,
            nullable=element.nillable or declared.nillable,
            default=_default(declared.default, kind),
            description=declared.documentation,
            origin=element.origin,
        )


def _default(text: str | None, kind: TypeRef) -> Default | None:
    if text is None:
        return None
    try:
        if kind == BOOLEAN:
            return Default(value=text in ("true", "1"))
        if kind == INTEGER:
            return Default(value=int(text))
        if kind == NUMBER:
            return Default(value=float(text))
    except ValueError:
        return None
    return Default(value=text) if kind == STRING else None
