"""The systems whose APIs are read: what is true of one wherever its definitions come from and whatever is made of them.

This module imports nothing else of the package but `values`.
"""

from __future__ import annotations

from codegen.values import Value


class System(Value, kw_only=True):
    """One kind of server.

    `name` is what `inspect` calls it. A `flat` client has its services on itself, another below a namespace for their
    module; `areas` says that services are parted into modules by the first word of their names, since nothing else
    tells where they belong. `rest_title` and `soap_title` head a package, empty where there can be none.

    Of its SOAP: `document_mode` and `encoded_mode` are what the runtime calls it in each style; `request_suffix` ends
    the element of a request; `session` is the element of the session id, empty where there is none; `paths` tells that
    operations have call paths, too, for its version 1 and XML-RPC; `service_addresses` that each service has an address
    of its own, which tells the namespace; `camel_elements` that elements are the camel case of REST's names; `pair` are
    the fields of a type whose lists are maps; `list_elements` the names around the items of a list, outermost first.
    `fault_types` are no models of the shop; `extension_suffix` ends the names of types of extension attributes, of
    which any may be missing; `optional_is_null` tells that what may be missing is null in PHP.
    `read_prefixes` and `read_names` tell the methods that change nothing. `own_envelope` says that its WSDL chooses the
    version of the envelope and the namespaces of requests.
    """

    name: str
    flat: bool = True
    areas: bool = False
    rest_title: str = ""
    soap_title: str = ""
    document_mode: str = ""
    encoded_mode: str = ""
    request_suffix: str = ""
    session: str = ""
    paths: bool = False
    service_addresses: bool = False
    camel_elements: bool = False
    pair: tuple[str, ...] = ()
    list_elements: tuple[str, ...] = ()
    fault_types: tuple[str, ...] = ()
    extension_suffix: str = ""
    optional_is_null: bool = False
    read_prefixes: tuple[str, ...] = ()
    read_names: tuple[str, ...] = ()
    own_envelope: bool = False

    def reads(self, method: str) -> bool:
        """Whether a method changes nothing, by the names that the system gives to such: it may be called again."""
        return method.startswith(self.read_prefixes) or method in self.read_names


MAGENTO2 = System(
    name="magento2",
    flat=False,
    rest_title="Magento 2 REST API",
    soap_title="Magento 2 SOAP API",
    document_mode="magento2",
    encoded_mode="soap",
    request_suffix="Request",
    service_addresses=True,
    camel_elements=True,
    pair=("attribute_code", "value"),
    list_elements=("item",),
    fault_types=("GenericFault", "GenericFaultParameter", "WrappedError"),
    extension_suffix="ExtensionInterface",
    optional_is_null=True,
    read_prefixes=("get", "is"),
)
"""Magento 2: REST and SOAP 1.2, both made of webapi.xml and the service contracts."""

MAGENTO1 = System(
    name="magento1",
    areas=True,
    soap_title="Magento 1 SOAP and XML-RPC API",
    document_mode="wsi",
    encoded_mode="v2",
    request_suffix="RequestParam",
    session="sessionId",
    paths=True,
    pair=("key", "value"),
    list_elements=("complexObjectArray", "item"),
    read_names=(
        *("getCarriers", "globalFaults", "info", "items", "level", "list", "options"),
        *("resourceFaults", "resources", "totals", "tree", "types"),
    ),
)
"""Magento 1 and OpenMage: SOAP v1, v2 and WS-I, and XML-RPC (Mage_Api)."""

MAGENTO1_REST = System(name="magento1", rest_title="Magento 1 REST")
"""The REST API of the same shops (Mage_Api2), which shares nothing with the others but the name."""

OTHER = System(
    name="soap", soap_title="SOAP API", document_mode="soap", encoded_mode="soap", own_envelope=True
)
"""Some other system with a WSDL."""
