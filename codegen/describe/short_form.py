"""What a lock keeps of an API: as much as comparing two packages takes, written short.

The long form is that of `codegen.describe.document`. What has its usual value is left out, and a field or parameter is
a list: its wire name, its type, and what else is to be said of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codegen.describe.attributes import lengthen_attributes

Json = dict[str, Any]

_MODEL = ("name", "python_path", "deprecated")
_OPERATION = ("id", "python_path", "deprecated", "result", "auth")
_USUAL: Json = {"required": False, "nullable": False, "writable": True}
_BINDING_UNKEPT = ("method", "path", "secure", "arguments")


def short_operation(operation: Json) -> Json:
    """The short form of an operation."""
    return {
        **_chosen(operation, _OPERATION),
        "parameters": [_member(each, "name", tuple(_USUAL)) for each in operation["parameters"]],
        "bindings": [_binding(each) for each in operation["bindings"]],
    }


def short_model(model: Json) -> Json:
    """The short form of a model."""
    return {
        **_chosen(model, _MODEL),
        "fields": [_member(each, "wire_name", ("required", "writable")) for each in model["fields"]],
    }


def lengthen(kept: Mapping[str, Any]) -> Json:
    """The document whose parts were made short, without what a comparison does not look at.

    Raises KeyError, TypeError or ValueError for what is no short form.
    """
    return {
        "system": kept["system"],
        "operations": [
            {
                "result": None,
                **operation,
                "parameters": [_long_member(each, "name") for each in operation["parameters"]],
                "bindings": [_long_binding(each) for each in operation["bindings"]],
            }
            for operation in kept["operations"]
        ],
        "models": [
            {**model, "fields": [_long_member(each, "wire_name") for each in model["fields"]]}
            for model in kept["models"]
        ],
        "attributes": lengthen_attributes(kept.get("attributes", ())),
    }


def _chosen(entry: Json, keys: tuple[str, ...]) -> Json:
    return {key: entry[key] for key in keys if entry.get(key) is not None}


def _member(entry: Json, name_key: str, keys: tuple[str, ...]) -> list[Any]:
    name = entry[name_key]
    more = {key: entry[key] for key in keys if entry.get(key, _USUAL[key]) != _USUAL[key]}
    if entry["python_name"] != name:
        more["python_name"] = entry["python_name"]
    return [name, entry["type"], more] if more else [name, entry["type"]]


def _long_member(kept: list[Any], name_key: str) -> Json:
    name, type_name, *more = kept
    return {name_key: name, "python_name": name, "type": type_name, **_USUAL, **(more[0] if more else {})}


def _binding(binding: Json) -> Json:
    usual = _usual_binding(binding)
    kept = {
        key: value
        for key, value in binding.items()
        if key not in _BINDING_UNKEPT and not (key in usual and value == usual[key])
    }
    if "parameters" in kept:
        kept["parameters"] = [[each["name"], each["location"]] for each in kept["parameters"]]
    return kept


def _long_binding(kept: Json) -> Json:
    binding = {**_usual_binding(kept), **kept}
    if "parameters" in kept:
        binding["parameters"] = [{"name": name, "location": place} for name, place in kept["parameters"]]
    return binding


def _usual_binding(binding: Json) -> Json:
    """What a binding is like that nothing else is said of: Magento 2's."""
    if binding["kind"] == "rest":
        return {"forced": [], "asynchronous": False}
    if binding["kind"] != "soap":
        return {}
    operation = binding["operation"]
    return {
        "style": "document",
        "request": f"{operation}Request",
        "response": f"{operation}Response",
        "namespace": "",
        "version": "1.2",
    }
