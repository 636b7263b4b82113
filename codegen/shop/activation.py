"""The activation of a Magento 2 integration at the desk: a callback and an identity page, until one is activated.

Magento posts the keys to the callback and opens the identity page in the administrator's browser; the exchange is that
of generated clients.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from socket import AF_INET6
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from codegen.diagnostics import CodegenError
from codegen.shop.keys import Keys
from codegen.shop.runtime import IntegrationActivation, MagentoError, RequestError, activate, check_shop_url

SignatureMethod = Literal["HMAC-SHA256", "HMAC-SHA1"]

CALLBACK, IDENTITY = "/callback", "/identity"
_LARGEST_FORM = 64 * 1024
_SECONDS_FOR_THE_BROWSER = 20.0
_SECONDS_FOR_THE_EXCHANGE = 120.0


class Desk:
    """Waits for the activation of one integration of the shop at `url`, and takes forms of no other shop."""

    def __init__(self, url: str, listen: str, report: Callable[[str], None]) -> None:
        """`listen` is an address such as `127.0.0.1:8080`; `report` is told of forms that are turned away.

        Raises CodegenError (exit code 2) for addresses that can't be used.
        """
        try:
            check_shop_url(url, url)
        except RequestError as error:
            raise CodegenError(str(error), exit_code=2) from error
        self._url = url
        self._report = report
        self._outcome = ""
        self._forms: Queue[IntegrationActivation] = Queue()
        self._exchanged = threading.Event()
        self._seen = threading.Event()
        self._server = _server(listen, self)

    @property
    def address(self) -> str:
        """Where it listens: the address that callback and identity page are below."""
        host, port = self._server.server_address[:2]
        text = host.decode() if isinstance(host, bytes) else str(host)
        return f"http://{f'[{text}]' if ':' in text else text}:{port}"

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serve both pages meanwhile."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def wait(self, seconds: float) -> IntegrationActivation:
        """The first form of the shop. Raises CodegenError (exit code 3) when none comes in that many seconds."""
        try:
            return self._forms.get(timeout=seconds)
        except Empty:
            raise CodegenError(
                f"no activation within {seconds:g} seconds; can the shop reach the callback URL?"
            ) from None

    def exchange(self, activation: IntegrationActivation, method: SignatureMethod | None) -> tuple[Keys, str]:
        """The four keys, and the method that they sign by. Raises CodegenError (exit code 3) when the shop refuses."""
        try:
            found = activate(activation, allowed=self._url, signature_method=method)
        except MagentoError as error:
            self._outcome = "The shop refused; the command tells why."
            raise CodegenError(f"{self._url}: {error}") from error
        except ImportError as error:
            raise CodegenError(str(error), exit_code=2) from error
        else:
            self._outcome = "The integration is active."
        finally:
            self._exchanged.set()
        keys = Keys(found.consumer_key, found.consumer_secret, found.access_token, found.access_token_secret)
        return keys, found.signature_method

    def wait_for_browser(self) -> None:
        """Give the browser the time to open the identity page: Magento opens it after the callback was answered."""
        self._seen.wait(_SECONDS_FOR_THE_BROWSER)

    def take(self, body: bytes) -> bool:
        """Take a form that was posted; whether it is one of this shop."""
        try:
            activation = IntegrationActivation.parse(body)
            check_shop_url(activation.store_base_url, self._url)
        except RequestError as error:
            self._report(f"turned away: {error}")
            return False
        self._forms.put(activation)
        return True

    def page(self, query: str) -> tuple[str, str]:
        """What the identity page says once the keys were exchanged, and where it leads, if that is at the shop."""
        if not self._exchanged.wait(_SECONDS_FOR_THE_EXCHANGE):
            return "Nothing was activated.", ""
        self._seen.set()
        back = parse_qs(query).get("success_call_back", [""])[0]
        try:
            check_shop_url(back, self._url)
        except RequestError:
            back = ""
        return f"{self._outcome} You can close this window.", back


class _Handler(BaseHTTPRequestHandler):
    """One request for one of the two pages. `desk` is set on the class; nothing is logged."""

    desk: Desk

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if urlsplit(self.path).path != CALLBACK:
            self._answer(404, "no such page")
        elif not length.isdecimal() or int(length) > _LARGEST_FORM:
            self._answer(413, "too large")
        elif self.desk.take(self.rfile.read(int(length))):
            self._answer(200, "taken")
        else:
            self._answer(403, "no activation of this shop")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != IDENTITY:
            self._answer(404, "no such page")
            return
        told, back = self.desk.page(parts.query)
        self._answer(200, told, back)

    def _answer(self, status: int, told: str, back: str = "") -> None:
        link = f'<p><a href="{escape(back)}">Back to the shop</a></p>' if back else ""
        refresh = f'<meta http-equiv="refresh" content="1; url={escape(back)}">' if back else ""
        content = (
            f"<!DOCTYPE html><title>magento-codegen</title>{refresh}<p>{escape(told)}</p>{link}\n".encode()
        )
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: a form holds secrets."""


def _server(listen: str, desk: Desk) -> ThreadingHTTPServer:
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isdecimal() or int(port) > 65535:
        raise CodegenError(f"--listen {listen}: give host and port, such as 127.0.0.1:8080", exit_code=2)
    family = {"address_family": AF_INET6} if ":" in host else {}
    server = type("Server", (ThreadingHTTPServer,), {"daemon_threads": True, **family})
    handler = type("Handler", (_Handler,), {"desk": desk, "timeout": 30})
    try:
        made: ThreadingHTTPServer = server((host.strip("[]"), int(port)), handler)
    except OSError as error:
        raise CodegenError(f"--listen {listen}: {error.strerror or error}", exit_code=2) from error
    return made
