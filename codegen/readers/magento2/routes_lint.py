"""What Magento accepts in `webapi.xml` and trips over later."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import AnyType, Location, Operation
from codegen.readers.magento2.naming import service_name
from codegen.readers.magento2.routes import Route

_METHODS = frozenset({"GET", "POST", "PUT", "DELETE"})


def lint_routes(routes: Iterable[Route], operations: Iterable[Operation]) -> list[Diagnostic]:
    """Diagnostics for routes that load but don't work everywhere."""
    found = [diagnostic for route in routes for diagnostic in _lint_route(route)]
    for operation in operations:
        places = {place.name: place.location for place in operation.rest.parameters} if operation.rest else {}
        for parameter in operation.parameters:
            if places.get(parameter.name) is Location.QUERY and parameter.type == AnyType():
                message = (
                    f"{operation.id}: the query parameter {parameter.name} is mixed, for which Magento answers 500 "
                    "for its whole swagger; give it a type with @param"
                )
                found.append(Diagnostic(Level.WARNING, "mixed-query", message, parameter.origin))
    return found


def _lint_route(route: Route) -> Iterable[Diagnostic]:
    if route.service_class.startswith("\\"):
        yield _warning(
            route,
            "leading-backslash",
            "the service class begins with a backslash, so SOAP can't ask for its service; drop it",
        )
    elif not service_name(route.service_class, "V1"):
        yield _warning(
            route,
            "not-a-service",
            f"{route.service_class} is not below an Api namespace: REST serves the route, but Magento answers 500 for "
            "its whole swagger, and SOAP and the WSDLs of all services break; move the interface to …\\Api\\…",
        )
    if not route.url.startswith("/"):
        yield _warning(
            route,
            "relative-url",
            f'the url "{route.url}" does not begin with a slash, so SOAP can\'t be asked for its service; add it',
        )
    if route.method not in _METHODS:
        yield _warning(
            route,
            "unknown-method",
            f"the web API has no method {route.method}; use {', '.join(sorted(_METHODS))}",
        )
    if not route.resources:
        yield _warning(
            route,
            "no-resources",
            'the route names no <resource>; write who may call it, such as <resource ref="self"/>',
        )


def _warning(route: Route, code: str, message: str) -> Diagnostic:
    return Diagnostic(Level.WARNING, code, f"{route.id}: {message}", route.origin)
