"""The package of a whole Magento 2, a server that answers as recorded, and what is known of each exchange."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest

from codegen.run.planning import Generated
from tests.peers.replay import Answer, ReplayServer, Request
from tests.replay.calls import Call, operation_for
from tests.replay.exchanges import FOLDER, Exchange, load
from tests.runtime.soap.packages import build_generated

_SENT_HEADERS = ("content-type", "www-authenticate", "cache-control", "x-frame-options")


@dataclass(frozen=True)
class Shop:
    """The generated package, imported, and what it was made from."""

    package: ModuleType
    generated: Generated
    keys: dict[str, Any]

    def runtime(self, name: str) -> ModuleType:
        """A module of the package's runtime."""
        return import_module(f"{self.package.__name__}._runtime.{name}")

    def operation_of(self, exchange: Exchange) -> Any:
        """The operation whose route a request has; None where it has none."""
        try:
            return self.package.OPERATIONS[operation_for(exchange, self.generated)[0].id]
        except LookupError:
            return None

    def auth_of(self, exchange: Exchange) -> Any:
        """The credentials that a recorded request carries; None for none."""
        kind, _, value = exchange.headers.get("authorization", "").partition(" ")
        if kind == "Bearer":
            return self.package.BearerToken(value)
        if kind != "OAuth":
            return None
        sent = protocol_parameters(exchange.headers["authorization"])
        keys = self.keys.get(sent["oauth_consumer_key"], {})
        return self.package.OAuth1(
            sent["oauth_consumer_key"],
            keys.get("consumer_secret", "unknown"),
            sent["oauth_token"],
            keys.get("access_token_secret", "unknown"),
        )


def protocol_parameters(header: str) -> dict[str, str]:
    """The `oauth_...` parameters of an Authorization header."""
    pairs = (part.partition("=") for part in header.removeprefix("OAuth ").split(", "))
    return {name: unquote(value.strip('"')) for name, _, value in pairs if name != "realm"}


@pytest.fixture(scope="session")
def shop(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The client of the recorded Magento 2."""
    folder = corpus / FOLDER
    sources = [folder / "xml", folder / "wsdl"]
    package, generated = build_generated("replayed_store", sources, tmp_path_factory.mktemp("replay"))
    integrations = json.loads((folder / "oauth-lab-keys.json").read_bytes())["integrations"].values()
    keys = {
        entry["consumer_key"]: entry for entry in (*integrations, activated(folder / "exchanges-2/oauth"))
    }
    return Shop(package, generated, keys)


def activated(folder: Path) -> dict[str, str]:
    """The keys of the integration whose activation was recorded: what Magento posted, and what it gave for that."""

    def body(name: str, part: str) -> dict[str, str]:
        return dict(parse_qsl(json.loads((folder / f"{name}.json").read_bytes())[part]["body"]))

    posted, given = body("callback_post_a", "request"), body("access_token_a", "response")
    return {
        "consumer_key": posted["oauth_consumer_key"],
        "consumer_secret": posted["oauth_consumer_secret"],
        "access_token_secret": given["oauth_token_secret"],
    }


def answer_of(exchange: Exchange) -> Answer:
    """The answer of an exchange, with the header fields that say something."""
    headers = tuple((name, value) for name, value in exchange.answer_headers if name.lower() in _SENT_HEADERS)
    return Answer(exchange.answer, exchange.status, headers)


@dataclass
class RecordedServer(ReplayServer):
    """Gives the answers of exchanges, whatever it is asked; the last one stays."""

    answers: list[Answer] = field(default_factory=list)

    def play(self, *exchanges: Exchange) -> None:
        """Answer as those exchanges did from now on."""
        self.play_all([answer_of(exchange) for exchange in exchanges])

    def play_all(self, answers: Sequence[Answer]) -> None:
        """Give these answers one after another."""
        self.answers = list(answers)
        self.requests.clear()

    def respond(self, request: Request) -> Answer:
        """The next answer."""
        self.requests.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(scope="session")
def recorded_server() -> Iterator[RecordedServer]:
    """A server on 127.0.0.1 that answers as recorded."""
    server = RecordedServer()
    with server:
        yield server


def every_exchange() -> list[Any]:
    """All exchanges as parameters of a test; a skipped one where there is no corpus."""
    skipped = [pytest.param(None, marks=pytest.mark.skip("no corpus: set MAGENTO_CODEGEN_CORPUS"))]
    return [pytest.param(exchange, id=exchange.name) for exchange in load()] or skipped


async def awaited(result: Awaitable[Any]) -> Any:
    """What comes of an awaitable, as a coroutine."""
    return await result


@dataclass(frozen=True)
class Clients:
    """Both clients of the shop, on one server for all exchanges."""

    shop: Shop
    blocking: Any
    awaited: Any
    runner: asyncio.Runner

    def perform(self, exchange: Exchange, call: Call | None, mode: str) -> Any:
        """The result of the call for an exchange; without a call its request is sent as it was recorded."""
        client = self.blocking if mode == "blocking" else self.awaited
        client = client.with_options(auth=self.shop.auth_of(exchange), max_retries=0)
        result = self._by_hand(client, exchange) if call is None else call.make(client, self.shop.package)
        return self.runner.run(awaited(result)) if inspect.isawaitable(result) else result

    def _by_hand(self, client: Any, exchange: Exchange) -> Any:
        message = self.shop.runtime("http.messages")
        names = ("accept", "content-type", "x-http-method-override")
        pairs = [("accept", "application/json"), *exchange.headers.items()]
        headers = message.Headers({name: value for name, value in pairs if name in names})
        request = message.Request(
            method=exchange.method,
            url=exchange.path + (f"?{exchange.query}" if exchange.query else ""),
            headers=headers,
            content=exchange.body,
        )
        operation = self.shop.operation_of(exchange)

        def flow() -> Any:
            response = yield from client.core.send(request)
            return response.text if operation is None else operation.decode_response(response)

        return client.run(flow())


@pytest.fixture(scope="session")
def clients(shop: Shop, recorded_server: RecordedServer) -> Iterator[Clients]:
    """Clients of the server that answers as recorded."""
    awaited = shop.package.AsyncClient(recorded_server.url)
    with asyncio.Runner() as runner, shop.package.Client(recorded_server.url) as blocking:
        yield Clients(shop, blocking, awaited, runner)
        runner.run(awaited.close())
