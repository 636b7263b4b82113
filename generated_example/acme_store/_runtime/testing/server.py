# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What a shop in memory asks of a protocol's server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..client.operation import Operation
from ..client.operation_index import OperationIndex
from ..errors import MagentoError, error_class
from ..http.authorization import Auth
from ..http.messages import Request
from .answers import Answer, Outcome, Refusal
from .calls import Call
from .methods import Method, MethodIndex
from .repository import Repository, magento2_repository

AnOperation = TypeVar("AnOperation", bound=Operation[Any])


@dataclass(frozen=True, slots=True)
class Received(Generic[AnOperation]):
    """A request as the server read it: the method that it calls, and its arguments by Python name.

    `raw` is the same request as a call of the method that calls anything, such as `client.api.call`.
    """

    method: Method
    operation: AnOperation
    arguments: Mapping[str, Any]
    store: str | None
    request: Request
    raw: Received[AnOperation] | None = None


class Refused(Exception):
    """The server answers a request by itself, before anything that is set up is asked for."""

    def __init__(self, answer: Answer, reason: str) -> None:
        super().__init__(reason)
        self.answer = answer


class Server(ABC, Generic[AnOperation]):
    """Reads requests and writes answers as the server of one protocol does."""

    def __init__(self, operations: OperationIndex[AnOperation]) -> None:
        self.operations = operations
        self.methods = MethodIndex(operations)

    def method_of(self, method: Callable[..., Any]) -> Method:
        """What is known of a method of a client. Raises TypeError for what makes no single call."""
        return self.methods.of_method(method)

    @property
    def open_answers(self) -> bool:
        """Whether answers may have fields that the definitions don't name."""
        return False

    @property
    def default_auth(self) -> Auth | None:
        """Who clients are when a shop is given no credentials."""
        return None

    def know(self, auth: Auth) -> None:  # a hook: most have accounts of the shop's kinds only
        """Know an account of the server's own kind."""

    def expire(self) -> None:
        """Refuse what was handed out to those accounts."""

    @abstractmethod
    def read(self, request: Request, path: str) -> Received[AnOperation] | None:
        """What a request asks for, at a path below the shop's address; None for what is no call of an operation.

        Raises Refused for what the server would not take.
        """

    def special(
        self, request: Request, path: str, take: Callable[[Received[Any]], Outcome]
    ) -> Outcome | None:
        """The answer to a request that is no call of an operation, such as one for a bulk job; None for any other.

        `take` carries a call out that the request asks for.
        """
        return None

    def custom(self, method: str, path: str) -> Method:
        """A route that the package doesn't know, which is answered from now on. Raises TypeError where none can be."""
        raise TypeError("this API has no routes of one's own")

    def as_read(self, method: Method, expected: Mapping[str, Any], call: Call) -> Mapping[str, Any]:
        """What a test expects of a call's arguments as the server would have read it, sent in the call's own way."""
        return expected

    def access(self, operation: AnOperation) -> tuple[bool, tuple[str, ...]]:
        """Whether only known callers may use an operation, and the resources that they need."""
        return False, ()

    @abstractmethod
    def written(self, received: Received[AnOperation], value: Any) -> Answer:
        """The answer to a call whose result is that value. Raises TypeError for a value that is no such result."""

    @abstractmethod
    def refused(self, request: Request, refusal: Refusal) -> Answer:
        """The answer of a refusal."""

    def repository(self, methods: Sequence[Method], key: str | None) -> Repository | None:
        """What the methods of a resource do to entities that are kept; None where none reads an entity.

        `key` is the field that tells them apart, if the test named one. Raises TypeError where nothing says it.
        """
        return magento2_repository(methods, self.result_types(methods), key)

    def result_types(self, methods: Iterable[Method]) -> dict[str, Any]:
        """What methods answer with, by their names."""
        operations: dict[str, Any] = {method.name: method.operation for method in methods}
        return {name: self.result_type(operation) for name, operation in operations.items()}

    def error_of(self, operation: AnOperation, refusal: Refusal) -> type[MagentoError]:
        """The class of the error that clients raise for a refusal of a call."""
        return error_class(refusal.status)

    def made_up(self, received: Received[AnOperation], value: Any) -> Any:
        """A made-up value of the result's type, or what fits the request better."""
        return value

    @abstractmethod
    def result_type(self, operation: AnOperation) -> Any:
        """The type that an operation answers with; None is void, Any may be anything."""
