# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What a shop in memory is set up to answer, call by call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, ParamSpec, Protocol, Self, TypeVar

from ..client.options import RequestOptions
from ..errors import MagentoError
from ..search.criteria import SearchCriteria
from .answers import Answer, Refusal
from .calls import Call, called
from .matching import differences, values
from .methods import Method
from .output import checked
from .pages import page_of
from .replies import Fixed, Reply, Result, reply_of
from .server import Server

__all__ = ["Expectation", "ListExpectation"]

P = ParamSpec("P")
T = TypeVar("T")
Item = TypeVar("Item")
ItemCo = TypeVar("ItemCo", covariant=True)


class Untold:
    """A type that nothing has: where it fits, a method's result may be anything, as that of Magento 1's `api.call`."""


class Page(Protocol[ItemCo]):
    """What a list operation answers with."""

    @property
    def items(self) -> Sequence[ItemCo] | None:
        """The entries of one page."""
        ...


class Expectation(Generic[P, T]):
    """Calls of one method, and what they are answered with; made by `shop.on(method)`.

    Every `returns`, `raises` and `answers` adds a reply: the first call gets the first, the next one the next, and the
    last is repeated.
    """

    def __init__(
        self,
        method: Callable[..., Any] | None,
        found: Method,
        server: Server[Any],
        register: Callable[[Expectation[Any, Any]], None],
    ) -> None:
        self._method = method
        self._found = found
        self._server = server
        self._result_type = server.result_type(found.operation)
        self._register = register
        self._replies: list[Reply] = []
        self._latencies: dict[int, float] = {}
        self._limit: int | None = None
        self.expected: dict[str, Any] = {}
        self.store: str | None = None
        self.count = 0

    def given(self, *args: P.args, **kwargs: P.kwargs) -> Self:
        """Answer only calls with these arguments; those that are not named may be anything, and so may `ANY`.

        Of `options` only the store is looked at.
        """
        if self._method is not None:
            signature = inspect.signature(self._method)
            bound = dict(signature.bind(*args, **kwargs).arguments)
            options = bound.pop("options", None)
            self.store = options.store if isinstance(options, RequestOptions) else None
            for name, parameter in signature.parameters.items():
                if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                    bound |= bound.pop(name, {})
            self.expected = bound
        elif args:
            raise TypeError("a route of one's own has no order: name its variables, `query` and `body`")
        else:
            self.expected = dict(kwargs)
        return self

    def returns(self, *results: T | Mapping[str, Any] | Callable[[Call], T | Mapping[str, Any]]) -> Self:
        """Answer with a result: a value, a map of its fields, or a function of the call. Several are given in turn.

        Raises TypeError for what is no result of the method. A function may raise Refusal.
        """
        for result in results or (None,):
            self._add(Result(result if callable(result) else self._checked(result)))
        return self

    def raises(
        self,
        error: int | type[MagentoError] | type[OSError],
        message: str = "",
        /,
        *values: Any,
        code: int | str | None = None,
        errors: Sequence[str | tuple[str, Mapping[str, Any]]] = (),
        retry_after: float | None = None,
        **named: Any,
    ) -> Self:
        """Refuse, with a status or the class of the error: `raises(404, "No such entity with %name = %value", ...)`.

        `RequestTimeout`, `ConnectionFailed` and `DecodeError` are what they say: no answer, a lost connection, a broken
        body. `ConnectionRefusedError` is a connection that never was. What the rest means is said at `Refusal`. Raises
        TypeError for a class that clients don't raise for a refusal of this call with that message.
        """

        def refusal(status: int, own_code: str | None) -> Refusal:
            return Refusal(
                status,
                message,
                *values,
                code=own_code if code is None else code,
                errors=errors,
                retry_after=retry_after,
                **named,
            )

        operation = self._found.operation
        self._add(reply_of(error, refusal, lambda made: self._server.error_of(operation, made)))
        return self

    def answers(
        self,
        status: int,
        content: bytes | str = b"",
        *,
        content_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Answer word by word, such as with the page of a proxy: `answers(503, "<h1>Back soon</h1>")`."""
        body = content.encode() if isinstance(content, str) else content
        answer = Answer(status=status, content=body, content_type=content_type, headers=headers or {})
        self._add(Fixed(answer))
        return self

    def takes(self, seconds: float) -> Self:
        """Let the reply that was added last, or the first one, take that long.

        More than the client's timeout is a timeout at once.
        """
        self._latencies[max(len(self._replies) - 1, 0)] = seconds
        return self

    def times(self, count: int) -> Self:
        """Answer that many calls, then none."""
        self._limit = count
        return self

    def once(self) -> Self:
        """Answer one call, then none."""
        return self.times(1)

    @property
    def name(self) -> str:
        """The name of the method."""
        return self._found.name

    @property
    def spent(self) -> bool:
        """Whether it has answered as many calls as it may."""
        return self._limit is not None and self.count >= self._limit

    def differences(self, call: Call) -> list[str]:
        """The arguments of a call that are not as expected."""
        types = self._found.types
        wrong = differences(self.expected, call.arguments, types)
        if wrong:
            read = {**self.expected, **self._server.as_read(self._found, values(self.expected), call)}
            wrong = differences({name: read[name] for name in wrong}, call.arguments, types)
        return wrong if self.store is None or self.store == (call.store or "") else [*wrong, "store"]

    def next_reply(self) -> tuple[Reply, float]:
        """The reply to the next call, and the seconds that it takes."""
        place = min(self.count, len(self._replies) - 1)
        self.count += 1
        return self._replies[place], self._latencies.get(place, 0.0)

    def __str__(self) -> str:
        text = called(self._found.name, self.expected)
        text += "" if self.store is None else f" in store {self.store!r}"
        return text + (f", spent after {self.count}" if self.spent else "")

    def _checked(self, result: Any) -> Any:
        return checked(result, self._result_type, self._found.name, more=self._server.open_answers)

    def _add(self, reply: Reply) -> None:
        self._replies.append(reply)
        if len(self._replies) == 1:
            self._register(self)


class ListExpectation(Expectation[P, Page[Item]], Generic[P, Item]):
    """Calls of a list operation."""

    def returns_items(self, items: Iterable[Item]) -> Self:
        """Answer with these entries, page by page as the call asks for them, and how many there are.

        Filters and sort orders are not applied; `shop.holds` does that.
        """
        entries = list(items)
        name = self._found.names.get(self._found.operation.search_parameter or "", "")

        def page(call: Call) -> Any:
            criteria = call.arguments.get(name)
            found = criteria if isinstance(criteria, SearchCriteria) else SearchCriteria()
            return page_of(entries, found, self._result_type)

        self._checked(page_of(entries, SearchCriteria(), self._result_type))
        self._add(Result(page))
        return self
