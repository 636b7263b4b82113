"""One call from its arguments to its value, as a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..core import Core
from ..errors import DecodeError, RequestError
from ..flow import Flow
from ..message import Headers, Request, Response
from ..omit import OMIT
from ..options import RequestOptions as CommonOptions
from ..query import flatten, render_query
from .body import MEDIA_TYPES, Format, encode_body, refuse_read_only, wire_value
from .filters import query_pairs
from .operation import RestOperation
from .refusal import refusal


def call(
    core: Core,
    operation: RestOperation[Any],
    arguments: Mapping[str, Any],
    *,
    data: Any = OMIT,
    options: CommonOptions | None = None,
    format: Format = "json",
) -> Flow[Any]:
    """The value of a call. `arguments` hold path variables and query parameters by wire name; `OMIT` leaves one out.

    Raises RequestError for what can't be sent, an ApiError when the shop refuses, DecodeError for an unreadable answer.
    """
    request, entries = prepare(core, operation, arguments, data, options, format)
    response = yield from send(core, request, options)
    return decoded(operation, response, entries)


def prepare(
    core: Core,
    operation: RestOperation[Any],
    arguments: Mapping[str, Any],
    data: Any,
    options: CommonOptions | None,
    format: Format,
) -> tuple[Request, Sequence[Any]]:
    """The request of a call, and the entries that it sends."""
    given = {name: value for name, value in arguments.items() if value is not OMIT}
    variables = {name: value for name, value in given.items() if name in operation.variables}
    query = {name: value for name, value in given.items() if name not in variables}
    format = getattr(options, "format", None) or format
    headers = {"Accept": MEDIA_TYPES[format]}
    version = getattr(options, "version", None)
    if version is not None:
        headers["Version"] = str(version)
    content, entries = b"", []
    if data is not OMIT:
        value = _body(operation, data)
        entries = value if isinstance(value, list) else [value]
        content = encode_body(value, format)
        headers["Content-Type"] = MEDIA_TYPES[format]
    pairs = [*query_pairs(**query), *_extra_query(options)]
    url = operation.url(variables, _store(core, operation, options))
    request = Request(
        method=operation.method,
        url=f"{url}?{render_query(pairs)}" if pairs else url,
        headers=Headers(headers),
        content=content,
        operation=operation.name,
        check=False,
    )
    return request, entries


def send(core: Core, request: Request, options: CommonOptions | None) -> Flow[Response]:
    """The answer to a request. Raises an ApiError when the shop refuses it."""
    response = yield from core.send(request, options)
    if response.status >= 400:
        raise refusal(response, core.credentials)
    return response


def decoded(operation: RestOperation[Any], response: Response, entries: Sequence[Any]) -> Any:
    """The value of an answer. Raises DecodeError, with the answer, when it can't be read."""
    location = response.headers.get("location", "")
    try:
        return operation.read(response.content, response.headers.get("content-type", ""), entries, location)
    except DecodeError as error:
        raise DecodeError(str(error), response) from error


def _body(operation: RestOperation[Any], data: Any) -> Any:
    many = operation.answer == "verdicts"
    if many != isinstance(data, list | tuple):
        wanted = "a list of entries" if many else "one entry"
        raise RequestError(f"{operation.name} takes {wanted}")
    model = operation.entry()
    value = wire_value(data, list[model] if many else model, "data")  # type: ignore[valid-type]
    for index, entry in enumerate(value if many else [value]):
        refuse_read_only(entry, operation.read_only, f"data[{index}]" if many else "data")
    return value


def _store(core: Core, operation: RestOperation[Any], options: CommonOptions | None) -> str | None:
    asked = options.store if options is not None else None
    if asked and not operation.takes_store():
        raise RequestError(f"{operation.name} has no route for a store; leave store= out")
    return core.store(options)


def _extra_query(options: CommonOptions | None) -> list[tuple[str, str]]:
    extra = options.extra_query if options is not None else ()
    if isinstance(extra, Mapping):
        return [pair for name, value in extra.items() for pair in flatten(name, value)]
    return list(extra)
