"""Magento 2 REST operations: where each argument travels, and what comes back."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias

from .. import PACKAGE
from ..client.operation import Operation, T
from ..client.options import DEFAULT_OPTIONS, RequestOptions
from ..errors import RequestError
from ..http.exchange import Core, request_headers
from ..http.flow import Flow
from ..http.messages import Access, Request, Response
from ..http.urls import camel_keys, fill_path, flatten, path_segment, render_query
from ..models.decode import decode
from ..models.encode import encode, to_json
from ..omit import OMIT
from ..search.criteria import SearchCriteria
from .fields import render_fields, with_total_count

__all__ = ["StoreScopeWarning"]

Place: TypeAlias = Literal["path", "query", "body", "search"]
TypeSource: TypeAlias = Callable[[], Any]


class StoreScopeWarning(UserWarning):
    """An entity is saved without a store code: the default store view gets it, not the default values.

    Shown once for each line that calls so, for requests that need an admin's rights. A client can't see how many store
    views there are; where there is one only, both are the same: give the client `store=""`.
    """


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its wire name, where it travels, and its type, where that is more than a scalar."""

    name: str
    place: Place
    type: TypeSource | None = None


def path(name: str) -> Parameter:
    """A variable of the path."""
    return Parameter(name, "path")


def query(name: str) -> Parameter:
    """A parameter of the query string."""
    return Parameter(name, "query")


def body(name: str, type: TypeSource | None = None) -> Parameter:
    """A key of the JSON body. `type` is a function that returns the model, or a list of one."""
    return Parameter(name, "body", type)


def search(name: str) -> Parameter:
    """The search criteria of a list operation, in the query string; always sent, for Magento requires it."""
    return Parameter(name, "search")


@dataclass(frozen=True)
class RestOperation(Operation[T], Generic[T]):
    """One route. `result` returns the type of the answer, None is void; `acl` and `access` say who may call it."""

    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    result: Callable[[], type[T]] | None = None
    acl: tuple[str, ...] = ()
    access: Access = "unknown"
    asynchronous: bool = False

    @property
    def id(self) -> str:
        """Method and route: `GET /V1/products/{sku}`."""
        return f"{self.method} {self.path}"

    @property
    def search_parameter(self) -> str | None:
        """The wire name of the search criteria, if this is a list operation."""
        return next((parameter.name for parameter in self.parameters if parameter.place == "search"), None)

    def send(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[Response]:
        """The answer to the operation with these arguments, by wire name; OMIT leaves one out."""
        return (yield from core.send(self.request(core, arguments, options), options))

    def request(
        self,
        core: Core,
        arguments: Mapping[str, Any],
        options: RequestOptions | None = None,
        prefix: str = "",
    ) -> Request:
        """The request for these arguments; `prefix` goes before the route (`/async`). Raises RequestError."""
        options = options or DEFAULT_OPTIONS
        self.check_scope(core.store(options))
        pairs = [*self._query(arguments, options), *extra_query(options)]
        route = fill_path(self.path, {name: _given(arguments, name) for name in self._names("path")})
        content = self._content(arguments, options)
        return Request(
            method=self.method,
            url=rest_url(core, options, prefix + route) + ("?" + render_query(pairs) if pairs else ""),
            headers=request_headers(content_type="application/json" if content else ""),
            content=content,
            operation=self.id,
            acl=self.acl,
            access=self.access,
        )

    def values(self, arguments: Mapping[str, Any], allow_unknown: bool = False) -> dict[str, Any]:
        """The arguments of the body as JSON-like values, by wire name."""
        return {
            parameter.name: encode(
                arguments[parameter.name],
                parameter.type() if parameter.type is not None else Any,
                where=parameter.name,
                allow_unknown=allow_unknown,
            )
            for parameter in self.parameters
            if parameter.place == "body" and arguments.get(parameter.name, OMIT) is not OMIT
        }

    def decode(self, body: bytes, content_type: str = "application/json") -> T:
        """The typed value of an answer's body. Raises DecodeError for a malformed one."""
        value: T = decode(body, content_type, self.result() if self.result is not None else None)
        return value

    def _names(self, place: Place) -> list[str]:
        return [parameter.name for parameter in self.parameters if parameter.place == place]

    def _query(self, arguments: Mapping[str, Any], options: RequestOptions) -> Iterator[tuple[str, str]]:
        for parameter in self.parameters:
            value = _given(arguments, parameter.name)
            if parameter.place == "search":
                yield from _criteria(parameter.name, value)
            elif parameter.place == "query":
                yield from flatten(parameter.name, camel_keys(encode(value, where=parameter.name)))
        if options.fields is not None:
            expression = render_fields(options.fields)
            verbatim = self.search_parameter is None or isinstance(options.fields, str)
            yield "fields", expression if verbatim else with_total_count(expression)

    def _content(self, arguments: Mapping[str, Any], options: RequestOptions) -> bytes:
        values = self.values(arguments, options.allow_unknown_fields)
        if self.method in ("GET", "HEAD") or (self.method == "DELETE" and not values):
            return b""
        return to_json(values)

    def check_scope(self, store: str | None) -> None:
        """Warn when an entity is to be saved by an admin or an integration, and nobody has chosen the store."""
        saves = self.method in ("POST", "PUT", "PATCH") and any(
            parameter.type for parameter in self.parameters
        )
        if store is None and self.acl and saves:
            warnings.warn(
                f"{self.id} writes without a store: it goes to the default store view, overriding the default values "
                'there. Choose store="all" for the default values, a store view\'s code, or "" if the default store '
                "view is meant",
                StoreScopeWarning,
                stacklevel=_callers_level(),
            )


def rest_url(core: Core, options: RequestOptions | None, route: str) -> str:
    """The path of a REST route in the store that a call goes to."""
    store = core.store(options)
    return f"/rest/{path_segment('store', store)}{route}" if store else f"/rest{route}"


def _callers_level() -> int:
    """The `stacklevel` at which a warning shows the line of the user's that called into this package."""
    level = 1
    frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and f"{frame.f_globals.get('__name__', '')}.".startswith(f"{PACKAGE}."):
        frame = frame.f_back
        level += 1
    return level


def _given(arguments: Mapping[str, Any], name: str) -> Any:
    value = arguments.get(name, OMIT)
    return None if value is OMIT else value


def _criteria(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        value = SearchCriteria()
    if isinstance(value, SearchCriteria):
        yield from value.to_query(name)
        return
    encoded = encode(value, where=name)
    if not isinstance(encoded, dict):
        raise RequestError(f"{name} must be a SearchCriteria, not {value!r}")
    yield from flatten(name, encoded)


def extra_query(options: RequestOptions) -> Iterator[tuple[str, str]]:
    """The query parameters that a call adds."""
    if isinstance(options.extra_query, Mapping):
        for name, value in options.extra_query.items():
            yield from flatten(name, value)
    else:
        yield from options.extra_query
