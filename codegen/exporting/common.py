"""What operations of both Magentos have in common in an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.emit.text import clipped, sentence
from codegen.exporting.schemas import Json
from codegen.ir import Api, Operation
from codegen.symbols import Symbols

_SUMMARY = 120


def head(api: Api, symbols: Symbols, operation: Operation, suffix: str = "") -> Json:
    """Id, tag and description. The id is the Python call on a client, with a suffix where it has several routes."""
    text = sentence(operation.description)
    summary = clipped(text.partition(". ")[0].rstrip("."), _SUMMARY)
    return {
        "operationId": f"{place(api, symbols, operation)}{suffix}",
        "tags": [_tag(api, symbols, operation)],
        **({"summary": summary} if summary else {}),
        **({"description": text} if text and text.rstrip(".") != summary else {}),
        **({"deprecated": True} if operation.deprecated is not None else {}),
    }


def place(api: Api, symbols: Symbols, operation: Operation) -> str:
    """The Python call of an operation, as it follows a client: `catalog.product_repository.get`."""
    attribute = symbols.attributes[operation.service]
    name = f"{attribute}.{symbols.operations[operation.id]}"
    return name if api.system.flat else f"{symbols.services[operation.service].module}.{name}"


def tags(api: Api, symbols: Symbols, operations: Iterable[Operation]) -> list[Json]:
    """A tag a Magento module."""
    return [{"name": name} for name in sorted({_tag(api, symbols, operation) for operation in operations})]


def _tag(api: Api, symbols: Symbols, operation: Operation) -> str:
    service = next(item for item in api.services if item.name == operation.service)
    return service.module or symbols.services[operation.service].module


def refusals(texts: Mapping[str, str]) -> Json:
    """The responses with which a shop refuses, from what each of them says; the body of all is an `Error`."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {name: {"description": text, "content": content} for name, text in texts.items()}


def listed(key: str, values: list[Json]) -> Json:
    """The list under its key; nothing for an empty one."""
    return {key: values} if values else {}
