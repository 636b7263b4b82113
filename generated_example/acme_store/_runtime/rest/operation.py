# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Magento 2 REST operations: where each argument travels, and what comes back."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Generic, Literal, TypeAlias

from ..callers import callers_level
from ..client.arguments import in_python, shown
from ..client.operation import Operation, T, asking
from ..client.options import DEFAULT_OPTIONS, RequestOptions
from ..errors import RequestError
from ..http.exchange import Core, request_headers
from ..http.flow import Flow
from ..http.messages import Access, Request, Response
from ..http.urls import camel, camel_keys, fill_path, flatten, render_query
from ..models.decode import decode
from ..models.encode import encode, to_json
from ..models.plain import plain_text
from ..omit import OMIT
from ..search.conditions import meant
from ..search.criteria import SearchCriteria
from ..shapes import is_dict
from .fields import render_fields, with_total_count

__all__ = ["StoreScopeWarning"]

Place: TypeAlias = Literal["path", "query", "body", "search"]
TypeSource: TypeAlias = Callable[[], Any]
"""The type of a scalar, or of a list or map of scalars; where there are models in it, a function that returns it."""


class StoreScopeWarning(UserWarning):
    """An entity is saved without a store code: the default store view gets it, not the default values.

    Shown once for each line that calls so, for requests that need an admin's rights. A client can't see how many store
    views there are; where there is one only, both are the same: give the client `store=""`.
    """


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its wire name, where it travels, and its type, which is a text unless said otherwise.

    `received` is False for a variable of the path that the shop's method does not take. `into` is then the field of the
    body that says the same (`product.sku`), where there is one. `needs` names what search criteria must say. `python`
    is the Python name where that isn't the same in snake case.
    """

    name: str
    place: Place
    type: TypeSource = str
    required: bool = True
    received: bool = True
    into: str = ""
    needs: tuple[str, ...] = ()
    python: str = ""

    @property
    def shown(self) -> str:
        """What messages call it."""
        return shown(self.python or in_python(self.name), self.name)

    @property
    def holds_models(self) -> bool:
        """Whether it takes a model, or several: its type is loaded when it is asked for."""
        return isinstance(self.type, FunctionType)

    def encoded(self, value: Any, allow_unknown: bool = False) -> Any:
        """A value as `encode` makes it. Raises RequestError for one of another kind."""
        if type(value) is self.type:
            return value
        declared = self.type() if self.holds_models else self.type
        return encode(value, declared, where=self.shown, allow_unknown=allow_unknown)


def path(
    name: str, type: TypeSource = str, *, received: bool = True, into: str = "", python: str = ""
) -> Parameter:
    """A variable of the path. `into` names the field of the body that the shop looks for it in."""
    return Parameter(name, "path", type, received=received and not into, into=into, python=python)


def query(name: str, type: TypeSource = str, *, required: bool = False, python: str = "") -> Parameter:
    """A parameter of the query string."""
    return Parameter(name, "query", type, required, python=python)


def body(name: str, type: TypeSource = str, *, required: bool = True, python: str = "") -> Parameter:
    """A key of the JSON body."""
    return Parameter(name, "body", type, required, python=python)


def search(name: str, *, needs: tuple[str, ...] = (), python: str = "") -> Parameter:
    """The search criteria of a list operation, in the query string; always sent, for Magento requires it.

    `needs` are fields without which the shop fails (`request_name`).
    """
    return Parameter(name, "search", required=False, needs=needs, python=python)


@dataclass(frozen=True)
class RestOperation(Operation[T], Generic[T]):
    """One route. `result` returns the type of the answer, None is void; `acl` and `access` say who may call it.

    `idempotent` tells whether it may be sent twice; None leaves that to the HTTP method.
    """

    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    result: Callable[[], type[T]] | None = None
    acl: tuple[str, ...] = ()
    access: Access = "unknown"
    asynchronous: bool = False
    idempotent: bool | None = None

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
        with asking(self.id):
            query = render_query([*self._query(arguments, options), *extra_query(options)])
            names = {parameter.name: parameter.shown for parameter in self.parameters}
            route = fill_path(self.path, self._variables(arguments, options.allow_unknown_fields), names)
            content = self._content(arguments, options)
        return Request(
            method=self.method,
            url=rest_url(core, options, prefix + route) + (f"?{query}" if query else ""),
            headers=request_headers(content_type="application/json" if content else ""),
            content=content,
            operation=self.id,
            acl=self.acl,
            access=self.access,
            idempotent=False if prefix else self.idempotent,
        )

    def values(self, arguments: Mapping[str, Any], allow_unknown: bool = False) -> dict[str, Any]:
        """The arguments of the body as JSON-like values, by wire name, with the variables of the path that go into it.

        Raises RequestError for a field of the body that contradicts such a variable.
        """
        values = {
            parameter.name: parameter.encoded(arguments[parameter.name], allow_unknown)
            for parameter in self.parameters
            if parameter.place == "body" and arguments.get(parameter.name, OMIT) is not OMIT
        }
        for parameter in self.parameters:
            if parameter.into and _given(arguments, parameter.name) is not None:
                _put(values, parameter, parameter.encoded(arguments[parameter.name], allow_unknown))
        return values

    def decode(self, body: bytes, content_type: str = "application/json") -> T:
        """The typed value of an answer's body. Raises DecodeError for a malformed one."""
        value: T = decode(body, content_type, self.result() if self.result is not None else None)
        return value

    def _variables(self, arguments: Mapping[str, Any], allow_unknown: bool) -> dict[str, Any]:
        return {
            parameter.name: parameter.encoded(arguments[parameter.name], allow_unknown)
            for parameter in self.parameters
            if parameter.place == "path" and _given(arguments, parameter.name) is not None
        }

    def _query(self, arguments: Mapping[str, Any], options: RequestOptions) -> Iterator[tuple[str, str]]:
        for parameter in self.parameters:
            value = _given(arguments, parameter.name)
            if parameter.place == "search":
                yield from _criteria(parameter, value)
            elif parameter.place == "query" and value is not None:
                encoded = parameter.encoded(value, options.allow_unknown_fields)
                yield from flatten(parameter.name, camel_keys(encoded))
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
            parameter.holds_models for parameter in self.parameters
        )
        if store is None and self.acl and saves:
            warnings.warn(
                f"{self.id} writes without a store: it goes to the default store view, overriding the default values "
                'there. Choose store="all" for the default values, a store view\'s code, or "" if the default store '
                "view is meant",
                StoreScopeWarning,
                stacklevel=callers_level(),
            )


def rest_url(core: Core, options: RequestOptions | None, route: str) -> str:
    """The path of a REST route in the store that a call goes to."""
    return core.rest_path(route, core.store(options))


def _given(arguments: Mapping[str, Any], name: str) -> Any:
    value = arguments.get(name, OMIT)
    return None if value is OMIT else value


def _put(values: Mapping[str, Any], parameter: Parameter, given: Any) -> None:
    """Say in the body's object what a variable of the path says. Raises RequestError where it says something else."""
    name, _, field = parameter.into.partition(".")
    holder = values.get(name)
    if not is_dict(holder):
        return
    if holder.get(field) is None:
        holder[field] = given
    elif plain_text(holder[field]) != plain_text(given):
        raise RequestError(
            f"{parameter.shown}={given!r} contradicts {parameter.into}={holder[field]!r}, of which the shop heeds one; "
            f"take {field!r} out of {name}"
        )


def _criteria(parameter: Parameter, value: Any) -> Iterator[tuple[str, str]]:
    name = parameter.name
    if value is None:
        value = SearchCriteria()
    if isinstance(value, SearchCriteria):
        pairs = list(value.to_query(name))
    else:
        encoded = encode(value, where=parameter.shown)
        if not isinstance(encoded, dict):
            raise RequestError(f"{parameter.shown} must be a SearchCriteria, not {value!r}")
        pairs = list(flatten(name, encoded))
    given = dict(pairs)
    for field in parameter.needs:
        if not given.get(f"{name}[{camel(field)}]") and not given.get(f"{name}[{field}]"):
            raise RequestError(
                f"{parameter.shown} needs {field}, without which the shop fails: SearchCriteria({field}=...)"
            )
    for key, text in pairs:
        yield key, meant(text) if key.endswith(("[condition_type]", "[conditionType]")) else text


def extra_query(options: RequestOptions) -> Iterator[tuple[str, str]]:
    """The query parameters that a call adds."""
    if isinstance(options.extra_query, Mapping):
        for name, value in options.extra_query.items():
            yield from flatten(name, value)
    else:
        yield from options.extra_query
