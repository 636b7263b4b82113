"""What Magento 1's PHP classes do that its definitions don't tell.

A resource has two classes, `…_Api` for v1 and XML-RPC and `…_Api_V2` for v2 and WS-I, which translates before it calls
the first. Where the classes are among the sources, `codegen.readers.magento1.classes` reads all this off them; where
only definitions are, a shop is taken for a stock one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from codegen.ir import Api, Binding, List, Map, Named, Operation, RpcBinding, TypeRef, Union
from codegen.passes.types import map_types


@dataclass(frozen=True, slots=True)
class Classes:
    """What is known of the classes.

    `defaults` are operations and arguments that a method has a default for although a WSDL requires them. `unserved`
    are the paths of methods that v1's class hasn't. `maps` are the key and value fields of entries that v1 takes as
    one map where v2 takes a list of them.
    """

    defaults: frozenset[tuple[str, str]] = field(default=frozenset())
    unserved: frozenset[str] = field(default=frozenset())
    maps: frozenset[tuple[str, str]] = field(default=frozenset())


STOCK = Classes(
    defaults=frozenset(
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
    ),
    unserved=frozenset({"catalog_product.multiUpdate", "cataloginventory_stock_item.multiUpdate"}),
    maps=frozenset({("order_item_id", "qty")}),
)
"""The classes of a stock Magento 1.9 and OpenMage: Mage_Catalog_Model_Category_Api::tree, ::move and others have
defaults that the WS-I WSDL doesn't tell; Mage_Catalog_Model_Product_Api and Mage_CatalogInventory_Model_Stock_Item_Api
have no multiUpdate; Mage_Sales_Model_Order_Invoice_Api_V2, …_Shipment_Api_V2 and …_Creditmemo_Api_V2 make a map of
`orderItemIdQty` entries."""


def with_classes(api: Api, classes: Classes) -> Api:
    """The Api of a Magento 1 with what is known of its classes."""
    pairs = {
        model.name: pair
        for model in api.models
        if len(model.fields) == 2
        and (pair := (model.fields[0].wire_name, model.fields[1].wire_name)) in classes.maps
    }
    operations = tuple(_with_classes(operation, classes) for operation in api.operations)
    return map_types(replace(api, operations=operations), lambda type_ref, _: _mapped(type_ref, pairs))


def _with_classes(operation: Operation, classes: Classes) -> Operation:
    def binding(value: Binding) -> Binding:
        if isinstance(value, RpcBinding) and value.path in classes.unserved:
            return replace(value, served=False)
        return value

    return replace(
        operation,
        parameters=tuple(
            replace(item, required=False) if (operation.id, item.name) in classes.defaults else item
            for item in operation.parameters
        ),
        bindings=tuple(map(binding, operation.bindings)),
    )


def _mapped(type_ref: TypeRef, pairs: dict[str, tuple[str, str]]) -> TypeRef:
    """The type with every list of a pair's model marked as a map of version 1."""
    match type_ref:
        case List(item=Named(name)) if name in pairs:
            return replace(type_ref, pair=pairs[name])
        case List(item=item):
            return replace(type_ref, item=_mapped(item, pairs))
        case Map(value):
            return Map(_mapped(value, pairs))
        case Union(members):
            return Union(tuple(_mapped(member, pairs) for member in members))
    return type_ref
