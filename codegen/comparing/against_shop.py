"""Compares what was derived from sources with what a shop says of itself: a Swagger document, or WSDLs.

Both are brought to the same facts first: operations with their members, models with their fields, types as text. What
Magento's own descriptions are known to get wrong is told apart (`known`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from codegen.ir import (
    AnyType,
    Api,
    KeyedList,
    List,
    Location,
    Map,
    ModelKind,
    Named,
    Operation,
    Primitive,
    Scalar,
    SoapBinding,
    SoapStyle,
    TypeRef,
    Union,
    named_types,
)
from codegen.passes.prune import reachable_models
from codegen.readers.magento2.naming import snake_case
from codegen.readers.wsdl.magento1 import BASE_OPERATIONS
from codegen.values import Value, field, replace

OBJECT = "object"
"""The type of a query parameter that Swagger takes apart into its scalars."""

_NOT_LISTED = "swagger lists only what its caller may access"
_ANY_IS_STRING = "swagger writes any as string"
_PLAIN_PATH = "swagger writes path variables without a method parameter as string"
_OPTIONAL_OBJECT = "swagger marks every part of an object in the query as optional"
_FLAT = "Magento describes a list of lists as one list"
_FORCED = "Magento's WSDL lists parameters that the server fills in itself"
_BODY_OF_DELETE = "the server reads no body on DELETE"
_TWICE = "swagger lists a path variable in snake case once more, as the method's parameter"
_V1 = "the WSDL of v1 tells only how to log in and to call, without types"
_OF_V1 = BASE_OPERATIONS | {"call", "multiCall"}
_OTHER_DIALECT = "v2 and WS-I describe types differently; a package has those of both, and of one name WS-I's"
_DIFFERS_BY_DIALECT = ("model-extra", "field-type", "field-required")
_FILTERED = "swagger leaves out extension attributes that its caller may not access"


class Member(Value):
    """A parameter, result or field: its type as text, models under their plain key, and whether it must be there."""

    type: str
    required: bool = True


class Facts(Value, kw_only=True):
    """`operations` by route or SOAP operation, `models` by plain key. A member is `query:sku`, `result` and so on.

    `names` are the models' own names by plain key, `extensions` the keys of extension attributes' models, `forced` the
    names of what the server fills in itself, by operation. `asynchronous`: these are the calls below
    `/async`, which all have one answer; it is left out. `style` is that of SOAP operations,
    `styles` all that there are.
    """

    operations: Mapping[str, Mapping[str, Member]]
    models: Mapping[str, Mapping[str, Member]]
    names: Mapping[str, str] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()
    forced: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asynchronous: bool = False
    style: SoapStyle | None = None
    styles: frozenset[SoapStyle] = frozenset()


class Disagreement(Value, order=True):
    """One difference. `known` says which fault of Magento's description explains it, empty when none does."""

    kind: str
    subject: str
    message: str
    known: str = ""


def plain(name: str) -> str:
    """A model's key: Swagger writes `catalog-data-product-interface` for `CatalogDataProductInterface`."""
    return name.replace("-", "").lower()


def rest_facts(api: Api, told: Facts) -> Facts:
    """The facts of an Api's routes, and of the models that the routes that `told` lists reach by body or result."""
    routes = tuple(operation for operation in api.operations if operation.rest)
    if told.asynchronous:
        routes = tuple(_asynchronous(each) for each in routes if each.rest and each.rest.asynchronous)
    listed = tuple(_without_query(each) for each in routes if each.id in told.operations)
    wanted = reachable_models(api, listed)
    return Facts(
        operations={operation.id: dict(_rest_members(operation)) for operation in routes},
        models={
            plain(model.name): {
                each.wire_name: Member(text(each.type), each.required) for each in model.fields
            }
            for model in api.models
            if model.name in wanted
        },
        names={plain(model.name): model.name for model in api.models},
        extensions=frozenset(plain(model.name) for model in api.models if model.kind is ModelKind.EXTENSION),
    )


def soap_facts(api: Api, told: Facts | None = None) -> Facts:
    """The facts of an Api's SOAP operations, in the style that `told` speaks where there are two.

    Models are those that the operations (or only those that `told` lists) reach.
    """
    bound = [
        (operation, binding)
        for operation in api.operations
        if (binding := operation.soap(told.style if told else None))
    ]
    shared = tuple(
        replace(operation, parameters=(), result=None, bindings=(binding,))
        for operation, binding in bound
        if told is None or binding.operation in told.operations
    )
    wanted = reachable_models(api, shared)
    operations: dict[str, dict[str, Member]] = defaultdict(dict)
    forced: dict[str, frozenset[str]] = defaultdict(frozenset)
    for _, binding in bound:
        values = {each.name: Member(text(each.type), each.required) for each in binding.parameters}
        operations[binding.operation] |= {**values, "result": Member(_result(binding.result_type))}
        forced[binding.operation] |= frozenset(binding.forced)
    return Facts(
        operations=operations,
        forced=forced,
        style=bound[0][1].style if bound else None,
        styles=frozenset(
            each.style for op in api.operations for each in op.bindings if isinstance(each, SoapBinding)
        ),
        models={
            plain(model.name): {
                each.soap_name or each.wire_name: Member(text(each.type), each.required)
                for each in model.fields
            }
            for model in api.models
            if model.name in wanted
        },
        names={plain(model.name): model.name for model in api.models},
        extensions=frozenset(plain(model.name) for model in api.models if model.kind is ModelKind.EXTENSION),
    )


def compare(derived: Facts, told: Facts, *, swagger: bool) -> list[Disagreement]:
    """Every difference, sorted."""
    found = {
        *_names("operation", derived.operations, told.operations, {}, _NOT_LISTED if swagger else ""),
        *_names("model", derived.models, told.models, derived.names, ""),
        *_members("parameter", derived, derived.operations, told.operations, swagger),
        *_members("field", derived, derived.models, told.models, swagger),
    }
    return sorted(replace(each, known=each.known or _explained(each, derived, told)) for each in found)


def _explained(found: Disagreement, derived: Facts, told: Facts) -> str:
    """Which of Magento 1's dialects explains a difference, if one does."""
    if told.operations and told.operations.keys() <= _OF_V1 and not found.kind.startswith("field"):
        return _V1
    if len(derived.styles) > 1 and found.kind in _DIFFERS_BY_DIALECT:
        return _OTHER_DIALECT
    return ""


def text(type_ref: TypeRef) -> str:
    """A type as both sides can write it."""
    match type_ref:
        case Primitive(scalar):
            return Scalar.STRING.value if scalar is Scalar.BINARY else scalar.value
        case Named(name):
            return plain(name)
        case List(item) | KeyedList(item=item):
            return f"list[{text(item)}]"
        case Map(value):
            return f"list[{text(value)}]"
        case Union(members):
            return text(members[0])
        case AnyType():
            return "any"


def _asynchronous(operation: Operation) -> Operation:
    """The operation as it is below `/async`: its own result is not what it answers."""
    return replace(operation, result=None)


def _without_query(operation: Operation) -> Operation:
    placed = operation.rest.parameters if operation.rest else ()
    query = {each.name for each in placed if each.location is Location.QUERY}
    return replace(
        operation,
        bindings=(),
        parameters=tuple(each for each in operation.parameters if each.name not in query),
    )


def _result(type_ref: TypeRef | None) -> str:
    return text(type_ref) if type_ref is not None else "void"


def _rest_members(operation: Operation) -> Iterator[tuple[str, Member]]:
    rest = operation.rest
    parameters = {parameter.name: parameter for parameter in operation.parameters}
    for place in rest.parameters if rest else ():
        parameter = parameters[place.name]
        shown = text(parameter.type)
        if place.location is Location.QUERY and any(named_types(parameter.type)):
            shown = OBJECT
        yield f"{place.location.value}:{place.name}", Member(shown, parameter.required)
    yield "result", Member(_result(operation.result))


def _names(
    what: str,
    derived: Mapping[str, object],
    told: Mapping[str, object],
    names: Mapping[str, str],
    extra_known: str,
) -> Iterator[Disagreement]:
    for key in {*derived, *told}:
        name = names.get(key, key)
        if key not in told:
            yield Disagreement(f"{what}-extra", name, "was derived; the shop does not list it", extra_known)
        elif key not in derived:
            yield Disagreement(f"{what}-missing", name, "is listed by the shop; it was not derived")


def _members(
    what: str,
    facts: Facts,
    derived: Mapping[str, Mapping[str, Member]],
    told: Mapping[str, Mapping[str, Member]],
    swagger: bool,
) -> Iterator[Disagreement]:
    for owner in {*derived} & {*told}:
        ours, theirs = derived[owner], told[owner]
        if swagger and owner.startswith("DELETE "):
            misplaced = {name for name in ours if name.startswith("query:") and _in_body(name) in theirs}
            for name in misplaced:
                subject, message = (
                    f"{owner} {name}",
                    "was derived as part of the query; the shop lists a body",
                )
                yield Disagreement(f"{what}-place", subject, message, _BODY_OF_DELETE)
            ours = {name: value for name, value in ours.items() if name not in misplaced}
            theirs = {name: value for name, value in theirs.items() if name not in map(_in_body, misplaced)}
        for member in {*ours, *theirs}:
            name = facts.names.get(owner, owner)
            subject = f"{name}{'.' if what == 'field' else ' '}{member}"
            if member not in theirs:
                known = _FILTERED if swagger and owner in facts.extensions else ""
                yield Disagreement(f"{what}-extra", subject, "was derived; the shop does not list it", known)
            elif member not in ours:
                known = _FORCED if member in facts.forced.get(owner, ()) else ""
                if swagger and f"path:{snake_case(member.partition(':')[2])}" in ours:
                    known = _TWICE
                yield Disagreement(
                    f"{what}-missing", subject, "is listed by the shop; it was not derived", known
                )
            else:
                yield from _values(what, subject, member, ours[member], theirs[member], swagger)


def _in_body(member: str) -> str:
    return f"body:{member.partition(':')[2]}"


def _values(
    what: str, subject: str, member: str, ours: Member, theirs: Member, swagger: bool
) -> Iterator[Disagreement]:
    if ours.type != theirs.type:
        known = ""
        if swagger and ours.type.replace("any", "string") == theirs.type:
            known = _ANY_IS_STRING
        elif swagger and member.startswith("path:") and theirs.type == "string":
            known = _PLAIN_PATH
        elif ours.type.replace("list[list[", "list[").replace("]]", "]") == theirs.type:
            known = _FLAT
        message = f"was derived as {ours.type}, is {theirs.type} at the shop"
        yield Disagreement(f"{what}-type", subject, message, known)
    if ours.required != theirs.required:
        word = "required" if ours.required else "optional"
        known = _OPTIONAL_OBJECT if swagger and ours.type == OBJECT and ours.required else ""
        yield Disagreement(
            f"{what}-required", subject, f"was derived as {word}; the shop says otherwise", known
        )
