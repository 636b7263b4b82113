"""Turns the declared types of one document into models and type references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import islice

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.ir import (
    ANY,
    STRING,
    AnyType,
    Field,
    KeyedList,
    List,
    Map,
    Model,
    ModelKind,
    Named,
    Origin,
    TypeRef,
)
from codegen.readers.wsdl.built_in import built_in_type
from codegen.readers.wsdl.document import (
    APACHE,
    SOAP_ENCODING,
    XSD,
    AttributeDeclaration,
    ComplexType,
    Document,
    ElementDeclaration,
    Particle,
    QName,
)
from codegen.readers.wsdl.naming import snake, upper_first
from codegen.symbols.words import magento_camel
from codegen.systems import System
from codegen.values import replace

_DEEPEST = 20
"""How deep lists are read as lists, and groups as what they hold; both are three deep in the largest shops."""
_MOST_BASES = 100
_MOST_MEMBERS = 20_000
"""How much one type may be made of; groups that hold groups twice could make it any number."""


def _excessive(what: str, why: str, origin: Origin | None) -> CodegenError:
    return CodegenError(f"{what} of this WSDL {why}, which no shop's does; leave the file out", origin=origin)


def soap_name(element: ElementDeclaration) -> str:
    """The element's name as SOAP writes it: `{namespace}name` when it is qualified."""
    return f"{{{element.namespace}}}{element.name}" if element.namespace else element.name


class SchemaTypes:
    """The types of one document for one system.

    `diagnostics` grows while types are asked for: a type that is not declared becomes "any", once each.
    """

    def __init__(self, document: Document, system: System) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._document = document
        self._system = system
        self._names: dict[QName, str] = {}
        self._anonymous: dict[int, str] = {}
        self._wanted: dict[str, ComplexType] = {}
        self._unknown: set[QName] = set()
        taken: set[str] = set()
        for qname in sorted(document.types, key=lambda name: (name.namespace != document.namespace, name)):
            self._names[qname] = _unused(qname.name, taken)
            taken.add(self._names[qname])
        self._taken = taken

    def named(self, name: QName, origin: Origin | None) -> TypeRef:
        """The type of that name."""
        if name in self._document.types:
            return self._complex(name, ())
        if name in self._document.simple_types:
            return self._simple(name)
        if name.namespace in (XSD, SOAP_ENCODING) and (built_in := built_in_type(name)) is not None:
            return built_in
        if name.namespace == APACHE and name.name == "Map":
            return Map(ANY)
        if name not in self._unknown:
            self._unknown.add(name)
            self.diagnostics.append(Diagnostic(Level.WARNING, "unknown-type", self._undeclared(name), origin))
        return AnyType(f"type {name.name} is not declared")

    def _undeclared(self, name: QName) -> str:
        """Says of a type that it is not declared, and where one of that name is."""
        if name.namespace in (XSD, SOAP_ENCODING):
            return f"{name.namespace} has no type {name.name}; it becomes Any: name a type that there is"
        elsewhere = self._namespaces.get(name.name)
        if elsewhere is not None:
            return (
                f"type {name.name} is not declared in {name.namespace or 'no namespace'}, which is asked for, but in "
                f"{elsewhere}; it becomes Any: write the same namespace in both places"
            )
        return f"type {name.name} is not declared and becomes Any; add the file that declares it"

    @cached_property
    def _namespaces(self) -> dict[str, str]:
        """The first namespace that has a type of a name, by name."""
        declared = (*self._document.types, *self._document.simple_types)
        return {
            name.name: name.namespace
            for name in sorted(declared, key=lambda one: one.namespace, reverse=True)
        }

    def of_element(self, element: ElementDeclaration, owner: str) -> TypeRef:
        """The type of an element's value. `owner` is the name of what contains it, for anonymous types."""
        declared = self.declared(element)
        inner: TypeRef
        if declared.inline is not None:
            prefix = "" if element.ref else owner
            inner = self._inline(declared.inline, f"{prefix}{upper_first(declared.name)}")
        elif declared.type is not None:
            inner = self.named(declared.type, element.origin)
        else:
            inner = AnyType(f"element {declared.name} is not declared") if declared.ref else ANY
        return List(inner, "") if element.repeated else inner

    def declared(self, element: ElementDeclaration) -> ElementDeclaration:
        """The element itself, or the global one that it refers to under the reference's own cardinality."""
        if element.ref is None:
            return element
        target = self._document.elements.get(element.ref)
        if target is None:
            if element.ref not in self._unknown:
                self._unknown.add(element.ref)
                self.diagnostics.append(
                    Diagnostic(
                        Level.WARNING,
                        "unknown-element",
                        f"element {element.ref.name} is not declared and becomes Any; add the file that declares it",
                        element.origin,
                    )
                )
            return replace(element, namespace=element.ref.namespace)
        return replace(
            target,
            namespace=element.ref.namespace,
            required=element.required,
            repeated=element.repeated,
            documentation=element.documentation or target.documentation,
        )

    def content(
        self, complex_type: ComplexType
    ) -> tuple[list[ElementDeclaration], list[AttributeDeclaration]]:
        """All elements and attributes of a type: those of its bases and groups first."""
        elements: list[ElementDeclaration] = []
        attributes: list[AttributeDeclaration] = []
        chain = [complex_type]
        seen = {id(complex_type)}
        while chain[0].base is not None:
            base = self._document.types.get(chain[0].base)
            if base is None or id(base) in seen:
                break
            seen.add(id(base))
            chain.insert(0, base)
            if len(chain) > _MOST_BASES:
                raise _excessive("a type", f"extends more than {_MOST_BASES} others", complex_type.origin)
        for member in chain:
            elements += islice(self._elements(member.particles, member.origin), _MOST_MEMBERS)
            attributes += islice(self._attributes(member.attributes, member.origin), _MOST_MEMBERS)
        if len(elements) >= _MOST_MEMBERS or len(attributes) >= _MOST_MEMBERS:
            raise _excessive("a type", f"has {_MOST_MEMBERS} elements or more", complex_type.origin)
        return elements, attributes

    def models(self, leave_out: Iterable[QName] = ()) -> tuple[Model, ...]:
        """All models: what was asked for, and every declared type but lists, faults and `leave_out`."""
        dropped = set(leave_out)
        for declared, complex_type in self._document.types.items():
            fault = declared.name in self._system.fault_types
            if declared not in dropped and not fault and self._array_item(complex_type) is None:
                self._complex(declared, ())
        models: dict[str, Model] = {}
        while missing := [name for name in self._wanted if name not in models]:
            for name in missing:
                models[name] = self._model(name, self._wanted[name])
        for repeated in self._document.repeated_types:
            name = self._names[QName(repeated.namespace, repeated.name)]
            if name in models and not same_shape(models[name], self._model(name, repeated)):
                self.diagnostics.append(conflict(models[name], repeated.origin))
        return tuple(models[name] for name in sorted(models))

    def _elements(
        self, particles: Iterable[Particle], owner: Origin | None, inside: frozenset[QName] = frozenset()
    ) -> Iterator[ElementDeclaration]:
        if len(inside) > _DEEPEST:
            raise _excessive("a group", f"lies in {_DEEPEST} others", owner)
        for particle in particles:
            if isinstance(particle, ElementDeclaration):
                yield particle
            elif particle.name not in inside:
                group = self._document.groups.get(particle.name, ())
                for element in self._elements(group, owner, inside | {particle.name}):
                    yield replace(
                        element,
                        required=element.required and not particle.optional,
                        repeated=element.repeated or particle.repeated,
                    )

    def _attributes(
        self,
        attributes: Iterable[AttributeDeclaration],
        owner: Origin | None,
        inside: frozenset[QName] = frozenset(),
    ) -> Iterator[AttributeDeclaration]:
        if len(inside) > _DEEPEST:
            raise _excessive("a group", f"lies in {_DEEPEST} others", owner)
        for attribute in attributes:
            if attribute.group is None:
                yield attribute
            elif attribute.group not in inside:
                group = self._document.attribute_groups.get(attribute.group, ())
                yield from self._attributes(group, owner, inside | {attribute.group})

    def _complex(self, name: QName, inside: tuple[QName, ...]) -> TypeRef:
        complex_type = self._document.types[name]
        item = None if name in inside or len(inside) > _DEEPEST else self._array_item(complex_type)
        if item is not None:
            return self._list(item, (*inside, name), self._names[name])
        if complex_type.text is not None and not self.content(complex_type)[1]:
            return self._text(complex_type)
        model_name = self._names[name]
        self._wanted.setdefault(model_name, complex_type)
        return Named(model_name)

    def _inline(self, complex_type: ComplexType, name: str) -> TypeRef:
        item = self._array_item(complex_type)
        if item is not None:
            return self._list(item, (), name)
        if complex_type.text is not None and not self.content(complex_type)[1]:
            return self._text(complex_type)
        return Named(self.anonymous(complex_type, name))

    def anonymous(self, complex_type: ComplexType, name: str) -> str:
        """Make a model of a type without a name; returns the name that it got."""
        known = self._anonymous.get(id(complex_type))
        if known is not None:
            return known
        name = _unused(name, self._taken)
        self._taken.add(name)
        self._anonymous[id(complex_type)] = name
        self._wanted[name] = complex_type
        return name

    def _array_item(self, complex_type: ComplexType) -> ElementDeclaration | None:
        """The repeated element of a type that is nothing but a list."""
        if complex_type.array_of is not None:
            return ElementDeclaration(
                name="item", type=complex_type.array_of, repeated=True, origin=complex_type.origin
            )
        if (
            len(complex_type.particles) != 1
            or complex_type.base
            or complex_type.attributes
            or complex_type.text
        ):
            return None
        only = complex_type.particles[0]
        return only if isinstance(only, ElementDeclaration) and only.repeated else None

    def _list(self, item: ElementDeclaration, inside: tuple[QName, ...], owner: str) -> TypeRef:
        declared = self.declared(item)
        if declared.type in self._document.types and declared.type is not None:
            inner = self._complex(declared.type, inside)
        else:
            inner = self.of_element(replace(item, repeated=False), owner)
        if isinstance(inner, Named) and self._is_pair(inner.name):
            key, value = self._system.pair
            return KeyedList(inner, key, value)
        return List(inner, None if soap_name(declared) in self._system.list_elements else soap_name(declared))

    def _is_pair(self, name: str) -> bool:
        pair = self._system.pair
        if not pair or name not in self._wanted:
            return False
        elements, attributes = self.content(self._wanted[name])
        return not attributes and tuple(self._wire_name(element) for element in elements) == pair

    def _text(self, complex_type: ComplexType) -> TypeRef:
        """The type of a simple content, which may be that of another type with simple content."""
        seen: set[QName] = set()
        name = complex_type.text or QName(XSD, "string")
        while name not in seen and (inner := self._document.types.get(name)) is not None:
            seen.add(name)
            name = inner.text or QName(XSD, "string")
        return STRING if name in seen else self.named(name, complex_type.origin)

    def _simple(self, name: QName) -> TypeRef:
        seen: set[QName] = set()
        while name in self._document.simple_types and name not in seen:
            seen.add(name)
            name = self._document.simple_types[name]
        return (built_in_type(name) or STRING) if name.namespace == XSD else STRING

    def _model(self, name: str, complex_type: ComplexType) -> Model:
        elements, attributes = self.content(complex_type)
        fields: dict[str, Field] = {}
        for element in elements:
            field = self._field(element, name)
            earlier = fields.get(field.wire_name)
            if earlier is not None:
                field = replace(earlier, required=earlier.required and field.required)
            fields[field.wire_name] = field
        for attribute in attributes:
            # An element and an attribute may have one name: the attribute's field gets another.
            taken = attribute.name in fields and not fields[attribute.name].soap_name.startswith("@")
            wire_name = _unused(f"{attribute.name}Attribute", fields) if taken else attribute.name
            fields.setdefault(
                wire_name,
                Field(
                    wire_name=wire_name,
                    soap_name=f"@{attribute.name}",
                    type=STRING if attribute.type is None else self.named(attribute.type, attribute.origin),
                    required=attribute.required,
                    description=attribute.documentation,
                    origin=attribute.origin,
                ),
            )
        if complex_type.text is not None:
            wire_name = _unused("value", fields)
            fields[wire_name] = Field(
                wire_name=wire_name,
                soap_name="#text",
                type=self._text(complex_type),
                origin=complex_type.origin,
            )
        kind = ModelKind.OBJECT
        if self._system.extension_suffix and name.endswith(self._system.extension_suffix):
            kind = ModelKind.EXTENSION
            fields = {key: replace(field, required=False, nullable=True) for key, field in fields.items()}
        elif tuple(fields) == self._system.pair:
            kind = ModelKind.KEY_VALUE
        return Model(
            name=name,
            fields=tuple(fields.values()),
            kind=kind,
            description=complex_type.documentation,
            origin=complex_type.origin,
        )

    def _wire_name(self, element: ElementDeclaration) -> str:
        return snake(upper_first(element.name)) if self._system.camel_elements else element.name

    def _field(self, element: ElementDeclaration, owner: str) -> Field:
        declared = self.declared(element)
        wire_name = self._wire_name(declared)
        written = soap_name(declared)
        answered = magento_camel(wire_name)
        system = self._system
        return Field(
            wire_name=wire_name,
            soap_name="" if written == wire_name else written,
            soap_aliases=(answered,) if system.camel_elements and answered != written else (),
            type=self.of_element(element, owner),
            required=element.required,
            nullable=(
                not element.required if system.optional_is_null else element.nillable or declared.nillable
            ),
            description=declared.documentation,
            origin=element.origin,
        )


def same_shape(one: Model, other: Model) -> bool:
    """Whether two models of one name are the same but for their documentation."""
    return [(field.wire_name, field.type, field.required) for field in one.fields] == [
        (field.wire_name, field.type, field.required) for field in other.fields
    ]


def conflict(kept: Model, origin: Origin | None) -> Diagnostic:
    """Says that a second, different declaration of a model was left out."""
    return Diagnostic(
        Level.WARNING,
        "conflicting-type",
        f"type {kept.name} is declared differently in {kept.origin}, which is kept; "
        "generate from definitions of one system, or name one of the two types otherwise",
        origin,
    )


def _unused(name: str, taken: Iterable[str]) -> str:
    used = taken if isinstance(taken, Set) else set(taken)
    if name not in used:
        return name
    return next(
        candidate for number in range(2, len(used) + 3) if (candidate := f"{name}_{number}") not in used
    )
