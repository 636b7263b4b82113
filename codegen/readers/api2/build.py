"""Resources → Api: a service and a model each, one operation for each thing a caller can do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import (
    ANY,
    INTEGER,
    STRING,
    Access,
    Api,
    Auth,
    Field,
    Item,
    List,
    Location,
    Model,
    Named,
    Operation,
    Parameter,
    RestBinding,
    RestParameter,
    Service,
    Status,
    TypeRef,
    Union,
)
from codegen.readers.api2.entity_types import EntityTypes
from codegen.readers.api2.implementation import Implementations
from codegen.readers.api2.names import model_name, plural, singular_names
from codegen.readers.api2.notes import comes_and_goes, field_note
from codegen.readers.api2.resources import COLLECTION, ENTITY, ResourceAttribute, ResourceRoute, RestResource
from codegen.readers.api2.types import type_of_name, type_of_rules
from codegen.systems import MAGENTO1_REST
from codegen.values import Value

MANY = " (many)"
"""Ends the id of an operation that shares method and route with the one that takes a single entry."""

_ALL_ROLE = ("admin",)
"""The role that can have access to all resources, whatever the file grants."""

_IDENTIFIER = Union((INTEGER, STRING))
_LIST_QUERY: tuple[tuple[str, TypeRef], ...] = (
    ("filter", ANY),
    ("order", STRING),
    ("dir", STRING),
    ("limit", INTEGER),
    ("page", INTEGER),
    ("attrs", List(STRING)),
)


class _Verb(Value):
    """One kind of operation.

    `php` is the method that does it in the resource's class, `query` are the query parameters it knows; `many` tells
    that its body is a list.
    """

    name: str
    method: str
    action_type: str
    privilege: str
    php: str
    query: tuple[tuple[str, TypeRef], ...] = ()
    body: bool = False
    many: bool = False


VERBS = (
    _Verb("get", "GET", ENTITY, "retrieve", "_retrieve", query=(("attrs", List(STRING)),)),
    _Verb("list", "GET", COLLECTION, "retrieve", "_retrieveCollection", query=_LIST_QUERY),
    _Verb("create", "POST", COLLECTION, "create", "_create", body=True),
    _Verb("create_many", "POST", COLLECTION, "create", "_multiCreate", body=True, many=True),
    _Verb("update", "PUT", ENTITY, "update", "_update", body=True),
    _Verb("update_many", "PUT", COLLECTION, "update", "_multiUpdate", body=True, many=True),
    _Verb("delete", "DELETE", ENTITY, "delete", "_delete"),
    _Verb("delete_many", "DELETE", COLLECTION, "delete", "_multiDelete", body=True, many=True),
)
"""What Mage_Api2_Model_Resource::dispatch can do, in the order in which a reader looks for it."""


def build(
    resources: Sequence[RestResource], implementations: Implementations, types: EntityTypes
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The Api of the resources, and what could not be used of them."""
    known = {resource.name: resource for resource in resources}
    chosen = [(resource, *pair) for resource in resources for pair in _verbs(resource, implementations)]
    operations = [_operation(resource, verb, roles) for resource, verb, roles in chosen if roles is not None]
    rejected = [(resource, *pair) for resource in resources for pair in resource.rejected]
    items = [
        *(_item(operation, binding) for operation in operations for binding in _routes(operation)),
        *(_rejected_item(resource, route, reason) for resource, route, reason in rejected),
    ]
    diagnostics = [
        Diagnostic(
            Level.WARNING,
            "unusable-route",
            f"resource {resource.name}: route {route.name} is left out: {reason}",
            route.origin,
        )
        for resource, route, reason in rejected
    ]
    diagnostics += [_not_implemented(resource, verb) for resource, verb, roles in chosen if roles is None]
    api = Api(
        system=MAGENTO1_REST,
        services=tuple(_service(resource, known) for resource in resources),
        operations=tuple(operations),
        models=tuple(_model(resource, known, types) for resource in resources),
        items=tuple(items),
        modules=tuple(dict.fromkeys(resource.module for resource in resources if resource.module)),
    )
    return api, tuple(diagnostics)


def _not_implemented(resource: RestResource, verb: _Verb) -> Diagnostic:
    granted = ", ".join(resource.privileges[verb.privilege])
    route = resource.routes_of(verb.action_type)[0]
    return Diagnostic(
        Level.INFO,
        "not-implemented",
        f"resource {resource.name}: {verb.privilege} is granted to {granted}, but no class of {resource.model} does "
        f"{verb.php}() for {verb.method} {route.path}; left out",
        resource.origin,
    )


def _service(resource: RestResource, known: dict[str, RestResource]) -> Service:
    title = plural(resource)
    return Service(
        name=resource.name,
        module=resource.module,
        title=resource.name if title in known else title,
        php_class=resource.model,
        description=resource.title,
        origin=resource.origin,
    )


def _model(resource: RestResource, known: dict[str, RestResource], types: EntityTypes) -> Model:
    declared = types.of(resource)
    return Model(
        name=model_name(resource.name),
        fields=tuple(_field(attribute, resource, known, declared) for attribute in resource.attributes),
        module=resource.module,
        open=True,
        partial=comes_and_goes(resource),
        php_class=resource.working_model,
        description=resource.title,
        origin=resource.origin,
    )


def _field(
    attribute: ResourceAttribute,
    resource: RestResource,
    known: dict[str, RestResource],
    declared: Mapping[str, TypeRef],
) -> Field:
    ruled = _nested(attribute, resource, known) or type_of_rules(attribute.rules)
    return Field(
        wire_name=attribute.name,
        type=ruled or declared.get(attribute.name) or type_of_name(attribute.name),
        required=attribute.required,
        nullable=True,
        needed=attribute.required,
        writable=not _written(resource) or any(access.writes for access in attribute.access),
        access=attribute.access,
        rules=attribute.rules,
        description=field_note(attribute, resource),
        origin=attribute.origin,
    )


def _nested(
    attribute: ResourceAttribute, resource: RestResource, known: dict[str, RestResource]
) -> TypeRef | None:
    """A list of another resource's entries: `order_items` of `order`, whose route `/orders/:id` leads to theirs."""
    parents = [route.path for route in resource.routes_of(ENTITY)]
    for name in singular_names(attribute.name, resource.name):
        child = known.get(name)
        if child and any(_below(route, parent) for route in child.routes for parent in parents):
            return List(Named(model_name(child.name)))
    return None


def _below(route: ResourceRoute, parent: str) -> bool:
    """Whether a route continues another; variables count as equal whatever they are called."""

    def shape(path: str) -> list[str]:
        return ["{}" if part.startswith("{") else part for part in path.split("/")]

    mine, its = shape(route.path), shape(parent)
    return len(mine) > len(its) and mine[: len(its)] == its


def _verbs(
    resource: RestResource, implementations: Implementations
) -> Iterator[tuple[_Verb, tuple[str, ...] | None]]:
    """What can be done with a resource, and the roles that may by the file; None for what no class does.

    Where the classes are not known, calls that nobody is granted are offered too if some role may write at all: they
    are open to a role with access to all resources. Stock Mage_Customer grants nobody the creation of customers, and
    administrators create them all the same.
    """
    for verb in VERBS:
        if not resource.routes_of(verb.action_type):
            continue
        granted = resource.privileges[verb.privilege]
        asked = (resource.model, resource.versions, granted or _ALL_ROLE, verb.php)
        able = implementations.roles_with(*asked)
        refused = not able and granted and implementations.refused(*asked)
        if refused:
            yield verb, None
        elif able is None:
            if verb.name != "delete_many" and (
                granted or (_written(resource) and verb.privilege != "retrieve")
            ):
                yield verb, granted
        elif able:
            yield verb, tuple(able) if granted else ()
        elif granted and not verb.many:
            yield verb, None


def _written(resource: RestResource) -> bool:
    """Whether any role may change entries of a resource."""
    return any(resource.privileges[name] for name in ("create", "update", "delete"))


def _operation(resource: RestResource, verb: _Verb, roles: tuple[str, ...]) -> Operation:
    routes = resource.routes_of(verb.action_type)
    entry = Named(model_name(resource.name))
    body = Parameter(name="data", type=List(entry) if verb.many else entry)
    query = tuple(Parameter(name=name, type=type_, required=False) for name, type_ in verb.query)
    parameters = (*_path_parameters(routes), *((body,) if verb.body else ()), *query)
    return Operation(
        id=f"{verb.method} {routes[0].path}{MANY if verb.name == 'create_many' else ''}",
        service=resource.name,
        name=verb.name,
        parameters=parameters,
        result=_result(verb, entry),
        bindings=tuple(_binding(resource, verb, route, parameters, roles) for route in routes),
        auth=_auth(resource, verb, roles),
        origin=resource.origin,
    )


def _path_parameters(routes: Iterable[ResourceRoute]) -> tuple[Parameter, ...]:
    """Every path variable of any route; those that not all routes have are optional."""
    sets = [route.variables for route in routes]
    names = dict.fromkeys(name for variables in sets for name in variables)
    return tuple(
        Parameter(name=name, type=_IDENTIFIER, required=all(name in variables for variables in sets))
        for name in names
    )


def _binding(
    resource: RestResource,
    verb: _Verb,
    route: ResourceRoute,
    parameters: tuple[Parameter, ...],
    roles: tuple[str, ...],
) -> RestBinding:
    queries = {name for name, _ in verb.query}

    def place(name: str) -> Location:
        if name in route.variables:
            return Location.PATH
        return Location.QUERY if name in queries else Location.BODY

    placed = tuple(
        RestParameter(name=parameter.name, location=place(parameter.name))
        for parameter in parameters
        if parameter.name in route.variables or parameter.name in queries or parameter.name == "data"
    )
    return RestBinding(
        method=verb.method,
        path=route.path,
        parameters=placed,
        action_type=verb.action_type,
        roles=roles,
        versions=resource.versions,
        origin=route.origin,
    )


def _result(verb: _Verb, entry: Named) -> TypeRef | None:
    """`create` gives the new entry's id; the calls on many entries give the shop's verdict on each."""
    if verb.many:
        return ANY
    results: dict[str, TypeRef] = {"get": entry, "list": List(entry), "create": STRING}
    return results.get(verb.name)


def _auth(resource: RestResource, verb: _Verb, roles: tuple[str, ...]) -> Auth:
    if "guest" in roles:
        return Auth(access=Access.ANONYMOUS)
    if "customer" in roles:
        return Auth(access=Access.SELF)
    return Auth(access=Access.RESOURCES, resources=(f"{resource.name}/{verb.privilege}",))


def _routes(operation: Operation) -> tuple[RestBinding, ...]:
    return tuple(binding for binding in operation.bindings if isinstance(binding, RestBinding))


def _item(operation: Operation, binding: RestBinding) -> Item:
    first = binding == operation.rest
    many = MANY if operation.id.endswith(MANY) else ""
    item_id = operation.id if first else f"{binding.method} {binding.path}{many}"
    return Item(id=item_id, origin=binding.origin)


def _rejected_item(resource: RestResource, route: ResourceRoute, reason: str) -> Item:
    item_id = f"{resource.name}/{route.name}"
    return Item(id=item_id, status=Status.SKIPPED, reason=reason, origin=route.origin)
