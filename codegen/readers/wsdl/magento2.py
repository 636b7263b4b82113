"""Names of Magento 2 services and modules, read off the names in a WSDL.

A WSDL joins vendor, module and class into one word (`InventoryApiDataSourceInterface`), so the module is found by the
longest known module name; `Magento\\Framework\\Reflection\\TypeProcessor::translateTypeName` and
`Magento\\Webapi\\Model\\ServiceMetadata::getServiceName` are the rules that are undone here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codegen.ir import Service
from codegen.readers.wsdl.naming import lower_first, upper_first, words

_VERSION = re.compile(r"V\d+$")


class ModuleNames:
    """Splits joined names into module and rest.

    `known` are module names (`Acme_Foo`) or classes (`Acme\\Foo\\Api\\X`).
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = {"Framework": "Magento_Framework"}
        for name in sorted(set(known)):
            vendor, _, module = "_".join(name.strip("\\").split("\\")[:2]).partition("_")
            if module:
                joined = module if vendor == "Magento" else upper_first(vendor) + module
                self._known.setdefault(joined, f"{vendor}_{module}")

    def learn(self, type_names: Iterable[str]) -> None:
        """Take what stands before the first word `Data` of a data type's name for a module of Magento's own."""
        for name in sorted(type_names):
            if self._find(name, before="Data"):
                continue
            parts = words(name)
            at = parts.index("Data", 1) if "Data" in parts[1:] else 0
            if at and parts[at + 1 :] not in ([], ["Interface"]):
                module = "".join(parts[:at])
                self._known.setdefault(module, f"Magento_{module}")

    def split(self, name: str) -> tuple[str, str]:
        """Module and rest of a joined name that starts with a capital.

        The longest known module counts; else the words up to `Api`, which ends the names of Magento's contract
        modules; else the first word.
        """
        found = self._find(name)
        if found:
            return self._known[found], name[len(found) :]
        parts = words(name)
        first = "".join(parts[: parts.index("Api", 1) + 1] if "Api" in parts[1:] else parts[:1])
        return f"Magento_{first}", name[len(first) :]

    def _find(self, name: str, before: str = "") -> str:
        boundaries = [match.start() for match in re.finditer(r"(?<!^)[A-Z0-9]", name)] + [len(name)]
        for end in reversed(boundaries):
            if name[:end] in self._known and name[end:].startswith(before):
                return name[:end]
        return ""

    def service(self, service: Service) -> Service:
        """The service with module and title filled in from its name."""
        base = _VERSION.sub("", service.name)
        module, rest = self.split(upper_first(base))
        return Service(
            name=service.name,
            module=module,
            title=rest or module.partition("_")[2],
            version=service.version,
            description=service.description,
            origin=service.origin,
        )


def naming(port_type: str, operation: str) -> tuple[Service, str]:
    """The service and method of an operation, for `codegen.readers.wsdl.operations`; the module is filled in later."""
    name = port_type.removesuffix("PortType")
    version = _VERSION.search(name)
    method = operation[len(name) :] if operation.startswith(name) and operation != name else operation
    return Service(name=name, version=version[0] if version else ""), lower_first(method)
