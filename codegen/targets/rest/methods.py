"""One REST operation as a method of its service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from codegen.emit.layout import bracketed
from codegen.emit.render import py_str
from codegen.ir import Location, Model, Operation, Parameter, RestBinding
from codegen.symbols import Symbols
from codegen.symbols.operations import iterator_name
from codegen.targets.rest.descriptors import descriptor
from codegen.targets.rest.views import IteratorView, MethodView
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.documentation import brief_docstring, method_docstring, needs
from codegen.targets.services.searching import Search, search_of

_OPTIONS = "options: Options = None"
_KEYSET = "keyset: OptionalKeyset = None"


@dataclass(frozen=True, slots=True)
class Methods:
    """Makes the views of the methods of one class; `annotations` spell types as seen from inside that class."""

    symbols: Symbols
    models: Mapping[str, Model]
    annotations: Annotations

    def view(self, operation: Operation, rest: RestBinding, constant: str) -> MethodView:
        """The view of an operation whose descriptor is called `constant`."""
        search = search_of(self.models, operation)
        named = [(self.symbols.parameters[operation.id, item.name], item) for item in operation.parameters]
        fixed = {item.name for item in rest.parameters if item.location is Location.PATH}
        name = self.symbols.operations[operation.id]
        result = self.annotations.result(operation.result, nullable=operation.result_nullable)
        described = [pair for pair in named if search is None or pair[1] is not search.parameter]
        arguments = [f"{py_str(item.name)}: {argument}" for argument, item in named]
        call = [constant, bracketed("{", arguments, "}", 12), "options"]
        iterator = None
        if search is not None and search.item is not None:
            iterator = IteratorView(
                name=iterator_name(name),
                signature=self._signature(named, fixed, search, iterating=True),
                call=[*call, "keyset"],
                item=self.annotations.result(search.item),
            )
        return MethodView(
            id=operation.id,
            name=name,
            needs=needs(operation.auth),
            descriptor=descriptor(
                constant, operation, rest, search, replace(self.annotations, list_name="list")
            ),
            asynchronous=rest.asynchronous,
            signature=self._signature(named, fixed, search, iterating=False),
            call=call,
            result=result,
            doc=method_docstring(operation, [operation.id], described),
            brief=brief_docstring(operation, [operation.id]),
            iterator=iterator,
        )

    def _signature(
        self, named: list[tuple[str, Parameter]], fixed: set[str], search: Search | None, *, iterating: bool
    ) -> list[str]:
        """Arguments as written: search criteria may go by position, required ones come before optional ones.

        `fixed` are the wire names of path variables, which no call can do without.
        """
        first, required, optional = [], [], []
        for argument, item in named:
            nullable = item.nullable or (item.default is not None and item.default.value is None)
            annotation = self.annotations.argument(item.type, nullable=nullable and item.name not in fixed)
            if search is not None and item is search.parameter:
                exact = search.exact or iterating
                first.append(f"{argument}: SearchCriteria |{'' if exact else f' {annotation} |'} None = None")
            elif item.required or item.name in fixed:
                required.append(f"{argument}: {annotation}")
            else:
                optional.append(f"{argument}: {annotation} = OMIT")
        return ["self", *first, "*", *required, *optional, *([_KEYSET] if iterating else []), _OPTIONS]
