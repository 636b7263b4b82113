# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Several v1 calls in one request (`multiCall`), with typed results and errors in their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, cast

from ..client.operation import T, asking
from ..client.options import RequestOptions, checked_options
from ..errors import DecodeError, MagentoError, RequestError
from ..http.flow import Flow
from ..shapes import is_a, is_map, is_sequence, is_text
from .answers import read_value
from .dialects import Definition
from .envelope import WireFault
from .faults import fault_error
from .operation import SoapOperation
from .posting import called, method_body, path_body, post_in_session
from .settings import dialect_of
from .tables import ANY, LIST, TEXT, Kind

if TYPE_CHECKING:
    from ..http.exchange import Core


class Pending(Generic[T]):
    """The place of one call's result. `error` is the fault that it ended with, None for none; `done` whether it ran."""

    def __init__(self, operation: SoapOperation[T]) -> None:
        self.operation = operation
        self.done = False
        self.error: MagentoError | None = None
        self._value: T | None = None

    @property
    def result(self) -> T:
        """The typed result. Raises the fault of the call, RequestError when the call has not run."""
        if self.error is not None:
            raise self.error
        if not self.done:
            raise RequestError(
                f"{self.operation.id} has not run: send() was not called, or stopped at a fault before"
            )
        return cast("T", self._value)

    def settle(self, value: T | None, error: MagentoError | None = None) -> None:
        """Take the result or the error."""
        self.done, self._value, self.error = True, value, error


class Batch:
    """Calls that wait to be sent together."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._calls: list[tuple[Pending[Any], list[Any]]] = []

    def add(self, operation: SoapOperation[T], **arguments: Any) -> Pending[T]:
        """Add a call with its arguments, by Python or wire name. Raises RequestError for what can't be called so."""
        if not is_a(SoapOperation, operation):
            raise RequestError(f"add() takes an operation, such as OPERATIONS[...], not {operation!r:.60}")
        if not operation.path:
            raise RequestError(f"{operation.id} has no path in api.xml, so multiCall can't call it")
        pending = Pending(operation)
        with asking(operation.id):
            self._calls.append((pending, operation.positional(arguments)))
        return pending

    def flow(
        self, core: Core, stop_on_fault: bool, options: RequestOptions | None
    ) -> Flow[list[Pending[Any]]]:
        """Send the calls and settle them. With `stop_on_fault` the server ends after the first that fails."""
        options = checked_options(options)
        _refuse_other_modes(core, self._definition, "multi_call()")
        dialect = dialect_of(core, self._definition)
        if stop_on_fault and dialect.mode == "xmlrpc":
            raise RequestError("XML-RPC can't carry the wish to stop at the first fault; use mode 'v1'")
        calls = [
            [pending.operation.path, values] if values else [pending.operation.path]
            for pending, values in self._calls
        ]

        def body(session: str) -> bytes:
            named: list[tuple[str, Kind, Any]] = [("sessionId", TEXT, session), ("calls", LIST, calls)]
            if dialect.mode != "xmlrpc":
                named.append(("options", ANY, {"break": 1} if stop_on_fault else None))
            return method_body(self._definition, dialect, "multiCall", named)

        response = yield from post_in_session(core, self._definition, "multiCall", body, options)
        how = called(core, self._definition)
        answers: Sequence[Any] = read_value(self._definition, response, LIST, how)
        for (pending, _), answer in zip(self._calls, answers, strict=False):
            operation = pending.operation
            if is_map(answer) and answer.get("isFault"):
                wire = WireFault(str(answer.get("faultCode")), str(answer.get("faultMessage")))
                faults = self._definition.faults()
                pending.settle(
                    None, fault_error(wire, response, how, resource=operation.resource, faults=faults)
                )
                continue
            try:
                pending.settle(operation.typed(answer))
            except DecodeError as error:
                pending.settle(None, error)
        return [pending for pending, _ in self._calls]


def call_path(
    core: Core, definition: Definition, path: str, arguments: Sequence[Any], options: RequestOptions | None
) -> Flow[Any]:
    """What a path of `api.xml` answers to plain arguments by position, as plain data.

    Raises RequestError for what is no path, and for arguments that are no list.
    """
    options = checked_options(options)
    if not is_text(path) or "." not in path:
        raise RequestError(f"call() takes a path, such as 'catalog_product.info', not {path!r:.60}")
    if not is_sequence(arguments):
        raise RequestError(f"{path}: arguments are a list, by position, not {arguments!r:.60}")
    _refuse_other_modes(core, definition, "call()")
    dialect = dialect_of(core, definition)

    def body(session: str) -> bytes:
        return path_body(definition, dialect, session, path, arguments)

    response = yield from post_in_session(core, definition, path, body, options)
    how = called(core, definition)
    return read_value(definition, response, ANY, how, resource=path.partition(".")[0])


def _refuse_other_modes(core: Core, definition: Definition, what: str) -> None:
    dialect = dialect_of(core, definition)
    if not dialect.by_path:
        raise RequestError(f"{what} exists in v1 only: make the client with mode='v1' or mode='xmlrpc'")
