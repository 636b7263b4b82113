"""An HTTP server on 127.0.0.1 that gives prepared or recorded answers and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """A request as it arrived; header names are in lower case, `query` is decoded and in order."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    body: bytes
    target: str

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)


Responder = Callable[[Request], Answer]
_HOP_BY_HOP = frozenset(
    {"connection", "content-length", "transfer-encoding", "date", "content-encoding", "host"}
)


@dataclass
class ReplayServer:
    """Answers by method, path and query (a multiset); a context manager. `url` is where it listens.

    Several answers to one request are given one by one, the last stays. What is not known is 404 with a JSON message.
    """

    requests: list[Request] = field(default_factory=list)
    _answers: dict[tuple[str, str, tuple[tuple[str, str], ...] | None], list[Answer | Responder]] = field(
        default_factory=dict
    )
    _server: ThreadingHTTPServer | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> ReplayServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def add(
        self,
        method: str,
        path: str,
        *answers: Answer | Responder | Any,
        query: Iterable[tuple[str, str]] | None = None,
    ) -> None:
        """Answer requests for `path`, with exactly `query` when it is given; a plain value becomes JSON."""
        key = (method, path, None if query is None else tuple(sorted(query)))
        self._answers[key] = [
            answer if isinstance(answer, Answer) or callable(answer) else Answer(json.dumps(answer).encode())
            for answer in answers
        ]

    def record(self, exchange: dict[str, Any]) -> None:
        """Answer as a recorded exchange did (`request.method`, `request.url`, `response.status/headers/body`)."""
        request, response = exchange["request"], exchange["response"]
        url = urlsplit(request["url"])
        headers = tuple(
            (name, value) for name, value in response["headers"] if name.lower() not in _HOP_BY_HOP
        )
        answer = Answer((response["body"] or "").encode(), response["status"], headers)
        self.add(request["method"], url.path, answer, query=parse_qsl(url.query, keep_blank_values=True))

    def respond(self, request: Request) -> Answer:
        """Remember a request and find its answer."""
        with self._lock:
            self.requests.append(request)
            exact = (request.method, request.path, tuple(sorted(request.query)))
            queue = self._answers.get(exact) or self._answers.get((*exact[:2], None))
            found = None if not queue else queue.pop(0) if len(queue) > 1 else queue[0]
        if found is None:
            message = f"no answer is prepared for {request.method} {request.target}"
            return Answer(json.dumps({"message": message}).encode(), 404)
        return found if isinstance(found, Answer) else found(request)


def _handler(replay: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = tuple(parse_qsl(url.query, keep_blank_values=True))
            assert self.command is not None
            answer = replay.respond(Request(self.command, url.path, query, headers, body, self.path))
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = answer

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    return Handler
