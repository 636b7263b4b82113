"""Names that Magento derives: services, SOAP operations, types and fields.

Sources: `Magento\\Webapi\\Model\\ServiceMetadata`, `Magento\\Webapi\\Model\\Config\\Converter`,
`Magento\\Framework\\Reflection\\{TypeProcessor,NameFinder,FieldNamer}`,
`Magento\\Framework\\Api\\SimpleDataObjectConverter`.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Magento's own patterns, with one way only to fit a name: a long one that fits in none would take them for ever.
_SERVICE_CLASS = re.compile(r"^(?=.*Interface$)(.[^\\]*)\\(.+?)\\Service\\(V\d+)+(\\.+)Interface$")
_API_CLASS = re.compile(r"^(.[^\\]*)\\(.+?)\\Api\\(.+?)(Interface)?$")
_TYPE_CLASS = re.compile(r"\\?(.*)\\([^\\]*)\\(Service|Api)\\(\2)?(.*)")
_GETTERS = ("get", "is", "has")
_REST_GETTERS = ("is", "has", "get")


def upper_first(text: str) -> str:
    """PHP's `ucfirst`."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """PHP's `lcfirst`."""
    return text[:1].lower() + text[1:]


def snake_case(name: str) -> str:
    """Magento's snake case: `_` between a character and a capital, without overlap (`URLKey` → `u_rl_key`)."""
    return re.sub(r"(.)([A-Z])", r"\1_\2", name).lower()


def upper_camel(name: str) -> str:
    """Magento's way back (`snakeCaseToUpperCamelCase`): capitals after underscores, which go away."""
    return "".join(upper_first(part) for part in name.split("_"))


def is_getter(method: str) -> bool:
    """Whether Magento takes a method for a getter; no capital is needed after the prefix."""
    return method.startswith(_GETTERS)


def _without_prefix(method: str, prefixes: tuple[str, ...]) -> str:
    for prefix in prefixes:
        if method.startswith(prefix):
            return method[len(prefix) :]
    return method


def soap_field(getter: str) -> str:
    """The field's name in Magento's types and WSDLs (`getRuleID` → `ruleID`)."""
    return lower_first(_without_prefix(getter, _GETTERS))


def rest_field(getter: str) -> str:
    """The field's name in REST's JSON (`getRuleID` → `rule_id`)."""
    return snake_case(_without_prefix(getter, _REST_GETTERS))


def setters(getter: str) -> tuple[str, str]:
    """The methods that Magento sets the field of a getter with."""
    rest = upper_first(_without_prefix(getter, _GETTERS))
    return f"set{rest}", f"setIs{rest}"


def soap_version(url: str) -> str:
    """The version that SOAP takes from a route's url: what lies between its first character and the next slash."""
    end = url.find("/", 1)
    return url[1:-1] if end < 0 else url[1:end]


def rest_version(url: str) -> str:
    """The version that REST takes from a route's url: its first part."""
    return url.lstrip("/").partition("/")[0]


@lru_cache(4096)  # each service is asked for once a route, and more
def _service_parts(php_class: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Vendor, module and the rest of a service class, None when it is no service class."""
    if found := _SERVICE_CLASS.match(php_class):
        vendor, module, rest = found[1], found[2], found[4].strip("\\")
    elif found := _API_CLASS.match(php_class):
        vendor, module, rest = found[1], found[2], found[3]
    else:
        return None
    return vendor, module, tuple(rest.split("\\"))


def service_name(php_class: str, version: str) -> str:
    """Magento's service name (`catalogProductRepositoryV1`), empty when the class can't be a service."""
    parts = _service_parts(php_class)
    if not parts:
        return ""
    vendor, module, rest = parts
    vendor = "" if vendor == "Magento" else vendor
    module = "" if module == rest[0] else module
    return lower_first(vendor + module + "".join(rest) + version)


def plain_service_name(php_class: str, version: str) -> str:
    """A name for a service that Magento itself has none for, as its class is not below an `Api` namespace."""
    return lower_first(php_class.removesuffix("Interface").replace("\\", "") + version)


def service_title(php_class: str) -> str:
    """What a service is called inside its module (`ProductRepository`)."""
    parts = _service_parts(php_class)
    return "".join(parts[2]) if parts else php_class.rpartition("\\")[2].removesuffix("Interface")


def soap_operation(service: str, operation: str) -> str:
    """The SOAP operation of a service's method or alias."""
    return service + upper_first(operation)


def type_name(php_class: str) -> str:
    """Magento's name of a data type, empty for a class that is not below `Api` or `Service`."""
    found = _TYPE_CLASS.match(php_class)
    if not found:
        return ""
    vendor = "" if found[1] == "Magento" else found[1]
    return upper_first(vendor + found[2] + found[5].replace("\\", ""))


def full_type_name(php_class: str) -> str:
    """The type name with nothing dropped: tells two classes apart that Magento gives one name."""
    found = _TYPE_CLASS.match(php_class)
    if not found:
        return php_class.replace("\\", "")
    vendor = "" if found[1] == "Magento" else found[1]
    return upper_first(vendor + found[2] + (found[4] or "") + found[5].replace("\\", ""))


def module_of(php_class: str) -> str:
    """The module that a class belongs to by its namespace (`Magento_Catalog`)."""
    parts = php_class.lstrip("\\").split("\\")
    return "_".join(parts[:2]) if len(parts) > 1 else ""
