"""Rewrites a Swagger 2 document as OpenAPI 3, which is what openapi-python-client reads.

python tests/benchmarks/swagger3.py swagger.json openapi.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def to_openapi3(document: Json) -> Json:
    """The same paths and definitions in OpenAPI 3.0 form: bodies as requestBody, schemas under components."""
    return {
        "openapi": "3.0.3",
        "info": document["info"],
        "paths": {
            path: {method: _operation(operation) for method, operation in operations.items()}
            for path, operations in document["paths"].items()
        },
        "components": {"schemas": _references(document["definitions"])},
    }


def _operation(operation: Json) -> Json:
    parameters = operation.get("parameters", [])
    body = next((parameter for parameter in parameters if parameter["in"] == "body"), None)
    result: Json = {
        "operationId": operation["operationId"],
        "tags": operation.get("tags", []),
        "parameters": [_parameter(parameter) for parameter in parameters if parameter is not body],
        "responses": {code: _response(response) for code, response in operation["responses"].items()},
    }
    if body is not None:
        result["requestBody"] = {"content": {"application/json": {"schema": _references(body["schema"])}}}
    return result


def _parameter(parameter: Json) -> Json:
    schema = {key: _references(parameter[key]) for key in ("type", "items", "format") if key in parameter}
    return {key: parameter[key] for key in ("name", "in", "required") if key in parameter} | {
        "schema": schema
    }


def _response(response: Json) -> Json:
    result: Json = {"description": response.get("description", "")}
    if "schema" in response:
        result["content"] = {"application/json": {"schema": _references(response["schema"])}}
    return result


def _references(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: (
                inner.replace("#/definitions/", "#/components/schemas/")
                if key == "$ref"
                else _references(inner)
            )
            for key, inner in value.items()
        }
    return [_references(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    swagger, openapi = map(Path, sys.argv[1:])
    openapi.write_text(json.dumps(to_openapi3(json.loads(swagger.read_text()))))
