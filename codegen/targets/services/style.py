"""How operations are called over one protocol: what a target says of them for the shared part to make methods of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Self

from codegen.config import Numbers
from codegen.emit.imports import Imports
from codegen.ir import Api, Model, Operation, Parameter, Service, TypeRef, named_types
from codegen.symbols import Symbols
from codegen.symbols.operations import pages_name
from codegen.symbols.searching import Search
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.documentation import (
    brief_docstring,
    method_docstring,
    needs,
    server_default,
    service_docstring,
    told,
)
from codegen.targets.services.views import Descriptor, Iterator, MethodArgument, OperationKey

OPTIONS = MethodArgument(name="options", annotation="Options", default="None")
KEYSET = MethodArgument(name="keyset", annotation="OptionalKeyset", default="None")


class CallStyle(ABC):
    """One protocol's way of calling the operations of an Api; `models` are those of the Api by name.

    `numbers` is what a number of an answer is. `imports` are the names that a resources module may import, by module.
    """

    imports: ClassVar[Imports]

    def __init__(self, api: Api, symbols: Symbols, numbers: Numbers = "float") -> None:
        self.api = api
        self.symbols = symbols
        self.numbers: Numbers = numbers
        self.models: Mapping[str, Model] = {model.name: model for model in api.models}

    @property
    def alone(self) -> bool:
        """Whether what it says of an operation follows from that itself, the system, and the models that it mentions:
        not from other operations, nor from what those models mention."""
        return False

    def part(self, services: Sequence[Service], operations: Sequence[Operation]) -> Self:
        """The same style for some services and their operations, that knows nothing else; for one that is `alone`."""
        types = [each for item in operations for each in (*(of.type for of in item.parameters), item.result)]
        mentioned = {name for each in types if each is not None for name in named_types(each)}
        api = Api(
            system=self.api.system,
            version=self.api.version,
            namespace=self.api.namespace,
            services=tuple(services),
            operations=tuple(operations),
            models=tuple(self.models[name] for name in sorted(mentioned)),
        )
        return type(self)(api, self.symbols.of_calls(services, operations), self.numbers)

    @abstractmethod
    def operations(self) -> Sequence[Operation]:
        """The operations that it can call, in the order in which their class shows them."""

    @abstractmethod
    def descriptor(self, operation: Operation, constant: str, spell: Annotations) -> Descriptor:
        """The constant that describes an operation."""

    @abstractmethod
    def arguments(self, operation: Operation, spell: Annotations) -> list[MethodArgument]:
        """The arguments of a method, in any order but for its settings, which come last."""

    def taken(self, operation: Operation) -> Iterable[TypeRef]:
        """The types of what an operation takes."""
        return [item.type for item in operation.parameters]

    def search(self, operation: Operation) -> Search | None:
        """The search of an operation, None when it is none."""
        return None

    def result(self, operation: Operation, spell: Annotations) -> str:
        """The annotation of what a method returns."""
        return spell.result(operation.result, nullable=operation.result_nullable)

    def iterators(
        self, operation: Operation, arguments: Sequence[MethodArgument], spell: Annotations
    ) -> tuple[Iterator, ...]:
        """The methods that walk through what an operation finds; `arguments` are those of its own method."""
        search = self.search(operation)
        if search is None or search.item is None or not search.walks:
            return ()
        method, items = self.symbols.operations[operation.id], self.symbols.iterators[operation.id]
        accepted = tuple(self.walked(operation, item, search) for item in arguments[:-1])
        walked = (*accepted, KEYSET, arguments[-1])
        return (
            Iterator(
                name=items,
                arguments=walked,
                yields=spell.result(search.item),
                through="_iterate",
                doc=f"Walk through all items that `{method}` finds, page by page.",
            ),
            Iterator(
                name=pages_name(items),
                arguments=walked,
                yields=self.result(operation, spell),
                through="_iterate_pages",
                doc=f"Walk through all pages that `{method}` finds.",
            ),
        )

    def walked(self, operation: Operation, argument: MethodArgument, search: Search) -> MethodArgument:
        """A method's argument as the iterators have it."""
        return argument

    def routes(self, operation: Operation, arguments: Sequence[MethodArgument]) -> tuple[OperationKey, ...]:
        """The keys of an operation, each with how it is called."""
        shown = ", ".join(f"{argument.name}=…" for argument in arguments if argument.required)
        return (OperationKey(key=operation.id, call=f"{self.symbols.operations[operation.id]}({shown})"),)

    def ways(self, operation: Operation) -> list[str]:
        """What an operation is called on the wire, for its docstring."""
        return [operation.id]

    def doc(self, operation: Operation, arguments: Sequence[MethodArgument]) -> list[str]:
        """The lines of a method's docstring."""
        return method_docstring(operation, self.ways(operation), arguments)

    def brief(self, operation: Operation) -> list[str]:
        """The lines of the docstring of a method's awaited twin."""
        return brief_docstring(operation, self.ways(operation))

    def needs(self, operation: Operation) -> str:
        """Who may call an operation, in words."""
        return needs(operation.auth)

    def is_asynchronous(self, operation: Operation) -> bool:
        """Whether the shop takes bulk requests of an operation."""
        return False

    def is_built_in(self, operation: Operation) -> bool:
        """Whether the runtime has a method of its own in place of an operation's."""
        return False

    def base(self, service: Service) -> str:
        """The class of the runtime that a service's class extends."""
        return "Resource"

    def service_doc(self, service: Service) -> str:
        """What a service's class says of itself."""
        return service_docstring(service, self.symbols.services[service.name].name)

    def argument(
        self, operation: Operation, parameter: Parameter, annotation: str, default: str = ""
    ) -> MethodArgument:
        """The argument for a parameter of an operation."""
        name = self.symbols.parameters[operation.id, parameter.name]
        return MethodArgument(
            name=name,
            annotation=annotation,
            wire_name=parameter.name,
            default=default,
            description=told(parameter.description, name),
            server_default=server_default(parameter.default),
        )

    def criteria_argument(self, operation: Operation, search: Search, accepted: str) -> MethodArgument:
        """The argument for search criteria, which may go without its name; `accepted` are other types it takes.

        It is required where the criteria must say something.
        """
        none = "" if search.needs else "None"
        return MethodArgument(
            name=self.symbols.parameters[operation.id, search.parameter.name],
            annotation=" | ".join(text for text in ("SearchCriteria", accepted, none) if text),
            wire_name=search.parameter.name,
            default=none,
            positional=True,
        )


def takes_none(parameter: Parameter) -> bool:
    """Whether a caller may give None for a parameter."""
    return parameter.nullable or (parameter.default is not None and parameter.default.value is None)
