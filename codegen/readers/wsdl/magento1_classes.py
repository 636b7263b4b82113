"""What Magento 1's PHP classes do that its definitions don't tell.

A resource has two classes, `…_Api` for v1 and XML-RPC and `…_Api_V2` for v2 and WS-I, which translates before it calls
the first. Definitions don't tell how, so a shop is taken for a stock one.
"""

from __future__ import annotations

from collections.abc import Mapping

from codegen.ir import ANY, STRING, Api, List, Model, Operation, TypeRef, Union
from codegen.values import Value, field, replace


class KnownClasses(Value):
    """What is known of the classes.

    `defaults` are operations and arguments that a method has a default for although a WSDL requires them. `unserved`
    are the paths of methods that v1's class hasn't (for `join`, which knows the paths). `maps` are the key and value
    fields of entries that v1 takes as one map where v2 takes a list of them. `contents` are types of fields of models
    that hold those as well as what a WSDL says.
    """

    defaults: frozenset[tuple[str, str]] = field(default=frozenset())
    unserved: frozenset[str] = field(default=frozenset())
    maps: frozenset[tuple[str, str]] = field(default=frozenset())
    contents: Mapping[tuple[str, str], TypeRef] = field(default_factory=dict[tuple[str, str], TypeRef])


STOCK = KnownClasses(
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
    contents={
        ("customerCustomerEntity", "confirmation"): STRING,
        ("shoppingCartItemEntity", "weee_tax_applied"): List(ANY),
    },
)
"""The classes of a stock Magento 1.9 and OpenMage: Mage_Catalog_Model_Category_Api::tree, ::move and others have
defaults that the WS-I WSDL doesn't tell; Mage_Catalog_Model_Product_Api and Mage_CatalogInventory_Model_Stock_Item_Api
have no multiUpdate; Mage_Sales_Model_Order_Invoice_Api_V2, …_Shipment_Api_V2 and …_Creditmemo_Api_V2 make a map of
`orderItemIdQty` entries. Mage_Customer_Model_Customer_Api::info gives the key that confirms a customer, and
Mage_Checkout_Model_Cart_Api::info the taxes of an item, where v2's engine makes a boolean and a number of them."""


def with_classes(api: Api, classes: KnownClasses) -> Api:
    """The Api of a Magento 1 with what is known of its classes."""
    return replace(
        api,
        models=tuple(_with_contents(model, classes) for model in api.models),
        operations=tuple(_with_methods(operation, classes) for operation in api.operations),
    )


def _with_contents(model: Model, classes: KnownClasses) -> Model:
    names = tuple(field.wire_name for field in model.fields)
    pair = next((pair for pair in classes.maps if pair == names), None)
    fields = tuple(
        (
            replace(field, type=Union((field.type, other)))
            if (other := classes.contents.get((model.name, field.wire_name)))
            else field
        )
        for field in model.fields
    )
    return replace(model, fields=fields, pair=pair)


def _with_methods(operation: Operation, classes: KnownClasses) -> Operation:
    return replace(
        operation,
        parameters=tuple(
            replace(item, required=False) if (operation.id, item.name) in classes.defaults else item
            for item in operation.parameters
        ),
    )
