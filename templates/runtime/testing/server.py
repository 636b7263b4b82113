"""What a shop in memory asks of a protocol's server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..client.operation import Operation
from ..client.operation_index import OperationIndex
from ..http.messages import Request
from .answers import Answer, Refusal
from .methods import Method, MethodIndex

AnOperation = TypeVar("AnOperation", bound=Operation[Any])


@dataclass(frozen=True, slots=True)
class Received(Generic[AnOperation]):
    """A request as the server read it: the method that it calls, and its arguments by Python name."""

    method: Method
    operation: AnOperation
    arguments: Mapping[str, Any]
    store: str | None
    request: Request


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

    @abstractmethod
    def read(self, request: Request, path: str) -> Received[AnOperation] | None:
        """What a request asks for, at a path below the shop's address; None for what is no call of an operation.

        Raises Refused for what the server would not take.
        """

    @abstractmethod
    def written(self, received: Received[AnOperation], value: Any) -> Answer:
        """The answer to a call whose result is that value. Raises TypeError for a value that is no such result."""

    @abstractmethod
    def refused(self, request: Request, refusal: Refusal) -> Answer:
        """The answer of a refusal."""

    @abstractmethod
    def result_type(self, operation: AnOperation) -> Any:
        """The type that an operation answers with; None is void, Any may be anything."""
