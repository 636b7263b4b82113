"""Data types: the fields that Magento's reflection finds in a data interface.

Source: `Magento\\Framework\\Reflection\\TypeProcessor::_processComplexType` and, for extension attributes,
`Magento\\Framework\\Api\\Code\\Generator\\ExtensionAttributesInterfaceGenerator`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Protocol, TypeVar

from codegen.ir import Origin
from codegen.parts import PartKind
from codegen.readers.magento2.constructors import Constructors, is_needed
from codegen.readers.magento2.extension_attributes import ExtensionAttribute, ExtensionAttributes
from codegen.readers.magento2.naming import (
    is_getter,
    rest_field,
    setters,
    soap_field,
    upper_camel,
    upper_first,
)
from codegen.readers.magento2.php_types import PhpTypes, Problem, Typing, extended_interface, first_type
from codegen.readers.magento2.signature import Finding, Signatures, finding
from codegen.readers.php.classes import Classes
from codegen.readers.php.docblock import DocBlock
from codegen.readers.php.model import PhpClass, PhpMethod, PhpParameter
from codegen.values import Value, replace

_EXTENSION_ATTRIBUTES = "Magento\\Framework\\Api\\ExtensionAttributesInterface"
_NO_FIELDS_OF = "magento\\framework\\model\\abstractmodel"
Facts = TypeVar("Facts")


class FieldFacts(Value):
    """A field of a data type. `name` is the one in Magento's types and WSDLs, `rest_name` the one in JSON.

    `input_name` is the one in a request where that must be another: the name of a constructor's parameter. It is
    writable when it has a setter or is such a parameter, or when the type has no setter at all: such types are built by
    their constructors. A field of a `has` getter can't be sent (`ServiceInputProcessor`). Without one that is needed
    the object can't be made.
    """

    name: str
    rest_name: str
    typing: Typing
    required: bool
    nullable: bool
    writable: bool
    description: str
    deprecated: str | None
    origin: Origin
    input_name: str = ""
    needed: bool = False


class ObjectFacts(Value):
    """A data type: a class as its users wrote it."""

    php_class: str
    fields: tuple[FieldFacts, ...]
    description: str
    deprecated: str | None
    extension: bool
    origin: Origin
    findings: tuple[Finding, ...]


_TYPES = PartKind("types", ObjectFacts)


class PartOf(Protocol):
    """`Inputs.part`, for facts of contracts: they depend on what the name says and on files that are read for them."""

    def __call__(self, kind: PartKind[Facts], name: str, make: Callable[[], Facts]) -> Facts: ...


class Objects:
    """Reads data types and everything they reach; the facts of each are a `part` of the reading."""

    def __init__(
        self,
        classes: Classes,
        types: PhpTypes,
        signatures: Signatures,
        extensions: ExtensionAttributes,
        constructors: Constructors,
        part: PartOf,
    ) -> None:
        self._classes = classes
        self._part = part
        self._types = types
        self._signatures = signatures
        self._extensions = extensions
        self._constructors = constructors

    def read(self, wanted: Iterable[Typing]) -> dict[str, ObjectFacts]:
        """All types that `wanted` mentions, directly or through fields, by class name as written."""
        found: dict[str, ObjectFacts] = {}
        queue = [typing.type.base for typing in wanted if typing.type and typing.type.is_class]
        while queue:
            name = queue.pop()
            if name in found:
                continue
            facts = self._part(_TYPES, name, partial(self._object, name))
            found[name] = facts
            queue.extend(
                field.typing.type.base
                for field in facts.fields
                if field.typing.type and field.typing.type.is_class and field.typing.type.base not in found
            )
        return found

    def _object(self, name: str) -> ObjectFacts:
        php_class = self._classes.get(name)
        if php_class is None:
            return self._extension(name)
        findings = list(self._about(php_class, name))
        fields: dict[str, FieldFacts] = {}
        methods = self._classes.methods(php_class)
        names = {method.name for method, _ in methods.values()}
        built = not any(name.startswith("set") for name in names - {"setExtensionAttributes"})
        for method, owner in methods.values():
            if not method.public or not is_getter(method.name) or method.required_parameters:
                continue
            if owner.name.lower() == _NO_FIELDS_OF:
                continue
            field = self._field(method, owner, names, built, findings)
            fields[field.name] = field
        doc = self._classes.doc(php_class.doc)
        return ObjectFacts(
            php_class=name,
            fields=self._taken(php_class, fields.values(), names),
            description=doc.description if doc else "",
            deprecated=doc.deprecated if doc else None,
            extension=any(each.name == _EXTENSION_ATTRIBUTES for each in self._classes.interfaces(php_class)),
            origin=php_class.source.origin(php_class.line),
            findings=tuple(findings),
        )

    def _taken(
        self, php_class: PhpClass, fields: Collection[FieldFacts], methods: Collection[str]
    ) -> tuple[FieldFacts, ...]:
        """The fields with the names that requests must use; `methods` are the names of all methods of the type."""
        parameters = self._constructors.parameters(php_class, [field.name for field in fields])
        return tuple(
            _named(field, parameters.get(field.name), any(map(methods.__contains__, _setters(field))))
            for field in fields
        )

    def _about(self, php_class: PhpClass, name: str) -> Iterator[Finding]:
        """What is wrong with the class as such."""
        at = php_class.source.origin(php_class.line)
        for missing in self._classes.missing_ancestors(php_class):
            problem = Problem(
                "unknown-parent",
                f"it inherits from {missing}, which was not found, so fields may be missing",
                "correct the name, or give the root that holds it with --php-path",
            )
            yield Finding(php_class.name, problem, at, fatal=False)

    def _field(
        self, method: PhpMethod, owner: PhpClass, names: set[str], built: bool, findings: list[Finding]
    ) -> FieldFacts:
        doc = self._classes.doc(method.doc)
        returned = self._signatures.returned(method, owner)
        origin = self._signatures.return_origin(method, owner)
        if returned.typing.problem:
            findings.append(finding(f"{owner.name}::{method.name}()", returned.typing, origin))
        return FieldFacts(
            name=soap_field(method.name),
            rest_name=rest_field(method.name),
            typing=returned.typing,
            required=returned.required,
            nullable=not returned.required or returned.raw.startswith("?"),
            writable=not method.name.startswith("has")
            and (built or any(map(names.__contains__, setters(method.name)))),
            description=returned.description or _after_first_word(doc.short if doc else ""),
            deprecated=doc.deprecated if doc else None,
            origin=owner.source.origin(method.line),
        )

    def _extension(self, name: str) -> ObjectFacts:
        """The type of an interface that Magento generates from `extension_attributes.xml`."""
        source = extended_interface(name)
        extended = self._classes.get(source)
        findings: list[Finding] = []
        fields = [
            self._attribute(attribute, extended, findings)
            for attribute in self._extensions.get(source, {}).values()
            if extended
        ]
        return ObjectFacts(
            php_class=name,
            fields=tuple(fields),
            description=f"Extension attributes of {source}",
            deprecated=None,
            extension=True,
            origin=extended.source.origin(extended.line) if extended else Origin(""),
            findings=tuple(findings),
        )

    def _attribute(
        self, attribute: ExtensionAttribute, extended: PhpClass, findings: list[Finding]
    ) -> FieldFacts:
        written = f"\\{attribute.type.lstrip(chr(92))}" if "\\" in attribute.type else attribute.type
        tag = DocBlock(f"/**\n * @return {written}|null\n */").returned
        first = first_type(tag.types) if tag else None
        typing = self._types.accept(first) if first else Typing()
        if typing.problem:
            subject = f"extension attribute {attribute.code} of {extended.name}"
            findings.append(finding(subject, typing, attribute.origin))
        getter = "get" + upper_first(upper_camel(attribute.code))
        needs = ", ".join(f"`{resource}`" for resource in attribute.resources)
        return FieldFacts(
            name=soap_field(getter),
            rest_name=rest_field(getter),
            typing=typing,
            required=False,
            nullable=True,
            writable=True,
            description=f"Needs {needs}." if needs else "",
            deprecated=None,
            origin=attribute.origin,
        )


def _setters(field: FieldFacts) -> tuple[str, str]:
    return setters(f"get{upper_first(field.name)}")


def _named(field: FieldFacts, parameter: PhpParameter | None, settable: bool) -> FieldFacts:
    """A field under the name that a constructor takes it by, where no setter would do as well."""
    needed = parameter is not None and is_needed(parameter)
    if field.name == field.rest_name:
        return replace(field, writable=field.writable or needed, needed=needed)
    if not needed and (settable or (parameter is None and not field.writable)):
        return field
    return replace(field, input_name=field.name, writable=True, needed=needed)


def _after_first_word(description: str) -> str:
    """Magento's description of a getter's field: `Get the name` → `The name`."""
    return upper_first(description.partition(" ")[2])
