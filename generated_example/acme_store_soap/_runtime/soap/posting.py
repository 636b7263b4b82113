# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Bodies of requests that have no table (v1 calls, logins), and sending any request with a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..client.options import DEFAULT_OPTIONS, RequestOptions
from ..errors import RequestError
from ..http.flow import Flow
from ..http.messages import LOGIN, Headers, Request, Response
from ..http.urls import flatten, render_query
from .answers import fault_code, read_value
from .dialects import Definition, Dialect, endpoint
from .envelope import close_envelope
from .faults import Called, SessionExpired
from .names import CONTENT_TYPES, ENVELOPE_12
from .scalars import Misfit
from .session import ApiSession
from .settings import dialect_of
from .tables import ANY, TEXT, Kind
from .v1_data import untyped
from .xmlrpc import call_body

if TYPE_CHECKING:
    from ..http.exchange import Core

_ACCEPT = "text/xml, application/soap+xml, application/xml;q=0.9"


def method_body(
    definition: Definition, dialect: Dialect, method: str, arguments: Sequence[tuple[str, Kind, Any]]
) -> bytes:
    """The body of a request that has no table: arguments are name, kind and plain value.

    Raises RequestError for what can't be sent.
    """
    try:
        if dialect.mode == "xmlrpc":
            return call_body(method, [untyped(value) for _, _, value in arguments])
        encoders = definition.encoders(dialect)
        parts: list[str] = []
        for name, kind, value in arguments:
            encoders.of(kind)((name, name), untyped(value), parts)
    except Misfit as error:
        raise RequestError(f"{method}: {error}") from None
    return close_envelope(
        f"<ns1:{method}>{''.join(parts)}</ns1:{method}>",
        version=definition.version or dialect.version,
        namespace=definition.namespace,
        encoded=dialect.encoded,
    )


def path_body(
    definition: Definition, dialect: Dialect, session: str, path: str, values: Sequence[Any]
) -> bytes:
    """The body of a v1 `call` of a path with plain values by position."""
    named: list[tuple[str, Kind, Any]] = [("sessionId", TEXT, session), ("resourcePath", TEXT, path)]
    if values or dialect.mode != "xmlrpc":
        named.append(("args", ANY, list(values) or None))
    return method_body(definition, dialect, "call", named)


def post(
    core: Core,
    definition: Definition,
    name: str,
    body: bytes,
    options: RequestOptions | None = None,
    *,
    action: str = "",
    url: str = "",
    refused: Callable[[Response], bool] | None = None,
    reads: bool = False,
) -> Flow[Response]:
    """The answer to a body, whatever its status. `name` is what the operation is called in errors and logs.

    `refused` tells the answers that refuse the credentials, which are then renewed if that is possible; `reads` tells
    that the operation changes nothing, so that it may be sent again when the shop is not available.
    """
    dialect = dialect_of(core, definition)
    version = definition.version or dialect.version
    action = action or dialect.action
    content_type = CONTENT_TYPES[version]
    headers = [("Accept", _ACCEPT)]
    if version == ENVELOPE_12:
        content_type += f'; action="{action}"'
    elif dialect.mode != "xmlrpc":
        headers.append(("SOAPAction", f'"{action}"'))
    headers.append(("Content-Type", content_type))
    options = options or DEFAULT_OPTIONS
    if options.fields is not None:
        raise RequestError(f"{name}: fields= is for REST; an answer of this API is always whole")
    request = Request(
        method="POST",
        url=_with_query(url or endpoint(core.options.base_url, dialect), options),
        headers=Headers(headers),
        content=body,
        operation=name,
        check=False,
        refused=refused,
        idempotent=reads,
    )
    return (yield from core.send(request, options))


def post_in_session(
    core: Core,
    definition: Definition,
    name: str,
    body: Callable[[str], bytes],
    options: RequestOptions | None = None,
    *,
    action: str = "",
    reads: bool = False,
) -> Flow[Response]:
    """The answer to a body made for a session id; made anew and sent once more when the session had expired.

    Raises RequestError without an `ApiUser`, and what a failed login raises.
    """
    session = core.credentials
    if not isinstance(session, ApiSession):
        raise RequestError(f'{name} needs a session: give the client auth=ApiUser("user", "key")')
    current = yield from session.get(lambda user, key: _log_in(core, definition, user, key))
    response = yield from post(core, definition, name, body(current), options, action=action, reads=reads)
    if fault_code(response) != SessionExpired.fault_code:
        return response
    current = yield from session.replace(current, lambda user, key: _log_in(core, definition, user, key))
    return (yield from post(core, definition, name, body(current), options, action=action, reads=reads))


def end_session(core: Core, definition: Definition) -> Flow[None]:
    """End the session that the client holds, if it holds one."""
    if not isinstance(core.credentials, ApiSession):
        return
    session = core.credentials.take()
    if session:
        dialect = dialect_of(core, definition)
        body = method_body(definition, dialect, dialect.logout, [("sessionId", TEXT, session)])
        yield from post(core, definition, "endSession", body, RequestOptions(max_retries=0))


def called(core: Core, definition: Definition, access: str = "") -> Called:
    """How operations are called by this client, for the hints of errors."""
    mode = dialect_of(core, definition).mode
    return Called(mode, definition.namespace, access=access, modes=definition.modes)


def _log_in(core: Core, definition: Definition, user: str, key: str) -> Flow[str]:
    dialect = dialect_of(core, definition)
    body = method_body(definition, dialect, dialect.login, [("username", TEXT, user), ("apiKey", TEXT, key)])
    response = yield from post(core, definition, LOGIN, body, reads=True)
    return str(read_value(definition, response, TEXT, called(core, definition)))


def _with_query(url: str, options: RequestOptions) -> str:
    """A URL with the extra query parameters of a call."""
    extra = options.extra_query
    given = extra.items() if isinstance(extra, Mapping) else extra
    pairs = [pair for name, value in given for pair in flatten(name, value)]
    return f"{url}{'&' if '?' in url else '?'}{render_query(pairs)}" if pairs else url
