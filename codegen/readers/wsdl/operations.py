"""Turns the SOAP bindings of one document into operations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from codegen.diagnostics import Diagnostic, Level
from codegen.ir import (
    Access,
    AnyType,
    Auth,
    Item,
    List,
    Named,
    Operation,
    Parameter,
    Service,
    SoapBinding,
    SoapStyle,
    Status,
    TypeRef,
)
from codegen.readers.wsdl.document import (
    Binding,
    BindingOperation,
    Document,
    PortOperation,
    PortType,
    QName,
)
from codegen.readers.wsdl.messages import TEXT, Messages, UnusableOperation, WireMessage
from codegen.readers.wsdl.naming import upper_first
from codegen.readers.wsdl.schema import SchemaTypes
from codegen.systems import System
from codegen.values import Value, replace

Naming = Callable[[str, str], tuple[Service, str]]
"""Says for a port type's and an operation's name which service it is and what its method is called."""


class _Exchange(Value, kw_only=True):
    """A request with its session id, arguments (`sent`) and headers, and its response."""

    request: WireMessage
    response: WireMessage | None
    session: Parameter | None
    sent: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    encoded: bool


class _Result(NamedTuple):
    """The element that holds the result, its type, whether it may be missing, and what is said of it."""

    element: str = ""
    type: TypeRef | None = None
    nullable: bool = False
    description: str = ""


class Operations:
    """Reads all operations of a document. `diagnostics` and `items` grow while `read` runs."""

    def __init__(
        self, document: Document, types: SchemaTypes, messages: Messages, system: System, naming: Naming
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.items: list[Item] = []
        self.services: dict[str, Service] = {}
        self._ids: set[str] = set()
        self._messages = messages
        self._document = document
        self._types = types
        self._system = system
        self._naming = naming

    def read(self) -> list[Operation]:
        """The operations, in the order of the document; each port type once, SOAP 1.1 before 1.2."""
        document = self._document
        if not document.bindings:
            self._warn(
                "no-binding", "the WSDL has no SOAP binding; save the complete WSDL of the service", None
            )
        operations: list[Operation] = []
        bound: set[QName] = set()
        for binding in sorted(document.bindings, key=lambda one: one.version):
            port_type = document.port_types.get(binding.port_type)
            if port_type is None:
                self._warn(
                    "no-port-type",
                    f"binding {binding.name} is for port type {binding.port_type.name}, which is not declared; "
                    "add the file that declares it",
                    binding,
                )
            elif binding.port_type not in bound:
                bound.add(binding.port_type)
                operations += self._port_type(port_type, binding)
        return operations

    def _warn(self, code: str, message: str, at: Binding | PortOperation | None) -> None:
        origin = at.origin if at is not None and at.origin else self._document.origin
        self.diagnostics.append(Diagnostic(Level.WARNING, code, message, origin))

    def _port_type(self, port_type: PortType, binding: Binding) -> list[Operation]:
        operations = []
        seen: set[str] = set()
        for port in port_type.operations:
            item_id = f"{port.name} ({port.origin})" if port.name in seen else port.name
            try:
                if port.name in seen:
                    raise UnusableOperation(
                        "a second operation of that name; overloading is outside the WS-I profile"
                    )
                seen.add(port.name)
                operations.append(self._operation(port, port_type, binding))
            except UnusableOperation as reason:
                self._warn("operation-skipped", f"operation {port.name} is left out: {reason}", port)
                self.items.append(
                    Item(id=item_id, status=Status.SKIPPED, reason=str(reason), origin=port.origin)
                )
        return operations

    def _operation(self, port: PortOperation, port_type: PortType, binding: Binding) -> Operation:
        bound = binding.operations.get(port.name)
        if bound is None:
            raise UnusableOperation(f"binding {binding.name} doesn't bind it")
        exchange = self._exchange(port, bound, bound.style or binding.style)
        result = self._result(port, exchange.response)
        soap = replace(
            self._soap_binding(port, bound, exchange, result),
            version=binding.version,
            port_type=port_type.name,
            binding=binding.name,
        )
        service, method = self._naming(port_type.name, port.name)
        operation_id = port.name if port.name not in self._ids else f"{service.name}.{port.name}"
        self._ids.add(operation_id)
        self.services.setdefault(service.name, replace(service, origin=port_type.origin))
        self.items.append(_account(operation_id, port, [*exchange.sent, *exchange.headers], result))
        owner = exchange.request.owner
        return Operation(
            id=operation_id,
            service=service.name,
            name=method,
            parameters=tuple(
                replace(one, name=name) for one, name in zip(soap.parameters, soap.arguments, strict=True)
            ),
            result=result.type,
            result_nullable=result.nullable,
            bindings=(soap,),
            auth=self._auth(exchange.session is not None),
            description=port.documentation or (owner.documentation if owner else ""),
            result_description=result.description,
            origin=port.origin,
        )

    def _exchange(self, port: PortOperation, bound: BindingOperation, style: str) -> _Exchange:
        """What is sent and what is answered. Raises UnusableOperation."""
        request = self._messages.read(port, port.input, bound, style, "Request")
        if isinstance(request.value, AnyType) and request.value.reason:
            raise UnusableOperation(f"its request can't be known: {request.value.reason}")
        response = (
            None if port.output is None else self._messages.read(port, port.output, bound, style, "Response")
        )
        session = next((one for one in request.parameters if self._is_session(one)), None)
        return _Exchange(
            request=request,
            response=response,
            session=session,
            sent=tuple(one for one in request.parameters if one is not session),
            headers=tuple(self._messages.header(message, part, port) for message, part in bound.sent_headers),
            encoded=style == "rpc" and bound.use == "encoded",
        )

    def _soap_binding(
        self, port: PortOperation, bound: BindingOperation, exchange: _Exchange, result: _Result
    ) -> SoapBinding:
        """How the exchange is written."""
        request, session = exchange.request, exchange.session
        arguments = [_local(one.name) for one in exchange.sent]
        headers = [_unlike(_local(one.name), arguments) for one in exchange.headers]
        return SoapBinding(
            operation=port.name,
            style=SoapStyle.RPC if exchange.encoded else SoapStyle.DOCUMENT,
            namespace=request.namespace or self._document.namespace,
            request=request.name,
            response=exchange.response.name if exchange.response else "",
            action=bound.action,
            parameters=(*exchange.sent, *exchange.headers),
            arguments=(*arguments, *headers),
            session=session.name if session else "",
            session_position=request.parameters.index(session) if session else 0,
            headers=tuple(headers),
            result=result.element,
            result_type=result.type,
            origin=port.origin,
        )

    def _is_session(self, parameter: Parameter) -> bool:
        return bool(self._system.session) and parameter.name == self._system.session

    def _auth(self, session: bool) -> Auth:
        if not self._system.session:
            return Auth()
        return Auth(access=Access.SESSION if session else Access.ANONYMOUS)

    def _result(self, port: PortOperation, response: WireMessage | None) -> _Result:
        """What an operation returns: the only child of the response, or the response as a whole."""
        if response is not None and response.value is not None:
            return _Result(type=response.value)
        if response is None or not response.parameters:
            return _Result()
        first = response.parameters[0]
        if len(response.parameters) == 1 and not first.name.startswith("@"):
            literal = response.owner is not None
            repeated = isinstance(first.type, List) and first.type.element == ""
            missing = literal and not repeated and (first.nullable or not first.required)
            return _Result(first.name, first.type, missing, first.description)
        if response.owner is None:
            self.diagnostics.append(
                Diagnostic(
                    Level.WARNING,
                    "several-results",
                    f"operation {port.name} answers with several parts; only {first.name} is read",
                    port.origin,
                )
            )
            return _Result(first.name, first.type)
        if response.type_name is not None:
            return _Result(type=self._types.named(response.type_name, port.origin))
        name = self._types.anonymous(response.owner, upper_first(response.name))
        return _Result(type=Named(name), description=response.owner.documentation)


def _account(item_id: str, port: PortOperation, sent: Sequence[Parameter], result: _Result) -> Item:
    """What became of an operation: degraded where a type of it is lost."""
    types = [*(one.type for one in sent), *([result.type] if result.type is not None else [])]
    lost = next((one.reason for one in map(_innermost, types) if isinstance(one, AnyType) and one.reason), "")
    return Item(
        id=item_id,
        status=Status.DEGRADED if lost else Status.GENERATED,
        reason=lost,
        origin=port.origin,
    )


def _innermost(type_ref: TypeRef) -> TypeRef:
    while isinstance(type_ref, List):
        type_ref = type_ref.item
    return type_ref


def _unlike(name: str, taken: Sequence[str]) -> str:
    """The name of a header, unlike those of the arguments."""
    return f"{name}Header" if name in taken else name


def _local(name: str) -> str:
    return "value" if name == TEXT else name.rpartition("}")[2].removeprefix("@")
