"""Magento 2's REST API as OpenAPI paths: what `Magento\\Webapi\\Controller\\Rest` takes and gives.

Magento's own Swagger (`Magento\\Webapi\\Model\\Rest\\Swagger\\Generator`) lists only what a token may call, numbers the
parameters of a search, and knows no answer of void methods; this doesn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codegen.emit.text import one_line
from codegen.exporting.common import head, listed, refusals, tags
from codegen.exporting.schemas import EMPTY_LIST, Json, Schemas, described, or_null, with_default
from codegen.ir import (
    INTEGER,
    NUMBER,
    STRING,
    Access,
    Api,
    List,
    Location,
    Map,
    Model,
    Named,
    Operation,
    Parameter,
    Primitive,
    RestBinding,
)
from codegen.symbols import Symbols
from codegen.symbols.searching import search_of
from codegen.values import Value

_FIELDS = {"$ref": "#/components/parameters/fields"}
_VARIABLE = re.compile(r"\{(\w+)\}")

SERVERS: list[Json] = [
    {
        "url": "{shop}/rest/{store}",
        "description": "The REST API of one store.",
        "variables": {
            "shop": {"default": "https://shop.example", "description": "The address of the shop."},
            "store": {
                "default": "default",
                "description": "The code of a store view, or `all`: what is written there becomes the value of all "
                "stores that have none of their own.",
            },
        },
    }
]

SECURITY: Json = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of an administrator (`POST /V1/integration/admin/token`), of a customer "
        "(`POST /V1/integration/customer/token`), or of an integration where the shop allows that.",
    },
    "oauth1": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "OAuth 1.0a of an integration, RFC 5849, signed with HMAC-SHA256: `OAuth oauth_consumer_key=…, "
        'oauth_token=…, oauth_signature_method="HMAC-SHA256", oauth_timestamp=…, oauth_nonce=…, oauth_signature=…`. '
        "Query parameters are signed in natural order of their names; bodies of JSON are not signed.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "PHPSESSID",
        "description": "The session of the shop's own pages, with the header `X-Requested-With: XMLHttpRequest`.",
    },
}

PARAMETERS: Json = {
    "fields": {
        "name": "fields",
        "in": "query",
        "description": "Only these fields of the answer: `items[sku,name],total_count`.",
        "schema": {"type": "string"},
    }
}

ERROR: Json = {
    "type": "object",
    "description": "A refusal. `message` has placeholders (`%fieldName`, `%1`) for `parameters`.",
    "required": ["message"],
    "properties": {
        "message": {"type": "string", "examples": ["No such entity with %fieldName = %fieldValue"]},
        "parameters": {
            "description": "The values of the placeholders, by name or in their order.",
            "anyOf": [{"type": "object", "additionalProperties": {}}, {"type": "array", "items": {}}],
        },
        "errors": {
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string"},
                    "parameters": {
                        "anyOf": [
                            {"type": "object", "additionalProperties": {}},
                            {"type": "array", "items": {}},
                        ]
                    },
                },
            },
        },
        "code": {"type": ["integer", "string", "null"]},
        "trace": {"type": ["string", "null"]},
    },
}

RESPONSES = refusals(
    {
        "BadRequest": "An argument is missing or not taken.",
        "Unauthorized": "Nobody is logged in, or this caller lacks the permission.",
        "NotFound": "There is no such entity, or no such route.",
        "Failed": "The shop failed; also the answer to an unknown field.",
    }
)

JOB: Json = {
    "type": "object",
    "description": "A job that the shop has taken, and which of its items.",
    "properties": {
        "bulk_uuid": {"type": "string"},
        "request_items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "data_hash": {"type": ["string", "null"]},
                    "status": {"type": "string", "examples": ["accepted", "rejected"]},
                    "error_message": {"type": ["string", "null"]},
                    "error_code": {"type": ["integer", "null"]},
                },
            },
        },
        "errors": {"type": "boolean"},
    },
}


class Magento2Paths(Value):
    """Makes the paths of an Api's Magento 2 routes; with `asynchronous` those of their async and bulk twins too."""

    api: Api
    symbols: Symbols
    answers: Schemas
    requests: Schemas
    queries: Schemas
    asynchronous: bool

    def all(self) -> dict[str, Json]:
        """The path items by path, in order."""
        found: dict[str, Json] = {}
        for operation, rest in self._routes():
            for path, method, item in self._entries(operation, rest):
                found.setdefault(path, {})[method] = item
        return dict(sorted(found.items()))

    def schemas(self) -> dict[str, Json]:
        """The schemas of all models that the paths refer to."""
        taken = [parameter.type for operation, _ in self._routes() for parameter in operation.parameters]
        given = [operation.result for operation, _ in self._routes() if operation.result is not None]
        models = {**self.answers.reachable(given), **self.requests.reachable(taken)}
        return {**models, "Error": ERROR, **({"Job": JOB} if self.asynchronous else {})}

    def tags(self) -> list[Json]:
        """A tag a Magento module."""
        return tags(self.api, self.symbols, [operation for operation, _ in self._routes()])

    def _routes(self) -> Iterator[tuple[Operation, RestBinding]]:
        for operation in self.api.operations:
            if operation.rest is not None:
                yield operation, operation.rest

    def _entries(self, operation: Operation, rest: RestBinding) -> Iterator[tuple[str, str, Json]]:
        method = rest.method.lower()
        yield rest.path, method, self._operation(operation, rest)
        if self.asynchronous and rest.asynchronous:
            yield f"/async{rest.path}", method, self._job(operation, rest, "one")
            yield f"/async/bulk{_by_name(rest.path)}", method, self._job(operation, rest, "many")

    def _operation(self, operation: Operation, rest: RestBinding) -> Json:
        body = self._body(operation, rest, whole=False)
        return {
            **head(self.api, self.symbols, operation),
            **listed("parameters", [*self._parameters(operation, rest), *self._projection(operation)]),
            **({"requestBody": body} if body else {}),
            "responses": {"200": self._answer(operation), **_refusals(operation, rest)},
            **_security(operation),
        }

    def _job(self, operation: Operation, rest: RestBinding, how: str) -> Json:
        body = self._body(operation, rest, whole=how == "many")
        if body and how == "many":
            content = body["content"]["application/json"]
            content["schema"] = {"type": "array", "items": content["schema"]}
        in_path = self._parameters(operation, rest) if how == "one" else []
        accepted = {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}
        return {
            **head(self.api, self.symbols, operation, "_async" if how == "one" else "_bulk"),
            **listed("parameters", in_path),
            **({"requestBody": body} if body else {}),
            "responses": {
                "202": {"description": "The shop works on it later.", "content": accepted},
                **_refusals(operation, rest),
            },
            **_security(operation),
        }

    def _parameters(self, operation: Operation, rest: RestBinding) -> list[Json]:
        places = {item.name: item.location for item in rest.parameters}
        models = {model.name: model for model in self.api.models}
        search = search_of(models, operation)
        found = []
        for parameter in operation.parameters:
            location = places[parameter.name]
            if location is Location.BODY:
                continue
            if location is Location.PATH:
                found.append(self._in_path(parameter))
            elif search is not None and parameter is search.parameter:
                found.append(self._criteria(parameter))
            else:
                found.append(self._in_query(parameter, models))
        return found

    def _in_path(self, parameter: Parameter) -> Json:
        found = {
            "name": parameter.name,
            "in": "path",
            "required": True,
            "schema": self.queries.of(parameter.type),
        }
        return described(found, parameter.description)

    def _criteria(self, parameter: Parameter) -> Json:
        return {
            "name": parameter.name,
            "in": "query",
            "required": True,
            "style": "deepObject",
            "explode": True,
            "description": "Filters, sort orders and pages, with any index: "
            f"`{parameter.name}[filter_groups][0][filters][0][field]=sku`, `…[value]`, `…[condition_type]`; "
            f"groups must all match, of the filters in a group any. To ask for all send `{parameter.name}=`.",
            "schema": self.queries.of(parameter.type),
        }

    def _in_query(self, parameter: Parameter, models: dict[str, Model]) -> Json:
        schema = with_default(self.queries.of(parameter.type), parameter.default)
        found: Json = {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "schema": schema,
        }
        if isinstance(parameter.type, List):
            found |= {"name": f"{parameter.name}[]", "style": "form", "explode": True}
        elif isinstance(parameter.type, Named | Map):
            found |= {"style": "deepObject", "explode": True}
        return described(found, parameter.description)

    def _projection(self, operation: Operation) -> list[Json]:
        plain = isinstance(operation.result, Primitive) or operation.result is None
        return [] if plain else [dict(_FIELDS)]

    def _body(self, operation: Operation, rest: RestBinding, *, whole: bool) -> Json | None:
        """The JSON object of arguments; one entry of a bulk request holds all that the shop's method takes.

        The server takes `quote_id` for `quoteId` as well: then neither is required by name.
        """
        places = {item.name: item for item in rest.parameters}
        parameters = [
            item
            for item in operation.parameters
            if places[item.name].location is Location.BODY or (whole and places[item.name].received)
        ]
        if not parameters:
            return None
        needed = [item for item in parameters if item.required]
        required = [item.name for item in needed if item.name == item.name.lower()]
        schema = {
            "type": "object",
            "properties": {item.name: self._argument(item) for item in parameters},
            **({"required": required} if required else {}),
        }
        return {"required": bool(needed), "content": {"application/json": {"schema": schema}}}

    def _argument(self, parameter: Parameter) -> Json:
        schema = self.requests.of(parameter.type)
        if not parameter.required:
            schema = with_default(or_null(schema), parameter.default)
        return described(schema, parameter.description)

    def _answer(self, operation: Operation) -> Json:
        """What a call that succeeds gives.

        `ServiceOutputProcessor` casts fields, but not a method's own result: an id may come as the text that the
        database gave, and null, which any method with text may give, as an empty list.
        """
        if operation.result is None:
            return {
                "description": "Done.",
                "content": {
                    "application/json": {"schema": {"description": "Nothing: `[]`, `true` or null."}}
                },
            }
        schema = self.answers.of(operation.result, nullable=operation.result_nullable)
        if operation.result_nullable or operation.result == STRING:
            schema = {"anyOf": [schema, dict(EMPTY_LIST)]}
        elif operation.result in (INTEGER, NUMBER):
            schema = {**schema, "type": [schema["type"], "string"]}
        text = one_line(operation.result_description)
        return {"description": text or "Done.", "content": {"application/json": {"schema": schema}}}


def _by_name(path: str) -> str:
    """A route as bulk has it: path variables become names, as their values lie in the entries."""
    return _VARIABLE.sub(lambda match: f"by{match[1][:1].upper()}{match[1][1:]}", path)


def _refusals(operation: Operation, rest: RestBinding) -> Json:
    named = refused(operation, rest)
    return {status: {"$ref": f"#/components/responses/{name}"} for status, name in named.items()}


def refused(operation: Operation, rest: RestBinding) -> dict[str, str]:
    """The statuses of an operation's refusals, each with its name in `RESPONSES`."""
    return {
        "400": "BadRequest",
        **({} if operation.auth.access is Access.ANONYMOUS else {"401": "Unauthorized"}),
        **({"404": "NotFound"} if "{" in rest.path else {}),
        "500": "Failed",
    }


def _security(operation: Operation) -> Json:
    match operation.auth.access:
        case Access.ANONYMOUS:
            return {"security": []}
        case Access.SELF:
            return {"security": [{"bearer": []}, {"session": []}]}
        case Access.RESOURCES:
            return {
                "security": [{"bearer": []}, {"oauth1": []}],
                "x-magento-acl": list(operation.auth.resources),
            }
        case _:
            return {}
