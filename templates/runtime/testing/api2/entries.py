"""The entries of a request's body, as Mage_Api2_Model_Resource::dispatch hands them on to the class of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...api2.operation import ResourceOperation
from ...models.decode import decode_value
from ...shapes import is_list, is_map
from ..answers import Refusal
from .checks import Checks

_INVALID = "The request data is invalid."
_FAILED = "Resource data pre-validation error."
_NOT_IMPLEMENTED = "Resource method not implemented yet."


@dataclass(frozen=True, slots=True)
class Entries:
    """How the entries of one operation are read: what no role may write is dropped without a word, the rest is checked.

    `checks` is None where nothing is demanded of them.
    """

    operation: ResourceOperation[Any]
    checks: Checks | None

    def read(self, body: Any) -> Any:
        """What a body holds, typed; of many entries those that nothing is said against. Raises Refusal."""
        if not body:
            raise Refusal(400, _INVALID)
        if self._of_many:
            entries = [self._writable(entry) for entry in _listed(body)]
            return [self._typed(entry) for entry in entries if not self._errors(entry)]
        if is_list(body):
            raise Refusal(405, _NOT_IMPLEMENTED)
        entry = self._writable(body)
        if not entry:
            raise Refusal(400, _INVALID)
        errors = self._errors(entry)
        if errors:
            raise Refusal(400, errors[0], errors=(*errors[1:], _FAILED))
        return self._typed(entry)

    def refusals(self, body: Any) -> Iterator[dict[str, Any]]:
        """What is said against single ones of many entries, as it stands in an answer."""
        for entry in _listed(body):
            named = {name: entry[name] for name in [*filter(_names, entry)][:1]}
            for message in self._errors(self._writable(entry)):
                yield {**named, "message": message, "code": 400}

    @property
    def _of_many(self) -> bool:
        return self.operation.answer == "verdicts"

    def _writable(self, entry: Any) -> Any:
        if not is_map(entry):
            return entry
        return {name: item for name, item in entry.items() if name not in self.operation.read_only}

    def _errors(self, entry: Any) -> list[str]:
        if self.checks is None or not is_map(entry):
            return []
        return list(self.checks.errors(entry, updates=self.operation.method == "PUT"))

    def _typed(self, entry: Any) -> Any:
        model: Any = Any if self.operation.model is None else self.operation.model()
        return decode_value(entry, model)


def model_of(operation: ResourceOperation[Any]) -> str:
    """The model of an operation's entries as checks name it: `stock.ShelfEntry`; empty for none."""
    if operation.model is None:
        return ""
    model: Any = operation.model()
    return f"{model.__module__.rpartition('.')[2]}.{model.__name__}"


def _names(field: str) -> bool:
    """Whether a field tells an entry from others."""
    return field.endswith("_id")


def _listed(body: Any) -> list[Mapping[str, Any]]:
    """The entries of a body; a map where a list is wanted is taken for its values."""
    return list(body.values()) if is_map(body) else body if is_list(body) else []
