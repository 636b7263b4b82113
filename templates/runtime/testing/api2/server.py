"""Magento 1's REST API as the other end of a client sees it (Mage_Api2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from ...api2.filters import Filters, as_filters
from ...api2.multistatus import MultiStatus, Verdict
from ...api2.operation import DATA, PREFIX, ResourceOperation
from ...api2.paging import MAX_LIMIT
from ...errors import fill_placeholders
from ...http.messages import Request
from ...http.urls import fill_path, render_query
from ...models.plain import plain_text
from ...shapes import count, is_collection, is_list, is_map
from ..answers import Answer, Refusal
from ..calls import Call
from ..methods import Method
from ..output import checked, server_value
from ..own_routes import OwnRoutes
from ..php_query import entries_of, filters_of, parse
from ..repository import Repository
from ..routes import Routes
from ..server import Received, Refused, Server
from .checks import Checks
from .entries import Entries, model_of
from .forms import read_body, rendered
from .repository import api2_repository

_MANY = " (many)"
_WITH_BODY = ("POST", "PUT")
_FILTERS, _ATTRS = "filters", "attrs"
_NAMES = {"filter": _FILTERS}
"""What query parameters are called in Python, where they aren't called so on the wire."""


class Api2Server(Server[ResourceOperation[Any]]):
    """Reads requests by the package's own operations."""

    def __init__(self, operations: Any, checks: Mapping[str, Checks] = MappingProxyType({})) -> None:
        """`checks` are by model, as `model_of` names it."""
        super().__init__(operations)
        self._checks = checks
        self._routes = Routes({key.removesuffix(_MANY) for key in operations})
        self._own: OwnRoutes[ResourceOperation[Any]] = OwnRoutes()

    def custom(self, method: str, path: str) -> Method:
        """A route of one's own, below `/api/rest`."""
        return self._own.add(ResourceOperation(method.upper(), (path,), "entry"))

    def read(self, request: Request, path: str) -> Received[ResourceOperation[Any]] | None:
        """The operation of a route and its arguments; None for another address, and for a route that isn't known.

        Raises Refused.
        """
        try:
            return self._read(request, path)
        except Refusal as refusal:
            raise Refused(self.refused(request, refusal), refusal.message) from None

    def _read(self, request: Request, path: str) -> Received[ResourceOperation[Any]] | None:
        route = path.removeprefix(PREFIX)
        if route == path:
            return None
        parts = tuple(part for part in route.split("/") if part)
        own = self._own.received(request, parts, None, lambda: _body(request))
        if own is not None:
            return own
        match = self._routes.find(request.method, parts)
        if match is None:
            return None
        body = _body(request)
        key = match.id + _MANY if is_list(body) and match.id + _MANY in self.operations else match.id
        operation, method = self.operations[key], self.methods[key]
        arguments: dict[str, Any] = {**match.variables, **_query(request, operation)}
        if request.method in _WITH_BODY:
            arguments[DATA] = self._entries(operation).read(body)
        return Received(method, operation, arguments, match.variables.get("store"), request)

    def _entries(self, operation: ResourceOperation[Any]) -> Entries:
        return Entries(operation, self._checks.get(model_of(operation)))

    @property
    def open_answers(self) -> bool:
        """The attributes of products and customers are in no api2.xml."""
        return True

    def as_read(self, method: Method, expected: Mapping[str, Any], call: Call) -> Mapping[str, Any]:
        """The same with filters, and with the names of attributes, as they are read of a query."""
        read = dict(expected)
        filters, attrs = read.get(_FILTERS), read.get(_ATTRS)
        if isinstance(filters, Filters) or is_map(filters):
            sent = parse(render_query(as_filters(filters).pairs()))
            read[_FILTERS] = filters_of(sent.get("filter"))
        if is_collection(attrs):
            read[_ATTRS] = ",".join(map(str, attrs))
        return read

    def access(self, operation: ResourceOperation[Any]) -> tuple[bool, tuple[str, ...]]:
        """Whether a guest may make a call, by api2.xml."""
        return bool(operation.roles) and "guest" not in operation.roles, ()

    def written(self, received: Received[ResourceOperation[Any]], value: Any) -> Answer:
        """The result in the format that the request accepts; a new entry's id stands in `Location`."""
        operation, request = received.operation, received.request
        value = checked(value, self.result_type(operation), received.method.name, more=self.open_answers)
        if operation.answer == "id":
            return Answer(
                content_type="", headers={"Location": _location(operation, received.arguments, value)}
            )
        if operation.answer == "nothing":
            return Answer(content_type="")
        if operation.answer == "verdicts":
            refusals = self._entries(operation).refusals(_body(request))
            return rendered(_told(value, refusals), request, 207)
        plain = server_value(value)
        return rendered(plain if operation.model is None else _as_text(plain), request)

    def refused(self, request: Request, refusal: Refusal) -> Answer:
        """An error as Mage_Api2_Model_Response writes it."""
        code = refusal.status if refusal.code is None else refusal.code
        texts = [fill_placeholders(refusal.message, refusal.parameters)]
        texts += [each if isinstance(each, str) else fill_placeholders(*each) for each in refusal.errors]
        told = {"messages": {"error": [{"code": code, "message": text} for text in texts]}}
        answer = rendered(told, request, refusal.status)
        return Answer(
            status=answer.status,
            content=answer.content,
            content_type=answer.content_type,
            headers=refusal.headers,
        )

    def result_type(self, operation: ResourceOperation[Any]) -> Any:
        """The type of the operation's result; that of verdicts is left to the one who sets them up."""
        model: Any = Any if operation.model is None else operation.model()
        return {"entry": model, "collection": list[model], "id": str, "nothing": None}.get(
            operation.answer, Any
        )

    def repository(self, methods: Sequence[Method], key: str | None) -> Repository | None:
        """What the calls of a resource do to entities that are kept."""
        return api2_repository(methods, key)

    def made_up(self, received: Received[ResourceOperation[Any]], value: Any) -> Any:
        """A success for each entry that was sent, where verdicts are wanted."""
        if received.operation.answer != "verdicts":
            return value
        sent = received.arguments.get(DATA, [])
        return MultiStatus(
            [Verdict(True, "Resource updated successful.", 200, index) for index in range(len(sent))]
        )


def _body(request: Request) -> Any:
    """The body of a request that may have one, as plain data. Raises Refusal for one that the shop can't read."""
    return read_body(request) if request.method in _WITH_BODY and request.content else None


def _query(request: Request, operation: ResourceOperation[Any]) -> dict[str, Any]:
    """The parameters of a query, by Python name.

    Raises Refusal for pages that are larger than any may be, and for a filter that names no attribute.
    """
    query = {_NAMES.get(name, name): value for name, value in parse(urlsplit(request.url).query).items()}
    if _FILTERS in query:
        if not all(is_map(entry) and "attribute" in entry for entry in entries_of(query[_FILTERS])):
            raise Refusal(400, "Resource collection filtering error.")
        query[_FILTERS] = filters_of(query[_FILTERS])
    if operation.answer == "collection" and (count(query.get("limit")) or 0) > MAX_LIMIT:
        raise Refusal(400, "The paging limit exceeds the allowed number.")
    return query


def _location(operation: ResourceOperation[Any], arguments: Mapping[str, Any], number: Any) -> str:
    """The route of a new entry: its last variable is the id."""
    path = operation.entry_path or f"{operation.path}/{{id}}"
    head, _, last = path.rpartition("{")
    filled = fill_path(head, arguments) + quote(str(number), safe="") + last.partition("}")[2]
    return PREFIX + filled


def _told(value: Any, refusals: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Verdicts as the server groups them, with what it refused by itself."""
    told: dict[str, list[dict[str, Any]]] = {"success": [], "error": [*refusals]}
    for verdict in value:
        entry = {**verdict.data, "message": verdict.message, "code": verdict.code}
        told["success" if verdict.ok else "error"].append(entry)
    return {kind: entries for kind, entries in told.items() if entries}


def _as_text(value: Any) -> Any:
    """A result whose numbers are texts, as the shop's database gives them."""
    if is_map(value):
        return {name: _as_text(item) for name, item in value.items()}
    if is_list(value):
        return [_as_text(item) for item in value]
    return value if value is None else plain_text(value)
