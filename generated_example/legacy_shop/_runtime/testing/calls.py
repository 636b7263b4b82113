# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The calls that a shop in memory took, as its server would have read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from ..http.messages import Request

__all__ = ["Call", "Calls"]

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the server read it: the `name` of the method, its `arguments` by Python name, the `store`.

    Arguments that were not sent are not in `arguments`. `operation` is the key in `OPERATIONS`, `request` is what was
    sent.
    """

    name: str
    operation: str
    arguments: Mapping[str, Any]
    store: str | None
    request: Request = field(repr=False)

    def argument(self, name: str, kind: type[V]) -> V:
        """An argument whose type is known to the reader too: `call.argument("product", models.catalog.Product).price`.

        Raises AssertionError when it was not sent, or is of another type.
        """
        if name not in self.arguments:
            sent = ", ".join(sorted(self.arguments)) or "none"
            raise AssertionError(f"{self.name} was called without {name!r}; sent were: {sent}")
        value = self.arguments[name]
        if not isinstance(value, kind):
            raise AssertionError(f"{self.name}: {name!r} is {value!r}, no {kind.__name__}")
        return value

    def __str__(self) -> str:
        return called(self.name, self.arguments)


class Calls(Sequence[Call]):
    """Calls in the order in which they came; `calls(method)` are those of one method."""

    def __init__(self, calls: Iterable[Call], name_of: Callable[[Callable[..., Any]], str]) -> None:
        self._calls = tuple(calls)
        self._name_of = name_of

    def __call__(self, method: Callable[..., Any]) -> Calls:
        """The calls of a method: `shop.calls(shop.client.catalog.product_repository.save)`."""
        name = self._name_of(method)
        return Calls((call for call in self._calls if call.name == name), self._name_of)

    @overload
    def __getitem__(self, index: int) -> Call: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Call]: ...

    def __getitem__(self, index: int | slice) -> Call | Sequence[Call]:
        return self._calls[index]

    def __len__(self) -> int:
        return len(self._calls)

    def __repr__(self) -> str:
        return f"Calls([{', '.join(map(str, self._calls))}])"

    @property
    def names(self) -> list[str]:
        """What was called, in order: `["catalog.product_repository.get", ...]`."""
        return [call.name for call in self._calls]

    @property
    def last(self) -> Call:
        """The latest of them. Raises AssertionError when there is none."""
        if not self._calls:
            raise AssertionError("there was no such call")
        return self._calls[-1]

    @property
    def only(self) -> Call:
        """The one that there is. Raises AssertionError when there is none, or another one."""
        if len(self._calls) != 1:
            listed = "".join(f"\n  {call}" for call in self._calls)
            raise AssertionError(f"one call was expected, there were {len(self._calls)}{listed}")
        return self._calls[0]


def called(name: str, arguments: Mapping[str, Any]) -> str:
    """A call as it would be written."""
    return f"{name}({', '.join(f'{key}={value!r:.300}' for key, value in arguments.items())})"
