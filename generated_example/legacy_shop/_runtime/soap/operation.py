"""One operation of a shop's API: how its request is written and its answer is read, in every mode of the package."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..client.operation import Operation, RawResponse, T
from ..client.options import RequestOptions
from ..errors import MagentoError, RequestError
from ..http.flow import Flow
from ..http.messages import Access, Headers, Request, Response
from ..models.decode import decode_value
from ..omit import OMIT
from .answers import present, read_value
from .dialects import Definition, Dialect, magento2_endpoint
from .encode import sequence
from .envelope import close_envelope
from .faults import UNKNOWN_CALL, Called, Unauthorized
from .names import tag
from .posting import called, method_body, path_body, post, post_in_session
from .scalars import Misfit
from .settings import dialect_of
from .tables import Kind, TableField, parse_field, parse_kind
from .v1_data import from_plain, to_plain, untyped

if TYPE_CHECKING:
    from ..http.exchange import Core


@dataclass(frozen=True, slots=True)
class Wire:
    """How a request is written in one style: its element or path, the name of the session id, the arguments.

    Written as `request [session] field...`, fields as in the tables, where an alias is the argument's own name. The
    element `*` stands for a list of v1 arguments of which nothing else is known.
    """

    request: str
    session: str
    fields: tuple[TableField, ...]

    @classmethod
    def parse(cls, line: str) -> Wire:
        """The wire that a line stands for."""
        request, *parts = line.split()
        session = parts.pop(0) if parts and ":" not in parts[0] else ""
        return cls(unquote(request), unquote(session), tuple(parse_field(part) for part in parts))

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What was given, by alias. Raises Misfit for an argument that there is none of."""
        names = {name: field.alias for field in self.fields for name in (field.attribute, field.alias)}
        found: dict[str, Any] = {}
        for name, value in arguments.items():
            if value is OMIT:
                continue
            if name not in names:
                known = ", ".join(field.attribute for field in self.fields) or "none"
                raise Misfit(f"it has no argument {name!r} in this mode; it has {known}")
            found[names[name]] = value
        return found


class SoapOperation(Operation[T]):
    """One operation, callable in each mode that it has a wire for.

    `document` is the wire of document/literal, `rpc` that of rpc/encoded, `path` that of v1 and XML-RPC (arguments in
    their order, the path in `api.xml` or the name of a method of the API itself). `result` is the kind of what is
    returned, empty for void, and `type` its Python type, where None is void or any. `whole` tells that the response
    element is itself the value, `reads` that the operation changes nothing. `resource` is the one that faults are
    looked up by, `service` the Magento 2 service that the endpoint names, `action` the SOAPAction, `search` the
    argument that takes search criteria.
    """

    def __init__(
        self,
        definition: Definition,
        operation: str,
        result: str = "",
        type: Callable[[], type[T]] | None = None,
        *,
        document: str = "",
        rpc: str = "",
        path: str = "",
        whole: bool = False,
        reads: bool = False,
        resource: str = "",
        service: str = "",
        action: str = "",
        search: str = "",
        acl: tuple[str, ...] = (),
        access: Access = "session",
    ) -> None:
        self.definition = definition
        self.operation = operation
        self.result = result
        self.resource = resource
        self.service = service
        self.action = action
        self.acl = acl
        self.access: Access = access
        self._type = type
        self._lines = {"document": document, "rpc": rpc, "path": path}
        self._whole = whole
        self._reads = reads
        self._search = search

    def __repr__(self) -> str:
        return f"SoapOperation({self.operation!r})"

    @property
    def id(self) -> str:
        """The name of the operation in the WSDL."""
        return self.operation

    @property
    def style(self) -> str:
        """`document`, `rpc` or `path`: the first style that there is."""
        return next((style for style, line in self._lines.items() if line), "path")

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments, in their order."""
        return tuple(field.alias for field in self._wires[self.style].fields)

    @property
    def path(self) -> str:
        """The path in `api.xml`; empty when there is none."""
        wire = self._wires.get("path")
        return wire.request if wire is not None and "." in wire.request else ""

    @property
    def search_parameter(self) -> str | None:
        """The argument that takes search criteria, if there is one."""
        return self._search or None

    @cached_property
    def result_type(self) -> Any:
        """The Python type of the value: None for void, Any for whatever comes."""
        if self._type is not None:
            return self._type()
        return Any if self.result else None

    def encode(
        self,
        arguments: Mapping[str, Any],
        session: str = "",
        *,
        dialect: Dialect | None = None,
        namespace: str | None = None,
        unknown: bool = False,
    ) -> bytes:
        """The body of a request. Arguments that are OMIT or missing are left out; `unknown` lets unknown fields pass.

        Raises RequestError for an argument that the operation hasn't or a value that doesn't fit, naming the place.
        """
        dialect = dialect or self.definition.dialect(None)
        try:
            if dialect.by_path:
                return self._path_body(arguments, session, dialect)
            return self._envelope(arguments, session, dialect, namespace, unknown)
        except Misfit as error:
            raise RequestError(f"{self.operation}: {error}") from None

    def positional(self, arguments: Mapping[str, Any]) -> list[Any]:
        """The arguments of a v1 call: plain data by position, up to the last that is given.

        Raises RequestError as `encode` does.
        """
        try:
            wire = self._wire("path", "v1")
            given = wire.given(arguments)
            values: list[Any] = []
            for field in wire.fields:
                with _at(field.alias):
                    if field.element == "*":
                        return [untyped(value) for value in sequence(given.get(field.alias, ()))]
                    values.append(to_plain(given.get(field.alias), field.kind, self.definition.parsed))
        except Misfit as error:
            raise RequestError(f"{self.operation}: {error}") from None
        while values and wire.fields[len(values) - 1].alias not in given:
            values.pop()
        return values

    def decode(self, body: bytes, content_type: str = "text/xml") -> T:
        """The typed value of an answer's body. Raises the exception of a fault, DecodeError for no message."""
        request = Request(method="POST", url="", operation=self.operation)
        headers = Headers({"Content-Type": content_type})
        return self.read(Response(status=200, headers=headers, content=body, request=request))

    def decode_response(self, response: Response) -> T:
        """The typed value of an answer, as `read` has it."""
        return self.read(response)

    def read(self, response: Response, called: Called = UNKNOWN_CALL) -> T:
        """The typed value of an answer. Raises an ApiFault for a fault, and what `unreadable` says for no message."""
        value = read_value(
            self.definition, response, self._kind, called, resource=self.resource, whole=self._whole
        )
        typed: T = decode_value(value, self.result_type)
        return typed

    def typed(self, value: Any) -> T:
        """The typed value of plain data that a v1 handler answered."""
        kind = self._kind
        data = None if kind is None else present(from_plain(value, kind, self.definition.parsed), kind)
        typed: T = decode_value(data, self.result_type)
        return typed

    def send(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[Response]:
        """The answer to the operation, with a session and, where that had expired, with a new one."""
        dialect = dialect_of(core, self.definition)
        unknown = options is not None and options.allow_unknown_fields
        if dialect.mode == "magento2":
            return (yield from self._send_magento2(core, arguments, options, unknown))

        def body(session: str) -> bytes:
            return self.encode(arguments, session, dialect=dialect, unknown=unknown)

        name, action, reads = self.operation, self.action, self._reads
        if not self._in_session(dialect):
            return (
                yield from post(core, self.definition, name, body(""), options, action=action, reads=reads)
            )
        return (
            yield from post_in_session(core, self.definition, name, body, options, action=action, reads=reads)
        )

    def call(self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None) -> Flow[T]:
        """The typed value of the answer."""
        response = yield from self.send(core, arguments, options)
        return self.read(response, self._called(core, options))

    def call_raw(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[RawResponse[T]]:
        """The answer, not yet decoded."""
        response = yield from self.send(core, arguments, options)
        how = self._called(core, options)
        return RawResponse(response, lambda answer: self.read(answer, how))

    @cached_property
    def _wires(self) -> Mapping[str, Wire]:
        return {style: Wire.parse(line) for style, line in self._lines.items() if line}

    @cached_property
    def _kind(self) -> Kind | None:
        return parse_kind(self.result) if self.result else None

    def _in_session(self, dialect: Dialect) -> bool:
        wire = self._wires.get("path" if dialect.by_path else "rpc" if dialect.encoded else "document")
        return wire is not None and bool(wire.session or (dialect.by_path and self.path))

    def _wire(self, style: str, mode: str) -> Wire:
        wire = self._wires.get(style)
        if wire is None:
            raise Misfit(f"it can't be called in mode {mode!r}")
        return wire

    def _envelope(
        self,
        arguments: Mapping[str, Any],
        session: str,
        dialect: Dialect,
        namespace: str | None,
        unknown: bool,
    ) -> bytes:
        wire = self._wire("rpc" if dialect.encoded else "document", dialect.mode)
        given = wire.given(arguments)
        encoders = self.definition.encoders(dialect, unknown)
        parts: list[str] = []
        if wire.session:
            encoders.any(tag(wire.session), session, parts)
        for field in wire.fields:
            if field.alias in given:
                with _at(field.alias):
                    encoders.of(field.kind)(tag(field.element), given[field.alias], parts)
        start, end = tag(wire.request if wire.request.startswith("{") else f"ns1:{wire.request}")
        return close_envelope(
            f"<{start}>{''.join(parts)}</{end}>",
            version=self.definition.version or dialect.version,
            namespace=self.definition.namespace if namespace is None else namespace,
            encoded=dialect.encoded,
        )

    def _path_body(self, arguments: Mapping[str, Any], session: str, dialect: Dialect) -> bytes:
        wire = self._wire("path", dialect.mode)
        values = self.positional(arguments)
        if self.path:
            return path_body(self.definition, dialect, session, self.path, values)
        named: list[tuple[str, str, Any]] = [(wire.session, "s", session)] if wire.session else []
        named += [(field.element, "*", value) for field, value in zip(wire.fields, values, strict=False)]
        return method_body(self.definition, dialect, wire.request, named)

    def _send_magento2(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None, unknown: bool
    ) -> Flow[Response]:
        url, namespace = magento2_endpoint(core.options.base_url, core.store(options), self.service)
        dialect = dialect_of(core, self.definition)
        body = self.encode(arguments, dialect=dialect, namespace=namespace, unknown=unknown)
        return (
            yield from post(
                core,
                self.definition,
                self.operation,
                body,
                options,
                action=self.action or self.operation,
                url=url,
                refused=self._is_unauthorized,
                reads=self._reads,
            )
        )

    def _is_unauthorized(self, response: Response) -> bool:
        """Whether an answer says that the token expired or doesn't do: a fault, with HTTP 200."""
        if len(response.content) > 20_000 or b"resources" not in response.content:
            return False
        try:
            self.read(response)
        except Unauthorized:
            return True
        except MagentoError:
            return False
        return False

    def _called(self, core: Core, options: RequestOptions | None) -> Called:
        how = called(core, self.definition, self.access)
        if how.mode != "magento2":
            return how
        store = core.store(options)
        _, namespace = magento2_endpoint(core.options.base_url, store, self.service)
        return Called(how.mode, namespace, store or "default", self.access)


@contextmanager
def _at(name: str) -> Generator[None, None, None]:
    """Names the place of a Misfit that passes."""
    try:
        yield
    except Misfit as error:
        error.path.append(name)
        raise
