# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Magento 2's REST API as the other end of a client sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ...client.operation import ANY
from ...errors import RequestError
from ...http.messages import Request
from ...models.decode import decode_value
from ...omit import OMIT
from ...rest.operation import Parameter, RestOperation
from ...search.criteria import SearchCriteria
from ...shapes import is_map, is_text
from .. import php_query
from ..answers import Answer, Outcome, Refusal
from ..calls import Call
from ..methods import Method
from ..output import checked, server_value
from ..own_routes import OwnRoutes
from ..routes import Address, Match, Routes, address
from ..server import Received, Refused, Server
from .bulk import BulkJobs
from .input import converted, lookup
from .output import JSON, filtered, rendered


class RestServer(Server[RestOperation[Any]]):
    """Reads requests by the package's own operations."""

    def __init__(self, operations: Any) -> None:
        super().__init__(operations)
        self._routes = Routes(operations)
        self._own: OwnRoutes[RestOperation[Any]] = OwnRoutes()
        self._jobs = BulkJobs()

    def special(
        self, request: Request, path: str, take: Callable[[Received[Any]], Outcome]
    ) -> Outcome | None:
        """The answer to an asynchronous or bulk request, and to a question about the job."""
        place = address(path)
        if place is None:
            return None
        if not place.mode:
            told = self._jobs.asked(place.parts) if request.method == "GET" else None
            return self.refused(request, told) if isinstance(told, Refusal) else told
        match = self._routes.find(request.method, place.parts, bulk=place.mode == "bulk")
        if match is None:
            return None

        def read(item: Mapping[str, Any]) -> Received[RestOperation[Any]]:
            if place.mode == "async" and request.method == "PUT":
                item = _with_variables(self.operations[match.id], dict(item), match.variables)
            return self.received(request, place, match, {**item, **match.variables})

        return self._jobs.submitted(place, match, request, read, take)

    def custom(self, method: str, path: str) -> Method:
        """A route of one's own."""
        return self._own.add(RestOperation(method.upper(), path, result=lambda: ANY))

    def access(self, operation: RestOperation[Any]) -> tuple[bool, tuple[str, ...]]:
        """Whether a route is for more than anyone."""
        return operation.access != "anonymous", operation.acl

    def read(self, request: Request, path: str) -> Received[RestOperation[Any]] | None:
        """The operation of a route and its arguments; None for another address, and for a route that isn't known."""
        place = address(path)
        if place is None or place.mode:
            return None
        own = self._own.received(request, place.parts, place.store, lambda: _own_body(request))
        if own is not None:
            return own
        match = self._routes.find(request.method, place.parts)
        if match is None:
            return None
        return self.received(request, place, match, self._sent(request, match))

    def received(
        self, request: Request, place: Address, match: Match, sent: Mapping[str, Any]
    ) -> Received[RestOperation[Any]]:
        """A call of an operation with what was sent, by wire name. Raises Refused."""
        method = self.methods[match.id]
        operation = self.operations[match.id]
        try:
            arguments = _arguments(operation, method, sent)
        except Refusal as refusal:
            raise Refused(self.refused(request, refusal), f"{method.name}: {refusal.message}") from None
        return Received(method, operation, arguments, place.store, request)

    def as_read(self, method: Method, expected: Mapping[str, Any], call: Call) -> Mapping[str, Any]:
        """The same with the variables of the path in the objects of the body that they are written into."""
        operation: Any = method.operation
        variables = {parameter.name for parameter in operation.parameters if parameter.into}
        given = {wire: expected[name] for wire, name in method.names.items() if name in expected}
        given |= {wire: call.arguments.get(method.names[wire], OMIT) for wire in variables - given.keys()}
        try:
            body = operation.values(given, allow_unknown=True)
        except RequestError:  # they contradict each other: no call can be so
            return expected
        return {**expected, **{method.names[wire]: value for wire, value in body.items()}}

    def written(self, received: Received[RestOperation[Any]], value: Any) -> Answer:
        """The result in the form that the request accepts; void is an empty list."""
        body = self.value_of(received, value)
        fields = php_query.parse(urlsplit(received.request.url).query).get("fields")
        if is_text(fields) and fields:
            body = filtered(body, fields)
        form = rendered(body, received.request.headers.get("accept", ""))
        if form is None:
            return Answer(
                status=500,
                content=b"Server cannot match any of the given Accept HTTP header media type(s)"
                b" from the request with media types from the config of response renderer.",
                content_type="text/html; charset=utf-8",
            )
        return Answer(content=form[0], content_type=form[1])

    def value_of(self, received: Received[RestOperation[Any]], value: Any) -> Any:
        """A result as it is written, before it is text. Raises TypeError for what is no result of the operation."""
        value = server_value(checked(value, self.result_type(received.operation), received.method.name))
        return [] if value is None else value

    def refused(self, request: Request, refusal: Refusal) -> Answer:
        """An error as Magento\\Framework\\Webapi\\Rest\\Response writes it."""
        body: dict[str, Any] = {"message": refusal.message}
        if refusal.errors:
            body["errors"] = [_detail(error) for error in refusal.errors]
        if refusal.code is not None:
            body["code"] = refusal.code
        if refusal.parameters:
            body["parameters"] = server_value(refusal.parameters)
        form = rendered(body, request.headers.get("accept", ""))
        content, content_type = form or (b"", JSON)
        return Answer(
            status=refusal.status, content=content, content_type=content_type, headers=refusal.headers
        )

    def result_type(self, operation: RestOperation[Any]) -> Any:
        """The type of the operation's result."""
        return None if operation.result is None else operation.result()

    def _sent(self, request: Request, match: Match) -> dict[str, Any]:
        """What was sent, by name: the body, then the query, then the path, of which the last counts.

        Raises Refused for a body that can't be read.
        """
        query = php_query.parse(urlsplit(request.url).query)
        body = self._body(request) if request.method in ("POST", "PUT", "PATCH") else {}
        if request.method == "PUT":
            body = _with_variables(self.operations[match.id], body, match.variables)
        return {**body, **query, **match.variables}

    def _body(self, request: Request) -> dict[str, Any]:
        if not request.content:
            return {}
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            refusal = Refusal(
                400,
                "Server cannot understand Content-Type HTTP header media type %1",
                request.headers.get("content-type", ""),
            )
            raise Refused(self.refused(request, refusal), refusal.message)
        try:
            body: Any = json.loads(request.content)
        except ValueError:
            refusal = Refusal(400, "Decoding error: Syntax error.")
            raise Refused(self.refused(request, refusal), refusal.message) from None
        return dict(body) if is_map(body) else {}


def _own_body(request: Request) -> Any:
    return json.loads(request.content) if request.content else None


def _detail(error: str | tuple[str, Mapping[str, Any]]) -> dict[str, Any]:
    if isinstance(error, str):
        return {"message": error, "parameters": []}
    return {"message": error[0], "parameters": server_value(dict(error[1]))}


def _with_variables(
    operation: RestOperation[Any], body: dict[str, Any], variables: Mapping[str, str]
) -> dict[str, Any]:
    """A PUT's body with the variables of its path in its only object.

    Magento\\Webapi\\Controller\\Rest\\ParamsOverrider::overrideRequestBodyIdWithPathParam
    """
    taken = {parameter.name: parameter for parameter in operation.parameters if parameter.place == "path"}
    objects = [name for name, value in body.items() if is_map(value)]
    if len(body) != 1 or not objects:
        return body
    holder = dict(body[objects[0]])
    for name, value in variables.items():
        parameter = taken.get(name)
        if parameter is not None and parameter.into.partition(".")[0] == objects[0]:
            holder[parameter.into.partition(".")[2]] = value
    return {objects[0]: holder}


def _arguments(operation: RestOperation[Any], method: Method, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by Python name, typed. Raises Refusal."""
    arguments: dict[str, Any] = {}
    missing: list[str] = []
    for parameter in operation.parameters:
        name = method.names.get(parameter.name, parameter.name)
        value = lookup(sent, parameter.name)
        if value is None:
            if parameter.received and (name in method.required or parameter.place == "search"):
                missing.append(parameter.name)
            continue
        declared = _declared(parameter, method.types.get(name, Any))
        made = converted(value, declared)
        arguments[name] = made if declared is SearchCriteria else decode_value(made, declared)
    _check_given(missing)
    return arguments


def _declared(parameter: Parameter, hint: Any) -> Any:
    if parameter.place == "search":
        return SearchCriteria
    return parameter.type() if parameter.holds_models else hint


def _check_given(missing: list[str]) -> None:
    """Refuse a call without what the method requires (ServiceInputProcessor::processInputError)."""
    template = '"%fieldName" is required. Enter and try again.'
    if len(missing) == 1:
        raise Refusal(400, template, fieldName=missing[0])
    if missing:
        raise Refusal(
            400,
            "One or more input exceptions have occurred.",
            errors=[(template, {"fieldName": name}) for name in missing],
        )
