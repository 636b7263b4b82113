# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The shop in memory that every package's `FakeShop` is."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack, overload
from urllib.parse import urlsplit

from ..client.base import BaseAsyncClient, BaseClient, CallSettings
from ..http.authorization import Auth
from ..http.library import httpx
from ..http.messages import Request
from ..optional_libraries import require
from .answers import Outcome, Refusal
from .calls import Call, Calls
from .expectations import Expectation, Item, ListExpectation, P, Page, T, Untold
from .held import Held, M
from .keepers import Gets, GetsById, Informs, Lists, Searches
from .logins import ShopLogins
from .output import made_up
from .replies import Result
from .server import Received, Refused, Server
from .sockets import Guard, opened
from .transport import FakeTransport
from .unexpected import UnexpectedCall, unexpected_call, unexpected_request
from .waiting import QuickAsyncTransport, QuickTransport

__all__ = ["BaseFakeShop"]

C = TypeVar("C", bound=BaseClient)
A = TypeVar("A", bound=BaseAsyncClient)


class BaseFakeShop:
    """A shop in memory: it reads what a client sends by the server's rules, and answers what it was set up to answer.

        products = shop.client.catalog.product_repository
        shop.on(products.get).given(sku="24-MB01").returns(models.catalog.Product(sku="24-MB01", price=34))

    Used in a `with` statement it also keeps connections from being opened, and fails at the end for calls that were not
    expected, even if the code under test caught the error. It may be used by several threads and tasks.
    """

    def __init__(
        self,
        *,
        base_url: str = "https://shop.example",
        auth: Auth | None = None,
        strict: bool = True,
        allow_connections: bool = False,
        **settings: Unpack[CallSettings],
    ) -> None:
        """Make an empty shop.

        `auth` and `settings` are those of its clients; with `auth` it refuses callers that it doesn't know. Not
        `strict`, it answers what is not set up with values that are made up from the types. `allow_connections` lets
        the rest of the program use the network.
        """
        self.base_url = base_url
        self.waits: list[float] = []
        """The pauses that its clients would have made between tries, in seconds."""
        self.requests: list[Request] = []
        """All requests in the order in which they came, logins included."""
        self.refusals: list[str] = []
        """What the shop refused by itself, because a request was not as the server wants it."""
        self._logins = ShopLogins()
        self._settings = settings
        self._strict = strict
        self._guard = None if allow_connections else Guard()
        self._server = self._make_server()
        self._auth = self._server.default_auth if auth is None else auth
        if auth is not None:
            self.accepts(auth)
        self._transport = FakeTransport(self._handle)
        self._expectations: list[Expectation[..., Any]] = []
        self._held: dict[str, Callable[[Call], Any]] = {}
        self._calls: list[Call] = []
        self._unexpected: list[UnexpectedCall] = []
        self._lock = threading.RLock()

    @overload
    def on(self, method: Callable[P, Awaitable[Untold]], /) -> Expectation[P, Any]: ...

    @overload
    def on(self, method: Callable[P, Untold], /) -> Expectation[P, Any]: ...

    @overload
    def on(self, method: Callable[P, Awaitable[Page[Item]]], /) -> ListExpectation[P, Item]: ...

    @overload
    def on(self, method: Callable[P, Awaitable[T]], /) -> Expectation[P, T]: ...

    @overload
    def on(self, method: Callable[P, Page[Item]], /) -> ListExpectation[P, Item]: ...

    @overload
    def on(self, method: Callable[P, T], /) -> Expectation[P, T]: ...

    def on(self, method: Callable[..., Any], /) -> Expectation[..., Any]:
        """Set up what calls of a method are answered with, of either client: `shop.on(products.get).returns(...)`.

        Where several fit a call, the one with the most arguments given counts, of equals the latest. Raises TypeError
        for what is no method of a resource.
        """
        found = self._server.method_of(method)
        kind: Any = ListExpectation if found.operation.search_parameter else Expectation
        expectation: Expectation[..., Any] = kind(method, found, self._server, self._expectations.append)
        return expectation

    def on_request(self, method: str, path: str) -> Expectation[..., Any]:
        """Set up a route that the package doesn't know: `shop.on_request("GET", "/V1/acme/things/{id}").given(id="7")`.

        The arguments of its calls are the variables of the path, `query` and `body`.
        """
        made = self._server.custom(method, path)
        expectation: Expectation[..., Any] = Expectation(None, made, self._server, self._expectations.append)
        return expectation

    @overload
    def holds(self, resource: Gets[M], items: Iterable[M] = (), *, key: str | None = None) -> Held[M]: ...

    @overload
    def holds(self, resource: GetsById[M], items: Iterable[M] = (), *, key: str | None = None) -> Held[M]: ...

    @overload
    def holds(self, resource: Informs[M], items: Iterable[M] = (), *, key: str | None = None) -> Held[M]: ...

    @overload
    def holds(self, resource: Searches[M], items: Iterable[M] = (), *, key: str | None = None) -> Held[M]: ...

    @overload
    def holds(self, resource: Lists[M], items: Iterable[M] = (), *, key: str | None = None) -> Held[M]: ...

    def holds(self, resource: object, items: Iterable[Any] = (), *, key: str | None = None) -> Held[Any]:
        """Keep entities, which the methods of a repository read, list, save and delete.

            held = shop.holds(shop.client.catalog.product_repository, [models.catalog.Product(sku="24-MB01")])

        Searches are carried out: all conditions, sort orders and pages. `key` is the field that entities are told apart
        by, where that isn't the one that the reading method takes. What is set up with `on` goes before.
        """
        repository = self._server.repository(self._server.methods.of_resource(resource), key)
        if repository is None:
            raise TypeError(f"{type(resource).__name__} has no method that reads an entity")
        held: Held[Any] = Held(items, repository.kind)
        self._held |= {name: partial(reply, held) for name, reply in repository.replies.items()}
        return held

    def accepts(self, auth: Auth) -> None:
        """Know another account: from then on callers that the shop doesn't know are refused."""
        self._server.know(auth)
        self._logins.add(auth)

    def expire_tokens(self) -> None:
        """Refuse all tokens that the shop has handed out, as when they have expired: clients log in again."""
        self._server.expire()
        self._logins.expire()

    @property
    def calls(self) -> Calls:
        """The calls so far, in order, refused ones left out: `shop.calls(products.save).last.arguments`."""
        with self._lock:
            return Calls(self._calls, lambda method: self._server.method_of(method).name)

    def http_client(self) -> httpx.Client:
        """An HTTP client whose requests end here, for a client of your own making: `Client(url, http_client=...)`."""
        return httpx.Client(transport=self._transport)

    def async_http_client(self) -> httpx.AsyncClient:
        """An HTTP client whose requests end here, for an awaited client of your own making."""
        return httpx.AsyncClient(transport=self._transport)

    def check(self) -> None:
        """Raise what the code under test may have caught: calls that nothing is set up for, connections."""
        if self._unexpected:
            raise self._unexpected[0]
        if self._guard is not None and self._guard.seen:
            raise opened(self._guard.seen)

    def __enter__(self) -> Self:
        if self._guard is not None:
            self._guard.on()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._guard is not None:
            self._guard.off()
        if error is None:
            self.check()

    @classmethod
    def fixture(cls, **options: Any) -> Callable[..., Iterator[Self]]:
        """A pytest fixture that is such a shop, with these settings: `shop = FakeShop.fixture()` in `conftest.py`."""

        def fake_shop() -> Iterator[Self]:
            with cls(**options) as shop:
                yield shop

        fixture: Callable[..., Iterator[Self]] = require("pytest", "a fixture").fixture(fake_shop)
        return fixture

    @property
    def _example(self) -> str:
        """A client of the package, as a test would write it."""
        return "shop.client" if hasattr(type(self), "client") else "shop.async_client"

    def _make_server(self) -> Server[Any]:
        """The server that reads the requests of the package."""
        raise NotImplementedError

    def _blocking(self, kind: type[C]) -> C:
        """A client of this shop that blocks."""
        http_client = self.http_client()
        client = kind(self.base_url, auth=self._auth, http_client=http_client, **self._settings)
        client._transport = QuickTransport(http_client, self.waits)  # pyright: ignore[reportPrivateUsage]
        return client

    def _awaited(self, kind: type[A]) -> A:
        """A client of this shop that is awaited."""
        http_client = self.async_http_client()
        client = kind(self.base_url, auth=self._auth, http_client=http_client, **self._settings)
        quick = QuickAsyncTransport(http_client, self.waits)
        client._transport = quick  # pyright: ignore[reportPrivateUsage]
        return client

    def _handle(self, request: Request) -> Outcome:
        """The outcome of a request."""
        with self._lock:
            self.requests.append(request)
        path = self._path(request)
        try:
            received = self._server.read(request, path)
            if received is None or not self._has_reply(received.method.name):
                beside = self._beside(request, path)
                if beside is not None:
                    return beside
            if received is None:
                return self._unknown(request, path)
            return self._outcome(received)
        except Refusal as refusal:
            return self._server.refused(request, refusal)
        except Refused as refused:
            with self._lock:
                self.refusals.append(str(refused))
            return refused.answer

    def _beside(self, request: Request, path: str) -> Outcome | None:
        """The outcome of what stands beside the operations, unless that is set up: logins, jobs."""
        if self._logins.is_login(request):
            return self._logins.answer(request)
        return self._server.special(request, path, self._outcome)

    def _has_reply(self, name: str) -> bool:
        return any(each.name == name for each in self._expectations)

    def _outcome(self, received: Received[Any]) -> Outcome:
        """The reply that is set up for a call. Raises UnexpectedCall where there is none and the shop is strict.

        Raises Refusal for a caller that isn't known.
        """
        restricted, acl = self._server.access(received.operation)
        if restricted and not self._logins.is_login(received.request):
            self._logins.check(received.request, acl)
        if received.raw is not None and not self._has_reply(received.method.name):
            received = received.raw if self._has_reply(received.raw.method.name) else received
        call = Call(
            received.method.name, received.operation.id, received.arguments, received.store, received.request
        )
        with self._lock:
            self._calls.append(call)
            expectation = self._fitting(call)
            if expectation is not None:
                reply, latency = expectation.next_reply()
            elif call.name in self._held:
                reply, latency = Result(self._held[call.name]), 0.0
            elif self._strict:
                error = unexpected_call(call, self._expectations, self._example)
                self._unexpected.append(error)
                raise error
            else:
                value = made_up(self._server.result_type(received.operation))
                return self._server.written(received, self._server.made_up(received, value))
        outcome = reply.outcome(self._server, received, call)
        return outcome.after(latency) if latency else outcome

    def _fitting(self, call: Call) -> Expectation[..., Any] | None:
        fitting = [
            (len(expectation.expected), place, expectation)
            for place, expectation in enumerate(self._expectations)
            if expectation.name == call.name and not expectation.spent and not expectation.differences(call)
        ]
        return max(fitting, key=lambda each: each[:2])[2] if fitting else None

    def _unknown(self, request: Request, path: str) -> Outcome:
        """The outcome of a request that is no call of an operation of the package."""
        error = unexpected_request(
            request, path, list(self._server.operations), "the package has no such route"
        )
        with self._lock:
            self._unexpected.append(error)
        raise error

    def _path(self, request: Request) -> str:
        """The path of a request below the shop's address."""
        path = urlsplit(request.url).path
        return path.removeprefix(urlsplit(self.base_url).path.rstrip("/"))
