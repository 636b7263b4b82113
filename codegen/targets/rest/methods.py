"""One REST operation as a descriptor and a method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from codegen.ir import Access, Location, Model, Operation, Parameter, RestBinding
from codegen.symbols import Symbols
from codegen.symbols.operations import iterator_name
from codegen.targets.annotations import Annotations, is_plain
from codegen.targets.documentation import method_docstring
from codegen.targets.rest.views import IteratorView, MethodView, PlaceView
from codegen.targets.searching import Search, search_of

OPTIONS = "options: RequestOptions | None = None"
KEYSET = "keyset: Keyset | str | None = None"


@dataclass(frozen=True, slots=True)
class Methods:
    """Makes the views of the methods of one class; `annotations` spell types as seen from inside that class."""

    symbols: Symbols
    models: Mapping[str, Model]
    annotations: Annotations

    def view(self, operation: Operation, rest: RestBinding, constant: str) -> MethodView:
        """The view of an operation whose descriptor is called `constant`."""
        search = search_of(self.models, operation)
        places = {item.name: item.location for item in rest.parameters}
        named = [(self.symbols.parameters[operation.id, item.name], item) for item in operation.parameters]
        name = self.symbols.operations[operation.id]
        outer = replace(self.annotations, list_name="list")
        result = self.annotations.result(operation.result, nullable=operation.result_nullable)
        source = outer.source(operation.result)
        return MethodView(
            name=name,
            constant=constant,
            verb=rest.method,
            path=rest.path,
            places=[self._place(item, places[item.name], search, outer) for item in operation.parameters],
            generic=outer.result(operation.result) if source in ("None", "ANY") or "cast(" in source else "",
            source=source,
            acl=operation.auth.resources if operation.auth.access is Access.RESOURCES else (),
            access=(
                operation.auth.access.value
                if operation.auth.access in (Access.ANONYMOUS, Access.SELF)
                else ""
            ),
            asynchronous=rest.asynchronous,
            signature=self._signature(named, places, search, iterating=False),
            arguments=[(item.name, argument) for argument, item in named],
            result=result,
            doc=method_docstring(
                operation,
                operation.id,
                [pair for pair in named if search is None or pair[1] is not search.parameter],
            ),
            iterator=self._iterator(name, named, places, search, result),
        )

    def _place(
        self, item: Parameter, location: Location, search: Search | None, spell: Annotations
    ) -> PlaceView:
        if search is not None and item is search.parameter:
            return PlaceView("search", item.name, "")
        typed = location is Location.BODY and not is_plain(item.type)
        return PlaceView(location.value, item.name, spell.source(item.type) if typed else "")

    def _iterator(
        self,
        name: str,
        named: list[tuple[str, Parameter]],
        places: Mapping[str, Location],
        search: Search | None,
        result: str,
    ) -> IteratorView | None:
        if search is None or search.item is None:
            return None
        return IteratorView(
            name=iterator_name(name),
            signature=self._signature(named, places, search, iterating=True),
            item=self.annotations.result(search.item),
            page=result,
        )

    def _signature(
        self,
        named: list[tuple[str, Parameter]],
        places: Mapping[str, Location],
        search: Search | None,
        *,
        iterating: bool,
    ) -> list[str]:
        """Arguments as written: search criteria may go by position, required ones come before optional ones."""
        first, required, optional = [], [], []
        for argument, item in named:
            nullable = item.nullable or (item.default is not None and item.default.value is None)
            annotation = self.annotations.argument(item.type, nullable=nullable)
            if search is not None and item is search.parameter:
                criteria = "SearchCriteria" if search.exact or iterating else f"SearchCriteria | {annotation}"
                first.append(f"{argument}: {criteria.removesuffix(' | None')} | None = None")
            elif item.required or places[item.name] is Location.PATH:
                required.append(f"{argument}: {annotation}")
            else:
                optional.append(f"{argument}: {annotation} = OMIT")
        return ["self", *first, "*", *required, *optional, *([KEYSET] if iterating else []), OPTIONS]
