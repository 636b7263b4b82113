"""Magento 1's REST API as OpenAPI paths: what `Mage_Api2` takes and gives in JSON.

The same bodies go as XML too (`Accept: text/xml`); its schema is not told: OpenAPI
can't say that both mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from codegen.exporting.common import head, listed, refusals, tags
from codegen.exporting.schemas import Json, Schemas, described
from codegen.ir import Access, Api, List, Location, Operation, Parameter, RestBinding, Scalar
from codegen.symbols import Symbols
from codegen.values import Value

SCALARS: dict[Scalar, Json] = {
    Scalar.STRING: {"type": ["string", "number", "boolean"]},
    Scalar.INTEGER: {"type": ["integer", "string"]},
    Scalar.NUMBER: {"type": ["number", "string"]},
    Scalar.BOOLEAN: {"type": ["boolean", "integer", "string"]},
    Scalar.BINARY: {"type": "string", "contentEncoding": "base64"},
}
"""Values are what the database gave, numbers mostly as text; requests are taken in either form."""

SERVERS: list[Json] = [
    {
        "url": "{shop}/api/rest",
        "variables": {"shop": {"default": "https://shop.example", "description": "The address of the shop."}},
    }
]

SECURITY: Json = {
    "oauth1": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "OAuth 1.0a of an administrator or a customer, RFC 5849, signed with HMAC-SHA1 or PLAINTEXT.",
    }
}

ERROR: Json = {
    "type": "object",
    "properties": {
        "messages": {
            "type": "object",
            "properties": {
                "error": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "code": {"type": ["integer", "string"]},
                            "message": {"type": "string"},
                        },
                    },
                }
            },
        }
    },
}

_VERDICTS: Json = {"type": "array", "items": {"type": "object", "additionalProperties": {}}}
VERDICTS: Json = {
    "type": "object",
    "description": "What became of each entry of the request.",
    "properties": {"success": _VERDICTS, "error": _VERDICTS},
}

_FILTERS: Json = {
    "name": "filter",
    "in": "query",
    "style": "deepObject",
    "explode": True,
    "description": "Conditions by any number: `filter[1][attribute]=price`, `filter[1][gt]=10`. All must match.",
    "schema": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": {}}},
}

RESPONSES = refusals(
    {
        "BadRequest": "The request is not understood, or its data are not valid.",
        "Unauthorized": "The signature is not accepted.",
        "Forbidden": "This role may not do that.",
        "NotFound": "There is no such entity.",
        "NotAllowed": "The resource has no such method.",
        "Failed": "The shop failed.",
    }
)
REFUSED = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "405": "NotAllowed",
    "500": "Failed",
}
"""The statuses of refusals, each with its name in `RESPONSES`."""


class Magento1Paths(Value):
    """Makes the paths of an Api's Magento 1 routes."""

    api: Api
    symbols: Symbols
    answers: Schemas
    requests: Schemas

    def all(self) -> dict[str, Json]:
        """The path items by path, in order."""
        found: dict[str, Json] = {}
        for operation, rest in self._routes():
            item, method = found.setdefault(rest.path, {}), rest.method.lower()
            made = self._operation(operation, rest)
            item[method] = _either(item[method], made) if method in item else made
        return dict(sorted(found.items()))

    def schemas(self) -> dict[str, Json]:
        """The schemas of all models that the paths refer to, of refusals and of verdicts."""
        taken = [parameter.type for operation, _ in self._routes() for parameter in operation.parameters]
        given = [operation.result for operation, _ in self._routes() if operation.result is not None]
        models = {**self.answers.reachable(given), **self.requests.reachable(taken)}
        return {**models, "Error": ERROR, "Verdicts": VERDICTS}

    def tags(self) -> list[Json]:
        """A tag a Magento module."""
        return tags(self.api, self.symbols, [operation for operation, _ in self._routes()])

    def _routes(self) -> Iterator[tuple[Operation, RestBinding]]:
        for operation in self.api.operations:
            if operation.rest is not None:
                yield operation, operation.rest

    def _operation(self, operation: Operation, rest: RestBinding) -> Json:
        places = {item.name: item.location for item in rest.parameters}
        body = next((item for item in operation.parameters if places.get(item.name) is Location.BODY), None)
        parameters = [
            self._parameter(item, places.get(item.name)) for item in operation.parameters if item is not body
        ]
        acl = operation.auth.resources if operation.auth.access is Access.RESOURCES else ()
        return {
            **head(self.api, self.symbols, operation),
            **listed("parameters", parameters),
            **({"requestBody": self._body(body)} if body else {}),
            "responses": {
                **self._answer(operation, rest),
                **{status: {"$ref": f"#/components/responses/{name}"} for status, name in REFUSED.items()},
            },
            "security": [{"oauth1": []}, *([{}] if "guest" in rest.roles else [])],
            **({"x-magento-acl": list(acl)} if acl else {}),
            **({"x-magento-roles": list(rest.roles)} if rest.roles else {}),
        }

    def _parameter(self, parameter: Parameter, location: Location | None) -> Json:
        """A parameter of the path or the query; what no route places is an alternative segment of the query."""
        if parameter.name == "filter":
            return dict(_FILTERS)
        within = location is Location.PATH
        found: Json = {
            "name": parameter.name,
            "in": "path" if within else "query",
            "required": within,
            "schema": self.requests.of(parameter.type),
        }
        if isinstance(parameter.type, List):
            found |= {"style": "form", "explode": False}
        return described(found, parameter.description)

    def _body(self, parameter: Parameter) -> Json:
        schema = self.requests.of(parameter.type)
        return {"required": True, "content": {"application/json": {"schema": schema}}}

    def _answer(self, operation: Operation, rest: RestBinding) -> Json:
        if rest.method == "POST":
            location = {"description": "Where the new entity is.", "schema": {"type": "string"}}
            created: Json = {"description": "Created; the body is empty.", "headers": {"Location": location}}
            return {"200": created, "207": _many()}
        if rest.method == "GET" and operation.result is not None:
            return {"200": {"description": "Found.", "content": self._content(operation)}}
        return {"200": {"description": "Done; the body is empty."}, "207": _many()}

    def _content(self, operation: Operation) -> Json:
        """A collection is a map by id, or a list; an empty one is always a list."""
        result = operation.result
        assert result is not None
        schema = self.answers.of(result)
        if isinstance(result, List):
            by_id = {"type": "object", "additionalProperties": self.answers.of(result.item)}
            schema = {"anyOf": [schema, by_id]}
        return {"application/json": {"schema": schema}}


def _either(one: Json, many: Json) -> Json:
    """Two operations of one route, which the server tells apart by the body: an entry, or a list of them."""
    bodies = [each["requestBody"] for each in (one, many) if "requestBody" in each]
    if len(bodies) < 2:
        return one
    schemas = [body["content"]["application/json"]["schema"] for body in bodies]
    content = {**bodies[0]["content"], "application/json": {"schema": {"anyOf": schemas}}}
    return {**one, "requestBody": {**bodies[0], "content": content}}


def _many() -> Json:
    verdicts = {"application/json": {"schema": {"$ref": "#/components/schemas/Verdicts"}}}
    return {"description": "A verdict for each entry.", "content": verdicts}
