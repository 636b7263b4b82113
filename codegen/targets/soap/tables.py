"""What the codec can't read off the models: where each model of the WSDL is, and elements with names of their own."""

from __future__ import annotations

from collections import defaultdict

from codegen.emit.layout import entry
from codegen.emit.render import py_str
from codegen.ir import Api, Field
from codegen.symbols import Symbols
from codegen.symbols.words import magento_camel
from codegen.targets.soap.arguments import items_of


def types(api: Api, symbols: Symbols) -> dict[str, list[str]]:
    """By module of `models`, what stands in a dict of the class of each model of the WSDL."""
    found: dict[str, list[str]] = defaultdict(list)
    for model in sorted(api.models, key=lambda item: item.name):
        place = symbols.models[model.name]
        found[place.module] += entry(py_str(model.name), py_str(place.name), 8)
    return dict(sorted(found.items()))


def elements(api: Api) -> dict[str, dict[str, str]]:
    """The sources `element("typeId")` of fields whose element isn't called as they are, by model and wire name.

    Elements of Magento 2 are the camel case of their fields, unless they are told of here.
    """
    found: dict[str, dict[str, str]] = {}
    for model in sorted(api.models, key=lambda item: item.name):
        sources = {field.wire_name: _element(field, api.system.camel_elements) for field in model.fields}
        if any(sources.values()):
            found[model.name] = {name: source for name, source in sources.items() if source}
    return found


def _element(field: Field, camel: bool) -> str:
    name = field.soap_name or field.wire_name
    usual = magento_camel(field.wire_name) if camel else field.wire_name
    arguments = [py_str(name)] if name != usual or field.soap_aliases else []
    arguments += [py_str(other) for other in field.soap_aliases]
    items = items_of(field.type)
    if items is not None:
        arguments.append(f"items={py_str(items)}")
    return f"element({', '.join(arguments)})" if arguments else ""


def maps(api: Api) -> dict[str, tuple[str, str]]:
    """The key and value fields of models whose lists are maps in version 1."""
    return {model.name: model.pair for model in api.models if model.pair is not None}


def target_namespace(api: Api) -> str:
    """The namespace of requests; empty where it follows from the address that is called."""
    if api.system.service_addresses:
        return ""
    found = (soap.namespace for operation in api.operations if (soap := operation.soap()))
    return api.namespace or next(found, "")
