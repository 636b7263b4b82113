"""How Magento 2's REST routes are called."""

from __future__ import annotations

from codegen.emit.imports import Imports
from codegen.ir import Location, Operation, RestBinding, TypeRef
from codegen.symbols.searching import Search, search_of
from codegen.targets.rest.descriptors import descriptor
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.imports import COMMON, NAMESPACES, RESOURCES, SEARCHES, reserved
from codegen.targets.services.style import OPTIONS, CallStyle, takes_none
from codegen.targets.services.views import Descriptor, MethodArgument
from codegen.values import replace

IMPORTS: Imports = (
    *COMMON,
    *NAMESPACES,
    *RESOURCES,
    *SEARCHES,
    (".._runtime.client.operation", ("ANY",)),
    (".._runtime.client.options", ("Options",)),
    (".._runtime.rest.jobs", ("BulkMethod", "BulkNamespace", "BulkResource", "C", "bulk")),
    (".._runtime.rest.operation", ("RestOperation", "body", "path", "query", "search")),
)
RESERVED = reserved(IMPORTS, arguments="keyset options self")


class RestCalls(CallStyle):
    """One method a route."""

    imports = IMPORTS

    @property
    def alone(self) -> bool:
        """A route says all of itself."""
        return True

    def operations(self) -> list[Operation]:
        """The operations with a route, by path."""
        routes = [operation for operation in self.api.operations if operation.rest is not None]
        return sorted(routes, key=_place)

    def taken(self, operation: Operation) -> list[TypeRef]:
        """The types of all parameters, but for search criteria, which have a class of their own."""
        search = self.search(operation)
        criteria = search.parameter if search is not None and search.exact else None
        return [item.type for item in operation.parameters if item is not criteria]

    def search(self, operation: Operation) -> Search | None:
        """The search in an operation's query string."""
        return search_of(self.models, operation)

    def arguments(self, operation: Operation, spell: Annotations) -> list[MethodArgument]:
        """All parameters; no call can do without path variables."""
        search = self.search(operation)
        places = {item.name: item for item in _rest(operation).parameters}
        fixed = {name for name, place in places.items() if place.location is Location.PATH}
        arguments = []
        for item in operation.parameters:
            nullable = takes_none(item) and item.name not in fixed
            annotation = spell.argument(item.type, name=item.name, nullable=nullable)
            if search is not None and item is search.parameter:
                argument = self.criteria_argument(operation, search, "" if search.exact else annotation)
            elif item.required or item.name in fixed:
                argument = self.argument(operation, item, annotation)
            else:
                argument = self.argument(operation, item, annotation, "OMIT")
            place = places.get(item.name)
            arguments.append(replace(argument, in_bulk=place is None or (place.received and not place.binds)))
        return [*arguments, OPTIONS]

    def walked(self, operation: Operation, argument: MethodArgument, search: Search) -> MethodArgument:
        """Iterators turn the pages of nothing but search criteria."""
        walks = argument.wire_name == search.parameter.name
        return self.criteria_argument(operation, search, "") if walks else argument

    def descriptor(self, operation: Operation, constant: str, spell: Annotations) -> Descriptor:
        """A `RestOperation`."""
        return descriptor(constant, operation, _rest(operation), self.search(operation), self.symbols, spell)

    def is_asynchronous(self, operation: Operation) -> bool:
        """Whether there is an async and a bulk route."""
        return _rest(operation).asynchronous


def _place(operation: Operation) -> tuple[str, str]:
    route = _rest(operation)
    return route.path, route.method


def _rest(operation: Operation) -> RestBinding:
    """The route of an operation that has one."""
    route = operation.rest
    if route is None:
        raise ValueError(operation.id)
    return route
