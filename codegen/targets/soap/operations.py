"""One operation as a method of its service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from codegen.emit.layout import bracketed
from codegen.emit.render import py_str
from codegen.ir import Api, Model, Operation, Parameter
from codegen.symbols import Symbols
from codegen.symbols.operations import iterator_name
from codegen.targets.services.annotations import Annotations
from codegen.targets.services.documentation import brief_docstring, method_docstring, needs
from codegen.targets.services.searching import Search, field_names, search_among
from codegen.targets.soap.descriptors import descriptor
from codegen.targets.soap.views import IteratorView, OperationView

_OPTIONS = "options: Options = None"
_KEYSET = "keyset: OptionalKeyset = None"
_FILTERS = frozenset({"filter", "complex_filter"})
_BUILT_IN = frozenset({"call", "multiCall"})
"""Operations of the API itself that the runtime's resource has better methods for."""

OPTIONAL_IN_PHP = frozenset(
    {
        ("catalogCategoryMove", "afterId"),
        ("catalogCategoryTree", "parentId"),
        ("catalogProductTagList", "store"),
        ("salesOrderInvoiceCreate", "itemsQty"),
        ("salesOrderShipmentAddComment", "email"),
        ("salesOrderShipmentAddComment", "includeInEmail"),
        ("salesOrderShipmentCreate", "email"),
        ("salesOrderShipmentCreate", "includeComment"),
        ("salesOrderShipmentCreate", "itemsQty"),
    }
)
"""Arguments that Magento 1's WS-I WSDL requires although its methods have defaults for them
(Mage_Catalog_Model_Category_Api::tree, Mage_Sales_Model_Order_Shipment_Api::create and others)."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Makes the views of the operations of one class; `annotations` spell types as seen from inside that class."""

    api: Api
    symbols: Symbols
    models: Mapping[str, Model]
    annotations: Annotations

    def view(self, operation: Operation, constant: str) -> OperationView:
        """The view of an operation whose descriptor is called `constant`."""
        symbols = self.symbols
        search = search_among(self.models, operation, operation.parameters)
        named = [(symbols.parameters[operation.id, item.name], item) for item in operation.parameters]
        name = symbols.operations[operation.id]
        result = self.annotations.result(operation.result, nullable=operation.result_nullable)
        routes = [operation.id, *([operation.rpc.path] if operation.rpc and operation.soap() else [])]
        arguments = [f"{py_str(item.name)}: {argument}" for argument, item in named]
        call = [constant, bracketed("{", arguments, "}", 12), "options"]
        iterator = None
        if search is not None and search.item is not None:
            iterator = IteratorView(
                name=iterator_name(name),
                signature=self._signature(operation, named, search, iterating=True),
                call=[*call, "keyset"],
                item=self.annotations.result(search.item),
            )
        outer = replace(self.annotations, list_name="list")
        return OperationView(
            id=operation.id,
            name=name,
            needs=needs(operation.auth),
            descriptor=descriptor(constant, operation, search, self.api, symbols, outer),
            signature=self._signature(operation, named, search, iterating=False),
            call=call,
            result=result,
            doc=method_docstring(operation, routes, named),
            brief=brief_docstring(operation, routes),
            method=not (self.api.system == "magento1" and operation.id in _BUILT_IN),
            iterator=iterator,
        )

    def _signature(
        self,
        operation: Operation,
        named: list[tuple[str, Parameter]],
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
                accepted = annotation.removesuffix(" | None")
                first.append(f"{argument}: SearchCriteria | {accepted} | None = None")
            elif field_names(self.models, item.type) == _FILTERS:
                optional.append(f"{argument}: Filters | {annotation} = OMIT")
            elif item.required and (operation.id, item.name) not in OPTIONAL_IN_PHP:
                required.append(f"{argument}: {annotation}")
            else:
                optional.append(f"{argument}: {annotation} = OMIT")
        return ["self", *first, "*", *required, *optional, *([_KEYSET] if iterating else []), _OPTIONS]
