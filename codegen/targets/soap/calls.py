"""How SOAP and XML-RPC operations are called."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.emit.imports import Imports
from codegen.ir import Operation, Service
from codegen.symbols.searching import Search, field_names, search_among
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.imports import COMMON, NAMESPACES, RESOURCES, SEARCHES, reserved
from codegen.targets.services.style import OPTIONS, CallStyle, takes_none
from codegen.targets.services.views import Descriptor, MethodArgument, OperationKey
from codegen.targets.soap.descriptors import descriptor

IMPORTS: Imports = (
    *COMMON,
    *NAMESPACES,
    *RESOURCES,
    *SEARCHES,
    (".._runtime.client.operation", ("ANY",)),
    (".._runtime.client.options", ("Options",)),
    (".._runtime.soap.v1_calls", ("ApiResource", "AsyncApiResource")),
    (".._runtime.soap.criteria", ("Filters",)),
    (".._runtime.soap.arguments", ("arg", "search")),
    (".._runtime.soap.operation", ("SoapOperation",)),
    ("..definition", ("DEFINITION",)),
)
RESERVED = reserved(IMPORTS, arguments="keyset options self")

_FILTERS = frozenset({"filter", "complex_filter"})
_BUILT_IN = {"call": "call(path, arguments)", "multiCall": "multi_call()"}
"""Operations of the API itself that the runtime's resource has better methods for, and how those are called."""


class SoapCalls(CallStyle):
    """One method an operation, whichever modes have it."""

    imports = IMPORTS

    @property
    def alone(self) -> bool:
        """An operation of Magento 2 says all of itself. Which modes there are, and which namespace is the usual one, is
        told elsewhere by all operations together."""
        return not (self.api.system.paths or self.api.system.own_envelope)

    def operations(self) -> list[Operation]:
        """The operations that go over SOAP or XML-RPC, by name."""
        spoken = [item for item in self.api.operations if item.soap() is not None or item.rpc is not None]
        return sorted(spoken, key=lambda item: item.id)

    def search(self, operation: Operation) -> Search | None:
        """The search among an operation's arguments."""
        return search_among(self.models, operation, operation.parameters)

    def arguments(self, operation: Operation, spell: Annotations) -> list[MethodArgument]:
        """All parameters."""
        search = self.search(operation)
        arguments = []
        for item in operation.parameters:
            annotation = spell.argument(item.type, name=item.name, nullable=takes_none(item))
            if search is not None and item is search.parameter:
                accepted = annotation.removesuffix(" | None")
                argument = self.criteria_argument(operation, search, accepted)
            elif field_names(self.models, item.type) == _FILTERS:
                argument = self.argument(operation, item, f"Filters | {annotation}", "OMIT")
            elif item.required:
                argument = self.argument(operation, item, annotation)
            else:
                argument = self.argument(operation, item, annotation, "OMIT")
            arguments.append(argument)
        return [*arguments, OPTIONS]

    def descriptor(self, operation: Operation, constant: str, spell: Annotations) -> Descriptor:
        """A `SoapOperation`."""
        return descriptor(constant, operation, self.search(operation), self.api, self.symbols, spell)

    def ways(self, operation: Operation) -> list[str]:
        """The operation's name, and its path in version 1 of Magento 1's API."""
        return [operation.id, *([operation.rpc.path] if operation.rpc and operation.soap() else [])]

    def routes(self, operation: Operation, arguments: Sequence[MethodArgument]) -> tuple[OperationKey, ...]:
        """The operation's name, with the call of the method that stands for it."""
        if self.is_built_in(operation):
            return (OperationKey(key=operation.id, call=_BUILT_IN[operation.id]),)
        return super().routes(operation, arguments)

    def is_built_in(self, operation: Operation) -> bool:
        """Whether an operation is one of Magento 1's API itself that the runtime does better."""
        return self.api.system.paths and operation.id in _BUILT_IN

    def base(self, service: Service) -> str:
        """The API itself is more than its operations in Magento 1."""
        return "ApiResource" if self.api.system.paths and service.name == "api" else "Resource"
