"""PHP contracts as a source of types: services, models and what Magento would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import (
    ANY,
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    AnyType,
    Field,
    List,
    Map,
    Model,
    ModelKind,
    Named,
    Parameter,
    TypeRef,
    Union,
)
from codegen.parts import PartKind
from codegen.readers.magento2.constructors import Constructors
from codegen.readers.magento2.extension_attributes import ExtensionAttributes
from codegen.readers.magento2.naming import full_type_name, module_of, type_name
from codegen.readers.magento2.objects import FieldFacts, ObjectFacts, Objects, PartOf
from codegen.readers.magento2.php_types import UNSTRUCTURED, PhpType, PhpTypes, Typing
from codegen.readers.magento2.routes import Route
from codegen.readers.magento2.signature import Finding, MethodFacts, ParameterFacts, Signatures
from codegen.readers.magento2.type_source import Missing, ServiceFacts, Signature, TypeTables
from codegen.readers.magento2.version import Rules
from codegen.readers.php.classes import Classes
from codegen.symbols.words import magento_camel
from codegen.values import replace

_SIMPLE: Mapping[str, TypeRef] = {
    "string": STRING,
    "int": INTEGER,
    "float": NUMBER,
    "double": NUMBER,
    "boolean": BOOLEAN,
    "anyType": ANY,
    UNSTRUCTURED: Union((List(ANY), Map(ANY))),
}


_ASYNC_ANSWER = "\\Magento\\AsynchronousOperations\\Api\\Data\\AsyncResponseInterface"
"""What Magento answers to an asynchronous or bulk call (`Magento\\WebapiAsync\\Plugin\\ServiceMetadata`)."""

_METHODS = PartKind("methods", tuple[MethodFacts | Missing, ServiceFacts])
_ANSWERS = PartKind("answers", Typing)


class Contracts:
    """Reads the service contracts of all routes at once; `with_async` adds the answer to asynchronous calls.

    The facts of each method and each type are a `part` of the reading.
    """

    def __init__(
        self,
        classes: Classes,
        extensions: ExtensionAttributes,
        constructors: Constructors,
        rules: Rules,
        part: PartOf,
        *,
        with_async: bool,
    ) -> None:
        self._classes = classes
        self._part = part
        self._with_async = with_async
        self._types = PhpTypes(classes, rules)
        self._signatures = Signatures(classes, self._types, rules)
        self._objects = Objects(classes, self._types, self._signatures, extensions, constructors, part)

    def read(self, routes: Iterable[Route]) -> TypeTables:
        """Signatures of all routes, and all models they reach."""
        facts: dict[tuple[str, str], MethodFacts | Missing] = {}
        services: dict[str, ServiceFacts] = {}
        keys: dict[str, tuple[str, str]] = {}
        for route in routes:
            key = keys[route.id] = route.service_class, route.service_method
            if key not in facts:
                facts[key], service = self._part(_METHODS, "::".join(key), partial(self._method, *key))
                services.setdefault(key[0], service)
        methods = {key: each for key, each in facts.items() if isinstance(each, MethodFacts)}
        answer = (
            self._part(_ANSWERS, "", partial(self._types.accept, _ASYNC_ANSWER))
            if self._with_async
            else Typing()
        )
        objects = self._objects.read([*_mentioned(methods.values()), answer])
        names, collisions = _model_names(objects)
        broken = {
            names[name]: next(finding.problem.what for finding in object_facts.findings if finding.fatal)
            for name, object_facts in objects.items()
            if any(finding.fatal for finding in object_facts.findings)
        }
        findings = [finding for each in methods.values() for finding in each.findings]
        findings += [finding for name in sorted(objects) for finding in objects[name].findings]
        signatures = {key: _signature(each, services[key[0]], names) for key, each in methods.items()}
        return TypeTables(
            signatures={route: signatures[key] for route, key in keys.items() if key in signatures},
            missing={route: each for route, key in keys.items() if isinstance(each := facts[key], Missing)},
            models=tuple(_model(each, names[name], names) for name, each in objects.items()),
            broken=broken,
            always=(names[answer.type.base],) if answer.type else (),
            diagnostics=(*collisions, *_diagnostics(findings)),
        )

    def _method(self, name: str, method: str) -> tuple[MethodFacts | Missing, ServiceFacts]:
        """What a method of a service contract tells, and what the contract does."""
        php_class = self._classes.get(name)
        if php_class is None:
            return Missing(
                "no-contract", f"no type source: the PHP class {name} was not found"
            ), ServiceFacts(name)
        doc = self._classes.doc(php_class.doc)
        service = ServiceFacts(
            php_class=php_class.name,
            description=doc.description if doc else "",
            deprecated=doc.deprecated if doc else None,
            origin=php_class.source.origin(php_class.line),
        )
        found = self._classes.method(php_class, method)
        if found is not None and found[0].public:
            return self._signatures.method(*found), service
        missing = self._classes.missing_above(php_class)
        if missing:
            what = f"{php_class.name} inherits from {missing[0]}, which was not found"
            return Missing("unknown-parent", f"{what}, so nothing tells what {method}() is"), service
        return Missing("no-method", f"{php_class.name} has no public method {method}()"), service


def _mentioned(facts: Iterable[MethodFacts]) -> Iterator[Typing]:
    for each in facts:
        yield from (parameter.typing for parameter in each.parameters)
        yield each.result.typing


def _model_names(objects: Mapping[str, ObjectFacts]) -> tuple[dict[str, str], list[Diagnostic]]:
    """A name for every class: Magento's own, and a longer one for all but one of those that share one."""
    groups: dict[str, list[str]] = {}
    for name in sorted(objects):
        groups.setdefault(type_name("\\" + name), []).append(name)
    names: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for shared, members in groups.items():
        members.sort(key=lambda name: (full_type_name("\\" + name) != shared, name))
        names[members[0]] = shared
        for other in members[1:]:
            full = full_type_name("\\" + other)
            names[other] = (
                full if full not in groups and full not in names.values() else other.replace("\\", "_")
            )
            diagnostics.append(
                Diagnostic(
                    Level.WARNING,
                    "type-collision",
                    f"Magento calls both {members[0]} and {other} {shared} and mixes them up; here {other} is "
                    f"{names[other]}. Rename one of the two",
                    objects[other].origin,
                )
            )
    return names, diagnostics


def _diagnostics(findings: Iterable[Finding]) -> list[Diagnostic]:
    """One diagnostic for each finding; what is inherited is found in every heir and said once."""
    unique = {(finding.subject, finding.problem.what, finding.origin): finding for finding in findings}
    return [
        Diagnostic(Level.WARNING, finding.problem.code, _message(finding), finding.origin)
        for finding in unique.values()
    ]


def _message(finding: Finding) -> str:
    """What is wrong, what that means, how to mend it."""
    problem = finding.problem
    if not finding.fatal:
        return f"{finding.subject}: {problem.what}; {problem.mend}"
    here = "it is resolved here" if finding.typed else "it is any here"
    outcome = f"{here}, but Magento answers 500 for its whole schema"
    if problem.code == "unknown-class":
        outcome = f"{here}; without such a class Magento answers 500 for its whole schema"
    return f"{finding.subject}: {problem.what}: {outcome}; {problem.mend}"


def _type_ref(typing: Typing, names: Mapping[str, str]) -> TypeRef:
    if typing.type is None:
        return AnyType(typing.problem.what) if typing.problem else ANY
    return _php_type_ref(typing.type, names)


def _php_type_ref(php_type: PhpType, names: Mapping[str, str]) -> TypeRef:
    result: TypeRef = Named(names[php_type.base]) if php_type.is_class else _SIMPLE[php_type.base]
    for _ in range(php_type.depth):
        result = List(result)
    return result


def _model(facts: ObjectFacts, name: str, names: Mapping[str, str]) -> Model:
    return Model(
        name=name,
        fields=_fields(facts.fields, names),
        module=module_of(facts.php_class),
        kind=ModelKind.EXTENSION if facts.extension else ModelKind.OBJECT,
        php_class=facts.php_class,
        description=facts.description,
        deprecated=facts.deprecated,
        origin=facts.origin,
    )


def _fields(fields: Iterable[FieldFacts], names: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields, one for each REST name. Of getters that share one (`getUrlKey`, `getUrl_key`) the last wins."""
    found: dict[str, Field] = {}
    for facts in fields:
        field = _field(facts, names)
        other = found.get(field.wire_name)
        if other:
            aliases = dict.fromkeys(
                (*field.soap_aliases, other.soap_name or other.wire_name, *other.soap_aliases)
            )
            own = field.soap_name or field.wire_name
            field = replace(field, soap_aliases=tuple(alias for alias in aliases if alias != own))
        found[field.wire_name] = field
    return tuple(found.values())


def _field(facts: FieldFacts, names: Mapping[str, str]) -> Field:
    answered = magento_camel(facts.rest_name)
    return Field(
        wire_name=facts.rest_name,
        type=_type_ref(facts.typing, names),
        required=facts.required,
        nullable=facts.nullable,
        soap_name=facts.name if facts.name != facts.rest_name else "",
        soap_aliases=(answered,) if answered != facts.name else (),
        input_name=facts.input_name,
        needed=facts.needed,
        writable=facts.writable,
        description=facts.description,
        deprecated=facts.deprecated,
        origin=facts.origin,
    )


def _signature(facts: MethodFacts, service: ServiceFacts, names: Mapping[str, str]) -> Signature:
    fatal = next((finding for finding in facts.findings if finding.fatal), None)
    return Signature(
        service=service,
        parameters=tuple(_parameter(parameter, names) for parameter in facts.parameters),
        result=None if facts.result.void else _result(facts.result.typing, names),
        result_nullable=not facts.result.required,
        description=facts.description,
        result_description=facts.result.description or "",
        deprecated=facts.deprecated,
        degraded=fatal.problem.what if fatal else "",
        origin=facts.origin,
    )


def _result(typing: Typing, names: Mapping[str, str]) -> TypeRef | None:
    if typing.type is None and typing.problem is None:
        return None
    return _type_ref(typing, names)


def _parameter(facts: ParameterFacts, names: Mapping[str, str]) -> Parameter:
    return Parameter(
        name=facts.name,
        type=_type_ref(facts.typing, names),
        required=facts.required,
        nullable=facts.nullable,
        default=facts.default,
        description=facts.description,
        origin=facts.origin,
    )
