"""One operation of a shop's API: how its request is written and its answer is read, in every mode of the package."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..client.arguments import shown
from ..client.operation import Operation, RawResponse, T, asking
from ..client.options import RequestOptions, checked_options
from ..errors import MagentoError, RequestError
from ..http.flow import Flow
from ..http.messages import Access, Headers, Request, Response
from ..models.decode import decode_value
from ..search.criteria import SearchCriteria
from .answers import present, read_value
from .arguments import Argument, Wire
from .dialects import DIALECTS, Definition, Dialect, magento2_endpoint
from .encode import sequence
from .envelope import close_envelope
from .faults import UNKNOWN_CALL, Called, Unauthorized
from .names import local, tag
from .posting import called, method_body, path_body, post, post_in_session
from .scalars import Misfit
from .settings import dialect_of
from .tables import ANY, TEXT, Kind, TableField
from .v1_data import from_plain, to_plain, untyped

if TYPE_CHECKING:
    from ..http.exchange import Core


class SoapOperation(Operation[T]):
    """One operation, callable in each mode of the package that it isn't `without`.

    `arguments` are in the order of the WSDL, and `order` is that of a mode which has another; `result` returns the type
    of the answer, None is void. `path` is the path in `api.xml` for v1 and XML-RPC, or the name of a method of the API
    itself. `request` is the element of a request in document/literal where it isn't called as the dialect calls them,
    `session` that of the session id, by mode where modes differ. `items` is what the items of a list in the answer are
    called, as in `arg`; `whole` tells that the response element is itself the value, `encoded` that another system
    wants rpc/encoded, `reads` that the operation changes nothing. `service` is the Magento 2 service that the endpoint
    names, `action` the SOAPAction.
    """

    def __init__(
        self,
        definition: Definition,
        operation: str,
        arguments: tuple[Argument, ...] = (),
        result: Callable[[], type[T]] | None = None,
        *,
        path: str = "",
        request: str = "",
        session: str | Mapping[str, str] | None = None,
        order: Mapping[str, tuple[str, ...]] | None = None,
        without: tuple[str, ...] = (),
        items: str | None = None,
        whole: bool = False,
        encoded: bool = False,
        reads: bool = False,
        service: str = "",
        action: str = "",
        acl: tuple[str, ...] = (),
        access: Access = "session",
    ) -> None:
        self.definition = definition
        self.operation = operation
        self.parameters = arguments
        self.service = service
        self.action = action
        self.acl = acl
        self.access: Access = access
        self._result = result
        self._path = path
        self._request = request
        self._session = session
        self._order = order or {}
        self._without = without
        self._items = items
        self._whole = whole
        self._encoded = encoded
        self._reads = reads

    def __repr__(self) -> str:
        return f"SoapOperation({self.operation!r})"

    @property
    def id(self) -> str:
        """The name of the operation in the WSDL."""
        return self.operation

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the arguments, in their order."""
        return tuple(argument.name for argument in self.parameters)

    @property
    def path(self) -> str:
        """The path in `api.xml`; empty when there is none."""
        return self._path if "." in self._path else ""

    @property
    def resource(self) -> str:
        """The resource of `api.xml` by which faults are looked up; empty when there is none."""
        return self.path.partition(".")[0]

    @property
    def search_parameter(self) -> str | None:
        """The argument that takes search criteria, if there is one."""
        return next((argument.name for argument in self.parameters if argument.search), None)

    @cached_property
    def result_type(self) -> Any:
        """The Python type of the value: None for void, Any for whatever comes."""
        return self._result() if self._result is not None else None

    @cached_property
    def kind(self) -> Kind | None:
        """The kind of the value; None for void."""
        return (
            self.definition.parsed.kind(self.result_type, self._items) if self._result is not None else None
        )

    @property
    def whole(self) -> bool:
        """Whether the response element is itself the value."""
        return self._whole

    def spoken(self, dialect: Dialect) -> Dialect:
        """The dialect as this operation speaks it: rpc/encoded where another system wants that."""
        return replace(dialect, encoded=True) if self._encoded else dialect

    def wire(self, dialect: Dialect) -> Wire | None:
        """How a dialect writes the request; None where it hasn't the operation."""
        mode = dialect.arguments
        if mode not in self._wires:
            self._wires[mode] = self._wire(dialect)
        return self._wires[mode]

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
        dialect = self.spoken(dialect or self.definition.dialect(None))
        with asking(self.operation):
            try:
                if dialect.by_path:
                    return self._path_body(arguments, session, dialect, unknown)
                return self._envelope(arguments, session, dialect, namespace, unknown)
            except Misfit as error:
                raise RequestError(f"{self.operation}: {error}") from None

    def positional(
        self, arguments: Mapping[str, Any], dialect: Dialect = DIALECTS["v1"], *, unknown: bool = False
    ) -> list[Any]:
        """The arguments of a v1 call: plain data by position, up to the last that is given.

        `unknown` lets unknown fields pass. Raises RequestError as `encode` does.
        """
        try:
            wire = self._called_so(dialect)
            given = wire.given(arguments)
            values: list[Any] = []
            tables = self.definition.parsed
            for field in wire.fields:
                with _at(_named(field)):
                    if field.element == "*":
                        return [untyped(value) for value in sequence(given.get(field.alias, ()))]
                    values.append(to_plain(given.get(field.alias), field.kind, tables, unknown=unknown))
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
            self.definition, response, self.kind, called, resource=self.resource, whole=self._whole
        )
        typed: T = decode_value(value, self.result_type, keep_nulls=True)
        return typed

    def typed(self, value: Any) -> T:
        """The typed value of plain data that a v1 handler answered."""
        kind = self.kind
        data = None if kind is None else present(from_plain(value, kind, self.definition.parsed), kind)
        typed: T = decode_value(data, self.result_type, keep_nulls=True)
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
        options = checked_options(options)
        response = yield from self.send(core, arguments, options)
        return self.read(response, self._called(core, options))

    def call_raw(
        self, core: Core, arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> Flow[RawResponse[T]]:
        """The answer, not yet decoded."""
        options = checked_options(options)
        response = yield from self.send(core, arguments, options)
        how = self._called(core, options)
        return RawResponse(response, lambda answer: self.read(answer, how))

    @cached_property
    def _wires(self) -> dict[str, Wire | None]:
        return {}

    def _wire(self, dialect: Dialect) -> Wire | None:
        mode = dialect.arguments
        if mode in self._without or (dialect.by_path and not self._path):
            return None
        request = self._path if dialect.by_path else self.operation
        if not dialect.by_path and (self._encoded or not dialect.encoded):
            request = self._request or self.operation + dialect.request
        session = self._session.get(mode) if isinstance(self._session, Mapping) else self._session
        if session is None:
            session = "" if dialect.by_path and self.path else dialect.session
        tables = self.definition.parsed
        found = [(argument.name, argument.field(mode, tables)) for argument in self.parameters]
        fields = {name: field for name, field in found if field is not None}
        headers = frozenset(argument.name for argument in self.parameters if argument.header)
        return Wire(request, session, tuple(fields[name] for name in self._order.get(mode, fields)), headers)

    def _called_so(self, dialect: Dialect) -> Wire:
        wire = self.wire(dialect)
        if wire is None:
            raise Misfit(f"it can't be called in mode {dialect.mode!r}")
        return wire

    def _in_session(self, dialect: Dialect) -> bool:
        wire = self.wire(dialect)
        return wire is not None and bool(wire.session or (dialect.by_path and self.path))

    def _envelope(
        self,
        arguments: Mapping[str, Any],
        session: str,
        dialect: Dialect,
        namespace: str | None,
        unknown: bool,
    ) -> bytes:
        wire = self._called_so(dialect)
        given = wire.given(arguments)
        encoders = self.definition.encoders(dialect, unknown)
        parts: list[str] = []
        header: list[str] = []
        if wire.session:
            encoders.any(tag(wire.session), session, parts)
        for field in wire.fields:
            if field.alias in given:
                value = given[field.alias]
                if value is None and field.alias == self.search_parameter:
                    # Nil criteria count as missing; empty ones are for all there is.
                    value = SearchCriteria()
                with _at(_named(field)):
                    place = header if field.alias in wire.headers else parts
                    encoders.of(field.kind)(tag(field.element), value, place)
        start, end = tag(wire.request if wire.request.startswith("{") else f"ns1:{wire.request}")
        return close_envelope(
            f"<{start}>{''.join(parts)}</{end}>",
            version=self.definition.version or dialect.version,
            namespace=self.definition.namespace if namespace is None else namespace,
            encoded=dialect.encoded,
            header="".join(header),
        )

    def _path_body(
        self, arguments: Mapping[str, Any], session: str, dialect: Dialect, unknown: bool
    ) -> bytes:
        wire = self._called_so(dialect)
        values = self.positional(arguments, dialect, unknown=unknown)
        if self.path:
            return path_body(self.definition, dialect, session, self.path, values)
        named: list[tuple[str, Kind, Any]] = [(wire.session, TEXT, session)] if wire.session else []
        named += [(field.element, ANY, value) for field, value in zip(wire.fields, values, strict=False)]
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
        if len(response.content) > 20_000 or b"ault>" not in response.content:
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


def _named(field: TableField) -> str:
    """What messages call an argument; `*` stands for all arguments of a v1 call."""
    return shown(field.attribute, field.alias if field.element == "*" else local(field.element))


@contextmanager
def _at(name: str) -> Generator[None, None, None]:
    """Names the place of a Misfit that passes."""
    try:
        yield
    except Misfit as error:
        error.path.append(name)
        raise
