# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""SOAP and XML-RPC as the other end of a client sees them: Magento 1 in all modes, Magento 2, services of others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from ...errors import MagentoError, RequestError, error_class
from ...http.authorization import Auth
from ...http.messages import Request
from ...soap.dialects import DIALECTS, Definition, Dialect
from ...soap.faults import fault_class
from ...soap.names import local
from ...soap.operation import SoapOperation
from ...soap.session import ApiUser
from ...soap.v1_data import to_plain
from ..answers import Answer, Failure, Outcome, Refusal
from ..calls import Call
from ..logins import text_of
from ..methods import Method
from ..output import checked
from ..repository import Repository, magento2_repository
from ..server import Received, Refused, Server
from .arguments import MISSING, by_name, by_position
from .messages import Asked, answer, element, fault, page, plain_answer, read_request, wire_fault
from .paths import ARGUMENTS, PATH, CallsInOne, is_raw_call, listed, raw_call
from .repository import magento1_repository

_EXPIRED = Refusal(401, "Session expired. Try to relogin.", code="5")
_DENIED = Refusal(401, "Access denied.", code="2")

_NAMESPACE = "urn:expected"
"""That of a request which is read only here; Magento 2 has none without a store."""

_PAGES = frozenset({429, 502, 503, 504})
"""Statuses that web servers answer with, and no API."""


class SoapServer(Server[SoapOperation[Any]]):
    """Reads requests, and writes answers, by the package's own tables, in the mode that they come in."""

    def __init__(self, operations: Any) -> None:
        super().__init__(operations)
        self._raw = raw_call(self._definition)
        self._by_request: dict[str, dict[str, SoapOperation[Any]]] = {}
        self._sessions: set[str] = set()
        self._count = 0
        self._users: list[ApiUser] = []
        self._lock = threading.Lock()

    @property
    def default_auth(self) -> Auth | None:
        """The API user that Magento 1's clients log in as; None where there are no sessions."""
        return (
            ApiUser("user", "key") if any(DIALECTS[mode].login for mode in self._definition.modes) else None
        )

    def know(self, auth: Auth) -> None:
        """Know an API user."""
        if isinstance(auth, ApiUser):
            self._users.append(auth)

    def expire(self) -> None:
        """End all sessions."""
        with self._lock:
            self._sessions.clear()

    @property
    def open_answers(self) -> bool:
        """Version 1 answers with all that an entity has."""
        return any(DIALECTS[mode].by_path for mode in self._definition.modes)

    def method_of(self, method: Callable[..., Any]) -> Method:
        """What is known of a method of a resource, and of `api.call`. Raises TypeError for others."""
        return self._raw if is_raw_call(method) else super().method_of(method)

    def read(self, request: Request, path: str) -> Received[SoapOperation[Any]] | None:
        """The operation of a message and its arguments. Raises Refused."""
        dialect, asked = self._asked(request, path)
        if asked is None or asked.name in (dialect.login, dialect.logout):
            return None
        if dialect.by_path and asked.name == "call":
            self._check_session(asked.text(0, "sessionId"), dialect)
            values = listed(asked.value(2, "args", self._definition))
            return self._received_path(request, dialect, asked.text(1, "resourcePath"), values)
        operation = self._requests(dialect).get(asked.name)
        method = None if operation is None else self._method(operation)
        wire = None if operation is None else operation.wire(dialect)
        if operation is None or method is None or wire is None:
            return None
        if wire.session:
            self._check_session(asked.text(0, wire.session), dialect)
        try:
            arguments = (
                by_position(operation, method, wire, asked.values[1 if wire.session else 0 :])
                if asked.element is None
                else by_name(operation, method, wire, asked)
            )
        except Refusal as refusal:
            raise Refused(
                fault(refusal, self._definition, dialect), f"{method.name}: {refusal.message}"
            ) from None
        return Received(method, operation, arguments, _store(path), request)

    def special(
        self, request: Request, path: str, take: Callable[[Received[Any]], Outcome]
    ) -> Outcome | None:
        """The answer to a login, to the end of a session, and to several calls in one."""
        dialect, asked = self._asked(request, path)
        if asked is None or not dialect.login:
            return None
        if dialect.by_path and asked.name == "multiCall":
            return self._called_in_one(request, dialect, asked, take)
        if asked.name == dialect.login:
            return self._logged_in(dialect, asked)
        if asked.name == dialect.logout:
            with self._lock:
                self._sessions.discard(asked.text(0, "sessionId"))
            return plain_answer(dialect.logout, True, self._definition, dialect)
        return None

    def as_read(self, method: Method, expected: Mapping[str, Any], call: Call) -> Mapping[str, Any]:
        """The same in the form of the mode that the call came in: each has some entities in its own way."""
        operation: Any = method.operation
        dialect = operation.spoken(self._dialect_of(call.request)) if method is not self._raw else None
        wire = operation.wire(dialect) if dialect else None
        if dialect is None or wire is None:
            return expected
        given = {alias: expected[name] for alias, name in method.names.items() if name in expected}
        try:
            if dialect.by_path:
                values = operation.positional(given, dialect, unknown=True)
                read = by_position(operation, method, wire, values, complete=False)
            else:
                body = operation.encode(given, dialect=dialect, namespace=_NAMESPACE, unknown=True)
                read = by_name(operation, method, wire, read_request(body, dialect), complete=False)
        except (RequestError, Refusal):  # no call can be so
            return expected
        return {name: read.get(name, value) for name, value in expected.items()}

    def access(self, operation: SoapOperation[Any]) -> tuple[bool, tuple[str, ...]]:
        """Whether an operation needs a token, as far as its definition says."""
        return operation.access in ("self", "resources"), operation.acl

    def written(self, received: Received[SoapOperation[Any]], value: Any) -> Answer:
        """The result in the form of the mode that the request came in."""
        operation = received.operation
        dialect = operation.spoken(self._dialect_of(received.request))
        value = checked(value, operation.result_type, received.method.name, more=dialect.by_path)
        kind = operation.kind
        if dialect.by_path:
            wire = operation.wire(dialect)
            name = wire.request if wire is not None and not operation.path else "call"
            plain = None if kind is None else to_plain(value, kind, self._definition.parsed, unknown=True)
            return plain_answer(name, plain, self._definition, dialect)
        if kind is None and dialect.mode == "magento2":
            return Answer(content_type="text/html; charset=UTF-8")
        name = f"{operation.operation}{'ResponseParam' if dialect.mode == 'wsi' else 'Response'}"
        parts: list[str] = []
        if kind is not None and not (kind.tag == "+" and value is None):
            encode = self._definition.encoders(dialect, unknown=True, answers=True).of(kind)
            encode((f"ns1:{name}", f"ns1:{name}") if operation.whole else ("result", "result"), value, parts)
        content = "".join(parts) if operation.whole else element(name, "".join(parts))
        return answer(content, self._definition, dialect)

    def refused(self, request: Request, refusal: Refusal) -> Answer:
        """A refusal as a fault of the mode that the request came in; a web server's own statuses are pages of it."""
        if refusal.status in _PAGES:
            return page(refusal)
        return fault(refusal, self._definition, self._dialect_of(request))

    def error_of(self, operation: SoapOperation[Any], refusal: Refusal) -> type[MagentoError]:
        """The class of the error that clients raise for the fault, or the page, that a refusal is written as."""
        if refusal.status in _PAGES:
            return error_class(refusal.status)
        definition = self._definition
        version = definition.version or DIALECTS[definition.modes[0]].version
        return fault_class(wire_fault(refusal, version=version), operation.resource, definition.faults())

    def result_type(self, operation: SoapOperation[Any]) -> Any:
        """The type of the operation's result."""
        return operation.result_type

    def repository(self, methods: Sequence[Method], key: str | None) -> Repository | None:
        """What the methods of a resource do to entities that are kept."""
        find = magento2_repository if "magento2" in self._definition.modes else magento1_repository
        return find(methods, self.result_types(methods), key)

    @property
    def _definition(self) -> Definition:
        first = self.operations[next(iter(self.operations))]
        return first.definition

    def _asked(self, request: Request, path: str) -> tuple[Dialect, Asked | None]:
        """The mode of a message, and what it asks for; None for what is no message."""
        known = self._dialects(path)
        if request.method != "POST" or not known:
            return DIALECTS[self._definition.modes[0]], None
        try:
            asked = read_request(request.content, known[0])
        except ValueError as error:
            refusal = Refusal(500, str(error), code="Client")
            raise Refused(fault(refusal, self._definition, known[0]), str(error)) from None
        for dialect in known:
            if asked.name in (dialect.login, dialect.logout) or asked.name in self._requests(dialect):
                return dialect, asked
        return known[0], asked

    def _dialects(self, path: str) -> list[Dialect]:
        """The modes that are called at a path below the shop's address."""
        place = path.strip("/")
        dialects = [DIALECTS[mode] for mode in self._definition.modes]
        return [
            dialect
            for dialect in dialects
            if place == dialect.path.strip("/")
            or (dialect.mode == "magento2" and place.startswith(dialect.path))
        ]

    def _dialect_of(self, request: Request) -> Dialect:
        path = request.url.partition("?")[0].partition("://")[2].partition("/")[2]
        endings = ("api/v2_soap", "api/soap", "api/xmlrpc")
        place = next((ending for ending in endings if path.strip("/").endswith(ending)), "")
        if not place and "magento2" in self._definition.modes:
            return DIALECTS["magento2"]
        return self._asked(request, f"/{place}")[0]

    def _requests(self, dialect: Dialect) -> dict[str, SoapOperation[Any]]:
        """The operations by what their requests are called in a mode: the element, or the path of v1."""
        found = self._by_request.get(dialect.mode)
        if found is None:
            wires = [(operation, operation.wire(dialect)) for operation in self.operations.values()]
            found = {local(wire.request): operation for operation, wire in wires if wire is not None}
            self._by_request[dialect.mode] = found
        return found

    def _method(self, operation: SoapOperation[Any]) -> Method | None:
        try:
            return self.methods[operation.id]
        except KeyError:
            return None

    def _received_path(
        self, request: Request, dialect: Dialect, path: str, values: list[Any]
    ) -> Received[SoapOperation[Any]]:
        """A v1 call of a path: of the method that it stands for, of `api.call` where there is none. Raises Refused."""
        own: Any = self._raw.operation
        raw = Received(self._raw, own, {PATH: path, ARGUMENTS: values}, None, request)
        operation = self._requests(dialect).get(path) if "." in path else None
        method = None if operation is None else self._method(operation)
        wire = None if operation is None else operation.wire(dialect)
        if operation is None or method is None or wire is None:
            return raw
        try:
            arguments = by_position(operation, method, wire, values)
        except Refusal as refusal:
            raise Refused(
                fault(refusal, self._definition, dialect), f"{method.name}: {refusal.message}"
            ) from None
        return Received(method, operation, arguments, None, request, raw)

    def _called_in_one(
        self,
        request: Request,
        dialect: Dialect,
        asked: Asked,
        take: Callable[[Received[Any]], Outcome],
    ) -> Outcome:
        """The answer to a `multiCall`, each call of which is carried out. Raises Refusal."""
        self._check_session(asked.text(0, "sessionId"), dialect)

        def call(path: str, arguments: list[Any]) -> Outcome:
            try:
                return take(self._received_path(request, dialect, path, arguments))
            except Refused as refused:
                return refused.answer

        results = CallsInOne.read(asked, self._definition).answered(call, self._definition)
        if isinstance(results, Answer | Failure):
            return results
        return plain_answer("multiCall", results, self._definition, dialect)

    def _check_session(self, session: str, dialect: Dialect) -> None:
        if session not in self._sessions:
            refusal = MISSING if dialect.mode == "wsi" and not session else _EXPIRED
            raise Refused(fault(refusal, self._definition, dialect), refusal.message)

    def _logged_in(self, dialect: Dialect, asked: Asked) -> Answer:
        user, key = asked.text(0, "username"), asked.text(1, "apiKey")
        if not user or not key:
            raise MISSING
        known = [(each.user, text_of(each.key)) for each in self._users]
        if known and (user, key) not in known:
            raise _DENIED
        with self._lock:
            self._count += 1
            session = f"session-{self._count}"
            self._sessions.add(session)
        return plain_answer(dialect.login, session, self._definition, dialect)


def _store(path: str) -> str | None:
    """The store code in Magento 2's path."""
    parts = path.strip("/").split("/")
    return unquote(parts[1]) if parts[0] == "soap" and len(parts) > 1 else None
