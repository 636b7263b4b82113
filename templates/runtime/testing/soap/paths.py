"""Version 1's own ways to call, from the shop's side: a path by hand, and several calls in one request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...client.operation import ANY
from ...shapes import is_list, is_map
from ...soap.answers import Plain, read_message
from ...soap.arguments import arg
from ...soap.dialects import Definition
from ...soap.envelope import WireFault, result_of
from ...soap.operation import SoapOperation
from ...soap.tables import ANY as ANY_KIND
from ...soap.v1_calls import ApiResource, AsyncApiResource
from ...xml.documents import BadXml
from ..answers import Answer, Outcome, Refusal
from ..methods import Method
from .messages import Asked

PATH, ARGUMENTS = "path", "arguments"
_NO_PATH = {"isFault": True, "faultCode": "3", "faultMessage": "Invalid api path."}
MISMATCH = Refusal(400, "Calling parameters do not match signature", code="623")
"""What Zend_XmlRpc_Server says of a third argument of `multiCall` that is no list."""


def is_raw_call(method: Callable[..., Any]) -> bool:
    """Whether a method is `client.api.call`, which calls a path with plain arguments."""
    return getattr(method, "__func__", None) in (ApiResource.call, AsyncApiResource.call)


def raw_call(definition: Definition) -> Method:
    """What `client.api.call` is to the shop: a method that takes a path and plain arguments, and answers anything."""
    operation: SoapOperation[Any] = SoapOperation(
        definition, "call", (arg(PATH, str), arg(ARGUMENTS, list[Any])), result=lambda: ANY, path="call"
    )
    names = {PATH: PATH, ARGUMENTS: ARGUMENTS}
    return Method("api.call", operation, names, {PATH: str, ARGUMENTS: list[Any]}, frozenset({PATH}))


def listed(given: Any) -> list[Any]:
    """The arguments of a call: one that is no list stands for itself."""
    return given if is_list(given) else [] if given is None else [given]


@dataclass(frozen=True, slots=True)
class CallsInOne:
    """The calls of a `multiCall`, each a path and its arguments, and whether the first that fails is the last."""

    calls: Sequence[Any]
    stops: bool

    @classmethod
    def read(cls, asked: Asked, definition: Definition) -> CallsInOne:
        """What a request says. Raises Refusal for options that XML-RPC can't carry."""
        calls, options = asked.value(1, "calls", definition), asked.value(2, "options", definition)
        if asked.element is None and is_map(options):
            raise MISMATCH
        stops = is_map(options) and str(options.get("break")) in ("1", "True")
        return cls(calls if is_list(calls) else [], stops)

    def answered(
        self, take: Callable[[str, list[Any]], Outcome], definition: Definition
    ) -> list[Any] | Outcome:
        """The results of all calls, a failed one's as a map; the outcome of a call that is no message at all.

        `take` carries a call out: its path, and its arguments.
        """
        results: list[Any] = []
        for path, arguments in self._each():
            outcome = take(path, arguments) if path else None
            if outcome is not None and not isinstance(outcome, Answer):
                return outcome
            try:
                failed, value = (True, _NO_PATH) if outcome is None else _result(outcome, definition)
            except BadXml:
                return outcome or Answer(status=500)
            results.append(value)
            if failed and self.stops:
                break
        return results

    def _each(self) -> Iterator[tuple[str, list[Any]]]:
        for call in self.calls:
            entry = listed(call)
            path = str(entry[0]) if entry else ""
            head, _, method = path.partition(".")
            yield path if head and method else "", listed(entry[1] if len(entry) > 1 else None)


def _result(answer: Answer, definition: Definition) -> tuple[bool, Any]:
    """Whether a call failed, and its entry among the results. Raises BadXml for what is no message."""
    message = read_message(answer.content.strip(), exact=definition.exact)
    match message:
        case WireFault():
            return True, {"isFault": True, "faultCode": message.code, "faultMessage": message.message}
        case Plain():
            return False, message.value
        case None:
            return False, None
        case _:
            result = result_of(message)
            return False, None if result is None else definition.decoders.of(ANY_KIND)(result)
