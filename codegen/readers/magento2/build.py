"""The Api that routes and type tables make: one operation a route, or one a SOAP operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import Api, Item, KeyedList, List, Model, ModelKind, Named, Operation, Service, Status
from codegen.readers.magento2.assemble import (
    assemble,
    assemble_soap,
    forced_over_soap,
    rest_service,
    soap_name,
    soap_service,
)
from codegen.readers.magento2.constructors import with_guessed_names
from codegen.readers.magento2.naming import module_of, rest_version, service_title
from codegen.readers.magento2.path_variables import BodyFields
from codegen.readers.magento2.reach import Reach
from codegen.readers.magento2.routes import Route
from codegen.readers.magento2.routes_lint import lint_routes
from codegen.readers.magento2.type_source import Missing, Signature, TypeTables
from codegen.systems import MAGENTO2
from codegen.values import replace

_HELP = {
    "no-method": "correct the method's name in webapi.xml, or declare the method",
}
_TOLD_BY_PHP = ("no-method", "unknown-parent")
_MORE_SOURCES = "give the module's folder, its root with --php-path, or a WSDL that has it"


class Builder:
    """Collects operations, services and the account of every route."""

    def __init__(
        self, routes: Sequence[Route], tables: Sequence[TypeTables], synchronous: frozenset[tuple[str, str]]
    ) -> None:
        self._routes = routes
        self._tables = tables
        self._synchronous = synchronous
        models, broken = _models(tables)
        results = (each.result for table in tables for each in table.signatures.values() if each.result)
        models = with_guessed_names(models, results)
        self._models = models
        self._bodies = BodyFields(routes, models)
        self._reach = Reach(models, broken)
        self._soap_forced = forced_over_soap(routes)
        self._operations: list[Operation] = []
        self._services: dict[str, Service] = {}
        self._items: list[Item] = []
        self.diagnostics: list[Diagnostic] = []

    def rest(self) -> Api:
        """One operation a route, with a SOAP binding where SOAP can do the same."""
        for route in self._routes:
            service = rest_service(route)
            signature = self._signature(route, route.id, service)
            if signature:
                only = (route.service_class.lstrip("\\"), route.service_method) in self._synchronous
                forced = self._soap_forced.get(soap_name(route), frozenset())
                operation = assemble(route, signature, self._bodies, forced, synchronous_only=only)
                self._add(operation, _service(service, rest_version(route.url), signature), signature)
        return self._api()

    def soap(self) -> Api:
        """One operation a SOAP operation, which several routes may share."""
        shared: dict[str, list[Route]] = {}
        for route in self._routes:
            shared.setdefault(soap_name(route) or route.id, []).append(route)
        for name, routes in shared.items():
            service = soap_service(routes[0])
            signature = self._signature(routes[0], name, service)
            if signature:
                operation = assemble_soap(routes, signature, self._soap_forced.get(name, frozenset()))
                self._add(operation, _service(service, rest_version(routes[0].url), signature), signature)
        return self._api()

    def _signature(self, route: Route, identifier: str, service: str) -> Signature | None:
        """The signature from the first source that has it; without one the item is skipped.

        What is wrong with a route that has no service is told by `lint_routes`, with its mend.
        """
        found = (table.signatures[route.id] for table in self._tables if route.id in table.signatures)
        signature = next(found, None)
        if signature is not None and service:
            return signature
        missing = self._missing(route) if service else None
        reason = missing.reason if missing else _no_service(route)
        self._items.append(Item(id=identifier, status=Status.SKIPPED, reason=reason, origin=route.origin))
        if missing:
            message = f"{identifier}: {reason}; {_HELP.get(missing.code, _MORE_SOURCES)}"
            self.diagnostics.append(Diagnostic(Level.WARNING, missing.code, message, route.origin))
        return None

    def _missing(self, route: Route) -> Missing:
        """Why no source has the route's signature; PHP's word counts if it has the class."""
        reasons = [table.missing[route.id] for table in self._tables if route.id in table.missing]
        if reasons[0].code in _TOLD_BY_PHP or len(reasons) == 1:
            return reasons[0]
        return Missing(
            "no-type-source",
            f"no type source: neither the PHP class {route.service_class} nor a WSDL with {soap_name(route)} "
            "was found",
        )

    def _add(self, operation: Operation, service: Service, signature: Signature) -> None:
        self._operations.append(operation)
        known = self._services.setdefault(service.name, service)
        if known.php_class != service.php_class:
            message = (
                f"{known.php_class} and {service.php_class} are both the service {service.name} to Magento, which "
                "mixes them up over SOAP and in swagger; rename one of the two"
            )
            self.diagnostics.append(Diagnostic(Level.WARNING, "service-collision", message, service.origin))
        reason = signature.degraded or self._reach.problem(operation)
        status = Status.DEGRADED if reason else Status.GENERATED
        self._items.append(Item(id=operation.id, status=status, reason=reason, origin=operation.origin))

    def _api(self) -> Api:
        self.diagnostics.extend(lint_routes(self._routes, self._operations))
        besides = [name for table in self._tables for name in table.always]
        used = self._reach.models(self._operations, besides)
        return Api(
            system=MAGENTO2,
            services=tuple(self._services[name] for name in sorted(self._services)),
            operations=tuple(sorted(self._operations, key=_place)),
            models=tuple(self._models[name] for name in sorted(self._models) if name in used),
            items=tuple(self._items),
        )


def _place(operation: Operation) -> tuple[str, str, str]:
    return operation.service, operation.rest.path if operation.rest else "", operation.id


def _no_service(route: Route) -> str:
    """Why a route has no service for SOAP."""
    if not route.url.startswith("/"):
        return f'the url "{route.url}" begins without a slash, so SOAP misnames its service'
    if route.service_class.startswith("\\"):
        return f"{route.service_class} begins with a backslash, so SOAP can't ask for its service"
    return f"{route.service_class} is not below an Api namespace, so it can't be a service"


def _service(name: str, version: str, signature: Signature) -> Service:
    facts = signature.service
    return Service(
        name=name,
        module=module_of(facts.php_class),
        title=service_title(facts.php_class),
        version=version,
        php_class=facts.php_class,
        description=facts.description,
        deprecated=facts.deprecated,
        origin=facts.origin,
    )


def _models(tables: Sequence[TypeTables]) -> tuple[dict[str, Model], dict[str, str]]:
    """The models of all sources, of one name the first, and those of them that are broken."""
    models: dict[str, Model] = {}
    broken: dict[str, str] = {}
    for table in tables:
        for model in table.models:
            if model.name not in models:
                models[model.name] = model
                if model.name in table.broken:
                    broken[model.name] = table.broken[model.name]
    return _with_keyed_lists(models), broken


def _with_keyed_lists(models: Mapping[str, Model]) -> dict[str, Model]:
    """Models whose lists of attribute values are keyed lists, and the attribute value marked as such."""
    pairs = {
        model.name
        for model in models.values()
        if {field.wire_name for field in model.fields} == {"attribute_code", "value"}
    }
    result: dict[str, Model] = {}
    for name, model in models.items():
        fields = tuple(
            (
                replace(field, type=KeyedList(field.type.item, "attribute_code", "value"))
                if isinstance(field.type, List)
                and isinstance(field.type.item, Named)
                and field.type.item.name in pairs
                else field
            )
            for field in model.fields
        )
        kind = ModelKind.KEY_VALUE if name in pairs else model.kind
        result[name] = replace(model, fields=fields, kind=kind)
    return result
