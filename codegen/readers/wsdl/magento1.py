"""Names of a Magento 1 service, read off an operation's name when no api.xml is there to tell."""

from __future__ import annotations

import re

from codegen.ir import Service
from codegen.readers.wsdl.naming import lower_first, upper_first, words

BASE_OPERATIONS = frozenset(
    (
        "call",
        "endSession",
        "globalFaults",
        "login",
        "multiCall",
        "resourceFaults",
        "resources",
        "startSession",
    )
)
"""What every Magento 1 server offers besides its resources."""

BASE_SERVICE = "api"

_ACTIONS = re.compile(
    "Add|Assign|Assigned|Cancel|Capture|Create|Current|Delete|Get|Hold|Info|List|Move|Multi|Remove|Rename|Send|Set|"
    "Unhold|Update|Void"
)


def split_operation(name: str) -> tuple[str, str]:
    """The service and the method of an operation: `catalogProductList` gives `catalog_product` and `list`.

    The method starts at the first word that names an action, else it is the last word. What follows `AttributeSet` is
    always the method: `Set` is a noun there. Only the name itself decides, so that no other operation changes it.
    """
    if name in BASE_OPERATIONS:
        return BASE_SERVICE, name
    parts = words(name)
    if len(parts) < 2:
        return BASE_SERVICE, name
    return service_name("".join(parts[: (start := _method_start(parts))])), lower_first(
        "".join(parts[start:])
    )


def service_name(prefix: str) -> str:
    """The service's name for a v2 function prefix: `catalogProduct` gives `catalog_product`."""
    return "_".join(words(prefix)).lower()


def service(name: str) -> Service:
    """A Magento 1 service by its name (`catalog_product`)."""
    return Service(name=name, title="".join(upper_first(word) for word in name.split("_")))


def naming(port_type: str, operation: str) -> tuple[Service, str]:
    """The service and method of an operation, for `codegen.readers.wsdl.operations`."""
    name, method = split_operation(operation)
    return service(name), method


def _method_start(parts: list[str]) -> int:
    for index in range(1, len(parts)):
        noun = parts[index] == "Set" and parts[index - 1] in ("Attribute", "attribute")
        if noun and index + 1 < len(parts):
            return index + 1
        if not noun and _ACTIONS.fullmatch(parts[index]):
            return index
    return len(parts) - 1
