"""What a merged api2.xml says of each resource."""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import FieldAccess, Origin, Rule
from codegen.readers.api2.merge import Node
from codegen.values import Value, field

ENTITY, COLLECTION = "entity", "collection"
PRIVILEGES = ("create", "retrieve", "update", "delete")
_ROLES = ("admin", "customer", "guest")
_TAKEN = frozenset({"attrs", "data", "dir", "filter", "filters", "limit", "order", "page"})
"""What calls have besides path variables."""

_LISTS = ("exclude_attributes", "include_attributes", "entity_only_attributes", "force_attributes")


class ResourceRoute(Value):
    """One route of a resource; `path` is a template such as `/products/{id}`."""

    name: str
    path: str
    action_type: str
    origin: Origin | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the path variables in order."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))


class ResourceAttribute(Value, kw_only=True):
    """An attribute that the file itself names. `label` is the shop's title of it."""

    name: str
    label: str = ""
    access: tuple[FieldAccess, ...] = ()
    rules: tuple[Rule, ...] = ()
    required: bool = False
    origin: Origin | None = None


class RestResource(Value, kw_only=True):
    """A resource of the REST API.

    `privileges` maps each of create, retrieve, update and delete to the roles that the file grants it to; `model` is
    the class alias of the resource (`catalog/api2_product`), `working_model` that of the entity (`catalog/product`).
    """

    name: str
    module: str
    title: str
    model: str
    working_model: str
    versions: tuple[str, ...]
    privileges: dict[str, tuple[str, ...]] = field(default_factory=dict)
    routes: tuple[ResourceRoute, ...] = ()
    rejected: tuple[tuple[ResourceRoute, str], ...] = ()
    attributes: tuple[ResourceAttribute, ...] = ()
    origin: Origin | None = None

    def routes_of(self, action_type: str) -> tuple[ResourceRoute, ...]:
        """The routes of an action type in the order of the file."""
        return tuple(route for route in self.routes if route.action_type == action_type)


def resources(config: Node) -> tuple[tuple[RestResource, ...], tuple[Diagnostic, ...]]:
    """Every resource of a merged configuration in its order, and remarks on what the server will ignore."""
    diagnostics: list[Diagnostic] = []
    found = []
    for node in config.under("api2", "resources"):
        diagnostics += _misspelt_lists(node)
        if not node.children.get("routes"):
            message = f"resource {node.name} has no <routes>: the server offers no way to call it"
            diagnostics.append(Diagnostic(Level.WARNING, "resource-without-routes", message, node.origin))
        found.append(_resource(node))
    return tuple(found), tuple(diagnostics)


def _resource(node: Node) -> RestResource:
    routes, rejected = _routes(node)
    return RestResource(
        name=node.name,
        module=node.module,
        title=node.string("title"),
        model=node.string("model"),
        working_model=node.string("working_model"),
        versions=tuple(part.strip() for part in node.string("versions").split(",") if part.strip()),
        privileges={
            privilege: tuple(role for role in _roles(node) if privilege in node.flags("privileges", role))
            for privilege in PRIVILEGES
        },
        routes=routes,
        rejected=rejected,
        attributes=tuple(_attributes(node)),
        origin=node.origin,
    )


def _roles(node: Node) -> tuple[str, ...]:
    """The roles that have any privilege, in a fixed order."""
    named = [role.name for role in node.under("privileges")]
    return tuple(
        sorted(named, key=lambda role: (_ROLES.index(role) if role in _ROLES else len(_ROLES), role))
    )


def _routes(node: Node) -> tuple[tuple[ResourceRoute, ...], tuple[tuple[ResourceRoute, str], ...]]:
    good, bad = [], []
    for child in node.under("routes"):
        written, action_type = child.string("route"), child.string("action_type")
        route = ResourceRoute(child.name, _template(written), action_type, child.origin)
        if not written:
            bad.append((route, "it has no <route>"))
        elif action_type not in (ENTITY, COLLECTION):
            bad.append((route, f"its action_type is {action_type or 'missing'}, not entity or collection"))
        else:
            good.append(route)
    return tuple(good), tuple(bad)


def _template(route: str) -> str:
    """Zend_Controller_Router_Route's `/products/:id` as `/products/{id}`; `::` is a literal colon.

    The server knows variables by their place. One that is called like a query parameter gets another name here.
    """

    def segment(text: str) -> str:
        if text.startswith("::"):
            return text[1:]
        name = text[1:] if re.fullmatch(r":\w+", text) else ""
        return f"{{{name}{'_' if name in _TAKEN else ''}}}" if name else text

    return "/" + "/".join(segment(part) for part in route.strip("/").split("/"))


def _attributes(node: Node) -> Iterator[ResourceAttribute]:
    """Attributes that answers and requests can hold, each with what every role may do with it.

    A name with a leading underscore (`_payment_method`) is a switch in the shop's attribute rules, never a field: see
    Mage_Sales_Model_Api2_Order. Mage_Api2_Model_Resource::getAvailableAttributes tells who reads and writes what.
    """
    labels = {child.name: child for child in node.under("attributes")}
    validated = {child.name: child for child in node.under("validators", "fields")}
    forced = {role: node.flags("force_attributes", role) for role in _roles(node)}
    available = dict.fromkeys([*labels, *validated])
    for role in _roles(node):
        for kind in ("include_attributes", "entity_only_attributes"):
            available |= dict.fromkeys(
                name for way in ("read", "write") for name in node.flags(kind, role, way)
            )
    for name in available | dict.fromkeys(name for names in forced.values() for name in names):
        if name.startswith("_"):
            continue
        label, validator = labels.get(name), validated.get(name)
        place = label or validator
        yield ResourceAttribute(
            name=name,
            label=label.text.strip() if label else "",
            access=tuple(
                _access(node, role, name, forced=name in forced[role], available=name in available)
                for role in _roles(node)
            ),
            rules=tuple(_rules(validator)) if validator else (),
            required=bool(validator and validator.string("required") == "1"),
            origin=place.origin if place else node.origin,
        )


def _access(node: Node, role: str, name: str, *, forced: bool, available: bool) -> FieldAccess:
    privileges = node.flags("privileges", role)

    def allowed(way: str) -> bool:
        included = node.flags("include_attributes", role, way)
        excluded = name in node.flags("exclude_attributes", role, way)
        return forced or (available and not excluded and (not included or name in included))

    return FieldAccess(
        role=role,
        reads="retrieve" in privileges and allowed("read"),
        writes=bool({"create", "update"} & set(privileges)) and allowed("write"),
        forced=forced,
        entity_only=name in node.flags("entity_only_attributes", role, "read"),
    )


def _rules(validator: Node) -> Iterator[Rule]:
    for child in validator.children.values():
        kind = child.string("type")
        if kind:
            options = tuple((option.name, option.text.strip()) for option in child.under("options"))
            yield Rule(kind=kind, options=options, message=child.string("message"))


def _misspelt_lists(node: Node) -> Iterator[Diagnostic]:
    """Attribute lists under a name that nothing reads (stock Mage_Sales has `excluded_attributes`)."""
    for child in node.children.values():
        if child.name.endswith("_attributes") and child.name not in _LISTS:
            near = next((name for name in _LISTS if name[:5] == child.name[:5]), "")
            mend = f"; write <{near}>" if near else ""
            yield Diagnostic(
                Level.INFO,
                "ignored-element",
                f"resource {node.name}: the server ignores <{child.name}>{mend}",
                child.origin,
            )
