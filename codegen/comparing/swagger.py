"""Reads the facts of a Magento Swagger document (`/rest/<store>/schema`), for `codegen.comparing.against_shop` only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from codegen.comparing.against_shop import OBJECT, Facts, Member, plain
from codegen.diagnostics import CodegenError
from codegen.files import read_json

_ERROR_MODELS = "error-"
_ASYNC_MODELS = "asynchronous-operations-"


def read_swagger(path: Path, shown: str) -> Facts:
    """The facts of a document. Raises CodegenError (3) when it is none."""
    data = read_json(path, shown)
    try:
        definitions = data["definitions"]
        asynchronous = str(data.get("basePath", "")).endswith("/async")
        envelopes = (_ERROR_MODELS, _ASYNC_MODELS) if asynchronous else (_ERROR_MODELS,)
        routes = {
            f"{method.upper()} {route}": operation
            for route, methods in data["paths"].items()
            for method, operation in methods.items()
        }
        return Facts(
            operations={
                key: {**dict(_members(operation, definitions)), "result": Member(_answer(operation))}
                for key, operation in routes.items()
            },
            models={
                plain(name): _properties(definition)
                for name, definition in definitions.items()
                if definition.get("type") == "object" and not name.startswith(envelopes)
            },
            asynchronous=asynchronous,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CodegenError(f"{shown}: is no Swagger document of a Magento: {error!r}") from error


def _members(operation: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[tuple[str, Member]]:
    for parameter in operation.get("parameters", ()):
        where, name = parameter["in"], parameter["name"]
        if where == "body":
            schema = parameter["schema"]
            body = definitions[_reference(schema)] if "$ref" in schema else schema
            for part, value in _properties(body).items():
                yield f"body:{part}", value
        elif "[" in name and parameter["type"] != "array":
            yield f"{where}:{name.partition('[')[0]}", Member(OBJECT, required=False)
        else:
            yield f"{where}:{name}", Member(_type(parameter), bool(parameter.get("required")))


def _answer(operation: Mapping[str, Any]) -> str:
    """The type of what a call answers; an asynchronous call (202) answers nothing of its own."""
    answer = operation["responses"].get("200", {})
    return _type(answer["schema"]) if answer.get("schema") else "void"


def _properties(definition: Mapping[str, Any]) -> dict[str, Member]:
    required = definition.get("required", ())
    return {
        name: Member(_type(schema), name in required)
        for name, schema in definition.get("properties", {}).items()
    }


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return plain(_reference(schema))
    if schema["type"] == "array":
        return f"list[{_type(schema['items'])}]"
    return str(schema["type"])


def _reference(schema: Mapping[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
