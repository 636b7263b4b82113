"""One operation as a descriptor and a method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from codegen.ir import Access, Api, List, Model, Named, Operation, Parameter, SoapBinding, SoapStyle, TypeRef
from codegen.symbols import Symbols
from codegen.symbols.operations import iterator_name
from codegen.targets.annotations import Annotations
from codegen.targets.documentation import brief_docstring, method_docstring, needs
from codegen.targets.soap.tables import kind, path_line, soap_line
from codegen.targets.soap.views import IteratorView, OperationView

OPTIONS = "options: Options = None"
_CRITERIA = frozenset({"filter_groups", "sort_orders", "page_size", "current_page"})
_FILTERS = frozenset({"filter", "complex_filter"})
_BUILT_IN = frozenset({"call", "multiCall"})
"""Operations of the API itself that the runtime's resource has better methods for."""

_READS = frozenset(
    {
        "getCarriers",
        "globalFaults",
        "info",
        "items",
        "level",
        "list",
        "options",
        "resourceFaults",
        "resources",
        "totals",
        "tree",
        "types",
    }
)
"""Names of Magento 1's methods that only read."""

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
        outer = replace(self.annotations, list_name="list")
        source = outer.source(operation.result)
        result = self.annotations.result(operation.result, nullable=operation.result_nullable)
        named = [(symbols.parameters[operation.id, item.name], item) for item in operation.parameters]
        search = next((item for item in operation.parameters if self._fields(item.type) >= _CRITERIA), None)
        name = symbols.operations[operation.id]
        generic = "None" if operation.result is None else "Any" if source == "ANY" else ""
        if " | " in source:
            generic, source = source, "ANY"
        if operation.result_nullable and not generic:
            generic = outer.result(operation.result, nullable=True)
        return OperationView(
            id=operation.id,
            name=name,
            constant=constant,
            operation=next(
                (binding.operation for binding in operation.bindings if isinstance(binding, SoapBinding)),
                operation.id,
            ),
            kind=kind(operation.result),
            generic=generic,
            source="" if source in ("None", "ANY") else source,
            settings=self._settings(operation, search),
            reads=self._reads(operation),
            acl=operation.auth.resources if operation.auth.access is Access.RESOURCES else (),
            whole=self._whole(operation),
            signature=self._signature(operation, named, search),
            arguments=[(item.name, argument) for argument, item in named],
            result=result,
            doc=method_docstring(operation, self._route(operation), named),
            brief=brief_docstring(operation, self._route(operation)),
            needs=needs(operation.auth),
            method=not (self.api.system == "magento1" and operation.id in _BUILT_IN),
            iterator=self._iterator(operation, name, named, search, result),
        )

    def _settings(self, operation: Operation, search: Parameter | None) -> list[tuple[str, str]]:
        """The descriptor's keyword arguments that are texts and not empty."""
        document, rpc = operation.soap(SoapStyle.DOCUMENT), operation.soap(SoapStyle.RPC)
        first = operation.soap()
        magento1 = self.api.system == "magento1"
        has_paths = any(item.rpc is not None for item in self.api.operations)
        settings = {
            "document": soap_line(operation, document, self.symbols) if document else "",
            "rpc": soap_line(operation, rpc, self.symbols) if rpc else "",
            "path": path_line(operation, self.symbols, magento1 and has_paths) if magento1 else "",
            "resource": operation.rpc.path.partition(".")[0] if operation.rpc else "",
            "service": operation.service if self.api.system == "magento2" else "",
            "action": first.action if first and not magento1 and first.action != first.operation else "",
            "search": search.name if search else "",
            "access": (
                operation.auth.access.value
                if operation.auth.access in (Access.ANONYMOUS, Access.SELF)
                else ""
            ),
        }
        return [(name, text) for name, text in settings.items() if text]

    def _reads(self, operation: Operation) -> bool:
        """Whether an operation changes nothing, by the names that Magento gives to such: it may be sent again."""
        if self.api.system == "magento2":
            return operation.name.startswith(("get", "is"))
        return self.api.system == "magento1" and operation.name in _READS

    def _whole(self, operation: Operation) -> bool:
        soap = operation.soap()
        return soap is not None and not soap.result and soap.result_type is not None

    def _signature(
        self,
        operation: Operation,
        named: list[tuple[str, Parameter]],
        search: Parameter | None,
        *,
        iterating: bool = False,
    ) -> list[str]:
        """Arguments as written: search criteria may go by position, required ones come before optional ones."""
        first, required, optional = [], [], []
        for argument, item in named:
            nullable = item.nullable or (item.default is not None and item.default.value is None)
            annotation = self.annotations.argument(item.type, nullable=nullable)
            if item is search:
                first.append(
                    f"{argument}: SearchCriteria | {annotation.removesuffix(' | None')} | None = None"
                )
            elif self._fields(item.type) == _FILTERS:
                optional.append(f"{argument}: Filters | {annotation} = OMIT")
            elif item.required and (operation.id, item.name) not in OPTIONAL_IN_PHP:
                required.append(f"{argument}: {annotation}")
            else:
                optional.append(f"{argument}: {annotation} = OMIT")
        keyset = ["keyset: Keyset | str | None = None"] if iterating else []
        return ["self", *first, "*", *required, *optional, *keyset, OPTIONS]

    def _iterator(
        self,
        operation: Operation,
        name: str,
        named: list[tuple[str, Parameter]],
        search: Parameter | None,
        result: str,
    ) -> IteratorView | None:
        page = self.models.get(operation.result.name) if isinstance(operation.result, Named) else None
        items = (
            next((field.type for field in page.fields if field.wire_name == "items"), None) if page else None
        )
        if search is None or not isinstance(items, List):
            return None
        return IteratorView(
            name=iterator_name(name),
            signature=self._signature(operation, named, search, iterating=True),
            item=self.annotations.result(items.item),
            page=result,
        )

    def _fields(self, type_ref: TypeRef) -> frozenset[str]:
        model = self.models.get(type_ref.name) if isinstance(type_ref, Named) else None
        return frozenset(field.wire_name for field in model.fields) if model else frozenset()

    def _route(self, operation: Operation) -> str:
        return f"{operation.id}, {operation.rpc.path}" if operation.rpc and operation.soap() else operation.id
