"""`extension_attributes.xml`, merged over modules as Magento merges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import Origin
from codegen.readers.magento2.documents import documents
from codegen.roots import Source
from codegen.source import Inputs
from codegen.values import Value, replace


class ExtensionAttribute(Value):
    """One attribute of an extensible type. `type` is a docblock type; `resources` are what a reader of it needs."""

    code: str
    type: str
    resources: tuple[str, ...]
    origin: Origin


ExtensionAttributes = Mapping[str, Mapping[str, ExtensionAttribute]]


def read_extension_attributes(
    sources: Iterable[Source], inputs: Inputs
) -> tuple[ExtensionAttributes, tuple[Diagnostic, ...]]:
    """Attributes by full class name (no leading backslash) and code; `sources` are in load order.

    Source: `Magento\\Framework\\Api\\ExtensionAttribute\\Config\\{Reader,Converter}`.
    """
    merged: dict[str, dict[str, ExtensionAttribute]] = {}
    diagnostics: list[Diagnostic] = []
    for root, source in documents(sources, inputs, "config", diagnostics):
        for extended in root.iter("extension_attributes"):
            name = extended.get("for", "").strip()
            attributes = merged.setdefault(name, {})
            for node in extended.iter("attribute"):
                code = node.get("code", "")
                resources = tuple(resource.get("ref", "") for resource in node.iter("resource"))
                attribute = ExtensionAttribute(code, node.get("type", "").strip(), resources, source.at(node))
                if not name or not code or not attribute.type:
                    diagnostics.append(
                        Diagnostic(
                            Level.WARNING,
                            "bad-extension-attribute",
                            "an extension attribute needs `for`, `code` and `type`; it is left out",
                            attribute.origin,
                        )
                    )
                    continue
                earlier = attributes.get(code)
                if earlier:
                    attribute = replace(
                        attribute, resources=tuple(dict.fromkeys((*earlier.resources, *resources)))
                    )
                attributes[code] = attribute
    return merged, tuple(diagnostics)
