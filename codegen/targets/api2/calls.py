"""How the resources of Magento 1's REST API are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from codegen.emit.imports import Imports
from codegen.ir import Location, Model, Named, Operation, RestBinding, Service, TypeRef, named_types
from codegen.symbols.operations import pages_name
from codegen.targets.api2.descriptors import answer_of, descriptor, sends
from codegen.targets.api2.wording import class_doc, method_doc
from codegen.targets.inputs import needs_more_at_first, new_input
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.imports import COMMON, reserved
from codegen.targets.services.style import OPTIONS, CallStyle
from codegen.targets.services.views import Descriptor, Iterator, MethodArgument, OperationKey

IMPORTS: Imports = (
    *COMMON,
    (".._runtime.api2.filters", ("ListQuery", "WalkQuery")),
    (".._runtime.api2.multistatus", ("MultiStatus",)),
    (".._runtime.api2.operation", ("Collection", "ResourceOperation")),
    (".._runtime.api2.options", ("Options",)),
    (".._runtime.api2.resource", ("Api2Resource", "AsyncApi2Resource")),
)
RESERVED = reserved(
    IMPORTS,
    arguments="filters options query self",
    path_arguments="attrs data dir limit order page",
)

_ATTRIBUTES = MethodArgument(
    name="attrs", annotation="str | Sequence[str]", wire_name="attrs", default="OMIT"
)
_LISTED = MethodArgument(name="query", annotation="Unpack[ListQuery]", keywords=True)
_WALKED = MethodArgument(name="query", annotation="Unpack[WalkQuery]", keywords=True)


class ResourceCalls(CallStyle):
    """One method an action of a resource, whichever routes lead to it."""

    imports = IMPORTS

    def operations(self) -> Sequence[Operation]:
        """All operations, as they are."""
        return self.api.operations

    def arguments(self, operation: Operation, spell: Annotations) -> list[MethodArgument]:
        """What is sent, the path variables, and what a collection is asked for."""
        answer, model = answer_of(operation), self._model(operation)
        placed = {
            item.name
            for route in rest_bindings(operation)
            for item in route.parameters
            if item.location is Location.PATH
        }
        arguments = []
        for item in operation.parameters:
            if item.name in placed:
                default = "" if item.required else "OMIT"
                arguments.append(self.argument(operation, item, "int | str", default))
        if answer == "entry":
            arguments.append(_ATTRIBUTES)
        if sends(operation):
            entry = f"{model} | {self._input(operation)}"
            annotation = f"Sequence[{entry}]" if answer == "verdicts" else entry
            arguments.append(
                MethodArgument(name="data", annotation=annotation, wire_name="data", positional=True)
            )
        return [*arguments, OPTIONS, *([_LISTED] if answer == "collection" else [])]

    def result(self, operation: Operation, spell: Annotations) -> str:
        """What the answer is read as."""
        model = self._model(operation)
        answers = {
            "entry": model,
            "collection": f"Collection[{model}]",
            "id": "str",
            "verdicts": "MultiStatus",
        }
        return answers.get(answer_of(operation), "None")

    def iterators(
        self, operation: Operation, arguments: Sequence[MethodArgument], spell: Annotations
    ) -> tuple[Iterator, ...]:
        """Those of a collection."""
        if answer_of(operation) != "collection":
            return ()
        items = self.symbols.iterators[operation.id]
        walked = tuple(_WALKED if argument is _LISTED else argument for argument in arguments)
        return (
            Iterator(
                name=items,
                arguments=walked,
                yields=self._model(operation),
                through="_walk",
                doc="Walk through all entries, one page in memory at a time.",
            ),
            Iterator(
                name=pages_name(items),
                arguments=walked,
                yields=self.result(operation, spell),
                through="_walk_pages",
                doc="Walk through all pages.",
            ),
        )

    def descriptor(self, operation: Operation, constant: str, spell: Annotations) -> Descriptor:
        """A `ResourceOperation`."""
        routes = [
            route
            for item in self.api.operations
            if item.service == operation.service
            for route in rest_bindings(item)
        ]
        entry_path = next((route.path for route in routes if route.action_type == "entity"), "")
        return descriptor(
            constant,
            operation,
            rest_bindings(operation),
            entry_path,
            self._entry(operation),
            self._model(operation),
            self.result(operation, spell),
        )

    def base(self, service: Service) -> str:
        """The class of the runtime that a service's class extends."""
        return "Api2Resource"

    def routes(self, operation: Operation, arguments: Sequence[MethodArgument]) -> tuple[OperationKey, ...]:
        """A key for each route, with the path variables that it takes."""
        bindings = rest_bindings(operation)
        many = operation.id.removeprefix(f"{bindings[0].method} {bindings[0].path}")
        found = []
        for binding in bindings:
            given = [item.name for item in arguments if item.positional]
            given += [f"{item.name}=…" for item in arguments if f"{{{item.wire_name}}}" in binding.path]
            found.append(
                OperationKey(
                    key=f"{binding.method} {binding.path}{many}",
                    call=f"{self.symbols.operations[operation.id]}({', '.join(given)})",
                )
            )
        return tuple(found)

    def doc(self, operation: Operation, arguments: Sequence[MethodArgument]) -> list[str]:
        """What the action does, its routes and who may call it."""
        service = next(item for item in self.api.services if item.name == operation.service)
        return method_doc(operation, service, rest_bindings(operation))

    def brief(self, operation: Operation) -> list[str]:
        """The same: it is short."""
        return self.doc(operation, ())

    def needs(self, operation: Operation) -> str:
        """The roles that api2.xml grants it to."""
        return ", ".join(rest_bindings(operation)[0].roles) or "all resources"

    def service_doc(self, service: Service) -> str:
        """The resource's title and name."""
        return class_doc(service)

    def taken(self, operation: Operation) -> Iterable[TypeRef]:
        """The entries that are sent."""
        entry = self._entry(operation)
        return [Named(entry.name)] if entry is not None and sends(operation) else []

    def _input(self, operation: Operation) -> str:
        """The map in place of an entry, as a resources module writes it."""
        entry = self._entry(operation)
        if entry is None:
            return "Mapping[str, Any]"
        name = self.symbols.models[entry.name]
        makes = operation.name in ("create", "create_many") and needs_more_at_first(entry)
        return f"inputs.{new_input(self.symbols, name) if makes else name}"

    def _entry(self, operation: Operation) -> Model | None:
        """The model of the entries that an operation sends or gets."""
        types = [operation.result, *(parameter.type for parameter in operation.parameters)]
        names = (name for type_ref in types if type_ref is not None for name in named_types(type_ref))
        return next((self.models[name] for name in names if name in self.models), None)

    def _model(self, operation: Operation) -> str:
        """That model as a resources module writes it."""
        entry = self._entry(operation)
        return f"models.{self.symbols.models[entry.name]}" if entry else "Any"


def rest_bindings(operation: Operation) -> list[RestBinding]:
    """All routes of an operation, the first one first."""
    return [binding for binding in operation.bindings if isinstance(binding, RestBinding)]
